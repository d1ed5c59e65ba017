"""Colons that YAML does not take for colons: full-width ones, and ones without a space behind."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from typing import Final

from report_pdf.findings import Finding, Message, Place
from report_pdf.plan.keys import known_words
from report_pdf.plan.nodes import Scalar
from report_pdf.plan.rules import rule
from report_pdf.plan.source import Source

__all__ = ["mend_at", "mend_near"]

FULL_WIDTH: Final = "\uff1a"
_NEAR_ROWS: Final = 2
_MOST_AT_ONCE: Final = 200


def mend_at(source: Source, glued: Iterable[Scalar]) -> Source | None:
    """Mends the wrong colons in these scalars; None when there are none after all."""
    lines = source.lines
    mended = source
    for node in glued:
        for row in range(node.row, node.last_row + 1):
            start = 0 if row > node.row else (node.place.column or 1) - 1
            mended = _mend_row(mended, lines, row, start=start)
            if len(mended.findings) > _MOST_AT_ONCE:
                return mended
    return mended if mended is not source else None


def mend_near(source: Source, first: int, last: int) -> Source | None:
    """Mends the wrong colon nearest above a place where YAML could not go on (rows from 0)."""
    lines = source.lines
    for row in range(min(last, len(lines) - 1), max(-1, first - _NEAR_ROWS - 1), -1):
        mended = _mend_row(source, lines, row, start=0)
        if mended is not source:
            return mended
    return None


def _mend_row(source: Source, lines: Sequence[str], row: int, *, start: int) -> Source:
    if row >= len(lines):
        return source
    match = _wrong_colon().match(lines[row], start)
    if match is None or match.start(2) in source.mended.get(row, ()):
        return source
    place = Place(file=source.name, line=row + 1, column=match.start(2) + 1)
    return source.mending(row, match.start(2), _finding(place, match[1], match[2]))


@functools.cache
def _wrong_colon() -> re.Pattern[str]:
    """A key, perhaps behind a dash or a brace, and its wrong colon."""
    lead = r"[\s\u3000]*(?:-\s+)*[{\[]?\s*"
    return re.compile(rf"{lead}({known_words()})\s*({FULL_WIDTH}|:(?=[^\s,\]}}]))")


def _finding(place: Place, key: str, colon: str) -> Finding:
    hint = Message(
        zh=f"请写成“{key}: 值”（半角冒号加空格）；若整句都是文字，请加引号。",
        en=f"Write “{key}: value” (colon and space); quote the sentence if it is text.",
    )
    if colon == FULL_WIDTH:
        message = Message(
            zh=f"“{key}”后面是全角冒号“{FULL_WIDTH}”。",
            en=f"a full-width colon “{FULL_WIDTH}” follows “{key}”.",
        )
        return rule("full-width-colon").at(place, message, hint=hint)
    message = Message(zh=f"“{key}:”后面少一个空格。", en=f"a space is missing after “{key}:”.")
    return rule("missing-space").at(place, message, hint=hint)
