"""What a manuscript shows that the desk should know, apart from its wording."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from report_pdf.findings import Finding, Message, Place
from report_pdf.manuscript import rules, signs
from report_pdf.manuscript.lines import INVISIBLE, Line
from report_pdf.manuscript.signs import Mark
from report_pdf.model.manuscript import Heading, Paragraph, Part

__all__ = ["inspect_characters", "inspect_encoding", "inspect_structure"]

_LINE_END = re.compile(r"\r\n|\r|\n")
_HAN_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0}
_WRAPPED_LINES = 3


def inspect_encoding(data: bytes, text: str, encoding: str, *, file: str) -> tuple[Finding, ...]:
    """A file that is not UTF-8 and has no byte order mark leaves room for doubt: say what was concluded."""
    if encoding == "utf-8" or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ()
    said = rules.GUESSED_ENCODING.at(
        Place(file=file),
        Message(zh=f"按 {encoding.upper()} 读入。", en=f"read as {encoding.upper()}."),
    )
    if encoding != "gb18030" or _common_share(text) >= 0.7:
        return (said,)
    doubt = rules.DOUBTFUL_ENCODING.at(
        Place(file=file),
        Message(
            zh="按 GB18030 读出的生僻字过多，可能读错了编码。",
            en="read as GB18030 it has too many rare characters.",
        ),
        hint=Message(zh="请核对文字，另存为 UTF-8 再试。", en="Check the text and save it as UTF-8."),
    )
    return said, doubt


def _common_share(text: str) -> float:
    """How many of the characters beyond ASCII are in GB 2312."""
    beyond = [ch for ch in text if ch > "\x7f"]
    return sum(bool(ch.encode("gb2312", "ignore")) for ch in beyond) / len(beyond) if beyond else 1.0


def inspect_characters(text: str, *, file: str) -> tuple[Finding, ...]:
    """Characters that cannot be set: one finding each."""
    lines = _LINE_END.split(text)
    return tuple(
        finding
        for number, line in enumerate(lines, start=1)
        for column, ch in enumerate(line, start=1)
        if (finding := _inspect(ch, Place(file=file, line=number, column=column))) is not None
    )


def _inspect(ch: str, place: Place) -> Finding | None:
    name = f"U+{ord(ch):04X} {unicodedata.name(ch, '')}".strip()
    if ch in INVISIBLE:
        return rules.INVISIBLE_CHARACTER.at(
            place, Message(zh=f"看不见的字符 {name}，未排出。", en=f"invisible character {name}, left out.")
        )
    if ch == "\ufffd":
        return rules.LOST_CHARACTER.at(
            place, Message(zh="此处丢了一个字(�)。", en="a character was lost here (�).")
        )
    if unicodedata.category(ch) in ("Co", "Cs"):
        return rules.PRIVATE_CHARACTER.at(
            place,
            Message(zh=f"专用区字符 {name}。", en=f"private-use character {name}."),
            hint=Message(zh="请改用 Unicode 已收的字。", en="Use the character Unicode has."),
        )
    return None


def inspect_structure(lines: Sequence[Line], marks: Sequence[Mark], *, file: str) -> tuple[Finding, ...]:
    """What the blocks show, in reading order."""
    places = [
        Place(file=file, line=line.number, column=line.column + mark.start)
        for line, mark in zip(lines, marks, strict=True)
    ]
    found = (
        *_title(lines[0], places[0]),
        *_lost_arrows(marks, places),
        *_number_jumps(marks, places),
        *_wrapped(lines, marks, places),
    )
    return tuple(sorted(found, key=lambda finding: finding.place or places[0]))


def _title(line: Line, place: Place) -> Iterator[Finding]:
    if len(line.raw) > 60 or line.raw[-1] in "。；":
        yield rules.LONG_TITLE.at(
            place,
            Message(zh="第一行不像标题。", en="the first line does not look like a title."),
            hint=Message(zh="请在第一行写标题。", en="Write the title in the first line."),
        )


def _lost_arrows(marks: Sequence[Mark], places: Sequence[Place]) -> Iterator[Finding]:
    for mark, place in zip(marks, places, strict=True):
        if mark.lost_arrow:
            yield rules.LOST_ARROW.at(
                place,
                Message(
                    zh="这行看来是图说，但缺了箭头。", en="this line reads as a caption but has no arrow."
                ),
                hint=Message(zh="若是图说，请在行首补 ↓。", en="If it is a caption, put ↓ in front of it."),
            )


def _number_jumps(marks: Sequence[Mark], places: Sequence[Place]) -> Iterator[Finding]:
    """Each form counts on from the heading before it on its level; a higher heading starts anew, a part may."""
    last: dict[int, int] = {}
    carried: dict[int, int] = {}
    for mark, place in zip(marks, places, strict=True):
        if mark.kind is Part:
            carried, last = {**carried, **last}, {}
        if mark.kind is not Heading or (value := _value(mark.number)) is None:
            continue
        before = last.get(mark.level, 0)
        if value not in (1, before + 1) and not (before == 0 and value == carried.get(mark.level, 0) + 1):
            yield rules.HEADING_NUMBER_JUMP.at(
                place,
                Message(
                    zh=f"小标题序号由 {before} 跳到 {value}。" if before else f"小标题序号从 {value} 开始。",
                    en=f"heading numbers go from {before} to {value}."
                    if before
                    else f"headings start at {value}.",
                ),
            )
        last = {level: number for level, number in last.items() if level < mark.level} | {mark.level: value}


def _value(number: str) -> int | None:
    bare = number.removeprefix("第").rstrip("章节篇编讲回条")
    if bare.isdecimal():
        return int(bare)
    if len(bare) == 1 and "①" <= bare <= "⑳":
        return ord(bare) - ord("①") + 1
    tens, ten, ones = bare.rpartition("十")
    if not set(tens + ones) <= set(_HAN_DIGITS) or len(tens) > 1 or len(ones) > 1 or not bare:
        return None
    return 10 * (_HAN_DIGITS.get(tens, 1) if ten else 0) + _HAN_DIGITS.get(ones, 0)


def _wrapped(lines: Sequence[Line], marks: Sequence[Mark], places: Sequence[Place]) -> Iterator[Finding]:
    """Paragraphs of one width that run into each other without a mark."""
    start = 0
    for i in range(1, len(lines) + 1):
        if i < len(lines) and _runs_on(lines, marks, i):
            continue
        if i - start > _WRAPPED_LINES:
            yield rules.HARD_WRAPPED.at(
                places[start],
                Message(
                    zh=f"从这里起 {i - start} 行像是按行宽断开的同一段。",
                    en=f"{i - start} lines from here look like one paragraph broken at a line width.",
                ),
                hint=Message(zh="请把同一段并成一行。", en="Put each paragraph on one line."),
            )
        start = i


def _runs_on(lines: Sequence[Line], marks: Sequence[Mark], at: int) -> bool:
    above = lines[at - 1]
    return (
        marks[at].kind is Paragraph
        and marks[at - 1].kind is Paragraph
        and not above.blanks
        and not signs.is_closed(above.raw)
        and len(above.raw) >= 15
        and len(lines[at].raw) <= len(above.raw) + 2
    )
