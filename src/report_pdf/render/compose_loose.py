"""Loose lines: what could not be set within the limits is set loose and told, never overfull or lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from report_pdf.render.compose_layout import ComposedLayout

__all__ = ["LooseLine", "note_loose_line", "take_loose_lines"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseLine:
    """A drawn line stretched beyond the limit: its text (to the first inline element), em a gap, the engine's element."""

    text: str
    stretch_em: float
    element: Any


_LOOSE: list[LooseLine] = []


def note_loose_line(layout: ComposedLayout, element: object) -> None:
    """Keeps the line that ``layout`` starts, if it is loose."""
    if layout.loose_em:
        _LOOSE.append(LooseLine(text=layout.text, stretch_em=layout.loose_em, element=element))


def take_loose_lines() -> tuple[LooseLine, ...]:
    """The loose lines drawn since this was last asked."""
    loose = tuple(_LOOSE)
    _LOOSE.clear()
    return loose
