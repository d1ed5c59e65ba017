"""Manuscripts as the desk sends them, corrected, as blocks of the test page."""

from __future__ import annotations

from pathlib import Path

from report_pdf.copyedit import copyedit
from report_pdf.manuscript import read_manuscript
from report_pdf.model.manuscript import Block, Bullet, Heading, Lede, Paragraph, Part
from report_pdf.model.plan import LintPlan
from report_pdf.resources import assets_folder

_KINDS: dict[type[Block], str] = {
    Paragraph: "paragraph",
    Lede: "paragraph",
    Bullet: "bullet",
    Heading: "heading",
    Part: "heading",
}
_SHARED = Path(__file__).parents[3] / "shared" / "manuscripts"


def sample_issue() -> list[Path]:
    """The manuscripts of the sample issue."""
    return sorted((assets_folder() / "sample-issue" / "manuscripts").glob("*.txt"))


def real_ones() -> list[Path]:
    """Real manuscripts beside the checkout, if there are any."""
    return sorted(_SHARED.glob("*/manuscript.txt"))


def blocks_of(paths: list[Path]) -> list[tuple[str, str]]:
    """Their running text and headings, one after the other, as ``(kind, text)``."""
    found = []
    for path in paths:
        for block in copyedit(read_manuscript(path, name=path.name), LintPlan()).blocks:
            kind = _KINDS.get(type(block))
            if kind and block.text:
                found.append((kind, "●" * (kind == "bullet") + block.text))
    return found
