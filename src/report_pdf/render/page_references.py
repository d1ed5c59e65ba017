"""Keeps the list of page references, which the engine makes anew for each tagged line: the square of the pages' number."""

from __future__ import annotations

from typing import Any

import pydyf  # type: ignore[import-untyped] # it has no stubs

__all__ = ["remember_page_references"]

_MEMORY = "composed_page_references"


def remember_page_references() -> None:
    """Replaces pydyf's property by one that makes the list once for each number of pages."""
    made = pydyf.PDF.page_references.fget

    def page_references(self: Any) -> tuple[bytes, ...]:
        count = len(self.pages["Kids"])
        known: tuple[int, tuple[bytes, ...]] | None = self.__dict__.get(_MEMORY)
        if known is None or known[0] != count:
            known = self.__dict__[_MEMORY] = (count, made(self))
        return known[1]

    pydyf.PDF.page_references = property(page_references)
