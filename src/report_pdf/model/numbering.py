"""Late numbers: what pages are called that come between others that keep theirs (15A, 15B)."""

from __future__ import annotations

import re

from report_pdf.model.pages import PageLabel

__all__ = ["called", "late_label"]

_NUMBER = re.compile(r"(?P<prefix>.*?)(?P<start>[1-9][0-9]{0,6}|[A-Z]|[a-z])", re.DOTALL)
_LETTERS = 26


def late_label(written: str, *, page: int) -> PageLabel:
    """The labels from ``page`` (from 1) on, where that page is called as ``written``: ``15A`` → ``15``, ``A``, 1."""
    match = _NUMBER.fullmatch(written)
    if match is None:
        return PageLabel(page=page, style="", prefix=written)
    start = match["start"]
    if start.isdigit():
        return PageLabel(page=page, style="D", prefix=match["prefix"], start=int(start))
    style = "A" if start.isupper() else "a"
    return PageLabel(page=page, style=style, prefix=match["prefix"], start=ord(start.upper()) - ord("A") + 1)


def called(written: str, count: int) -> tuple[str, ...]:
    """What ``count`` pages are called, of which the first is ``written`` (ISO 32000-2, table 161)."""
    label = late_label(written, page=1)
    return tuple(label.prefix + _ordinal(label.style, label.start + number) for number in range(count))


def _ordinal(style: str, number: int) -> str:
    if style in ("A", "a"):
        # A to Z, then AA to ZZ: the same letter again.
        letter = chr(ord(style) + (number - 1) % _LETTERS)
        return letter * ((number - 1) // _LETTERS + 1)
    return str(number) if style else ""
