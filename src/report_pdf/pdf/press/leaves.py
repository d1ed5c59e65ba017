"""Supplements' pages made ready for sheets of one trim size: trimmed, turned, with bleed where they bring or want it.

Reads an admitted PDF and writes another with the same pages in their own space, so that bookmarks and links still
fit: only boxes and /Rotate change, and strips of mirrored artwork come on. ISO 32000-2 14.11.2.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf

from report_pdf.child import ChildCrashed, ChildLimits, ChildTimedOut, run
from report_pdf.pdf.faces import face
from report_pdf.pdf.geometry import Matrix, PageFacts, Rectangle, inherited, page_facts, rectangle_of
from report_pdf.pdf.press.mirroring import mirrored, mirrored_form
from report_pdf.pdf.press.sheet import MissingBleed
from report_pdf.pdf.rasterising import rasterise

__all__ = ["PressLeaf", "ready_leaves"]

_TOLERANCE = 0.5
# Turning has to make a page this much larger.
_WORTH_TURNING = 1.05
# A trim box that leaves less of the page than this is a mistake of its program.
_LEAST_TRIM = 0.25
_EDGE_PPI = 36
_EDGE_PT = 2.0
_WHITE = 250
_LIMITS = ChildLimits(wall_seconds=60, cpu_seconds=60, memory_bytes=2 << 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class PressLeaf:
    """A page and its place on the sheet.

    Attributes:
        box: Where what is left of the page goes, in the body's points; for the stitcher.
        scale: Of its own size.
        turned: By 90°, head to the left.
        bleed: ``full``, ``white`` (none, and none wanted: its edges are white), ``missing``, ``scaled`` or ``mirrored``.
        lost_mm: Cut off on each side, on paper, when it was scaled up.
    """

    box: Rectangle
    scale: float
    turned: bool
    bleed: str
    lost_mm: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Laid:
    """A page while it is laid: ``trim`` and ``art`` in its own space, ``onto`` from there to the ``sheet``'s trim."""

    sheet: Rectangle
    trim: Rectangle
    art: Rectangle
    onto: Matrix
    scale: float
    turned: bool


def ready_leaves(
    source: Path,
    pages: Sequence[tuple[int, Rectangle]],
    *,
    bleed_pt: float,
    missing: MissingBleed,
    copy_to: Path,
) -> tuple[PressLeaf, ...]:
    """The pages (index from 0, and the trimmed page each goes onto); the PDF to stitch is written to ``copy_to``.

    A page is prepared once: used twice, it has to go onto pages of one size.
    """
    with pikepdf.open(source, suppress_warnings=True) as pdf:
        laid = {index: _laid(pdf.pages[index].obj, trim, bleed_pt) for index, trim in pages}
        bare = [index for index, trim in pages if not _bleeds(laid[index], trim.grown(bleed_pt))]
        inked = _inked(pdf, {index: laid[index].trim for index in bare}) if bleed_pt > 0 else frozenset()
        leaves: dict[int, PressLeaf] = {}
        for index, _ in pages:
            if index not in leaves:
                choice = missing if index in inked else None
                bleed = "full" if index not in bare or bleed_pt <= 0 else ("missing" if choice else "white")
                leaves[index] = _made(pdf, index, laid[index], bleed_pt=bleed_pt, bleed=bleed, choice=choice)
        # Its metadata, whatever it is, is left behind when it is bound.
        pdf.save(copy_to, deterministic_id=True, fix_metadata_version=False)
    return tuple(leaves[index] for index, _ in pages)


def _laid(page: pikepdf.Object, onto: Rectangle, bleed_pt: float) -> _Laid:
    facts = page_facts(page)
    media = rectangle_of(inherited(page, "/MediaBox")) or facts.box
    trim, own = _trim(page, facts.box, media)
    seen = replace(facts, box=trim)
    width, height = trim.width * facts.user_unit, trim.height * facts.user_unit
    if facts.turn in {90, 270}:
        width, height = height, width
    upright, turned = _scale(width, height, onto), _scale(height, width, onto)
    turns = turned > upright * _WORTH_TURNING
    if turns:
        seen = replace(seen, turn=(facts.turn + 270) % 360)
        width, height = height, width
    scale = turned if turns else upright
    left = (onto.left + onto.right - width * scale) / 2
    bottom = (onto.bottom + onto.top - height * scale) / 2
    placed = seen.upright.then(Matrix(scale, 0, 0, scale, left, bottom))
    bleed = rectangle_of(inherited(page, "/BleedBox"))
    art = _common(bleed or trim.grown(bleed_pt / scale / facts.user_unit), media) if own else trim
    return _Laid(sheet=onto, trim=trim, art=_around(trim, art), onto=placed, scale=scale, turned=turns)


def _trim(page: pikepdf.Object, seen: Rectangle, media: Rectangle) -> tuple[Rectangle, bool]:
    """What is cut out of the sheet, and whether the page says so itself: else what a reader sees."""
    own = rectangle_of(inherited(page, "/TrimBox"))
    if own is None:
        return seen, False
    own = _common(own, media)
    if own.width * own.height < _LEAST_TRIM * seen.width * seen.height:
        return seen, False
    return own, True


def _scale(width: float, height: float, onto: Rectangle) -> float:
    if abs(onto.width - width) <= _TOLERANCE and abs(onto.height - height) <= _TOLERANCE:
        return 1.0
    return min(onto.width / width, onto.height / height)


def _bleeds(laid: _Laid, wanted: Rectangle) -> bool:
    art = laid.onto.rectangle(laid.art)
    return (
        art.left <= wanted.left + _TOLERANCE
        and art.bottom <= wanted.bottom + _TOLERANCE
        and art.right >= wanted.right - _TOLERANCE
        and art.top >= wanted.top - _TOLERANCE
    )


def _made(
    pdf: pikepdf.Pdf,
    index: int,
    laid: _Laid,
    *,
    bleed_pt: float,
    bleed: str,
    choice: MissingBleed | None,
) -> PressLeaf:
    """Sets the page's boxes, turn and bleed."""
    page, wanted = pdf.pages[index].obj, laid.sheet.grown(bleed_pt)
    if laid.turned:
        page["/Rotate"] = (page_facts(page).turn + 270) % 360
    lost = 0.0
    if choice is MissingBleed.SCALE:
        laid, lost = _enlarged(laid, wanted)
        bleed = "scaled"
    elif choice is MissingBleed.MIRROR and _mirror(pdf, index, laid, wanted):
        bleed = "mirrored"
    out_to = _back(laid.onto).rectangle(wanted)
    crop = out_to if bleed == "mirrored" else _common(laid.art, out_to)
    if bleed == "mirrored":
        page["/MediaBox"] = _array(crop)
    page["/CropBox"] = _array(crop)
    return PressLeaf(
        box=laid.onto.rectangle(crop), scale=laid.scale, turned=laid.turned, bleed=bleed, lost_mm=lost
    )


def _enlarged(laid: _Laid, wanted: Rectangle) -> tuple[_Laid, float]:
    """About the middle, until it covers the bleed; and what of it is cut off, in millimetres on paper."""
    trim, placed = laid.sheet, laid.onto.rectangle(laid.trim)
    by = max(wanted.width / placed.width, wanted.height / placed.height)
    x, y = (trim.left + trim.right) / 2, (trim.bottom + trim.top) / 2
    onto = laid.onto.then(Matrix(by, 0, 0, by, x - by * x, y - by * y))
    lost = max(placed.width * by - trim.width, placed.height * by - trim.height) / 2
    return replace(laid, onto=onto, scale=laid.scale * by, art=laid.trim), lost / 72 * 25.4


def _mirror(pdf: pikepdf.Pdf, index: int, laid: _Laid, wanted: Rectangle) -> bool:
    """The page drawn with mirrored strips around it, in its own space; False where its content cannot be read."""
    page = pdf.pages[index].obj
    facts = PageFacts(width_pt=0, height_pt=0, turn=0, user_unit=1, box=laid.trim)
    try:
        form = pdf.make_indirect(face(pdf, index, facts))
        form["/Matrix"] = pikepdf.Array([1, 0, 0, 1, 0, 0])
        strip = pdf.make_indirect(mirrored_form(pdf, form))
    except (pikepdf.PdfError, TypeError, ValueError):
        return False
    strips = mirrored(laid.trim, _back(laid.onto).rectangle(wanted), "/Mirrored")
    page["/Contents"] = pdf.make_stream(f"/Face Do\n{strips}\n".encode())
    page["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Face=form, Mirrored=strip))
    return True


def _inked(pdf: pikepdf.Pdf, trims: dict[int, Rectangle]) -> frozenset[int]:
    """Pages whose artwork reaches the edge of what is cut; all of them where pdfium cannot say."""
    if not trims:
        return frozenset()
    out = io.BytesIO()
    pdf.save(out, fix_metadata_version=False)
    with pikepdf.open(io.BytesIO(out.getvalue()), suppress_warnings=True) as looked:
        for index, trim in trims.items():
            page = looked.pages[index].obj
            page["/MediaBox"] = page["/CropBox"] = _array(trim)
            page["/Rotate"] = 0
            for key in ("/Annots", "/UserUnit"):
                if key in page:
                    del page[key]
        out = io.BytesIO()
        looked.save(out, fix_metadata_version=False)
    order = sorted(trims)
    try:
        return run(_LIMITS, inked_edges, out.getvalue(), tuple(order))
    except (ChildCrashed, ChildTimedOut, MemoryError, ValueError, RuntimeError):
        return frozenset(order)


def inked_edges(pdf: bytes, indices: tuple[int, ...]) -> frozenset[int]:
    """Of the pages (from 0), those with anything but white within 2 pt of an edge; in a child."""
    found = set()
    for index in indices:
        try:
            raster = rasterise(pdf, (index + 1,), ppi=_EDGE_PPI)[0]
        except ValueError:
            found.add(index)
            continue
        width, height, samples = raster.width_px, raster.height_px, raster.samples
        band = max(1, round(_EDGE_PT * _EDGE_PPI / 72))
        rows = [samples[: band * width * 3], samples[max(0, height - band) * width * 3 :]]
        for row in range(height):
            start = row * width * 3
            rows += [
                samples[start : start + band * 3],
                samples[start + (width - band) * 3 : start + width * 3],
            ]
        if min(map(min, filter(None, rows))) < _WHITE:
            found.add(index)
    return frozenset(found)


def _common(one: Rectangle, other: Rectangle) -> Rectangle:
    left, bottom = max(one.left, other.left), max(one.bottom, other.bottom)
    right, top = min(one.right, other.right), min(one.top, other.top)
    return Rectangle(left, bottom, right, top) if left < right and bottom < top else one


def _around(one: Rectangle, other: Rectangle) -> Rectangle:
    return Rectangle(
        min(one.left, other.left),
        min(one.bottom, other.bottom),
        max(one.right, other.right),
        max(one.top, other.top),
    )


def _back(matrix: Matrix) -> Matrix:
    """The way back."""
    a, b, c, d, e, f = matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
    area = a * d - b * c
    return Matrix(d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area)


def _array(box: Rectangle) -> pikepdf.Array:
    return pikepdf.Array([round(side, 4) + 0.0 for side in (box.left, box.bottom, box.right, box.top)])
