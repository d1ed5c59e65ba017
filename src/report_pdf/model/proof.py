"""``Proof``: what a proof sheet shows of a finished print file, read from its bytes."""

from __future__ import annotations

from dataclasses import dataclass

from report_pdf.findings import Finding
from report_pdf.model.pages import Resource

__all__ = [
    "InkPeak",
    "PlacedPicture",
    "Proof",
    "ProofBox",
    "ProofFinding",
    "ProofFont",
    "ProofInk",
    "ProofPage",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofBox:
    """A rectangle on a page, in millimetres from the upper left corner of what is shown of it (the bleed)."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedPicture:
    """A picture where it stands: what of it shows, its pixels, the lower of its two resolutions there."""

    box: ProofBox
    pixels: tuple[int, int]
    ppi: float
    line_art: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InkPeak:
    """The ink of a page as measured: per cent in the fullest 15 mm square, and where that is; per cent at the most.

    ``mean``: of cyan, magenta, yellow and black over the trimmed page, in per cent.
    """

    square: float
    place: ProofBox
    most: float
    mean: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofPage:
    """One page.

    Attributes:
        number: Physical page from 1.
        label: What a reader sees as its number.
        width_mm: Of what is shown: the bleed.
        height_mm: The same.
        trim: Where it is cut.
        sheet_mm: Width and height of the whole sheet with its marks.
        view: The picture of the page, None where it could not be drawn.
        heat: The picture of its ink, None where it was not measured.
    """

    number: int
    label: str
    width_mm: float
    height_mm: float
    trim: ProofBox
    sheet_mm: tuple[float, float]
    view: Resource | None = None
    heat: Resource | None = None
    peak: InkPeak | None = None
    pictures: tuple[PlacedPicture, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofFinding:
    """A finding with its number on the proof. ``page`` None: of the whole file, or of a source.

    ``places``: where on the page, as far as the file tells. ``checked``: preflight found it in the finished file;
    else it was noted while the file was made.
    """

    number: int
    finding: Finding
    checked: bool
    page: int | None = None
    places: tuple[ProofBox, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofFont:
    """A font of the file."""

    name: str
    kind: str
    embedded: bool
    subset: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofInk:
    """A printing ink: on how many pages, and per cent of the trimmed pages' area (None: not measured)."""

    name: str
    is_spot: bool
    pages: int
    mean: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The finished file, looked at.

    Attributes:
        file: Its name.
        sha256: Of its bytes, hexadecimal.
        size: Bytes.
        standard: What it says of itself (PDF/X-4).
        condition: The printing condition of its output intent.
        rules: How many rules it was held to.
        ink_tool: What measured the ink, with its version; empty where nothing could.
        from_right: Whether its pages turn to the right.
        pages: In order.
        findings: Errors first, then in the order of pages.
        remarks: What the proof itself could not do.
    """

    file: str
    sha256: str
    size: int
    standard: str
    condition: str
    rules: int
    ink_tool: str
    from_right: bool
    pages: tuple[ProofPage, ...]
    fonts: tuple[ProofFont, ...]
    inks: tuple[ProofInk, ...]
    findings: tuple[ProofFinding, ...]
    remarks: tuple[Finding, ...] = ()
