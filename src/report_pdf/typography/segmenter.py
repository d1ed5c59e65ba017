"""Cuts Chinese text into words: jieba's dictionary and model, with the desk's own words."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import rjieba

__all__ = ["is_word", "tagged", "words"]

_OWN_WORD_FREQUENCY = 1_000_000


@functools.lru_cache(maxsize=8)
def _dictionary(own: tuple[str, ...]) -> rjieba.Jieba:
    dictionary = rjieba.Jieba()
    for word in own:
        dictionary.add_word(word, _OWN_WORD_FREQUENCY, "n")
    return dictionary


def words(text: str, *, own: Sequence[str] = ()) -> tuple[str, ...]:
    """The words of a text; joined they are the text again. ``own`` are never parted (names, slogans)."""
    return tuple(_dictionary(tuple(own)).cut(text))


def tagged(text: str, *, own: Sequence[str] = ()) -> tuple[tuple[str, str], ...]:
    """The words of a text, each with jieba's part of speech (``n`` noun, ``v`` verb, ``vn`` verbal noun …)."""
    return tuple((word, tag) for word, tag in _dictionary(tuple(own)).tag(text))


def is_word(text: str) -> bool:
    """The dictionary itself has it; what the model only guesses from its characters does not count."""
    return _dictionary(()).has_word(text)
