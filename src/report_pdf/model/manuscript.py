"""``Manuscript``: a text as typed blocks, each with its place and its exact piece of the source.

The blocks' ``source`` pieces, joined, are the decoded source, character for character (issue #2, point 4):
nothing of a text can vanish between the desk and the page without a test noticing.
"""

from __future__ import annotations

from dataclasses import dataclass

from report_pdf.findings import Finding, Place

__all__ = [
    "Block",
    "Bullet",
    "Byline",
    "Caption",
    "Dek",
    "Heading",
    "Lede",
    "Manuscript",
    "Paragraph",
    "Part",
    "PictureSlot",
    "Title",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block.

    Attributes:
        text: What is set, without the manuscript's own signs (——, ●, ↓, a heading's number) and outer blanks.
        place: Where the first character of ``text`` stands (for an empty block: where the block starts).
        source: The exact piece of the decoded source, signs, blanks and line ends included.
    """

    text: str
    place: Place
    source: str


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
    """● 项目."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption(Block):
    """图说. ``lost_arrow``: recognised by its shape although the ↓ is missing (a finding says so)."""

    lost_arrow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureSlot(Block):
    """图位: a run of blank lines where a photograph stood. ``text`` is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """A whole manuscript in reading order."""

    file: str
    encoding: str
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...] = ()

    def first(self, kind: type[Block]) -> Block | None:
        """The first block of a kind, or None."""
        return next((block for block in self.blocks if isinstance(block, kind)), None)
