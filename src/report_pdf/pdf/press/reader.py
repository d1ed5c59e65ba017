"""Reads a page's operators for checks: paths, text and state, and what they paint (ISO 32000-2 8.5, 9.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pikepdf

from report_pdf.pdf.geometry import Matrix, Rectangle, number_of
from report_pdf.pdf.press.ground import Ground, Paint
from report_pdf.pdf.press.sight import Colour, Mark, Sight, colour_of, seen_font
from report_pdf.pdf.press.widths import Widths, widths_of

__all__ = ["PAINTING", "Reader", "matrix_of", "only_a_shape", "within"]

_BELOW, _ABOVE = -0.1, 0.8
"""What of an em above and below the base line letters fill."""

PAINTING = {"f": "f", "F": "f", "f*": "f", "S": "s", "s": "s", "B": "fs", "B*": "fs", "b": "fs", "b*": "fs"}


class Reader:
    """One content stream, with what its operators set; what they paint goes to ``marks``."""

    def __init__(
        self, page: int, marks: list[Mark], ground: Ground, *, resources: object, sight: Sight
    ) -> None:
        self.page = page
        self.marks = marks
        self.ground = ground
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
        sight = self.sight
        seen = self.where(box)
        under = self.ground.under(seen) if seen is not None else Paint.PAPER
        self.add(
            Mark(
                page=self.page,
                kind=kind,
                colour=colour,
                box=seen,
                whole=box,
                size_pt=size,
                overprint=overprint,
                overprint_mode=sight.overprint_mode,
                font=sight.font if kind in {"text", "unseen"} else "",
                embedded=sight.embedded,
                alpha=sight.stroke_alpha if kind == "stroke" else sight.alpha,
                masked=sight.masked,
                normal=sight.normal,
                overlaps=under is not Paint.PAPER,
                on_colour=under is Paint.COLOUR,
            )
        )

    def where(self, box: Rectangle | None) -> Rectangle | None:
        """What of a box is seen; None in patterns and glyphs, which lie elsewhere than they are drawn."""
        return within(box, self.sight.clip) if self.sight.placed else None

    def add(self, mark: Mark) -> None:
        """A mark, which is ground for those that follow; not one that the clips leave nothing of."""
        if _clipped_away(mark):
            return
        self.marks.append(mark)
        if mark.box is None or mark.masked or mark.alpha <= 0 or mark.kind in {"text", "unseen"}:
            return
        if mark.colour.black:
            if not mark.overprint or self.ground.under(mark.box) is Paint.PAPER:
                self.ground.paint(mark.box, Paint.BLACK)
        elif mark.inked:
            self.ground.paint(mark.box, Paint.COLOUR)
        elif mark.colour.white and not mark.overprint:
            self.ground.paint(mark.box, Paint.PAPER)

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
            around = box.grown(width / 2) if box else None
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
        found = self.find("/Font", operands)
        name, embedded = seen_font(found, operands)
        size = number_of(operands[1]) if len(operands) > 1 else 0.0
        self.sight = replace(
            self.sight, font=name, embedded=embedded, font_size=size or 0.0, widths=self.widths(found)
        )

    def widths(self, font: pikepdf.Object | None) -> Widths:
        """How far the font's codes advance."""
        return widths_of(font)

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
        """Rendering mode, leading, spaces."""
        value = _first(operands)
        sight = self.sight
        self.sight = {
            "Tr": lambda: replace(sight, text_mode=int(value)),
            "TL": lambda: replace(sight, leading=value),
            "Tc": lambda: replace(sight, letter_space=value),
            "Tw": lambda: replace(sight, word_space=value),
            "Tz": lambda: replace(sight, stretch=value / 100),
            "Ts": lambda: replace(sight, rise=value),
        }[operator]()

    def show(self, operator: str, operands: list[object]) -> None:
        """Text is painted, and the next begins behind it."""
        if operator == '"' and len(operands) == 3:
            self.text_state("Tw", operands[:1])
            self.text_state("Tc", operands[1:2])
        if operator in {"'", '"'}:
            self.place_text("T*", [])
        if not operands:
            return
        sight = self.sight
        advance, inked = self._advance(operands[-1])
        upright = sight.widths is not None and sight.widths.upright
        size = abs(sight.font_size)
        if upright:
            line = Rectangle(-size / 2, min(-advance, 0), size / 2, max(-advance, 0))
        else:
            across = sorted((0.0, advance * sight.stretch))
            line = Rectangle(across[0], sight.rise + _BELOW * size, across[1], sight.rise + _ABOVE * size)
        if inked:
            self._show(sight.text.then(sight.matrix).rectangle(line))
        moved = Matrix(f=-advance) if upright else Matrix(e=advance * sight.stretch)
        self.sight = replace(self.sight, text=moved.then(sight.text))

    def _show(self, box: Rectangle) -> None:
        sight = self.sight
        mode, size = sight.text_mode % 4, sight.text_pt
        if mode in {0, 2}:
            self.note("text", colour=sight.fill, box=box, size=size, overprint=sight.overprint_fill)
        if mode in {1, 2}:
            self.note("text", colour=sight.stroke, box=box, size=size, overprint=sight.overprint_stroke)
        if mode == 3:
            self.note("unseen", colour=sight.fill, box=box, size=size, overprint=False)

    def _advance(self, shown: object) -> tuple[float, bool]:
        """How far a string, or strings with shifts between them, leads; and whether it holds any code but blanks."""
        sight = self.sight
        widths = sight.widths or widths_of(None)
        total, inked = 0.0, False
        for piece in list(shown) if isinstance(shown, pikepdf.Array) else [shown]:
            shift = number_of(piece) if not isinstance(piece, pikepdf.String) else None
            if shift is not None:
                total -= shift / 1000 * sight.font_size
            if not isinstance(piece, pikepdf.String):
                continue
            codes = widths.codes(bytes(piece))
            blanks = codes.count(32) if widths.bytes_a_code == 1 else 0
            inked = inked or len(codes) > blanks
            ems = float(len(codes)) if widths.upright else sum(map(widths.of, codes))
            total += ems * sight.font_size + len(codes) * sight.letter_space + blanks * sight.word_space
        return total, inked


def matrix_of(operands: Sequence[object]) -> Matrix:
    """Six numbers, or no change."""
    numbers = [number_of(operand) or 0.0 for operand in operands]
    return Matrix(*numbers) if len(numbers) == 6 else Matrix()


def only_a_shape(glyph: pikepdf.Object) -> bool:
    """A glyph that takes its colour from the text (d1), which is a mark of its own (ISO 32000-2 9.6.4)."""
    try:
        return b"d1" in glyph.read_bytes()[:256].split()
    except (pikepdf.PdfError, TypeError):
        return False


def _clipped_away(mark: Mark) -> bool:
    """Its box has lost a side to the clips: on an imposed sheet every page brings marks along that are not shown."""
    seen, whole = mark.box, mark.whole
    if seen is None or whole is None:
        return False
    return (seen.width == 0 < whole.width) or (seen.height == 0 < whole.height)


def _first(operands: Sequence[object]) -> float:
    return (number_of(operands[0]) or 0.0) if operands else 0.0


def _around(points: Sequence[tuple[float, float]]) -> Rectangle | None:
    if not points:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Rectangle(min(xs), min(ys), max(xs), max(ys))


def within(box: Rectangle | None, clip: Rectangle | None) -> Rectangle | None:
    """What of ``box`` the clip leaves; an empty rectangle where nothing."""
    if box is None or clip is None:
        return box
    left, bottom = max(box.left, clip.left), max(box.bottom, clip.bottom)
    return Rectangle(left, bottom, max(left, min(box.right, clip.right)), max(bottom, min(box.top, clip.top)))
