"""Pictures that nobody has put into words yet: what editions with tags need (ISO 14289-1, 7.3)."""

from __future__ import annotations

from report_pdf.findings import Finding, Message
from report_pdf.issue.rules import PICTURE_WITHOUT_ALT
from report_pdf.model.issue import Issue, Picture

__all__ = ["missing_alternatives"]

_HINT = Message(zh="在 issue.yaml 写 alt：画面上有什么。", en="Say in issue.yaml, as alt, what is seen.")


def missing_alternatives(issue: Issue) -> tuple[Finding, ...]:
    """A finding for each picture without an alternative text, the cover's first; a caption says something else."""
    pictures = [picture for article in issue.articles for picture in article.pictures]
    if issue.cover.picture is not None:
        pictures = [issue.cover.picture, *pictures]
    return tuple(_missing(picture) for picture in pictures if not picture.alt.strip())


def _missing(picture: Picture) -> Finding:
    return PICTURE_WITHOUT_ALT.at(
        picture.place,
        Message(
            zh=f"照片“{picture.name}”没有替代文字。",
            en=f"the picture “{picture.name}” has no alternative text.",
        ),
        hint=_HINT,
    )
