"""An article's blocks as the items that run through its columns, with pictures, panel and quotes at their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from report_pdf.layout.boxes import lay_box
from report_pdf.layout.copyfit import em_width
from report_pdf.layout.groups import NameGroup, TableGroup, group_blocks
from report_pdf.layout.items import Laid, lay_item, setting_of
from report_pdf.layout.measures import LayoutFolder
from report_pdf.layout.runs import NoteShelf, note_lines
from report_pdf.layout.views import (
    BoxItem,
    BulletsItem,
    FlowItem,
    HeadingItem,
    PartItem,
    PointerItem,
    TableItem,
)
from report_pdf.model.issue import Picture
from report_pdf.model.manuscript import (
    Block,
    Box,
    Bullet,
    Figure,
    Note,
    PageBreak,
    Paragraph,
    PictureSlot,
)
from report_pdf.model.pages import Placement

__all__ = ["Flow", "flow_blocks", "place_evenly", "stands_across"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Items in order with their estimated lines (in one column; of what stands across, in both).

    ``slots``: before which item the manuscript left room for a picture. ``named``: before which item the picture that
    a block names stands, by the block's index. ``blocks``: which block each item starts with. ``placements``: pictures in
    boxes. ``note_lines``: what footnotes take of the columns. ``turned``: tables for pages behind the text.
    """

    items: tuple[FlowItem, ...]
    lines: tuple[float, ...]
    slots: tuple[int, ...]
    named: Mapping[int, int]
    blocks: tuple[int, ...]
    placements: tuple[Placement, ...] = ()
    note_lines: float = 0.0
    turned: tuple[TableItem, ...] = ()

    @property
    def column_lines(self) -> float:
        """Lines of everything that runs in the columns, their footnotes too."""
        own = sum(n for item, n in zip(self.items, self.lines, strict=True) if not stands_across(item))
        return own + self.note_lines

    @property
    def band_lines(self) -> float:
        """Lines of everything that runs across them."""
        return sum(n for item, n in zip(self.items, self.lines, strict=True) if stands_across(item))


def stands_across(item: FlowItem) -> bool:
    """Whether it takes both columns."""
    return isinstance(item, PartItem) or (isinstance(item, TableItem | BoxItem) and item.place != "column")


def flow_blocks(
    blocks: Sequence[Block],
    folder: LayoutFolder,
    shelf: NoteShelf,
    *,
    key: str,
    boxed: Sequence[Picture] = (),
) -> Flow:
    """The items of an article; each block's element id is ``key`` and its index. ``boxed``: pictures in its boxes."""
    setting = setting_of(blocks, folder, shelf, pictures=boxed)
    draft = _Draft()
    last = max((i for i, b in enumerate(blocks) if isinstance(b, Paragraph | Bullet)), default=-1)
    for index, group in group_blocks(blocks):
        if isinstance(group, PictureSlot):
            draft.slots.append(len(draft.items))
        elif isinstance(group, Figure):
            draft.named[index] = len(draft.items)
        elif not isinstance(group, PageBreak) and not (
            isinstance(group, Note) and group.key not in setting.in_text
        ):
            own = f"{key}-block-{index}"
            laid = (
                lay_box(group, setting, key=own)
                if isinstance(group, Box)
                else lay_item(group, setting, key=own, ends=index == last)
            )
            draft.add(laid, index, notes=note_lines(_texts(group), folder, shelf))
    return Flow(
        items=tuple(draft.items),
        lines=tuple(draft.lines),
        slots=tuple(draft.slots),
        named=draft.named,
        blocks=tuple(draft.starts),
        placements=tuple(draft.placements),
        note_lines=draft.note_lines,
        turned=tuple(draft.turned),
    )


@dataclass(slots=True, kw_only=True)
class _Draft:
    """A flow in the making."""

    items: list[FlowItem] = field(default_factory=list)
    lines: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    slots: list[int] = field(default_factory=list)
    named: dict[int, int] = field(default_factory=dict)
    placements: list[Placement] = field(default_factory=list)
    turned: list[TableItem] = field(default_factory=list)
    note_lines: float = 0.0

    def add(self, laid: Laid, index: int, *, notes: float) -> None:
        """Further items; bullets that follow bullets join them."""
        self.note_lines += notes
        self.placements += laid.placements
        before = self.items[-1] if self.items else None
        first = laid.items[0] if laid.items else None
        interrupted = len(self.items) in {*self.slots, *self.named.values()}
        if isinstance(first, BulletsItem) and isinstance(before, BulletsItem) and not interrupted:
            self.items[-1] = BulletsItem(key=before.key, bullets=before.bullets + first.bullets)
            self.lines[-1] += laid.lines
            return
        turned = tuple(item for item in laid.items if isinstance(item, TableItem) and item.place == "turned")
        self.turned += turned
        for item in (_pointer(turned[0]),) if turned else laid.items:
            self.items.append(item)
            self.lines.append(1 if turned else laid.lines)
            self.starts.append(index)


def _pointer(table: TableItem) -> PointerItem:
    return PointerItem(key=f"{table.key}-pointer", words=table.number or "表", target=table.key)


def _texts(group: Block | TableGroup | NameGroup) -> tuple[Block, ...]:
    match group:
        case TableGroup():
            return group.blocks
        case NameGroup():
            return ()
        case _:
            return (group,)


def place_evenly(flow: Flow, count: int, *, taken: Sequence[int] = ()) -> tuple[int, ...]:
    """Where ``count`` more pieces go: before which items, as far as can be from ``taken`` and from each other.

    Never right after a heading or a band: those belong to what follows.
    """
    allowed = [
        index
        for index in range(1, len(flow.items))
        if not isinstance(flow.items[index - 1], HeadingItem | PartItem)
    ]
    depth = _depths(flow)
    anchors = [depth[index] for index in taken]
    chosen: list[int] = []
    for number in range(count):
        if not allowed:
            return tuple(chosen) + (len(flow.items),) * (count - number)
        ends = [0.0, depth[-1]] if number or taken else []
        best = max(allowed, key=lambda index: _distance(depth[index], anchors, ends, depth[-1]))
        chosen.append(best)
        anchors.append(depth[best])
        allowed.remove(best)
    return tuple(sorted(chosen))


def _depths(flow: Flow) -> list[float]:
    depths = [0.0]
    for item, lines in zip(flow.items, flow.lines, strict=True):
        depths.append(depths[-1] + (2 * lines if stands_across(item) else lines))
    return depths


def _distance(depth: float, anchors: Sequence[float], ends: Sequence[float], whole: float) -> float:
    """How far from the nearest neighbour; the ends of the text count half."""
    near = [abs(depth - anchor) for anchor in anchors] + [2 * abs(depth - end) for end in ends]
    return min(near) if near else -abs(depth - whole / 2)


def longest_line(lines: Sequence[str]) -> float:
    """The widest line in em."""
    return max((em_width(line) for line in lines), default=0)
