"""What issue.yaml itself says in words (cover, titles, captions), looked at like a manuscript; nothing in it is changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from report_pdf.findings import Finding, Message, Place
from report_pdf.model.manuscript import Block, Byline, Caption, Dek, Kicker, Manuscript, Title
from report_pdf.model.plan import ArticlePlan, IssuePlan, PhotoPlan

__all__ = ["only_said", "plan_texts"]

_WORDS: tuple[tuple[str, type[Block]], ...] = (
    ("kicker", Kicker),
    ("title", Title),
    ("dek", Dek),
    ("byline", Byline),
)


def plan_texts(plan: IssuePlan) -> Manuscript:
    """Its texts as blocks at their places in the file; without a block where it has none."""
    file = plan.file.name if plan.file is not None else ""
    return Manuscript(file=file, encoding="utf-8", blocks=tuple(_blocks(plan)))


def _blocks(plan: IssuePlan) -> Iterator[Block]:
    yield from _block(plan, Title, plan.cover.title, "cover.title")
    for at, line in enumerate(plan.cover.lines):
        yield from _block(plan, Title, line, f"cover.lines[{at}]")
    if plan.cover.photo is not None:
        yield from _caption(plan, plan.cover.photo, "cover.photo")
    for at, article in enumerate(plan.articles):
        yield from _of_article(plan, article, f"articles[{at}]")


def _of_article(plan: IssuePlan, article: ArticlePlan, path: str) -> Iterator[Block]:
    for name, kind in _WORDS:
        yield from _block(plan, kind, getattr(article, name), f"{path}.{name}")
    for at, photo in enumerate(article.photos):
        yield from _caption(plan, photo, f"{path}.photos[{at}]")


def _caption(plan: IssuePlan, photo: PhotoPlan, path: str) -> Iterator[Block]:
    yield from _block(plan, Caption, photo.caption, f"{path}.caption")


def _block(plan: IssuePlan, kind: type[Block], text: str | None, path: str) -> Iterator[Block]:
    place = plan.places.get(path)
    if text and place is not None:
        # As if the text stood alone on its line: issue.yaml's own signs are no text.
        source = " " * ((place.column or 1) - 1) + text
        yield kind(text=text, place=place, source=source)


def only_said(finding: Finding) -> Finding:
    """issue.yaml is not corrected when it is built: what a manuscript would have set is what the desk should write."""
    if finding.correction is None:
        return finding
    after = finding.correction.after
    hint = Message(zh=f"请改为“{after}”。", en=f"Write “{after}”.") if after else None
    place = finding.place or Place(file="")
    return replace(finding, correction=None, hint=hint or finding.hint, place=place)
