"""Straight quotation marks around Chinese text become “ ” and, inside them, ‘ ’ (GB/T 15834-2011, 4.8.2, 4.8.3.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from report_pdf.copyedit.characters import is_digit, is_latin
from report_pdf.copyedit.check import Remark
from report_pdf.copyedit.passage import Passage
from report_pdf.findings import Message, Rule, Severity

__all__ = ["RULES", "ascii_quotes", "unpaired_ascii_quotes"]

_PAIRED = Rule(
    code="copyedit/ascii-quote",
    severity=Severity.INFO,
    rationale=Message(
        zh="中文引号用“”，里层用‘’；直引号分不出左右。",
        en="Chinese quotes are “”, inside them ‘’; straight ones have no direction.",
    ),
    source="GB/T 15834-2011, 4.8.2",
)
_UNPAIRED = Rule(
    code="copyedit/unpaired-ascii-quote",
    severity=Severity.WARNING,
    rationale=Message(
        zh="直引号不成对时，无法判断哪一个是左引号。",
        en="Straight quotes that do not pair leave open which of them opens.",
    ),
    source="GB/T 15834-2011, 4.8.2",
)
RULES = (_PAIRED, _UNPAIRED)

_STRAIGHT = {'"': '"', "'": "'", "＂": '"', "＇": "'"}
_CLOSERS = {"“": "”", "‘": "’"}
_NEVER_AFTER_OPENING = "，。、；：？！）》】,.;:?!) \u3000"
_NEVER_BEFORE_CLOSING = "（《【( \u3000"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    start: int
    end: int
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pairing:
    pairs: tuple[_Pair, ...]
    odd: int | None
    """The first quote with which pairing failed."""


def ascii_quotes(passage: Passage) -> Iterator[Remark]:
    """Both marks of each pair beside Chinese text; nothing at all where the passage does not pair."""
    pairing = _pair(passage)
    if pairing.odd is not None:
        return
    for pair in pairing.pairs:
        chinese = passage.has_chinese(pair.start + 1, pair.end) or passage.touches_chinese(
            pair.start, pair.end + 1
        )
        if chinese and not passage.in_latin_sentence(pair.start):
            opening, closing = "“”" if pair.depth % 2 == 0 else "‘’"
            yield _remark(passage.text, pair.start, opening)
            yield _remark(passage.text, pair.end, closing)


def unpaired_ascii_quotes(passage: Passage) -> Iterator[Remark]:
    """The straight quote with which pairing failed, in Chinese text."""
    odd = _pair(passage).odd
    if odd is None or passage.in_latin_sentence(odd) or not passage.has_chinese(0, len(passage.text)):
        return
    if passage.text[odd] not in _STRAIGHT or is_digit(passage.before(odd) or " "):
        return
    yield Remark(
        rule=_UNPAIRED,
        start=odd,
        end=odd + 1,
        message=Message(zh="直引号不成对，未改动。", en="straight quotes do not pair; left as they are."),
        hint=Message(zh="请改为“”或‘’。", en="Write “” or ‘’."),
    )


def _pair(passage: Passage) -> _Pairing:
    opened: list[int] = []
    pairs: list[_Pair] = []
    text = passage.text
    for at, ch in enumerate(text):
        if ch in _CLOSERS:
            opened.append(at)
        elif ch in _CLOSERS.values() and not _is_apostrophe(passage, at):
            if opened and _CLOSERS.get(text[opened[-1]]) == ch:
                opened.pop()
            elif any(text[i] in _STRAIGHT for i in opened):
                return _Pairing(pairs=(), odd=at)
        elif ch in _STRAIGHT and not passage.is_shielded(at) and not _is_apostrophe(passage, at):
            if opened and _STRAIGHT.get(text[opened[-1]]) == _STRAIGHT[ch]:
                start = opened.pop()
                if (text[at - 1]) in _NEVER_BEFORE_CLOSING or at == start + 1:
                    return _Pairing(pairs=(), odd=at)
                pairs.append(_Pair(start=start, end=at, depth=len(opened)))
            elif _may_open(passage, at):
                opened.append(at)
            else:
                return _Pairing(pairs=(), odd=at)
    left = [at for at in opened if text[at] in _STRAIGHT]
    return _Pairing(pairs=tuple(pairs), odd=left[0] if left else None)


def _may_open(passage: Passage, at: int) -> bool:
    right, left = passage.after(at), passage.before(at)
    return bool(right) and right not in _NEVER_AFTER_OPENING and not is_digit(left or " ")


def _is_apostrophe(passage: Passage, at: int) -> bool:
    """it's, o’clock, students' books, '90s."""
    if passage.text[at] not in "'’":
        return False
    left, right = passage.before(at) or " ", passage.after(at) or " "
    return (is_latin(left) and (is_latin(right) or passage.in_latin_sentence(at))) or (
        is_digit(right) and (left == " " or is_latin(left)) and passage.text[at] == "'"
    )


def _remark(text: str, at: int, after: str) -> Remark:
    return Remark(
        rule=_PAIRED,
        start=at,
        end=at + 1,
        after=after,
        message=Message(zh=f"直引号{text[at]}改为{after}。", en=f"straight quote {text[at]} set as {after}."),
    )
