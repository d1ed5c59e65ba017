"""Chinese numerals as numbers: 二十三, 一百零八, 二〇二二, 十四."""

from __future__ import annotations

import re

__all__ = ["CHINESE", "chinese_number", "number_of"]

CHINESE = "〇零一二三四五六七八九十百千"
_DIGITS = {ch: value for value, ch in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "○": 0}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_SPELT = re.compile(r"[〇零○一二两三四五六七八九十百千万亿]+")


def number_of(text: str) -> int | None:
    """Of figures or Chinese numerals; None where it is neither."""
    return int(text) if text.isascii() and text.isdecimal() else chinese_number(text)


def chinese_number(text: str) -> int | None:
    """The number that Chinese numerals say, by place (二〇二二) or by power (一百零八, 三万五千)."""
    if not _SPELT.fullmatch(text):
        return None
    if all(ch in _DIGITS for ch in text):
        return int("".join(str(_DIGITS[ch]) for ch in text))
    for power, unit in ((10**8, "亿"), (10**4, "万")):
        if unit in text:
            high, _, low = text.partition(unit)
            left, right = (
                chinese_number(high),
                chinese_number(low.lstrip("零〇")) if low.lstrip("零〇") else 0,
            )
            return None if left is None or right is None else left * power + right
    return _below_ten_thousand(text)


def _below_ten_thousand(text: str) -> int | None:
    total, digit = 0, None
    for ch in text:
        if ch in _POWERS:
            total += (1 if digit is None else digit) * _POWERS[ch]
            digit = None
        elif digit:
            return None
        else:
            digit = _DIGITS[ch]
    return total + (digit or 0)
