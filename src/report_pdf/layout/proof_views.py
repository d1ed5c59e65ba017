"""What the proof's templates see: spreads of small pages with notes beside them, maps of ink, tables."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "BoxRow",
    "ChipView",
    "FindingRow",
    "FontRow",
    "InkRow",
    "MapView",
    "PageNote",
    "RowView",
    "SlotView",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChipView:
    """A word that stands on a page: a resolution, or a finding's number. ``look`` is its CSS class."""

    key: str
    text: str
    look: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotView:
    """A small page. ``view`` empty: it could not be drawn."""

    key: str
    view: str
    alt: str
    label: str
    chips: tuple[ChipView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A finding in a table or beside its page; ``weight`` is its CSS class, ``severity`` the word."""

    number: int
    weight: str
    severity: str
    page: str
    text: str
    hint: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNote:
    """What is said beside a page; ``more``: how many findings of it stand in the table alone."""

    label: str
    ink: str
    over: bool
    pictures: str
    findings: tuple[FindingRow, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """A spread: ``left`` and ``right`` as a reader sees them, or one wide page in ``wide``."""

    left: SlotView | None
    right: SlotView | None
    wide: SlotView | None
    notes: tuple[PageNote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """A page's ink as a map."""

    key: str
    heat: str
    alt: str
    label: str
    square: str
    most: str
    over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FontRow:
    """A font; the words for yes and no."""

    name: str
    kind: str
    embedded: str
    subset: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InkRow:
    """An ink."""

    name: str
    swatch: str
    kind: str
    pages: str
    mean: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxRow:
    """Pages of one size: which, trim, bleed, sheet."""

    pages: str
    trim: str
    bleed: str
    sheet: str
