"""The Chinese composer inside WeasyPrint 70.0: any style sheet gains its lines, its spacing and its justification.

In: the engine's line boxes. Out: the same boxes, split where ``typography`` breaks lines, each glyph where it sets
them. The engine keeps what it alone knows: text without Han, ``white-space: pre``, right-to-left, leaders. Its functions
are replaced by name, so the version is guarded.

A line is planned when its first text box is split, for the measure the engine offers there; the whole rest of the
paragraph is planned with it and kept on the line box, so trial layouts and further columns find their lines ready.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import weasyprint
from weasyprint import document, draw
from weasyprint.draw import text as draw_text
from weasyprint.formatting_structure import boxes
from weasyprint.layout import background, inline, preferred
from weasyprint.layout.percent import resolve_percentages
from weasyprint.text import line_break

from report_pdf.errors import RenderError
from report_pdf.findings import Message
from report_pdf.render import compose_anonymous, compose_widths
from report_pdf.render.compose_draw import draw_composed
from report_pdf.render.compose_emphasis import draw_inline_level, note_emphasis
from report_pdf.render.compose_engine import ENGINE, replace
from report_pdf.render.compose_follow import MEMORY, SLACK_PX, boxed, following_line, remember_line
from report_pdf.render.compose_gather import gather, has_chinese, texts_of
from report_pdf.render.compose_layout import ComposedLayout
from report_pdf.render.compose_loose import LooseLine, note_loose_line, paint, take_loose_lines
from report_pdf.render.compose_paragraph import Paragraph, Part, SetLine
from report_pdf.render.compose_style import scheme_of
from report_pdf.render.page_references import remember_page_references

__all__ = ["ENGINE_VERSION", "LooseLine", "install", "take_loose_lines"]

ENGINE_VERSION = "70.0"
_FAR_PX = 1e5


@dataclass(slots=True, eq=False, kw_only=True)
class _Frame:
    """The line that the engine is making."""

    context: Any
    line_box: Any
    containing_block: Any
    first_line_style: Any
    line: SetLine | None = None
    available: float = 0.0
    closed: bool = False


_Split = tuple[Any, int | None, bool]
"""What the engine's ``split_text_box`` gives: the new box, where to go on in bytes, whether a line end was forced."""

_FRAMES: list[_Frame] = []


def install() -> None:
    """Puts the composer into the engine, once.

    Raises:
        RenderError: The engine is another version than the composer was made for.
    """
    if ENGINE:
        return
    if weasyprint.__version__ != ENGINE_VERSION:
        raise RenderError(
            Message(
                zh=f"中文排版模块只适用于 WeasyPrint {ENGINE_VERSION}，现装的是 {weasyprint.__version__}",
                en=f"the Chinese composer needs WeasyPrint {ENGINE_VERSION}, found {weasyprint.__version__}",
            ),
            hint=Message(
                zh="请按锁定文件重装依赖：make pdf", en="reinstall the locked dependencies: make pdf"
            ),
        )
    replace(
        {
            (inline, "get_next_linebox"): _get_next_linebox,
            (inline, "split_inline_box"): _split_inline_box,
            (inline, "split_text_box"): _split_text_box,
            (inline, "_break_waiting_children"): _break_waiting_children,
            (inline, "atomic_box"): _atomic_box,
            (inline, "justify_line"): _justify_line,
            (inline, "avoid_collisions"): compose_widths.avoid_collisions,
            (inline, "resolve_percentages"): compose_anonymous.resolve_percentages,
            (background, "layout_box_backgrounds"): compose_anonymous.layout_box_backgrounds,
            (preferred, "split_first_line"): compose_widths.split_first_line,
            (preferred, "inline_max_content_width"): compose_widths.inline_max_content_width,
            (preferred, "inline_min_content_width"): compose_widths.inline_min_content_width,
            (draw_text, "draw_first_line"): _draw_first_line,
            (draw, "draw_inline_level"): draw_inline_level,
            (document.Page, "paint"): paint,
        }
    )
    remember_page_references()


def _get_next_linebox(*args: Any) -> Any:
    (
        context,
        line_box,
        position_y,
        _,
        skip_stack,
        containing_block,
        _,
        _,
        first_letter_style,
        first_line_style,
    ) = args
    if not (first_letter_style or first_line_style):
        made = following_line(context, line_box, position_y, skip_stack, containing_block)
        if made is not None:
            return made
    frame = _Frame(
        context=context,
        line_box=line_box,
        containing_block=containing_block,
        first_line_style=first_line_style,
    )
    _FRAMES.append(frame)
    try:
        line, resume_at = ENGINE["get_next_linebox"](*args)
    finally:
        _FRAMES.pop()
    if frame.line is not None and line is not None:
        remember_line(line_box, line)
    return line, resume_at


def _split_inline_box(context: Any, box: Any, position_x: float, max_x: float, *args: Any) -> Any:
    if _FRAMES and isinstance(box, boxes.LineBox):
        frame = _FRAMES[-1]
        frame.line, frame.closed, frame.available = None, False, max_x - position_x
        _paragraph(frame)
    return ENGINE["split_inline_box"](context, box, position_x, max_x, *args)


def _split_text_box(
    context: Any,
    box: Any,
    available_width: float | None,
    skip: int,
    is_line_start: bool = True,  # noqa: FBT001, FBT002
) -> Any:
    split = _split(box, available_width, skip or 0) if _FRAMES and available_width is not None else None
    if split is None:
        return ENGINE["split_text_box"](context, box, available_width, skip, is_line_start)
    return split


def _split(box: Any, available_width: float, skip: int) -> _Split | None:
    """The composed part of ``box`` from byte ``skip`` on; nothing when the engine is to split it."""
    frame = _FRAMES[-1]
    part = _part_of(frame, box)
    if part is None or part.shaped is None:
        return None
    start = part.char_at(skip)
    if start >= part.end:
        return None, None, False
    if frame.line is None or not frame.line.start <= start:
        frame.line = _line(frame, part, start, available_width)
    line = frame.line
    if line is None:
        return None
    if start > line.last:
        return _beyond(frame, box, part, start, available_width)
    last = min(line.last, part.end - 1)
    resume = None if line.follow >= part.end or line.last >= part.end else part.offset_of(line.follow)
    piece = line.piece(part, start, last)
    piece.max_width = available_width
    return boxed(box, piece), resume, False


def _line(frame: _Frame, part: Part, start: int, available_width: float) -> SetLine | None:
    return part.paragraph.line_at(start, available_width - SLACK_PX, lambda: _following(frame))


def _part_of(frame: _Frame, box: Any) -> Part | None:
    if frame.first_line_style:
        return None
    part: Part | None = box.__dict__.get("composed_part")
    if part is None or part.text != box.text:
        return None
    return part if part.paragraph is frame.line_box.__dict__.get(MEMORY) else None


def _paragraph(frame: _Frame) -> None:
    """Gathers the line box's paragraph, again when ``::first-letter`` has taken its first letter."""
    memory = frame.line_box.__dict__
    known: Paragraph | None = memory.get(MEMORY)
    texts = tuple(texts_of(frame.line_box))
    if MEMORY not in memory or (known is not None and known.texts != texts):
        known = memory[MEMORY] = _gather(frame)
        if known is not None:
            known.texts = texts


def _gather(frame: _Frame) -> Paragraph | None:
    def resolve(box: Any) -> None:
        resolve_percentages(box, frame.containing_block)

    def measure(box: Any) -> float:
        width: float = ENGINE["atomic_box"](
            frame.context, box, 0, None, frame.containing_block, [], []
        ).margin_width()
        return width

    if not has_chinese(frame.line_box):
        return None
    return gather(frame.line_box, scheme_of(frame.line_box.style), resolve=resolve, measure=measure)


def _following(frame: _Frame) -> Sequence[float]:
    """The measures of the lines after this one: narrower beside floats, at last the block's own."""
    whole = frame.containing_block.width - SLACK_PX
    shapes = frame.context.excluded_shapes
    if not shapes:
        return (whole,)
    height, _ = line_break.strut(frame.line_box.style)
    bottom = max(shape.position_y + shape.margin_height() for shape in shapes)
    widths: list[float] = []
    top = frame.line_box.position_y + height
    while height > 0 and top < bottom and len(widths) < 200:
        probe = frame.line_box.copy()
        probe.position_y, probe.width, probe.height = top, 0, height
        _, found_y, width = inline.avoid_collisions(frame.context, probe, frame.containing_block, outer=False)
        widths.append(width - SLACK_PX)
        top = max(found_y, top) + height
    return (*widths, whole)


def _beyond(frame: _Frame, box: Any, part: Part, start: int, available_width: float) -> _Split:
    """The line has ended before ``box``: it is offered far too wide, so that the engine takes it to the next line."""
    line = frame.line
    assert line is not None
    assert part.shaped is not None
    if part.end <= line.follow:
        return None, None, False
    frame.closed = True
    char = max(start, line.follow) - part.start
    beyond = boxed(box, ComposedLayout(part.shaped, char, char + 1, kerns=(0.0,), lead=0.0, size=1.0))
    beyond.width = available_width + _FAR_PX
    return beyond, None, False


def _break_waiting_children(*args: Any) -> Any:
    """Once the line has ended, all that was gathered stays on it and the rest goes to the next."""
    if not (_FRAMES and _FRAMES[-1].closed):
        return ENGINE["_break_waiting_children"](*args)
    children, waiting = args[10], args[11]
    children.extend(waiting)
    waiting.clear()
    return {children[-1][0] + 1: None} if children else None


def _atomic_box(context: Any, box: Any, position_x: float, *args: Any) -> Any:
    """An inline object; one that the plan puts on the next line is offered far too wide."""
    made = ENGINE["atomic_box"](context, box, position_x, *args)
    part: Part | None = box.__dict__.get("composed_part")
    if not _FRAMES or part is None or part.paragraph is not _FRAMES[-1].line_box.__dict__.get(MEMORY):
        return made
    frame = _FRAMES[-1]
    if frame.line is None:
        frame.line = _line(frame, part, part.start, frame.available)
    if frame.line is not None and part.start > frame.line.last:
        frame.closed = True
        made = made.copy()
        made.width += _FAR_PX
    return made


def _justify_line(context: Any, line: Any, extra_width: float) -> None:
    """Composed lines are flush already, and their last lines are set solid."""
    if not (_FRAMES and _FRAMES[-1].line is not None):
        ENGINE["justify_line"](context, line, extra_width)


def _draw_first_line(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> Any:
    layout = textbox.pango_layout
    engine = ENGINE["draw_first_line"]
    if not isinstance(layout, ComposedLayout):
        return engine(stream, textbox, text_overflow, block_ellipsis, matrix)
    note_loose_line(layout, textbox.element)
    note_emphasis(textbox)
    whole = text_overflow != "ellipsis" and block_ellipsis == "none"
    if whole and textbox.text.strip() and draw_composed(stream, layout, matrix):
        return []
    layout.materialise(textbox.style)
    return engine(stream, textbox, text_overflow, block_ellipsis, matrix)
