"""What the templates see. Plain frozen data: no template reaches into the house."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

__all__ = [
    "ArticleView",
    "BulletView",
    "BulletsItem",
    "CaptionItem",
    "CoverLineView",
    "CoverView",
    "FigureView",
    "FiguresItem",
    "FlowItem",
    "HeadingItem",
    "LinkView",
    "ParagraphItem",
    "ParagraphView",
    "PartItem",
    "PictureItem",
    "PictureView",
    "QuoteItem",
    "SupplementPageView",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureView:
    """A picture at its place; its caption broken at phrases."""

    key: str
    url: str
    alt: str
    caption_lines: tuple[str, ...] = ()
    credit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphView:
    """A paragraph outside the columns."""

    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """Words that lead to an element."""

    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartItem:
    """A part's band: words and the figure in them."""

    kind: ClassVar[str] = "part"
    key: str
    text: str
    words: str
    figure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingItem:
    """A heading, broken at phrases."""

    kind: ClassVar[str] = "heading"
    key: str
    text: str
    number: str
    lines: tuple[str, ...]
    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphItem:
    """A paragraph; ``speaker``: who speaks, in an interview; ``ends``: the article's last."""

    kind: ClassVar[str] = "paragraph"
    key: str
    speaker: str
    text: str
    ends: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletView:
    """A bullet; ``label`` is its first clause when that names the rest."""

    key: str
    label: str
    text: str
    ends: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletsItem:
    """Bullets in a row."""

    kind: ClassVar[str] = "bullets"
    key: str
    bullets: tuple[BulletView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionItem:
    """A caption that no picture took."""

    kind: ClassVar[str] = "caption"
    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureItem:
    """A picture in the flow: ``span`` is ``page`` or ``column``; its height in lines of the grid."""

    kind: ClassVar[str] = "picture"
    key: str
    picture: PictureView
    span: str
    picture_lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteItem:
    """A pull quote, broken at phrases."""

    kind: ClassVar[str] = "quote"
    key: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """A key figure."""

    hedge: str
    number: str
    unit: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresItem:
    """The key-figure panel."""

    kind: ClassVar[str] = "figures"
    key: str
    figures: tuple[FigureView, ...]
    size_pt: float


FlowItem = (
    PartItem | HeadingItem | ParagraphItem | BulletsItem | CaptionItem | PictureItem | QuoteItem | FiguresItem
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """An article as the templates see it."""

    key: str
    page_class: str
    title: str
    title_lines: tuple[str, ...]
    contents_lines: tuple[str, ...]
    title_size_pt: float
    kicker: str
    dek: str
    byline: str
    lede: tuple[ParagraphView, ...]
    opener: PictureView | None
    opener_picture_lines: int
    overleaf: bool
    flow: tuple[FlowItem, ...]
    parts: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverLineView:
    """A line on the cover and the element it announces (empty: none found)."""

    text: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverView:
    """The cover's words and picture."""

    picture: PictureView | None
    lead_lines: tuple[str, ...]
    lead_dek: str
    lines: tuple[CoverLineView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementPageView:
    """A page kept for a supplement's page."""

    key: str
    supplement: str
    title: str
    page_class: str
    start: str
    first: bool
