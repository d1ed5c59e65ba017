"""Some of a file's pages as a file of their own; what leads to the others leads into their files.

ISO 32000-2 12.3.2 (destinations), 12.6.4.3 (remote go-to), 14.7.4 (structure content), 7.9.7 (number trees).
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf

from report_pdf.model.pages import PageLabel
from report_pdf.pdf.actions import annotations_of
from report_pdf.pdf.destinations import Destinations
from report_pdf.pdf.geometry import number_of
from report_pdf.pdf.labels import page_labels, put_page_labels

__all__ = ["PartPages", "part_of"]

_ObjGen = tuple[int, int]
_DEEPEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PartPages:
    """A part: its file, and its pages ``first`` to ``last`` of the whole, from 1."""

    file: str
    first: int
    last: int


def part_of(pdf: bytes, part: PartPages, parts: Sequence[PartPages]) -> bytes:
    """``part`` of ``pdf`` with its page labels, its tags, and every bookmark of the whole."""
    labels = page_labels(pdf)[part.first - 1 : part.last]
    with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as packet:
        kept = {page.obj.objgen for page in packet.pages[part.first - 1 : part.last]}
        _lead_on(packet, _Ways(Destinations(packet), part, parts))
        _prune_tags(packet, kept)
        for at in reversed(range(len(packet.pages))):
            if not part.first <= at + 1 <= part.last:
                del packet.pages[at]
        packet.remove_unreferenced_resources()  # the engine's pages share one dictionary of fonts
        put_page_labels(
            packet, [PageLabel(page=at, style="", prefix=label) for at, label in enumerate(labels, 1)]
        )
        out = io.BytesIO()
        packet.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Ways:
    """Where to from here: pages of this part stay destinations, others become places in other files."""

    destinations: Destinations
    part: PartPages
    parts: Sequence[PartPages]

    def turn(self, holder: pikepdf.Object) -> None:
        """A link or bookmark, led to where its page is now."""
        goal = self.destinations.of(holder)
        if goal is None or self.part.first <= goal.page + 1 <= self.part.last:
            return
        other = next((one for one in self.parts if one.first <= goal.page + 1 <= one.last), None)
        for key in ("/Dest", "/A", "/SD"):
            if key in holder:
                del holder[key]
        if other is not None:
            target = pikepdf.Array([goal.page + 1 - other.first, pikepdf.Name.Fit])
            file = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F=other.file, UF=other.file)
            holder["/A"] = pikepdf.Dictionary(S=pikepdf.Name.GoToR, F=file, D=target)


def _lead_on(packet: pikepdf.Pdf, ways: _Ways) -> None:
    for page in packet.pages:
        for annotation in annotations_of(page.obj):
            ways.turn(annotation)
    bookmarks = packet.Root.get("/Outlines")
    waiting = [bookmarks.get("/First")] if isinstance(bookmarks, pikepdf.Dictionary) else []
    while waiting:
        bookmark = waiting.pop()
        if isinstance(bookmark, pikepdf.Dictionary):
            ways.turn(bookmark)
            waiting += [bookmark.get("/Next"), bookmark.get("/First")]
    for key in ("/Dests", "/OpenAction"):
        if key in packet.Root:
            del packet.Root[key]
    names = packet.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/Dests" in names:
        _resolve_names(packet, ways)
        del names["/Dests"]


def _resolve_names(packet: pikepdf.Pdf, ways: _Ways) -> None:
    """What is called by name is led to directly: the tree of names would hold on to every page."""
    for page in packet.pages:
        for annotation in annotations_of(page.obj):
            goal = ways.destinations.of(annotation)
            if goal is not None:
                view = [pikepdf.Name(word) if isinstance(word, str) else word for word in goal.view]
                if "/A" in annotation:
                    del annotation["/A"]
                annotation["/Dest"] = pikepdf.Array([packet.pages[goal.page].obj, *view])


def _prune_tags(packet: pikepdf.Pdf, kept: set[_ObjGen]) -> None:
    """Elements of other pages go; what is left keeps its order."""
    root = packet.Root.get("/StructTreeRoot")
    if not isinstance(root, pikepdf.Dictionary):
        return
    _prune(root, kept, page=None, depth=0)
    own = {
        int(number_of(page.obj.get("/StructParents", -1)) or 0)
        for page in packet.pages
        if page.obj.objgen in kept
    }
    own |= {
        int(number_of(annotation.get("/StructParent", -1)) or 0)
        for page in packet.pages
        if page.obj.objgen in kept
        for annotation in annotations_of(page.obj)
    }
    entries = dict(_entries(root.get("/ParentTree")))
    numbers: list[object] = [word for key in sorted(entries.keys() & own) for word in (key, entries[key])]
    root["/ParentTree"] = packet.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(numbers)))
    for key in ("/IDTree", "/ClassMap"):
        if key in root:
            del root[key]


def _prune(element: pikepdf.Object, kept: set[_ObjGen], *, page: _ObjGen | None, depth: int) -> bool:
    """Whether anything of the element is on a page that is kept."""
    if depth > _DEEPEST:
        return False
    shown = element.get("/Pg")
    page = shown.objgen if isinstance(shown, pikepdf.Dictionary) else page
    kids = element.get("/K")
    every = list(kids) if isinstance(kids, pikepdf.Array) else [kids] if kids is not None else []
    left = [kid for kid in every if _stays(kid, kept, page, depth)]
    if isinstance(shown, pikepdf.Dictionary) and page not in kept:
        del element["/Pg"]
    if left:
        element["/K"] = pikepdf.Array(left)
    elif "/K" in element:
        del element["/K"]
    return bool(left)


def _stays(kid: object, kept: set[_ObjGen], page: _ObjGen | None, depth: int) -> bool:
    if not isinstance(kid, pikepdf.Dictionary):
        return page in kept
    if str(kid.get("/Type")) in ("/MCR", "/OBJR"):
        shown = kid.get("/Pg")
        return (shown.objgen if isinstance(shown, pikepdf.Dictionary) else page) in kept
    return _prune(kid, kept, page=page, depth=depth + 1)


def _entries(node: object) -> Iterator[tuple[int, pikepdf.Object]]:
    if not isinstance(node, pikepdf.Dictionary):
        return
    numbers = node.get("/Nums")
    if isinstance(numbers, pikepdf.Array):
        for at in range(0, len(numbers) - 1, 2):
            yield int(number_of(numbers[at]) or 0), numbers[at + 1]
    kids = node.get("/Kids")
    for kid in kids if isinstance(kids, pikepdf.Array) else []:
        yield from _entries(kid)
