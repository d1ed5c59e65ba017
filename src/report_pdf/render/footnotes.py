"""Footnotes of columns on a line grid: where they are called, how high they are, and the areas they stand in.

In: measured children whose lines hold calls (``float: footnote``). Out: notes measured as any child is, for ``NoteBook``;
and on the page, boxes in the style of ``@page { @footnote { … } }``. A note stands at the foot of the column that calls
it, or with ``--float-reference: page``, as all that is called in a spanner or a page float, across the page's foot.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes, build
from weasyprint.layout import block
from weasyprint.layout.percent import resolve_percentages

from report_pdf.findings import Message
from report_pdf.render.fragments import CannotMeasure, Measured, Node, cut, measure
from report_pdf.render.pieces import NoteBook, NoteRun, Piece

__all__ = ["Apparatus", "area_box", "called_in"]


@dataclass(slots=True)
class Apparatus:
    """The notes of one kind, all measured against the same width: those of columns, or those of pages.

    Args:
        context: The engine's.
        container: A box as wide as a column, or as all of them.
        page_area: The engine's own area of footnotes, whose style is that of ours.
    """

    context: Any
    container: Any
    page_area: Any
    pieces: list[Piece] = field(default_factory=list)
    measured: list[Measured] = field(default_factory=list)

    def add(self, note: Any) -> int:
        """Measures ``note`` and gives its number.

        Raises:
            CannotMeasure: Something in it that only the engine can set.
        """
        number = len(self.pieces)
        measured = self._measured(note)
        self.measured.append(measured)
        self.pieces.append(
            Piece(
                index=number,
                height=measured.height,
                space_before=measured.space_before,
                space_after=measured.space_after,
                starts=tuple(measured.starts),
                ends=tuple(measured.ends),
                tiers=tuple(measured.tiers),
            )
        )
        return number

    def book(self) -> NoteBook:
        """The notes as numbers."""
        if not self.pieces:
            return NoteBook()
        area = self.area([])
        above = area.margin_top + area.border_top_width + area.padding_top
        below = area.margin_bottom + area.border_bottom_width + area.padding_bottom
        return NoteBook(notes=tuple(self.pieces), above=above, below=below)

    def area(self, children: Sequence[Any]) -> Any:
        """An area as wide as the container, without its height."""
        area = boxes.FootnoteAreaBox(self.page_area.page, self.page_area.style)
        area.children = list(children)
        resolve_percentages(area, self.container)
        block.block_level_width(area, self.container)
        for side in ("top", "bottom"):
            if getattr(area, f"margin_{side}") == "auto":
                setattr(area, f"margin_{side}", 0)
        return area

    def _measured(self, note: Any) -> Measured:
        known: dict[Any, Measured] = self.context.__dict__.setdefault("measured_notes", {})
        key = note, self.container.width
        measured = known.get(key)
        if measured is None or not measured.reusable:
            area = self.area([note])
            (child,) = build.create_anonymous_boxes(area.deepcopy()).children
            if any(part.footnote for part in child.descendants()):
                raise CannotMeasure(Message(zh="脚注里又有脚注", en="a footnote inside a footnote"))
            measured = known[key] = measure(self.context, child, area, first_styles=(None, None))
        return measured


def called_in(root: Node) -> Iterator[tuple[int, Any]]:
    """The footnotes called in a measured box, each once, with the unit where its call begins."""
    seen: set[Any] = set()
    for unit, part in _boxes(root):
        if part.footnote and part.footnote not in seen:
            seen.add(part.footnote)
            yield unit, part.footnote


def _boxes(node: Node) -> Iterator[tuple[int, Any]]:
    """Every box with the first unit that it is in."""
    yield node.first, node.box
    if node.children is None:
        yield from ((node.first, part) for part in node.box.descendants())
        return
    for child in node.children:
        yield from _boxes(child)


def area_box(apparatus: Apparatus, run: NoteRun, x: float, foot: float) -> tuple[Any, list[Measured]]:
    """The box of a run of notes that ends at height ``foot`` of the page, and what it was measured as."""
    area = apparatus.area([])
    area.position_x, area.position_y = x, foot - run.height
    area.height = run.height - sum(
        getattr(area, name)
        for name in (
            "margin_top",
            "border_top_width",
            "padding_top",
            "padding_bottom",
            "border_bottom_width",
            "margin_bottom",
        )
    )
    used = []
    for part in run.slices:
        piece, measured = apparatus.pieces[part.piece], apparatus.measured[part.piece]
        dy = area.position_y + part.top - piece.starts[part.first] - measured.top
        dx = area.content_box_x()
        area.children.append(cut(measured.root, part.first, part.last, dx=dx, dy=dy))
        used.append(measured)
    return area, used
