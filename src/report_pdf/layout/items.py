"""Each block of an article as the item that runs through its columns, with the lines it is thought to take."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from report_pdf.layout.copyfit import em_width, text_lines
from report_pdf.layout.groups import NameGroup, TableGroup
from report_pdf.layout.measures import LayoutFolder
from report_pdf.layout.name_lists import names_item
from report_pdf.layout.runs import NoteShelf, line_runs, runs_of
from report_pdf.layout.tables import lay_table
from report_pdf.layout.views import (
    BulletsItem,
    BulletView,
    CaptionItem,
    FlowItem,
    HeadingItem,
    ParagraphItem,
    PartItem,
    QuotationItem,
)
from report_pdf.model.issue import Picture
from report_pdf.model.manuscript import Block, Bullet, Caption, Heading, Paragraph, Part, Quote
from report_pdf.model.pages import Placement

__all__ = ["Laid", "Setting", "lay_item", "setting_of"]

_HEADING_PT = (14.0, 12.0, 10.5)
_NUMBER_PT = 33.0
_CAPTION_PT = 8.5
_BAND_LINES = 5
_LABEL = re.compile(r"^[^，。：；、！？]{4,16}[。：](?=.)")
_SPEAKER = re.compile(r"^[^，。：；！？“”]{1,10}：(?=.)")
_LEAST_TURNS = 3
_FIGURE = re.compile(r"^(?P<words>\D+?)\s*(?P<figure>\d{2,4})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """The items, the lines of each in one column (in both, if it stands across), and what pictures they need."""

    items: tuple[FlowItem, ...]
    lines: float
    placements: tuple[Placement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is the same for all blocks of an article.

    ``in_text``: keys of notes that nothing calls. ``boxed``: they stand in a side box. ``pictures``: those in boxes.
    """

    folder: LayoutFolder
    shelf: NoteShelf
    in_text: frozenset[str]
    tag: int
    speakers: frozenset[str]
    boxed: bool = False
    pictures: tuple[Picture, ...] = ()


def setting_of(
    blocks: Sequence[Block], folder: LayoutFolder, shelf: NoteShelf, *, pictures: Sequence[Picture] = ()
) -> Setting:
    """The article's."""
    return Setting(
        folder=folder,
        shelf=shelf,
        in_text=frozenset(shelf.notes) - shelf.called(blocks),
        tag=_heading_level(blocks),
        speakers=_speakers(blocks),
        pictures=tuple(pictures),
    )


def lay_item(group: Block | TableGroup | NameGroup, setting: Setting, *, key: str, ends: bool) -> Laid:
    """Anything but a box. ``key``: the element's; ``ends``: the article's last."""
    match group:
        case TableGroup():
            stem = key.rpartition("-")[0]
            laid = lay_table(group, setting.folder, setting.shelf, key=stem, boxed=setting.boxed)
            return Laid(items=laid.items, lines=laid.lines)
        case NameGroup():
            stem = key.rpartition("-")[0]
            item, lines = names_item(
                group.label, [(f"{stem}-{at}", name) for at, name in group.names], key=f"{key}-names"
            )
            return Laid(items=(item,), lines=lines)
        case Part():
            return Laid(items=(_part(group, key=key),), lines=_BAND_LINES)
        case Heading():
            heading, lines = _heading(group, setting, key=key)
            return Laid(items=(heading,), lines=lines)
        case _:
            text, lines = _text(group, setting, key=key, ends=ends)
            return Laid(items=(text,), lines=lines)


def _text(block: Block, setting: Setting, *, key: str, ends: bool) -> tuple[FlowItem, float]:
    column = setting.folder.column_em
    match block:
        case Bullet():
            lines = text_lines(block.text, measure_em=column - block.level)
            return _bullet(block, setting, key=key, ends=ends), lines
        case Caption():
            measure = setting.folder.pt("column-width") / _CAPTION_PT
            return CaptionItem(key=key, runs=runs_of(block, setting.shelf)), text_lines(
                block.text, measure_em=measure
            )
        case Quote():
            quotation = QuotationItem(key=key, runs=runs_of(block, setting.shelf))
            return quotation, text_lines(block.text, measure_em=column - 2, indent_em=2)
        case _:
            lines = text_lines(block.text, measure_em=column, indent_em=2)
            return _paragraph(block, setting, key=key, ends=ends), lines


def _heading(block: Heading, setting: Setting, *, key: str) -> tuple[HeadingItem, float]:
    level = min(block.level, len(_HEADING_PT))
    number = unicodedata.normalize("NFKC", block.number) if block.number.isdecimal() else block.number
    large = level == 1 and number.isdecimal()
    lead = "" if large else _numbered(number, level)
    width = setting.folder.pt("column-width") - (_NUMBER_PT if large else 0)
    measure = width / _HEADING_PT[level - 1] - em_width(lead)
    lines = setting.folder.phrases(block.text, measure_em=measure)
    heading = HeadingItem(
        key=key,
        text=f"{lead}{block.text}",
        number=number if large else "",
        lines=line_runs(block, lines, setting.shelf, lead=lead),
        tag=f"h{min(6, setting.tag + level - 1)}",
        level=level,
    )
    above = 0 if level == len(_HEADING_PT) else 1
    return heading, above + max(2 if large else 1, len(heading.lines))


def _numbered(number: str, level: int) -> str:
    """As Chinese headings have it, 一、 （一） 1. （1） (GB/T 9704-2012, 7.3.3); a figure alone stands large."""
    if not number or number[-1] in "）)":
        return number
    if "①" <= number[0] <= "⑳":
        return number
    if number.isdecimal():
        return f"{number}. "
    if number.startswith("第"):
        return f"{number} "
    return f"{number}、" if level == 1 else f"（{number}）"


def _bullet(block: Bullet, setting: Setting, *, key: str, ends: bool) -> BulletsItem:
    label = _LABEL.match(block.text)
    words = label.group() if label and not _marked(block, label.end()) else ""
    bullet = BulletView(
        key=key,
        label=words,
        runs=runs_of(block, setting.shelf, start=len(words)),
        ends=ends,
        number=block.number,
        level=min(block.level, 3),
    )
    return BulletsItem(key=f"{key}-list", bullets=(bullet,))


def _paragraph(block: Block, setting: Setting, *, key: str, ends: bool) -> ParagraphItem:
    match = _SPEAKER.match(block.text)
    speaker = match.group() if match and match.group() in setting.speakers else ""
    if _marked(block, len(speaker)):
        speaker = ""
    runs = runs_of(block, setting.shelf, start=len(speaker))
    return ParagraphItem(key=key, speaker=speaker, runs=runs, ends=ends)


def _marked(block: Block, end: int) -> bool:
    """The author has marked something of the first ``end`` characters: then that is how they are set."""
    return any(span.start < end for span in block.spans)


def _heading_level(blocks: Sequence[Block]) -> int:
    """Headings stand below parts where there are parts, else below the title."""
    return 3 if any(isinstance(block, Part) for block in blocks) else 2


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
