"""An article without photographs within 150 kB: its text is all there, its outlines are rounded, nothing else is different."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from report_pdf.pdf import particulars

MANUSCRIPT = Path(__file__).resolve().parents[3] / "shared" / "manuscripts" / "xinhui" / "manuscript.txt"
ISSUE = """
issue: {{id: small, name: 新会政协, number: 2023年第1期, date: 2023-01-10, publisher: 新会区政协办公室}}
articles: [{{manuscript: manuscript.txt}}]
editions: {{email: {{{limit}}}}}
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory, run_build):
    if not MANUSCRIPT.is_file():
        pytest.skip("the real manuscript is not beside this repository")
    made = {}
    for name, limit in (("free", ""), ("limited", "max_size: 3MB")):
        desk = tmp_path_factory.mktemp(name)
        shutil.copy(MANUSCRIPT, desk / "manuscript.txt")
        (desk / "issue.yaml").write_text(ISSUE.format(limit=limit), encoding="utf-8")
        made[name] = run_build(desk / "issue.yaml", f"small-{name}")
    return made


def test_a_long_article_is_a_small_file_whatever_the_limit_allows(built):
    free, limited = built["free"].pdf.read_bytes(), built["limited"].pdf.read_bytes()
    assert len(free) <= 150_000
    assert free == limited
    said = {finding["code"] for finding in built["free"].report["findings"]}
    assert "editions/coarse-outlines" in said


def test_all_its_text_is_there(built):
    printed = _letters("".join(particulars(built["free"].pdf.read_bytes()).texts))
    lines = [line for line in map(_letters, MANUSCRIPT.read_text("utf-8").splitlines()) if len(line) > 60]
    assert len(lines) > 15
    assert [line for line in lines if line[:20] not in printed or line[-20:] not in printed] == []


def _letters(text):
    return "".join(character for character in text if character.isalpha() or character.isdigit())
