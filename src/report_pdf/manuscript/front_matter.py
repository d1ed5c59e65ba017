"""The lines between ``---`` at the head of a Markdown file: title, dek, byline, lede."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from report_pdf.findings import Finding, Message, Place
from report_pdf.manuscript.rules import FRONT_MATTER
from report_pdf.model.manuscript import Block, Byline, Dek, Kicker, Lede, Title

__all__ = ["FrontMatter", "read_front_matter"]

_KINDS: dict[str, type[Block]] = {
    "kicker": Kicker,
    "眉题": Kicker,
    "栏目": Kicker,
    "title": Title,
    "标题": Title,
    "dek": Dek,
    "subtitle": Dek,
    "副题": Dek,
    "副标题": Dek,
    "byline": Byline,
    "author": Byline,
    "authors": Byline,
    "署名": Byline,
    "作者": Byline,
    "lede": Lede,
    "abstract": Lede,
    "导语": Lede,
    "摘要": Lede,
}
_LINE = re.compile(r"(?P<key>[^\s:：#][^:：]*?)\s*[:：]\s*(?P<value>.*?)\s*$")
_QUOTED = re.compile(r"(?P<q>[\"'])(?P<text>.*)(?P=q)$")
_LIST = re.compile(r"\[(?P<items>.*)\]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """``blocks`` with the index of their line, from 0, in the file's order."""

    blocks: tuple[tuple[int, Block], ...]
    findings: tuple[Finding, ...]


def read_front_matter(lines: list[str], *, file: str) -> FrontMatter:
    """The lines of the file up to the second ``---``, each with its line end.

    A line that is not understood is named in a finding: nothing is left out unsaid.
    """
    blocks: list[tuple[int, Block]] = []
    findings: list[Finding] = []
    for index, line in enumerate(lines[1:-1], 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _LINE.match(line)
        kind = _KINDS.get(found["key"].strip().lower()) if found else None
        if found is None or kind is None or not found["value"]:
            findings.append(_not_understood(line.strip(), Place(file=file, line=index + 1, column=1)))
            continue
        text, start = _value(found["value"], found.start("value"))
        place = Place(file=file, line=index + 1, column=start + 1)
        blocks.append((index, kind(text=text, place=place, source=line)))
    return FrontMatter(blocks=tuple(blocks), findings=tuple(findings))


def _value(written: str, start: int) -> tuple[str, int]:
    """A scalar, quoted or not, or a list in one line: its items with blanks between."""
    if listed := _LIST.match(written):
        return " ".join(_unquoted(item) for item in _items(listed["items"])), start + 1
    if quoted := _QUOTED.match(written):
        return quoted["text"], start + 1
    return written, start


def _items(written: str) -> Iterator[str]:
    return (item for item in re.split(r"\s*[,，、]\s*", written.strip()) if item)


def _unquoted(item: str) -> str:
    found = _QUOTED.match(item)
    return found["text"] if found else item


def _not_understood(line: str, place: Place) -> Finding:
    return FRONT_MATTER.at(
        place,
        Message(zh=f"文件头的“{line[:20]}”没有用上。", en=f"“{line[:20]}” in the file's head is not used."),
        hint=Message(
            zh="文件头可以写 title、dek、byline、kicker、lede，一行一项；其余写在 issue.yaml。",
            en="It may hold title, dek, byline, kicker and lede, one a line; the rest belongs to issue.yaml.",
        ),
    )
