"""``Manuscript``: a text as typed blocks, each with its place and its exact piece of the source.

The blocks' ``source`` pieces, joined, are the decoded source, character for character (issue #2, point 4):
nothing of a text can vanish between the desk and the page without a test noticing.

Emphasis, links and note calls are ``Span`` s over a block's text, not marks in it: whoever reads, counts or corrects
text sees text alone.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from report_pdf.findings import Finding, Place

__all__ = [
    "Block",
    "Box",
    "BoxKind",
    "Bullet",
    "Byline",
    "Caption",
    "Cell",
    "Cut",
    "Dek",
    "Figure",
    "Heading",
    "Kicker",
    "Lede",
    "Manuscript",
    "Media",
    "Note",
    "PageBreak",
    "Paragraph",
    "Part",
    "PictureSlot",
    "Quote",
    "Span",
    "SpanKind",
    "Table",
    "Title",
    "all_blocks",
]


class SpanKind(enum.Enum):
    """What a stretch of a text is. ``NOTE``: where a note is called, before the character at ``start``."""

    STRONG = "strong"
    EMPHASIS = "emphasis"
    STRUCK = "struck"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    CODE = "code"
    LINK = "link"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """``text[start:end]`` of a block is ``kind``; ``target``: a link's address or a note's key. They may nest."""

    start: int
    end: int
    kind: SpanKind
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block.

    Attributes:
        text: What is set, without the manuscript's own signs (——, ●, ↓, a heading's number) and outer blanks.
        place: Where the first character of ``text`` stands (for an empty block: where the block starts).
        source: The exact piece of the decoded source, signs, blanks and line ends included.
        spans: What of the text is strong, a link, a note's call.
    """

    text: str
    place: Place
    source: str
    spans: tuple[Span, ...] = ()

    @property
    def inner(self) -> tuple[Block, ...]:
        """The blocks it is made of, in reading order, beside its own text."""
        return ()

    def with_inner(self, blocks: Sequence[Block]) -> Self:
        """Itself, made of ``blocks`` instead of ``inner``: as many, of the same kinds."""
        assert not blocks
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Kicker(Block):
    """眉题: the line over the title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Title(Block):
    """标题."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dek(Block):
    """副题: the line that starts with ——."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lede(Block):
    """导语: what stands between dek and byline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline(Block):
    """署名: 文/图 …; ``text`` is the whole line as given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Block):
    """篇: a short line that groups headings, such as 回顾2022."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Block):
    """小标题. ``number`` is the author's (``1``, ``一``), empty where there is none; ``level`` counts from 1."""

    number: str = ""
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(Block):
    """正文段."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullet(Block):
    """● 项目. ``number`` is the author's in a numbered list, empty else; ``level`` counts from 1."""

    number: str = ""
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Block):
    """引文: a paragraph of a quotation that stands apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Block):
    """注: a paragraph of the note ``key``; a longer note has several with the same key."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell(Block):
    """A table's cell over ``columns`` columns and ``rows`` rows; ``align`` is start, center, end or empty."""

    columns: int = 1
    rows: int = 1
    align: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Block):
    """表. ``text`` is its title; the first ``head`` rows name the columns, repeated where a page breaks it.

    A cell that another covers is not there; ``head_columns``: so many first cells of each row name the row.
    """

    rows: tuple[tuple[Cell, ...], ...]
    head: int = 1
    head_columns: int = 0

    @property
    def inner(self) -> tuple[Block, ...]:
        """Every cell, row by row."""
        return tuple(cell for row in self.rows for cell in row)

    def with_inner(self, blocks: Sequence[Block]) -> Self:
        """The same table with these cells."""
        cells = iter(blocks)
        rows = tuple(tuple(_cell(next(cells)) for _ in row) for row in self.rows)
        return replace(self, rows=rows)


def _cell(block: Block) -> Cell:
    assert isinstance(block, Cell)
    return block


class BoxKind(enum.Enum):
    """``PULL_QUOTE``: words of the text, large. ``KEY_FIGURES``: one bullet a figure. ``SIDE``: text beside the text."""

    SIDE = "side"
    PULL_QUOTE = "pull-quote"
    KEY_FIGURES = "key-figures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box(Block):
    """框: blocks that stand apart from the text; ``text`` is its title."""

    kind: BoxKind
    blocks: tuple[Block, ...]

    @property
    def inner(self) -> tuple[Block, ...]:
        """What is in it."""
        return self.blocks

    def with_inner(self, blocks: Sequence[Block]) -> Self:
        """The same box around these."""
        return replace(self, blocks=tuple(blocks))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """How the author has cut and turned a picture: shares taken off its sides, then quarter turns to the right."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    turns: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Block):
    """A photograph named where it stands. ``text`` is its caption, ``picture`` the file as the manuscript names it."""

    picture: str
    alt: str = ""
    credit: str = ""
    cut: Cut | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak(Block):
    """换页. ``text`` is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption(Block):
    """图说. ``lost_arrow``: recognised by its shape although the ↓ is missing (a finding says so)."""

    lost_arrow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureSlot(Block):
    """图位: a run of blank lines where a photograph stood. ``text`` is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A picture that came inside the manuscript's file; ``name`` is what figures call it."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """A whole manuscript in reading order, with the pictures inside its file."""

    file: str
    encoding: str
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...] = ()
    media: tuple[Media, ...] = ()

    def first(self, kind: type[Block]) -> Block | None:
        """The first block of a kind, or None."""
        return next((block for block in self.blocks if isinstance(block, kind)), None)


def all_blocks(blocks: Sequence[Block]) -> Iterator[Block]:
    """Every block with those it is made of, in reading order."""
    for block in blocks:
        yield block
        yield from all_blocks(block.inner)
