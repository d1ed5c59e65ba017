"""Marks that do not stand together, marks not needed, and ranges that say their unit once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_pdf.copyedit.check import Remark
from report_pdf.copyedit.passage import Passage
from report_pdf.findings import Message, Rule, Severity

__all__ = ["RULES", "mark_runs"]

_REPEATED = Rule(
    code="copyedit/repeated-mark",
    severity=Severity.WARNING,
    rationale=Message(
        zh="点号不连用（？！可连用，最多三个）。",
        en="Pause and stop marks do not follow each other (？ and ！ may, up to three).",
    ),
    source="GB/T 15834-2011, 4.2.3.4, 4.3.3.3",
)
_PAUSE = Rule(
    code="copyedit/pause-between-quotes",
    severity=Severity.INFO,
    rationale=Message(
        zh="并列的引号之间、书名号之间通常不用顿号。", en="No 、 is needed between quotes or titles in a row."
    ),
    source="GB/T 15834-2011, 4.5.3.5",
)
_RANGE = Rule(
    code="copyedit/percent-range",
    severity=Severity.INFO,
    rationale=Message(
        zh="百分数范围前后都写“%”，用“～”连接。", en="Both ends of a range carry their %, joined by ～."
    ),
    source="GB/T 15835-2011, 5.1.3; GB/T 15834-2011, 4.13",
)
_IN_NUMBER = Rule(
    code="copyedit/mark-in-number",
    severity=Severity.WARNING,
    rationale=Message(zh="小数点是半角“.”。", en="The decimal point is a half-width “.”."),
    source="GB/T 15835-2011, 5.1",
)
RULES = (_REPEATED, _PAUSE, _RANGE, _IN_NUMBER)

_PATTERNS: tuple[tuple[Rule, re.Pattern[str], Message], ...] = (
    (
        _REPEATED,
        re.compile(r"[，、；：。](?:[，、；：。？！])+|[？！]{1,3}[，、；：。]+|[？！]{4,}"),
        Message(zh="标点连用。", en="marks follow each other."),
    ),
    (
        _PAUSE,
        re.compile(r"(?<=[”])、(?=[“])|(?<=》)、(?=《)"),
        Message(zh="此处顿号可省。", en="this 、 is not needed."),
    ),
    (
        _RANGE,
        re.compile(r"(?<![\d.])\d+(?:\.\d+)?\s?[-~～—–]\s?\d+(?:\.\d+)?[%％]"),
        Message(zh="范围的前一数缺“%”。", en="the range's first number has no %."),
    ),
    (
        _IN_NUMBER,
        re.compile(r"(?<=\d)。(?=\d)"),
        Message(zh="数字中间有句号。", en="a full stop inside a number."),
    ),
)


def mark_runs(passage: Passage) -> Iterator[Remark]:
    """All of the above."""
    for rule, pattern, message in _PATTERNS:
        for found in pattern.finditer(passage.text):
            if not passage.is_shielded(found.start()):
                yield Remark(rule=rule, start=found.start(), end=found.end(), message=message)
