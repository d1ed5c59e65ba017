"""Which characters are Chinese text, for the copy editor's purposes (CLREQ, 标点符号的分类及用法; GB/T 15834-2011)."""

from __future__ import annotations

import re

__all__ = ["HAN", "QUOTES", "is_chinese", "is_digit", "is_han", "is_latin"]

HAN = r"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""For character classes of regular expressions."""

QUOTES = "“”‘’\"'"
"""Also used in Latin text, so they say nothing about the language around them."""

_HAN = re.compile(f"[{HAN}]")
_MARKS = frozenset("，。、；：？！（）《》〈〉【】「」『』〔〕［］～％￥")


def is_han(ch: str) -> bool:
    """A Han character (〇 and 々 with them)."""
    return _HAN.match(ch) is not None


def is_chinese(ch: str) -> bool:
    """A Han character or a full-width mark."""
    return ch in _MARKS or is_han(ch)


def is_latin(ch: str) -> bool:
    """A letter that is not Han."""
    return ch.isalpha() and not is_han(ch)


def is_digit(ch: str) -> bool:
    """An ASCII figure."""
    return ch.isdecimal() and ch.isascii()
