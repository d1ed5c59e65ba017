"""A text is cut into lines with text, each with the blank lines after it; nothing is lost on the way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

__all__ = ["INVISIBLE", "Line", "cut", "is_blank", "visible"]

INVISIBLE = frozenset(
    [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r"]
    + list("\u00ad\u200b\u200e\u200f\u2028\u2029\u2060\ufeff")
    + [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xFFF9, 0xFFFC))]
)
"""Never set. Joiners and variation selectors are not here: they choose a glyph."""

_ENDS = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line with text.

    Attributes:
        raw: The line without its outer blanks.
        number: From 1.
        column: Of ``raw``'s first character, from 1.
        lead: The source before the line that no line owns (only before the first line).
        own: The line itself, with its line end.
        blanks: The blank lines after it, each with its line end.
    """

    raw: str
    number: int
    column: int
    lead: str
    own: str
    blanks: tuple[str, ...]


def is_blank(piece: str) -> bool:
    """Nothing of it would be set."""
    return all(ch.isspace() or ch in INVISIBLE for ch in piece)


def visible(piece: str) -> str:
    """Without the characters that are never set."""
    return "".join(ch for ch in piece if ch not in INVISIBLE)


def cut(text: str) -> tuple[Line, ...]:
    """The lines with text; joined ``lead + own + blanks`` they are ``text``. Empty if there is nothing to set."""
    pieces = _ENDS.findall(text)
    full = [index for index, piece in enumerate(pieces) if not is_blank(piece)]
    if not full:
        return ()
    starts = [0, *accumulate(len(piece) for piece in pieces)]
    return tuple(
        _line(pieces, index, until, lead=text[: starts[index]] if index == full[0] else "")
        for index, until in zip(full, [*full[1:], len(pieces)], strict=True)
    )


def _line(pieces: list[str], index: int, until: int, *, lead: str) -> Line:
    own = pieces[index]
    start = next(at for at, ch in enumerate(own) if not is_blank(ch))
    end = next(at for at in range(len(own), 0, -1) if not is_blank(own[at - 1]))
    return Line(
        raw=own[start:end],
        number=index + 1,
        column=start + 1,
        lead=lead,
        own=own,
        blanks=tuple(pieces[index + 1 : until]),
    )
