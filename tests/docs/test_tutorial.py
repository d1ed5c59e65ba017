"""The steps of docs/tutorial/first-issue.md, as a newcomer takes them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from report_pdf.pdf import outlines, page_boxes

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = (ROOT / "docs" / "tutorial" / "first-issue.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder after step 5: what the page says to write and to copy."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "assets").symlink_to(ROOT / "assets")
    for command in re.findall(r"^\$ ((?:mkdir|cp) .*)$", TUTORIAL, re.MULTILINE):
        subprocess.run(command.split(), cwd=folder, check=True)
    for kind, name in (("text", "manuscript.txt"), ("yaml", "issue.yaml")):
        found = re.search(rf"```{kind}\n(.*?)```", TUTORIAL, re.DOTALL)
        assert found
        (folder / "mine" / name).write_text(found[1], encoding="utf-8")
    return folder


def _report_pdf(desk: Path, *words: str) -> tuple[int, str]:
    environment = {**os.environ, "LC_ALL": "zh_CN.UTF-8", "REPORT_PDF_CACHE": str(desk / "cache")}
    command = [sys.executable, "-m", "report_pdf", *words]
    done = subprocess.run(command, cwd=desk, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def _shown(command: str) -> list[str]:
    """The lines that the page shows below a command, the one time it shows any."""
    below = rf"^\$ \.venv/bin/report-pdf {re.escape(command)}\n((?:(?!```).*\n)+)```"
    (shown,) = re.findall(below, TUTORIAL, re.MULTILINE)
    return str(shown).splitlines()


def test_lint_says_what_the_page_shows(desk: Path) -> None:
    code, said = _report_pdf(desk, "lint", "mine/manuscript.txt")

    assert code == 0
    assert said.splitlines() == _shown("lint mine/manuscript.txt")


def test_both_mistakes_are_told_at_once(desk: Path) -> None:
    issue = desk / "mine" / "issue.yaml"
    right = issue.read_text(encoding="utf-8")
    issue.write_text(
        right.replace("kicker: 村里事", "kikcer: 村里事").replace("creek.jpg", "crek.jpg"), encoding="utf-8"
    )
    try:
        code, said = _report_pdf(desk, "build", "mine/issue.yaml")
    finally:
        issue.write_text(right, encoding="utf-8")

    assert code == 3
    assert said.splitlines() == _shown("build mine/issue.yaml")


def test_the_issue_is_made_with_its_supplement_on_a_recto(desk: Path) -> None:
    code, said = _report_pdf(desk, "build", "mine/issue.yaml")
    assert code == 0, said
    pdf = (desk / "dist" / "qingshi-2027-1" / "email.pdf").read_bytes()
    starts = {outline.title: outline.page for outline in outlines(pdf)}

    assert "pdf/tags-left" in said
    assert starts["溪上有座桥 桥下有人管水"] == 4
    assert starts["步道里程与日程"] % 2 == 1
    assert len(page_boxes(pdf)) == starts["步道里程与日程"] + 2
