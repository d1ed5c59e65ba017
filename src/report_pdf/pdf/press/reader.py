"""Reads a page's operators for checks: paths, text and state, and what they paint (ISO 32000-2 8.5, 9.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pikepdf

from report_pdf.pdf.geometry import Matrix, Rectangle, number_of
from report_pdf.pdf.press.sight import Colour, Mark, Sight, colour_of, seen_font

__all__ = ["PAINTING", "Reader", "matrix_of", "within"]

PAINTING = {"f": "f", "F": "f", "f*": "f", "S": "s", "s": "s", "B": "fs", "B*": "fs", "b": "fs", "b*": "fs"}


class Reader:
    """One content stream, with what its operators set; what they paint goes to ``marks``."""

    def __init__(self, page: int, marks: list[Mark], resources: object, sight: Sight) -> None:
        self.page = page
        self.marks = marks
        self.resources = resources
        self.sight = sight
        self.saved: list[Sight] = []
        self.points: list[tuple[float, float]] = []
        self.clips = False

    def find(self, kind: str, operands: Sequence[object]) -> pikepdf.Object | None:
        """A named resource."""
        shelf = self.resources.get(kind) if isinstance(self.resources, pikepdf.Dictionary) else None
        if not operands or not isinstance(shelf, pikepdf.Dictionary):
            return None
        key = operands[0]
        return shelf.get(key) if isinstance(key, pikepdf.Name | str) else None

    def note(self, kind: str, *, colour: Colour, box: Rectangle | None, size: float, overprint: bool) -> None:
        """A mark in the state as it is."""
        self.marks.append(
            Mark(
                page=self.page,
                kind=kind,
                colour=colour,
                box=within(box, self.sight.clip),
                size_pt=size,
                overprint=overprint,
                overprint_mode=self.sight.overprint_mode,
                font=self.sight.font if kind == "text" else "",
                embedded=self.sight.embedded,
                alpha=self.sight.alpha,
                masked=self.sight.masked,
            )
        )

    # Paths

    def path(self, operator: str, operands: list[object]) -> None:
        """A piece of a path."""
        numbers = [number_of(operand) or 0.0 for operand in operands]
        if operator == "re" and len(numbers) == 4:
            x, y, width, height = numbers
            numbers = [x, y, x + width, y, x, y + height, x + width, y + height]
        matrix = self.sight.matrix
        self.points += [matrix.point(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=False)]

    def clip(self, operator: str, operands: list[object]) -> None:
        """The path clips what follows."""
        del operator, operands
        self.clips = True

    def end(self, operator: str, operands: list[object]) -> None:
        """The path is painted, or only clips."""
        del operands
        box = _around(self.points)
        strokes = PAINTING.get(operator, "")
        if "f" in strokes:
            thin = min(box.width, box.height) if box else 0.0
            self.note("fill", colour=self.sight.fill, box=box, size=thin, overprint=self.sight.overprint_fill)
        if "s" in strokes:
            width = self.sight.line_pt
            around = _grown(box, width / 2) if box else None
            self.note(
                "stroke",
                colour=self.sight.stroke,
                box=around,
                size=width,
                overprint=self.sight.overprint_stroke,
            )
        if self.clips and box is not None:
            self.sight = replace(self.sight, clip=within(box, self.sight.clip))
        self.points.clear()
        self.clips = False

    # State

    def save(self, operator: str, operands: list[object]) -> None:
        """The state is kept for later."""
        del operator, operands
        self.saved.append(self.sight)

    def restore(self, operator: str, operands: list[object]) -> None:
        """The kept state returns."""
        del operator, operands
        if self.saved:
            self.sight = self.saved.pop()

    def transform(self, operator: str, operands: list[object]) -> None:
        """The space is transformed."""
        del operator
        self.sight = replace(self.sight, matrix=matrix_of(operands).then(self.sight.matrix))

    def width(self, operator: str, operands: list[object]) -> None:
        """Line width."""
        del operator
        self.sight = replace(self.sight, line_width=_first(operands))

    def colour(self, operator: str, operands: list[object]) -> None:
        """Any colour operator."""
        fill = operator.islower()
        before = self.sight.fill if fill else self.sight.stroke
        found = colour_of(operator, operands, before, self.resources)
        if fill:
            self.sight = replace(self.sight, fill=found)
        else:
            self.sight = replace(self.sight, stroke=found)

    # Text

    def begin_text(self, operator: str, operands: list[object]) -> None:
        """A text object begins."""
        del operator, operands
        self.sight = replace(self.sight, text=Matrix(), line=Matrix())

    def font(self, operator: str, operands: list[object]) -> None:
        """Font and size."""
        del operator
        name, embedded = seen_font(self.find("/Font", operands), operands)
        size = number_of(operands[1]) if len(operands) > 1 else 0.0
        self.sight = replace(self.sight, font=name, embedded=embedded, font_size=size or 0.0)

    def place_text(self, operator: str, operands: list[object]) -> None:
        """Where the next line of text begins."""
        if operator == "Tm":
            placed = matrix_of(operands)
        elif operator == "T*":
            placed = Matrix(f=-self.sight.leading).then(self.sight.line)
        else:
            x, y = (number_of(operand) or 0.0 for operand in operands[:2])
            if operator == "TD":
                self.sight = replace(self.sight, leading=-y)
            placed = Matrix(e=x, f=y).then(self.sight.line)
        self.sight = replace(self.sight, text=placed, line=placed)

    def text_state(self, operator: str, operands: list[object]) -> None:
        """Rendering mode and leading."""
        value = _first(operands)
        if operator == "Tr":
            self.sight = replace(self.sight, text_mode=int(value))
        else:
            self.sight = replace(self.sight, leading=value)

    def show(self, operator: str, operands: list[object]) -> None:
        """Text is painted."""
        if operator in {"'", '"'}:
            self.place_text("T*", [])
        sight = self.sight
        size = sight.text_pt
        x, y = sight.text.then(sight.matrix).point(0, 0)
        box = Rectangle(x, y, x + size, y + size)
        mode = sight.text_mode % 4
        if operands and mode in {0, 2}:
            self.note("text", colour=sight.fill, box=box, size=size, overprint=sight.overprint_fill)
        if operands and mode in {1, 2}:
            self.note("text", colour=sight.stroke, box=box, size=size, overprint=sight.overprint_stroke)


def matrix_of(operands: Sequence[object]) -> Matrix:
    """Six numbers, or no change."""
    numbers = [number_of(operand) or 0.0 for operand in operands]
    return Matrix(*numbers) if len(numbers) == 6 else Matrix()


def _first(operands: Sequence[object]) -> float:
    return (number_of(operands[0]) or 0.0) if operands else 0.0


def _around(points: Sequence[tuple[float, float]]) -> Rectangle | None:
    if not points:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Rectangle(min(xs), min(ys), max(xs), max(ys))


def _grown(box: Rectangle, by: float) -> Rectangle:
    return Rectangle(box.left - by, box.bottom - by, box.right + by, box.top + by)


def within(box: Rectangle | None, clip: Rectangle | None) -> Rectangle | None:
    """What of ``box`` the clip leaves; an empty rectangle where nothing."""
    if box is None or clip is None:
        return box
    left, bottom = max(box.left, clip.left), max(box.bottom, clip.bottom)
    return Rectangle(left, bottom, max(left, min(box.right, clip.right)), max(bottom, min(box.top, clip.top)))
