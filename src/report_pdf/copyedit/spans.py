"""Spans follow the text they mark through its corrections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from report_pdf.model.manuscript import Span

__all__ = ["Edit", "moved"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """``text[start:end]`` became ``length`` characters."""

    start: int
    end: int
    length: int


def moved(spans: Sequence[Span], edits: Sequence[Edit]) -> tuple[Span, ...]:
    """The spans after ``edits`` (from left to right, none over another); one whose text is gone goes too.

    A call of a note has no text of its own and stays.
    """
    new = [
        replace(span, start=_moved(span.start, edits, ends=False), end=_moved(span.end, edits, ends=True))
        for span in spans
    ]
    return tuple(
        replace(after, end=max(after.start, after.end))
        for before, after in zip(spans, new, strict=True)
        if before.start == before.end or after.start < after.end
    )


def _moved(at: int, edits: Sequence[Edit], *, ends: bool) -> int:
    """A boundary inside a replaced piece goes to that piece's start or end."""
    shift = 0
    for edit in edits:
        if edit.end <= at:
            shift += edit.length - (edit.end - edit.start)
        elif edit.start < at:
            return edit.start + shift + (edit.length if ends else 0)
        else:
            break
    return at + shift
