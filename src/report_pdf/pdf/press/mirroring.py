"""Bleed from a page's own edges: its outermost strips mirrored outwards, exact in colour, without a word of text."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from report_pdf.pdf.geometry import Rectangle

__all__ = ["mirrored", "mirrored_form"]

_TEXT = frozenset({"Tj", "TJ", "'", '"'})
_DEEPEST = 12


def mirrored(edge: Rectangle, out_to: Rectangle, name: str) -> str:
    """Operators that draw the form ``name`` mirrored about each side and corner of ``edge``, out to ``out_to``."""
    columns = tuple(_bands(out_to.left, edge.left, edge.right, out_to.right))
    rows = tuple(_bands(out_to.bottom, edge.bottom, edge.top, out_to.top))
    return "\n".join(
        f"q {x:.4f} {y:.4f} {width:.4f} {height:.4f} re W n {sx} 0 0 {sy} {ex:.4f} {ey:.4f} cm {name} Do Q"
        for x, width, sx, ex in columns
        for y, height, sy, ey in rows
        if (sx, sy) != (1, 1) and width > 0 and height > 0
    )


def _bands(outer: float, low: float, high: float, outest: float) -> Iterator[tuple[float, float, int, float]]:
    """Start and length of each band, and what mirrors the artwork into it."""
    yield outer, low - outer, -1, 2 * low
    yield low, high - low, 1, 0.0
    yield high, outest - high, -1, 2 * high


def mirrored_form(pdf: pikepdf.Pdf, form: pikepdf.Object) -> pikepdf.Object:
    """A copy of ``form`` without text: what is cut off must not be found twice when the page is searched.

    Raises:
        pikepdf.PdfError: Its content cannot be parsed.
    """
    return _textless(pdf, form, {}, 0)


def _textless(
    pdf: pikepdf.Pdf, form: pikepdf.Object, known: dict[tuple[int, int], pikepdf.Object], depth: int
) -> pikepdf.Object:
    kept = [
        item
        for item in pikepdf.parse_content_stream(form)
        if isinstance(item, pikepdf.ContentStreamInlineImage) or str(item.operator) not in _TEXT
    ]
    made = pdf.make_stream(pikepdf.unparse_content_stream(kept))
    for key in ("/Type", "/Subtype", "/BBox", "/Matrix", "/Group", "/OC", "/Resources"):
        if key in form:
            made[key] = form[key]
    resources = made.get("/Resources")
    drawings = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if resources is None or not isinstance(drawings, pikepdf.Dictionary):
        return made
    own = pikepdf.Dictionary(dict(drawings.items()))
    for name, drawing in drawings.items():
        if str(drawing.get("/Subtype")) != "/Form":
            continue
        if depth >= _DEEPEST:
            del own[name]
            continue
        if drawing.objgen not in known:
            known[drawing.objgen] = pdf.make_stream(b"")  # one that draws itself draws nothing more
            known[drawing.objgen] = _textless(pdf, drawing, known, depth + 1)
        own[name] = known[drawing.objgen]
    resources = pikepdf.Dictionary(dict(resources.items()))
    resources["/XObject"] = own
    made["/Resources"] = resources
    return made
