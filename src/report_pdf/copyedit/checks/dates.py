"""Dates and times: that they exist, and that they are written in one form (GB/T 15835-2011; GB/T 7408)."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator

from report_pdf.copyedit.check import Remark
from report_pdf.copyedit.numerals import number_of
from report_pdf.copyedit.passage import Passage
from report_pdf.findings import Message, Rule, Severity

__all__ = ["RULES", "date_forms", "dates_that_are_none", "zeros_in_years"]

_IMPOSSIBLE = Rule(
    code="copyedit/impossible-date",
    severity=Severity.WARNING,
    rationale=Message(
        zh="日历上没有这一天，或一天里没有这个时刻。",
        en="The calendar has no such day, or the day no such time.",
    ),
)
_WEEKDAY = Rule(
    code="copyedit/wrong-weekday",
    severity=Severity.WARNING,
    rationale=Message(
        zh="写出的星期与这一天不符，日期或星期有一个错了。",
        en="The day of the week is not that of the date: one of the two is wrong.",
    ),
)
_FORM = Rule(
    code="copyedit/date-form",
    severity=Severity.WARNING,
    rationale=Message(
        zh="正文里的日期写“2022年11月3日”，或按 GB/T 7408 写“2022-11-03”，不用点和斜线。",
        en="Dates are written 2022年11月3日, or 2022-11-03 by GB/T 7408, not with dots or slashes.",
    ),
    source="GB/T 15835-2011; GB/T 7408",
)
_MIXED = Rule(
    code="copyedit/mixed-date",
    severity=Severity.WARNING,
    rationale=Message(
        zh="一个日期里的年、月、日要么都用汉字数字，要么都用阿拉伯数字。",
        en="Year, month and day of one date are all in figures or all in Chinese numerals.",
    ),
    source="GB/T 15835-2011",
)
_ZERO = Rule(
    code="copyedit/zero-in-year",
    severity=Severity.INFO,
    rationale=Message(
        zh="汉字写的年份，零写作“〇”，不写“零”“○”或字母。",
        en="In a year written in Chinese numerals nought is 〇, not 零, ○ or a letter.",
    ),
    source="GB/T 15835-2011, 5.2.5",
)
RULES = (_IMPOSSIBLE, _WEEKDAY, _FORM, _MIXED, _ZERO)

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:(?<!\d)\d{4}|[一二][〇零○一二三四五六七八九]{3})"
_DAY = re.compile(
    rf"(?:(?P<year>{_YEAR})年)?(?<![\d一二三四五六七八九十第个正腊闰])(?P<month>{_N})月(?:(?P<day>{_N})[日号])?"
)
_LUNAR = re.compile(r"(?:农历|阴历|夏历|旧历)[^，。；]{0,12}\Z")
_WEEK = re.compile(r"\A[^，。；日]{0,2}?[（(]?(?:星期|周|礼拜)([一二三四五六日天])")
_CLOCK = re.compile(
    r"(?<![\d:：.])(?P<hour>\d{1,2})(?:[:：](?P<minute>\d{2})(?![\d:：])|[时点](?P<spoken>\d{1,2})分)"
)
_OF_DAY = re.compile(r"(?:[日号午晨早晚夜间点时]|时间)[^\d，。；]{0,3}\Z")
_DOTTED = re.compile(
    r"(?<![\d./-])(?:19|20)\d{2}(?P<sign>[./])(?:1[0-2]|0?[1-9])(?:(?P=sign)(?:3[01]|[12]\d|0?[1-9]))?(?![\d./%-])"
)
_VERSION = re.compile(r"(?:版本?号?|[vV]|编号)\s*\Z")
_HALF = re.compile(
    r"(?<!\d)\d{2,4}年(?=[一二三四五六七八九十]{1,3}月)|[一二][〇零○一二三四五六七八九]{3}年(?=\d{1,2}月)"
    r"|(?<!\d)\d{1,2}月(?=[一二三四五六七八九十]{1,3}日)|(?<![一二三四五六七八九十个])[一二三四五六七八九十]{1,2}月(?=\d{1,2}日)"
)
_OTHER_ZERO = re.compile(r"(?<![一二三四五六七八九十百千万亿点])[一二][〇零○oO0一二三四五六七八九]{3}(?=年)")


def dates_that_are_none(passage: Passage) -> Iterator[Remark]:
    """2022年11月31日, 13月5日, 25:30, and a weekday that is another day's."""
    for found in _DAY.finditer(passage.text):
        if not passage.is_shielded(found.start()) and not _LUNAR.search(passage.text[: found.start()]):
            yield from _of_day(passage, found)
    for found in _CLOCK.finditer(passage.text):
        spoken = found["spoken"] is not None
        clock = spoken or _OF_DAY.search(passage.text[: found.start()])
        hour, minute = int(found["hour"]), int(found["minute"] or found["spoken"])
        if clock and (hour > 24 or minute > 59 or (hour == 24 and minute)):
            yield _remark(
                _IMPOSSIBLE, found, f"没有“{found.group()}”这个时刻。", f"there is no time {found.group()}."
            )


def _of_day(passage: Passage, found: re.Match[str]) -> Iterator[Remark]:
    year = number_of(found["year"]) if found["year"] else None
    month = number_of(found["month"])
    day = number_of(found["day"]) if found["day"] else None
    if month is None or (found["day"] is not None and day is None):
        return
    if not 1 <= month <= 12 and (day is not None or year is not None):
        yield _remark(_IMPOSSIBLE, found, f"没有“{month}月”。", f"there is no month {month}.")
    elif 1 <= month <= 12 and day is not None:
        last = calendar.monthrange(year or 2000, month)[1] if year is None or year > 0 else 31
        if not 1 <= day <= last:
            yield _remark(
                _IMPOSSIBLE, found, f"没有“{found.group()}”这一天。", f"there is no {found.group()}."
            )
        elif year and (
            week := _WEEK.match(passage.text, found.end()) or _WEEK.match(passage.text[found.end() :])
        ):
            yield from _weekday(found, week[1], dt.date(year, month, day))


def _weekday(found: re.Match[str], said: str, day: dt.date) -> Iterator[Remark]:
    right = "一二三四五六日"[day.weekday()]
    if said.replace("天", "日") != right:
        yield _remark(
            _WEEKDAY, found, f"{found.group()}是星期{right}，不是星期{said}。", f"{day} is {day:%A}."
        )


def date_forms(passage: Passage) -> Iterator[Remark]:
    """2022.11.3, 2022/11/3, and 二〇二二年11月3日."""
    for found in _DOTTED.finditer(passage.text):
        parts = re.split(r"[./]", found.group())
        dated = len(parts) == 3 or passage.text[found.end() : found.end() + 1] in "，、—～-"
        if (
            dated
            and not _VERSION.search(passage.text[: found.start()])
            and (len(parts) == 3 or passage.text[: found.start()] == "")
            and not _in_address(passage, found)
        ):
            year, month, *day = (str(int(part)) for part in parts)
            right = f"{year}年{month}月" + (f"{day[0]}日" if day else "")
            yield _remark(
                _FORM, found, f"日期写作“{found.group()}”。", f"the date is written {found.group()}.",
                hint=Message(zh=f"请写“{right}”。", en=f"Write {right}."),
            )  # fmt: skip
    for found in _HALF.finditer(passage.text):
        if not passage.is_shielded(found.start()):
            yield _remark(
                _MIXED,
                found,
                "一个日期里混用了汉字数字和阿拉伯数字。",
                "figures and Chinese numerals in one date.",
            )


def _in_address(passage: Passage, found: re.Match[str]) -> bool:
    """Part of a file's name or an address: more than the date itself is shielded."""
    before, after = found.start() - 1, found.end()
    return any(passage.is_shielded(at) for at in (before, after) if 0 <= at < len(passage.text))


def zeros_in_years(passage: Passage) -> Iterator[Remark]:
    """二零二二年 and 二○二二年 become 二〇二二年."""
    for found in _OTHER_ZERO.finditer(passage.text):
        after = re.sub("[零○oO0]", "〇", found.group())
        if after != found.group() and not passage.is_shielded(found.start()):
            yield Remark(
                rule=_ZERO,
                start=found.start(),
                end=found.end(),
                after=after,
                message=Message(
                    zh=f"“{found.group()}”改为“{after}”。", en=f"“{found.group()}” set as “{after}”."
                ),
            )


def _remark(rule: Rule, found: re.Match[str], zh: str, en: str, *, hint: Message | None = None) -> Remark:
    return Remark(rule=rule, start=found.start(), end=found.end(), message=Message(zh=zh, en=en), hint=hint)
