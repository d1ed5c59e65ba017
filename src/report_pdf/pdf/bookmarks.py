"""Reads a PDF's bookmarks, however deep or looped they are (ISO 32000-2 12.3.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pikepdf

from report_pdf.pdf.destinations import Destination, Destinations, Landing
from report_pdf.pdf.geometry import number_of

__all__ = ["Bookmark", "count", "landed", "read_bookmarks"]

_MOST = 50_000
_DEEPEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """A bookmark: ``target`` None when it leads nowhere inside the file. ``is_open``: its children are shown."""

    title: str
    target: Destination | None
    is_open: bool = True
    children: tuple[Bookmark, ...] = ()


def read_bookmarks(pdf: pikepdf.Pdf, destinations: Destinations) -> tuple[Bookmark, ...]:
    """All bookmarks; an item that is met twice (a loop) is read once."""
    outlines = pdf.Root.get("/Outlines")
    if not isinstance(outlines, pikepdf.Dictionary):
        return ()
    return _level(outlines, destinations, seen=set(), depth=0)


def count(bookmarks: tuple[Bookmark, ...]) -> int:
    """How many, children included."""
    return sum(1 + count(bookmark.children) for bookmark in bookmarks)


def _level(
    parent: pikepdf.Object, destinations: Destinations, *, seen: set[tuple[int, int]], depth: int
) -> tuple[Bookmark, ...]:
    if depth >= _DEEPEST:
        return ()
    return tuple(
        Bookmark(
            title=_title(item),
            target=destinations.of(item),
            is_open=_is_open(item),
            children=_level(item, destinations, seen=seen, depth=depth + 1),
        )
        for item in _siblings(parent, seen)
    )


def _siblings(parent: pikepdf.Object, seen: set[tuple[int, int]]) -> Iterator[pikepdf.Dictionary]:
    item = parent.get("/First")
    while isinstance(item, pikepdf.Dictionary) and len(seen) < _MOST:
        if item.objgen in seen:
            return
        seen.add(item.objgen)
        yield item
        item = item.get("/Next")


def _title(item: pikepdf.Dictionary) -> str:
    title = item.get("/Title")
    return " ".join(str(title).split()) if isinstance(title, pikepdf.String) else ""


def _is_open(item: pikepdf.Dictionary) -> bool:
    return (number_of(item.get("/Count")) or 0) > 0


def landed(bookmarks: tuple[Bookmark, ...], landings: Mapping[int, Landing]) -> tuple[Bookmark, ...]:
    """Bookmarks for the pages that are kept, leading to where those went.

    An entry whose page is not kept leads to its first child that is; without any it is left out.
    """
    kept = []
    for bookmark in bookmarks:
        children = landed(bookmark.children, landings)
        target = bookmark.target
        if target is not None and target.page in landings:
            kept.append(replace(bookmark, target=landings[target.page].of(target), children=children))
        elif children:
            kept.append(replace(bookmark, target=children[0].target, children=children))
    return tuple(kept)
