"""A table as it is set: in a column, across the page, over several pages, or turned on pages of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from report_pdf.layout.copyfit import em_width, text_lines
from report_pdf.layout.groups import TABLE_NUMBER, Numbered, TableGroup
from report_pdf.layout.measures import LayoutFolder
from report_pdf.layout.runs import NoteShelf, runs_of
from report_pdf.layout.table_columns import (
    PADDING_EM,
    Column,
    cell_columns,
    columns_of,
    names_rows,
    padding_of,
    paddings,
    row_lines,
    shared_widths,
)
from report_pdf.layout.table_views import CellView, TableItem, TextView
from report_pdf.model.manuscript import Cell, SpanKind, Table, all_blocks

__all__ = ["BOX_PT", "LaidTable", "lay_table"]

BOX_PT = 208.0
"""The measure inside a side box in a column."""
_SIZES_PT = (9.0, 8.5, 8.0)
_SMALLEST_PT = 7.0
_LEADING = 1.5
_CELL_PT = 4.5
"""A row's own padding, above and below."""
_COMFORT_EM = {"column": 9.0, "across": 8.0, "turned": 6.0}
"""Cells in which lines are shorter than that read badly: then the table goes to the next wider place."""
_APART = 0.6
"""A table higher than so much of a page may run over pages."""
_STEPS = 40
_FULL = 0.97
"""So much of a turned page is filled: heights are estimates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidTable:
    """The items, and the height of each in lines of the grid."""

    items: tuple[TableItem, ...]
    lines: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    place: str
    measure_pt: float
    size_pt: float


def lay_table(
    group: TableGroup, folder: LayoutFolder, shelf: NoteShelf, *, key: str, boxed: bool = False
) -> LaidTable:
    """Where its cells break seldom enough: in a column, else across the page, else turned. What is high runs over pages.

    ``key``: of the article or the box; each block's own is that and its index.
    """
    table = group.table[1]
    assert isinstance(table, Table)
    columns = columns_of(table)
    fit = _fit(columns, folder, boxed=boxed)
    widths, rows = _measured(table, columns, fit)
    if fit.place == "column" and sum(rows) > _APART * folder.pt("type-area-height"):
        fit = _Fit(place="across", measure_pt=folder.pt("type-area-width"), size_pt=_SIZES_PT[0])
        widths, rows = _measured(table, columns, fit)
    own = f"{key}-{group.table[0]}"
    grid = _Grid(
        table=table,
        columns=columns,
        widths=widths,
        shelf=shelf,
        named=table.head_columns or int(names_rows(table, columns)),
    )
    cells = grid.rows(own)
    item = TableItem(
        key=own,
        title=_text(group.title, shelf, key)
        or (TextView(key=f"{own}-title", runs=runs_of(table, shelf)) if table.text else None),
        unit=_text(group.unit, shelf, key),
        notes=tuple(filter(None, (_text(note, shelf, key) for note in group.notes))),
        widths=tuple(round(100 * width / sum(widths), 2) for width in widths),
        paddings=tuple(paddings(columns, widths).items()),
        head=cells[: table.head],
        body=cells[table.head :],
        joined=_joined(table),
        place=fit.place,
        size_pt=fit.size_pt,
        number=_number(group),
        floats=group.title is not None and not boxed and not _calls_notes(group, shelf),
    )
    beside = _beside(group, fit.measure_pt)
    if fit.place == "turned":
        return _turned(item, rows, beside, folder, head=table.head)
    lines = (sum(rows) + beside) / folder.pt("grid") + 1
    if lines > _APART * folder.page_lines and fit.place != "box":
        item = replace(item, place="apart", floats=False)
    return LaidTable(items=(item,), lines=lines)


def _fit(columns: Sequence[Column], folder: LayoutFolder, *, boxed: bool) -> _Fit:
    narrow, wide, high = (
        BOX_PT if boxed else folder.pt("column-width"),
        folder.pt("type-area-width"),
        folder.pt("type-area-height"),
    )
    places = (("box" if boxed else "column", narrow), ("across", wide), ("turned", high))
    for place, measure in places[:2] if boxed else places:
        least = sum(column.comfort(_COMFORT_EM.get(place, 9.0)) for column in columns)
        for size in _SIZES_PT:
            if least * size <= measure:
                return _Fit(place=place, measure_pt=measure, size_pt=size)
    place, measure = ("across", wide - 21) if boxed else ("turned", high)
    return _Fit(place=place, measure_pt=measure, size_pt=_SMALLEST_PT)


def _measured(table: Table, columns: Sequence[Column], fit: _Fit) -> tuple[list[float], list[float]]:
    """Widths of the columns in em, heights of the rows in points."""
    widths = shared_widths(columns, fit.measure_pt / fit.size_pt)
    return widths, [one * fit.size_pt * _LEADING + _CELL_PT for one in row_lines(table, widths)]


def _text(block: Numbered | None, shelf: NoteShelf, key: str) -> TextView | None:
    return TextView(key=f"{key}-{block[0]}", runs=runs_of(block[1], shelf)) if block else None


def _beside(group: TableGroup, measure_pt: float) -> float:
    """Height in points of title, unit and notes."""
    title = group.title[1].text if group.title else group.table[1].text
    height = 18.0 * text_lines(title, measure_em=measure_pt / 9) if title else 0.0
    height += 13.5 if group.unit else 0.0
    return height + sum(
        4.5 + 12 * text_lines(note.text, measure_em=measure_pt / 8) for _, note in group.notes
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """What is the same for all cells; ``named``: so many columns say what a row is."""

    table: Table
    columns: tuple[Column, ...]
    widths: Sequence[float]
    shelf: NoteShelf
    named: int

    def rows(self, key: str) -> tuple[tuple[CellView, ...], ...]:
        at = cell_columns(self.table)
        return tuple(
            tuple(
                self._cell(cell, row, at[row, number], key=f"{key}-{row}-{number}")
                for number, cell in enumerate(cells)
            )
            for row, cells in enumerate(self.table.rows)
        )

    def _cell(self, cell: Cell, row: int, at: int, *, key: str) -> CellView:
        """Numbers stand under each other; a head over the middle of what is centred or a number, else over its start."""
        is_head = row < self.table.head
        column = self.columns[at]
        figure = "" if is_head or cell.columns > 1 else padding_of(cell.text, at, column)
        align = "center" if column.is_figures or cell.columns > 1 else column.align
        scope = "col" if is_head else "row" if at < self.named else ""
        room = sum(self.widths[at : at + cell.columns])
        return CellView(
            key=key,
            runs=runs_of(_unit_below(cell, room) if is_head else cell, self.shelf),
            tag="th" if scope else "td",
            scope=scope,
            align="end" if figure else align,
            columns=cell.columns,
            rows=cell.rows,
            figure=figure,
        )


def _unit_below(cell: Cell, room: float) -> Cell:
    """A head that does not stand on one line breaks before its unit."""
    at = cell.text.find("（")
    if at <= 0 or cell.spans or "\n" in cell.text or em_width(cell.text) + PADDING_EM <= room:
        return cell
    return replace(cell, text=f"{cell.text[:at]}\n{cell.text[at:]}")


def _calls_notes(group: TableGroup, shelf: NoteShelf) -> bool:
    """Then it stands in the text: notes to what floats would go to the foot of the page, away from the others."""
    kinds = {span.kind for block in all_blocks(group.blocks) for span in block.spans}
    return SpanKind.NOTE in kinds or (SpanKind.LINK in kinds and shelf.addresses)


def _joined(table: Table) -> frozenset[int]:
    """Rows of the body that a cell ties to the next."""
    tied = {
        row + further - table.head
        for row, cells in enumerate(table.rows)
        for cell in cells
        for further in range(cell.rows - 1)
    }
    return frozenset(row for row in tied if row >= 0)


def _turned(
    item: TableItem, rows: Sequence[float], beside: float, folder: LayoutFolder, *, head: int
) -> LaidTable:
    """Pages as full as each other, none above what a page holds; heads on each, with 续表 from the second (CY/T 170-2019, 8.2)."""
    room = _FULL * folder.pt("type-area-width") - sum(rows[:head]) - 18
    parts = _evenly(_whole_rows(rows[head:], item.joined), room, last=beside)
    pages = tuple(
        replace(
            item,
            key=f"{item.key}-{number}" if number else item.key,
            title=None if number else item.title,
            unit=None if number else item.unit,
            notes=item.notes if number == len(parts) - 1 else (),
            body=item.body[start:end],
            continued=f"续{item.number or '表'}（{number + 1}/{len(parts)}）" if number else "",
        )
        for number, (start, end) in enumerate(parts)
    )
    return LaidTable(items=pages, lines=float(folder.page_lines))


def _whole_rows(heights: Sequence[float], joined: frozenset[int]) -> list[tuple[int, float]]:
    """What may not be parted: how many rows, how high."""
    whole: list[tuple[int, float]] = []
    for row, height in enumerate(heights):
        if row - 1 in joined:
            count, before = whole.pop()
            whole.append((count + 1, before + height))
        else:
            whole.append((1, height))
    return whole


def _evenly(whole: Sequence[tuple[int, float]], room: float, *, last: float) -> list[tuple[int, int]]:
    """First and behind the last row of each page: as few pages as hold all, none fuller than it must be."""
    parts = _filled(whole, room, last=last)
    for step in range(1, _STEPS):
        fewer = _filled(whole, room * (1 - step / _STEPS), last=last)
        if len(fewer) > len(parts):
            break
        parts = fewer
    return parts


def _filled(whole: Sequence[tuple[int, float]], room: float, *, last: float) -> list[tuple[int, int]]:
    """Pages filled one after the other; ``last``: what else stands on the last one."""
    parts: list[tuple[int, int]] = []
    start, end, height = 0, 0, 0.0
    for number, (rows, own) in enumerate(whole):
        needed = own + (last if number == len(whole) - 1 else 0.0)
        if end > start and height + needed > room:
            parts.append((start, end))
            start, height = end, 0.0
        end += rows
        height += own
    return [*parts, (start, end)]


def _number(group: TableGroup) -> str:
    """What the text calls the table: 表3."""
    match = TABLE_NUMBER.match(group.title[1].text.strip()) if group.title else None
    return "".join(match.group().split()) if match else ""
