"""Where on a page its number is stamped, and in which colour."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["STAMP_COLOURS", "STAMP_PLACES", "StampSpec", "colour_of"]

STAMP_PLACES = ("top-left", "top", "top-right", "bottom-left", "bottom", "bottom-right")
STAMP_COLOURS = {
    "black": (0.0, 0.0, 0.0), "黑": (0.0, 0.0, 0.0), "red": (0.8, 0.0, 0.0), "红": (0.8, 0.0, 0.0),
    "blue": (0.0, 0.2, 0.7), "蓝": (0.0, 0.2, 0.7), "grey": (0.4, 0.4, 0.4), "灰": (0.4, 0.4, 0.4),
    "white": (1.0, 1.0, 1.0), "白": (1.0, 1.0, 1.0),
}  # fmt: skip

_HEX = re.compile(r"#?([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class StampSpec:
    """Where on the page a number stands (one of ``STAMP_PLACES``), in which colour: red, green, blue from 0 to 1."""

    place: str = "bottom-right"
    colour: tuple[float, float, float] = (0.0, 0.0, 0.0)


def colour_of(word: str) -> tuple[float, float, float] | None:
    """A colour's name, or ``#c00000``; None: it is neither."""
    if word in STAMP_COLOURS:
        return STAMP_COLOURS[word]
    match = _HEX.fullmatch(word)
    if match is None:
        return None
    red, green, blue = (round(int(part, 16) / 255, 4) for part in match.groups())
    return red, green, blue
