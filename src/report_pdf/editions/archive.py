"""The archive edition's close: PDF/A and PDF/UA in one file, with what it was made from inside. Proved elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from report_pdf import __version__
from report_pdf.child import ChildCrashed, ChildLimits, ChildTimedOut, run
from report_pdf.editions.email import _authors
from report_pdf.errors import RenderError, UsageError
from report_pdf.findings import Message, Place
from report_pdf.model.edition import Edition, EditionSpec
from report_pdf.model.issue import Issue
from report_pdf.model.pages import Anchor, Packet, Placeholder
from report_pdf.pdf import (
    STANDARDS,
    ArchiveFacts,
    ArchiveStandard,
    Attachment,
    ClosingFacts,
    SupplementPages,
    archive_pass,
)

__all__ = ["ArchiveTicket", "Original", "close_archive", "standard_of", "stitched_pages"]

_LIMITS = ChildLimits(wall_seconds=600, memory_bytes=4 * 2**30)
_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".yaml": "text/yaml",
    ".yml": "text/yaml",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".webp": "image/webp",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A file as the desk received it: ``words`` say what it is (稿件原文), ``relationship`` what it is to the issue."""

    name: str
    data: bytes
    words: str
    relationship: str = "Source"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveTicket:
    """What the archive edition is made for.

    Attributes:
        standard: As issue.yaml says it.
        originals: Kept inside, where the standard takes files.
        supplements: Where supplements stand in the packet (``stitched_pages``).
        rights: Who may do what with it.
    """

    standard: str = "pdf/a-3a+ua-1"
    originals: tuple[Original, ...] = ()
    supplements: tuple[SupplementPages, ...] = ()
    rights: str = ""


def standard_of(name: str) -> ArchiveStandard:
    """The standard by its name in issue.yaml.

    Raises:
        UsageError: There is none of this name.
    """
    if name not in STANDARDS:
        known = ", ".join(STANDARDS)
        raise UsageError(
            Message(zh=f"没有“{name}”这种存档标准。", en=f"there is no archive standard “{name}”."),
            hint=Message(zh=f"可以写：{known}。", en=f"Known: {known}."),
        )
    return STANDARDS[name]


def stitched_pages(
    issue: Issue, placeholders: Sequence[Placeholder], anchors: Sequence[Anchor]
) -> tuple[SupplementPages, ...]:
    """Where each supplement's pages came to stand."""
    page_of = {anchor.name: anchor.page for anchor in anchors}
    found = []
    for supplement in issue.supplements:
        pages = tuple(page_of[one.anchor] for one in placeholders if one.supplement == supplement.key)
        if pages:
            found.append(SupplementPages(title=supplement.title, pages=pages))
    return tuple(found)


def close_archive(packet: Packet, issue: Issue, spec: EditionSpec, *, ticket: ArchiveTicket) -> Edition:
    """The finished bytes of the edition; what they claim is still to be validated."""
    name = f"{spec.name.value}.pdf"
    facts = _facts(issue, ticket, file=name)
    try:
        # Supplements are foreign content: what they unpack to may be more than the build can bear.
        archived = run(_LIMITS, archive_pass, packet.pdf, facts)
    except (ChildCrashed, ChildTimedOut, MemoryError) as error:
        raise RenderError(
            Message(
                zh="存档收尾时内存或时间耗尽。",
                en="closing the archive edition took too much memory or time.",
            ),
            place=Place(file=name),
            hint=Message(
                zh="请逐个去掉附件再试，找出过大的那一个。",
                en="Leave the supplements out one by one to find the one that is too heavy.",
            ),
        ) from error
    return Edition(name=spec.name, data=archived.pdf, pages=packet.pages, findings=archived.findings)


def _facts(issue: Issue, ticket: ArchiveTicket, *, file: str) -> ArchiveFacts:
    identity = issue.identity
    return ArchiveFacts(
        closing=ClosingFacts(
            title=" ".join(filter(None, (identity.name, identity.number))),
            authors=_authors(issue),
            publisher=identity.publisher,
            date=dt.datetime.combine(identity.date, dt.time(), dt.UTC) if identity.date else None,
            language=issue.language,
            identifier=f"urn:ISSN:{identity.issn}" if identity.issn else identity.id,
            subject="；".join(article.title for article in issue.articles),
            producer=f"report-pdf {__version__}",
        ),
        standard=standard_of(ticket.standard),
        keywords=tuple(dict.fromkeys(filter(None, (article.kicker for article in issue.articles)))),
        rights=ticket.rights,
        issn=identity.issn,
        supplements=ticket.supplements,
        attachments=tuple(_attachment(original) for original in ticket.originals),
        file=file,
    )


def _attachment(original: Original) -> Attachment:
    suffix = PurePosixPath(original.name).suffix.lower()
    return Attachment(
        name=original.name,
        data=original.data,
        media_type=_TYPES.get(suffix, "application/octet-stream"),
        relationship=original.relationship,
        description=original.words,
    )
