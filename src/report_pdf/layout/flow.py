"""An article's blocks as the items that run through its columns, with pictures, panel and quotes at their places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from report_pdf.layout.copyfit import em_width, text_lines
from report_pdf.layout.measures import LayoutFolder
from report_pdf.layout.views import (
    BulletsItem,
    BulletView,
    CaptionItem,
    FlowItem,
    HeadingItem,
    ParagraphItem,
    PartItem,
)
from report_pdf.model.manuscript import Block, Bullet, Caption, Heading, Paragraph, Part, PictureSlot

__all__ = ["Flow", "flow_blocks", "place_evenly"]

_HEADING_PT, _NUMBER_PT = 14.0, 33.0
_CAPTION_PT = 8.5
_BAND_LINES = 5
_LABEL = re.compile(r"^[^，。：；、！？]{4,16}[。：](?=.)")
_SPEAKER = re.compile(r"^[^，。：；！？“”]{1,10}：(?=.)")
_LEAST_TURNS = 3
_FIGURE = re.compile(r"^(?P<words>\D+?)\s*(?P<figure>\d{2,4})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Items in order with their estimated lines (in one column; a band's across both).

    ``slots``: before which item the manuscript left room for a picture. ``blocks``: which block each item starts with.
    """

    items: tuple[FlowItem, ...]
    lines: tuple[float, ...]
    slots: tuple[int, ...]
    blocks: tuple[int, ...]

    @property
    def column_lines(self) -> float:
        """Lines of everything that runs in the columns."""
        return sum(
            n for item, n in zip(self.items, self.lines, strict=True) if not isinstance(item, PartItem)
        )

    @property
    def band_lines(self) -> float:
        """Lines of everything that runs across them."""
        return sum(n for item, n in zip(self.items, self.lines, strict=True) if isinstance(item, PartItem))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    folder: LayoutFolder
    tag: str
    speakers: frozenset[str]


def flow_blocks(blocks: Sequence[Block], folder: LayoutFolder, *, key: str) -> Flow:
    """The items of an article; each block's element id is ``key`` and its index."""
    setting = _Setting(folder=folder, tag=_heading_tag(blocks), speakers=_speakers(blocks))
    items: list[FlowItem] = []
    lines: list[float] = []
    slots: list[int] = []
    starts: list[int] = []
    last = max((i for i, b in enumerate(blocks) if isinstance(b, Paragraph | Bullet)), default=-1)
    for index, block in enumerate(blocks):
        if isinstance(block, PictureSlot):
            slots.append(len(items))
            continue
        item, height = _item(block, setting, key=f"{key}-block-{index}", ends=index == last)
        if (
            isinstance(item, BulletsItem)
            and items
            and isinstance(items[-1], BulletsItem)
            and len(items) not in slots
        ):
            items[-1] = BulletsItem(key=items[-1].key, bullets=items[-1].bullets + item.bullets)
            lines[-1] += height
            continue
        items.append(item)
        lines.append(height)
        starts.append(index)
    return Flow(items=tuple(items), lines=tuple(lines), slots=tuple(slots), blocks=tuple(starts))


def _item(block: Block, setting: _Setting, *, key: str, ends: bool) -> tuple[FlowItem, float]:
    folder, column = setting.folder, setting.folder.column_em
    match block:
        case Part():
            return _part(block, key=key), _BAND_LINES
        case Heading():
            width = folder.pt("column-width") - (_NUMBER_PT if block.number else 0)
            lines = folder.phrases(block.text, measure_em=width / _HEADING_PT)
            heading = HeadingItem(key=key, text=block.text, number=block.number, lines=lines, tag=setting.tag)
            return heading, 1 + max(2 if block.number else 1, len(lines))
        case Bullet():
            label = _LABEL.match(block.text)
            words = label.group() if label else ""
            bullet = BulletView(key=key, label=words, text=block.text[len(words) :], ends=ends)
            return BulletsItem(key=f"{key}-list", bullets=(bullet,)), text_lines(
                block.text, measure_em=column - 1
            )
        case Caption():
            return CaptionItem(key=key, text=block.text), text_lines(
                block.text, measure_em=folder.pt("column-width") / _CAPTION_PT
            )
        case _:
            match = _SPEAKER.match(block.text)
            speaker = match.group() if match and match.group() in setting.speakers else ""
            paragraph = ParagraphItem(key=key, speaker=speaker, text=block.text[len(speaker) :], ends=ends)
            return paragraph, text_lines(block.text, measure_em=column, indent_em=2)


def _heading_tag(blocks: Sequence[Block]) -> str:
    """Headings stand below parts where there are parts, else below the title."""
    return "h3" if any(isinstance(block, Part) for block in blocks) else "h2"


def _speakers(blocks: Sequence[Block]) -> frozenset[str]:
    """Names that open at least three paragraphs each, with a colon: the voices of an interview."""
    names = Counter(
        match.group()
        for block in blocks
        if isinstance(block, Paragraph) and (match := _SPEAKER.match(block.text))
    )
    return frozenset(name for name, count in names.items() if count >= _LEAST_TURNS)


def _part(block: Part, *, key: str) -> PartItem:
    match = _FIGURE.match(block.text)
    words, figure = (match["words"], match["figure"]) if match else (block.text, "")
    return PartItem(key=key, text=block.text, words=words, figure=figure)


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
        depths.append(depths[-1] + (2 * lines if isinstance(item, PartItem) else lines))
    return depths


def _distance(depth: float, anchors: Sequence[float], ends: Sequence[float], whole: float) -> float:
    """How far from the nearest neighbour; the ends of the text count half."""
    near = [abs(depth - anchor) for anchor in anchors] + [2 * abs(depth - end) for end in ends]
    return min(near) if near else -abs(depth - whole / 2)


def longest_line(lines: Sequence[str]) -> float:
    """The widest line in em."""
    return max((em_width(line) for line in lines), default=0)
