"""Reads a PDF's bookmarks, however deep or looped they are (ISO 32000-2 12.3.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pikepdf

from report_pdf.pdf.destinations import Destination, Destinations, Landing
from report_pdf.pdf.geometry import integer_of, number_of, numbers_of

__all__ = ["Bookmark", "count", "landed", "read_bookmarks"]

_MOST = 50_000
_DEEPEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """A bookmark.

    Attributes:
        title: On one line.
        target: None when it leads nowhere inside the file.
        address: Of a web page it leads to, empty if it does not.
        is_open: Its children are shown.
        colour: Red, green, blue from 0 to 1; empty for black.
        style: 1 italic, 2 bold, 3 both (12.3.3, table 152).
    """

    title: str
    target: Destination | None
    address: str = ""
    is_open: bool = True
    colour: tuple[float, ...] = ()
    style: int = 0
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
        return tuple(_bookmark(item, destinations) for item in _all_below(parent, seen))
    return tuple(
        replace(
            _bookmark(item, destinations),
            children=_level(item, destinations, seen=seen, depth=depth + 1),
        )
        for item in _siblings(parent, seen)
    )


def _all_below(parent: pikepdf.Object, seen: set[tuple[int, int]]) -> Iterator[pikepdf.Dictionary]:
    """What is deeper than any viewer shows stands on one level, in its order."""
    waiting = [list(_siblings(parent, seen))]
    while waiting:
        if not waiting[-1]:
            waiting.pop()
            continue
        item = waiting[-1].pop(0)
        yield item
        waiting.append(list(_siblings(item, seen)))


def _bookmark(item: pikepdf.Dictionary, destinations: Destinations) -> Bookmark:
    """The entry alone."""
    action = item.get("/A")
    address = action.get("/URI") if isinstance(action, pikepdf.Dictionary) else None
    return Bookmark(
        title=_title(item),
        target=destinations.of(item),
        address=str(address) if isinstance(address, pikepdf.String) else "",
        is_open=_is_open(item),
        colour=tuple(numbers_of(item.get("/C"))) if len(numbers_of(item.get("/C"))) == 3 else (),
        style=(integer_of(item.get("/F")) or 0) & 3,
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

    An entry whose page is not kept leads to its first child that is; without any it is left out. What leads to no page
    of the file stays as it is: a heading, or a web page.
    """
    kept = []
    for bookmark in bookmarks:
        children = landed(bookmark.children, landings)
        target = bookmark.target
        if target is None:
            kept.append(replace(bookmark, children=children))
        elif target.page in landings:
            kept.append(replace(bookmark, target=landings[target.page].of(target), children=children))
        elif children:
            kept.append(replace(bookmark, target=children[0].target, children=children))
    return tuple(kept)
