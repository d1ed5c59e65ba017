"""Notes that are called from a title, a lede or a caption: those stand apart, where no foot of a column is theirs.

The call becomes a star, and the note, which is set in the text, begins with it; a title's note says so in words, for
titles are repeated in the contents and the bookmarks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from report_pdf.model.manuscript import Block, Figure, Kicker, Note, SpanKind, Title, all_blocks

__all__ = ["Apart", "set_apart"]

_OF_TITLE = "〔题注〕"


class Apart:
    """The texts that stand apart, with stars; ``leads``: how the notes they call begin."""

    def __init__(self, leads: Mapping[str, str]) -> None:
        self.leads = leads

    def text(self, block: Block | None) -> str:
        """A block's text with its stars."""
        if block is None:
            return ""
        text = block.text
        calls = [span for span in block.spans if span.kind is SpanKind.NOTE and span.target in self.leads]
        for span in sorted(calls, key=lambda one: -one.start):
            sign = self.leads[span.target]
            if sign != _OF_TITLE:
                text = text[: span.start] + sign + text[span.start :]
        return text

    def running(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        """The blocks that run in the columns: a note's first paragraph has its sign."""
        begun: set[str] = set()
        made: list[Block] = []
        for block in blocks:
            one = block
            if isinstance(one, Figure):
                one = replace(one, spans=())
            elif isinstance(one, Note) and one.key in self.leads and one.key not in begun:
                begun.add(one.key)
                one = _led(one, f"{self.leads[one.key]} ")
            made.append(one)
        return tuple(made)


def set_apart(blocks: Sequence[Block], running: Sequence[Block]) -> Apart:
    """Signs for the notes that only texts apart call.

    Args:
        blocks: The manuscript's.
        running: Those of them that run in the columns; figures among them only say where their picture stands.
    """
    inside = [block for block in running if not isinstance(block, Figure)]
    called = {
        span.target for block in all_blocks(inside) for span in block.spans if span.kind is SpanKind.NOTE
    }
    kept = {id(block) for block in inside}
    leads: dict[str, str] = {}
    stars = 0
    for block in blocks:
        for span in block.spans if id(block) not in kept else ():
            if span.kind is not SpanKind.NOTE or span.target in called or span.target in leads:
                continue
            if isinstance(block, Title | Kicker):
                leads[span.target] = _OF_TITLE
            else:
                stars += 1
                leads[span.target] = "*" * stars
    return Apart(leads)


def _led(note: Note, lead: str) -> Note:
    moved = (replace(one, start=one.start + len(lead), end=one.end + len(lead)) for one in note.spans)
    return replace(note, text=lead + note.text, spans=tuple(moved))
