"""Multi-column boxes on a line grid, in place of the engine's ``columns_layout`` (WeasyPrint 70.0).

In force for multi-column boxes with the custom property ``--line-grid``; all others keep the engine's own. Text is
measured once (``fragments``), columns are filled and balanced as numbers (``column_fill``, ``line_grid``,
``page_text``), page floats and footnotes find their places (``page_floats``, ``page_plan``), and only then boxes are
put where they belong. The engine resumes a broken box by a dictionary of child index to the rest; ours carries unit,
waiting floats and notes that go on besides.
"""

from __future__ import annotations

import math
from typing import Any

from weasyprint.layout import block
from weasyprint.layout.absolute import absolute_layout
from weasyprint.layout.column import _create_column_box
from weasyprint.layout.percent import percentage

from report_pdf.findings import Message
from report_pdf.render import grid_lines, rules
from report_pdf.render.custom_properties import line_grid
from report_pdf.render.flow import Flow, Measure, read_flow
from report_pdf.render.fragments import CannotMeasure
from report_pdf.render.page_floats import PagePlan, State
from report_pdf.render.page_plan import plan_page
from report_pdf.render.pieces import PageArea, lines_of
from report_pdf.render.placing import Frame, place
from report_pdf.render.trace import Watch

__all__ = ["install"]


def install(watch: Watch) -> None:
    """Replaces the engine's columns and line heights; findings go to the trace of the document in work."""
    grid_lines.install()
    block.columns_layout = _GridColumns(watch, block.columns_layout)


class _Resume(dict[int, None]):
    """Where the next page goes on, in the engine's form plus what it does not know of."""

    state: State

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Resume) and dict.__eq__(self, other) and self.state == other.state

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None


class _GridColumns:
    """Callable with the engine's signature of ``columns_layout``."""

    def __init__(self, watch: Watch, original: Any) -> None:
        self._watch = watch
        self._original = original

    def __call__(  # noqa: PLR0913, PLR0917 - the engine's signature
        self,
        context: Any,
        box: Any,
        bottom_space: float,
        skip_stack: Any,
        containing_block: Any,
        page_is_empty: bool,  # noqa: FBT001 - the engine's signature
        absolute_boxes: list[Any],
        fixed_boxes: list[Any],
        adjoining_margins: list[float],
        *first_styles: Any,
    ) -> Any:
        grid = line_grid(box.style)
        if grid is not None and self._is_ours(context, box, bottom_space):
            is_start = skip_stack is None
            frame = _frame(context, box, containing_block, grid, is_start=is_start, margins=adjoining_margins)
            frame.fixed_boxes = fixed_boxes
            if box.style["position"] != "relative":
                frame.absolute_boxes = absolute_boxes
            context.in_column = True
            try:
                flow = _measured(frame, box, (first_styles[0], first_styles[1]))
                return self._set(frame, flow, bottom_space, skip_stack, page_is_empty=page_is_empty)
            except CannotMeasure as error:
                self._refuse(context, box, error.reason)
            finally:
                context.in_column = False
        boxes = absolute_boxes, fixed_boxes
        head = context, box, bottom_space, skip_stack, containing_block, page_is_empty
        return self._original(*head, *boxes, adjoining_margins, *first_styles)

    def _is_ours(self, context: Any, box: Any, bottom_space: float) -> bool:
        refused = _refused(context)
        if box in refused:
            return False
        if context.in_column:
            self._refuse(context, box, Message(zh="分栏里又有分栏", en="columns inside columns"))
        elif box.style["height"] != "auto":
            self._refuse(context, box, Message(zh="高度是固定的", en="a fixed height"))
        elif box.style["direction"] == "rtl":
            self._refuse(context, box, Message(zh="文字从右到左", en="text from right to left"))
        return box not in refused and bool(box.children) and math.isfinite(bottom_space)

    def _refuse(self, context: Any, box: Any, reason: Message) -> None:
        _refused(context).add(box)
        message = Message(
            zh=f"{rules.COLUMNS_FALLBACK.rationale.zh}（{reason.zh}）",
            en=f"{rules.COLUMNS_FALLBACK.rationale.en} ({reason.en})",
        )
        self._watch.trace.report(rules.COLUMNS_FALLBACK, message, box.element)

    def _set(
        self, frame: Frame, flow: Flow, bottom_space: float, skip_stack: Any, *, page_is_empty: bool
    ) -> Any:
        state = skip_stack.state if isinstance(skip_stack, _Resume) else State()
        fresh = page_is_empty or isinstance(skip_stack, _Resume)
        area = _area(frame, flow, bottom_space, fresh=fresh)
        plan = plan_page(flow.pieces, flow.floats, state, area)
        stays_whole = frame.box.style["break_inside"] in {"avoid", "avoid-page"}
        breaks = not _is_done(flow, plan.state)
        nothing = not (plan.text.bands or plan.floats or plan.notes.slices) and bool(flow.pieces)
        if nothing or (stays_whole and breaks and not fresh):
            # The whole box goes to the next page, in the engine's own words.
            return None, (0, None), {"break": "any", "page": None}, [], False
        self._report_floats(frame, flow, plan, area)
        self._report_notes(flow, plan)
        frame.box.children = place(frame, flow, plan)
        return self._result(frame, flow, plan)

    def _result(self, frame: Frame, flow: Flow, plan: PagePlan) -> Any:
        box, state = frame.box, plan.state
        box.height = max(frame.y_of(plan.bottom) - box.content_box_y(), 0)
        if box.style["position"] == "relative":
            for placeholder in frame.absolute_boxes:
                absolute_layout(
                    frame.context, placeholder, box, frame.fixed_boxes, bottom_space=0, skip_stack=None
                )
        if _is_done(flow, state):
            box.height = max(box.height, box.min_height)
            return box, None, {"break": "any", "page": None}, [], False
        resume = _Resume({_next_child(flow, state): None})
        resume.state = state
        forced = plan.text.forced
        if forced is not None:
            return box, resume, {"break": forced.value, "page": forced.page}, [], False
        return box, resume, {"break": "any", "page": box.page_values()[1]}, [], False

    def _report_floats(self, frame: Frame, flow: Flow, plan: PagePlan, area: PageArea) -> None:
        for placed in plan.floats:
            element = flow.measured[placed.index].root.box.element
            if placed.lines > area.full:
                self._watch.trace.report(rules.FLOAT_OVERSIZED, rules.FLOAT_OVERSIZED.rationale, element)
            if placed.late > 1:
                message = Message(
                    zh=f"{rules.FLOAT_LATE.rationale.zh}（第 {frame.context.current_page} 页，晚了 {placed.late} 页）",
                    en=f"{rules.FLOAT_LATE.rationale.en} (page {frame.context.current_page}, {placed.late} late)",
                )
                self._watch.trace.report(rules.FLOAT_LATE, message, element)

    def _report_notes(self, flow: Flow, plan: PagePlan) -> None:
        """Notes that were called on this page or before and of which nothing could be set so far."""
        for apparatus, rest in ((flow.notes, plan.state.notes), (flow.page_notes, plan.state.page_notes)):
            for position in rest:
                if position.unit == 0:
                    element = apparatus.measured[position.piece].root.box.element
                    self._watch.trace.report(rules.NOTE_LATE, rules.NOTE_LATE.rationale, element)


def _is_done(flow: Flow, state: State) -> bool:
    rest = state.waiting or state.notes or state.page_notes
    return state.position.piece >= len(flow.pieces) and not rest


def _next_child(flow: Flow, state: State) -> int:
    """The child that the engine is told to go on with; the last one when only notes are left."""
    if state.position.piece < len(flow.pieces):
        return flow.pieces[state.position.piece].index
    return flow.floats[state.waiting[0][0]].index if state.waiting else max(flow.measured)


def _refused(context: Any) -> set[Any]:
    """Boxes of this document that keep the engine's columns on all their pages."""
    refused: set[Any] = context.__dict__.setdefault("refused_columns", set())
    return refused


def _frame(
    context: Any, box: Any, containing_block: Any, grid: float, *, is_start: bool, margins: list[float]
) -> Frame:
    """Resolves the box's width and columns as the engine does (``columns_layout``, first part)."""
    frame_box = box.copy_with_children(box.children)
    frame_box.remove_decoration_sides = set()
    frame_box.remove_decoration(start=not is_start, end=False)
    frame_box.position_y += block.collapse_margin([*margins, frame_box.margin_top]) - frame_box.margin_top
    block.block_level_width(frame_box, containing_block)
    style = frame_box.style
    gap = style["column_gap"]
    gap = style["font_size"] if gap == "normal" else percentage(gap, style, frame_box.width)
    width, count = style["column_width"], style["column_count"]
    if width != "auto":
        fitting = max(1, math.floor((frame_box.width + gap) / (width + gap)))
        count = fitting if count == "auto" else min(count, fitting)
    width = max(0.0, (frame_box.width + gap) / count - gap)
    page = context.current_footnote_area.page
    return Frame(
        context=context,
        box=frame_box,
        containing_block=containing_block,
        width=width,
        gap=gap,
        count=count,
        grid=grid,
        origin=page.content_box_y(),
        absolute_boxes=[],
        fixed_boxes=[],
    )


def _measured(frame: Frame, box: Any, first_styles: tuple[Any, Any]) -> Flow:
    """The box's flow; it is read once for all pages unless something in it is good for one page only."""
    known: dict[Any, Flow] = frame.context.__dict__.setdefault("read_flows", {})
    key = box, frame.width, frame.box.width
    flow = known.get(key)
    if flow is None or not flow.reusable:
        size = Measure(
            grid=frame.grid,
            column=_measuring_box(frame, frame.width),
            whole=_measuring_box(frame, frame.box.width),
            page_height=frame.context.current_footnote_area.page.height,
        )
        flow = known[key] = read_flow(frame.context, box, size, first_styles)
    return flow


def _measuring_box(frame: Frame, width: float) -> Any:
    box = _create_column_box(frame.box, frame.containing_block, [], width, 0)
    box.position_x = 0
    return box


def _area(frame: Frame, flow: Flow, bottom_space: float, *, fresh: bool) -> PageArea:
    """The page's room for this box in grid lines; the tolerance forgives the engine's rounding."""
    head = frame.box.content_box_y() - frame.origin
    foot = frame.context.page_bottom - bottom_space - frame.origin
    page = frame.context.current_footnote_area.page
    top, bottom = lines_of(head, frame.grid), math.floor(foot / frame.grid + 1e-3)
    bottom = max(bottom, top + 1) if fresh else max(bottom, top)
    full = bottom - top if fresh else max(bottom - top, math.floor(page.height / frame.grid + 1e-3))
    balance = frame.box.style["column_fill"] != "auto"
    return PageArea(
        top=top,
        bottom=bottom,
        columns=frame.count,
        grid=frame.grid,
        full=full,
        balance=balance,
        fresh=fresh,
        book=flow.notes.book(),
        page_book=flow.page_notes.book(),
    )
