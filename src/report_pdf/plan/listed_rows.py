"""A list of the desk's with known columns: rows whose cells are asked for by column, and what is wrong with their form.

Rows that begin with ``#`` are remarks. With a head the columns stand in any order and others may stand beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from report_pdf.errors import InputError
from report_pdf.findings import Finding, Message, Place
from report_pdf.plan.rules import rule
from report_pdf.plan.written_rows import written_rows

__all__ = ["Columns", "ListedRow", "Rows", "read_list"]

Columns = Mapping[str, Sequence[str]]
"""Every column with all its names, in lower case; the first column is the one that no row is without."""

_INVISIBLE: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]"
)
_SHOWN: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRow:
    """``line``: as a spreadsheet counts rows, from 1; ``columns``: where each stands, from 0."""

    file: str
    line: int
    cells: tuple[str, ...]
    columns: Mapping[str, int]

    def cell(self, column: str) -> str:
        """What stands there, empty if nothing does."""
        at = self.columns.get(column, len(self.cells))
        return self.cells[at] if at < len(self.cells) else ""

    def at(self, column: str) -> Place:
        """The cell's place."""
        return Place(file=self.file, line=self.line, column=self.columns.get(column, 0) + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """``head``: the columns' names as written, empty if the list has none, and its ``line``; ``columns``: where each stands."""

    head: tuple[str, ...]
    line: int
    columns: Mapping[str, int]
    rows: tuple[ListedRow, ...]
    findings: tuple[Finding, ...]


def read_list(path: Path, *, name: str, columns: Columns) -> Rows:
    """All rows, and everything that is wrong with their form.

    Args:
        path: The file.
        name: What messages call it.
        columns: Those it may have.
    """
    rows: list[ListedRow] = []
    findings: list[Finding] = []
    head: tuple[str, ...] | None = None
    first, at = 1, dict[str, int]()
    try:
        for line, cells in written_rows(path, name=name):
            if cells[0].startswith("#"):
                continue
            if head is None:
                first, (head, at) = line, _head(cells, columns)
                if head:
                    findings += _twice(head, at, columns, Place(file=name, line=line))
                    continue
            row = ListedRow(file=name, line=line, cells=cells, columns=at)
            findings += _faults(row, width=len(head) or len(columns))
            rows.append(row)
    except InputError as error:
        findings.append(rule("unreadable").at(error.place, error.message, hint=error.hint))
    return Rows(head=head or (), line=first, columns=at, rows=tuple(rows), findings=tuple(findings))


def _head(cells: tuple[str, ...], columns: Columns) -> tuple[tuple[str, ...], dict[str, int]]:
    """A first row is the head if its first cell names the first column, or two cells name columns."""
    meant = _meanings(columns)
    known = [at for at, cell in enumerate(cells) if cell.lower() in meant]
    if len(known) < 2 and meant.get(cells[0].lower()) != next(iter(columns)):
        return (), {column: at for at, column in enumerate(columns)}
    found: dict[str, int] = {}
    for at in known:
        found.setdefault(meant[cells[at].lower()], at)
    while not cells[-1]:
        cells = cells[:-1]
    return cells, found


def _meanings(columns: Columns) -> Mapping[str, str]:
    return {name: column for column, names in columns.items() for name in names}


def _twice(head: Sequence[str], at: Mapping[str, int], columns: Columns, row: Place) -> Iterator[Finding]:
    meant = _meanings(columns)
    for number, written in enumerate(head):
        column = meant.get(written.lower())
        if column is not None and at[column] != number:
            yield rule("duplicate-key").at(
                Place(file=row.file, line=row.line, column=number + 1),
                Message(
                    zh=f"“{written}”与“{head[at[column]]}”是同一栏，只能有一个。",
                    en=f"“{written}” is the same column as “{head[at[column]]}”.",
                ),
                hint=Message(zh="请合并成一栏。", en="Make them one column."),
            )


def _faults(row: ListedRow, *, width: int) -> Iterator[Finding]:
    for at, cell in enumerate(row.cells):
        place = Place(file=row.file, line=row.line, column=at + 1)
        if found := _INVISIBLE.search(cell):
            code = f"U+{ord(found[0]):04X}"
            yield rule("control-character").at(
                place,
                Message(
                    zh=f"有看不见的字符或乱码（{code}）。", en=f"it holds an invisible character ({code})."
                ),
                hint=Message(zh="删去重新键入。", en="Type it anew."),
            )
        if at >= width and cell:
            yield rule("wrong-value").at(
                place,
                Message(zh=f"这行多出一格：{cell[:_SHOWN]}", en=f"a cell too many: {cell[:_SHOWN]}"),
                hint=Message(
                    zh="含半角逗号的内容要放在英文引号里，或在第一行给这一列起个名。",
                    en="Put text with commas in quotes, or name the column in the first row.",
                ),
            )
            return
