"""What an archive file is to be: the standards as data, what it says of itself, what it carries.

ISO 19005-2, -3, -4 (PDF/A), ISO 14289-1, -2 (PDF/UA).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from report_pdf.findings import Finding
from report_pdf.pdf.metadata import ClosingFacts

__all__ = [
    "STANDARDS",
    "ArchiveFacts",
    "ArchiveStandard",
    "Archived",
    "Attachment",
    "PagePicture",
    "SupplementPages",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveStandard:
    """A standard, or two in one file.

    Attributes:
        name: As issue.yaml says it.
        part: Of ISO 19005.
        conformance: Its level: ``A``, ``U``, ``F`` or none.
        accessible_part: Of ISO 14289; 0 claims none.
        version: Of PDF, that the file starts with.
        flavours: What a validator is asked for.
        attachments: Whether any file may be embedded.
    """

    name: str
    part: int
    conformance: str
    accessible_part: int
    version: str
    flavours: tuple[str, ...]
    attachments: bool

    @property
    def is_new(self) -> bool:
        """Made for PDF 2.0: namespaces, structure destinations, no Info."""
        return self.part >= 4

    @property
    def without_files(self) -> ArchiveStandard:
        """What may be claimed when nothing is embedded: PDF/A-4f must hold a file, PDF/A-4 need not (6.9)."""
        if self.conformance != "F":
            return self
        flavours = tuple("4" if flavour == "4f" else flavour for flavour in self.flavours)
        return replace(self, conformance="", flavours=flavours)


STANDARDS = {
    standard.name: standard
    for standard in (
        ArchiveStandard(
            name="pdf/a-3a+ua-1",
            part=3,
            conformance="A",
            accessible_part=1,
            version="1.7",
            flavours=("3a", "ua1"),
            attachments=True,
        ),
        ArchiveStandard(
            name="pdf/a-4f+ua-2",
            part=4,
            conformance="F",
            accessible_part=2,
            version="2.0",
            flavours=("4f", "ua2"),
            attachments=True,
        ),
        ArchiveStandard(
            name="pdf/a-2u",
            part=2,
            conformance="U",
            accessible_part=0,
            version="1.7",
            flavours=("2u",),
            attachments=False,
        ),
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file the archive keeps inside.

    ``relationship`` is Source, Data, Alternative or Supplement (ISO 32000-2, 14.13); ``supplement``: the key of the one
    whose part in the structure it belongs to, empty if it belongs to the issue as a whole.
    """

    name: str
    data: bytes
    media_type: str
    relationship: str
    description: str
    supplement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePicture:
    """A page as a picture in sRGB or grey: a JPEG of ``width`` × ``height`` pixels, upright, the whole visible face."""

    jpeg: bytes
    width: int
    height: int
    is_grey: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementPages:
    """A supplement's pages in the packet (physical, from 1) with what each says to those who cannot see it.

    Attributes:
        title: Of the supplement.
        pages: Physical, from 1.
        key: What the caller calls it by.
        texts: For each page; what is missing or empty is read from the page.
        pictures: For each page None, or its picture, to be shown instead of content that cannot be archived.
        tagged_in: The file whose own tags are merged, if they hold all its text.
        indices: Which pages of that file these are, from 0.
    """

    title: str
    pages: tuple[int, ...]
    key: str = ""
    texts: tuple[str, ...] = ()
    pictures: tuple[PagePicture | None, ...] = ()
    tagged_in: Path | None = None
    indices: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveFacts:
    """What the archive file says and holds. ``file`` names it in findings."""

    closing: ClosingFacts
    standard: ArchiveStandard
    keywords: tuple[str, ...] = ()
    rights: str = ""
    issn: str = ""
    supplements: tuple[SupplementPages, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    file: str = "archive.pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """The finished bytes.

    ``flavours``: what a validator is to be asked, for the claims are still to be proved; ``merged``: the supplements
    (by key) that came with their own tags.
    """

    pdf: bytes
    findings: tuple[Finding, ...] = ()
    flavours: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
