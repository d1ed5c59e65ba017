"""The children of a multi-column box as pieces of text and page floats, each laid out once for the whole document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block

from report_pdf.findings import Message
from report_pdf.render.custom_properties import own_keyword
from report_pdf.render.footnotes import Apparatus, called_in
from report_pdf.render.fragments import CannotMeasure, Measured, measure
from report_pdf.render.page_floats import Edge, FloatPiece, Reference
from report_pdf.render.pieces import ForcedBreak, Piece, Tier, lines_of

__all__ = ["Flow", "Measure", "read_flow"]

_EDGES: dict[str, tuple[Edge, ...]] = {"top": ("top",), "bottom": ("bottom",)}
_FLOATS = frozenset({"top", "bottom", "auto"})
_SHIFTS = {"center": 0.5, "end": 1.0}
_BREAKS = frozenset({"page", "left", "right", "recto", "verso", "column"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What children are measured against: a column, and the whole box for spanners and floats across columns."""

    grid: float
    column: Any
    whole: Any
    page_height: float


@dataclass(slots=True)
class Flow:
    """A multi-column box, measured. ``riders``: running elements and empty boxes, by the piece they stand before.

    ``notes`` stand at the feet of columns, ``page_notes`` at those of pages.
    """

    notes: Apparatus
    page_notes: Apparatus
    pieces: list[Piece] = field(default_factory=list)
    floats: list[FloatPiece] = field(default_factory=list)
    measured: dict[int, Measured] = field(default_factory=dict)
    riders: dict[int, list[tuple[int, Any]]] = field(default_factory=dict)

    @property
    def reusable(self) -> bool:
        """Nothing in it is good for one page only."""
        parts = (*self.measured.values(), *self.notes.measured, *self.page_notes.measured)
        return all(measured.reusable for measured in parts)


def read_flow(context: Any, box: Any, size: Measure, first_styles: tuple[Any, Any]) -> Flow:
    """Measures every child that was not measured before.

    Raises:
        CannotMeasure: Something in it that only the engine's own columns can set.
    """
    reader = _Reader(context, size)
    for index, child in enumerate(_blocks(box)):
        styles = first_styles if index == 0 else (None, None)
        reader.read(index, child, box.children[index], styles)
    return reader.flow


class _Reader:
    """Sorts children into pieces of text, floats and what rides along with the text."""

    def __init__(self, context: Any, size: Measure) -> None:
        area = context.current_footnote_area
        self.flow = Flow(Apparatus(context, size.column, area), Apparatus(context, size.whole, area))
        self._context = context
        self._size = size
        self._known: dict[Any, Measured] = context.__dict__.setdefault("measured_children", {})
        self._previous: Any = None
        self._autos: Counter[str] = Counter()

    def read(self, index: int, child: Any, key: Any, first_styles: tuple[Any, Any]) -> None:
        flow, place = self.flow, len(self.flow.pieces)
        if child.is_running():
            flow.riders.setdefault(place, []).append((index, child))
            return
        if not child.is_in_normal_flow():
            reason = Message(
                zh="直接子元素里有浮动或定位的盒子", en="a float or a positioned box among the children"
            )
            raise CannotMeasure(reason)
        floated = own_keyword(_style(child), "float") in _FLOATS
        across = child.style["column_span"] == "all" or (floated and _reference(child) == "page")
        container = self._size.whole if across else self._size.column
        measured = flow.measured[index] = self._measured(
            child, (key, container.width), container, first_styles
        )
        calls, page_calls = self._calls(measured, across=across or floated)
        if floated:
            edges = _edges(child, self._autos)
            floating = _float_piece(child, index, measured, grid=self._size.grid, anchor=place, edges=edges)
            flow.floats.append(replace(floating, page_calls=tuple(note for _, note in page_calls)))
        elif measured.height == 0:
            flow.riders.setdefault(place, []).append((index, child))
        else:
            piece = _piece(self._context, self._previous, child, index, measured, self._size)
            flow.pieces.append(replace(piece, calls=tuple(calls), page_calls=tuple(page_calls)))
            self._previous = child

    def _calls(
        self, measured: Measured, *, across: bool
    ) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """The notes called in a child, by unit: those for the foot of a column and those for the page's."""
        calls: list[tuple[int, int]] = []
        page_calls: list[tuple[int, int]] = []
        for unit, note in called_in(measured.root) if measured.has_notes else ():
            _refuse_odd(note)
            if across or own_keyword(note.style, "float-reference") == "page":
                page_calls.append((unit, self.flow.page_notes.add(note)))
            else:
                calls.append((unit, self.flow.notes.add(note)))
        return calls, page_calls

    def _measured(self, child: Any, key: Any, container: Any, first_styles: tuple[Any, Any]) -> Measured:
        measured = self._known.get(key)
        if measured is None or not measured.reusable:
            _refuse_odd(child)
            measured = self._known[key] = measure(self._context, child, container, first_styles=first_styles)
        return measured


def _blocks(box: Any) -> list[Any]:
    """The children; text that stands in the box itself is wrapped in a block."""
    return [_wrapped(box, child) if isinstance(child, boxes.LineBox) else child for child in box.children]


def _wrapped(box: Any, line: Any) -> Any:
    block_box = boxes.BlockBox.anonymous_from(box, [line])
    block_box.element = None
    return block_box


def _style(child: Any) -> Any:
    """Where the child's own declarations are: the engine gives a table's wrapper an anonymous style."""
    table = child.get_wrapped_table() if child.is_table_wrapper else None
    return child.style if table is None else table.style


def _reference(child: Any) -> Reference:
    return "column" if own_keyword(_style(child), "float-reference") == "column" else "page"


def _edges(child: Any, autos: Counter[str]) -> tuple[Edge, ...]:
    """The edges a float may go to. ``auto``: head and foot in turn, so that a run of pictures does not pile up."""
    edge = own_keyword(_style(child), "float")
    if edge in _EDGES:
        return _EDGES[edge]
    autos[_reference(child)] += 1
    return ("top", "bottom") if autos[_reference(child)] % 2 else ("bottom", "top")


def _float_piece(
    child: Any, index: int, measured: Measured, *, grid: float, anchor: int, edges: tuple[Edge, ...]
) -> FloatPiece:
    room = measured.top + measured.height + measured.space_after
    return FloatPiece(
        index=index,
        anchor=anchor,
        lines=max(1, lines_of(room, grid)),
        edges=edges,
        stacks=len(edges) == 1,
        reference=_reference(child),
    )


def _piece(context: Any, previous: Any, child: Any, index: int, measured: Measured, size: Measure) -> Piece:
    before, forced = Tier.FREE, None
    if previous is not None:
        value = block.block_level_page_break(previous, child)
        page = block.block_level_page_name(previous, child)
        if value in _BREAKS or page is not None:
            forced = ForcedBreak(value=value, page=page)
        elif block.avoid_page_break(value, context):
            before = Tier.AVOID
    spanner = child.style["column_span"] == "all"
    if measured.height > size.page_height and len(measured.starts) == 1:
        raise CannotMeasure(
            Message(zh="有高于一页又不能拆开的盒子", en="an indivisible box higher than the page")
        )
    return Piece(
        index=index,
        height=measured.height,
        space_before=measured.space_before,
        space_after=measured.space_after,
        starts=tuple(measured.starts),
        ends=tuple(measured.ends),
        tiers=(before, *measured.tiers[1:]),
        forced=forced,
        spanner=spanner,
        shift=_SHIFTS.get(own_keyword(_style(child), "block-step-align"), 0.0),
    )


def _refuse_odd(child: Any) -> None:
    """Side notes, running elements and fixed boxes belong to a page, which is not known while measuring."""
    parts: Sequence[Any] = tuple(child.descendants())
    if any(part.note for part in parts):
        raise CannotMeasure(Message(zh="有边注", en="a side note"))
    if any(part.is_running() or part.style["position"] == "fixed" for part in parts):
        raise CannotMeasure(
            Message(zh="子元素内部有页眉元素或固定定位的盒子", en="a running or fixed box inside a child")
        )
