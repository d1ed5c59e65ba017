"""Where a line may end: a penalty after every character.

In: the text. Out: for each character what ending a line after it costs, ``FORBIDDEN`` where it may not. Prohibitions
are CLREQ's strict ones (行首行尾禁则, 符号分离禁则) with GB/T 15834-2011; numbers stay whole (GB/T 15835) and keep their
measure words where that does not cost a loose line. Outside quotation marks a break is free, unlike in UAX 14 LB19.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise
from math import inf

from report_pdf.typography.classes import CharClass, classify

__all__ = ["FORBIDDEN", "HYPHENATION_PENALTY", "MEASURE_WORD_PENALTY", "penalties"]

FORBIDDEN = inf
MEASURE_WORD_PENALTY = 12.0
"""What parting a number from its measure word costs: about a line stretched by 0.15 em a gap (see ``lines``)."""
HYPHENATION_PENALTY = 30.0
"""What parting a Latin word costs: less than a loose line, more than any other."""
_ORDINAL_PENALTY = 6.0
_HYPHEN_PENALTY = 4.0
_URL_PENALTY = 3.0
_NAME_PENALTY = 3.0
"""A foreign name is better not parted after its 间隔号."""

_C = CharClass

_NEVER_STARTS = frozenset(
    {
        *(_C.CLOSING, _C.PAUSE, _C.STOP, _C.MIDDLE_DOT, _C.DASH, _C.ELLIPSIS, _C.CONNECTOR, _C.SOLIDUS),
        *(
            _C.SUFFIX,
            _C.LATIN_CLOSING,
            _C.SPACE,
            _C.WIDE_SPACE,
            _C.ZERO_SPACE,
            _C.GLUE,
            _C.COMBINING,
            _C.NEWLINE,
        ),
    }
)
_NEVER_ENDS = frozenset({_C.OPENING, _C.SOLIDUS, _C.LATIN_OPENING, _C.PREFIX, _C.GLUE})
_WORD = frozenset(
    {_C.LATIN, _C.DIGIT, _C.SYMBOL, _C.PREFIX, _C.SUFFIX, _C.LATIN_OPENING, _C.LATIN_CLOSING, _C.HYPHEN}
)
_ALWAYS_ENDS = frozenset({_C.SPACE, _C.WIDE_SPACE, _C.ZERO_SPACE})


_LONG_MARKS = frozenset({_C.DASH, _C.ELLIPSIS})


def _between(before: CharClass, after: CharClass, *, strict: bool) -> float:
    """Basic prohibition (CLREQ 基本处理) lets —— and …… start a line, the strict one does not."""
    starts = not strict and after in _LONG_MARKS and before is not after
    if (after in _NEVER_STARTS and not starts) or before in _NEVER_ENDS:
        return FORBIDDEN
    if before in _ALWAYS_ENDS:
        return 0.0
    if before in _WORD and after in _WORD:
        return FORBIDDEN
    return _NAME_PENALTY if before is _C.MIDDLE_DOT else 0.0


_PAIRS = {
    strict: tuple(tuple(_between(before, after, strict=strict) for after in _C) for before in _C)
    for strict in (True, False)
}

_MEASURE_WORDS = (
    "万亿|百万|千万|万元|亿元|千元|百元|万人|亿人|万户|万名|万个|万家|万次|万件|万吨|万亩|万平方米|平方公里|平方千米|平方米|立方米"
    "|公里|千米|厘米|毫米|公斤|千克|公顷|小时|分钟|世纪|年代|年度|周年|季度|个月|星期|余万|多万|余名|余人|余次|余家|余件|多名|多人|多次|多家|多件|多个|余个"
    "|个百分点|百分点"
)
_MEASURE_CHARS = (
    "年月日号时点分秒周天岁届期次个名位人件项条份篇幅张场所家户间座栋层楼室处片块亩顷米里寸尺吨克斤升元角万亿千百十几余多"
    "倍成度级类种组批支支队股套台辆架艘只头匹棵株颗粒册本部集章节页行字词句笔票席则起宗门路线段环轮班"
)
_NUMBER_AND_MEASURE = re.compile(rf"[0-9０-９%‰](?P<measure>{_MEASURE_WORDS}|[{_MEASURE_CHARS}])")
_ORDINAL = re.compile(r"[第约近达超逾共余每](?=[0-9])")
_NUMBER_PARTS = re.compile(r"[0-9A-Za-z][·～〜–－／](?=[0-9A-Za-z])")
_LONG_WORD = re.compile(r"[!-~]{13,}")


def penalties(
    text: str,
    kinds: list[CharClass] | None = None,
    *,
    strict: bool = True,
    hyphens: Collection[int] = (),
) -> list[float]:
    """What ending a line after each character costs; the last entry is the end of the text and free.

    Args:
        text: The paragraph.
        kinds: Its characters' classes, where they are known.
        strict: —— and …… never start a line.
        hyphens: Characters within Latin words that a hyphen may follow.
    """
    kinds = classify(text) if kinds is None else kinds
    pairs = _PAIRS[strict]
    costs = [pairs[before][after] for before, after in pairwise(kinds)]
    costs.append(0.0)
    _keep_numbers(text, costs)
    _open_long_words(text, costs)
    for i in hyphens:
        costs[i] = HYPHENATION_PENALTY
    return costs


def _keep_numbers(text: str, costs: list[float]) -> None:
    for match in _NUMBER_PARTS.finditer(text):
        costs[match.end() - 1] = FORBIDDEN
    for match in _NUMBER_AND_MEASURE.finditer(text):
        for i in range(match.start(), match.end() - 1):
            costs[i] = max(costs[i], MEASURE_WORD_PENALTY)
    for match in _ORDINAL.finditer(text):
        costs[match.start()] = max(costs[match.start()], _ORDINAL_PENALTY)


def _open_long_words(text: str, costs: list[float]) -> None:
    """Addresses and other long words may part after their own joints (UAX 14 SY, HY)."""
    for match in _LONG_WORD.finditer(text):
        for i in range(match.start() + 2, match.end() - 3):
            if text[i] in "/?&=_" and text[i + 1].isalnum():
                costs[i] = _URL_PENALTY
            elif text[i] == "-" and text[i - 1].isalpha() and text[i + 1].isalpha():
                costs[i] = _HYPHEN_PENALTY
