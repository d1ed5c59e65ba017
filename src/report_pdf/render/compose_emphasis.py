"""着重号 and 专名号: emphasis dots and proper-noun lines, drawn under the characters and not typed.

In: drawn pieces of composed lines whose style asks for them. Out: filled circles and strokes, artifacts in a tagged
file, after the line's text: no character of theirs is in the text layer. Marks get no dot (GB/T 15834-2011 4.14).

========================= ==========================================================================================
``--text-emphasis``       ``dot``: a dot under each Han character; ``none`` (the default)
``--proper-noun-line``    ``under``: a line under each element, with a gap between neighbours; ``none`` (the default)
========================= ==========================================================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.draw.color import get_color
from weasyprint.formatting_structure import boxes

from report_pdf.render.compose_engine import ENGINE
from report_pdf.render.compose_layout import ComposedLayout
from report_pdf.typography.classes import CharClass, classify

__all__ = ["draw_inline_level", "note_emphasis"]

_DOT_RADIUS_EM = 0.075
_DOT_BELOW_EM = 0.27
_LINE_EM = 0.05
_LINE_BELOW_EM = 0.24
_LINE_INSET_EM = 0.07
_CIRCLE = 0.5523
"""Where the control points of a quarter circle of radius 1 lie."""

_PENDING: list[list[Any]] = []


def note_emphasis(box: Any) -> None:
    """Remembers a drawn text box whose style asks for dots or a line."""
    if _PENDING and (_asks(box.style, "text_emphasis") or _asks(box.style, "proper_noun_line")):
        _PENDING[-1].append(box)


def draw_inline_level(stream: Any, page: Any, box: Any, *args: Any, **options: Any) -> None:
    """The engine's, and after each line what stands under its characters."""
    if _PENDING and not isinstance(box, boxes.LineBox):
        ENGINE["draw_inline_level"](stream, page, box, *args, **options)
        return
    drawn: list[Any] = []
    _PENDING.append(drawn)
    try:
        ENGINE["draw_inline_level"](stream, page, box, *args, **options)
    finally:
        _PENDING.pop()
    if drawn:
        with stream.artifact(), stream.stacked():
            for text_box in drawn:
                _draw_under(stream, text_box)


def _asks(style: Any, name: str) -> bool:
    words = [token.lower_value for token in style[f"__{name}"] or () if token.type == "ident"]
    return bool(words) and words != ["none"]


def _draw_under(stream: Any, box: Any) -> None:
    style, layout = box.style, box.pango_layout
    size, baseline = style["font_size"], box.position_y + box.baseline
    if _asks(style, "text_emphasis"):
        stream.set_color(get_color(style, "color"))
        for middle in _middles(layout):
            _dot(stream, box.position_x + middle, baseline + _DOT_BELOW_EM * size, _DOT_RADIUS_EM * size)
    if _asks(style, "proper_noun_line"):
        stream.set_color(get_color(style, "color"), stroke=True)
        stream.set_line_width(_LINE_EM * size)
        y = baseline + _LINE_BELOW_EM * size
        stream.move_to(box.position_x + _LINE_INSET_EM * size, y)
        stream.line_to(box.position_x + _end(layout) - _LINE_INSET_EM * size, y)
        stream.stroke()


def _cells(layout: ComposedLayout) -> Iterator[tuple[int, float, float]]:
    """Each character of the piece, where it starts and how wide it is itself."""
    x = -layout.lead
    for i, kern in enumerate(layout.kerns, layout.start):
        advance = layout.shaped.advances[i]
        yield i, x, advance
        x += advance + kern


def _middles(layout: ComposedLayout) -> Iterator[float]:
    """The middle of each Han character."""
    kinds = classify(layout.shaped.text)
    return (x + advance / 2 for i, x, advance in _cells(layout) if kinds[i] is CharClass.HAN)


def _end(layout: ComposedLayout) -> float:
    """Where the last character ends: the gap after it gets no line."""
    _, x, advance = list(_cells(layout))[-1]
    return x + advance


def _dot(stream: Any, x: float, y: float, radius: float) -> None:
    bend = radius * _CIRCLE
    stream.move_to(x + radius, y)
    stream.curve_to(x + radius, y + bend, x + bend, y + radius, x, y + radius)
    stream.curve_to(x - bend, y + radius, x - radius, y + bend, x - radius, y)
    stream.curve_to(x - radius, y - bend, x - bend, y - radius, x, y - radius)
    stream.curve_to(x + bend, y - radius, x + radius, y - bend, x + radius, y)
    stream.fill()
