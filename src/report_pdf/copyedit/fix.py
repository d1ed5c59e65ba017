"""The source of a manuscript with its corrections put in, every other character as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from report_pdf.copyedit.positions import Position, source_positions
from report_pdf.model.manuscript import Block, Manuscript, all_blocks

__all__ = ["FixedSource", "fixed_source"]

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedSource:
    """``text`` is the source after ``corrected`` blocks were corrected; ``left``: blocks that could not be followed."""

    text: str
    corrected: int
    left: int


@dataclass(frozen=True, slots=True)
class _Change:
    """``start:end`` of the source becomes ``after``."""

    start: int
    end: int
    after: str


def fixed_source(read: Manuscript, edited: Manuscript) -> FixedSource:
    """The text or Markdown that reads as ``edited`` does.

    Args:
        read: As the manuscript was read.
        edited: The same after copy-editing.
    """
    source = "".join(block.source for block in read.blocks)
    offsets = _offsets(source)
    changes: list[_Change] = []
    corrected = left = 0
    for before, after in zip(all_blocks(read.blocks), all_blocks(edited.blocks), strict=True):
        if before.text == after.text:
            continue
        found = _changes(before, after.text, source, offsets)
        corrected, left = corrected + (found is not None), left + (found is None)
        changes += found or []
    return FixedSource(text="".join(_applied(source, changes)), corrected=corrected, left=left)


def _offsets(source: str) -> Mapping[int, int]:
    """Where each line starts."""
    return {number: found.start() for number, found in enumerate(_LINE.finditer(source), 1)}


def _changes(block: Block, text: str, source: str, offsets: Mapping[int, int]) -> list[_Change] | None:
    """None where a character of the text does not stand in the source as it is (an escape, an entity)."""
    at = [_offset(position, offsets) for position in source_positions(block)]
    changes: list[_Change] = []
    for kind, low, high, new_low, new_high in SequenceMatcher(
        a=block.text, b=text, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            continue
        if any(source[at[i] : at[i] + 1] != block.text[i] for i in range(low, high)):
            return None
        start = at[low] if low < len(at) else at[-1] + 1
        changes.append(_Change(start, start, text[new_low:new_high]))
        changes += [_Change(at[i], at[i] + 1, "") for i in range(low, high)]
    return changes


def _offset(position: Position, offsets: Mapping[int, int]) -> int:
    line, column = position
    return offsets.get(line, 0) + column - 1


def _applied(source: str, changes: list[_Change]) -> Iterator[str]:
    done = 0
    for change in sorted(changes, key=lambda change: (change.start, change.end)):
        yield source[done : change.start]
        yield change.after
        done = max(done, change.end)
    yield source[done:]
