"""The desk's lists: ``words.csv`` (wrong, right, reason) and ``names.csv`` (name, title), named where words could stand.

A first row with the columns' names may be there or not; empty rows and rows that begin with ``#`` are left out. All
that is wrong with a list is said at once, each with its row and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from report_pdf.findings import Finding, Message
from report_pdf.model.plan import HouseWord, Person
from report_pdf.plan.files import InJail
from report_pdf.plan.listed_rows import Columns, ListedRow, read_list
from report_pdf.plan.paths import Jail
from report_pdf.plan.rules import rule

__all__ = ["NameOrList", "PeopleList", "WordList", "WordOrList"]

_WORD_COLUMNS: Final[Columns] = {
    "wrong": ("错", "误", "错误", "不用", "wrong"),
    "right": ("对", "正", "正确", "改为", "应为", "right"),
    "reason": ("理由", "原因", "说明", "备注", "reason"),
}
_PEOPLE_COLUMNS: Final[Columns] = {
    "name": ("姓名", "名字", "人名", "name"),
    "title": ("职务", "头衔", "称谓", "title"),
}
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
    return _words(jail, text) if text.lower().endswith(".csv") else text


def _name_or_list(jail: Jail, text: str) -> str | PeopleList:
    return _people(jail, text) if text.lower().endswith(".csv") else text


def _words(jail: Jail, name: str) -> WordList:
    first = _first_rows(jail, jail.file(name), name, _WORD_COLUMNS)
    jail.faults.extend(_circles(first.values()))
    return WordList(
        tuple(
            HouseWord(wrong=wrong, right=row.cell("right"), reason=row.cell("reason"))
            for wrong, row in first.items()
        )
    )


def _people(jail: Jail, name: str) -> PeopleList:
    first = _first_rows(jail, jail.file(name), name, _PEOPLE_COLUMNS)
    return PeopleList(tuple(Person(name=person, titles=_titles(row)) for person, row in first.items()))


def _titles(row: ListedRow) -> tuple[str, ...]:
    return tuple(title for part in _TITLES.split(row.cell("title")) if (title := part.strip()))


def _first_rows(jail: Jail, path: Path, name: str, columns: Columns) -> dict[str, ListedRow]:
    """Each row by its first column; a row without it, or a second one, is a fault."""
    table = read_list(path, name=name, columns=columns)
    jail.faults.extend(table.findings)
    key = next(iter(columns))
    rows: dict[str, ListedRow] = {}
    for row in table.rows:
        word = row.cell(key)
        if not word:
            jail.faults.append(_empty(row, key, columns))
        elif (first := rows.setdefault(word, row)) is not row:
            jail.faults.append(_again(row, key, first))
    return rows


def _circles(rows: Iterable[ListedRow]) -> Iterator[Finding]:
    """What is right in one row may not be wrong in another: corrections would not come to an end."""
    by_word = {row.cell("wrong"): row for row in rows}
    for wrong, row in by_word.items():
        right = row.cell("right")
        if right == wrong:
            yield rule("wrong-value").at(
                row.at("right"),
                Message(zh=f"“{wrong}”改成它自己。", en=f"“{wrong}” is its own correction."),
                hint=Message(
                    zh="写上对的；只要提醒、不替换，这一格空着。",
                    en="Write what is right; leave the cell empty to be warned only.",
                ),
            )
            continue
        for other, again in by_word.items():
            if other != wrong and other in right:
                yield _circle(row, again)


def _circle(row: ListedRow, again: ListedRow) -> Finding:
    wrong, right, other = row.cell("wrong"), row.cell("right"), again.cell("wrong")
    return rule("wrong-value").at(
        row.at("right"),
        Message(
            zh=f"“{wrong}”改成“{right}”，而其中的“{other}”在第 {again.line} 行又是错的。",
            en=f"“{wrong}” becomes “{right}”, of which “{other}” is wrong again in row {again.line}.",
        ),
        hint=Message(zh="请把最后的写法直接写在这一格里。", en="Write the final form into this cell."),
    )


def _empty(row: ListedRow, key: str, columns: Columns) -> Finding:
    return rule("missing-key").at(
        row.at(key),
        Message(zh=f"“{columns[key][0]}”这一格是空的。", en=f"the cell under “{key}” is empty."),
        hint=Message(
            zh="补上，或删去整行；说明写在以 # 开头的行里。",
            en="Fill it in or delete the row; remarks begin with #.",
        ),
    )


def _again(row: ListedRow, key: str, first: ListedRow) -> Finding:
    word = row.cell(key)
    return rule("duplicate-key").at(
        row.at(key),
        Message(
            zh=f"“{word}”与第 {first.line} 行重复。",
            en=f"“{word}” is in row {first.line} too.",
        ),
        hint=Message(zh="同一个词只写一行。", en="Write one row for each."),
    )


WordOrList = Annotated[str | WordList, InJail(_word_or_list)]
NameOrList = Annotated[str | PeopleList, InJail(_name_or_list)]
