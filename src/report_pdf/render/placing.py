"""Puts measured boxes where the plan of a page wants them, in reading order.

Floats and footnotes stand in the tree behind the text they belong to, wherever they are on the page: what copies,
searches or listens meets them between two paragraphs and never inside one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint.layout import block
from weasyprint.layout.column import _create_column_box

from report_pdf.render.flow import Flow
from report_pdf.render.footnotes import Apparatus, area_box
from report_pdf.render.fragments import Measured, cut, translate_to
from report_pdf.render.page_floats import PagePlan, PlacedFloat
from report_pdf.render.pieces import Band, NoteRun, Slice

__all__ = ["Frame", "place"]


@dataclass(slots=True)
class Frame:
    """The box being filled on this page, and the engine's lists its content may have to join."""

    context: Any
    box: Any
    containing_block: Any
    width: float
    gap: float
    count: int
    grid: float
    origin: float
    absolute_boxes: list[Any]
    fixed_boxes: list[Any]

    def x_of(self, column: int) -> float:
        """Left edge of a column."""
        return float(self.box.content_box_x()) + column * (self.width + self.gap)

    def y_of(self, line: float) -> float:
        """A grid line's height on the page."""
        return self.origin + line * self.grid


def place(frame: Frame, flow: Flow, plan: PagePlan) -> list[Any]:
    """The page's boxes: each column, spanner or page of floats in an anonymous column box."""
    return _Placing(frame, flow, plan).boxes()


def _in_order(areas: Iterator[tuple[int, Any]]) -> list[tuple[int, Any]]:
    """No area before the one where its first note began."""
    ordered: list[tuple[int, Any]] = []
    for calling, area in areas:
        ordered.append((max(calling, ordered[-1][0]) if ordered else calling, area))
    return ordered


class _Placing:
    """One page being put together; ``_floats`` and ``_areas`` shrink as these find their place in the tree."""

    def __init__(self, frame: Frame, flow: Flow, plan: PagePlan) -> None:
        self._frame = frame
        self._flow = flow
        self._plan = plan
        anchors = {piece.index: piece.anchor for piece in flow.floats}
        self._floats = sorted(plan.floats, key=lambda placed: placed.index)
        self._anchors = anchors
        self._areas = _in_order(self._notes())

    def boxes(self) -> list[Any]:
        result: list[Any] = []
        for band in self._plan.text.bands:
            if band.spanner is not None:
                children = self._children((band.spanner,), band.top, 0)
                result.append(self._column(0, band, children, self._frame.box.width))
                # The engine draws column rules beside every box that is not a spanner.
                result[-1].style = result[-1].style.copy()
                result[-1].style["column_span"] = "all"
            for number, column in enumerate(band.columns):
                children = self._children(column.slices, band.top + column.head, number)
                result.append(self._column(number, band, children, self._frame.width))
        rest = [self._float(placed) for placed in self._floats]
        rest += [area for _, area in self._areas]
        if not result:
            whole = Band(top=self._plan.text.bottom, lines=0)
            result.append(self._column(0, whole, [], self._frame.box.width))
        result[-1].children.extend(rest)
        if self._plan.text.ended:
            y = self._frame.y_of(self._plan.bottom)
            result[-1].children.extend(self._riders(len(self._flow.pieces), self._frame.x_of(0), y))
        return result

    def _notes(self) -> Iterator[tuple[int, Any]]:
        """The areas of footnotes, each with the last piece of the page's text that calls a note in it."""
        frame, plan = self._frame, self._plan
        for band in plan.text.bands:
            foot = frame.y_of(band.top + band.lines)
            for number, column in enumerate(band.columns):
                yield from self._area(self._flow.notes, column.notes, frame.x_of(number), foot)
        yield from self._area(self._flow.page_notes, plan.notes, frame.x_of(0), frame.y_of(plan.bottom))

    def _area(self, apparatus: Apparatus, run: NoteRun, x: float, foot: float) -> Iterator[tuple[int, Any]]:
        if not run.slices:
            return
        box, used = area_box(apparatus, run, x, foot)
        for measured in used:
            self._join(box, measured)
        numbers = {part.piece for part in run.slices if part.first == 0}
        own = "calls" if apparatus is self._flow.notes else "page_calls"
        calling = (
            at
            for at, piece in enumerate(self._flow.pieces)
            if any(note in numbers for _, note in getattr(piece, own))
        )
        # What only pictures call goes behind all text, what goes on from a page before, as early as can be.
        yield max(calling, default=len(self._flow.pieces) if numbers else -1), box

    def _column(self, number: int, band: Band, children: list[Any], width: float) -> Any:
        """A column box without an element of its own: the tags then show the container once, not per column."""
        frame = self._frame
        box = _create_column_box(frame.box, frame.containing_block, children, width, frame.y_of(band.top))
        box.element = None
        box.position_x = frame.x_of(number)
        box.height = band.lines * frame.grid
        box.children = list(children)
        for child in box.children:
            block.relative_positioning(child, (box.width, box.height))
        return box

    def _children(self, slices: tuple[Slice, ...], top: int, column: int) -> list[Any]:
        frame, result = self._frame, []
        x = frame.x_of(column)
        for part in slices:
            piece = self._flow.pieces[part.piece]
            y = frame.y_of(top) + part.top
            if part.first == 0:
                result.extend(self._floats_before(part.piece))
                result.extend(self._riders(part.piece, x, y))
            measured = self._flow.measured[piece.index]
            origin = y - piece.starts[part.first]
            result.append(self._cut(measured, part.first, part.last, x, origin))
            if part.last == piece.units - 1:
                result.extend(self._floats_before(part.piece + 1))
                result.extend(self._areas_up_to(part.piece))
        return result

    def _cut(self, measured: Measured, first: int, last: int, x: float, y: float) -> Any:
        """The fragment whose box would have its top border edge at ``y`` if it were whole."""
        fragment = cut(measured.root, first, last, dx=x, dy=y - measured.top)
        self._join(fragment, measured)
        return fragment

    def _join(self, fragment: Any, measured: Measured) -> None:
        """What is positioned in ``fragment`` joins the page's lists."""
        if not (measured.absolutes or measured.fixed):
            return
        parts = {id(part) for part in fragment.descendants(placeholders=True)}
        for found, wanted in (
            (measured.absolutes, self._frame.absolute_boxes),
            (measured.fixed, self._frame.fixed_boxes),
        ):
            wanted.extend(part for part in found if id(part._box) in parts)  # noqa: SLF001 - what it stands for

    def _floats_before(self, piece: int) -> list[Any]:
        """Floats whose place in the text is before ``piece`` and which no text has taken along yet."""
        ready = [placed for placed in self._floats if self._anchors[placed.index] <= piece]
        self._floats = [placed for placed in self._floats if self._anchors[placed.index] > piece]
        return [self._float(placed) for placed in ready]

    def _areas_up_to(self, piece: int) -> list[Any]:
        """Footnotes whose last call ``piece`` holds, now that it has ended."""
        ready = [area for calling, area in self._areas if calling <= piece]
        self._areas = [item for item in self._areas if item[0] > piece]
        return ready

    def _float(self, placed: PlacedFloat) -> Any:
        """A float flush with its edge: what its height lacks to whole lines is left towards the text."""
        frame = self._frame
        measured = self._flow.measured[placed.index]
        x = frame.x_of(placed.column or 0)
        y = frame.y_of(placed.top) + measured.top
        if placed.edge == "bottom":
            y = frame.y_of(placed.top + placed.lines) - measured.space_after - measured.height
        return self._cut(measured, 0, len(measured.starts) - 1, x, y)

    def _riders(self, piece: int, x: float, y: float) -> list[Any]:
        """Running elements and empty boxes (link targets) that stand before ``piece``."""
        result = []
        for index, child in self._flow.riders.get(piece, ()):
            if child.is_running():
                self._run(child)
                continue
            box = self._flow.measured[index].root.box
            translate_to(box, x, y)
            result.append(box)
        return result

    def _run(self, child: Any) -> None:
        context = self._frame.context
        running = context.running_elements[child.style["position"][1]][context.current_page]
        if child not in running:
            context.add_running_element(child)
