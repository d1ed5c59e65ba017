"""What the parent asks of the child."""

from __future__ import annotations

from dataclasses import dataclass

from report_pdf.model.pages import PaginatedHtml, Resource
from report_pdf.render.note import Note

__all__ = ["Task"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is to be set, from which resources, and where to note the block in work.

    ``numbered``: structure elements say which HTML element they are of.
    """

    pages: PaginatedHtml
    resources: tuple[Resource, ...]
    note: Note
    numbered: bool = False
