"""What of a page is seen, and where it goes: boxes, turns, matrices (ISO 32000-2 8.3, 14.11.2, 7.7.3.3)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pikepdf

__all__ = ["Matrix", "PageFacts", "Rectangle", "fit", "inherited", "page_facts", "rectangle_of"]

_DEFAULT = (0.0, 0.0, 612.0, 792.0)
_DEEPEST = 64


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Left, bottom, right, top in points; left ≤ right, bottom ≤ top."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Points."""
        return self.top - self.bottom

    def contains(self, other: Rectangle) -> bool:
        """It reaches beyond ``other`` and leaves nothing of it out."""
        return other != self and (
            self.left <= other.left
            and self.bottom <= other.bottom
            and self.right >= other.right
            and self.top >= other.top
        )

    def grown(self, by: float) -> Rectangle:
        """With ``by`` points more on every side; less where it is negative."""
        return Rectangle(self.left - by, self.bottom - by, self.right + by, self.top + by)

    @staticmethod
    def around(boxes: Iterable[Rectangle]) -> Rectangle:
        """The least that holds all ``boxes``, of which there is one at least."""
        sides = [(box.left, box.bottom, box.right, box.top) for box in boxes]
        lefts, bottoms, rights, tops = zip(*sides, strict=True)
        return Rectangle(min(lefts), min(bottoms), max(rights), max(tops))

    def rounded(self) -> Rectangle:
        """Without the noise of reckoning."""
        return Rectangle(*(round(side, 4) + 0.0 for side in (self.left, self.bottom, self.right, self.top)))


@dataclass(frozen=True, slots=True)
class Matrix:
    """``[a b c d e f]``: x' = ax + cy + e, y' = bx + dy + f."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    def then(self, after: Matrix) -> Matrix:
        """First this one, then ``after``."""
        return Matrix(
            self.a * after.a + self.b * after.c,
            self.a * after.b + self.b * after.d,
            self.c * after.a + self.d * after.c,
            self.c * after.b + self.d * after.d,
            self.e * after.a + self.f * after.c + after.e,
            self.e * after.b + self.f * after.d + after.f,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def rectangle(self, box: Rectangle) -> Rectangle:
        """The upright rectangle around a rectangle's new corners."""
        corners = [self.point(x, y) for x in (box.left, box.right) for y in (box.bottom, box.top)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return Rectangle(min(xs), min(ys), max(xs), max(ys))

    def operands(self) -> list[float]:
        """For ``cm`` and ``/Matrix``, without rounding noise."""
        return [round(value, 6) + 0.0 for value in (self.a, self.b, self.c, self.d, self.e, self.f)]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """One page as it is seen.

    Attributes:
        width_pt: Visible width after /Rotate and UserUnit.
        height_pt: Visible height.
        turn: Clockwise, 0, 90, 180 or 270.
        user_unit: Points per unit.
        box: What is visible, in the page's own space: CropBox within MediaBox.
    """

    width_pt: float
    height_pt: float
    turn: int
    user_unit: float
    box: Rectangle

    @property
    def upright(self) -> Matrix:
        """From the page's space to its visible face: origin bottom left, in points, turned as a reader sees it."""
        box, unit = self.box, self.user_unit
        return {
            0: Matrix(unit, 0, 0, unit, -box.left * unit, -box.bottom * unit),
            90: Matrix(0, -unit, unit, 0, -box.bottom * unit, box.right * unit),
            180: Matrix(-unit, 0, 0, -unit, box.right * unit, box.top * unit),
            270: Matrix(0, unit, -unit, 0, box.top * unit, -box.left * unit),
        }[self.turn]


def inherited(page: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """A page's attribute, looked up through its parents (7.7.3.4)."""
    node: pikepdf.Object | None = page
    for _ in range(_DEEPEST):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if (value := node.get(key)) is not None:
            return value
        node = node.get("/Parent")
    return None


def rectangle_of(value: object) -> Rectangle | None:
    """A PDF rectangle put in order; None when it is none, or empty."""
    numbers = numbers_of(value)
    if len(numbers) != 4:
        return None
    left, right = sorted((numbers[0], numbers[2]))
    bottom, top = sorted((numbers[1], numbers[3]))
    if not (right - left > 0 and top - bottom > 0):
        return None
    return Rectangle(left, bottom, right, top)


def numbers_of(value: object) -> list[float]:
    """The finite numbers of an array; empty when anything else is in it."""
    if not isinstance(value, pikepdf.Array):
        return []
    numbers = []
    for item in list(value):
        number = number_of(item)
        if number is None:
            return []
        numbers.append(number)
    return numbers


def number_of(value: object) -> float | None:
    """A finite number, or None."""
    try:
        number = float(value)  # type: ignore[arg-type]  # what cannot be a number raises
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def integer_of(value: object) -> int | None:
    """A whole number, or None."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def page_facts(page: pikepdf.Object) -> PageFacts:
    """What of ``page`` (its dictionary) is seen. Broken boxes are read as viewers read them."""
    media = rectangle_of(inherited(page, "/MediaBox")) or Rectangle(*_DEFAULT)
    box = _within(rectangle_of(inherited(page, "/CropBox")), media)
    # Viewers cut a turn that is no quarter towards zero.
    turn = int((number_of(inherited(page, "/Rotate")) or 0) / 90) % 4 * 90
    unit = number_of(page.get("/UserUnit")) or 1.0
    unit = unit if unit > 0 else 1.0
    width, height = box.width * unit, box.height * unit
    if turn in {90, 270}:
        width, height = height, width
    return PageFacts(width_pt=width, height_pt=height, turn=turn, user_unit=unit, box=box)


def _within(crop: Rectangle | None, media: Rectangle) -> Rectangle:
    if crop is None:
        return media
    left, bottom = max(crop.left, media.left), max(crop.bottom, media.bottom)
    right, top = min(crop.right, media.right), min(crop.top, media.top)
    return Rectangle(left, bottom, right, top) if left < right and bottom < top else media


def fit(width: float, height: float, box: Rectangle) -> Matrix:
    """Puts a face of ``width`` × ``height`` into ``box``: evenly scaled, centred; never scaled for a hair (0.5 pt)."""
    scale = min(box.width / width, box.height / height)
    if abs(box.width - width) <= 0.5 and abs(box.height - height) <= 0.5:
        scale = 1.0
    return Matrix(
        scale,
        0,
        0,
        scale,
        box.left + (box.width - width * scale) / 2,
        box.bottom + (box.height - height * scale) / 2,
    )


def turned(points: Sequence[float], matrix: Matrix) -> list[float]:
    """X y x y … through a matrix."""
    return [value for x, y in zip(points[::2], points[1::2], strict=False) for value in matrix.point(x, y)]
