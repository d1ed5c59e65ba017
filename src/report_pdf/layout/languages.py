"""English within Chinese text, so that a screen reader says it in English (ISO 14289-1, 7.2; WCAG 2.2, 3.1.2).

Two ways to be sure of it. A run of three words or more, of which one is a little word of English alone (``the``,
``which``) and another is written small. Or a run of nothing but words that the list of ``words/`` has (with their regular
endings), numbers and abbreviations, of which one tells: three letters at least (four where it stands alone), not all
capitals, and not to be read as pinyin.

All else stays as it is: names that are no English words, abbreviations (GDP, PDF), makes (WeChat), single short words
(App), other languages. A wrong voice is worse than none, and WCAG asks no language of names and of words that the
language has taken in. “Bank of China” is said in English by whoever says it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path

__all__ = ["english_parts"]

_FOLDER = Path(__file__).with_name("words")
_LETTER = "A-Za-zÀ-ɏ"
_ADDRESS = r"._@/\\#~=?&%+:<>-"
"""Stand next to a word that is part of an address, a file's name or code."""
_A_WORD = rf"[{_LETTER}](?:[{_LETTER}]|[’'-](?=[{_LETTER}]))*"
_RUN = re.compile(
    rf"(?<![0-9{_LETTER}{_ADDRESS}])(?<![0-9{_LETTER}][’'])"
    rf"{_A_WORD}(?:(?:[,;:]? | & )(?:{_A_WORD}|\d{{1,4}}(?![0-9{_LETTER}])))*"
    rf"(?![0-9{_LETTER}_@/\\#~=<>]|[.:-][0-9{_LETTER}]|\([\d\s'\",.]*\))"
)
_WORD = re.compile(_A_WORD)
_ENDINGS = (
    *(("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e")),
    *(("ly", ""), ("er", ""), ("er", "e"), ("est", ""), ("est", "e")),
)
_PINYIN = re.compile(
    r"(?:(?:[zcs]h?|[bpmfdtnlgkhjqxryw])"
    r"(?:iang|iong|uang|[aeiou]ng|ia[no]|uai|ua?n|[aei]n|ai|ao|ei|ou|i[aeu]|u[aeio]|ve|[aeiouv])"
    r"|[ae]ng?|[ae]i|ao|ou|er|[aoe])+"
)
_PINYIN_LETTERS = 6
"""Longer words in small letters that could be pinyin (machine) are not: there several syllables make a name."""
_LEAST, _LEAST_ALONE = 3, 4


def english_parts(text: str) -> Iterator[tuple[str, bool]]:
    """``text`` in pieces, each with whether it is surely English."""
    at = 0
    for run in _RUN.finditer(text):
        words = _WORD.findall(run[0])
        if not (_has_grammar(words) or _is_listed(words)):
            continue
        if run.start() > at:
            yield text[at : run.start()], False
        yield run[0], True
        at = run.end()
    if at < len(text):
        yield text[at:], False


def _has_grammar(words: list[str]) -> bool:
    small = [word for word in words if word[0].islower()]
    return (
        len(words) >= 3
        and any(word in _known("little.txt") for word in small)
        and any(word not in _known("little.txt") for word in small)
    )


def _is_listed(words: list[str]) -> bool:
    """Every word is known, and one of them tells."""
    if not all(_is_known(part) for word in words for part in re.split("[’'-]", word)):
        return False
    return any(_tells(word, _LEAST if len(words) > 1 else _LEAST_ALONE) for word in words)


def _is_known(word: str) -> bool:
    return (
        len(word) == 1 or word.isupper() or word.lower() in _known("english.txt") or any(_stems(word.lower()))
    )


def _stems(word: str) -> Iterator[str]:
    """Words of the list that it is a form of."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            # “planning” of “plan”: the last letter stands twice.
            twice = stem[:-1] if len(stem) > 3 and stem[-1:] == stem[-2:-1] and not instead else ""
            yield from (
                one for one in (stem + instead, twice) if len(one) >= _LEAST and one in _known("english.txt")
            )


def _tells(word: str, least: int) -> bool:
    if len(word) < least or word.isupper() or not (word[1:].islower() or "-" in word):
        return False
    may_be_pinyin = _PINYIN.fullmatch(word.lower()) is not None
    return not may_be_pinyin or (word.islower() and len(word) > _PINYIN_LETTERS)


@functools.cache
def _known(name: str) -> frozenset[str]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
