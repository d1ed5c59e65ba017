"""Headings of one level and place are made alike, numbered alike, and short."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from report_pdf.copyedit.check import Remark, Sheet
from report_pdf.findings import Message, Rule, Severity
from report_pdf.model.manuscript import Bullet, Heading, Part

__all__ = ["RULES", "headings"]

_FORM = Rule(
    code="copyedit/heading-form",
    severity=Severity.INFO,
    rationale=Message(
        zh="同一级的小标题形式一致：都是一句，或都是用空格（逗号）隔开的两句；编号用同一种数字。",
        en="Headings of one level are alike: all of one phrase or all of two, numbered by one kind of numeral.",
    ),
    source="house style; GB/T 15835-2011",
)
_LENGTH = Rule(
    code="copyedit/heading-length",
    severity=Severity.INFO,
    rationale=Message(
        zh="小标题超过30个字，在栏里要占三行以上。",
        en="A heading of more than 30 characters takes three lines of a column.",
    ),
    source="house style",
)
RULES = (_FORM, _LENGTH)

_LONGEST = 30
_LEAST = 3
_PAIR = 2
_HAN_NUMERALS = "一二三四五六七八九十"


def headings(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, Remark]]:
    """The odd one of a group, and the long ones."""
    for sheet in sheets:
        if isinstance(sheet.block, Heading) and len(sheet.passage.text) > _LONGEST:
            text = sheet.passage.text
            message = Message(zh=f"小标题有{len(text)}个字。", en=f"a heading of {len(text)} characters.")
            yield sheet, Remark(rule=_LENGTH, start=0, end=len(text), message=message)
    for group in _groups(sheets):
        yield from _unlike(group)
        numbered = [sheet for sheet in group if _number(sheet)]
        yield from _odd(numbered, lambda sheet: _number(sheet)[0] in _HAN_NUMERALS, "编号的数字", "numerals")
    yield from _bullets(sheets)


def _groups(sheets: Sequence[Sheet]) -> Iterator[list[Sheet]]:
    """Headings of one level between two of a higher one."""
    open_groups: dict[int, list[Sheet]] = {}
    article = -1
    for sheet in sheets:
        block = sheet.block
        if sheet.article != article or isinstance(block, Part):
            yield from open_groups.values()
            open_groups, article = {}, sheet.article
        if isinstance(block, Heading):
            for level in [level for level in open_groups if level > block.level]:
                yield open_groups.pop(level)
            open_groups.setdefault(block.level, []).append(sheet)
    yield from open_groups.values()


def _unlike(group: Sequence[Sheet]) -> Iterator[tuple[Sheet, Remark]]:
    """One heading of another form where all others are of two phrases, the first always of one length."""
    forms = [_phrases(sheet.passage.text) for sheet in group]
    others = [form for form in forms if len(form) == _PAIR]
    parallel = len({first for first, *_ in others}) == 1
    if len(others) >= _LEAST and len(others) == len(forms) - 1 and parallel:
        odd = next(sheet for sheet, form in zip(group, forms, strict=True) if len(form) != _PAIR)
        message = Message(
            zh="同级的小标题都是两句，这一个不是。", en="the other headings of its level are of two phrases."
        )
        yield odd, Remark(rule=_FORM, start=0, end=len(odd.passage.text), message=message)


def _odd(
    group: Sequence[Sheet], trait: Callable[[Sheet], object], zh: str, en: str
) -> Iterator[tuple[Sheet, Remark]]:
    """Those unlike most; of two equally frequent traits the first is the rule."""
    counts = Counter(trait(sheet) for sheet in group)
    if len(counts) != 2:
        return
    usual = max(counts, key=lambda one: (counts[one], one == trait(group[0])))
    for sheet in group:
        if trait(sheet) != usual:
            message = Message(
                zh=f"与同级小标题的{zh}不一致。", en=f"its {en} differs from the other headings'."
            )
            yield sheet, Remark(rule=_FORM, start=0, end=len(sheet.passage.text), message=message)


def _phrases(text: str) -> tuple[int, ...]:
    return tuple(len(phrase) for phrase in re.split("[ \u3000，]+", text.strip()))


def _number(sheet: Sheet) -> str:
    number = getattr(sheet.block, "number", "")
    return number.strip("（()）.．、 ") if isinstance(number, str) else ""


def _bullets(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, Remark]]:
    """Items of one list that begin with a label (“……。”) but for one are not looked at: only numerals are."""
    for one, other in pairwise(sheets):
        if not (isinstance(one.block, Bullet) and isinstance(other.block, Bullet)):
            continue
        first, second = _number(one), _number(other)
        if first and second and (first[0] in _HAN_NUMERALS) is not (second[0] in _HAN_NUMERALS):
            message = Message(
                zh="与上一项的编号数字不一致。", en="its numerals differ from the item's before."
            )
            yield other, Remark(rule=_FORM, start=0, end=len(other.passage.text), message=message)
