"""From glyphs to lines, columns and paragraphs: the finished pages matched with the text they were set from.

In: glyphs in the order of drawing and the blocks of the source. Out: ``Setting``, every line of it with its place on
the page and in its paragraph. Nothing of the composer's own bookkeeping is asked.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, mode

from glyphs import Glyph
from marks import CLOSING, HYPHENS, OPENING, is_han

_FULL = 0.75
_RAISED = 0.8
_LOOK_AHEAD = 60
_AGREED = 4


@dataclass(frozen=True)
class Block:
    """A piece of the source: ``paragraph``, ``bullet`` or ``heading``."""

    kind: str
    text: str


@dataclass(frozen=True)
class Frame:
    """The page as it was ordered, in points: its size, its columns' edges, the grid, the hanging indent of bullets."""

    size: tuple[float, float]
    columns: tuple[tuple[float, float], ...]
    grid: float
    bullet: float


@dataclass(frozen=True)
class Line:
    """A line: its inked glyphs with their places in the block's text. ``left`` and ``right`` are its measure."""

    block: int
    kind: str
    glyphs: tuple[Glyph, ...]
    at: tuple[int, ...]
    column: int
    left: float
    right: float
    first: bool
    last: bool

    @property
    def em(self) -> float:
        return mode(glyph.size for glyph in self.glyphs)

    @property
    def page(self) -> int:
        return self.glyphs[0].page

    @property
    def y(self) -> float:
        return mode(round(glyph.y, 3) for glyph in self.glyphs)

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

    def raises(self, glyph: Glyph) -> bool:
        """Whether it stands small above the others: the call of a note, an exponent."""
        return glyph.size < _RAISED * self.em and glyph.y > self.y + 0.1 * self.em

    def pairs(self) -> Iterator[tuple[Glyph, Glyph, bool]]:
        """Neighbours, and whether the source has a space between them."""
        for (a, at), (b, to) in pairwise(zip(self.glyphs, self.at, strict=True)):
            yield a, b, to - at > 1

    def solid_gaps(self) -> list[float]:
        """What was added, in em, between characters that stand solid: no blank of a mark is between them."""
        return [
            (b.x - a.end) / a.size
            for a, b, spaced in self.pairs()
            if not spaced
            and (is_han(a.text) or (a.text in OPENING and is_full(a)))
            and (is_han(b.text) or (b.text in CLOSING and is_full(b)))
        ]

    @property
    def stretch(self) -> float:
        """What was added between two Han, in em (the middle one of the line)."""
        han = [
            (b.x - a.end) / a.size
            for a, b, spaced in self.pairs()
            if is_han(a.text) and is_han(b.text) and not spaced
        ]
        return median(han or self.solid_gaps() or [0.0])


def is_full(glyph: Glyph) -> bool:
    """Whether it stands in a full-width cell."""
    return glyph.advance >= _FULL * glyph.size


@dataclass(frozen=True)
class Setting:
    """The finished file; ``strange`` is what is drawn and not in the source, or the other way round, with its page."""

    pdf: bytes
    frame: Frame
    blocks: tuple[Block, ...]
    lines: tuple[Line, ...]
    strange: tuple[tuple[int, str], ...]

    def body(self) -> Iterator[Line]:
        """The lines of running text."""
        return (line for line in self.lines if line.kind != "heading")

    @functools.cached_property
    def by_block(self) -> dict[int, list[Line]]:
        """The lines of each block."""
        found: dict[int, list[Line]] = defaultdict(list)
        for line in self.lines:
            found[line.block].append(line)
        return dict(found)


_Placed = tuple[Glyph, int, int]
"""A glyph, its block and its place in the block's text."""


def match(glyphs: Sequence[Glyph], blocks: Sequence[Block], frame: Frame, pdf: bytes = b"") -> Setting:
    """The setting of ``blocks``."""
    source = [
        (char, number, at)
        for number, block in enumerate(blocks)
        for at, char in enumerate(block.text)
        if not char.isspace()
    ]
    placed, strange = _aligned([glyph for glyph in glyphs if not glyph.text.isspace()], source)
    lines = tuple(
        _line(run, blocks, frame, following) for run, following in _with_following(list(_runs(placed, frame)))
    )
    return Setting(pdf, frame, tuple(blocks), lines, tuple(strange))


def _aligned(
    glyphs: Sequence[Glyph], source: Sequence[tuple[str, int, int]]
) -> tuple[list[_Placed], list[tuple[int, str]]]:
    """Each glyph with its place; after a difference both go on where they next agree for a few characters."""
    placed: list[_Placed] = []
    strange: list[tuple[int, str]] = []
    read, text = "".join(glyph.text for glyph in glyphs), "".join(char for char, _, _ in source)
    drawn, wanted = 0, 0
    while drawn < len(read) or wanted < len(text):
        if read[drawn : drawn + 1] == text[wanted : wanted + 1]:
            placed.append((glyphs[drawn], *source[wanted][1:]))
            drawn, wanted = drawn + 1, wanted + 1
        elif drawn < len(read) and _hyphenates(glyphs[drawn], source, wanted):
            placed.append((glyphs[drawn], *source[wanted - 1][1:]))
            drawn += 1
        else:
            extra, missing = agreement(read[drawn:], text[wanted:])
            page = glyphs[min(drawn, len(glyphs) - 1)].page
            strange.append((page, f"drawn {read[drawn:][:extra]!r} for {text[wanted:][:missing]!r}"))
            drawn, wanted = drawn + extra, wanted + missing
    return placed, strange


def _hyphenates(glyph: Glyph, source: Sequence[tuple[str, int, int]], wanted: int) -> bool:
    """Whether a hyphen parts the word before ``wanted`` from its rest."""
    if glyph.text not in HYPHENS or not 0 < wanted < len(source):
        return False
    (before, block, at), (after, same, to) = source[wanted - 1], source[wanted]
    return block == same and to == at + 1 and before.isalpha() and after.isalpha() and before.isascii()


def agreement(read: str, wanted: str) -> tuple[int, int]:
    """How much of each to pass over until they agree for a few characters, or to their ends."""
    for total in range(1, 2 * _LOOK_AHEAD):
        for skip in range(total + 1):
            ours, theirs = read[skip:][:_AGREED], wanted[total - skip :][:_AGREED]
            if ours and ours == theirs:
                return skip, total - skip
    return len(read), len(wanted)


def _column(glyph: Glyph, frame: Frame) -> int:
    """The column nearest to a glyph."""
    middle = glyph.x + glyph.advance / 2
    return min(
        range(len(frame.columns)),
        key=lambda number: max(frame.columns[number][0] - middle, middle - frame.columns[number][1]),
    )


def _runs(placed: Sequence[_Placed], frame: Frame) -> Iterator[list[_Placed]]:
    """A line ends where the baseline, the column, the page or the block changes, or the pen goes back."""
    run: list[_Placed] = []
    for item in placed:
        if run:
            (before, block, _), (glyph, number, _) = run[-1], item
            same = (
                block == number
                and before.page == glyph.page
                and abs(before.y - glyph.y) < 0.6 * max(before.size, glyph.size)
            )
            if not (
                same and _column(before, frame) == _column(glyph, frame) and glyph.x > before.x - glyph.size
            ):
                yield run
                run = []
        run.append(item)
    if run:
        yield run


def _with_following(
    runs: Sequence[list[_Placed]],
) -> Iterator[tuple[list[_Placed], tuple[int | None, int | None]]]:
    numbers = [None, *(run[0][1] for run in runs), None]
    for at, run in enumerate(runs):
        yield run, (numbers[at], numbers[at + 2])


def _line(
    run: list[_Placed], blocks: Sequence[Block], frame: Frame, around: tuple[int | None, int | None]
) -> Line:
    number = run[0][1]
    column = _column(run[0][0], frame)
    left, right = frame.columns[column]
    kind = blocks[number].kind
    return Line(
        block=number,
        kind=kind,
        glyphs=tuple(glyph for glyph, _, _ in run),
        at=tuple(at for _, _, at in run),
        column=column,
        left=left + (frame.bullet if kind == "bullet" else 0.0),
        right=right,
        first=around[0] != number,
        last=around[1] != number,
    )
