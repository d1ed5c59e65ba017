"""How single values are written: dates, lengths, sizes, focus, page ranges, names.

Each kind is a type for the schema: it takes the string that was written and gives the value, or says in two
languages what is wrong with it and how it should look.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from typing import Annotated, Final

from report_pdf.model.plan import Focus
from report_pdf.model.stamps import STAMP_COLOURS, colour_of
from report_pdf.plan.kinds import Kind, of_text, refused

__all__ = [
    "ByteCount",
    "FocusPoint",
    "IsoDate",
    "Issn",
    "IssueId",
    "LanguageTag",
    "LateNumber",
    "LayoutName",
    "Millimetres",
    "PageRange",
    "StampColour",
    "Text",
    "VariableName",
    "WebAddress",
    "is_safe_name",
    "whole_number",
]

_ID: Final = re.compile(r"\w[\w.\-]*")
_RESERVED: Final = re.compile(r"(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
_DATE: Final = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?")
_NUMBER: Final = r"([0-9]{1,9}(?:\.[0-9]{1,9})?)"
_LENGTH: Final = re.compile(_NUMBER + r"\s*(mm|cm|in|pt|毫米|厘米)")
_MM: Final = {"mm": 1.0, "毫米": 1.0, "cm": 10.0, "厘米": 10.0, "in": 25.4, "pt": 25.4 / 72}
_SIZE: Final = re.compile(_NUMBER + r"\s*([kmg]?)(i?)b", re.IGNORECASE)
_POWERS: Final = {"": 0, "k": 1, "m": 2, "g": 3}
_RANGE: Final = re.compile(r"([1-9][0-9]{0,5}|z)(-([1-9][0-9]{0,5}|z))?")
_LANGUAGES: Final = {"中文": "zh-CN", "简体中文": "zh-CN", "繁体中文": "zh-TW", "英文": "en"}
_FOCUS_WORDS: Final = {
    **dict.fromkeys(("left", "左"), (0.0, None)),
    **dict.fromkeys(("right", "右"), (1.0, None)),
    **dict.fromkeys(("top", "上"), (None, 0.0)),
    **dict.fromkeys(("bottom", "下"), (None, 1.0)),
    **dict.fromkeys(("center", "centre", "中", "居中", "中间"), (None, None)),
}


def _narrow(text: str) -> str:
    """Full-width digits, letters and marks as half-width ones."""
    return unicodedata.normalize("NFKC", text).strip()


def _filled(text: str) -> str:
    if not text:
        raise refused(
            "值是空的。", "the value is empty.", "请填写，或删去这个键。", "Fill it in or delete the key."
        )
    return text


def is_safe_name(name: str) -> bool:
    """Whether a name can be a folder's on any system."""
    return (
        _ID.fullmatch(name) is not None
        and _RESERVED.fullmatch(name) is None
        and not name.endswith(".")
        and len(name.encode()) <= 100
    )


def _issue_id(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    if not is_safe_name(text):
        raise refused(
            f"“{text}”不能作文件夹名。",
            f"“{text}” cannot be a folder's name.",
            "只用汉字、字母、数字和“-_.”，如 xinwen-2023-01。",
            "Use letters, figures and “-_.” only, like news-2023-01.",
        )
    return text


def _date(text: str) -> dt.date:
    match = _DATE.fullmatch(_narrow(text))
    try:
        if match:
            return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        pass
    raise refused(
        f"“{text}”不是一个日期。",
        f"“{text}” is no date.",
        "请写到日，如 2023-01-10 或 2023年1月10日。",
        "Write year, month and day: 2023-01-10.",
    )


def _millimetres(text: str) -> float:
    match = _LENGTH.fullmatch(_narrow(text).lower())
    if match is None:
        raise refused(
            f"“{text}”不是长度。", f"“{text}” is no length.", "要带单位，如 3mm、0.3cm、8.5pt。", "Give a unit: 3mm, 0.3cm, 8.5pt."
        )  # fmt: skip
    millimetres = round(float(match[1]) * _MM[match[2]], 6)
    if millimetres > 25:
        raise refused(f"{text} 太大。", f"{text} is too much.", "出血一般是 3mm，最多 25mm。", "Bleed is 3mm as a rule, 25mm at most.")  # fmt: skip
    return millimetres


def _byte_count(text: str) -> int:
    match = _SIZE.fullmatch(_narrow(text))
    size = 0
    if match is not None:
        size = round(float(match[1]) * (1024 if match[3] else 1000) ** _POWERS[match[2].lower()])
    if size < 1:
        raise refused(
            f"“{text}”不是文件大小。", f"“{text}” is no file size.", "如 3MB、500 kB、2MiB。", "Like 3MB, 500 kB, 2MiB."
        )  # fmt: skip
    return size


def _focus(value: object) -> Focus:
    if isinstance(value, Focus):
        return value
    parts = _focus_parts(value)
    points = [_share(part) for part in parts]
    if len(points) == 2 and None not in points:
        return Focus(x=points[0] or 0.0, y=points[1] or 0.0)
    if parts and all(part in _FOCUS_WORDS for part in parts) and (focus := _focus_of_words(parts)):
        return focus
    raise refused(
        "看不懂焦点的位置。",
        "the focus is not understood.",
        "如 [0.3, 0.4]、30% 40%、左上、center；从左边、上边量起，0 到 1。",
        "Like [0.3, 0.4], 30% 40%, left top, center: from the left and the top, 0 to 1.",
    )


def _focus_parts(value: object) -> list[str]:
    if isinstance(value, list):
        return [_narrow(item).lower() for item in value if isinstance(item, str)] if len(value) == 2 else []
    if not isinstance(value, str):
        return []
    words = re.split(r"[\s,、-]+", _narrow(value).lower())
    if len(words) == 1 and words[0] not in _FOCUS_WORDS:
        return re.findall(r"居中|中间|[左右上下中]|[^左右上下中]+", words[0])
    return words


def _share(text: str) -> float | None:
    match = re.fullmatch(r"([0-9]{0,4}(?:\.[0-9]{1,9})?)(%?)", text)
    if match is None or not match[1]:
        return None
    share = float(match[1]) / (100 if match[2] else 1)
    return share if share <= 1 else None


def _focus_of_words(words: list[str]) -> Focus | None:
    across = [x for x, _ in map(_FOCUS_WORDS.__getitem__, words) if x is not None]
    down = [y for _, y in map(_FOCUS_WORDS.__getitem__, words) if y is not None]
    if len(words) > 2 or len(across) > 1 or len(down) > 1:
        return None
    return Focus(x=across[0] if across else 0.5, y=down[0] if down else 0.5)


def _page_range(text: str) -> str:
    narrow = re.sub(r"\s+", "", re.sub(r"[–—~〜]", "-", _narrow(text))).replace("、", ",").lower()
    if len(narrow) > 2000 or not all(_RANGE.fullmatch(part) for part in narrow.split(",")):
        raise refused(
            f"“{text}”不是页码范围。",
            f"“{text}” is no range of pages.",
            "如 1-3,8,z-1：从 1 数起，z 是最后一页，倒着写就倒着排。",
            "Like 1-3,8,z-1: pages count from 1, z is the last one, a range may run backwards.",
        )
    return narrow


def _matching(pattern: str, zh: str, en: str, example: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        narrow = _narrow(text)
        if re.fullmatch(pattern, narrow) is None:
            raise refused(
                f"“{text}”不是{zh}。", f"“{text}” is no {en}.", f"如 {example}。", f"Like {example}."
            )
        return narrow

    return parse


def _stamp_colour(text: str) -> tuple[float, float, float]:
    colour = colour_of(_narrow(text).lower())
    if colour is None:
        names = "、".join(STAMP_COLOURS)
        raise refused(
            f"不认识颜色“{text}”。", f"“{text}” is no colour that is known.", f'写 {names}，或 "#c00000"（带引号）。',
            f'Write one of {names}, or "#c00000" in quotes.',
        )  # fmt: skip
    return colour


def _language(text: str) -> str:
    return _LANGUAGES.get(text) or _matching(_LANGUAGE_PATTERN, "语言标记", "language tag", "zh-CN")(text)


def _issn(text: str) -> str:
    digits = re.sub(r"^ISSN|[\s-]", "", _narrow(text).upper())
    if re.fullmatch(r"[0-9]{7}[0-9X]", digits):
        weighed = sum(int(digit) * (8 - at) for at, digit in enumerate(digits[:7]))
        if "0123456789X"[-weighed % 11] == digits[7]:
            return f"{digits[:4]}-{digits[4:]}"
    raise refused(
        f"“{text}”不是正确的 ISSN（校验位不符或位数不对）。",
        f"“{text}” is no valid ISSN (length or check digit).",
        "如 1000-0003；没有 ISSN 就删去这个键。",
        "Like 1000-0003; delete the key if there is none.",
    )


def whole_number(least: int, most: int, unit: str) -> Kind:
    """A whole number from ``least`` to ``most``; the unit may be written after it."""

    def read(text: str) -> int:
        match = re.fullmatch(rf"([0-9]{{1,9}})\s*({unit})?", _narrow(text).lower())
        if match is None or not least <= int(match[1]) <= most:
            raise refused(
                f"“{text}”不是 {least} 到 {most} 的整数。",
                f"“{text}” is no whole number from {least} to {most}.",
                "请写一个整数。",
                "Write a whole number.",
            )
        return int(match[1])

    bounds = {"minimum": least, "maximum": most, "pattern": rf"^[0-9]+\s*({unit})?$"}
    return of_text(read, type=["integer", "string"], **bounds)


_LANGUAGE_PATTERN: Final = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}"

Text = Annotated[str, of_text(_filled, type=["string", "number"], minLength=1)]
IssueId = Annotated[
    str, of_text(_issue_id, type=["string", "integer"], pattern=r"^[^\s/\\:*?\"<>|.-][^\s/\\:*?\"<>|]*$")
]
IsoDate = Annotated[dt.date, of_text(_date, pattern=rf"^{_DATE.pattern}$")]
Millimetres = Annotated[float, of_text(_millimetres, pattern=r"^[0-9.]+\s*(mm|cm|in|pt|毫米|厘米)$")]
ByteCount = Annotated[int, of_text(_byte_count, pattern=r"^[0-9.]+\s*[kKmMgG]?[iI]?[bB]$")]
FocusPoint = Annotated[
    Focus, Kind(_focus, {"anyOf": [{"type": "string"}, {"type": "array", "minItems": 2, "maxItems": 2}]})
]
PageRange = Annotated[
    str, of_text(_page_range, type=["string", "integer"], pattern=r"^[0-9zZ,\uff0c、\s–—~\uff5e-]+$")
]
LateNumber = Annotated[
    str,
    of_text(_matching(r"\S{1,12}", "页码", "page number", "15A"), type=["string", "integer"], maxLength=12),
]
StampColour = Annotated[tuple[float, float, float], of_text(_stamp_colour)]
LanguageTag = Annotated[str, of_text(_language, pattern=rf"^({_LANGUAGE_PATTERN}|{'|'.join(_LANGUAGES)})$")]
LayoutName = Annotated[
    str,
    of_text(
        _matching(r"[a-z][a-z0-9_-]{0,63}", "版式名", "name of a layout", "magazine"),
        pattern=r"^[a-z][a-z0-9_-]*$",
    ),
]
VariableName = Annotated[
    str,
    of_text(
        _matching(
            r"[A-Za-z_][A-Za-z0-9_]{0,127}",
            "环境变量名（不要写密码本身）",
            "name of an environment variable (never write the password itself)",
            "LETTER_PASSWORD",
        ),
        pattern=r"^[A-Za-z_][A-Za-z0-9_]*$",
    ),
]
WebAddress = Annotated[
    str,
    of_text(
        _matching(r"https?://[^\s/]+\S{0,2000}", "网址", "web address", "https://example.org/2023-01"),
        pattern=r"^https?://",
    ),
]
Issn = Annotated[str, of_text(_issn, pattern=r"^(ISSN\s*)?[0-9]{4}-?[0-9]{3}[0-9Xx]$")]
