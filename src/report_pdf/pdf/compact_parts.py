"""Some of a file's pages as a file of their own; what leads to the others leads into their files.

ISO 32000-2 12.3.2 (destinations), 12.6.4.3 (remote go-to), 7.7.3 (page tree), 7.11.4 (embedded files).
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf

from report_pdf.model.pages import PageLabel
from report_pdf.pdf.actions import annotations_of
from report_pdf.pdf.compact_parts_pruning import prune_form, prune_tags, prune_threads
from report_pdf.pdf.destinations import Destinations
from report_pdf.pdf.labels import page_labels, put_page_labels
from report_pdf.pdf.stitch_page_tree import hang_pages
from report_pdf.pdf.stitch_trees import name_tree

__all__ = ["PartPages", "Whole", "part_of", "take_part"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartPages:
    """A part: its file, and its pages ``first`` to ``last`` of the whole, from 1."""

    file: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What every part needs to know of the whole.

    Attributes:
        labels: Of each page.
        parts: All of them.
        index: A heading and a line for each part, which come first among the bookmarks; empty: none.
    """

    labels: Sequence[str]
    parts: Sequence[PartPages]
    index: Sequence[str] = ()


def part_of(
    pdf: bytes, part: PartPages, parts: Sequence[PartPages], *, labels: Sequence[str] | None = None
) -> bytes:
    """``part`` of ``pdf`` with its page labels (read once for many parts), its tags, and every bookmark of the whole."""
    with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as packet:
        take_part(packet, part, Whole(labels=page_labels(pdf) if labels is None else labels, parts=parts))
        out = io.BytesIO()
        packet.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def take_part(packet: pikepdf.Pdf, part: PartPages, whole: Whole) -> int:
    """Makes the open file into one of its parts; gives how many links lead into other parts now.

    Embedded files are in the first part alone, form fields and article threads where their pages are.
    """
    pages = [page.obj for page in packet.pages]
    kept = pages[part.first - 1 : part.last]
    known = {page.objgen for page in kept}
    ways = _Ways(Destinations(packet), part, whole.parts)
    links = _lead_on(packet, kept, ways)
    _keep_names(packet, ways)
    prune_tags(packet, kept)
    prune_form(packet, kept)
    prune_threads(packet, kept, known)
    if part.first > 1:
        _drop_files(packet)
    hang_pages(packet, kept)
    for page in kept:
        pikepdf.Page(page).remove_unreferenced_resources()  # the engine's pages share one dictionary of fonts
    labels = whole.labels[part.first - 1 : part.last]
    put_page_labels(
        packet, [PageLabel(page=at, style="", prefix=label) for at, label in enumerate(labels, 1)]
    )
    if whole.index:
        _enter_index(packet, part, whole)
    return links


@dataclass(frozen=True, slots=True)
class _Ways:
    """Where to from here: pages of this part stay destinations, others become places in other files."""

    destinations: Destinations
    part: PartPages
    parts: Sequence[PartPages]

    def turn(self, holder: pikepdf.Object) -> bool:
        """Leads a link or bookmark to where its page is now; whether that is another file."""
        goal = self.destinations.of(holder)
        if goal is None:
            return False
        for key in ("/Dest", "/A", "/SD"):
            if key in holder:
                del holder[key]
        if self.part.first <= goal.page + 1 <= self.part.last:
            # What is called by name is led to directly.
            view = [pikepdf.Name(word) if isinstance(word, str) else word for word in goal.view]
            holder["/Dest"] = pikepdf.Array([self.destinations.pages[goal.page], *view])
            return False
        other = next((one for one in self.parts if one.first <= goal.page + 1 <= one.last), None)
        if other is not None:
            holder["/A"] = _remote(other.file, goal.page + 1 - other.first)
        return True


def _remote(file: str, page: int) -> pikepdf.Dictionary:
    """``page`` from 0."""
    where = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F=file, UF=file)
    return pikepdf.Dictionary(
        S=pikepdf.Name.GoToR, F=where, D=pikepdf.Array([page, pikepdf.Name.Fit]), NewWindow=True
    )


def _lead_on(packet: pikepdf.Pdf, kept: Sequence[pikepdf.Object], ways: _Ways) -> int:
    links = sum(ways.turn(annotation) for page in kept for annotation in annotations_of(page))
    bookmarks = packet.Root.get("/Outlines")
    waiting = [bookmarks.get("/First")] if isinstance(bookmarks, pikepdf.Dictionary) else []
    seen: set[tuple[int, int]] = set()
    while waiting:
        bookmark = waiting.pop()
        if isinstance(bookmark, pikepdf.Dictionary) and bookmark.objgen not in seen:
            seen.add(bookmark.objgen)
            ways.turn(bookmark)
            waiting += [bookmark.get("/Next"), bookmark.get("/First")]
    if "/OpenAction" in packet.Root:
        del packet.Root["/OpenAction"]
    return links


def _keep_names(packet: pikepdf.Pdf, ways: _Ways) -> None:
    """Names that lead to pages of this part; the others would hold on to their pages."""
    pairs = []
    for name in ways.destinations.names:
        goal = ways.destinations.resolved(pikepdf.String(name))
        if goal is not None and ways.part.first <= goal.page + 1 <= ways.part.last:
            view = [pikepdf.Name(word) if isinstance(word, str) else word for word in goal.view]
            target = pikepdf.Array([ways.destinations.pages[goal.page], *view])
            pairs.append((name.removeprefix(b"/"), packet.make_indirect(target)))
    if "/Dests" in packet.Root:
        del packet.Root["/Dests"]
    names = packet.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/Dests" in names:
        del names["/Dests"]
    if pairs:
        if not isinstance(names, pikepdf.Dictionary):
            packet.Root["/Names"] = pikepdf.Dictionary()
        packet.Root["/Names"]["/Dests"] = name_tree(packet, pairs)


def _drop_files(packet: pikepdf.Pdf) -> None:
    names = packet.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/EmbeddedFiles" in names:
        del names["/EmbeddedFiles"]
    for key in ("/AF", "/Collection"):
        if key in packet.Root:
            del packet.Root[key]


def _enter_index(packet: pikepdf.Pdf, part: PartPages, whole: Whole) -> None:
    """Before all other bookmarks: which part has what."""
    if not isinstance(packet.Root.get("/Outlines"), pikepdf.Dictionary):
        packet.Root["/Outlines"] = packet.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Outlines, Count=0)
        )
    root = packet.Root["/Outlines"]
    heading, *lines = whole.index
    top = packet.make_indirect(pikepdf.Dictionary(Title=heading, Parent=root, Count=len(lines)))
    items = [packet.make_indirect(pikepdf.Dictionary(Title=line, Parent=top)) for line in lines]
    for item, other in zip(items, whole.parts, strict=True):
        if other.first == part.first:
            item["/Dest"] = pikepdf.Array([packet.pages[part.first - 1].obj, pikepdf.Name.Fit])
        else:
            item["/A"] = _remote(other.file, 0)
    for one, following in itertools.pairwise(items):
        one["/Next"], following["/Prev"] = following, one
    top["/First"], top["/Last"] = items[0], items[-1]
    if (after := root.get("/First")) is not None:
        top["/Next"], after["/Prev"] = after, top
    else:
        root["/Last"] = top
    root["/First"] = top
    count = root.get("/Count", 0)
    root["/Count"] = abs(int(count)) + 1 + len(items)
