"""Fixed expressions: a character of an idiom or a set phrase that is missing, written twice or wrong.

Long phrases of public language are known by their whole halves; idioms and short expressions by every form they take
when one character is dropped or doubled. A form that a word of its own reaches into is left alone: 因地制 in 因地制定.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping

from report_pdf.copyedit.check import Remark
from report_pdf.copyedit.dictionary import (
    ECHOES,
    EXPRESSIONS,
    IDIOMS,
    PHRASES,
    SOUND,
    stands_alone,
)
from report_pdf.copyedit.passage import Passage
from report_pdf.findings import Message, Rule, Severity
from report_pdf.typography import is_word

__all__ = ["RULES", "set_phrases"]

_PHRASE = Rule(
    code="copyedit/set-phrase",
    severity=Severity.WARNING,
    rationale=Message(
        zh="成语和固定的提法里缺字、多字或错一个字。",
        en="An idiom or a set phrase with a character missing, too many or wrong.",
    ),
)
RULES = (_PHRASE,)

_HALF = 3
"""A half of a phrase with fewer characters is not known for itself."""
_LEAST = 3
"""Shorter forms are words of all kinds."""
_LONG = 6
_BEFORE_ANY = frozenset("不有无自以大所如可再更好很都也就全美会能在和与及将是人对向从被把使让请要")
_BEHIND_ANY = frozenset("不是为所有人会能大全到出")
"""Characters that stand before, or behind, words of all kinds."""
_PARTICLES = frozenset("的地得了着")


def set_phrases(passage: Passage) -> Iterator[Remark]:
    """新时代中国特色会主义, 津乐道, 湿漉的."""
    done: set[int] = set()
    for start, end, phrase in (*_of_halves(passage.text), *_of_forms(passage.text)):
        if not done.isdisjoint(range(start, end)) or passage.is_shielded(start):
            continue
        done.update(range(start, end))
        yield Remark(
            rule=_PHRASE, start=start, end=end,
            message=Message(zh=f"“{passage.text[start:end]}”像是“{phrase}”。", en=f"this looks like “{phrase}”."),
            hint=Message(zh=f"请写“{phrase}”。", en=f"Write “{phrase}”."),
        )  # fmt: skip


@functools.cache
def _forms() -> Mapping[str, str]:
    """What one slip makes of an idiom or an expression, and what was meant."""
    whole = {*IDIOMS, *EXPRESSIONS, *PHRASES}
    found: dict[str, str] = {}
    for phrase in sorted(whole, key=len, reverse=True):
        idiom = phrase in IDIOMS
        for form in _slips_of(phrase, ends=idiom or len(phrase) >= _LONG):
            if form not in SOUND and form not in whole and not _is_free(form, idiom=idiom):
                found[form] = phrase
    for echo in ECHOES:
        found |= {f"{echo[:-1]}{behind}": f"{echo}{behind}" for behind in "的地"}
    return found


def _is_free(form: str, *, idiom: bool) -> bool:
    """Anybody may write it: it is short, a word, or a word beside a character that stands beside many.

    Of idioms the dictionary holds pieces as words (爱不释); of other expressions what it holds is sound.
    """
    if len(form) < _LEAST or (not idiom and is_word(form)):
        return True
    return len(form) == _LEAST and (
        (form[0] in _BEFORE_ANY and is_word(form[1:])) or (form[-1] in _BEHIND_ANY and is_word(form[:-1]))
    )


def _slips_of(phrase: str, *, ends: bool) -> Iterator[str]:
    """``ends``: the first or the last character may be missing too; without it, most expressions are others."""
    for at in range(len(phrase)):
        yield phrase[: at + 1] + phrase[at:]
        if ends or 0 < at < len(phrase) - 1:
            yield phrase[:at] + phrase[at + 1 :]


@functools.cache
def _lengths() -> tuple[int, ...]:
    return tuple(sorted({len(form) for form in _forms()}, reverse=True))


def _of_forms(text: str) -> Iterator[tuple[int, int, str]]:
    forms = _forms()
    for length in _lengths():
        for start in range(len(text) - length + 1):
            phrase = forms.get(text[start : start + length])
            if phrase is not None and _is_slip(text, start, start + length, phrase):
                yield start, start + length, phrase


def _is_slip(text: str, start: int, end: int, phrase: str) -> bool:
    """The whole phrase is not there around it, and no word reaches into it from outside."""
    if phrase in text[max(0, start - 1) : end + 1]:
        return False
    # Cut with what jieba does not know, a particle is taken for the end of a name: 语重 长地 说.
    return stands_alone(text[:end] if text[end : end + 1] in _PARTICLES else text, start, end)


@functools.cache
def _halves() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    """Phrases by the first three characters, and by the last three."""
    heads, tails = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for phrase in PHRASES:
        if len(phrase) >= _LONG:
            heads[phrase[:_HALF]].append(phrase)
            tails[phrase[-_HALF:]].append(phrase)
    return {k: tuple(v) for k, v in heads.items()}, {k: tuple(v) for k, v in tails.items()}


def _of_halves(text: str) -> Iterator[tuple[int, int, str]]:
    """Where one half of a phrase is whole and the other has one slip in it."""
    heads, tails = _halves()
    for at in range(len(text) - _HALF + 1):
        three = text[at : at + _HALF]
        for phrase in heads.get(three, ()):
            yield from _behind(text, at, phrase)
        for phrase in tails.get(three, ()):
            yield from _before(text, at + _HALF, phrase)


def _behind(text: str, at: int, phrase: str) -> Iterator[tuple[int, int, str]]:
    half = len(phrase) // 2
    head, tail = phrase[:half], phrase[half:]
    if text.startswith(head, at):
        size = _slip(text[at + half : at + half + len(tail) + 1], tail)
        if size is not None:
            yield at, at + half + size, phrase


def _before(text: str, end: int, phrase: str) -> Iterator[tuple[int, int, str]]:
    half = len(phrase) // 2
    head, tail = phrase[:half], phrase[half:]
    start = end - len(tail)
    if start >= 0 and text.startswith(tail, start):
        size = _slip(text[max(0, start - half - 1) : start][::-1], head[::-1])
        if size is not None:
            yield start - size, end, phrase


def _slip(found: str, wanted: str) -> int | None:
    """How many characters of ``found`` are ``wanted`` with one slip; its last character has to be there."""
    size = len(wanted)
    if found.startswith(wanted):
        return None
    for i in range(size - 1):
        if found[:i] != wanted[:i]:
            return None
        if found[i : i + size - 1 - i] == wanted[i + 1 :]:  # missing
            return size - 1
        if found[i + 1 : size] == wanted[i + 1 :] and len(found) >= size:  # wrong
            return None if _makes_words(found, i) else size
        if found[i + 1 : size + 1] == wanted[i:] and len(found) > size and found[i] in wanted:  # doubled
            return size + 1
    return None


def _makes_words(found: str, at: int) -> bool:
    """Another word, not a slip: 国家经济和社会发展. The characters may be in reverse order."""
    pairs = (found[max(0, at - 1) : at + 1], found[at : at + 2])
    return any(is_word(pair) or is_word(pair[::-1]) for pair in pairs if len(pair) == 2)
