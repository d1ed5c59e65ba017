"""The numbers that Word writes before paragraphs and that no run of text holds (ISO/IEC 29500-1, 17.9)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from report_pdf.manuscript.docx_package import Element, qn

__all__ = ["Numbering"]

_HAN = "〇一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_BULLET, _NONE = "bullet", "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    format: str
    text: str
    start: int


class Numbering:
    """Counts as it is asked: once for each numbered paragraph, in order."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._counters: defaultdict[str, dict[int, int]] = defaultdict(dict)
        if root is None:
            return
        abstracts = {one.get(qn("w:abstractNumId")): one for one in root.findall(qn("w:abstractNum"))}
        for number in root.findall(qn("w:num")):
            of = number.find(qn("w:abstractNumId"))
            abstract = of.get(qn("w:val")) if of is not None else None
            if abstract not in abstracts:
                continue
            key = number.get(qn("w:numId"))
            self._levels[key] = _levels(abstracts[abstract])
            for change in number.findall(qn("w:lvlOverride")):
                self._levels[key] |= _levels(change)
                start = change.find(qn("w:startOverride"))
                at = int(change.get(qn("w:ilvl"), "0"))
                if start is not None and at in self._levels[key]:
                    level = self._levels[key][at]
                    own = int(start.get(qn("w:val"), "1"))
                    self._levels[key][at] = _Level(format=level.format, text=level.text, start=own)
            # Lists of one definition count on together, unless one starts anew.
            restarts = number.find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}") is not None
            self._abstract[key] = key if restarts else f"abstract {abstract}"

    def label(self, number: str, level: int) -> str | None:
        """What stands before the next paragraph of this list; empty for a bullet; None: it is no list."""
        levels = self._levels.get(number)
        if number == "0" or not levels or level not in levels:
            return None
        own = levels[level]
        counters = self._counters[self._abstract[number]]
        counters[level] = counters.get(level, own.start - 1) + 1
        for deeper in [one for one in counters if one > level]:
            del counters[deeper]
        if own.format == _BULLET:
            return ""
        if own.format == _NONE or not own.text:
            return None if not own.text else own.text

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            one = levels.get(at, own)
            return _written(counters.get(at, one.start), one.format)

        return re.sub(r"%([1-9])", shown, own.text).strip()


def _levels(parent: Element) -> dict[int, _Level]:
    found = {}
    for level in parent.findall(qn("w:lvl")):
        at = level.get(qn("w:ilvl"), "0")
        if at.isdecimal():
            start = _value(level, "w:start", "1")
            found[int(at)] = _Level(
                format=_value(level, "w:numFmt", "decimal"),
                text=_value(level, "w:lvlText", ""),
                start=int(start) if start.isdecimal() else 1,
            )
    return found


def _value(parent: Element, name: str, default: str) -> str:
    found = parent.find(qn(name))
    return str(found.get(qn("w:val"), default)) if found is not None else default


def _written(number: int, form: str) -> str:
    writer = _WRITERS.get(form)
    if writer is not None:
        return writer(number)
    if form.startswith("upper"):
        return _written(number, f"lower{form.removeprefix('upper')}").upper()
    return str(number)


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


def _digits(number: int) -> str:
    return "".join(_HAN[int(digit)] for digit in str(number))


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _han(number: int) -> str:
    """1 to 9999 as counted: 十二, 一百零五."""
    if not 0 < number < 10_000:
        return str(number)
    digits = [int(digit) for digit in str(number)]
    words = ""
    for at, digit in enumerate(digits):
        place = len(digits) - at - 1
        if digit:
            words += _HAN[digit] + _PLACES[place]
        elif words and not words.endswith("零") and any(digits[at:]):
            words += "零"
    return words.removeprefix("一") if 10 <= number < 20 else words


def _roman(number: int) -> str:
    words = ""
    for value, letters in _ROMAN:
        words += letters * (number // value)
        number %= value
    return words


_WRITERS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"), _han
    ),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _digits),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    "decimalZero": "{:02}".format,
    "lowerLetter": _letters,
    "lowerRoman": _roman,
}
