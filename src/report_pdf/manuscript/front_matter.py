"""The lines between ``---`` at the head of a Markdown file: title, dek, byline, lede."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from report_pdf.findings import Finding, Message, Place
from report_pdf.manuscript.markdown_inline import joins
from report_pdf.manuscript.rules import FRONT_MATTER
from report_pdf.model.manuscript import Block, Byline, Dek, Kicker, Lede, Span, Title

__all__ = ["FrontMatter", "Inline", "read_front_matter"]

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
_MORE = re.compile(r"[ \t]+\S|-[ \t]")
_ITEM = re.compile(r"\s*-[ \t]+")
_BLOCK = re.compile(r"[|>][+-]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """``blocks`` with the index of their line, from 0, in the file's order."""

    blocks: tuple[tuple[int, Block], ...]
    findings: tuple[Finding, ...]


Inline = Callable[[str], tuple[str, tuple[Span, ...]]]
"""Reads the marks of one value."""


def read_front_matter(lines: list[str], *, file: str, inline: Inline) -> FrontMatter:
    """The lines of the file up to the second ``---``, each with its line end.

    A line that is not understood is named in a finding: nothing is left out unsaid.
    """
    blocks: list[tuple[int, Block]] = []
    findings: list[Finding] = []
    done: set[type[Block]] = set()
    for index, until in _entries(lines):
        place = Place(file=file, line=index + 1, column=1)
        found = _LINE.match(lines[index])
        kind = _KINDS.get(found["key"].strip().lower()) if found else None
        value = _value(lines, index, until, found) if found else None
        if kind is None or value is None:
            findings.append(_not_understood(lines[index].strip(), place))
        elif kind in done:
            findings.append(_twice(lines[index].strip(), place))
        else:
            done.add(kind)
            written, line, column = value
            text, spans = inline(written)
            where = Place(file=file, line=line + 1, column=column + 1)
            source = "".join(lines[index:until])
            blocks.append((index, kind(text=text, spans=spans, place=where, source=source)))
    return FrontMatter(blocks=tuple(blocks), findings=tuple(findings))


def _entries(lines: list[str]) -> Iterator[tuple[int, int]]:
    """First line and end of each entry: what is set in, or begins with ``-``, belongs to the line before."""
    starts = [
        at
        for at, line in enumerate(lines[1:-1], 1)
        if line.strip() and not line.lstrip().startswith("#") and not _MORE.match(line)
    ]
    if not starts and len(lines) > 2:
        starts = [at for at, line in enumerate(lines[1:-1], 1) if line.strip()][:1]
    yield from zip(starts, [*starts[1:], len(lines) - 1][: len(starts)], strict=True)


def _value(lines: list[str], index: int, until: int, found: re.Match[str]) -> tuple[str, int, int] | None:
    """An entry's text with the line and the column, from 0, where it begins; None: it has none.

    A scalar, quoted or not, a list in one line (its items with blanks between), or lines below the key.
    """
    written, start = found["value"], found.start("value")
    if not written or _BLOCK.fullmatch(written):
        return _below(lines, index + 1, until, listed=not written)
    if listed := _LIST.match(written):
        return " ".join(_unquoted(item) for item in _items(listed["items"])), index, start + 1
    if quoted := _QUOTED.match(written):
        return quoted["text"], index, start + 1
    more = [line.strip() for line in lines[index + 1 : until] if line.strip()]
    return functools.reduce(_joined, more, written), index, start


def _below(lines: list[str], start: int, until: int, *, listed: bool) -> tuple[str, int, int] | None:
    own = [(at, lines[at]) for at in range(start, until) if lines[at].strip()]
    if not own:
        return None
    texts = [_ITEM.sub("", line).strip() for _, line in own]
    at, first = own[0]
    is_list = listed and all(_ITEM.match(line) for _, line in own)
    whole = " ".join(map(_unquoted, texts)) if is_list else functools.reduce(_joined, texts)
    return whole, at, first.find(texts[0])


def _joined(before: str, after: str) -> str:
    return before + ("" if joins(before[-1:], after[:1]) else " ") + after


def _items(written: str) -> Iterator[str]:
    return (item for item in re.split(r"\s*[,，、]\s*", written.strip()) if item)


def _unquoted(item: str) -> str:
    found = _QUOTED.match(item)
    return found["text"] if found else item


def _twice(line: str, place: Place) -> Finding:
    return FRONT_MATTER.at(
        place,
        Message(
            zh=f"文件头里已经写过这一项，“{line[:20]}”没有用上。",
            en=f"the head has this entry already: “{line[:20]}” is not used.",
        ),
        hint=Message(zh="两项留一项。", en="Keep one of the two."),
    )


def _not_understood(line: str, place: Place) -> Finding:
    return FRONT_MATTER.at(
        place,
        Message(zh=f"文件头的“{line[:20]}”没有用上。", en=f"“{line[:20]}” in the file's head is not used."),
        hint=Message(
            zh="文件头可以写 title、dek、byline、kicker、lede，一行一项；其余写在 issue.yaml。",
            en="It may hold title, dek, byline, kicker and lede, one a line; the rest belongs to issue.yaml.",
        ),
    )
