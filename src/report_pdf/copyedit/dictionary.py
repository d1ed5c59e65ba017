"""The word lists of ``words/`` and where words begin and end."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from pathlib import Path

from report_pdf.typography import tagged

__all__ = [
    "ECHOES",
    "ENGLISH",
    "EXPRESSIONS",
    "IDIOMS",
    "MISSPELLED",
    "PAIRS",
    "PHRASES",
    "SOUND",
    "VARIANTS",
    "stands_alone",
]

_FOLDER = Path(__file__).with_name("words")
_AROUND = 8


def _lines(name: str) -> Iterator[list[str]]:
    for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split()


def _map(name: str) -> Mapping[str, str]:
    return {line[0]: line[1] for line in _lines(name)}


def _set(name: str) -> frozenset[str]:
    """Many a line."""
    return frozenset(word for line in _lines(name) for word in line)


MISSPELLED: Mapping[str, str] = _map("misspelled.txt")
VARIANTS: Mapping[str, str] = _map("variants.txt")
PAIRS: tuple[tuple[str, str], ...] = tuple((one, other) for one, other in _lines("pairs.txt"))
PHRASES: tuple[str, ...] = tuple(phrase for (phrase,) in _lines("phrases.txt"))
IDIOMS: frozenset[str] = _set("idioms.txt")
EXPRESSIONS: frozenset[str] = _set("expressions.txt")
ECHOES: frozenset[str] = _set("echoes.txt")
SOUND: frozenset[str] = _set("sound.txt")
ENGLISH: frozenset[str] = frozenset(word for (word,) in _lines("english.txt"))


def stands_alone(text: str, start: int, end: int) -> bool:
    """No word reaches over ``start`` or ``end``: 人材 is a word in 培养人材 and none in 工人材料."""
    low = max(0, start - _AROUND)
    borders = {low}
    at = low
    for word in _cut(text[low : end + _AROUND]):
        at += len(word)
        borders.add(at)
    return start in borders and end in borders


@functools.lru_cache(maxsize=1024)
def _cut(text: str) -> tuple[str, ...]:
    """A word that the dictionary does not have is only a guess: its characters stand alone."""
    parts: list[str] = []
    for word, tag in tagged(text):
        parts += word if tag == "x" else (word,)
    return tuple(parts)
