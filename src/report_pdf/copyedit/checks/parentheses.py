"""Half-width ( ) around or beside Chinese text become （ ）, always both of a pair (GB/T 15834-2011, 4.9.2)."""

from __future__ import annotations

from collections.abc import Iterator

from report_pdf.copyedit.characters import is_chinese
from report_pdf.copyedit.check import Remark
from report_pdf.copyedit.passage import Passage
from report_pdf.findings import Message, Rule, Severity

__all__ = ["RULES", "half_width_parentheses"]

_RULE = Rule(
    code="copyedit/half-width-parenthesis",
    severity=Severity.INFO,
    rationale=Message(
        zh="中文里的括号用全角，左右一致。", en="Parentheses in Chinese text are full-width, both of a pair."
    ),
    source="GB/T 15834-2011, 4.9.2",
)
RULES = (_RULE,)
_FULL = {"(": "（", ")": "）"}


def half_width_parentheses(passage: Passage) -> Iterator[Remark]:
    """One remark for each half-width parenthesis of a pair that belongs to Chinese text."""
    opened: list[int] = []
    for at, ch in enumerate(passage.text):
        if ch in "(（" and not passage.is_shielded(at):
            opened.append(at)
        elif ch in ")）" and opened and not passage.is_shielded(at):
            start = opened.pop()
            if _is_chinese_pair(passage, start, at):
                yield from (_remark(passage.text[i], i) for i in (start, at) if passage.text[i] in _FULL)


def _is_chinese_pair(passage: Passage, start: int, end: int) -> bool:
    if passage.in_latin_sentence(start):
        return False
    if passage.has_chinese(start + 1, end) or "（" in passage.text[start] or "）" in passage.text[end]:
        return True
    # f(x)的值, 3(a)款: a formula or a clause number, not a remark in brackets
    left, right = passage.before(start, " "), passage.after(end, " ")
    beside = bool((left and is_chinese(left)) or (right and is_chinese(right)))
    return beside and not passage.joins_latin(start)


def _remark(mark: str, at: int) -> Remark:
    return Remark(
        rule=_RULE,
        start=at,
        end=at + 1,
        after=_FULL[mark],
        message=Message(
            zh=f"半角括号“{mark}”改为“{_FULL[mark]}”。", en=f"half-width “{mark}” set as “{_FULL[mark]}”."
        ),
    )
