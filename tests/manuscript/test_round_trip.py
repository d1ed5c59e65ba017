"""One article gives the same manuscript however it is sent: as text, as Markdown, as Word, by way of LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import docx
import pytest

from report_pdf.manuscript import parse_markdown, read_manuscript
from report_pdf.model.manuscript import (
    Block,
    Bullet,
    Caption,
    Figure,
    Heading,
    Manuscript,
    Part,
    PictureSlot,
    Title,
)

REAL = Path(__file__).parents[3] / "shared" / "manuscripts" / "xinhui"


@pytest.fixture(scope="module")
def text() -> Manuscript:
    if not (REAL / "manuscript.txt").exists():
        pytest.skip("the real manuscript is not beside this checkout")
    return read_manuscript(REAL / "manuscript.txt", name="manuscript.txt")


def _shown(manuscript: Manuscript) -> list[tuple[str, str, str, int, bool]]:
    return list(_rows(manuscript))


def _rows(manuscript: Manuscript) -> Iterator[tuple[str, str, str, int, bool]]:
    """A picture stands where the text has its place."""
    for block in manuscript.blocks:
        if isinstance(block, Figure | PictureSlot):
            yield "picture", "", "", 0, False
            continue
        number, level = getattr(block, "number", ""), getattr(block, "level", 0)
        yield type(block).__name__, block.text, number, level, getattr(block, "lost_arrow", False)


def _photographs() -> list[Path]:
    return sorted((REAL / "photos").glob("*.jpg"))


def _placed(text: Manuscript) -> int:
    """How many different photographs the Word file holds."""
    slots = sum(isinstance(block, PictureSlot) for block in text.blocks)
    return min(slots, len(_photographs()))


def _as_word(text: Manuscript, path: Path) -> None:
    """As the desk sees it in Word: every line a paragraph, its photographs in it."""
    photographs = cycle(_photographs())
    document = docx.Document()
    for block in text.blocks:
        if isinstance(block, PictureSlot):
            document.add_picture(str(next(photographs)), width=docx.shared.Cm(12))
        else:
            for line in block.source.splitlines():
                document.add_paragraph(line)
    document.save(path)


def test_as_word_with_its_photographs_inside(text: Manuscript, tmp_path: Path) -> None:
    path = tmp_path / "稿.docx"
    _as_word(text, path)
    read = read_manuscript(path, name="稿.docx")
    assert _shown(read) == _shown(text)
    assert len(read.media) == _placed(text) > 1
    assert [f.code for f in read.findings] == [f.code for f in text.findings]


@pytest.mark.parametrize("kind", ["docx", "odt", "doc", "rtf", "wps"])
def test_by_way_of_libreoffice(text: Manuscript, tmp_path: Path, kind: str) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    saved = "doc" if kind == "wps" else kind  # WPS writes Word's old format under a name of its own
    _as_word(text, tmp_path / "one.docx")
    (tmp_path / kind).mkdir()
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        program,
        profile,
        "--headless",
        "--convert-to",
        saved,
        "--outdir",
        tmp_path / kind,
        tmp_path / "one.docx",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (tmp_path / kind / f"one.{saved}").rename(tmp_path / kind / f"one.{kind}")
    read = read_manuscript(tmp_path / kind / f"one.{kind}", name=f"one.{kind}")
    assert _shown(read) == _shown(text)
    assert len(read.media) == _placed(text)


def test_as_markdown(text: Manuscript) -> None:
    read = parse_markdown("".join(map(_marked, text.blocks)), file="稿.md")
    assert _shown(read) == _shown(text)


def _marked(block: Block) -> str:
    signs = {Title: "# ", Part: "## ", Heading: "### ", Bullet: "- ", Caption: "↓"}
    if isinstance(block, PictureSlot):
        return "![](photos/01.jpg)\n\n"
    if type(block) not in signs or getattr(block, "lost_arrow", False):
        return f"{block.source.strip()}\n\n"
    number = getattr(block, "number", "")
    return (
        f"{signs[type(block)]}{number} {block.text}\n\n"
        if number
        else f"{signs[type(block)]}{block.text}\n\n"
    )
