"""Measures a box of the engine once and cuts fragments out of it: every line of a text is laid out a single time.

WeasyPrint lays text out again for each trial of a column. Lines do not depend on where a block stands, so a block is
laid out whole, at (0, 0), and its lines are moved to where the columns want them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block
from weasyprint.layout.absolute import AbsolutePlaceholder

from report_pdf.findings import Message
from report_pdf.render.pieces import Tier

__all__ = ["CannotMeasure", "Measured", "Node", "cut", "measure", "translate_to"]


class CannotMeasure(Exception):  # noqa: N818 - says what happened
    """The box holds something that only the engine's own columns can set."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.en)
        self.reason = reason


@dataclass(slots=True)
class Node:
    """A box of the measured tree, where it was measured, with the units (lines or indivisible boxes) it spans."""

    box: Any
    x: float
    y: float
    first: int
    last: int = 0
    children: list[Node] | None = None


@dataclass(slots=True)
class Measured:
    """A box laid out once, as units, from its top border edge.

    ``absolutes`` and ``fixed``: placeholders that the page has to lay out; then the box is good for one use only.
    """

    root: Node
    top: float
    height: float
    space_before: float
    space_after: float
    starts: list[float] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)
    tiers: list[Tier] = field(default_factory=list)
    absolutes: list[Any] = field(default_factory=list)
    fixed: list[Any] = field(default_factory=list)
    reusable: bool = True
    has_notes: bool = False


def measure(context: Any, child: Any, container: Any, *, first_styles: tuple[Any, Any]) -> Measured:
    """Lays ``child`` out as if there were no page's foot.

    Raises:
        CannotMeasure: A forced break inside, or nothing came out.
    """
    absolutes: list[Any] = []
    fixed: list[Any] = []
    box, margins = _laid_out(context, child, container, absolutes, fixed, first_styles=first_styles)
    top = box.border_box_y()
    measured = Measured(
        root=Node(box, box.position_x, box.position_y, 0),
        top=top,
        height=box.border_height(),
        space_before=top,
        space_after=block.collapse_margin([*margins, box.margin_bottom]),
        absolutes=absolutes,
        fixed=fixed,
    )
    parts = (child, *child.descendants())
    measured.reusable = not (absolutes or fixed) and not any(part.missing_link for part in parts)
    measured.has_notes = any(part.footnote for part in parts)
    _walk(context, measured.root, measured)
    measured.starts[0] = 0.0
    return measured


class _NotOurs(list[Any]):
    """Footnotes while a child is measured: none for the engine to keep room for on its page, and none to take back."""

    def __contains__(self, _: object) -> bool:
        return True


def _laid_out(
    context: Any,
    child: Any,
    container: Any,
    absolutes: list[Any],
    fixed: list[Any],
    *,
    first_styles: tuple[Any, Any],
) -> tuple[Any, list[float]]:
    """A copy of ``child`` at (0, 0) with all its lines, and the margins that adjoin its foot."""
    box = child.copy()
    box.position_x = box.position_y = 0
    footnotes, context.footnotes = context.footnotes, _NotOurs()
    was_in_column, context.in_column = context.in_column, True
    context.create_block_formatting_context(object())
    try:
        # An empty page would make the engine drop margins; an endless one makes it never break.
        new_box, resume_at, _, margins, _, _ = block.block_level_layout(
            context,
            box,
            -math.inf,
            None,
            container,
            page_is_empty=False,
            absolute_boxes=absolutes,
            fixed_boxes=fixed,
            adjoining_margins=[],
            first_letter_style=first_styles[0],
            first_line_style=first_styles[1],
        )
        shapes = list(context.excluded_shapes)
    finally:
        context.finish_block_formatting_context()
        context.footnotes, context.in_column = footnotes, was_in_column
    if new_box is None or resume_at is not None:
        raise CannotMeasure(Message(zh="某一段内部强制换页", en="a forced break inside a child"))
    _hold_floats(new_box, shapes)
    return new_box, margins


def _hold_floats(box: Any, shapes: Sequence[Any]) -> None:
    """A float inside (a drop initial) does not hang out of the measured box below."""
    foot = max((shape.position_y + shape.margin_height() for shape in shapes), default=-math.inf)
    lack = foot - (box.content_box_y() + box.height)
    if lack > 0:
        box.height += lack


def _is_divisible(box: Any) -> bool:
    """A plain block of lines or of such blocks."""
    return (
        type(box) is boxes.BlockBox
        and not box.is_table_wrapper
        and not box.is_monolithic()
        and box.style["height"] == "auto"
        and box.style["box_decoration_break"] == "slice"
        and box.style["column_width"] == box.style["column_count"] == "auto"
        and any(_in_flow(child) for child in box.children)
    )


def _in_flow(box: Any) -> bool:
    return isinstance(box, boxes.LineBox) or (
        not isinstance(box, AbsolutePlaceholder) and bool(box.is_in_normal_flow())
    )


def _walk(context: Any, node: Node, measured: Measured) -> None:
    """Numbers the units below ``node`` and notes what a break before each would cost."""
    if not _is_divisible(node.box):
        _add_unit(node, measured)
        return
    node.children = []
    previous: Node | None = None
    lines = sum(isinstance(child, boxes.LineBox) for child in node.box.children)
    seen = 0
    for child in node.box.children:
        part = Node(child, child.position_x, child.position_y, len(measured.starts))
        node.children.append(part)
        if not _in_flow(child):
            continue
        if isinstance(child, boxes.LineBox):
            _add_unit(part, measured)
        else:
            _walk(context, part, measured)
        if previous is not None:
            tier = _line_tier(node.box, seen, lines) if lines else _block_tier(context, previous.box, child)
            measured.tiers[part.first] = tier
            measured.starts[part.first] = _top(child) - measured.top
            measured.ends[part.first - 1] = _foot(previous.box) - measured.top
        seen += 1
        previous = part
    node.last = len(measured.starts) - 1
    for rider in node.children:
        # What is out of the flow goes with the line after it, or with the last one.
        rider.first = min(rider.first, node.last)
        rider.last = max(rider.first, rider.last)
    if block.avoid_page_break(node.box.style["break_inside"], context):
        for unit in range(node.first + 1, node.last + 1):
            measured.tiers[unit] = max(measured.tiers[unit], Tier.AVOID)


def _add_unit(node: Node, measured: Measured) -> None:
    node.last = len(measured.starts)
    measured.starts.append(_top(node.box) - measured.top)
    measured.ends.append(_foot(node.box) - measured.top)
    measured.tiers.append(Tier.FREE)


def _line_tier(box: Any, above: int, lines: int) -> Tier:
    kept = above >= box.style["orphans"] and lines - above >= box.style["widows"]
    return Tier.FREE if kept else Tier.LINES


def _block_tier(context: Any, above: Any, below: Any) -> Tier:
    value = block.block_level_page_break(above, below)
    return Tier.AVOID if block.avoid_page_break(value, context) else Tier.FREE


def _top(box: Any) -> float:
    return float(box.position_y if isinstance(box, boxes.LineBox) else box.border_box_y())


def _foot(box: Any) -> float:
    if isinstance(box, boxes.LineBox):
        return float(box.position_y + box.height)
    return float(box.border_box_y() + box.border_height())


def translate_to(box: Any, x: float, y: float) -> None:
    """Moves a box with all it holds to an absolute position."""
    box.translate(x - box.position_x, y - box.position_y)


def cut(node: Node, first: int, last: int, *, dx: float, dy: float) -> Any:
    """The fragment with units ``first`` to ``last``, moved by (``dx``, ``dy``) from where it was measured.

    Lines are moved, not copied: the last call for a unit wins, as with the engine's own layout.
    """
    if node.children is None:
        translate_to(node.box, node.x + dx, node.y + dy)
        return node.box
    parts = [part for part in node.children if part.first <= last and part.last >= first]
    fragment = node.box.copy_with_children([cut(part, first, last, dx=dx, dy=dy) for part in parts])
    fragment.position_x, fragment.position_y = node.x + dx, node.y + dy
    is_start, is_end = node.first >= first, node.last <= last
    if not (is_start and is_end):
        _trim(fragment, is_start=is_start, is_end=is_end)
    return fragment


def _trim(fragment: Any, *, is_start: bool, is_end: bool) -> None:
    """Takes the decoration off the broken sides and fits the box around what is left in it."""
    flowing = [child for child in fragment.children if _in_flow(child)]
    foot = fragment.border_box_y() + fragment.border_height()
    fragment.remove_decoration_sides = set()
    fragment.remove_decoration(start=not is_start, end=not is_end)
    if not is_start:
        inset = fragment.margin_top + fragment.border_top_width + fragment.padding_top
        fragment.position_y = _top(flowing[0]) - inset
    if not is_end:
        fragment.height = _foot(flowing[-1]) - fragment.content_box_y()
    else:
        inset = fragment.padding_bottom + fragment.border_bottom_width
        fragment.height = foot - inset - fragment.content_box_y()
