"""The desk's lists: ``words.csv`` (wrong, right, reason) and ``names.csv`` (name, title), named where words could stand.

A first row with the columns' names may be there or not; empty rows and rows that begin with ``#`` are left out.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from report_pdf.model.plan import HouseWord, Person
from report_pdf.plan.files import InJail
from report_pdf.plan.kinds import refused
from report_pdf.plan.paths import Jail

__all__ = ["NameOrList", "PeopleList", "WordList", "WordOrList"]

_MAX_BYTES: Final = 4 << 20
_HEADS: Final = frozenset({"错", "误", "错误", "不用", "wrong", "姓名", "名字", "人名", "name"})
_TITLES: Final = re.compile(r"[、；;/|]")


@dataclass(frozen=True, slots=True)
class WordList:
    """A file of house words."""

    rows: tuple[HouseWord, ...]


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A file of people, in order of rank."""

    rows: tuple[Person, ...]


def _word_or_list(jail: Jail, text: str) -> str | WordList:
    return _words(jail.file(text), text) if text.lower().endswith(".csv") else text


def _name_or_list(jail: Jail, text: str) -> str | PeopleList:
    return _people(jail.file(text), text) if text.lower().endswith(".csv") else text


def _words(path: Path, name: str) -> WordList:
    rows: dict[str, HouseWord] = {}
    for line, cells in _rows(path, name):
        wrong, right, reason = (*cells, "", "")[:3]
        if wrong == right or wrong in rows:
            raise _row_refused(
                name,
                line,
                f"“{wrong}”改成它自己，或写了两行",
                f"“{wrong}” is its own correction, or there twice",
            )
        rows[wrong] = HouseWord(wrong=wrong, right=right, reason=reason)
    _refuse_circles(rows, name)
    return WordList(tuple(rows.values()))


def _refuse_circles(rows: dict[str, HouseWord], name: str) -> None:
    """What is right in one row may not be wrong in another: corrections would not come to an end."""
    for row in rows.values():
        for other in rows.values():
            if other is not row and row.right and other.wrong in row.right:
                raise refused(
                    f"{name}：“{row.wrong}”改成“{row.right}”，而其中的“{other.wrong}”又是错的。",
                    f"{name}: “{row.wrong}” becomes “{row.right}”, of which “{other.wrong}” is wrong again.",
                    "请把最后的写法直接写在第一行里。",
                    "Write the final form in the first of the two rows.",
                )


def _people(path: Path, name: str) -> PeopleList:
    rows: dict[str, Person] = {}
    for line, cells in _rows(path, name):
        person = cells[0]
        if person in rows:
            raise _row_refused(name, line, f"“{person}”写了两行", f"“{person}” is there twice")
        titles = (
            tuple(title.strip() for title in _TITLES.split(cells[1]) if title.strip())
            if len(cells) > 1
            else ()
        )
        rows[person] = Person(name=person, titles=titles)
    return PeopleList(tuple(rows.values()))


def _rows(path: Path, name: str) -> Iterator[tuple[int, Sequence[str]]]:
    reader = csv.reader(_text(path, name).splitlines())
    try:
        for at, cells in enumerate(reader):
            row = [cell.strip() for cell in cells]
            if any(row) and not row[0].startswith("#") and not (at == 0 and row[0].lower() in _HEADS):
                if not row[0]:
                    raise _row_refused(name, reader.line_num, "第一列是空的", "the first column is empty")
                yield reader.line_num, row
    except csv.Error as error:
        raise _row_refused(name, reader.line_num, "引号不成对", str(error)) from error


def _text(path: Path, name: str) -> str:
    """Excel writes UTF-8 with a byte order mark, or GB18030."""
    with path.open("rb") as stream:
        data = stream.read(_MAX_BYTES + 1)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            if len(data) <= _MAX_BYTES:
                return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refused(
        f"“{name}”读不了：太大，或者编码认不出。",
        f"“{name}” cannot be read: too big, or in no known encoding.",
        "请在表格软件里另存为“CSV UTF-8”。",
        "Save it as “CSV UTF-8” in the spreadsheet.",
    )


def _row_refused(name: str, line: int, zh: str, en: str) -> Exception:
    return refused(
        f"{name} 第 {line} 行：{zh}。",
        f"{name}, row {line}: {en}.",
        "每行是“错,对,理由”或“姓名,职务”，同一个词只写一行。",
        "Each row is “wrong,right,reason” or “name,title”, once a word.",
    )


WordOrList = Annotated[str | WordList, InJail(_word_or_list)]
NameOrList = Annotated[str | PeopleList, InJail(_name_or_list)]
