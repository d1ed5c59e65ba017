"""Every text that is set, with its place: what the type case is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from report_pdf.findings import Place
from report_pdf.model.issue import Issue
from report_pdf.model.manuscript import Manuscript, all_blocks
from report_pdf.model.plan import IssuePlan

__all__ = ["set_texts"]


def set_texts(
    plan: IssuePlan, issue: Issue, manuscripts: Sequence[Manuscript]
) -> tuple[tuple[str, Place], ...]:
    """The manuscripts' own words where they stand, and what issue.yaml adds to them."""
    at = plan.file.place if plan.file else Place(file=plan.issue.id)
    identity = plan.issue
    words = (
        identity.name,
        identity.number,
        identity.publisher,
        *(t for row in identity.colophon for t in row),
    )
    texts = [(text, at) for text in (*words, *issue.cover.headlines, issue.cover.title)]
    texts += [(supplement.title, supplement.place) for supplement in issue.supplements]
    texts += [
        (block.text, block.place) for manuscript in manuscripts for block in all_blocks(manuscript.blocks)
    ]
    for article in plan.articles:
        given = (article.title, article.kicker, article.dek, article.byline)
        texts += [(text, article.manuscript.place) for text in given if text]
    for picture in (picture for article in issue.articles for picture in article.pictures):
        texts += [(picture.caption, picture.caption_place or picture.place), (picture.credit, picture.place)]
    return tuple((text, place) for text, place in texts if text)
