"""``IssuePlan``: what is to be made. issue.yaml resolved: paths found, lengths and dates read, places kept."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from report_pdf.findings import Finding, Place

__all__ = [
    "ArchivePlan",
    "ArticlePlan",
    "CoverPlan",
    "EditionName",
    "EditionPlans",
    "EmailPlan",
    "Focus",
    "IssueIdentity",
    "IssuePlan",
    "LintPlan",
    "PhotoPlan",
    "PressPlan",
    "SourceFile",
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
    """``PAGE``: the supplement's page as it is. ``FRAME``: inside the house's page with running head and folio."""

    PAGE = "page"
    FRAME = "frame"


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
    """One photograph. ``caption`` None: take it from the manuscript; ``alt`` None: nobody wrote one yet."""

    source: SourceFile
    caption: str | None = None
    credit: str | None = None
    alt: str | None = None
    focus: Focus = Focus()


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverPlan:
    """The cover. ``title`` None: the issue's name is the masthead and the first line the headline."""

    photo: PhotoPlan | None = None
    lines: tuple[str, ...] = ()
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePlan:
    """One article. What is given here overrides what the manuscript says."""

    manuscript: SourceFile
    photos: tuple[PhotoPlan, ...] = ()
    kicker: str | None = None
    title: str | None = None
    dek: str | None = None
    byline: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementPlan:
    """One supplement.

    ``pages`` is the written range (``1-3,8,z-1``) or None for all; ``password_env`` names an environment variable.
    """

    source: SourceFile
    title: str
    pages: str | None = None
    start: StitchStart = StitchStart.NEXT
    place: StitchPlace = StitchPlace.PAGE
    editions: frozenset[EditionName] = frozenset(EditionName)
    password_env: str | None = None


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
class PressPlan:
    """The print edition's ticket. ``bleed_mm`` in millimetres, ``ink_limit`` in per cent."""

    standard: str = "pdf/x-4"
    profile: str = "fogra39"
    bleed_mm: float = 3.0
    marks: tuple[str, ...] = ("crop", "registration", "colour-bar", "slug")
    binding: str = "saddle-stitch"
    min_ppi: int = 220
    ink_limit: int = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePlan:
    """The archive edition's ticket."""

    standard: str = "pdf/a-3a+ua-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailPlan:
    """The email edition's ticket. ``max_size`` in bytes, None for no limit; ``dpi`` of pictures at placed size."""

    max_size: int | None = None
    dpi: int = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPlans:
    """What the issue says of each edition."""

    press: PressPlan = PressPlan()
    archive: ArchivePlan = ArchivePlan()
    email: EmailPlan = EmailPlan()


@dataclass(frozen=True, slots=True, kw_only=True)
class LintPlan:
    """The desk's own words and names, and the findings it does not want (codes)."""

    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    disable: frozenset[str] = frozenset()


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
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    findings: tuple[Finding, ...] = ()
