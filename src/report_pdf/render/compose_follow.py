"""Lines after the first of a plain paragraph: the engine makes one, the composer the others after its model.

In: the engine's line box with one composed text box in it, and where to go on. Out: the line, its text box placed in
it as in the model, and where the next one starts; nothing where the engine is to make the line.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text import line_break

from report_pdf.render.compose_layout import ComposedLayout
from report_pdf.render.compose_paragraph import Paragraph, Part
from report_pdf.render.shaping import text_height

__all__ = ["MEMORY", "SLACK_PX", "boxed", "following_line", "remember_line"]

SLACK_PX = 0.001
"""Lines stay this much short of their measure, so that rounding never makes them overflow."""
MEMORY = "composed"
"""Where a line box keeps its paragraph."""
_MODEL = "composed_model"
_FLUSH_LEFT = ("justify", "start", "left")

_Line = tuple[Any, dict[int, dict[int, None]] | None]
"""A line box, and where the next one goes on."""


def boxed(box: Any, layout: ComposedLayout) -> Any:
    """A text box of ``layout``; its height is the first face's, so that fallback faces never leave the grid."""
    part: Part = box.composed_part
    if part.metrics is None:
        part.metrics = (*line_break.strut(box.style), text_height(box.style))
    line_height, baseline, height = part.metrics
    made = box.copy_with_text(layout.text)
    made.pango_layout = layout
    made.width = layout.width
    made.height = height
    made.margin_top = made.margin_bottom = (line_height - height) / 2
    made.baseline = baseline
    return made


def remember_line(line_box: Any, line: Any) -> None:
    """Keeps a line that the engine made as the model of those after it, if it is plain."""
    paragraph: Paragraph | None = line_box.__dict__.get(MEMORY)
    single = (
        paragraph is not None and len(paragraph.parts) == len(line_box.children) == len(line.children) == 1
    )
    if not (single and isinstance(line.children[0], boxes.TextBox) and _is_flush_left(line_box.style)):
        return
    if isinstance(line.children[0].pango_layout, ComposedLayout):
        line_box.__dict__[_MODEL] = line


def _is_flush_left(style: Any) -> bool:
    return style["text_align_all"] in _FLUSH_LEFT and style["text_align_last"] in ("auto", *_FLUSH_LEFT)


def following_line(
    context: Any, line_box: Any, position_y: float, skip_stack: Any, containing_block: Any
) -> _Line | None:
    """The line from ``skip_stack`` on at ``position_y``; nothing beside floats, or when there is no model."""
    model = line_box.__dict__.get(_MODEL)
    if model is None or not skip_stack or context.excluded_shapes or line_box.text_indent:
        return None
    (box,) = line_box.children
    part: Part = box.composed_part
    paragraph: Paragraph = line_box.__dict__[MEMORY]
    offset = next(iter(skip_stack[0] or (0,)))
    if part.paragraph is not paragraph or part.text != box.text or not offset:
        return None
    start, width = part.char_at(offset), containing_block.width - SLACK_PX
    planned = paragraph.line_at(start, width, lambda: (width,)) if start < part.end else None
    if planned is None or planned.start != start or planned.last >= part.end:
        return None
    piece = planned.piece(part, start, planned.last)
    if piece.text[0] == " " or piece.text[-1] == " ":
        return None
    piece.max_width = containing_block.width
    line = _placed(model, boxed(box, piece), containing_block.content_box_x(), position_y)
    line_box.position_x, line_box.position_y = line.position_x, position_y
    return line, None if planned.follow >= part.end else {0: {part.offset_of(planned.follow): None}}


def _placed(model: Any, text_box: Any, position_x: float, position_y: float) -> Any:
    """A copy of the model with another text in it, at another place."""
    line = model.copy()
    (old,) = model.children
    text_box.position_x = position_x
    text_box.position_y = position_y + old.position_y - model.position_y
    line.children = (text_box,)
    line.position_x, line.position_y, line.width = position_x, position_y, text_box.width
    return line
