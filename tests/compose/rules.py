"""The rules of Chinese typesetting as measurements of a finished file: every place where one could be broken, and is.

A rule is a function of ``Setting`` that yields a ``Case`` for each opportunity. Measures are in em of the line; the
sources are CLREQ, GB/T 15834 and GB/T 15835, or the house's own wish.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from lines import Line, Setting

Rule = Callable[[Setting], Iterable["Case"]]
RULES: dict[str, Rule] = {}


@dataclass(frozen=True)
class Case:
    """One opportunity: whether the rule holds, what was measured, and where."""

    holds: bool
    measured: str
    page: int
    text: str

    def __str__(self) -> str:
        return f"p. {self.page}: {self.measured}: {self.text}"


def case(holds: object, line: Line, measured: object = "") -> Case:
    """A case on ``line``; figures are given to a thousandth."""
    told = f"{measured:.3f}" if isinstance(measured, float) else str(measured)
    return Case(bool(holds), told, line.page, line.text)


@dataclass
class Tally:
    """How often a rule could have been broken and how often it was."""

    opportunities: int = 0
    broken: list[Case] = field(default_factory=list)

    @property
    def share(self) -> float:
        return len(self.broken) / self.opportunities if self.opportunities else 0.0


def rule(function: Rule) -> Rule:
    """Enters it under its own name."""
    RULES[function.__name__] = function
    return function


def judge(setting: Setting) -> dict[str, Tally]:
    """Every rule's tally."""
    return {name: _tally(measure(setting)) for name, measure in RULES.items()}


def _tally(cases: Iterable[Case]) -> Tally:
    tally = Tally()
    for found in cases:
        tally.opportunities += 1
        if not found.holds:
            tally.broken.append(found)
    return tally


def table(tallies: dict[str, dict[str, Tally]]) -> str:
    """Broken/opportunities, a row for each rule, a column for each file."""
    names = list(tallies)
    rows = [f"{'':28}" + "".join(f"{name:>16}" for name in names)]
    for name in RULES:
        cells = (tallies[which][name] for which in names)
        rows.append(
            f"{name:28}" + "".join(f"{f'{len(cell.broken)}/{cell.opportunities}':>16}" for cell in cells)
        )
    return "\n".join(rows)


def continued(setting: Setting) -> Iterator[Line]:
    """Lines of running text after the first one of their paragraph."""
    return (line for line in setting.body() if not line.first)


def full(setting: Setting) -> Iterator[Line]:
    """Lines of running text before the last one of their paragraph."""
    return (line for line in setting.body() if not line.last)
