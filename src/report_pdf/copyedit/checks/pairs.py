"""Quotes, brackets and book title marks come in pairs, one inside the other (GB/T 15834-2011, 4.8, 4.9, 4.15)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_pdf.copyedit.characters import is_digit, is_latin
from report_pdf.copyedit.check import Remark
from report_pdf.copyedit.passage import Passage
from report_pdf.findings import Message, Rule, Severity

__all__ = ["RULES", "nesting", "pairs"]

_UNPAIRED = Rule(
    code="copyedit/unpaired-mark",
    severity=Severity.WARNING,
    rationale=Message(
        zh="引号、括号、书名号要成对。", en="Quotes, brackets and book title marks come in pairs."
    ),
    source="GB/T 15834-2011, 4.8.2, 4.9.2, 4.15.2",
)
_CROSSED = Rule(
    code="copyedit/crossed-marks",
    severity=Severity.WARNING,
    rationale=Message(zh="成对的标点不能交叉。", en="Pairs of marks do not cross each other."),
    source="GB/T 15834-2011, 4.8.2, 4.9.2, 4.15.2",
)
_NESTED = Rule(
    code="copyedit/nested-quotes",
    severity=Severity.WARNING,
    rationale=Message(
        zh="“”里再用引号写‘’，《》里再用书名号写〈〉。",
        en="Inside “” quotes are ‘’; inside 《》 titles are 〈〉.",
    ),
    source="GB/T 15834-2011, 4.8.3.4, 4.15",
)
_BRACKETS = Rule(
    code="copyedit/nested-brackets",
    severity=Severity.INFO,
    rationale=Message(
        zh="括号尽量不套用；必须套用时用不同形式，如〔（ ）〕。",
        en="Brackets are not put inside brackets; where they must be, they differ: 〔（ ）〕.",
    ),
    source="GB/T 15834-2011, 4.9.3.6",
)
RULES = (_UNPAIRED, _CROSSED, _NESTED, _BRACKETS)

_CLOSING = {
    "“": "”", "‘": "’", "（": "）", "《": "》", "〈": "〉", "【": "】", "「": "」", "『": "』", "〔": "〕", "［": "］", "(": ")", "[": "]",
}  # fmt: skip
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
_DEEP = 64
"""No text has so many pairs inside each other; further out is not looked."""
_NO_SELF = ("“", "《", "（")
_YEAR = re.compile(r"\d{2}(?!\d)")
_LIST_NUMBER = re.compile(r"(?:\A|[\s，。、；：])(?:\d{1,3}|[A-Za-z]|[一二三四五六七八九十]{1,3})\Z")


def pairs(passage: Passage) -> Iterator[Remark]:
    """Each mark without its partner, and each that closes across another."""
    opened: list[int] = []
    for at, ch in enumerate(passage.text if not passage.foreign else ""):
        if passage.is_shielded(at):
            continue
        if ch in _CLOSING:
            opened.append(at)
        elif ch in _OPENING and not _is_apostrophe(passage, at):
            yield from _close(passage, opened, at)
    for at in opened:
        if not _runs_over(passage, at):
            yield _unpaired(passage.text[at], at, missing=_CLOSING[passage.text[at]])


def _close(passage: Passage, opened: list[int], at: int) -> Iterator[Remark]:
    text = passage.text
    wanted = _OPENING[text[at]]
    if opened and text[opened[-1]] == wanted:
        opened.pop()
    elif wanted not in [text[i] for i in opened[-_DEEP:]]:
        if not (text[at] in ")）" and _LIST_NUMBER.search(text[max(0, at - 8) : at])):
            yield _unpaired(text[at], at, missing=wanted)
    else:
        start = next(i for i in reversed(opened) if text[i] == wanted)
        inner = [i for i in opened if i > start]
        closes_later = [i for i in inner if _CLOSING[text[i]] in text[at + 1 :]]
        opened.remove(start)
        for i in inner:
            if i in closes_later:
                continue
            opened.remove(i)
            yield _unpaired(text[i], i, missing=_CLOSING[text[i]])
        if closes_later:
            yield _crossed(text[closes_later[0]], text[at], at)


def nesting(passage: Passage) -> Iterator[Remark]:
    """“ inside “, 《 inside 《, （ inside （."""
    depth = dict.fromkeys(_NO_SELF, 0)
    for at, ch in enumerate(passage.text if not passage.foreign else ""):
        if ch in depth:
            # the paragraph after a quotation that runs over opens with “ again
            if depth[ch]:
                yield _nested(ch, at)
            depth[ch] += 1
        elif _OPENING.get(ch) in depth:
            opening = _OPENING[ch]
            depth[opening] = max(0, depth[opening] - 1)


def _runs_over(passage: Passage, at: int) -> bool:
    """A quotation of several paragraphs opens each of them and closes only the last (GB/T 15834-2011, 4.8.3.5)."""
    return at == 0 and passage.text[0] in "“‘「『" and passage.following[:1] == passage.text[0]


def _is_apostrophe(passage: Passage, at: int) -> bool:
    if passage.text[at] != "’":
        return False
    left, right = passage.before(at) or " ", passage.after(at) or " "
    return (is_latin(left) and (is_latin(right) or passage.in_latin_sentence(at))) or (
        is_digit(right) and _YEAR.match(passage.text, at + 1) is not None and "‘" not in passage.text[:at]
    )


def _unpaired(mark: str, at: int, *, missing: str) -> Remark:
    return Remark(
        rule=_UNPAIRED,
        start=at,
        end=at + 1,
        message=Message(zh=f"“{mark}”不成对，缺“{missing}”。", en=f"{mark} without {missing}."),
    )


def _crossed(inner: str, closing: str, at: int) -> Remark:
    return Remark(
        rule=_CROSSED,
        start=at,
        end=at + 1,
        message=Message(
            zh=f"“{closing}”在“{inner}”没有结束时出现。", en=f"{closing} before {inner} is closed."
        ),
    )


def _nested(mark: str, at: int) -> Remark:
    inner = {"“": "‘’", "《": "〈〉", "（": "〔〕"}[mark]
    return Remark(
        rule=_BRACKETS if mark == "（" else _NESTED,
        start=at,
        end=at + 1,
        message=Message(zh=f"“{mark}”里又出现“{mark}”。", en=f"{mark} inside {mark}."),
        hint=Message(
            zh=f"里层用{inner}；若不是里层，前面缺了右半。", en=f"Inside write {inner}, or close the first."
        ),
    )
