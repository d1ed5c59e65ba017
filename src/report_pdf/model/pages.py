"""``PaginatedHtml``, ``RenderedDocument`` and ``Packet``: from HTML to the stitched PDF."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from report_pdf.findings import Finding, Place
from report_pdf.model.issue import Picture
from report_pdf.model.plan import Focus

__all__ = [
    "Anchor",
    "CopyEstimate",
    "Outline",
    "Packet",
    "PacketSlot",
    "PageLabel",
    "PageOrigin",
    "PaginatedHtml",
    "Placeholder",
    "Placement",
    "RenderedDocument",
    "Resource",
    "Scrim",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scrim:
    """A gradient baked into a picture so that type can stand on it.

    It is strongest at ``edge`` and has faded out ``depth`` (0 to 1 of the slot) further in; ``strength`` 1 is solid
    black (``dark``) or white (``light``) at the edge itself.
    """

    edge: Literal["top", "bottom", "left", "right"]
    depth: float
    strength: float
    shade: Literal["dark", "light"] = "dark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """A picture at its place: cut to ``width_mm`` × ``height_mm`` around ``focus``. ``url`` is how the HTML names it."""

    url: str
    picture: Picture
    width_mm: float
    height_mm: float
    focus: Focus
    scrims: tuple[Scrim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placeholder:
    """A page the layout reserves for one supplement page. ``anchor`` is the element's id on that page.

    ``width_pt`` and ``height_pt``: the box to fit into, its top left corner at the anchor; None: the whole page.
    ``opens``: of a supplement's first page, the id of the divider before it, empty if there is none.
    """

    anchor: str
    supplement: str
    index: int
    width_pt: float | None = None
    height_pt: float | None = None
    opens: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Bytes the engine may fetch, and nothing else."""

    url: str
    data: bytes
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyEstimate:
    """How long an article's text was thought to run: ``lines`` of the grid between the anchors ``start`` and ``end``.

    ``correction`` is what of it was measured on an earlier pass. A page has ``page_lines`` of ``line_pt`` points, the
    first ``head_pt`` below its upper edge.
    """

    article: str
    start: str
    end: str
    lines: float
    correction: float
    page_lines: int
    line_pt: float
    head_pt: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketSlot:
    """Where a personal packet differs: the recipient's name, its upper left corner at ``anchor``; the number on each page.

    ``is_light``: type is light there; ``mark_foot_pt``: the number's base line above the lower edge. Points.
    """

    anchor: str
    width_pt: float
    height_pt: float
    is_light: bool
    mark_foot_pt: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PaginatedHtml:
    """One edition's HTML with its style sheets.

    Attributes:
        html: The whole document.
        style_sheets: CSS texts with their names, in cascade order.
        placements: Pictures the HTML asks for, each with the size it has there.
        placeholders: Pages kept free for supplements.
        resources: What the layout itself brings (codes, drawings).
        estimates: How long each article was thought to run: the engine's anchors tell how long it runs.
        sources: Where the text of each element id comes from: the engine's complaints name the block.
        packet_slot: Where copies of it differ, if they do.
    """

    html: str
    style_sheets: tuple[tuple[str, str], ...]
    placements: tuple[Placement, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()
    resources: tuple[Resource, ...] = ()
    estimates: tuple[CopyEstimate, ...] = ()
    sources: tuple[tuple[str, Place], ...] = ()
    findings: tuple[Finding, ...] = ()
    packet_slot: PacketSlot | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where an element id stands: physical page from 1, and its top left corner in points from the page's."""

    name: str
    page: int
    x_pt: float
    y_pt: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedDocument:
    """The engine's PDF. ``anchors``: every element id, for contents and placeholders."""

    pdf: bytes
    pages: int
    anchors: tuple[Anchor, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A bookmark: physical page from 1 and nested ones."""

    title: str
    page: int
    children: tuple[Outline, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLabel:
    """Page label range from physical page ``page`` (from 1) on: ``style`` is D, r, R, a, A or empty (12.4.2)."""

    page: int
    style: str = "D"
    prefix: str = ""
    start: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOrigin:
    """Physical page ``page`` (from 1) shows page ``source_page`` (from 1) of the supplement ``file``."""

    page: int
    file: str
    source_page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """Body and supplements in one PDF. ``origins``: which of its pages are supplements', and where they come from."""

    pdf: bytes
    pages: int
    origins: tuple[PageOrigin, ...] = ()
    findings: tuple[Finding, ...] = ()
