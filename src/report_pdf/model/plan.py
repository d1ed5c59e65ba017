"""``IssuePlan``: what is to be made. issue.yaml resolved: paths found, lengths and dates read, places kept."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from report_pdf.findings import Finding, Place
from report_pdf.model.manuscript import Cut
from report_pdf.model.packets import PacketsPlan
from report_pdf.model.stamps import StampSpec

__all__ = [
    "ArchivePlan",
    "ArticlePlan",
    "CoverPlan",
    "EditionName",
    "EditionPlans",
    "EmailPlan",
    "Focus",
    "HouseWord",
    "IssueIdentity",
    "IssuePlan",
    "LintPlan",
    "PaperPlan",
    "Person",
    "PhotoPlan",
    "PressPlan",
    "SourceFile",
    "StitchChoices",
    "StitchPlace",
    "StitchStart",
    "SupplementPlan",
]


class EditionName(enum.Enum):
    """版本. ``PRESS`` is ``print`` outside: that word is a builtin here."""

    PRESS = "print"
    ARCHIVE = "archive"
    EMAIL = "email"


class StitchStart(enum.Enum):
    """On which page a supplement begins."""

    NEXT = "next"
    RECTO = "recto"


class StitchPlace(enum.Enum):
    """How a supplement's page stands on its own.

    ``PAGE``: as it is. ``FIT``: scaled evenly to the house's trim size. ``CENTRE``: on a page of the house's trim size,
    in the middle, not enlarged. ``FRAME``: inside the house's page with running head and folio.
    """

    PAGE = "page"
    FIT = "fit"
    CENTRE = "centre"
    FRAME = "frame"


@dataclass(frozen=True, slots=True, kw_only=True)
class StitchChoices:
    """What the desk decides about one supplement.

    Attributes:
        rotate: Clockwise, 0, 90, 180 or 270.
        changed: What becomes of a page that would not look as it does in its file: ``error`` or ``picture``.
        fields: Its form is to ``keep``, or to ``flatten`` into the pages.
        original: The file as received is to ``attach`` inside, or to ``leave`` out.
    """

    rotate: int = 0
    changed: Literal["error", "picture"] = "error"
    fields: Literal["keep", "flatten"] = "keep"
    original: Literal["leave", "attach"] = "leave"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file the issue names: ``name`` as written (for messages), ``path`` resolved inside the issue's folder."""

    name: str
    path: Path
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """The point of a picture that no crop may lose, from the left and the top, 0 to 1."""

    x: float = 0.5
    y: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoPlan:
    """One photograph. ``caption`` None: take it from the manuscript; ``alt`` None: nobody wrote one yet.

    ``named_at``: where the manuscript names it, if it does. ``listed``: somebody put it at its place in the order;
    else only its folder is named. ``cut``: how the manuscript shows it.
    """

    source: SourceFile
    caption: str | None = None
    credit: str | None = None
    alt: str | None = None
    focus: Focus = Focus()
    named_at: Place | None = None
    listed: bool = True
    cut: Cut | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverPlan:
    """The cover. ``title`` None: the issue's name is the masthead and the first line the headline."""

    photo: PhotoPlan | None = None
    lines: tuple[str, ...] = ()
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePlan:
    """One article. What is given here overrides what the manuscript says.

    ``unread``: what lies in its folders of photographs and is none, by name.
    """

    manuscript: SourceFile
    photos: tuple[PhotoPlan, ...] = ()
    unread: tuple[str, ...] = ()
    kicker: str | None = None
    title: str | None = None
    dek: str | None = None
    byline: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementPlan:
    """One supplement.

    ``pages`` is the written range (``1-3,8,z-1``) or None for all; ``password_env`` names an environment variable.
    ``divider``: a page with its title comes before it; ``number``: what its first page is called (``15A``), empty:
    numbering runs on; ``stamp``: where its pages' numbers are printed, None: in the foot.
    """

    source: SourceFile
    title: str
    pages: str | None = None
    start: StitchStart = StitchStart.NEXT
    place: StitchPlace = StitchPlace.PAGE
    editions: frozenset[EditionName] = frozenset(EditionName)
    password_env: str | None = None
    choices: StitchChoices = StitchChoices()
    divider: bool = False
    number: str = ""
    stamp: StampSpec | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueIdentity:
    """What the issue is called and who answers for it. ``colophon``: label and text, in order."""

    id: str
    name: str
    number: str = ""
    date: dt.date | None = None
    publisher: str = ""
    issn: str = ""
    cn: str = ""
    colophon: tuple[tuple[str, str], ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPlan:
    """A paper: what the desk calls it, and the thickness of a leaf in millimetres."""

    name: str = ""
    caliper_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PressPlan:
    """The print edition's ticket. ``bleed_mm`` in millimetres, ``ink_limit`` in per cent.

    Attributes:
        intent: How colours outside the press's gamut come in: ``relative`` with black point compensation, ``perceptual``.
        spots: Spot colours printed as inks of their own; all others become process colours.
        supplement_fonts: A supplement's page with a font that is not embedded: ``refuse`` it, print it as a ``picture``.
        missing_bleed: Supplements without bleed: ``white`` beyond the trim, ``scale`` the page up, ``mirror`` its edges.
        paper: Of the pages; None: not known yet.
        cover_paper: Of the cover; None: not known yet.
        spine_mm: The width of the spine as the print shop gave it; None: from pages and paper.
    """

    standard: str = "pdf/x-4"
    profile: str = "fogra39"
    bleed_mm: float = 3.0
    marks: tuple[str, ...] = ("crop", "registration", "colour-bar", "slug")
    binding: str = "saddle-stitch"
    min_ppi: int = 220
    ink_limit: int = 300
    intent: str = "relative"
    spots: tuple[str, ...] = ()
    supplement_fonts: str = "refuse"
    missing_bleed: str = "white"
    paper: PaperPlan | None = None
    cover_paper: PaperPlan | None = None
    spine_mm: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePlan:
    """The archive edition's ticket.

    Attributes:
        standard: What it claims.
        originals: What it keeps inside: ``none``, ``manuscript`` (manuscripts and issue.yaml), ``all``.
        supplements: What becomes of supplements that do not conform: ``auto`` (as they are where that passes, else as
            pictures with the original inside), ``pictures``, ``attach`` (a sheet and the original), ``refuse``.
        rights: Who may do what with the file.
        bag: How the bag for the archive is left: ``folder``, ``zip``, ``none``.
        retention: How long it is to be kept (永久), for the archive's metadata; empty: the archive decides.
        secrecy: Its secrecy (公开), the same.
    """

    standard: str = "pdf/a-3a+ua-1"
    originals: str = "manuscript"
    supplements: str = "auto"
    rights: str = ""
    bag: str = "folder"
    retention: str = ""
    secrecy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailPlan:
    """The email edition's ticket.

    Attributes:
        max_size: In bytes; None: no limit.
        dpi: Of pictures at placed size, at most; None: as fine as is worth while.
        too_large: What becomes of an edition that cannot be made small enough: ``refuse`` it, write it in ``parts``.
    """

    max_size: int | None = None
    dpi: int | None = None
    too_large: str = "refuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPlans:
    """What the issue says of each edition."""

    press: PressPlan = PressPlan()
    archive: ArchivePlan = ArchivePlan()
    email: EmailPlan = EmailPlan()


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseWord:
    """A row of ``words.csv``: what is not written in this house, what is instead (empty: nothing), and why."""

    wrong: str
    right: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A row of ``names.csv``; the rows' order is the order in which people are listed.

    ``titles``: what the person may be called, beside the bare name; empty: anything.
    """

    name: str
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LintPlan:
    """What the desk tells the copy editor.

    Attributes:
        words: Its own words, left alone.
        names: Of people, places and bodies, left alone.
        disable: Findings it does not want: a code, or a code with the place where it is not wanted
            (``code@file``, ``code@file:12``, ``code@file:words``); as written, so that each keeps its place.
        house_words: From ``words.csv``.
        people: From ``names.csv``.
    """

    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    disable: tuple[str, ...] = ()
    house_words: tuple[HouseWord, ...] = ()
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePlan:
    """The whole order.

    ``root`` is the folder no path may leave; ``places`` has every value's place by its key
    (``articles[0].photos[2].file``).
    """

    root: Path
    file: SourceFile | None
    issue: IssueIdentity
    articles: tuple[ArticlePlan, ...]
    language: str = "zh-CN"
    layout: str = "magazine"
    cover: CoverPlan = CoverPlan()
    supplements: tuple[SupplementPlan, ...] = ()
    editions: EditionPlans = EditionPlans()
    lint: LintPlan = LintPlan()
    packets: PacketsPlan = field(default_factory=PacketsPlan)
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    findings: tuple[Finding, ...] = ()
