"""What a validator says of a file: the same type for every validator."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Broken", "Verdict"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A clause of a standard that a file breaks.

    Attributes:
        rule: Clause and test (``7.1-3``), or the validator's own code.
        count: How often.
        message: The validator's words, in English.
        page: Physical page from 1 of the first breach, where it says so.
        thing: The object it names (``6 0 obj PDLinkAnnot``), empty if none.
    """

    rule: str
    count: int
    message: str
    page: int | None = None
    thing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One validator's judgement by one flavour (``3a``, ``ua1``). ``error``: it could not judge."""

    validator: str
    flavour: str
    compliant: bool
    broken: tuple[Broken, ...] = ()
    error: str = ""
