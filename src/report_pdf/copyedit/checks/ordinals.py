"""Numbered congresses, plans and anniversaries against the calendar: 第二十届, “十四五”, 建党101周年."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_pdf.copyedit.check import Remark
from report_pdf.copyedit.numerals import chinese_number, number_of
from report_pdf.copyedit.passage import Passage
from report_pdf.findings import Message, Rule, Severity

__all__ = ["RULES", "ordinals"]

_ORDINAL = Rule(
    code="copyedit/wrong-ordinal",
    severity=Severity.WARNING,
    rationale=Message(
        zh="届次、五年规划和周年与年份对不上；党的代表大会论“次”，人大、政协和中央委员会论“届”。",
        en="The number of a congress, plan or anniversary does not fit its year, or is counted by the wrong word.",
    ),
    source="the calendar; 《中国共产党章程》; 《中华人民共和国宪法》",
)
RULES = (_ORDINAL,)

_N = r"(?P<number>\d{1,3}|[一二三四五六七八九十百〇零]{1,6})"
_PARTY = {12: 1982, 13: 1987, 14: 1992, 15: 1997, 16: 2002, 17: 2007, 18: 2012, 19: 2017, 20: 2022}
"""The Party's congresses by year."""
_CONGRESS_WORD = re.compile(rf"(?:中国共产党|中共|党的)第?{_N}届全国代表大会")
_COMMITTEE_WORD = re.compile(
    rf"第{_N}次(?=中央委员会|全国人民代表大会(?!会议)|全国人大(?!会议)|中国人民政治协商会议)"
)
_CONGRESS_YEAR = re.compile(
    r"(?P<year>\d{4})年(?:\d{1,2}月)?[，]?(?:召开的?)?(?:党的|中共)(?P<number>十[二三四五六七八九]|二十)大(?=召开|胜利|闭幕|开幕|报告|是)"
)
_PLAN = re.compile(
    r"“?(?P<number>十[一二三四五]?)五”?(?:规划|计划|时期|期间)*[（(](?P<start>\d{4})(?:年)?[—～~-]{1,2}(?P<end>\d{4})(?:年)?[）)]"
)
_BIRTHS = {
    "中国共产党成立": 1921, "建党": 1921, "中国共产党建党": 1921, "新中国成立": 1949, "中华人民共和国成立": 1949, "建国": 1949,
    "改革开放": 1978, "建军": 1927, "中国人民解放军建军": 1927, "五四运动": 1919, "抗日战争胜利": 1945, "抗战胜利": 1945,
    "红军长征胜利": 1936, "长征胜利": 1936, "辛亥革命": 1911, "香港回归": 1997, "香港回归祖国": 1997, "澳门回归": 1999,
    "澳门回归祖国": 1999, "人民政协成立": 1949, "抗美援朝出国作战": 1950,
}  # fmt: skip
_ANNIVERSARY = re.compile(
    rf"(?P<year>(?<!\d)\d{{4}})年[^。；\d]{{0,16}}?(?P<event>{'|'.join(sorted(_BIRTHS, key=len, reverse=True))}){_N}周年"
)
_FIRST_PLAN_YEAR = 1951
_PLAN_YEARS = 5


def ordinals(passage: Passage) -> Iterator[Remark]:
    """All of the above; nothing where the desk has named the words as its own."""
    for finder in (_counted, _congresses, _plans, _anniversaries):
        for remark in finder(passage.text):
            if not passage.is_shielded(remark.start):
                yield remark


def _counted(text: str) -> Iterator[Remark]:
    for found in _CONGRESS_WORD.finditer(text):
        at = text.index("届", found.start())
        yield _remark(
            at, at + 1, "党的全国代表大会论“次”，不论“届”。", "the Party's congresses are counted by 次."
        )
    for found in _COMMITTEE_WORD.finditer(text):
        at = found.end() - 1
        before = text[max(0, found.start() - 12) : found.start()]
        if text[found.end() :].startswith("中国人民政治") or not before.endswith("次会议"):
            yield _remark(at, at + 1, "这里论“届”，不论“次”。", "this is counted by 届.")


def _congresses(text: str) -> Iterator[Remark]:
    for found in _CONGRESS_YEAR.finditer(text):
        year = _PARTY.get(chinese_number(found["number"]) or 0)
        if year is not None and int(found["year"]) != year:
            yield _found(found, f"党的{found['number']}大在{year}年。", f"that congress was held in {year}.")


def _plans(text: str) -> Iterator[Remark]:
    for found in _PLAN.finditer(text):
        number = chinese_number(found["number"]) or 0
        start = _FIRST_PLAN_YEAR + _PLAN_YEARS * number
        if (int(found["start"]), int(found["end"])) != (start, start + _PLAN_YEARS - 1) and number >= 10:
            right = f"{start}—{start + _PLAN_YEARS - 1}"
            yield _found(found, f"“{found['number']}五”是{right}年。", f"that plan is for {right}.")


def _anniversaries(text: str) -> Iterator[Remark]:
    for found in _ANNIVERSARY.finditer(text):
        said, born = number_of(found["number"]), _BIRTHS[found["event"]]
        years = int(found["year"]) - born
        if said is not None and said != years:
            yield _found(
                found,
                f"{found['event']}在{born}年，到{found['year']}年是{years}周年。",
                f"that was in {born}: {years} years in {found['year']}.",
            )


def _found(found: re.Match[str], zh: str, en: str) -> Remark:
    start, end = found.span("number")
    return _remark(start, end, zh, en)


def _remark(start: int, end: int, zh: str, en: str) -> Remark:
    return Remark(
        rule=_ORDINAL,
        start=start,
        end=end,
        message=Message(zh=zh, en=en),
        hint=Message(zh="请核对届次和年份。", en="Check the number and the year."),
    )
