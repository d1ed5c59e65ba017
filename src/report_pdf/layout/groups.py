"""Blocks that are set together: a table with its title, unit and notes; the names of a list.

In: an article's blocks, or a box's. Out: the same in order, each with its index; what belongs together is one group. Titles
over tables and notes below them: CY/T 170-2019, 7.2 and 7.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from report_pdf.layout.name_lists import Roll, read_roll
from report_pdf.model.manuscript import Block, Bullet, Caption, Heading, Paragraph, PictureSlot, Table

__all__ = ["TABLE_NUMBER", "NameGroup", "Numbered", "TableGroup", "group_blocks"]

Numbered = tuple[int, Block]
"""A block with its index."""

TABLE_NUMBER = re.compile(
    r"附?表\s*(?:\d+|[一二三四五六七八九十]+|[A-Z]\d*)(?:[-–－.．]\d+)?(?=[\s:：、.．《]|[^\W\d_])"
)
_TITLE_LONGEST = 48
_UNIT = re.compile(r"[（(]?(?:计量)?单位\s*[:：]\s*[^。]{1,24}$")
_NOTE = re.compile(r"(?:附?注|资料来源|数据来源|来源)\s*\d*\s*[:：]")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableGroup:
    """A table with what belongs to it."""

    table: Numbered
    title: Numbered | None = None
    unit: Numbered | None = None
    notes: tuple[Numbered, ...] = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All of them, in reading order."""
        before = tuple(one[1] for one in (self.title, self.unit) if one)
        return (*before, self.table[1], *(block for _, block in self.notes))


@dataclass(frozen=True, slots=True, kw_only=True)
class NameGroup:
    """Names, each with the index of the block it stands in."""

    label: str
    names: tuple[tuple[int, str], ...]


def group_blocks(blocks: Sequence[Block]) -> Iterator[tuple[int, Block | TableGroup | NameGroup]]:
    """Each with the index of its first block."""
    at = 0
    while at < len(blocks):
        group, end = _table(blocks, at) or _names(blocks, at) or (blocks[at], at + 1)
        yield at, group
        at = end


def _table(blocks: Sequence[Block], at: int) -> tuple[TableGroup, int] | None:
    title = unit = None
    end = at
    if _names_table(blocks[end]):
        title, end = (end, blocks[end]), end + 1
    if end < len(blocks) and _is(blocks[end], _UNIT):
        unit, end = (end, blocks[end]), end + 1
    if end >= len(blocks) or not isinstance(blocks[end], Table):
        return None
    table = (end, blocks[end])
    end += 1
    notes = []
    while end < len(blocks) and _is(blocks[end], _NOTE):
        notes.append((end, blocks[end]))
        end += 1
    return TableGroup(table=table, title=title, unit=unit, notes=tuple(notes)), end


def _names_table(block: Block) -> bool:
    """``表1 各县人口``, in whatever way the reader of the manuscript took it; a sentence about a table is none."""
    text = block.text.strip()
    return (
        isinstance(block, Paragraph | Caption | Heading)
        and not (isinstance(block, Heading) and block.number)
        and TABLE_NUMBER.match(text) is not None
        and len(text) <= _TITLE_LONGEST
        and text[-1] not in "。；，：！？"
    )


def _is(block: Block, form: re.Pattern[str]) -> bool:
    return isinstance(block, Paragraph | Caption) and form.match(block.text.strip()) is not None


def _names(blocks: Sequence[Block], at: int) -> tuple[NameGroup, int] | None:
    """The longest row of blocks from here that hold nothing but names."""
    lead = next((b.text for b in reversed(blocks[:at]) if not isinstance(b, PictureSlot)), "")
    roll: Roll | None = None
    end = at
    names: list[tuple[int, str]] = []
    while end < len(blocks) and type(blocks[end]) is type(blocks[at]) and _plain(blocks[end]):
        one = read_roll(blocks[end].text)
        if one is None or (one.label and end > at):
            break
        roll = roll or one
        names += [(end, name) for name in one.names]
        end += 1
        if one.label:
            break
    if roll is None or not Roll(label=roll.label, names=tuple(n for _, n in names)).is_list_of_names(lead):
        return None
    return NameGroup(label=roll.label, names=tuple(names)), end


def _plain(block: Block) -> bool:
    numbered = isinstance(block, Bullet) and bool(block.number or block.level > 1)
    return isinstance(block, Paragraph | Bullet) and not block.spans and not numbered
