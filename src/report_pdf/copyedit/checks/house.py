"""The desk's own lists: words it does not write (``words.csv``), people and their titles (``names.csv``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_pdf.copyedit.characters import HAN
from report_pdf.copyedit.check import Remark
from report_pdf.copyedit.dictionary import stands_alone
from report_pdf.copyedit.passage import Passage
from report_pdf.findings import Message, Rule, Severity
from report_pdf.model.plan import HouseWord, Person

__all__ = ["RULES", "TITLES", "house_corrections", "house_remarks", "people"]

_WORD = Rule(
    code="copyedit/house-word",
    severity=Severity.WARNING,
    rationale=Message(
        zh="本刊用词表（words.csv）规定的写法。引号、书名号里的原文不改，只提醒。",
        en="A word of the desk's list (words.csv). Quotations and titles are not changed, only pointed out.",
    ),
    source="words.csv",
)
_TITLE = Rule(
    code="copyedit/person-title",
    severity=Severity.WARNING,
    rationale=Message(
        zh="人名前后的职务与人名表（names.csv）不符。",
        en="The title beside a name is not the one in names.csv.",
    ),
    source="names.csv",
)
_NAME = Rule(
    code="copyedit/person-name",
    severity=Severity.WARNING,
    rationale=Message(
        zh="与人名表（names.csv）或 lint: names 里的名字只差一字。",
        en="One character away from a name of the desk's lists.",
    ),
    source="names.csv",
)
RULES = (_WORD, _TITLE, _NAME)

TITLES = (
    "副主席|主席|副会长|会长|副理事长|理事长|副书记|书记|副主任|主任|副秘书长|秘书长|常委|委员|副局长|局长|副镇长|镇长|副区长|区长"
    "|副县长|县长|副市长|市长|副省长|省长|副乡长|乡长|副部长|部长|副校长|校长|副院长|院长|副主编|主编|副总编辑|总编辑|编辑|记者"
    "|副教授|教授|副总经理|总经理|董事长|副社长|社长|副所长|所长|副处长|处长|副科长|科长|副馆长|馆长|副站长|站长|队长|副队长|村长"
    "|村支书|支书|副总裁|总裁|经理|老师|博士|工程师|研究员|副研究员|馆员|讲师|助理"
)
_BEFORE = re.compile(rf"(?:{TITLES})\Z")
_AFTER = re.compile(rf"\A(?:{TITLES})")
_FREE = ("老师", "记者", "博士", "编辑")
"""What anybody may be called."""
_CALLED = "先女同老小"
"""陈先生 is no slip for 陈砚生."""


def house_corrections(passage: Passage) -> Iterator[Remark]:
    """Where the list says what is right."""
    for word, found in _found(passage):
        if word.right and not _quoted(passage, found.start()):
            yield Remark(
                rule=_WORD, start=found.start(), end=found.end(), after=word.right,
                message=Message(
                    zh=f"“{word.wrong}”改为“{word.right}”{_because(word)}。",
                    en=f"“{word.wrong}” set as “{word.right}”{_because(word)}.",
                ),
            )  # fmt: skip


def house_remarks(passage: Passage) -> Iterator[Remark]:
    """Where it only says what is wrong, or a quotation says so."""
    for word, found in _found(passage):
        if not word.right or _quoted(passage, found.start()):
            yield Remark(
                rule=_WORD, start=found.start(), end=found.end(),
                message=Message(zh=f"本刊不用“{word.wrong}”{_because(word)}。", en=f"“{word.wrong}” is not used{_because(word)}."),
                hint=Message(zh=f"本刊写“{word.right}”。", en=f"The desk writes “{word.right}”.") if word.right else None,
            )  # fmt: skip


def _found(passage: Passage) -> Iterator[tuple[HouseWord, re.Match[str]]]:
    for word in passage.house_words:
        for found in re.finditer(re.escape(word.wrong), passage.text):
            start, end = found.span()
            if not passage.is_shielded(start) and not _is_right(passage.text, word, start) and (
                end - start > 1 or stands_alone(passage.text, start, end)
            ):  # fmt: skip
                yield word, found


def _is_right(text: str, word: HouseWord, at: int) -> bool:
    """Part of the right form: 防控 in 疫情防控."""
    inside = word.right.find(word.wrong)
    return inside >= 0 and text[max(0, at - inside) :].startswith(word.right) and at >= inside


def _quoted(passage: Passage, at: int) -> bool:
    return any(passage.inside(at, marks) for marks in ("“”", "《》"))


def _because(word: HouseWord) -> str:
    return f"（{word.reason}）" if word.reason else ""


def people(passage: Passage) -> Iterator[Remark]:
    """A title that the list does not give, and a name that is almost one of the list's."""
    for person in passage.people:
        for found in re.finditer(re.escape(person.name), passage.text):
            yield from _titles(passage.text, person, found)
        yield from _near(passage, person)


def _titles(text: str, person: Person, found: re.Match[str]) -> Iterator[Remark]:
    before, after = (
        _BEFORE.search(text[max(0, found.start() - 8) : found.start()]),
        _AFTER.match(text[found.end() :]),
    )
    spans = []
    if before is not None:
        spans.append((found.start() - len(before.group()), before.group()))
    if after is not None and not text[found.end() + after.end() :].startswith(("的", "和", "与", "、")):
        spans.append((found.end(), after.group()))
    for start, title in spans:
        if person.titles and title not in _FREE and not any(_fits(title, known) for known in person.titles):
            yield Remark(
                rule=_TITLE, start=start, end=start + len(title),
                message=Message(
                    zh=f"{person.name}写作“{title}”，人名表里是“{'、'.join(person.titles)}”。",
                    en=f"{person.name} is called {title}; the list says {', '.join(person.titles)}.",
                ),
            )  # fmt: skip


def _fits(title: str, known: str) -> bool:
    """会长 fits 协会会长, and not 副会长."""
    return known == title or (known.endswith(title) and not known.endswith("副" + title))


def _near(passage: Passage, person: Person) -> Iterator[Remark]:
    """Of three characters or more, one in the middle or the first other: 陈彦生 for 陈砚生."""
    name, known = person.name, {one.name for one in passage.people}
    if len(name) < 3:
        return
    others = [rf"{re.escape(name[:i])}[{HAN}]{re.escape(name[i + 1 :])}" for i in range(len(name) - 1)]
    others.append(rf"{re.escape(name[:-1])}[{HAN}]")
    for found in re.finditer("|".join(others), passage.text):
        last = found.group()[:-1] == name[:-1]
        same = found.group() in known or found.group()[1] in _CALLED
        titled = _BEFORE.search(passage.text[max(0, found.start() - 8) : found.start()])
        alone = stands_alone(passage.text, *found.span())
        if not same and (not last or titled or alone) and not passage.is_shielded(found.start()):
            yield Remark(
                rule=_NAME, start=found.start(), end=found.end(),
                message=Message(
                    zh=f"“{found.group()}”与“{name}”只差一字。", en=f"“{found.group()}” is one character from “{name}”."
                ),
            )  # fmt: skip
