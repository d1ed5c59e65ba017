"""How numbers are written: ranges, 万 and 亿, estimates, figures mixed with numerals (GB/T 15835-2011)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_pdf.copyedit.characters import HAN
from report_pdf.copyedit.check import Remark
from report_pdf.copyedit.numerals import number_of
from report_pdf.copyedit.passage import Passage
from report_pdf.findings import Message, Rule, Severity

__all__ = ["RULES", "estimates", "marks_in_numbers", "mixed_numbers", "number_marks", "open_ranges", "ranges"]

_RANGE_MARK = Rule(
    code="copyedit/range-mark",
    severity=Severity.INFO,
    rationale=Message(
        zh="数值范围用浪纹线“～”，起止的年月日、时刻和序号用一字线“—”，不用短横线。",
        en="A range of quantities is joined by ～, one of dates, times or serial numbers by —, neither by a hyphen.",
    ),
    source="GB/T 15834-2011, 4.13.3.2; GB/T 15835-2011",
)
_PERCENT = Rule(
    code="copyedit/percent-range",
    severity=Severity.INFO,
    rationale=Message(
        zh="百分数范围前后都写“%”，用“～”连接。", en="Both ends of a range carry their %, joined by ～."
    ),
    source="GB/T 15835-2011",
)
_OPEN = Rule(
    code="copyedit/range-without-unit",
    severity=Severity.WARNING,
    rationale=Message(
        zh="范围前一数省了“万”“亿”，会读成个位：写“9亿～16亿”，不写“9～16亿”。",
        en="A range whose first number lacks its 万 or 亿 reads as units: 9亿～16亿, not 9～16亿.",
    ),
    source="GB/T 15835-2011",
)
_MIXED = Rule(
    code="copyedit/mixed-number",
    severity=Severity.WARNING,
    rationale=Message(
        zh="一个数里，除“万”“亿”外，不能既用阿拉伯数字又用汉字数字：写4000或四千，不写4千。",
        en="But for 万 and 亿 one number is not half figures, half numerals: 4000 or 四千, not 4千.",
    ),
    source="GB/T 15835-2011",
)
_LARGE = Rule(
    code="copyedit/large-number",
    severity=Severity.INFO,
    rationale=Message(zh="满一亿的数用“亿”作单位更易读。", en="From 10,000万 on, 亿 is easier to read."),
    source="GB/T 15835-2011",
)
_ESTIMATE = Rule(
    code="copyedit/estimate-in-figures",
    severity=Severity.WARNING,
    rationale=Message(
        zh="相邻数字连用的概数和带“几”的数用汉字数字，中间不加顿号：三四个，十几个。",
        en="Estimates are in Chinese numerals, without a mark between: 三四个, 十几个.",
    ),
    source="GB/T 15835-2011; GB/T 15834-2011, 4.5.3.4",
)
_IN_NUMBER = Rule(
    code="copyedit/mark-in-number",
    severity=Severity.WARNING,
    rationale=Message(
        zh="小数点是半角“.”，时刻里的冒号是半角“:”，分节不用全角逗号。",
        en="In a number the point is “.”, in a time the colon is “:”, and no full-width comma groups figures.",
    ),
    source="GB/T 15835-2011",
)
RULES = (_RANGE_MARK, _PERCENT, _OPEN, _MIXED, _LARGE, _ESTIMATE, _IN_NUMBER)

_NUMBER = r"\d+(?:\.\d+)?"
_UNIT = (
    "万人次|人次|万|亿|元|美元|个|名|位|人|户|家|件|项|次|场|篇|份|处|座|棵|株|倍|分|岁|天|周|小时|分钟|秒|米|毫米|厘米|千米|公里"
    "|里|平方米|公顷|亩|斤|公斤|千克|克|吨|升|毫升|度|摄氏度|℃|%|％|km|m|cm|mm|kg|g|℃|mL|L|余|多|张|条|只|头|本|册|幅|支|套|台|辆"
)
_SERIAL = "年|月|日|号|时|点|页|章|节|条|期|卷|版|届|班|年级|层|楼|级|路|季度"
_RANGE = re.compile(
    rf"(?P<before>(?<![\d.A-Za-z/:：—～~-])第?{_NUMBER}(?:%|万|亿)?)(?P<mark>[ ]?(?:[-~－–∼〜]|--)[ ]?)"
    rf"(?P<after>{_NUMBER})(?:(?P<serial>(?:{_SERIAL})(?!程))|(?P<unit>(?:{_UNIT})))"
)
_SPELT_RANGE = re.compile(rf"(?<=[{HAN}])[~〜∼](?=[{HAN}])|(?<=\d[%％万亿元年月日个人])[~〜∼](?=\d)")
_BARE_PERCENT = re.compile(rf"(?<![\d.])(?P<low>{_NUMBER})[ ]?[-~～—–][ ]?(?P<high>{_NUMBER})(?P<sign>[%％])")
_BARE_POWER = re.compile(
    rf"(?<![\d.%第])(?P<low>{_NUMBER})[ ]?(?:[-~～—–]|至|到)[ ]?(?P<high>{_NUMBER})(?P<power>[万亿])"
)
_HALF_NUMBER = re.compile(
    r"(?<![\d.第])\d{1,3}(?:\.\d+)?(?:千(?=[万多余来个元人名次斤亩吨户家条份件篇块册本株棵]|[\d零一二三四五六七八九]百?)"
    r"|百(?=[万多余来个元人名次斤亩吨户家条份件篇块册本株棵]|[\d零一二三四五六七八九]十?(?![\d年])))"
    r"|(?<![\d.])\d+万(?=[一二三四五六七八九]千)"
)
_TEN_THOUSANDS = re.compile(r"(?<![\d.,])[1-9]\d{0,3}0000万")
_FIGURES_PAUSE = re.compile(
    r"(?<![\d.、，第至])(?P<low>[1-8])(?P<mark>、)(?P<high>[2-9])(?=[个天名位人岁次里斤米万亿块家户棵只])"
)
_NUMERALS_PAUSE = re.compile(
    r"(?<![第、一二三四五六七八九十百千])(?P<low>[一二三四五六七八])(?P<mark>、)(?P<high>[二三四五六七八九])(?=[个天名位岁里斤米万十百千块只棵口])"
)
_SOME_TENS = re.compile(r"(?<![\d.])(?:\d+几|几\d+)(?=[个天名位人岁次里斤米年万亿块元家户棵只多])")
_DOT = re.compile(r"(?<=\d)。(?=\d)")
_WIDE_DOT = re.compile(r"(?<=\d)．(?=\d)")
_COMMA = re.compile(
    r"(?<![\d，.])\d{1,3}(?:，\d{3})+(?![\d，])(?=[多余万亿元个人名次件户亩吨米公平册株棵台])"
)
_COLON = re.compile(r"(?<![\d：])(?:[01]?\d|2[0-4])(?P<mark>：)[0-5]\d(?![\d：])")
_TIME_BEFORE = re.compile(r"(?:[午晨早晚夜间日号到至—～~-]|时间)[^\d，。；：]{0,2}\Z")
_TIME_AFTER = re.compile(r"[ ]?[-—～~至到][ ]?\d{1,2}[:：]\d{2}|[ ]?(?:开始|出发|集合|开放|开门|关门|结束)")


def ranges(passage: Passage) -> Iterator[Remark]:
    """5-10人 becomes 5～10人, 2020-2022年 becomes 2020—2022年; codes, scores and times stay."""
    if passage.foreign:
        return
    for found in _RANGE.finditer(passage.text):
        low, high = (float(found[side].lstrip("第").rstrip("%万亿")) for side in ("before", "after"))
        start, end = found.span("mark")
        if (
            passage.is_shielded(start)
            or passage.is_shielded(end - 1)
            or (low >= high and "亿" not in found["before"])
        ):
            continue
        after = "—" if found["serial"] or found["before"].startswith("第") else "～"
        yield _set(_RANGE_MARK, start, end, found["mark"], after)
    for found in _SPELT_RANGE.finditer(passage.text):
        if not passage.is_shielded(found.start()):
            yield _set(_RANGE_MARK, found.start(), found.end(), found.group(), "～")
    for found in _BARE_PERCENT.finditer(passage.text):
        if float(found["low"]) < float(found["high"]):
            at = found.end("low")
            yield Remark(
                rule=_PERCENT, start=found.start(), end=at, after=found["low"] + found["sign"],
                message=Message(zh=f"范围的前一数缺“{found['sign']}”。", en="the range's first number has no %."),
            )  # fmt: skip


def open_ranges(passage: Passage) -> Iterator[Remark]:
    """9～16亿, and 20000万."""
    for found in _BARE_POWER.finditer(passage.text):
        low, high, power = found["low"], found["high"], found["power"]
        if float(low) < float(high):
            yield _said(_OPEN, found, f"范围的前一数缺“{power}”。", f"the first number has no {power}.",
                hint=f"若指{low}{power}，请写“{low}{power}～{high}{power}”。")  # fmt: skip
    for found in _TEN_THOUSANDS.finditer(passage.text):
        yield _said(_LARGE, found, f"“{found.group()}”可以写作“{int(found.group()[:-1]) // 10000}亿”。",
            "this can be written with 亿.")  # fmt: skip


def mixed_numbers(passage: Passage) -> Iterator[Remark]:
    """4千, 3百多, 2万五千; 千瓦 and 百分 are units."""
    for found in _HALF_NUMBER.finditer(passage.text):
        if not passage.is_shielded(found.start()) or "." in found.group():  # a decimal is shielded as a whole
            yield _said(
                _MIXED,
                found,
                f"“{found.group()}”混用了阿拉伯数字和汉字数字。",
                "figures and numerals in one number.",
            )


def estimates(passage: Passage) -> Iterator[Remark]:
    """3、4个, 三、四个, 10几个."""
    for pattern in (_FIGURES_PAUSE, _NUMERALS_PAUSE):
        for found in pattern.finditer(passage.text):
            if (number_of(found["high"]) or 0) - (number_of(found["low"]) or 0) == 1:
                yield _said(
                    _ESTIMATE,
                    found,
                    "概数不用顿号，也不用阿拉伯数字。",
                    "an estimate has no mark between and is in numerals.",
                )
    for found in _SOME_TENS.finditer(passage.text):
        yield _said(_ESTIMATE, found, "带“几”的数用汉字数字。", "a number with 几 is in Chinese numerals.")


def number_marks(passage: Passage) -> Iterator[Remark]:
    """3．5 becomes 3.5, 上午8：30 becomes 上午8:30."""
    for found in _WIDE_DOT.finditer(passage.text):
        yield _set(_IN_NUMBER, found.start(), found.end(), "．", ".")
    for found in _COLON.finditer(passage.text):
        if _TIME_BEFORE.search(passage.text[: found.start()]) or _TIME_AFTER.match(
            passage.text[found.end() :]
        ):
            yield _set(_IN_NUMBER, found.start("mark"), found.end("mark"), "：", ":")


def marks_in_numbers(passage: Passage) -> Iterator[Remark]:
    """3。5, 1，280元."""
    for found in _DOT.finditer(passage.text):
        yield _said(_IN_NUMBER, found, "数字中间有句号。", "a full stop inside a number.")
    for found in _COMMA.finditer(passage.text):
        yield _said(
            _IN_NUMBER, found, "数字用全角逗号分节。", "figures grouped by full-width commas.",
            hint="请去掉逗号，或用半角逗号、半角空格。",
        )  # fmt: skip


def _set(rule: Rule, start: int, end: int, before: str, after: str) -> Remark:
    return Remark(
        rule=rule,
        start=start,
        end=end,
        after=after,
        at=start + len(before) - len(before.lstrip(" ")),
        message=Message(zh=f"“{before}”改为“{after}”。", en=f"“{before}” set as “{after}”."),
    )


def _said(rule: Rule, found: re.Match[str], zh: str, en: str, *, hint: str = "") -> Remark:
    return Remark(
        rule=rule,
        start=found.start(),
        end=found.end(),
        message=Message(zh=zh, en=en),
        hint=Message(zh=hint, en=rule.rationale.en) if hint else None,
    )
