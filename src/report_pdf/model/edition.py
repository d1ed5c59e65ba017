"""``EditionSpec``: what differs between editions, as data; and what each edition ends as."""

from __future__ import annotations

from dataclasses import dataclass

from report_pdf.findings import Finding, Severity
from report_pdf.model.archive import Entry, Verdict
from report_pdf.model.plan import ArchivePlan, EditionName, PressPlan

__all__ = ["Edition", "EditionPart", "EditionSpec", "PageWeight", "PictureSpec", "PreflightReport"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureSpec:
    """How pictures enter an edition: resolution at placed size (never upsampled) and JPEG quality 1 to 95.

    ``progressive``: JPEGs that show the whole picture before all of it is there.

    ``profile``: the ICC profile of a press: then they enter in its CMYK, with at most ``ink_limit`` per cent of ink,
    by ``intent`` (``relative`` with black point compensation, ``perceptual``).
    """

    ppi: int
    quality: int
    profile: bytes = b""
    ink_limit: int = 300
    intent: str = "relative"
    progressive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionSpec:
    """One edition. ``style_sheet`` is the layout's file for it (``edition-email``); ``max_size`` in bytes or None.

    ``press``: the ticket of an edition for the print shop: sheets with marks, all pages of one trim size, signatures.
    ``archive``: the ticket of an edition for the archive: tags made anew, claims that are proved.
    ``personal``: copies of it bear a recipient's name and number.
    ``compact``: fonts and pictures are stored as small as they go, until ``max_size`` is met; ``too_large``: what
    becomes of it where that cannot be (``refuse``, ``parts``).
    """

    name: EditionName
    style_sheet: str
    pictures: PictureSpec
    standard: str = ""
    bleed_mm: float = 0.0
    press: PressPlan | None = None
    archive: ArchivePlan | None = None
    tagged: bool = True
    linearized: bool = False
    max_size: int | None = None
    compact: bool = False
    personal: bool = False
    too_large: str = "refuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWeight:
    """What a page's bytes are spent on. ``page`` 0: what belongs to the file as a whole."""

    page: int
    fonts: int = 0
    pictures: int = 0
    text: int = 0
    supplements: int = 0
    structure: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.fonts + self.pictures + self.text + self.supplements + self.structure


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPart:
    """A part of an edition that is too large for one file: pages from ``first`` to ``last``, physical, from 1."""

    file: str
    data: bytes
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A finished edition's bytes.

    ``flavours``: what it claims (``3a``, ``ua1``), to be proved before it gets its name; ``entries``: how its supplements
    went in, where that is a question. ``weights``: where its bytes go; ``parts``: what is written in its stead;
    ``refused``: it is too large and not written.
    """

    name: EditionName
    data: bytes
    pages: int
    findings: tuple[Finding, ...] = ()
    flavours: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    weights: tuple[PageWeight, ...] = ()
    parts: tuple[EditionPart, ...] = ()
    refused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PreflightReport:
    """What independent checks of the finished bytes found.

    Attributes:
        file: What was checked.
        edition: Whose promises it was held to.
        checks: The codes that were run, found or not.
        findings: What they found.
        flavours: What the file claims.
        verdicts: What validators say of that.
        proved: No claim is denied or unproved; otherwise the file is not written.
        entries: How its supplements went in, where that is a question.
        weights: Where its bytes go.
        refused: It is too large and not written.
    """

    file: str
    edition: EditionName
    checks: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    flavours: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    proved: bool = True
    entries: tuple[Entry, ...] = ()
    weights: tuple[PageWeight, ...] = ()
    refused: bool = False

    @property
    def passed(self) -> bool:
        """It is written, and no finding is an error."""
        return not self.refused and all(finding.severity is not Severity.ERROR for finding in self.findings)
