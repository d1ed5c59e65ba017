"""Where each character of a block's text stands in the source: line and column."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TypeAlias

from report_pdf.model.manuscript import Block

__all__ = ["Position", "source_positions"]

Position: TypeAlias = tuple[int, int]
"""Line and column, from 1."""

_BLANK_LINES = re.compile(r"(?:[^\S\r\n]*(?:\r\n|\r|\n))*")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_ADDRESS = re.compile(r"(?<=\]\()[^()\s]*")
_NOTHING = "\0"


def source_positions(block: Block) -> tuple[Position, ...]:
    """One position for each character of ``block.text``.

    The text is a piece of its line unless signs of the manuscript stand in it, it runs over several lines or it was
    edited before; then the two are aligned, and a character without a counterpart gets its left neighbour's place.
    """
    line, column = block.place.line or 1, block.place.column or 1
    source = block.source[_BLANK_LINES.match(block.source).end() :]  # type: ignore[union-attr]  # matches nothing too
    rest = source[column - 1 :]
    if rest.startswith(block.text) and "\n" not in block.text:
        return tuple((line, column + at) for at in range(len(block.text)))
    return _aligned(block.text, rest, line, column)


def _aligned(text: str, source: str, line: int, column: int) -> tuple[Position, ...]:
    where = _positions(source, line, column)
    # An address is no text: its letters must not be taken for those behind it.
    readable = _ADDRESS.sub(lambda found: _NOTHING * len(found.group()), source)
    positions = [where[0]] * len(text)
    for _, a, a_end, b, b_end in SequenceMatcher(a=readable, b=text, autojunk=False).get_opcodes():
        for at in range(b, b_end):
            positions[at] = where[min(a + at - b, max(a, a_end - 1))]
    return tuple(positions)


def _positions(source: str, line: int, column: int) -> list[Position]:
    """Of each character of ``source``, whose first stands at ``line`` and ``column``; one more for its end."""
    found: list[Position] = []
    for each in _LINE.finditer(source):
        found += [(line, column + at) for at in range(len(each.group()))]
        line, column = line + 1, 1
    return [*found, found[-1] if found else (line, column)]
