from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from report_pdf.errors import PlanError
from report_pdf.findings import Finding
from report_pdf.plan import read_plan


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An issue's folder with a manuscript, photographs and a supplement in it."""
    root = tmp_path / "chun-2031"
    (root / "photos").mkdir(parents=True)
    (root / "story.txt").write_text("山里的茶\n", encoding="utf-8")
    (root / "report.pdf").write_bytes(b"%PDF-1.7\n")
    for name in ("10.jpg", "2.png", "1.JPG", "cover.jpg", "notes.txt", ".hidden.jpg"):
        (root / "photos" / name).write_bytes(b"picture")
    return root


@pytest.fixture
def mistakes(folder: Path) -> Callable[[str | bytes], list[Finding]]:
    """The findings that an issue.yaml of this text ends with."""

    def read(text: str | bytes) -> list[Finding]:
        data = text if isinstance(text, bytes) else text.encode()
        (folder / "issue.yaml").write_bytes(data)
        with pytest.raises(PlanError) as caught:
            read_plan(folder / "issue.yaml")
        return list(caught.value.findings)

    return read
