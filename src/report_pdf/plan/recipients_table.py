"""A list of people as it comes: the table of a .csv or .xlsx, whose first row names its columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from report_pdf.findings import Place
from report_pdf.plan.written_rows import unreadable, written_rows

__all__ = ["Row", "Table", "read_table"]

_MOST_ROWS: Final = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """``line``: as a spreadsheet counts rows, from 1; ``cells`` as long as the head, then whatever there is beyond it."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """``head``: the columns' names; rows without anything are left out."""

    file: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]

    def at(self, row: Row, column: int | None = None) -> Place:
        """A cell, columns from 0; or the row."""
        return Place(file=self.file, line=row.line, column=None if column is None else column + 1)


def read_table(path: Path) -> Table:
    """The table of a .csv, .txt or .xlsx.

    Raises:
        InputError: It cannot be read, or has no head.
    """
    return _table(path.name, written_rows(path, name=path.name))


def _table(name: str, rows: Iterator[tuple[int, tuple[str, ...]]]) -> Table:
    head: tuple[str, ...] = ()
    found: list[Row] = []
    for line, cells in rows:
        if not head:
            head = cells
            while not head[-1]:
                head = head[:-1]
        elif len(found) >= _MOST_ROWS:
            raise unreadable(name, f"> {_MOST_ROWS} rows")
        else:
            found.append(Row(line=line, cells=cells + ("",) * (len(head) - len(cells))))
    if not head:
        raise unreadable(name, "empty")
    return Table(file=name, head=head, rows=tuple(found))
