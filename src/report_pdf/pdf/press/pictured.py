"""Pages that no press can take become pictures of themselves: drawn at 300 ppi, in the press's inks.

Where a supplement was stitched onto a page of the house, only the supplement becomes a picture: the folio stays type.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection
from dataclasses import dataclass

import pikepdf

from report_pdf.child import ChildCrashed, ChildLimits, ChildTimedOut, run
from report_pdf.pdf.geometry import Rectangle, inherited, rectangle_of
from report_pdf.pdf.press.images import image_of_pixels
from report_pdf.pdf.press.spec import Converter
from report_pdf.pdf.rasterising import PageRaster, rasterise

__all__ = ["PAGE_PPI", "Pictured", "picture_pages"]

PAGE_PPI = 300
_LIMITS = ChildLimits(wall_seconds=60, cpu_seconds=60, memory_bytes=2 << 30)
_STITCHED = re.compile(rb"\s*q [-\d. ]+ cm (/Supplement\d+) Do Q\s*")
_NAME = "/PagePicture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictured:
    """The PDF with the pictures, and which pages (from 1) have become one; the others asked for cannot be drawn."""

    data: bytes
    pages: frozenset[int]


def picture_pages(pdf: bytes, pages: Collection[int], converter: Converter, *, whole: bool) -> Pictured:
    """``pages`` drawn in a child each; boxes, size and bleed stay. ``whole``: the house's own part too."""
    made: set[int] = set()
    with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as opened:
        for number in sorted(pages):
            raster = _drawn(pdf, number, whole=whole)
            if raster is not None:
                _put(opened, opened.pages[number - 1], raster, converter, whole=whole)
                made.add(number)
        out = io.BytesIO()
        opened.save(out, deterministic_id=True)
    return Pictured(data=out.getvalue(), pages=frozenset(made))


def _drawn(pdf: bytes, number: int, *, whole: bool) -> PageRaster | None:
    """The page alone, as its own space has it: no turn, no crop, no notes; layers as they are set."""
    with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as alone:
        del alone.pages[number:]
        del alone.pages[: number - 1]
        page = alone.pages[0].obj
        media, resources = _media(page), inherited(page, "/Resources")
        streams = _streams(page)
        if not whole and (stitched := _stitched(streams)):
            page["/Contents"] = pikepdf.Array(streams[: len(stitched)])
        for key in ("/Annots", "/CropBox", "/Rotate", "/UserUnit"):
            if key in page:
                del page[key]
        page["/MediaBox"] = pikepdf.Array([media.left, media.bottom, media.right, media.top])
        page["/Rotate"], page["/CropBox"] = 0, page["/MediaBox"]
        if resources is not None:
            page["/Resources"] = resources
        for key in ("/AcroForm", "/Names", "/Outlines", "/StructTreeRoot"):
            if key in alone.Root:
                del alone.Root[key]
        out = io.BytesIO()
        alone.save(out)
    try:
        return run(_LIMITS, rasterise, out.getvalue(), (1,), ppi=PAGE_PPI)[0]
    except (ChildCrashed, ChildTimedOut, MemoryError, ValueError, RuntimeError):
        return None


def _put(
    pdf: pikepdf.Pdf, page: pikepdf.Page, raster: PageRaster, converter: Converter, *, whole: bool
) -> None:
    pixels = converter.page(raster.samples, size=(raster.width_px, raster.height_px))
    picture = image_of_pixels(pdf, pixels)
    media = _media(page.obj)
    numbers = (media.width, 0, 0, media.height, media.left, media.bottom)
    drawing = pdf.make_stream(f"q {' '.join(f'{n:.4f}' for n in numbers)} cm {_NAME} Do Q\n".encode())
    streams = _streams(page.obj)
    stitched = () if whole else _stitched(streams)
    resources, drawings = pikepdf.Dictionary(), pikepdf.Dictionary()
    if stitched:
        resources = _copy(inherited(page.obj, "/Resources"))
        drawings = _copy(resources.get("/XObject"))
        for name in stitched:
            del drawings[name]
        page.obj["/Contents"] = pikepdf.Array([drawing, *streams[len(stitched) :]])
    else:
        page.obj["/Contents"] = drawing
        if "/Group" in page.obj:
            del page.obj["/Group"]
    drawings[_NAME] = picture
    resources["/XObject"] = drawings
    page.obj["/Resources"] = resources


def _media(page: pikepdf.Object) -> Rectangle:
    return rectangle_of(inherited(page, "/MediaBox")) or Rectangle(0, 0, 612, 792)


def _streams(page: pikepdf.Object) -> list[pikepdf.Object]:
    contents = page.get("/Contents")
    if isinstance(contents, pikepdf.Array):
        return [part for part in list(contents) if isinstance(part, pikepdf.Stream)]
    return [contents] if isinstance(contents, pikepdf.Stream) else []


def _stitched(streams: list[pikepdf.Object]) -> tuple[str, ...]:
    """The names of the supplements' pages that the first streams draw, and do nothing else."""
    names: list[str] = []
    for stream in streams:
        try:
            found = _STITCHED.fullmatch(stream.read_bytes())
        except pikepdf.PdfError:
            found = None
        if found is None:
            break
        names.append(found[1].decode())
    return tuple(names)


def _copy(shared: object) -> pikepdf.Dictionary:
    """Pages may share it."""
    return pikepdf.Dictionary(dict(shared.items()) if isinstance(shared, pikepdf.Dictionary) else {})
