"""Which images a PDF's pages show, and how large: for the resolution check (ISO 32000-2 8.9.5)."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf

from report_pdf.pdf.geometry import Matrix, inherited, number_of, numbers_of

__all__ = ["ImageFacts", "images_of"]

_DEEPEST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageFacts:
    """An image where it is placed: pixels, colour space, filter, and the lower of its two resolutions there.

    ``key``: its object number; 0 inside a content stream.
    """

    page: int
    width: int
    height: int
    colour_space: str
    filter: str
    ppi: float
    key: int = 0


def images_of(pdf: bytes) -> tuple[ImageFacts, ...]:
    """Every placement of every image, in drawing order. Content that cannot be parsed is passed over."""
    with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as opened:
        return tuple(
            facts
            for number, page in enumerate(opened.pages, 1)
            for facts in _drawn(
                page, inherited(page.obj, "/Resources"), matrix=Matrix(), page=number, depth=0
            )
        )


def _drawn(
    content: pikepdf.Page | pikepdf.Object,
    resources: object,
    *,
    matrix: Matrix,
    page: int,
    depth: int,
) -> Iterator[ImageFacts]:
    drawings = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if depth > _DEEPEST or not isinstance(drawings, pikepdf.Dictionary):
        return
    saved: list[Matrix] = []
    for instruction in _instructions(content):
        operator = str(instruction.operator)
        if operator == "q":
            saved.append(matrix)
        elif operator == "Q" and saved:
            matrix = saved.pop()
        elif operator == "cm":
            matrix = _matrix(list(instruction.operands)).then(matrix)
        elif operator == "Do" and (drawing := drawings.get(str(instruction.operands[0]))) is not None:
            yield from _drawing(drawing, resources, matrix=matrix, page=page, depth=depth)


def _drawing(
    drawing: pikepdf.Object, resources: object, *, matrix: Matrix, page: int, depth: int
) -> Iterator[ImageFacts]:
    kind = str(drawing.get("/Subtype"))
    if kind == "/Image":
        yield _facts(drawing, matrix, page)
    elif kind == "/Form":
        own = drawing.get("/Resources", resources)
        inner = _matrix(numbers_of(drawing.get("/Matrix"))).then(matrix)
        yield from _drawn(drawing, own, matrix=inner, page=page, depth=depth + 1)


def _instructions(content: pikepdf.Page | pikepdf.Object) -> list[pikepdf.ContentStreamInstruction]:
    try:
        parsed = pikepdf.parse_content_stream(content, "q Q cm Do")
    except pikepdf.PdfError:
        return []
    return [item for item in parsed if isinstance(item, pikepdf.ContentStreamInstruction)]


def _matrix(operands: Sequence[object]) -> Matrix:
    numbers = [number_of(operand) or 0.0 for operand in operands]
    return Matrix(*numbers) if len(numbers) == 6 else Matrix()


def _facts(image: pikepdf.Object, matrix: Matrix, page: int) -> ImageFacts:
    width, height = int(number_of(image.get("/Width")) or 0), int(number_of(image.get("/Height")) or 0)
    across, down = math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)
    resolutions = [pixels / points * 72 for pixels, points in ((width, across), (height, down)) if points > 0]
    return ImageFacts(
        page=page,
        width=width,
        height=height,
        colour_space=_first(image.get("/ColorSpace")),
        filter=_first(image.get("/Filter")),
        ppi=min(resolutions, default=0.0),
        key=image.objgen[0],
    )


def _first(value: object) -> str:
    if isinstance(value, pikepdf.Array) and len(value):
        value = value[0]
    return str(value)[1:] if isinstance(value, pikepdf.Name) else ""
