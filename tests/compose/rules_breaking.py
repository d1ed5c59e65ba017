"""Where lines end: prohibitions, unbroken units, runts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from lines import Setting
from marks import DASH, ELLIPSIS, HYPHENS, NEVER_ENDS, NEVER_STARTS, is_han, is_western
from rules import Case, case, continued, full, rule

_NUMBER = re.compile(r"(?<![A-Za-z0-9])(?:[0-9]+|[A-Z]+(?=[+·]|(?<=[+·])))(?:[.,:+·][0-9A-Z]+)*")
_MEASURE_WORDS = (
    "万平方米|平方公里|平方米|立方米|公里|千米|厘米|毫米|公斤|千克|公顷|小时|分钟|世纪|年代|个百分点|个月|周年|万元|亿元|万人|万吨|万亩"
    "|[年月日号时点分秒天岁届期次个名位人件项条份篇幅张场家户间座层处片块亩米尺寸吨克斤升元角万亿千百级类种组批支套台辆艘趟只头匹棵颗"
    "粒册本部集章节页行字句笔道段筐夜晚封班根把盏座]"
)
_WITH_MEASURE = re.compile(rf"[0-9](?P<measure>余?多?(?:{_MEASURE_WORDS}))")
_WITH_SIGN = re.compile(r"-?[0-9][0-9.,]*[%‰℃°]|[￥¥$][0-9][0-9.,]*")
_WORD = re.compile(r"[A-Za-z]{2,}")
_PAIR = re.compile(f"{DASH}{DASH}|{ELLIPSIS}{ELLIPSIS}")


@rule
def line_start_prohibited(setting: Setting) -> Iterator[Case]:
    for line in setting.body():
        yield case(line.text[0] not in NEVER_STARTS, line, line.text[0])


@rule
def line_end_prohibited(setting: Setting) -> Iterator[Case]:
    for line in full(setting):
        yield case(line.text[-1] not in NEVER_ENDS, line, line.text[-1])


@rule
def line_start_dash_ellipsis(setting: Setting) -> Iterator[Case]:
    for line in continued(setting):
        yield case(line.text[0] not in {DASH, ELLIPSIS}, line, line.text[0])


def _unbroken(setting: Setting, pattern: re.Pattern[str], *, hyphens: str = "") -> Iterator[Case]:
    """Each match of the pattern; it holds where no line ends inside, or only with a hyphen."""
    for number, block in enumerate(setting.blocks):
        if block.kind == "heading":
            continue
        lines = setting.by_block.get(number, [])
        starts = {
            line.at[0]: line for before, line in pairwise(lines) if before.text[-1] not in (hyphens or "\0")
        }
        for found in pattern.finditer(block.text):
            parted = [starts[at] for at in range(found.start() + 1, found.end()) if at in starts]
            if parted or lines:
                yield case(not parted, parted[0] if parted else lines[0], found[0])


@rule
def dash_ellipsis_split(setting: Setting) -> Iterator[Case]:
    yield from _unbroken(setting, _PAIR)


@rule
def number_split(setting: Setting) -> Iterator[Case]:
    yield from _unbroken(setting, _NUMBER)


@rule
def number_symbol_split(setting: Setting) -> Iterator[Case]:
    yield from _unbroken(setting, _WITH_SIGN)


@rule
def number_unit_split(setting: Setting) -> Iterator[Case]:
    yield from _unbroken(setting, _WITH_MEASURE)


@rule
def latin_word_split(setting: Setting) -> Iterator[Case]:
    """A Latin word ends a line whole or with a hyphen."""
    yield from _unbroken(setting, _WORD, hyphens=HYPHENS)


@rule
def runt_line(setting: Setting) -> Iterator[Case]:
    """A last line has two characters besides its marks (CLREQ 孤字)."""
    for line in setting.body():
        if line.last and not line.first:
            letters = sum(is_han(char) or is_western(char) for char in line.text)
            yield case(letters >= 2, line, letters)
