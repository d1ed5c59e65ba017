"""What a finished file says of itself, from the issue: its title, its people, its date."""

from __future__ import annotations

import datetime as dt
import re

from report_pdf import __version__
from report_pdf.model.issue import Issue
from report_pdf.pdf import ClosingFacts

__all__ = ["authors", "imprint"]

# A role stands before its names: “文/图 甲 乙”, “文：甲 摄影：乙”, “本刊记者 甲”. A 文 or 图 inside a name is none.
_ROLE = re.compile(
    r"(?:^|(?<=[\s、，；]))(?:本刊|本报)?(?:(?:文[/／]图|图[/／]文|作者|撰文|摄影|记者)|[文图](?=[\s:：/／]))[\s:：/／]*"
)
_BETWEEN_NAMES = re.compile(r"[\s、，；]+")


def imprint(issue: Issue, *, linearized: bool = False) -> ClosingFacts:
    """The facts of the issue that every edition for readers states."""
    identity = issue.identity
    return ClosingFacts(
        title=" ".join(filter(None, (identity.name, identity.number))),
        authors=authors(issue),
        publisher=identity.publisher,
        date=dt.datetime.combine(identity.date, dt.time(), dt.UTC) if identity.date else None,
        language=issue.language,
        identifier=identity.issn or identity.id,
        subject="；".join(article.title for article in issue.articles),
        producer=f"report-pdf {__version__}",
        linearized=linearized,
    )


def authors(issue: Issue) -> tuple[str, ...]:
    """Each person of the bylines once, in order; “文/图 甲 乙” names two."""
    names: dict[str, None] = {}
    for article in issue.articles:
        for name in _BETWEEN_NAMES.split(_ROLE.sub(" ", article.byline)):
            names[name.strip("（）()/／")] = None
    return tuple(name for name in names if name)
