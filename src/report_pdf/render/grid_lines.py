"""Keeps the lines of a text on its grid whatever stands within them (CLREQ 纵横对齐).

CSS makes a line higher for every larger word, raised figure or picture in it (CSS 2, 10.8), and all lines below leave
the grid. Where ``--line-grid`` is in force a line keeps the height of its own text as long as the em boxes of what is in
it do not touch the lines above and below; what is really higher takes whole steps of the grid.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from report_pdf.render.custom_properties import line_grid
from report_pdf.render.pieces import TOLERANCE, lines_of

__all__ = ["install"]

# Of an em: how much of a Han character stands above its baseline, and how far a Latin letter reaches below it.
_ABOVE, _BELOW, _DESCENDER = 0.88, 0.12, 0.25
_ROUNDING_PX = 1e-6
_Extent = tuple[float, float]
"""Top and bottom, downwards from the line's baseline."""


def install() -> None:
    """Replaces the engine's heights of lines."""
    inline.line_box_verticality = _Verticality(inline.line_box_verticality)


class _Verticality:
    """Callable with the engine's signature of ``line_box_verticality``: gives bottom and top of a line."""

    def __init__(self, original: Any) -> None:
        self._original = original

    def __call__(self, line: Any) -> tuple[float, float]:
        bottom, top = self._original(line)
        own_top = -line.baseline
        own_bottom = own_top + line.margin_height()
        if top >= own_top - _ROUNDING_PX and bottom <= own_bottom + _ROUNDING_PX:
            return bottom, top
        grid = line_grid(line.style)
        if grid is None or own_bottom - own_top <= _ROUNDING_PX:
            return bottom, top
        new_top, new_bottom = _room(line, (own_top, own_bottom), (top, bottom), grid)
        _realign(line, new_top - top, new_bottom - bottom)
        return new_bottom, new_top


def _room(line: Any, own: _Extent, given: _Extent, grid: float) -> _Extent:
    """What the line takes: its own height, whole steps more, or off the grid's rhythm what the engine gave it."""
    own_top, own_bottom = own
    step = own_bottom - own_top
    # The lines above and below are set alike: descenders end that far below a baseline, Han stand that high on it.
    em = line.style["font_size"]
    free_top, free_bottom = min(own_top, _DESCENDER * em - step), max(own_bottom, step - _ABOVE * em)
    extents = list(_extents(line))
    top = min((extent[0] for extent in extents), default=own_top)
    bottom = max((extent[1] for extent in extents), default=own_bottom)
    fits_above, fits_below = top >= free_top - _ROUNDING_PX, bottom <= free_bottom + _ROUNDING_PX
    if fits_above and fits_below:
        return own
    if abs(step / grid - round(step / grid)) > TOLERANCE:
        return given
    above = 0 if fits_above else lines_of(own_top - top, grid)
    below = 0 if fits_below else lines_of(bottom - own_bottom, grid)
    return own_top - above * grid, own_bottom + below * grid


def _extents(box: Any) -> Iterator[_Extent]:
    """What is to be seen of each thing in an aligned line, and not more than CSS reckons for it."""
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.InlineBox):
            yield from _extents(child)
            continue
        top, bottom = child.position_y, child.position_y + child.margin_height()
        if isinstance(child, boxes.TextBox):
            baseline, size = top + child.baseline, child.style["font_size"]
            yield max(top, baseline - _ABOVE * size), min(bottom, baseline + _BELOW * size)
        elif _is_bare(child):
            for inner_top, inner_bottom in _within(child):
                yield max(top, inner_top), min(bottom, inner_bottom)
        else:
            yield top, bottom


def _is_bare(box: Any) -> bool:
    """Lines of text in a box that is not seen itself: ruby, an inline block for a word."""
    style = box.style
    return (
        isinstance(box, boxes.InlineBlockBox)
        and style["height"] == "auto"
        and style["background_image"] == (("none", None),)
        and getattr(style["background_color"], "alpha", 1) == 0
        and not (box.border_top_width or box.border_bottom_width)
        and not box.is_table_wrapper
    )


def _within(box: Any) -> Iterator[_Extent]:
    for part in box.descendants():
        if isinstance(part, boxes.LineBox):
            yield from _extents(part)
        elif not isinstance(part, (boxes.InlineBox, boxes.TextBox, boxes.BlockBox)):
            yield part.position_y, part.position_y + part.margin_height()


def _realign(line: Any, at_top: float, at_bottom: float) -> None:
    """What is aligned with the line's edges goes along with them."""
    for child in line.children:
        align = child.style["vertical_align"] if child.is_in_normal_flow() else ""
        if align in {"top", "bottom"}:
            inline.translate_subtree(child, at_top if align == "top" else at_bottom)
