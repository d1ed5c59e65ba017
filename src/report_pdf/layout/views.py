"""What the templates see. Plain frozen data: no template reaches into the house."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from report_pdf.layout.table_views import CellView, NamesItem, NameView, RunView, TableItem, TextView

__all__ = [
    "ArticleView",
    "BoxContent",
    "BoxItem",
    "BulletView",
    "BulletsItem",
    "CaptionItem",
    "CellView",
    "CoverLineView",
    "CoverView",
    "FigureView",
    "FiguresItem",
    "FlowItem",
    "HeadingItem",
    "LinkView",
    "NameView",
    "NamesItem",
    "ParagraphItem",
    "ParagraphView",
    "PartItem",
    "PictureItem",
    "PictureView",
    "PointerItem",
    "QuotationItem",
    "QuoteItem",
    "RunView",
    "SectionView",
    "SupplementPageView",
    "TableItem",
    "TextView",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureView:
    """A picture at its place; its caption broken at phrases.

    ``whole_mm``: its own width and height in its slot, where nothing may be cut off; None: it fills the slot.
    """

    key: str
    url: str
    alt: str
    caption_lines: tuple[str, ...] = ()
    credit: str = ""
    whole_mm: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphView:
    """A paragraph outside the columns."""

    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """Words that lead to an element; ``number``: what its page is called, empty: by where it stands."""

    key: str
    text: str
    number: str = ""


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
    """A heading, broken at phrases: each line as its runs."""

    kind: ClassVar[str] = "heading"
    key: str
    text: str
    number: str
    lines: tuple[tuple[RunView, ...], ...]
    tag: str
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphItem:
    """A paragraph; ``speaker``: who speaks, in an interview; ``ends``: the article's last."""

    kind: ClassVar[str] = "paragraph"
    key: str
    speaker: str
    runs: tuple[RunView, ...]
    ends: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletView:
    """A bullet; ``label`` is its first clause when that names the rest, ``number`` what stands instead of ●."""

    key: str
    label: str
    runs: tuple[RunView, ...]
    ends: bool = False
    number: str = ""
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletsItem:
    """Bullets in a row."""

    kind: ClassVar[str] = "bullets"
    key: str
    bullets: tuple[BulletView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationItem:
    """A paragraph of a quotation that stands apart."""

    kind: ClassVar[str] = "quotation"
    key: str
    runs: tuple[RunView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PointerItem:
    """Where a table that stands behind the text would have stood: ``target`` is its element."""

    kind: ClassVar[str] = "pointer"
    key: str
    words: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionItem:
    """A caption that no picture took."""

    kind: ClassVar[str] = "caption"
    key: str
    runs: tuple[RunView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureItem:
    """A picture in the flow: ``span`` is ``page`` or ``column``; its height in lines of the grid."""

    kind: ClassVar[str] = "picture"
    key: str
    picture: PictureView
    span: str
    picture_lines: int


BoxContent = (
    HeadingItem
    | ParagraphItem
    | BulletsItem
    | QuotationItem
    | TableItem
    | NamesItem
    | CaptionItem
    | PictureItem
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxItem:
    """A side box with what is in it; ``place``: column, or apart: across the page, and it may run over several."""

    kind: ClassVar[str] = "box"
    key: str
    title: str
    content: tuple[BoxContent, ...]
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteItem:
    """A pull quote, broken at phrases; ``speaker``: who says it, where the manuscript tells.

    ``calls``: of the notes to it.
    """

    kind: ClassVar[str] = "quote"
    key: str
    lines: tuple[str, ...]
    speaker: str = ""
    calls: tuple[RunView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """A key figure."""

    hedge: str
    number: str
    unit: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresItem:
    """The key-figure panel; ``title`` empty: the usual one."""

    kind: ClassVar[str] = "figures"
    key: str
    figures: tuple[FigureView, ...]
    size_pt: float
    title: str = ""


FlowItem = (
    PartItem
    | HeadingItem
    | ParagraphItem
    | BulletsItem
    | QuotationItem
    | TableItem
    | NamesItem
    | PointerItem
    | BoxItem
    | CaptionItem
    | PictureItem
    | QuoteItem
    | FiguresItem
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """What runs in columns, or one item that stands across the page and may run over several (``apart``)."""

    items: tuple[FlowItem, ...]
    apart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """An article as the templates see it; ``turned``: tables on pages of their own behind its text."""

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
    sections: tuple[SectionView, ...]
    parts: tuple[LinkView, ...]
    turned: tuple[TableItem, ...] = ()


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
    """A page kept for a supplement's page.

    ``divider``: a divider stands before it; ``starts_here``: it is where links to the supplement lead.
    """

    key: str
    supplement: str
    title: str
    page_class: str
    start: str
    first: bool
    divider: bool = False
    starts_here: bool = False
