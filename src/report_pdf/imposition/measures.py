"""The measures of an imposition: paper, sheets, spines. Points inside; millimetres where a printer speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from report_pdf.errors import UsageError
from report_pdf.findings import Message

__all__ = [
    "CALIPER_MM",
    "COVER_CALIPER_MM",
    "LEAST_ROOM_PT",
    "MM",
    "ROOM_PT",
    "Inks",
    "Measures",
    "parse_sheet",
    "said_mm",
    "spine_width",
]

MM = 72 / 25.4
Inks: TypeAlias = tuple[float, float, float, float]
"""Cyan, magenta, yellow, black, each 0 to 1."""
ROOM_PT = 10 * MM
"""Around the bleed, for marks and slug, where the sheet may be as large as it likes."""
LEAST_ROOM_PT = 7 * MM
CALIPER_MM, COVER_CALIPER_MM = 0.1, 0.25
"""Of a leaf and of the cover, where nobody says what they are: 120 g coated, 80 g offset; 250 g board."""

_SHEETS_MM = {
    "A2": (420, 594), "A3": (297, 420), "A4": (210, 297), "SRA2": (450, 640), "SRA3": (320, 450),
    "B2": (500, 707), "B3": (353, 500), "大度": (889, 1194), "正度": (787, 1092),
}  # fmt: skip
_LONGEST_MM = 5080  # ISO 32000-2 Annex C.2
_PARTS = {"全张": 1, "全开": 1, "对开": 2, "四开": 4, "八开": 8}
_NUMBERS = re.compile(r"(\d+(?:\.\d+)?)\s*(?:mm)?\s*[x×*]\s*(\d+(?:\.\d+)?)\s*(?:mm)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What the forms are measured with.

    Attributes:
        width: Of a page's trim.
        height: Of a page's trim.
        bleed: Beyond the trim where the page is cut.
        gutter: Between two pages at the spine: what is milled off for perfect binding.
        spine: Of the cover spread.
        creep: What each leaf is shifted more than the one around it, towards the spine.
        marks: Whether there are any.
        sheet: Width and height, or None for just large enough.
    """

    width: float
    height: float
    bleed: float
    gutter: float = 0.0
    spine: float = 0.0
    creep: float = 0.0
    marks: bool = True
    sheet: tuple[float, float] | None = None


def spine_width(body_pages: int, *, caliper: float, cover_caliper: float) -> float:
    """The block's thickness, and the cover's once: a cover folds at the middle of its own thickness."""
    return (body_pages + 1) // 2 * caliper + cover_caliper


def parse_sheet(text: str) -> tuple[float, float]:
    """``A3``, ``SRA3``, ``440x320mm``, ``889x1194/2``, ``大度对开``: width and height in points.

    Raises:
        UsageError: No sheet has that name.
    """
    name, _, part = text.strip().partition("/")
    parts = int(part) if part.isdecimal() else 1
    for word, number in _PARTS.items():
        if name.endswith(word):
            name, parts = name.removesuffix(word), number
    match = _NUMBERS.fullmatch(name)
    size = (float(match[1]), float(match[2])) if match else _SHEETS_MM.get(name.upper())
    if (
        size is None
        or not 0 < min(size) <= max(size) <= _LONGEST_MM
        or parts not in {1, 2, 4, 8, 16}
        or (part and not part.isdecimal())
    ):
        raise UsageError(
            Message(zh=f"不认识的纸张“{text}”。", en=f"“{text}” is no sheet."),
            hint=Message(
                zh=f"写 {'、'.join(_SHEETS_MM)}、大度对开、889x1194/2 或 440x320mm。",
                en=f"Write {', '.join(_SHEETS_MM)}, 889x1194/2 or 440x320mm.",
            ),
        )
    return _parted(size, parts)


def _parted(size: tuple[float, float], parts: int) -> tuple[float, float]:
    """Halved across its longer side until there are so many parts."""
    short, long = size
    while parts > 1:
        short, long, parts = (short, long / 2, parts // 2) if long >= short else (short / 2, long, parts // 2)
    return short * MM, long * MM


def said_mm(points: float) -> str:
    """``4.2``: as a printer says it."""
    return f"{points / MM:.2f}".rstrip("0").rstrip(".")
