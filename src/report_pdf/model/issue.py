"""``Issue``: articles with their pictures, and supplements, cleaned and matched; ready to be laid out."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from report_pdf.findings import Finding, Place
from report_pdf.model.manuscript import Block
from report_pdf.model.plan import EditionName, Focus, IssueIdentity, StitchChoices, StitchPlace, StitchStart
from report_pdf.model.stamps import StampSpec

__all__ = ["Article", "Cover", "Issue", "Picture", "Supplement", "SupplementPage"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A photograph, decoded whole, turned, in sRGB or grey with 8 bits, without metadata.

    Attributes:
        name: The file as the desk wrote it.
        path: The cleaned picture (PNG or TIFF without loss), in the build's own folder.
        sha256: Of the cleaned pixels' file: the picture's identity.
        width: Pixels.
        height: Pixels.
        place: Where issue.yaml names it.
        caption: Text under it, empty if none.
        caption_place: Where the caption stands in the manuscript, if it comes from there.
        block: Index of the article's block that names it; None: the manuscript does not say where it stands.
        whole: Nothing of it may be cut off: a chart, a screenshot, a scan out of a manuscript.
    """

    name: str
    path: Path
    sha256: str
    width: int
    height: int
    place: Place
    caption: str = ""
    caption_place: Place | None = None
    credit: str = ""
    alt: str = ""
    focus: Focus = Focus()
    block: int | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article: the blocks that are set as text (title, dek, byline and captions taken out) and its pictures.

    ``key`` names it in links (``article-1``).
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
    pictures: tuple[Picture, ...] = ()
    kicker: str = ""
    dek: str = ""
    byline: str = ""
    lede: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The cover's words and photograph."""

    picture: Picture | None
    headlines: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementPage:
    """One page to stitch: visible size in points after /Rotate; ``index`` counts from 0 in the supplement's file."""

    index: int
    width_pt: float
    height_pt: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """A supplement admitted: ``path`` is a PDF (pictures were made pages), ``pages`` those asked for, in order.

    ``original``: the file as received, where that was chosen to be attached. ``divider``: a page with its title comes
    before it; ``number``: what its first page is called, empty: numbering runs on; ``stamp``: where its pages' numbers
    are printed, None: in the foot. ``claims``: standards the file claims as received.
    """

    key: str
    name: str
    title: str
    path: Path
    pages: tuple[SupplementPage, ...]
    place: Place
    start: StitchStart = StitchStart.NEXT
    stitch_place: StitchPlace = StitchPlace.PAGE
    choices: StitchChoices = field(default_factory=StitchChoices)
    original: Path | None = None
    editions: frozenset[EditionName] = frozenset(EditionName)
    divider: bool = False
    number: str = ""
    stamp: StampSpec | None = None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Everything that is laid out; ``names`` are never parted where a line is broken at phrases."""

    identity: IssueIdentity
    language: str
    cover: Cover
    articles: tuple[Article, ...]
    supplements: tuple[Supplement, ...] = ()
    names: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
