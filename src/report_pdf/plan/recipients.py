"""A list of people becomes recipients: which column is what, who gets which supplements; every mistake at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from report_pdf.findings import Finding, Message, Place
from report_pdf.model.packets import PacketsPlan, Recipient, RecipientList
from report_pdf.model.plan import EditionName, IssuePlan
from report_pdf.plan.recipients_findings import (
    BAD_CELL,
    BAD_NUMBER,
    BAD_RULE,
    BAD_SUPPLEMENT,
    NO_COLUMN,
    NO_NAME,
)
from report_pdf.plan.recipients_rules import Condition, condition
from report_pdf.plan.recipients_table import Row, Table, read_table

__all__ = ["COLUMNS", "read_recipients"]

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("姓名", "名字", "收件人", "name", "recipient"),
    "title": ("称谓", "称呼", "职务", "头衔", "title", "salutation"),
    "email": ("邮箱", "电子邮箱", "邮件", "邮件地址", "电子邮件", "email", "e-mail", "mail", "address"),
    "number": ("编号", "序号", "号", "number", "no", "no.", "id"),
    "supplements": ("附件", "附录", "supplements", "attachments"),
    "language": ("语言", "信的语言", "language", "lang"),
    "greeting": ("问候", "问候语", "抬头", "greeting"),
}
"""What a column may be called, in any case; every other column is free, for rules and greetings."""

_NUMBER: Final = re.compile(r"[\w.()-]{1,40}")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LANGUAGES: Final = {"中文": "zh-CN", "汉语": "zh-CN", "简体": "zh-CN", "英文": "en", "英语": "en"}
_ALL, _NONE = frozenset({"全部", "所有", "all"}), frozenset({"无", "不要", "none", "-"})
_FIELD: Final = re.compile(r"\{([^{}]*)\}")
_LONGEST_NAME: Final = 40
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]")


@dataclass(frozen=True, slots=True)
class _Choice:
    """A rule, ready to be asked."""

    holds: Condition
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a row is read by. ``columns``: where each known column stands; ``known``: supplements' keys by every name."""

    table: Table
    columns: Mapping[str, int]
    known: Mapping[str, str]
    every: tuple[str, ...]
    choices: tuple[_Choice, ...]
    greeting: str
    language: str

    def greeting_in(self, language: str) -> str:
        """The issue's own greeting, unless the letter is in another language."""
        return "" if language and language[:2] != self.language[:2] else self.greeting

    def cell(self, row: Row, column: str) -> str:
        return row.cells[self.columns[column]] if column in self.columns else ""

    def at(self, row: Row, column: str) -> Place:
        return self.table.at(row, self.columns.get(column))


def read_recipients(path: Path, plan: IssuePlan) -> RecipientList:
    """Everybody on the list, in its order, and all that is wrong with it; addresses are not parsed here.

    Raises:
        InputError: The file is no table at all.
    """
    table = read_table(path)
    findings: list[Finding] = []
    columns = _columns(table, findings)
    known, every = _supplements(plan)
    choices = tuple(_choices(plan.packets, table, known, findings))
    _check_greeting(plan.packets, table, findings)
    desk = _Desk(table, columns, known, every, choices, plan.packets.greeting, plan.language)
    recipients: list[Recipient] = []
    numbers: dict[str, Row] = {}
    for position, row in enumerate(table.rows, 1):
        found = list(_faults(row, desk))
        recipient, more = _recipient(row, position, desk)
        found += more
        if (first := numbers.setdefault(recipient.number.casefold(), row)) is not row:
            found.append(_twice(recipient, first, desk.at(row, "number")))
        findings += found
        recipients.append(recipient)
    if not table.rows:
        findings.append(
            NO_NAME.at(Place(file=table.file), Message(zh="名单里没有人。", en="the list is empty."))
        )
    return RecipientList(recipients=tuple(recipients), findings=tuple(findings))


def _columns(table: Table, findings: list[Finding]) -> Mapping[str, int]:
    meanings = {alias: key for key, aliases in COLUMNS.items() for alias in aliases}
    columns: dict[str, int] = {}
    seen: dict[str, int] = {}
    for at, head in enumerate(table.head):
        place = Place(file=table.file, line=1, column=at + 1)
        if head and seen.setdefault(head, at) != at:
            findings.append(
                NO_COLUMN.at(place, Message(zh=f"“{head}”有两列。", en=f"there are two columns “{head}”."))
            )
        key = meanings.get(head.lower())
        if key is not None:
            columns.setdefault(key, at)
    if "name" not in columns:
        findings.append(
            NO_COLUMN.at(
                Place(file=table.file, line=1),
                Message(zh="没有“姓名”这一列。", en="there is no column of names."),
                hint=Message(
                    zh="第一行写列名：姓名,称谓,邮箱,编号,附件,语言。",
                    en="Name the columns in the first row: name,title,email,number.",
                ),
            )
        )
    return columns


def _supplements(plan: IssuePlan) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """Every name of every supplement for the mail, and all keys: letter, number, file, title."""
    known: dict[str, str] = {}
    every = []
    for at, supplement in enumerate(plan.supplements):
        if EditionName.EMAIL not in supplement.editions:
            continue
        key = f"supplement-{at + 1}"
        every.append(key)
        file = Path(supplement.source.name)
        letter = chr(ord("a") + at) if at < 26 else ""
        for name in (
            letter,
            str(at + 1),
            f"附件{at + 1}",
            file.name,
            file.stem,
            supplement.source.name,
            supplement.title,
        ):
            if name:
                known.setdefault(name.casefold(), key)
    return known, tuple(every)


def _choices(
    packets: PacketsPlan, table: Table, known: Mapping[str, str], findings: list[Finding]
) -> Iterator[_Choice]:
    columns = frozenset(filter(None, table.head))
    for rule in packets.rules:
        missing = [name for name in rule.take if name.casefold() not in known]
        findings += (BAD_SUPPLEMENT.at(rule.place, _no_such(name), hint=_which(known)) for name in missing)
        try:
            holds = condition(rule.when, columns)
        except ValueError as error:
            message = Message(
                zh=f"读不懂“{rule.when}”，在“{error}”。", en=f"“{rule.when}” cannot be read, at “{error}”."
            )
            hint = Message(
                zh=f"名单里的列：{'、'.join(sorted(columns))}。", en=f"Columns: {', '.join(sorted(columns))}."
            )
            findings.append(BAD_RULE.at(rule.place, message, hint=hint))
            continue
        if not missing:
            yield _Choice(holds, tuple(dict.fromkeys(known[name.casefold()] for name in rule.take)))


def _check_greeting(packets: PacketsPlan, table: Table, findings: list[Finding]) -> None:
    for name in _FIELD.findall(packets.greeting):
        if name not in table.head:
            message = Message(
                zh=f"greeting 里的“{{{name}}}”不是名单的列。", en=f"“{{{name}}}” in greeting is no column."
            )
            findings.append(BAD_RULE.at(Place(file=table.file, line=1), message))


def _faults(row: Row, desk: _Desk) -> Iterator[Finding]:
    if len(row.cells) > len(desk.table.head) and any(row.cells[len(desk.table.head) :]):
        yield BAD_CELL.at(
            desk.table.at(row, len(desk.table.head)),
            Message(
                zh=f"这行多出一格：{row.cells[len(desk.table.head)][:30]}",
                en="the row has more cells than the head.",
            ),
            hint=Message(zh="含逗号的内容要放在引号里。", en="Put text with commas in quotes."),
        )
    name = desk.cell(row, "name")
    if "name" in desk.columns and not name:
        yield NO_NAME.at(desk.at(row, "name"), Message(zh="没有姓名。", en="there is no name."))
    for column in ("name", "title", "number", "greeting"):
        text = desk.cell(row, column)
        if _CONTROL.search(text):
            message = Message(zh="有看不见的字符或乱码。", en="it holds invisible or broken characters.")
            yield BAD_CELL.at(
                desk.at(row, column), message, hint=Message(zh="删去重新键入。", en="Type it anew.")
            )
        elif column != "greeting" and len(text) > _LONGEST_NAME:
            message = Message(
                zh=f"超过 {_LONGEST_NAME} 个字，封面上放不下。", en=f"more than {_LONGEST_NAME} characters."
            )
            yield BAD_CELL.at(desk.at(row, column), message)


def _recipient(row: Row, position: int, desk: _Desk) -> tuple[Recipient, list[Finding]]:
    found: list[Finding] = []
    number = desk.cell(row, "number") or f"{position:04}"
    if not _NUMBER.fullmatch(number) or number.startswith("."):
        message = Message(zh=f"编号“{number}”不能作文件名。", en=f"“{number}” cannot name a file.")
        hint = Message(zh="用数字、字母、汉字和 - _ .。", en="Use letters, digits, - _ and dots.")
        found.append(BAD_NUMBER.at(desk.at(row, "number"), message, hint=hint))
    language = desk.cell(row, "language")
    language = _LANGUAGES.get(language, language)
    if language and not _LANGUAGE.fullmatch(language):
        message = Message(zh=f"不认识的语言“{language}”。", en=f"unknown language “{language}”.")
        found.append(
            BAD_CELL.at(
                desk.at(row, "language"),
                message,
                hint=Message(zh="写 zh-CN 或 en。", en="Write zh-CN or en."),
            )
        )
    columns = dict(zip(desk.table.head, row.cells, strict=False))
    return Recipient(
        number=number,
        name=desk.cell(row, "name"),
        title=desk.cell(row, "title"),
        email=desk.cell(row, "email"),
        greeting=desk.cell(row, "greeting")
        or _FIELD.sub(lambda field: columns.get(field[1], ""), desk.greeting_in(language)),
        language=language,
        supplements=_chosen(row, columns, desk, found),
        place=desk.table.at(row),
        email_place=desk.at(row, "email"),
        columns=columns,
    ), found


def _chosen(row: Row, columns: Mapping[str, str], desk: _Desk, found: list[Finding]) -> tuple[str, ...]:
    """The row's own choice, else the first rule that holds, else everything."""
    written = desk.cell(row, "supplements").strip("[]【】()（） ")
    if not written:
        return next((choice.keys for choice in desk.choices if choice.holds(columns)), desk.every)
    if written.casefold() in _ALL | _NONE:
        return desk.every if written.casefold() in _ALL else ()
    keys = []
    for name in _names(written, desk.known):
        if name.casefold() in desk.known:
            keys.append(desk.known[name.casefold()])
        else:
            found.append(
                BAD_SUPPLEMENT.at(desk.at(row, "supplements"), _no_such(name), hint=_which(desk.known))
            )
    return tuple(dict.fromkeys(keys))


def _names(written: str, known: Mapping[str, str]) -> Sequence[str]:
    """A title may hold a comma itself."""
    if written.casefold() in known:
        return [written]
    return [name for part in re.split(r"[,，、;；\s]+", written) if (name := part.strip("\"'“”"))]


def _no_such(name: str) -> Message:
    return Message(zh=f"邮件版没有附件“{name}”。", en=f"the email edition has no supplement “{name}”.")


def _which(known: Mapping[str, str]) -> Message:
    names = "、".join(name for name in known if len(name) == 1 or not name.isascii())
    return Message(zh=f"可写：{names}，或“全部”“无”。", en=f"Write one of {names}, or all, none.")


def _twice(recipient: Recipient, first: Row, place: Place) -> Finding:
    return BAD_NUMBER.at(
        place,
        Message(
            zh=f"编号“{recipient.number}”与第 {first.line} 行重复。",
            en=f"number “{recipient.number}” is in row {first.line} too.",
        ),
    )
