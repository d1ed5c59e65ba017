"""Each file in tests/manuscripts/ carries the findings it must give as ``#! code line:column`` lines at its end."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_pdf.copyedit import RULES as COPYEDIT_RULES
from report_pdf.copyedit import copyedit
from report_pdf.manuscript import RULES as MANUSCRIPT_RULES
from report_pdf.manuscript import parse_text
from report_pdf.model.plan import LintPlan

FOLDER = Path(__file__).parents[1] / "manuscripts"
FILES = sorted(FOLDER.glob("*.txt"))


def _read(path: Path) -> tuple[str, list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    expected = [line.removeprefix("#! ").strip() for line in lines if line.startswith("#! ")]
    return "".join(line for line in lines if not line.startswith("#! ")), expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_findings(path):
    text, expected = _read(path)
    edited = copyedit(parse_text(text, file="f"), LintPlan())
    found = [f"{finding.code} {finding.place.line}:{finding.place.column}" for finding in edited.findings]
    assert found == expected
    assert copyedit(edited, LintPlan()) == edited


def test_codes_are_unique_and_stable_in_form():
    codes = [rule.code for rule in (*COPYEDIT_RULES, *MANUSCRIPT_RULES)]
    assert len(codes) == len(set(codes))
    assert all(code.split("/")[0] in {"copyedit", "manuscript"} for code in codes)
