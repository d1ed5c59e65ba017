"""A list of people as it comes: CSV in UTF-8 or GB18030, with commas, semicolons or tabs; or the first sheet of an .xlsx."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook, ZipError

from report_pdf.errors import InputError
from report_pdf.findings import Message, Place

__all__ = ["Row", "Table", "read_table"]

_MOST_BYTES: Final = 64 << 20
_MOST_ROWS: Final = 100_000
_DELIMITERS: Final = ",;\t"


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
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _unreadable(path.name, error.strerror or str(error)) from error
    if len(data) > _MOST_BYTES:
        raise _unreadable(path.name, f"{len(data)} > {_MOST_BYTES} bytes")
    rows = _sheet(path.name, data) if data.startswith(b"PK\x03\x04") else _csv(path.name, data)
    return _table(path.name, rows)


def _table(name: str, rows: Iterator[tuple[int, Sequence[str]]]) -> Table:
    head: tuple[str, ...] = ()
    found: list[Row] = []
    for line, written in rows:
        cells = tuple(cell.strip() for cell in written)
        if not any(cells):
            continue
        if not head:
            head = cells
            while not head[-1]:
                head = head[:-1]
        elif len(found) >= _MOST_ROWS:
            raise _unreadable(name, f"> {_MOST_ROWS} rows")
        else:
            found.append(Row(line=line, cells=cells + ("",) * (len(head) - len(cells))))
    if not head:
        raise _unreadable(name, "empty")
    return Table(file=name, head=head, rows=tuple(found))


def _csv(name: str, data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    text = _decoded(name, data)
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from enumerate(reader, 1)
    except csv.Error as error:
        raise InputError(
            Message(
                zh=f"引号不成对，或不是 CSV：{error}", en=f"quotes do not pair, or it is no CSV: {error}"
            ),
            place=Place(file=name, line=reader.line_num),
        ) from error


def _decoded(name: str, data: bytes) -> str:
    """Spreadsheets write UTF-8 with a byte order mark, UTF-16, or the system's GB18030."""
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(
        Message(zh="编码认不出。", en="it is in no known encoding."),
        place=Place(file=name),
        hint=Message(zh="请在表格软件里另存为“CSV UTF-8”。", en="Save it as “CSV UTF-8” in the spreadsheet."),
    )


def _sheet(name: str, data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = book.get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, ZipError, OSError, ValueError, IndexError) as error:
        raise _unreadable(name, str(error)) from error
    for number, cells in enumerate(rows, 1):
        yield number, [_written(cell) for cell in cells]


def _written(cell: object) -> str:
    """As the spreadsheet shows it: 37, not 37.0."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return str(cell)


def _unreadable(name: str, reason: str) -> InputError:
    return InputError(
        Message(zh=f"名单读不了：{reason}", en=f"the list cannot be read: {reason}"),
        place=Place(file=name),
        hint=Message(
            zh="要有表头的 .csv 或 .xlsx，第一行是列名。",
            en="A .csv or .xlsx whose first row names its columns.",
        ),
    )
