"""Least and greatest widths of Chinese text (min-content, max-content), for tables, flex items, floats.

In: an engine's line box. Out: widths that hold what the composer sets: with its gaps, its squeezed marks and its
unbroken pieces. The engine shapes the whole rest of a paragraph for each of its characters (1000 characters in a table
cell take a second, 2000 four); here a probe of its beginning is enough.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes

from report_pdf.render.compose_engine import ENGINE
from report_pdf.render.compose_gather import gather, has_chinese
from report_pdf.render.compose_style import scheme_of

__all__ = ["avoid_collisions", "inline_max_content_width", "inline_min_content_width", "split_first_line"]

_ROUNDING_PX = 0.002
_MEMORY = "composed_solid"
_FIRST_LINE = 2
_PROBE = 40
_PROBE_TAIL_BYTES = 12
_NARROW_EM = 4


def avoid_collisions(context: Any, box: Any, containing_block: Any, *args: Any, **options: Any) -> Any:
    """Where a line stands beside floats: without floats it has the whole measure, which the engine takes long to see."""
    if not context.excluded_shapes and isinstance(box, boxes.LineBox) and _is_plain(box, containing_block):
        return containing_block.content_box_x(), box.position_y, containing_block.width
    return ENGINE["avoid_collisions"](context, box, containing_block, *args, **options)


def _is_plain(line_box: Any, containing_block: Any) -> bool:
    style = containing_block.style
    return not (line_box.margin_left or line_box.margin_right) and style["direction"] == "ltr"


def inline_max_content_width(context: Any, box: Any, *args: Any, **options: Any) -> float:
    """The width of the text on one line, wider by what the composer adds."""
    width: float = ENGINE["inline_max_content_width"](context, box, *args, **options)
    return width + _solid(box)[0] if _is_ours(box) else width


def inline_min_content_width(context: Any, box: Any, *args: Any, **options: Any) -> float:
    """The width of the widest piece that no line break parts."""
    width: float = ENGINE["inline_min_content_width"](context, box, *args, **options)
    of_a_line = options.get("first_line") or (len(args) > _FIRST_LINE and args[_FIRST_LINE])
    return width if of_a_line or not _is_ours(box) else max(width, _solid(box)[1])


def _is_ours(box: Any) -> bool:
    return isinstance(box, boxes.LineBox) and has_chinese(box)


def _solid(box: Any) -> tuple[float, float]:
    """How much wider the composer sets the text solid than the engine, and its widest unbroken piece."""
    known: tuple[float, float] | None = box.__dict__.get(_MEMORY)
    if known is None:
        paragraph = gather(box, scheme_of(box.style), resolve=_take_specified, measure=lambda _: 0.0)
        matters = [segment.matter for segment in paragraph.segments] if paragraph else []
        wider = max((sum(matter.gaps.kern) for matter in matters), default=0.0)
        widest = max((matter.widest_word() for matter in matters), default=0.0)
        known = box.__dict__[_MEMORY] = (max(0.0, wider) + _ROUNDING_PX, widest + _ROUNDING_PX)
    return known


def _take_specified(box: Any) -> None:
    """Sides as specified: percentages have no measure to refer to yet."""
    for side in ("left", "right"):
        for kind in ("margin", "padding"):
            value = box.style[f"{kind}_{side}"]
            setattr(box, f"{kind}_{side}", getattr(value, "value", 0) or 0)
        setattr(box, f"border_{side}_width", box.style[f"border_{side}_width"])


def split_first_line(
    text: str, style: Any, context: Any, max_width: float | None, *args: Any, **options: Any
) -> Any:
    """The engine's, on no more text than a very narrow line can hold."""
    engine = ENGINE["split_first_line"]
    narrow = max_width is not None and max_width < _NARROW_EM * style["font_size"]
    if narrow and len(text) > _PROBE and style["white_space"] == "normal" and style["hyphens"] != "auto":
        probe = text[:_PROBE]
        found = engine(probe, style, context, max_width, *args, **options)
        if found[2] is not None and found[2] < len(probe.encode()) - _PROBE_TAIL_BYTES:
            return found
    return engine(text, style, context, max_width, *args, **options)
