"""The lettering of a spine: the magazine's name at its head, the issue's number at its foot.

Chinese runs from head to foot, each character upright, short numbers too (直排横置); long figures and Latin lie on their
side, as does a whole line without Chinese, its head to the right, so that it reads when the issue lies face up.
Everything is outlines: no font needs to be in the file for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from report_pdf.fonts import lettering
from report_pdf.imposition.measures import MM, Inks
from report_pdf.imposition.places import PlacedForm
from report_pdf.pdf import Painted, Rectangle

__all__ = ["LEAST_LETTERED", "Spine", "box_outlines", "letter_spine"]

LEAST_LETTERED = 5 * MM
"""A narrower spine has no room for type that may move a millimetre to either side when it is glued."""

_ROOM = 1 * MM
_LARGEST = 6 * MM
_FROM_END = 14 * MM
_NUMBER_SIZE = 0.72
_TRACKING = 0.08
_ASCENT, _MIDDLE = (
    0.88,
    0.37,
)  # of an em: an ideograph's upper edge, the middle of figures, above the base line
_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_UPRIGHT = re.compile(
    r"[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]|[0-9A-Za-z]{1,2}"
)
_PARTS = re.compile(r"[0-9A-Za-z]+|\s+|.", re.DOTALL)

Segments = tuple[tuple[str, tuple[float, ...]], ...]
_Move = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spine:
    """What stands on a spine, and its ``ground`` and ``type`` in inks from 0 to 1."""

    name: str
    number: str = ""
    ground: Inks = (0.0, 0.0, 0.0, 0.0)
    type: Inks = (0.0, 0.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Set from (0, 0) downwards, its middle on the y axis."""

    outlines: Segments
    length: float


def letter_spine(placed: PlacedForm, spine: Spine) -> tuple[Painted, ...]:
    """The spine's ground, from bleed to bleed, and its type; nothing where it is too narrow."""
    _, left, right = placed.columns[0]
    if right - left < LEAST_LETTERED - 0.01 or not spine.name:
        return ()
    ground = Rectangle(left, placed.bleed.bottom, right, placed.bleed.top)
    size = min(right - left - 2 * _ROOM, _LARGEST)
    top, bottom = placed.trim.top - _FROM_END, placed.trim.bottom + _FROM_END
    name, number = _set(spine.name, size), _set(spine.number, size * _NUMBER_SIZE)
    scale = min(1.0, (top - bottom) / (name.length + size + number.length))
    middle = (left + right) / 2
    return (
        Painted(inks=spine.ground, outlines=box_outlines(ground)),
        Painted(inks=spine.type, outlines=_moved(name, middle, top, scale)),
        Painted(inks=spine.type, outlines=_moved(number, middle, bottom + number.length * scale, scale)),
    )


def _set(text: str, size: float) -> _Run:
    """The text as one column."""
    parts = _PARTS.findall(text.strip()) if _CHINESE.search(text) else [text.strip()]
    outlines: list[tuple[str, tuple[float, ...]]] = []
    down = 0.0
    for part in parts:
        if part.isspace() or not part:
            down += size / 2
            continue
        drawn, length = _upright(part, size) if _UPRIGHT.fullmatch(part) else _lying(part, size)
        outlines += [(operator, _shifted(numbers, 0.0, -down)) for operator, numbers in drawn]
        down += length + _TRACKING * size
    return _Run(outlines=tuple(outlines), length=max(0.0, down - _TRACKING * size))


def _upright(part: str, size: float) -> tuple[Segments, float]:
    """A character, or two figures side by side, in an em."""
    drawn = lettering(part, size=size)
    narrow = min(1.0, size / drawn.width) if drawn.width else 1.0
    left = -drawn.width * narrow / 2
    outlines = tuple(
        (operator, tuple(_each(numbers, lambda x, y: (x * narrow + left, y - _ASCENT * size))))
        for operator, numbers in drawn.segments
    )
    return outlines, size


def _lying(part: str, size: float) -> tuple[Segments, float]:
    """Turned a quarter clockwise."""
    drawn = lettering(part, size=size)
    outlines = tuple(
        (operator, tuple(_each(numbers, lambda x, y: (y - _MIDDLE * size, -x))))
        for operator, numbers in drawn.segments
    )
    return outlines, drawn.width


def _moved(run: _Run, x: float, y: float, scale: float) -> Segments:
    return tuple(
        (operator, _shifted(tuple(n * scale for n in numbers), x, y)) for operator, numbers in run.outlines
    )


def _shifted(numbers: tuple[float, ...], x: float, y: float) -> tuple[float, ...]:
    return tuple(_each(numbers, lambda at_x, at_y: (at_x + x, at_y + y)))


def _each(numbers: tuple[float, ...], move: _Move) -> Iterator[float]:
    for at in range(0, len(numbers), 2):
        yield from move(numbers[at], numbers[at + 1])


def box_outlines(box: Rectangle) -> Segments:
    """The box as a path."""
    return (
        ("m", (box.left, box.bottom)),
        ("l", (box.right, box.bottom)),
        ("l", (box.right, box.top)),
        ("l", (box.left, box.top)),
        ("h", ()),
    )
