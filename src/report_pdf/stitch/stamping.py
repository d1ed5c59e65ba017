"""Numbers on stitched pages and titles on divider pages: where they stand, and what they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report_pdf.errors import UsageError
from report_pdf.findings import Message
from report_pdf.fonts import lettering
from report_pdf.model.stamps import STAMP_COLOURS, STAMP_PLACES, StampSpec, colour_of
from report_pdf.pdf import Insert, Stamped, page_boxes, page_labels, stamp_pages

__all__ = ["STAMP_PLACES", "StampSpec", "read_colour", "stamped"]

_MM = 72 / 25.4
_MARGIN = 8 * _MM
_SIZE = 9.0
_TITLE_SIZES = (24.0, 20.0, 16.0, 13.0, 11.0)


def read_colour(word: str) -> tuple[float, float, float]:
    """A colour's name, or ``#c00000``.

    Raises:
        UsageError: It is neither.
    """
    colour = colour_of(word)
    if colour is None:
        names = "、".join(STAMP_COLOURS)
        raise UsageError(
            Message(zh=f"不认识颜色“{word}”。", en=f"“{word}” is no colour that is known."),
            hint=Message(zh=f"写 {names}，或 #c00000。", en=f"Write one of {names}, or #c00000."),
        )
    return colour


def stamped(
    pdf: bytes,
    inserts: Sequence[Insert],
    spec: StampSpec | None,
    *,
    dividers: Sequence[tuple[int, str]],
    size: tuple[float, float],
) -> bytes:
    """``pdf`` with the titles on its dividers (page from 0, title) and, where asked for, numbers on stitched pages."""
    stamps = [line for page, title in dividers for line in _title(page, title, size)]
    if spec is not None:
        stamps += _numbers(pdf, inserts, spec)
    return stamp_pages(pdf, stamps) if stamps else pdf


def _numbers(pdf: bytes, inserts: Sequence[Insert], spec: StampSpec) -> Iterator[Stamped]:
    """What a page is called is what is printed on it."""
    labels, boxes = page_labels(pdf), page_boxes(pdf)
    for insert in inserts:
        for leaf in insert.leaves:
            face = boxes[leaf.page].facts
            words = labels[leaf.page]
            drawn = lettering(words, size=_SIZE)
            across = {"left": _MARGIN, "right": face.width_pt - _MARGIN - drawn.width}
            x = next(
                (at for side, at in across.items() if spec.place.endswith(side)),
                (face.width_pt - drawn.width) / 2,
            )
            y = face.height_pt - _MARGIN - _SIZE if spec.place.startswith("top") else _MARGIN
            yield Stamped(
                page=leaf.page, words=words, outlines=drawn.segments, x_pt=x, y_pt=y, colour=spec.colour
            )


def _title(page: int, title: str, size: tuple[float, float]) -> Iterator[Stamped]:
    """In the optical middle, on as many lines as it needs."""
    width, height = size
    room = width - 4 * _MARGIN
    points = next((one for one in _TITLE_SIZES if lettering(title, size=one).width <= room), _TITLE_SIZES[-1])
    lines = list(_lines(title, points, room))
    top = height * 0.58 + points * 0.75 * (len(lines) - 1)
    for number, words in enumerate(lines):
        drawn = lettering(words, size=points)
        yield Stamped(
            page=page,
            words=words,
            outlines=drawn.segments,
            x_pt=(width - drawn.width) / 2,
            y_pt=top - number * points * 1.5,
            is_number=False,
        )


def _lines(title: str, points: float, room: float) -> Iterator[str]:
    line = ""
    for mark in title:
        if line and lettering(line + mark, size=points).width > room:
            yield line
            line = mark.strip()
        else:
            line += mark
    yield line
