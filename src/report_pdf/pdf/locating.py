"""On which pages objects of a PDF are used: validators name objects, people look at pages."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator

import pikepdf

__all__ = ["pages_using"]

_BACK = frozenset({"/Parent", "/P", "/Pg", "/Dest", "/A", "/B", "/Prev", "/Next", "/StructParent"})
"""Keys that lead away from a page to others."""


def pages_using(pdf: bytes, objects: Collection[int]) -> dict[int, tuple[int, ...]]:
    """For each object's number the pages (from 1) that use it; a structure element's page is where its content is."""
    found: dict[int, list[int]] = {number: [] for number in objects}
    with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as opened:
        pages = {page.obj.objgen: number for number, page in enumerate(opened.pages, start=1)}
        for page in opened.pages:
            for number in _used(page.obj) & found.keys():
                found[number].append(pages[page.obj.objgen])
        for number, used_on in found.items():
            holder = opened.get_object(number, 0) if not used_on else None
            standing = holder.get("/Pg") if isinstance(holder, pikepdf.Dictionary) else None
            if isinstance(standing, pikepdf.Dictionary) and standing.objgen in pages:
                used_on.append(pages[standing.objgen])
    return {number: tuple(used_on) for number, used_on in found.items()}


def _used(page: pikepdf.Object) -> set[int]:
    """The numbers of all objects that the page's own content, resources and annotations lead to."""
    seen: set[int] = {page.objgen[0]}
    waiting: list[object] = [page]
    while waiting:
        for held in _held(waiting.pop()):
            if isinstance(held, pikepdf.Object) and held.is_indirect:
                if held.objgen[0] in seen:
                    continue
                seen.add(held.objgen[0])
            waiting.append(held)
    return seen


def _held(holder: object) -> Iterator[object]:
    if isinstance(holder, pikepdf.Array):
        yield from holder
    elif isinstance(holder, pikepdf.Dictionary | pikepdf.Stream):
        yield from (value for key, value in holder.items() if key not in _BACK)
