"""A table's columns: how wide, which hold numbers, which names the rows. Widths in em of the table's own type."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from report_pdf.layout.copyfit import em_width
from report_pdf.model.manuscript import Cell, Table

__all__ = [
    "PADDING_EM",
    "Column",
    "columns_of",
    "names_rows",
    "paddings",
    "row_lines",
    "shared_widths",
]

PADDING_EM = 1.2
"""Half an em on each side, and what widths are rounded by."""
_SHORT_EM, _LONG_EM = 2.5, 24.0
"""No column is narrower than a figure; what is longer than a caption's line breaks anyway."""
_CENTRED_EM = 6.0
_HEAD_EM = 4.0
_NAME_EM = 14.0
_NUMBER = re.compile(r"(?P<whole>[-−–+＋<>≤≥≈约]?\s?\d[\d,，]*)(?P<tail>(?:\.\d+)?\s?[%％‰]?[*＊]?)")
_NOTHING = re.compile(r"[-—–－/…]*|\.{2,}|无|同上")
_WORD = re.compile(r"[!-~]+")
_SPARE = 1.06
"""Lines do not fill to the last character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """``natural``: keeps every cell on its lines; ``folded``: the heads on two; ``least``: parts no number, no word; padded.

    ``tails``: widths of what stands behind the numbers' last whole digit; empty: no column of numbers.
    """

    natural: float
    folded: float
    least: float
    is_figures: bool
    align: str
    tails: tuple[float, ...] = ()
    figure_em: float = 0.0

    def comfort(self, limit: float) -> float:
        """A width at which cells break no more often than each ``limit`` characters."""
        return max(self.least, min(self.folded, limit + PADDING_EM))


def columns_of(table: Table) -> tuple[Column, ...]:
    """Every column, by the cells that stand in it alone."""
    count = max((sum(cell.columns for cell in row) for row in table.rows), default=1)
    places = list(_places(table))
    return tuple(
        _column(
            [cell for row, at, cell in places if at == column and cell.columns == 1 and row < table.head],
            [cell for row, at, cell in places if at == column and cell.columns == 1 and row >= table.head],
        )
        for column in range(count)
    )


def cell_columns(table: Table) -> dict[tuple[int, int], int]:
    """The column of each cell by its row and number: cells that reach down from above push it on."""
    numbers: dict[int, int] = {}
    found = {}
    for row, at, _ in _places(table):
        number = numbers.get(row, 0)
        numbers[row] = number + 1
        found[row, number] = at
    return found


def _places(table: Table) -> Iterator[tuple[int, int, Cell]]:
    taken: dict[int, int] = {}
    for number, row in enumerate(table.rows):
        at = 0
        for cell in row:
            while taken.get(at, 0) > number:
                at += 1
            yield number, at, cell
            taken.update(dict.fromkeys(range(at, at + cell.columns), number + cell.rows))
            at += cell.columns


def _column(head: Sequence[Cell], body: Sequence[Cell]) -> Column:
    texts = [cell.text.strip() for cell in body]
    numbers = [match for text in texts if (match := _NUMBER.fullmatch(text))]
    is_figures = bool(numbers) and all(_NUMBER.fullmatch(t) or _NOTHING.fullmatch(t) for t in texts)
    least = max((em_width(word) for cell in (*head, *body) for word in _WORD.findall(cell.text)), default=0.0)
    if is_figures:
        least = max(least, *(em_width(text) for text in texts))
    short = [_widest(text) for text in texts if _widest(text) <= _CENTRED_EM]
    least = max(least, *short, 0.0)
    own = max(map(_widest, texts), default=0.0)
    heads = max((_widest(cell.text) for cell in head), default=0.0)
    natural = max(own, heads)
    folded = max(own, *(_folded(cell.text) for cell in head), 0.0)
    asked = {cell.align for cell in body} - {""}
    usual = "center" if all(_widest(text) <= _CENTRED_EM for text in texts) else "start"
    return Column(
        natural=max(_SHORT_EM, min(natural, _LONG_EM)) + PADDING_EM,
        folded=max(_SHORT_EM, min(folded, _LONG_EM)) + PADDING_EM,
        least=max(_SHORT_EM, min(least, _LONG_EM)) + PADDING_EM,
        is_figures=is_figures,
        align=asked.pop() if len(asked) == 1 else usual,
        tails=tuple(sorted({em_width(match["tail"]) for match in numbers} | {0.0})) if is_figures else (),
        figure_em=max((em_width(match["whole"]) for match in numbers), default=0.0),
    )


def _folded(head: str) -> float:
    """A head's width on two lines: its unit below, else broken in its middle."""
    at = head.find("（")
    if at > 0:
        return max(_widest(head[:at]), _widest(head[at:]))
    return min(_widest(head), max(_HEAD_EM, _widest(head) / 2))


def _widest(text: str) -> float:
    return max((em_width(line) for line in text.split("\n")), default=0.0)


def names_rows(table: Table, columns: Sequence[Column]) -> bool:
    """Whether the first column says what each row is: short words, no two rows alike, nothing left out."""
    cells = [cell for row, at, cell in _places(table) if at == 0 and row >= table.head]
    texts = [cell.text.strip() for cell in cells]
    return (
        len(columns) > 1
        and len(texts) > 1
        and all(texts)
        and len(set(texts)) == len(texts)
        and all(em_width(text) <= _NAME_EM for text in texts)
        and all(cell.columns == 1 for cell in cells)
    )


def shared_widths(columns: Sequence[Column], measure: float) -> list[float]:
    """What is over is shared in proportion; what is short, the long columns give, none below its least."""
    wanted = [column.natural for column in columns]
    if sum(wanted) <= measure:
        return [width * measure / sum(wanted) for width in wanted]
    kept = [column.least for column in columns]
    if sum(kept) >= measure:
        return [width * measure / sum(kept) for width in kept]
    roomy = [
        column.folded if column.folded <= _CENTRED_EM + PADDING_EM else column.least for column in columns
    ]
    kept = roomy if sum(roomy) < measure else kept
    # Square roots: a column four times as long gets twice the room, and breaks twice as often.
    return _filled(kept, wanted, measure)


def _filled(least: Sequence[float], wanted: Sequence[float], measure: float) -> list[float]:
    """The level that fills the measure, found by halving."""
    low, high = 0.0, measure
    for _ in range(40):
        level = (low + high) / 2
        low, high = (level, high) if sum(_at(level, least, wanted)) < measure else (low, level)
    return _at(low, least, wanted)


def _at(level: float, least: Sequence[float], wanted: Sequence[float]) -> list[float]:
    return [min(most, max(few, level * math.sqrt(most))) for few, most in zip(least, wanted, strict=True)]


def paddings(columns: Sequence[Column], widths: Sequence[float]) -> dict[str, float]:
    """Em to the right of a number, by ``f<column>-<which tail>``: the column's numbers stand in its middle as one."""
    return {
        f"f{number}-{which}": round(
            max(PADDING_EM / 2, (width - column.figure_em - column.tails[-1]) / 2) + column.tails[-1] - tail,
            3,
        )
        for number, (column, width) in enumerate(zip(columns, widths, strict=True))
        for which, tail in enumerate(column.tails)
    }


def padding_of(text: str, number: int, column: Column) -> str:
    """The name of the padding that a cell's number needs; empty for words."""
    match = _NUMBER.fullmatch(text.strip())
    if not column.is_figures or not (match or _NOTHING.fullmatch(text.strip())):
        return ""
    tail = em_width(match["tail"]) if match else 0.0
    return f"f{number}-{column.tails.index(tail)}"


def row_lines(table: Table, widths: Sequence[float]) -> list[int]:
    """Lines of each row, a little more than less; a cell over several rows counts in its first as its share."""
    lines = [1] * len(table.rows)
    for row, at, cell in _places(table):
        width = max(1.0, sum(widths[at : at + cell.columns]) - PADDING_EM)
        own = sum(_lines(em_width(line), width) for line in cell.text.split("\n"))
        lines[row] = max(lines[row], math.ceil(own / cell.rows))
    return lines


def _lines(text_em: float, width_em: float) -> int:
    return 1 if text_em <= width_em else math.ceil(text_em * _SPARE / width_em)
