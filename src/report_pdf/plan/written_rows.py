"""Rows as a spreadsheet leaves them: CSV in UTF-8, UTF-16 or GB18030, with commas, semicolons or tabs; or the first sheet of an .xlsx."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook, ZipError

from report_pdf.errors import InputError
from report_pdf.findings import Message, Place

__all__ = ["unreadable", "written_rows"]

_MOST_BYTES: Final = 64 << 20
_DELIMITERS: Final = ",;\t"


def written_rows(path: Path, *, name: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Every row that has something in it, with its number as a spreadsheet counts, from 1; cells without outer spaces.

    Args:
        path: A .csv, .txt or .xlsx.
        name: What messages call it.

    Raises:
        InputError: It cannot be read; of quotes that do not pair only after the rows before them.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(name, error.strerror or str(error)) from error
    if len(data) > _MOST_BYTES:
        raise unreadable(name, f"{len(data)} > {_MOST_BYTES} bytes")
    rows = _sheet(name, data) if data.startswith(b"PK\x03\x04") else _csv(name, data)
    for number, written in rows:
        cells = tuple(cell.strip() for cell in written)
        if any(cells):
            yield number, cells


def unreadable(name: str, reason: str) -> InputError:
    """The file is no table."""
    return InputError(
        Message(zh=f"表读不了：{reason}", en=f"the list cannot be read: {reason}"),
        place=Place(file=name),
        hint=Message(
            zh="要有表头的 .csv 或 .xlsx，第一行是列名。",
            en="A .csv or .xlsx whose first row names its columns.",
        ),
    )


def _csv(name: str, data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    text = _decoded(name, data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield number, cells
    except csv.Error as error:
        raise InputError(
            Message(
                zh=f"引号不成对，或不是 CSV：{error}", en=f"quotes do not pair, or it is no CSV: {error}"
            ),
            place=Place(file=name, line=number + 1),
            hint=Message(
                zh="从这一行起读不下去：补上或去掉半边的英文引号。",
                en="Nothing from this row on can be read: add the other quote, or delete this one.",
            ),
        ) from error


def _delimiter(text: str) -> str:
    """What divides the first row that is no remark."""
    lines = (line for line in io.StringIO(text) if line.strip() and not line.startswith("#"))
    return max(_DELIMITERS, key=next(lines, "").count)


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
        raise unreadable(name, str(error)) from error
    for number, cells in enumerate(rows, 1):
        yield number, [_written(cell) for cell in cells]


def _written(cell: object) -> str:
    """As the spreadsheet shows it: 37, not 37.0."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return str(cell)
