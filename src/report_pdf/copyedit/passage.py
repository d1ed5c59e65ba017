"""``Passage``: one block's text with what a check may ask about it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from report_pdf.copyedit.characters import HAN, QUOTES, is_chinese, is_digit, is_han, is_latin
from report_pdf.model.manuscript import Block, Paragraph
from report_pdf.model.plan import HouseWord, Person

__all__ = ["Passage", "shields"]

_EXTENSIONS = (
    "txt|md|docx?|wps|pdf|xlsx?|pptx?|csv|html?|xml|json|ya?ml|jpe?g|png|tiff?|gif|zip|rar|mp[34]|exe|py"
)
_ADDRESS = rf"[^\s{HAN}，。；：、！？（）《》“”‘’<>\"']*"
_SHIELDED = re.compile(
    rf"""
    (?<![A-Za-z0-9+.-])(?:[A-Za-z][A-Za-z0-9+.-]*://|www\.){_ADDRESS}(?:(?<=[/?=&\#])[{HAN}]+[/?=&\#]{_ADDRESS})*
    | (?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+
    | (?<![\w.-])[\w-]+(?:\.[\w-]+)*\.(?:{_EXTENSIONS})(?![A-Za-z0-9])
    | (?<![A-Za-z0-9.-])[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:com|cn|org|net|gov|edu|info|io)(?![A-Za-z0-9])
    | (?<![\w-])[\w-]+\.(?:中国|公司|网络|集团|政务|公益)(?=\W|\Z)
    | &\#?\w{1, 32};
    | (?<!\d)\d+(?:[.,:]\d+)+
    | Yahoo!
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TRAILING = re.compile(r"[,.:;?!)]+\Z")
_TERMINALS = "。！？"
_SENTENCE = 150
"""How far a sentence is looked at to either side."""
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_WORD = re.compile(r"[A-Za-z]{2,}|\b[AI]\b")


def shields(text: str, own: tuple[str, ...]) -> frozenset[int]:
    """The positions no check may change: addresses, file names, figures, and the desk's own words and names."""
    spans = []
    for found in _SHIELDED.finditer(text):
        tail = _TRAILING.search(found.group()) if "//" in found.group() or "www." in found.group() else None
        spans.append((found.start(), found.end() - (len(tail.group()) if tail else 0)))
    for word in filter(None, own):
        spans += [found.span() for found in re.finditer(re.escape(word), text)]
    return frozenset(at for start, end in spans for at in range(start, end))


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One block's text.

    Attributes:
        text: As it stands after the corrections before.
        running: Sentences (body text, captions); False for titles, headings and names, whose blanks are the author's.
        shielded: Positions that are left alone.
        following: The next block's text, for quotations that run over paragraphs.
        kind: What the block is.
        house_words: The desk's list of what it does not write.
        people: The desk's list of people, in order of rank.
    """

    text: str
    running: bool
    shielded: frozenset[int] = frozenset()
    following: str = ""
    kind: type[Block] = Paragraph
    house_words: tuple[HouseWord, ...] = ()
    people: tuple[Person, ...] = ()

    def is_shielded(self, at: int) -> bool:
        """Inside an address, a file name, a figure or one of the desk's own words."""
        return at in self.shielded

    def inside(self, at: int, marks: str) -> bool:
        """Between the two of a pair of marks (``《》``) that both stand in this text."""
        opening, closing = marks[0], marks[1]
        start, end = self.text.rfind(opening, 0, at), self.text.find(closing, at)
        return (
            start >= 0
            and end >= 0
            and closing not in self.text[start:at]
            and opening not in self.text[at + 1 : end]
        )

    def before(self, at: int, skip: str = "") -> str:
        """The nearest character before ``at`` that is not in ``skip``; empty at the start."""
        return next(
            (ch for i in range(at - 1, max(-1, at - _SENTENCE), -1) if (ch := self.text[i]) not in skip), ""
        )

    def after(self, at: int, skip: str = "") -> str:
        """The nearest character after ``at`` that is not in ``skip``; empty at the end."""
        return next(
            (
                ch
                for i in range(at + 1, min(len(self.text), at + _SENTENCE))
                if (ch := self.text[i]) not in skip
            ),
            "",
        )

    def touches_chinese(self, start: int, end: int) -> bool:
        """Chinese text stands at either side of ``start:end``; quotation marks between are looked through."""
        left, right = self.before(start, QUOTES), self.after(end - 1, QUOTES)
        return bool((left and is_chinese(left)) or (right and is_chinese(right)))

    def amid_chinese(self, start: int, end: int) -> bool:
        """The nearest letters at both sides are Han (figures, signs and blanks are looked through)."""
        left = next(
            (ch for i in range(start - 1, max(-1, start - _SENTENCE), -1) if (ch := self.text[i]).isalpha()),
            "",
        )
        right = next(
            (ch for i in range(end, min(len(self.text), end + _SENTENCE)) if (ch := self.text[i]).isalpha()),
            "",
        )
        return bool(left or right) and all(not ch or is_han(ch) for ch in (left, right))

    def between_figures(self, start: int, end: int) -> bool:
        """A figure at either side, blanks looked through: 1,000 or 3:2 or 1, 2."""
        left, right = self.before(start, " "), self.after(end - 1, " ")
        return bool(left and right) and is_digit(left) and is_digit(right)

    def in_latin_sentence(self, at: int) -> bool:
        """The sentence around has three words of Latin script or more, and more of them than Han characters."""
        low, high = max(0, at - _SENTENCE), min(len(self.text), at + _SENTENCE)
        start = max(low, *(self.text.rfind(mark, low, at) + 1 for mark in _TERMINALS))
        ends = [end for mark in _TERMINALS if (end := self.text.find(mark, at, high)) >= 0]
        end = min(ends, default=high)
        words = sum(not self.is_shielded(word.start()) for word in _WORD.finditer(self.text, start, end))
        return words >= 3 and words > sum(map(is_han, self.text[start:end]))

    @property
    def japanese(self) -> bool:
        """Kana stand in it: full-width figures and ・ are as they should be."""
        return _KANA.search(self.text) is not None

    @property
    def foreign(self) -> bool:
        """No Han character at all, or kana among them: other languages have rules of their own."""
        return self.japanese or not any(map(is_han, self.text))

    def has_chinese(self, start: int, end: int) -> bool:
        """Any Chinese character in ``start:end``."""
        return any(map(is_chinese, self.text[start:end]))

    def joins_latin(self, at: int) -> bool:
        """A Latin letter or a figure stands right before ``at``."""
        left = self.before(at)
        return bool(left) and (is_latin(left) or is_digit(left))
