"""The email edition's close: small, clean, linearized; it says what the issue says of itself and nothing more."""

from __future__ import annotations

import datetime as dt

from report_pdf import __version__
from report_pdf.model.edition import Edition, EditionSpec
from report_pdf.model.issue import Issue
from report_pdf.model.pages import Packet
from report_pdf.pdf import ClosingFacts, close

__all__ = ["close_email"]

_ROLES = ("文/图", "文／图", "作者", "撰文", "摄影", "记者", "文", "图")


def close_email(packet: Packet, issue: Issue, spec: EditionSpec) -> Edition:
    """The finished bytes of the edition."""
    identity = issue.identity
    facts = ClosingFacts(
        title=" ".join(filter(None, (identity.name, identity.number))),
        authors=_authors(issue),
        publisher=identity.publisher,
        date=dt.datetime.combine(identity.date, dt.time(), dt.UTC) if identity.date else None,
        language=issue.language,
        identifier=identity.issn or identity.id,
        subject="；".join(article.title for article in issue.articles),
        producer=f"report-pdf {__version__}",
        linearized=spec.linearized,
    )
    return Edition(name=spec.name, data=close(packet.pdf, facts), pages=packet.pages)


def _authors(issue: Issue) -> tuple[str, ...]:
    """Each person of the bylines once, in order; “文/图 甲 乙” names two."""
    names: dict[str, None] = {}
    for article in issue.articles:
        text = article.byline
        for role in _ROLES:
            text = text.replace(role, " ")
        for name in text.replace("：", " ").replace("、", " ").split():
            names[name.strip("（）()/／")] = None
    return tuple(name for name in names if name)
