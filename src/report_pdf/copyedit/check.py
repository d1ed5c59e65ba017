"""``Check`` and ``Remark``: what a check is and what it says. Registered in ``checks/__init__.py``, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from report_pdf.copyedit.passage import Passage
from report_pdf.findings import Message, Rule
from report_pdf.model.manuscript import Block

__all__ = ["Check", "Remark", "Sheet", "WideCheck"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something at ``start:end`` of a passage.

    ``after`` is what is set instead (None: only said); ``at`` is the character the finding points to, if it is
    not the first.
    """

    rule: Rule
    start: int
    end: int
    message: Message
    after: str | None = None
    hint: Message | None = None
    at: int | None = None


Check = Callable[[Passage], Iterator[Remark]]
"""A pure function of one passage; it knows neither places nor what the desk has switched off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A block of an issue after its corrections; ``article`` counts the manuscripts, ``inside``: what it stands in."""

    article: int
    block: Block
    passage: Passage
    inside: Block | None = None


WideCheck = Callable[[Sequence[Sheet]], Iterator[tuple[Sheet, Remark]]]
"""Looks at all blocks of all articles together, and only says; ``where`` of what it says is one of the sheets."""
