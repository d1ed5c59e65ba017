"""The packet's frame, with pypdf onto the cloned body: blank pages behind it, and supplements' bookmarks in it.

Cloning the body whole keeps its tags, layers, attachments and labels; appending it to an empty writer loses them.
Nothing foreign but titles and numbers passes through here.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from report_pdf.pdf.bookmarks import Bookmark

__all__ = ["Chapter", "frame"]

_MOST = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A supplement's title in the bookmarks, its first page (index from 0), and its own bookmarks below it."""

    title: str
    page: int
    bookmarks: tuple[Bookmark, ...] = ()


def frame(body: bytes, *, blank_pages: Sequence[tuple[float, float]], chapters: Iterable[Chapter]) -> bytes:
    """The body with blank pages (width, height in points) behind it and the chapters in its bookmarks."""
    writer = PdfWriter(clone_from=io.BytesIO(body))
    for width, height in blank_pages:
        writer.add_blank_page(width=width, height=height)
    pages = [page.indirect_reference for page in writer.pages]
    chapters = list(chapters)
    known = _known(writer) if chapters else {}
    for chapter in chapters:
        _enter(writer, chapter, pages, known)
    if "/Outlines" in writer._root_object:  # noqa: SLF001 - pypdf has no public way
        root = writer.get_outline_root()
        root[NameObject("/Count")] = NumberObject(_recount(root, set()))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


_Known = dict[object, list[DictionaryObject]]


def _enter(writer: PdfWriter, chapter: Chapter, pages: list[IndirectObject | None], known: _Known) -> None:
    root = writer.get_outline_root()
    if root.indirect_reference is None:
        writer._root_object[NameObject("/Outlines")] = writer._add_object(root)  # noqa: SLF001 - pypdf has no public way
    page = pages[chapter.page]
    there = known.setdefault(_key(page), [])
    entry = _found(there, chapter)
    if entry is None:
        own = Bookmark(title=chapter.title, target=None, children=())
        entry = _append(writer, root, _item(own, pages, page=chapter.page))
        there.append(entry)
    _nest(writer, entry, chapter.bookmarks, pages)


def _nest(
    writer: PdfWriter,
    parent: DictionaryObject,
    bookmarks: Iterable[Bookmark],
    pages: list[IndirectObject | None],
) -> None:
    for bookmark in bookmarks:
        entry = _append(writer, parent, _item(bookmark, pages))
        # Only the sign counts here: _recount puts the numbers right.
        entry[NameObject("/Count")] = NumberObject(1 if bookmark.is_open else -1)
        _nest(writer, entry, bookmark.children, pages)


def _item(
    bookmark: Bookmark, pages: list[IndirectObject | None], page: int | None = None
) -> DictionaryObject:
    item = DictionaryObject({NameObject("/Title"): TextStringObject(bookmark.title)})
    if bookmark.target is not None:
        kind, *view = bookmark.target.view
        destination = [pages[bookmark.target.page], NameObject(str(kind)), *map(_number, view)]
        item[NameObject("/Dest")] = ArrayObject(destination)
    elif bookmark.address:
        address = TextStringObject(bookmark.address)
        action = {NameObject("/S"): NameObject("/URI"), NameObject("/URI"): address}
        item[NameObject("/A")] = DictionaryObject(action)
    elif page is not None:
        item[NameObject("/Dest")] = ArrayObject([pages[page], NameObject("/Fit")])
    if bookmark.colour:
        item[NameObject("/C")] = ArrayObject(map(FloatObject, bookmark.colour))
    if bookmark.style:
        item[NameObject("/F")] = NumberObject(bookmark.style)
    return item


def _number(value: object) -> PdfObject:
    return FloatObject(value) if isinstance(value, int | float) else NullObject()


def _append(writer: PdfWriter, parent: DictionaryObject, item: DictionaryObject) -> DictionaryObject:
    """Hangs ``item`` in as the last child."""
    reference = writer._add_object(item)  # noqa: SLF001 - pypdf has no public way
    item[NameObject("/Parent")] = parent.indirect_reference
    if "/Last" in parent:
        last = parent.raw_get("/Last")
        item[NameObject("/Prev")] = last
        last.get_object()[NameObject("/Next")] = reference
    else:
        parent[NameObject("/First")] = reference
    parent[NameObject("/Last")] = reference
    return item


def _recount(parent: DictionaryObject, seen: set[int]) -> int:
    """How many entries show below ``parent`` when it is open; writes each entry's /Count (12.3.3, table 151)."""
    total = 0
    item = _object(parent.get("/First"))
    while item is not None and id(item) not in seen:
        seen.add(id(item))
        total += 1
        is_open = _count(item) > 0
        if below := _recount(item, seen):
            item[NameObject("/Count")] = NumberObject(below if is_open else -below)
            total += below if is_open else 0
        elif "/Count" in item:
            del item["/Count"]
        item = _object(item.get("/Next"))
    return total


def _count(item: DictionaryObject) -> int:
    number = item.get("/Count")
    return int(number) if isinstance(number, NumberObject) else 0


def _object(value: PdfObject | None) -> DictionaryObject | None:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, DictionaryObject) else None


def _known(writer: PdfWriter) -> _Known:
    """The body's own entries, by the page they lead to."""
    names = writer.named_destinations
    known: _Known = {}
    for item in _items(writer.get_outline_root()):
        known.setdefault(_key(_page_of(item, names)), []).append(item)
    return known


def _key(page: object) -> object:
    """References are equal when their numbers are, but cannot be looked up by them."""
    return (page.idnum, page.generation) if isinstance(page, IndirectObject) else None


def _found(there: Sequence[DictionaryObject], chapter: Chapter) -> DictionaryObject | None:
    """The entry for this chapter among those that lead to its first page: by the same title if several do."""
    same = (item for item in there if str(item.get("/Title", "")).strip() == chapter.title.strip())
    return next(same, there[0] if there else None)


def _items(root: DictionaryObject) -> Iterable[DictionaryObject]:
    waiting = [root.get("/First")]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST:
        item = _object(waiting.pop())
        if item is None or id(item) in seen:
            continue
        seen.add(id(item))
        yield item
        waiting += [item.get("/Next"), item.get("/First")]


def _page_of(item: DictionaryObject, names: Mapping[str, DictionaryObject]) -> object:
    target = item.get("/Dest")
    if target is None and (action := _object(item.get("/A"))) is not None:
        target = action.get("/D")
    target = target.get_object() if target is not None else None
    if isinstance(target, str):
        named = names.get(target)
        return named.raw_get("/Page") if named is not None else None
    if isinstance(target, ArrayObject) and target:
        return list.__getitem__(target, 0)
    return None
