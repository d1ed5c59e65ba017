"""A side box, a pull quote or a panel of key figures that the author has set apart, with all that is in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from report_pdf.layout.groups import NameGroup, TableGroup, group_blocks
from report_pdf.layout.items import Laid, Setting, lay_item
from report_pdf.layout.pictures import caption_rows, place_picture
from report_pdf.layout.runs import note_calls
from report_pdf.layout.tables import BOX_PT
from report_pdf.layout.views import (
    BoxContent,
    BoxItem,
    BulletsItem,
    FiguresItem,
    FigureView,
    FlowItem,
    PictureItem,
    QuoteItem,
    TableItem,
)
from report_pdf.model.issue import Picture
from report_pdf.model.manuscript import (
    Block,
    Box,
    BoxKind,
    Figure,
    PageBreak,
    Paragraph,
    PictureSlot,
    Quote,
    SpanKind,
)

__all__ = ["boxed_pictures", "figures_item", "lay_box"]

_QUOTE_EM = 14
_BOX_PART = 0.6
"""A box higher than so much of a column stands across the page."""
_LINE = 15 / 18
"""A box's line, in lines of the grid."""
_TEXT_PART = 10.5 / 9 * 231 / BOX_PT * _LINE
"""Lines of the grid that a line of running text takes in a box: its type is smaller, its measure too."""
_PICTURE_LINES = range(7, 15)
_PANEL_PT, _FIGURE_PT, _FIGURE_EM = 459.0, 36.0, 0.58
_MOST_FIGURES = 5
_STATED = re.compile(
    r"(?P<hedge>超过|超|近|约|逾)?(?P<number>\d[\d,.]*)(?P<unit>[^\s\d]{0,4}?)(?:\s+|[：:])(?P<label>\S.*)"
)


def boxed_pictures(blocks: Sequence[Block], pictures: Sequence[Picture]) -> tuple[Picture, ...]:
    """Pictures that the article's boxes name."""
    inside = [
        figure
        for block in blocks
        if isinstance(block, Box)
        for figure in block.blocks
        if isinstance(figure, Figure)
    ]
    return tuple(picture for picture in pictures if any(_shows(picture, figure) for figure in inside))


def _shows(picture: Picture, figure: Figure) -> bool:
    same = PurePath(picture.name).name == PurePath(figure.picture).name
    return picture.block is None and (picture.place == figure.place or same)


def lay_box(block: Box, setting: Setting, *, key: str) -> Laid:
    """In a column where it is short, else across the page with columns inside."""
    folder = setting.folder
    is_words = all(isinstance(one, Paragraph | Quote) for one in block.blocks)
    if block.kind is BoxKind.PULL_QUOTE and is_words:
        words = "".join(one.text for one in block.blocks)
        lines = folder.phrases(words, measure_em=_QUOTE_EM)
        calls = tuple(run for one in block.blocks for run in note_calls(one, setting.shelf))
        quote = QuoteItem(key=key, lines=lines, speaker=block.text, calls=calls)
        return Laid(items=(quote,), lines=2 + 2 * len(lines))
    if block.kind is BoxKind.KEY_FIGURES and (panel := _panel(block, key=key)):
        return Laid(items=(panel,), lines=8 * folder.columns)
    inside = [
        _inner(group, replace(setting, boxed=True), key=f"{key}-{at}")
        for at, group in group_blocks(block.blocks)
    ]
    content = _joined([item for laid in inside for item in laid.items])
    height = 2.5 + sum(laid.lines for laid in inside)
    wide = any(isinstance(item, TableItem) and item.place == "across" for item in content)
    place = "apart" if wide or height > _BOX_PART * folder.page_lines else "column"
    return Laid(
        items=(BoxItem(key=key, title=block.text, content=tuple(content), place=place),),
        lines=height / folder.columns + 2 if place == "apart" else height,
        placements=tuple(one for laid in inside for one in laid.placements),
    )


def _inner(group: Block | TableGroup | NameGroup, setting: Setting, *, key: str) -> Laid:
    match group:
        case Figure():
            return _picture(group, setting, key=key)
        case PictureSlot() | PageBreak():
            return Laid(items=(), lines=0)
        case Box():
            inner = [_inner(one, setting, key=f"{key}-{at}") for at, one in group_blocks(group.blocks)]
            return Laid(
                items=tuple(item for laid in inner for item in laid.items),
                lines=sum(laid.lines for laid in inner),
                placements=tuple(one for laid in inner for one in laid.placements),
            )
        case TableGroup():
            return lay_item(group, setting, key=key, ends=False)
        case _:
            laid = lay_item(group, setting, key=key, ends=False)
            return replace(laid, lines=laid.lines * _TEXT_PART)


def _picture(figure: Figure, setting: Setting, *, key: str) -> Laid:
    picture = next((one for one in setting.pictures if _shows(one, figure)), None)
    if picture is None:
        return Laid(items=(), lines=0)
    natural = round(BOX_PT * picture.height / picture.width / 15)
    lines = min(max(natural, _PICTURE_LINES.start), _PICTURE_LINES.stop - 1)
    placed = place_picture(
        picture,
        setting.folder,
        key=f"{key}-picture",
        width_mm=BOX_PT * 25.4 / 72,
        height_mm=lines * 15 * 25.4 / 72,
    )
    item = PictureItem(key=f"{key}-picture", picture=placed.view, span="box", picture_lines=lines)
    rows = caption_rows(picture, setting.folder, BOX_PT)
    return Laid(items=(item,), lines=(lines + rows + 1) * _LINE, placements=(placed.placement,))


def _joined(items: Sequence[FlowItem]) -> list[BoxContent]:
    """Bullets in a row are one list."""
    content: list[BoxContent] = []
    for item in items:
        before = content[-1] if content else None
        if isinstance(item, BulletsItem) and isinstance(before, BulletsItem):
            content[-1] = BulletsItem(key=before.key, bullets=before.bullets + item.bullets)
        elif isinstance(item, BoxContent):
            content.append(item)
    return content


def _panel(box: Box, *, key: str) -> FiguresItem | None:
    """The box's bullets as key figures, if each has a figure in it and they stand in one row."""
    found = [_STATED.match(block.text) for block in box.blocks]
    if any(span.kind is SpanKind.NOTE for block in box.blocks for span in block.spans):
        return None  # a panel has no place for a note's call
    if not 2 <= len(found) <= _MOST_FIGURES or not all(found):
        return None
    figures = tuple(
        FigureView(
            hedge=one["hedge"] or "", number=one["number"], unit=one["unit"] or "", label=one["label"].strip()
        )
        for one in found
        if one
    )
    return figures_item(figures, key=key, title=box.text)


def figures_item(figures: Sequence[FigureView], *, key: str, title: str = "") -> FiguresItem:
    """All figures at one size: the largest at which the widest still stands in its column."""
    width = _PANEL_PT / len(figures) - 6
    size = min(
        _FIGURE_PT,
        *((width - 10.5 * (len(f.hedge) + len(f.unit)) - 8) / (_FIGURE_EM * len(f.number)) for f in figures),
    )
    return FiguresItem(key=key, figures=tuple(figures), size_pt=round(size, 1), title=title)
