"""Loose lines: what could not be set within the limits is set loose and told, never overfull or lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from report_pdf.render.compose_engine import ENGINE
from report_pdf.render.compose_layout import ComposedLayout

__all__ = ["LooseLine", "note_loose_line", "paint", "take_loose_lines"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseLine:
    """A drawn line stretched beyond the limit: its text (to the first inline element), em a gap, the engine's element, its page."""

    text: str
    stretch_em: float
    element: Any
    page: int


_LOOSE: list[LooseLine] = []
_PAGES = [0]
"""The physical page that is being drawn, from 1."""


def paint(page: Any, *args: Any, **options: Any) -> None:
    """Draws a page, which the loose lines found on it name."""
    _PAGES[0] = page._page_box.page_type.index + 1  # noqa: SLF001 - the engine keeps it nowhere else
    ENGINE["paint"](page, *args, **options)


def note_loose_line(layout: ComposedLayout, element: object) -> None:
    """Keeps the line that ``layout`` starts, if it is loose."""
    if layout.loose_em:
        _LOOSE.append(
            LooseLine(text=layout.text, stretch_em=layout.loose_em, element=element, page=_PAGES[0])
        )


def take_loose_lines() -> tuple[LooseLine, ...]:
    """The loose lines drawn since this was last asked."""
    loose = tuple(_LOOSE)
    _LOOSE.clear()
    return loose
