"""Where each character of a block's text stands in its line of the source."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from report_pdf.model.manuscript import Block

__all__ = ["source_columns"]

_LINE = re.compile(r"[^\r\n]*[^\s][^\r\n]*")


def source_columns(block: Block) -> tuple[int, ...]:
    """One column for each character of ``block.text``, from 1.

    The text is a piece of the line unless characters that are not set were left out or it was edited before; then
    the two are aligned, and a character without a counterpart gets its left neighbour's column.
    """
    first = block.place.column or 1
    found = _LINE.search(block.source)
    line = found.group()[first - 1 :] if found else ""
    if line.startswith(block.text):
        return tuple(range(first, first + len(block.text)))
    columns = [first] * len(block.text)
    matcher = SequenceMatcher(a=line, b=block.text, autojunk=False)
    for _, a, a_end, b, b_end in matcher.get_opcodes():
        for at in range(b, b_end):
            columns[at] = first + min(a + at - b, max(a, a_end - 1))
    return tuple(columns)
