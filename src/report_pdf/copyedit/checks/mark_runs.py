"""Marks that follow each other, stand in the wrong place, or are not needed (GB/T 15834-2011)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_pdf.copyedit.characters import HAN
from report_pdf.copyedit.check import Remark
from report_pdf.copyedit.passage import Passage
from report_pdf.findings import Message, Rule, Severity
from report_pdf.model.manuscript import Byline, Cell, Dek, Heading, Part, Title

__all__ = ["RULES", "mark_runs", "repeated_marks"]

_REPEATED = Rule(
    code="copyedit/repeated-mark",
    severity=Severity.WARNING,
    rationale=Message(
        zh="点号不连用（？和！可叠用，最多三个）。",
        en="Pause and stop marks do not follow each other (？ and ！ may, up to three).",
    ),
    source="GB/T 15834-2011, 4.2.3.3, 4.3.3.3, 5.1.1",
)
_ORDER = Rule(
    code="copyedit/mark-order",
    severity=Severity.INFO,
    rationale=Message(
        zh="疑问兼感叹，问号在前：“？！”。", en="Question and exclamation together are ？！, in this order."
    ),
    source="GB/T 15834-2011, 4.3.3.4",
)
_TWICE = Rule(
    code="copyedit/mark-around-quote",
    severity=Severity.WARNING,
    rationale=Message(
        zh="后引号内外不能都有点号：完整的引文句号在内，引文只是一部分时在外。",
        en="A closing quote has a stop inside or outside, never both.",
    ),
    source="GB/T 15834-2011, B.2.1",
)
_MISPLACED = Rule(
    code="copyedit/misplaced-mark",
    severity=Severity.WARNING,
    rationale=Message(
        zh="点号和后半个引号、括号不在段首；前半个之后、后括号之前没有点号，多半是漏字或误按。",
        en="No stop begins a paragraph, follows an opening mark or precedes a closing bracket: most likely words are missing.",
    ),
    source="GB/T 15834-2011, 5.1.1, 5.1.3",
)
_ETC = Rule(
    code="copyedit/ellipsis-and-etc",
    severity=Severity.WARNING,
    rationale=Message(
        zh="省略号和“等”“等等”不同时用。", en="An ellipsis and 等 say the same: one of the two."
    ),
    source="GB/T 15834-2011, A.9.2",
)
_HYPHEN = Rule(
    code="copyedit/hyphen-form",
    severity=Severity.INFO,
    rationale=Message(
        zh="连接号是短横线“-”、一字线“—”、浪纹线“～”，全角减号“－”不是。",
        en="Connection marks are - — ～; the full-width minus － is none of them.",
    ),
    source="GB/T 15834-2011, 4.13, 5.1.6",
)
_ENDING = Rule(
    code="copyedit/stop-after-heading",
    severity=Severity.INFO,
    rationale=Message(
        zh="标题、小标题和署名末尾不用句号、逗号、顿号、分号。",
        en="Titles, headings and bylines end without a stop.",
    ),
    source="GB/T 15834-2011, B.4",
)
RULES = (_REPEATED, _ORDER, _TWICE, _MISPLACED, _ETC, _HYPHEN, _ENDING)

_SAME = re.compile(r"([，、；：])\1+|(?<!。)。。(?!。)")
_SIGNS = re.compile(r"！+？+")
_MINUS = re.compile(f"(?<=[{HAN}])－(?=[{HAN}])")
_AT_END = re.compile(r"[。，、；]\Z")
_HEADINGS = (Title, Dek, Byline, Part, Heading)
_PATTERNS: tuple[tuple[Rule, re.Pattern[str], Message], ...] = (
    (
        _REPEATED,
        re.compile(
            r"(?![，、；：]{2,})[，、；：。](?:[，、；：。？！])+|[？！]{1,3}[，、；：。]+|[？！]{4,}"
        ),
        Message(zh="标点连用。", en="marks follow each other."),
    ),
    (
        _TWICE,
        re.compile(r"[。，、；：][”’][。，、；：]"),
        Message(zh="后引号内外都有点号。", en="a stop inside and outside of the quote."),
    ),
    (
        _MISPLACED,
        re.compile(r"\A[，。、；：？！）》〉】]|(?<=[“‘（《〈【])[，。、；：]|[，、；：](?=[）》〉】])"),
        Message(zh="这里不该有这个标点。", en="this mark does not belong here."),
    ),
    (
        _ETC,
        re.compile(r"……(?=等等|等[，。；、）])|(?<=等等)……|(?<=[人物品事业处家国省市区县校司园]等)……"),
        Message(zh="省略号和“等”重复。", en="an ellipsis beside 等."),
    ),
)


def repeated_marks(passage: Passage) -> Iterator[Remark]:
    """，， becomes ，; ！？ becomes ？！; － between Han becomes —; a heading loses its full stop."""
    for found in _SAME.finditer(passage.text):
        if not passage.is_shielded(found.start()):
            yield _set(_REPEATED, found, found.group()[0])
    for found in _SIGNS.finditer(passage.text):
        if not passage.is_shielded(found.start()) and len(found.group()) == 2:
            yield _set(_ORDER, found, "？！")
    for found in _MINUS.finditer(passage.text):
        if not passage.is_shielded(found.start()):
            yield _set(_HYPHEN, found, "—")
    last = _AT_END.search(passage.text) if issubclass(passage.kind, _HEADINGS) else None
    if last is not None and len(passage.text) > 1 and not re.search("[，。；：]", passage.text[:-1]):
        yield _set(_ENDING, last, "")


def mark_runs(passage: Passage) -> Iterator[Remark]:
    """What only the desk can decide."""
    for rule, pattern, message in _PATTERNS:
        for found in pattern.finditer(passage.text):
            if not passage.is_shielded(found.start()) and not (rule is _MISPLACED and _is_cell(passage)):
                yield Remark(rule=rule, start=found.start(), end=found.end(), message=message)


def _is_cell(passage: Passage) -> bool:
    return issubclass(passage.kind, Cell)


def _set(rule: Rule, found: re.Match[str], after: str) -> Remark:
    return Remark(
        rule=rule,
        start=found.start(),
        end=found.end(),
        after=after,
        message=Message(
            zh=f"“{found.group()}”改为“{after}”。" if after else f"末尾的“{found.group()}”已去掉。",
            en=f"“{found.group()}” set as “{after}”." if after else f"the last “{found.group()}” taken out.",
        ),
    )
