"""Blank pages, where they look intended."""

from __future__ import annotations

from report_pdf.imposition.forms import Blank

__all__ = ["padded"]


def padded(pages: int, *, multiple: int, blank: Blank) -> tuple[int | None, ...]:
    """Page indices from 0 with None for blanks, as many as fill ``multiple``.

    ``INTENDED``: the last page is the back cover and stays outermost; the inside of the back cover is blank first,
    then what faces it. Never behind the front cover: every left page would become a right one, and folios would lie.
    """
    missing = -pages % multiple
    before_last = 1 if blank is Blank.INTENDED and pages > 1 else 0
    body = tuple(range(pages - before_last))
    return (*body, *[None] * missing, *range(pages - before_last, pages))
