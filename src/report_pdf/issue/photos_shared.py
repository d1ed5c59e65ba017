"""One caption for several photographs: what says so, and which photographs stand together in the manuscript.

“左图：…；右图：…”, “图1、图2 …”, “以上三图：…”, or two photographs with nothing between them and one caption below. “张三（左）、
李四（右）” names people in one photograph and is none of these.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from report_pdf.findings import Place
from report_pdf.model.manuscript import Block, Caption, Figure, PictureSlot
from report_pdf.model.plan import PhotoPlan

__all__ = ["Group", "Slot", "figures_of", "is_ditto", "names_sides", "open_groups", "slots_for"]

_SIDE = re.compile(r"(?:[左右][上下]|[左右上中下])图")
_NUMBERED = re.compile(r"(?:^|(?<=[；;。，,、和与及至—～-]))\s*图\s?(?P<n>\d{1,3}|[一二三四五六七八九十])")
_RANGE = re.compile(r"^图\s?\d{1,3}(?:\s?[、和与及]\s?图?\s?\d{1,3})+")
_COUNTED = re.compile(
    r"^(?:以[上下]|[上下左右这])?(?P<n>[两二三四五六])(?:图|张(?:照片|图)?|幅(?:照片|图)?)(?=[：:，,为是均都])"
)
_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_DITTO = frozenset({"同上", "同前", "同上图", "同前图", "〃", "ditto"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A caption for one of its photographs.

    Attributes:
        caption: The manuscript's.
        said: With the words that are about this photograph alone.
        number: Which of its photographs, from 0.
        alike: Nothing tells its photographs apart: any may stand for any other.
    """

    caption: Caption
    said: Caption
    number: int = 0
    alike: bool = False

    def is_with(self, other: Slot) -> bool:
        """The same caption, whose photographs need not be told apart."""
        return self.alike and self.caption is other.caption


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Photographs that stand together, by their blocks, and the captions that stand beside them; ``below`` them."""

    figures: tuple[int, ...]
    captions: tuple[Caption, ...]
    below: bool


def is_ditto(caption: str | None) -> bool:
    """“同上”: it shares the caption of the photograph before it."""
    return (caption or "").strip("（）() 。").lower() in _DITTO


def names_sides(caption: str) -> bool:
    """“左图”, “右图”: it is true only where the photographs stand so."""
    return len(set(_SIDE.findall(caption))) > 1


def figures_of(photos: Sequence[PhotoPlan], blocks: Sequence[Block]) -> list[int | None]:
    """Of each photograph the block that names it, if one does; several may stand at one place, in a row."""
    at: dict[Place, list[int]] = defaultdict(list)
    for index, block in enumerate(blocks):
        if isinstance(block, Figure):
            at[block.place].append(index)
    return [_next(at[photo.named_at]) if photo.named_at in at else None for photo in photos]


def _next(indices: list[int]) -> int:
    return indices.pop(0) if len(indices) > 1 else indices[0]


def open_groups(
    figures: Sequence[int | None], captions: Sequence[Caption], blocks: Sequence[Block]
) -> list[Group]:
    """The groups of photographs (by their blocks) and captions that are still to be matched."""
    open_blocks = set(figures)
    open_captions = {id(caption) for caption in captions}
    return [
        group
        for group in _groups_in(blocks)
        if open_blocks.issuperset(group.figures)
        and open_captions.issuperset(id(caption) for caption in group.captions)
    ]


def slots_for(photos: int, captions: Sequence[Caption], groups: Sequence[Group]) -> list[Slot]:
    """Every caption as often as it has photographs; by its words only where there are more of these than captions."""
    together = {id(group.captions[0]): len(group.figures) for group in groups if len(group.captions) == 1}
    alone = [caption for caption in captions if id(caption) not in together]
    spare = photos - sum(together.values()) - len(alone)
    return [
        slot
        for caption in captions
        for slot in _slots_of(
            caption, most=together.get(id(caption), max(1, spare + 1)), together=id(caption) in together
        )
    ]


def _slots_of(caption: Caption, *, most: int, together: bool = False) -> tuple[Slot, ...]:
    """One for each photograph the caption is meant for, at most ``most``.

    Args:
        caption: The manuscript's.
        most: More cannot be.
        together: Its photographs are known, ``most`` of them.
    """
    texts, alike = _parts(caption.text)
    if together and len(texts) != most:
        texts, alike = (caption.text,) * most, True
    if len(texts) > most or len(texts) < 2:
        return (Slot(caption=caption, said=caption),)
    return tuple(
        Slot(caption=caption, said=replace(caption, text=text), number=number, alike=alike)
        for number, text in enumerate(texts)
    )


def _parts(text: str) -> tuple[tuple[str, ...], bool]:
    """The words about each photograph, and whether they are the same for all."""
    if found := _COUNTED.match(text):
        return (text,) * _COUNTS[found["n"]], True
    if found := _RANGE.match(text):
        numbers, rest = re.findall(r"\d{1,3}", found[0]), text[found.end() :]
        return tuple(f"图{number} {rest}" for number in numbers), True
    sides = {side[0]: side.start() for side in reversed(list(_SIDE.finditer(text)))}
    starts = sorted(sides.values()) if len(sides) > 1 else []
    if not starts and text.startswith("图"):
        starts = [one.start() for one in _NUMBERED.finditer(text)]
    if len(starts) < 2:
        return (text,), False
    ends = [*starts[1:], len(text)]
    return tuple(text[start:end] for start, end in zip(starts, ends, strict=True)), False


def _groups_in(blocks: Sequence[Block]) -> Iterator[Group]:
    """Two or more photographs with nothing between them, and one caption for all or one for each.

    Where the same captions may as well belong to a photograph on their other side there is no group.
    """
    shown = [(at, block) for at, block in enumerate(blocks) if not isinstance(block, PictureSlot)]
    at = 0
    while at < len(shown):
        run = tuple(takewhile(lambda one: isinstance(one[1], Figure), shown[at:]))
        if len(run) > 1 and (group := _group(shown, at, at + len(run))) is not None:
            yield group
        at += max(1, len(run))


def _group(shown: Sequence[tuple[int, Block]], start: int, end: int) -> Group | None:
    below, above = _captions(shown[end:]), _captions(shown[:start][::-1])[::-1]
    after = shown[end + len(below) : end + len(below) + 2]
    before = shown[start - len(above) - 1 : start - len(above)] if start > len(above) else ()
    taken_above = any(isinstance(block, Figure) for _, block in before)
    next_has_its_own = len(after) == 2 and isinstance(after[1][1], Caption)
    taken_below = bool(after) and isinstance(after[0][1], Figure) and not next_has_its_own
    figures = tuple(at for at, _ in shown[start:end])
    if below and (not above or taken_above) and not taken_below and len(below) in (1, len(figures)):
        return Group(figures=figures, captions=below, below=True)
    if above and not below and not taken_above and len(above) in (1, len(figures)):
        return Group(figures=figures, captions=above, below=False)
    return None


def _captions(blocks: Sequence[tuple[int, Block]]) -> tuple[Caption, ...]:
    return tuple(
        block
        for _, block in takewhile(lambda one: isinstance(one[1], Caption), blocks)
        if isinstance(block, Caption)
    )
