"""Where on a page text is shown: the matrices that content sets (ISO 32000-1, 8.3.4, 9.4.2 and 9.4.4).

How wide the glyphs are is not reckoned: the spot is where the last operator has put the pen, which is where a line
begins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from report_pdf.pdf.geometry import Matrix

__all__ = ["Pen"]

_MOST_SAVED = 1000
_LEVEL = 0.02
"""A line that rises by less than this share of its length is level."""


@dataclass(slots=True, kw_only=True)
class Pen:
    """The state of one page's content; ``space``: from the content to the page as it is seen."""

    space: Matrix = field(default_factory=Matrix)
    saved: list[Matrix] = field(default_factory=list)
    line: Matrix = field(default_factory=Matrix)
    leading: float = 0.0

    def follow(self, operator: str, operands: Iterable[object]) -> None:
        """What an operator changes; one with other operands than it should have changes nothing."""
        if (step := _STEPS.get(operator)) is None:
            return
        count, act = step
        numbers = _numbers(operands)
        if len(numbers) == count:
            act(self, numbers)

    @property
    def spot(self) -> tuple[float, float] | None:
        """Where a line of text begins that is shown now; None where it does not run level, from left to right."""
        here = self.line.then(self.space)
        if here.a <= 0 or abs(here.b) > _LEVEL * here.a:
            return None
        return here.e, here.f

    def within(self, matrix: Matrix) -> Pen:
        """The pen of a form that is drawn now."""
        return Pen(space=matrix.then(self.space))

    def save(self, _: Sequence[float]) -> None:
        """Keeps the space for later."""
        if len(self.saved) < _MOST_SAVED:
            self.saved.append(self.space)

    def restore(self, _: Sequence[float]) -> None:
        """Goes back to what was kept."""
        if self.saved:
            self.space = self.saved.pop()

    def transform(self, numbers: Sequence[float]) -> None:
        """Changes the space."""
        self.space = Matrix(*numbers).then(self.space)

    def begin(self, _: Sequence[float]) -> None:
        """A text object begins."""
        self.line = Matrix()

    def put(self, numbers: Sequence[float]) -> None:
        """Puts the line."""
        self.line = Matrix(*numbers)

    def move(self, numbers: Sequence[float]) -> None:
        """Starts the next line, so far from this one."""
        self.line = Matrix(e=numbers[0], f=numbers[1]).then(self.line)

    def move_leading(self, numbers: Sequence[float]) -> None:
        """The same, and keeps how far."""
        self.leading = -numbers[1]
        self.move(numbers)

    def set_leading(self, numbers: Sequence[float]) -> None:
        """How far lines stand apart."""
        self.leading = numbers[0]

    def next_line(self, _: Sequence[float]) -> None:
        """Goes on below."""
        self.move((0.0, -self.leading))


_Step = tuple[int, Callable[[Pen, Sequence[float]], None]]
# How many numbers the operator has, and what it does. ``'`` and ``"`` go on to the next line first.
_STEPS: dict[str, _Step] = {
    "q": (0, Pen.save),
    "Q": (0, Pen.restore),
    "cm": (6, Pen.transform),
    "BT": (0, Pen.begin),
    "Tm": (6, Pen.put),
    "Td": (2, Pen.move),
    "TD": (2, Pen.move_leading),
    "TL": (1, Pen.set_leading),
    "T*": (0, Pen.next_line),
    "'": (0, Pen.next_line),
    '"': (2, Pen.next_line),
}


def _numbers(operands: Iterable[object]) -> list[float]:
    numbers: list[float] = []
    for operand in operands:
        try:
            numbers.append(float(operand))  # type: ignore[arg-type]  # what is no number is left out below
        except (TypeError, ValueError):
            continue
    return numbers
