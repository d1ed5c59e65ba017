"""What one line shows by itself: the desk's signs (——, ●, ↓, 一、, 文/图) and its shape.

The house convention as in ``docs/how-to/write-a-manuscript.md``; heading numbers follow the usual order of
levels, 一、 （一） 1. （1） ① (GB/T 9704-2012, 7.3.3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from report_pdf.manuscript.lines import visible
from report_pdf.model.manuscript import Block, Bullet, Caption, Heading, Paragraph

__all__ = [
    "Mark",
    "caption_by_shape",
    "dek_start",
    "has_headline_shape",
    "has_part_shape",
    "is_byline",
    "is_short",
    "lede_start",
    "mark_of",
    "may_stand_out",
    "names_a_part",
    "stops",
]

_HAN_NUMBER = "[一二三四五六七八九十百零〇]{1,4}"
_BULLET = re.compile(r"[●○◆◇■□•▪◼▸►▶★☆※➢➤❖·]\s*|[-*]\s+")
_ARROWS = r"[↓↑→←↗↘↙↖⬇⬆➡⬅▲△▼▽]\ufe0f?"
_CAPTION = re.compile(
    rf"(?:{_ARROWS}\s*)+|图(?:说|注|片说明)?\s*[:：]\s*|(?=图\s?(?:\d{{1,2}}|{_HAN_NUMBER})[\s:：.．、])"
)
_TRAILING_ARROW = re.compile(rf"(?<!\s)\s*(?:{_ARROWS}\s*)+\Z")
_DATED = re.compile(r"(?:\d{4}\s?年\s?)?\d{1,2}\s?月(?:\s?\d{1,2}\s?日|[初底中上下旬份]{1,2})?\s?[,，、:：]?")
_DEK = re.compile(r"(?:[—―─－]{1,4}|-{2,4})\s*")
_LEDE = re.compile(r"(?:【导语】|导语\s*[:：]|【提要】|提要\s*[:：])\s*")
_LABELLED_LEDE = re.compile(
    r"(?:【(?:摘要|内容提要|编者按|编者的话)】|(?:摘要|内容提要|编者按|编者的话)\s*[:：])"
)
_ROLE = r"(?:撰文|摄影|摄|供图|供稿|图片|图文|文图|文字|文|图|作者|采写|整理|编辑|(?:本[刊报]|特约)?(?:记者|通讯员))"
_BYLINES = (
    re.compile(r"[□■◎◇]?\s*[文图]\s*[/／、·&和]?\s*[文图摄]?\s*[/／|｜:：\s]\s*\S+.*"),
    re.compile(rf"[□■◎◇]?\s*{_ROLE}(?:\s*[/／、]\s*{_ROLE})*(?:\s*[:：/／|｜]\s*|\s+)\S+.*"),
    re.compile(rf"[（(][^（()）]*{_ROLE}(?:[:：/／|｜\s]+)[^（()）]+[)）]"),
    re.compile(rf"[\u4e00-\u9fff·\s]{{2,12}}[/／]\s*{_ROLE}(?:\s.*|\Z)"),
    re.compile(r"[\u4e00-\u9fff·\s]{2,20}\s(?:文\s?[/／]\s?图|图\s?[/／]\s?文)"),
)
_HEADINGS = (
    ("chapter", re.compile(rf"(?P<n>第(?:{_HAN_NUMBER}|\d{{1,3}})[章节篇编讲回条]?)[\s:：、，,]+(?=\S)")),
    ("han", re.compile(rf"(?P<n>{_HAN_NUMBER})\s*[、.．]\s*(?=\S)")),
    ("han-bracket", re.compile(rf"[（(]\s*(?P<n>{_HAN_NUMBER})\s*[)）]\s*[、.．]?\s*(?=\S)")),
    ("figure", re.compile(r"(?P<n>\d{1,2})(?:\s*[、．]\s*|\s*\.(?!\d)\s*|\s+(?![年月日时]\s?\d))(?=\S)")),
    ("figure-bracket", re.compile(r"(?:[（(]\s*(?P<n>\d{1,2})\s*[)）]|(?P<m>\d{1,2})[)）])\s*(?=\S)")),
    ("circled", re.compile(r"(?P<n>[①-⑳])\s*(?=\S)")),
)
HEADING_FORMS = tuple(form for form, _ in _HEADINGS)
"""From the highest level to the lowest."""

_STOPS = "。；;，,、：:…."
_CLOSED = re.compile(r"[。！？!?…][”’\"'）)》」』】]*\Z")
_PART = re.compile(
    r"[\u4e00-\u9fff]{2,6}\s?\d{4}年?|\d{4}年?\s?[\u4e00-\u9fff]{2,6}|[上中下前后][篇编部]|"
    rf"第(?:{_HAN_NUMBER}|\d{{1,2}})(?:部分|篇|编|章)"
)
_SHORT = re.compile(r"[\w·\s]{2,10}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a line was recognised as; its text is ``raw[start:end]``."""

    kind: type[Block]
    start: int
    end: int
    number: str = ""
    form: str = ""
    level: int = 1
    lost_arrow: bool = False


def mark_of(raw: str) -> Mark:
    """By its signs alone: bullet, caption, numbered heading; everything else is a paragraph."""
    if found := _CAPTION.match(raw):
        return _caption(raw, found.end())
    if trailing := _TRAILING_ARROW.search(raw):
        return Mark(kind=Caption, start=0, end=trailing.start()) if trailing.start() else _plain(raw)
    if (found := _BULLET.match(raw)) and found.end() < len(raw):
        return Mark(kind=Bullet, start=found.end(), end=len(raw))
    return _heading(raw) or _plain(raw)


def _plain(raw: str) -> Mark:
    return Mark(kind=Paragraph, start=0, end=len(raw))


def _caption(raw: str, start: int) -> Mark:
    trailing = _TRAILING_ARROW.search(raw, start)
    end = trailing.start() if trailing else len(raw)
    return Mark(kind=Caption, start=start, end=end) if start < end else _plain(raw)


def _heading(raw: str) -> Mark | None:
    for form, pattern in _HEADINGS:
        found = pattern.match(raw)
        if found and _reads_as_heading(raw[found.end() :]):
            number = next(value for value in found.groups() if value)
            return Mark(kind=Heading, start=found.end(), end=len(raw), number=number, form=form)
    return None


def _reads_as_heading(text: str) -> bool:
    return len(text) <= 40 and not stops(text) and "。" not in text and any(ch.isalpha() for ch in text)


def stops(raw: str) -> bool:
    """Ends with a mark no heading ends with."""
    return visible(raw)[-1:] in _STOPS


def is_closed(raw: str) -> bool:
    """Ends a sentence."""
    return _CLOSED.search(raw) is not None


def is_short(raw: str) -> bool:
    """A few characters without marks: what a part's name looks like."""
    return _SHORT.fullmatch(raw) is not None


def has_headline_shape(raw: str) -> bool:
    """Short, no mark at its end, no sentence inside, no date in front."""
    bare = "".join(raw.split())
    return (
        2 <= len(bare) <= 25
        and not stops(raw)
        and not is_closed(raw)
        and not any(mark in bare for mark in "。；;")
        and not _DATED.match(raw)
        and any(ch.isalpha() for ch in bare)
    )


def may_stand_out(raw: str) -> bool:
    """Short and no sentence: what a line set in bold must be to head what follows."""
    bare = "".join(raw.split())
    return (
        2 <= len(bare) <= 40
        and bare[-1] not in "。；;，,、…"
        and "。" not in bare
        and any(ch.isalpha() for ch in bare)
    )


def names_a_part(raw: str) -> bool:
    """Says by itself that it is a part: 回顾2022, 上篇, 第一部分."""
    return _PART.fullmatch(raw) is not None


def has_part_shape(raw: str, model: str) -> bool:
    """The same length as another part's name with the figures at the same places."""
    return (
        len(raw) == len(model)
        and all(a.isdecimal() == b.isdecimal() for a, b in zip(raw, model, strict=True))
        and any(ch.isdecimal() for ch in raw)
    )


def caption_by_shape(raw: str) -> bool:
    """Starts with a month, one sentence, short: reads as a caption (where it stands must agree)."""
    inner = raw.rstrip("。")
    return _DATED.match(raw) is not None and len(raw) <= 120 and "。" not in inner and stops(raw)


def dek_start(raw: str) -> int:
    """Where the text of a dek starts, 0 if the line is none."""
    found = _DEK.match(raw)
    return found.end() if found and found.end() < len(raw) else 0


def lede_start(raw: str) -> int | None:
    """Where the text of a lede that says so starts; None if the line does not say so."""
    if found := _LEDE.match(raw):
        return found.end() if found.end() < len(raw) else None
    return 0 if _LABELLED_LEDE.match(raw) else None


def is_byline(raw: str) -> bool:
    """文/图 …, （记者 … 通讯员 …）, 撰文 … 摄影 …."""
    bracketed = raw[0] in "（(" and raw[-1] in ")）"
    return (
        len(raw) <= 60
        and (bracketed or not (stops(raw) or is_closed(raw)))
        and any(pattern.fullmatch(raw) for pattern in _BYLINES)
    )
