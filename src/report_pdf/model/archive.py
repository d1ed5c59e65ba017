"""What the archive edition is proved by and what it encloses: verdicts, originals, and each supplement's way in."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from report_pdf.findings import Message

__all__ = ["Broken", "Enclosed", "Entry", "HeldClaim", "Original", "Verdict", "Way"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A clause of a standard that a file breaks.

    Attributes:
        rule: Clause and test (``7.1-3``), or the validator's own code.
        count: How often.
        message: The validator's words, in English.
        page: Physical page from 1 of the first breach, where it says so.
        thing: The object it names (``6 0 obj PDLinkAnnot``), empty if none.
        pages: Every page that a breach was said to stand on.
        believed: False for what the validator is known to see wrongly: kept for the report, does not count.
    """

    rule: str
    count: int
    message: str
    page: int | None = None
    thing: str = ""
    pages: tuple[int, ...] = ()
    believed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One validator's judgement by one flavour (``3a``, ``ua1``).

    Attributes:
        validator: Its name.
        version: Its own.
        flavour: What it judged by.
        compliant: Whether the file keeps all of it.
        checks: How many single checks it made; 0 where it does not say.
        broken: What the file breaks.
        error: Why it could not judge; empty if it did.
    """

    validator: str
    flavour: str
    compliant: bool
    version: str = ""
    checks: int = 0
    broken: tuple[Broken, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldClaim:
    """A standard that a file claims (``PDF/A-2b``), and what became of it when a validator looked.

    ``broken``: the clauses it does not keep; ``validator``: who says so, empty where nobody was asked or could judge.
    """

    claim: str
    state: Literal["held", "broken", "not-checked"] = "not-checked"
    validator: str = ""
    broken: tuple[str, ...] = ()


class Way(enum.Enum):
    """How a supplement goes into the archive edition."""

    MERGED = "merged"
    """Its pages with its own tags."""
    FIGURES = "figures"
    """Its pages as they are, put right where that loses nothing; each is one figure with its text."""
    PICTURES = "pictures"
    """A picture of each page with its text, and the original enclosed."""
    ATTACHED = "attached"
    """A sheet that names it, and the original enclosed."""
    REFUSED = "refused"
    """Not at all: the edition is not made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A file as the desk received it: ``words`` say what it is (稿件原文), ``relationship`` what it is to the issue."""

    name: str
    data: bytes
    words: str
    relationship: str = "Source"

    @property
    def sha256(self) -> str:
        """Of the data, hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A supplement in the archive edition.

    Attributes:
        key: The supplement's.
        title: Its title.
        name: Its file as issue.yaml names it.
        way: How it goes in.
        why: Why this way.
        verdicts: What the validators said of it when it arrived.
    """

    key: str
    title: str
    name: str
    way: Way
    why: Message
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """What the archive edition encloses.

    Attributes:
        originals: Files kept inside in any case.
        entries: Every supplement's way, in order.
        received: Supplements as received, by key: kept inside where their pages are but pictures, or are not there.
    """

    originals: tuple[Original, ...] = ()
    entries: tuple[Entry, ...] = ()
    received: Mapping[str, Original] = field(default_factory=dict)
