"""Words on finished pages, drawn as outlines: numbers on supplements, titles on their divider pages.

They are pagination artifacts, or text that says what it draws (ISO 32000-2 14.8.2.2, 14.9.4); no font is needed.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass

import pikepdf

from report_pdf.pdf.painting import Segments, path_operators

__all__ = ["Stamped", "stamp_pages"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """One line of words.

    Attributes:
        page: Index from 0.
        words: What it says.
        outlines: In points, from the start of its base line.
        x_pt: Where that stands, from the visible page's left.
        y_pt: And from its foot.
        colour: Red, green, blue from 0 to 1.
        is_number: A page number, which is no part of the text.
    """

    page: int
    words: str
    outlines: Segments
    x_pt: float
    y_pt: float
    colour: tuple[float, float, float] = (0.0, 0.0, 0.0)
    is_number: bool = True


def stamp_pages(data: bytes, stamps: Iterable[Stamped]) -> bytes:
    """The PDF with the stamps on top of its pages, which are upright."""
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        for stamp in stamps:
            page = pdf.pages[stamp.page]
            box = page.cropbox
            left, foot = float(box[0]), float(box[1])
            page.contents_add(pdf.make_stream(_operators(stamp, left, foot).encode()))
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _operators(stamp: Stamped, left: float, foot: float) -> str:
    said = pikepdf.String(stamp.words).unparse().decode("latin-1")
    tag = "/Artifact <</Type /Pagination>>" if stamp.is_number else f"/Span <</ActualText {said}>>"
    colour = " ".join(f"{part:g}" for part in stamp.colour)
    place = f"1 0 0 1 {left + stamp.x_pt:.3f} {foot + stamp.y_pt:.3f} cm"
    return f"{tag} BDC q {colour} rg {place} {path_operators(stamp.outlines)} f Q EMC\n"
