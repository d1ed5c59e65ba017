"""The numbers that Word writes before paragraphs and that no run of text holds (ISO/IEC 29500-1, 17.9)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace

from report_pdf.manuscript.docx_package import Element, qn
from report_pdf.manuscript.docx_styles import switched_on

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
_LEGAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """``plain``: all its numbers are written 1, 2, 3 (17.9.4). ``pictured``: its bullet is a picture. ``restarts``: after which level, counted from 1; 0: never."""

    format: str
    text: str
    start: int
    plain: bool = False
    pictured: bool = False
    restarts: int | None = None


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
            abstract = _styled(abstract, abstracts)
            self._levels[key] = _levels(abstracts[abstract])
            for change in number.findall(qn("w:lvlOverride")):
                self._levels[key] |= _levels(change)
                start = change.find(qn("w:startOverride"))
                at = int(change.get(qn("w:ilvl"), "0"))
                if start is not None and at in self._levels[key]:
                    own = start.get(qn("w:val"), "1")
                    first = int(own) if own.isdecimal() else 1
                    self._levels[key][at] = replace(self._levels[key][at], start=first)
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
            after = levels[deeper].restarts if deeper in levels else None
            if after is None or level < after:
                del counters[deeper]
        if own.format == _BULLET:
            return "" if own.text.strip() or own.pictured else None
        if own.format == _NONE or not own.text:
            return None if not own.text else own.text

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            one = levels.get(at, own)
            return _written(counters.get(at, one.start), "decimal" if own.plain else one.format)

        return re.sub(r"%([1-9])", shown, own.text).strip()


def _styled(abstract: str | None, abstracts: dict[str | None, Element]) -> str | None:
    """The definition that has the levels: one that only names a list style leads to that style's (17.9.21, 17.9.27)."""
    named = _value(abstracts[abstract], "w:numStyleLink", "")
    own = (key for key, one in abstracts.items() if key and _value(one, "w:styleLink", "") == named)
    return next(own, abstract) if named else abstract


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
                plain=bool(switched_on(level, "w:isLgl")),
                pictured=level.find(qn("w:lvlPicBulletId")) is not None,
                restarts=int(restart) if (restart := _value(level, "w:lvlRestart", "")).isdecimal() else None,
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


def _row_of(first: str, last: int) -> Callable[[int], str]:
    """Characters that stand in a row: ① to ⑳; beyond them the plain number."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= last else str(number)


def _cycle(characters: str) -> Callable[[int], str]:
    """甲 to 癸, and again."""
    return lambda number: characters[(number - 1) % len(characters)] if number > 0 else str(number)


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number // 10 % 10 != 1 else 0, "th")
    return f"{number}{ending}"


def _legal(number: int) -> str:
    """壹佰零伍, as money is written."""
    return _han(number, whole=True).translate(_LEGAL)


def _digits(number: int) -> str:
    return "".join(_HAN[int(digit)] for digit in str(number))


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _han(number: int, *, whole: bool = False) -> str:
    """1 to 9999 as counted: 十二, 一百零五; ``whole``: 一十二."""
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
    return words.removeprefix("一") if 10 <= number < 20 and not whole else words


def _roman(number: int) -> str:
    words = ""
    for value, letters in _ROMAN:
        words += letters * (number // value)
        number %= value
    return words


_WRITERS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
        ),
        _han,
    ),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _digits),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _row_of("①", 20)),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional"), _legal),
    "decimalEnclosedParen": _row_of("⑴", 20),
    "decimalEnclosedFullstop": _row_of("⒈", 20),
    "ideographEnclosedCircle": _row_of("㊀", 10),
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "decimalFullWidth": lambda number: str(number).translate(_WIDE),
    "decimalFullWidth2": lambda number: str(number).translate(_WIDE),
    "decimalZero": "{:02}".format,
    "numberInDash": "- {} -".format,
    "ordinal": _ordinal,
    "lowerLetter": _letters,
    "lowerRoman": _roman,
}
