"""Grafts a supplement's pages into pages that are there, with everything that hangs on them (with qpdf).

ISO 32000-2 8.10 (form XObjects), 12.5 (annotations).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from report_pdf.findings import Finding, Message, Place
from report_pdf.pdf.actions import remove_active_content
from report_pdf.pdf.admission import widgets_of
from report_pdf.pdf.annotations import Note, carry, detach
from report_pdf.pdf.belongings import carry_attachments, carry_fields, carry_layers, prune_fields
from report_pdf.pdf.bookmarks import count, landed, read_bookmarks
from report_pdf.pdf.destinations import Destinations, Landing
from report_pdf.pdf.faces import face
from report_pdf.pdf.geometry import PageFacts, Rectangle, fit, inherited, page_facts
from report_pdf.pdf.rules import said
from report_pdf.pdf.skeleton import Chapter

__all__ = ["Insert", "Leaf", "Source", "graft"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One supplement page and its place: indices from 0; ``box`` None fills the page, else fits into it (points)."""

    source: int
    page: int
    box: Rectangle | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Insert:
    """A supplement to be stitched: ``path`` is the safe copy that ``open_supplement`` made."""

    name: str
    title: str
    path: Path
    leaves: tuple[Leaf, ...]


class Source:
    """An open supplement while it is stitched: where its pages go."""

    def __init__(self, stack: ExitStack, insert: Insert, faces: Sequence[Rectangle]) -> None:
        self.insert = insert
        self.place = Place(file=insert.name)
        self.pdf = stack.enter_context(pikepdf.open(insert.path, suppress_warnings=True))
        self.destinations = Destinations(self.pdf)
        remove_active_content(self.pdf)
        self.bookmarks = 0
        self.links = 0
        self._forms: dict[int, pikepdf.Object] = {}
        self.facts: dict[int, PageFacts] = {}
        self.placed: list[tuple[Leaf, Landing]] = []
        for leaf in insert.leaves:
            facts = self.facts.setdefault(leaf.source, page_facts(self.pdf.pages[leaf.source].obj))
            onto = fit(facts.width_pt, facts.height_pt, leaf.box or faces[leaf.page])
            landing = Landing(page=leaf.page, face=facts.upright, onto=onto, box=facts.box)
            self.placed.append((leaf, landing))
        self.landings: Mapping[int, Landing] = {
            leaf.source: landing for leaf, landing in reversed(self.placed)
        }

    def form(self, index: int) -> pikepdf.Object:
        """The page as a form XObject that draws its visible face, upright, from the origin."""
        if index not in self._forms:
            self._forms[index] = face(self.pdf, index, self.facts[index])
        return self._forms[index]

    def chapter(self, findings: list[Finding]) -> Chapter:
        """The title with the supplement's own bookmarks."""
        bookmarks = read_bookmarks(self.pdf, self.destinations)
        kept = landed(bookmarks, self.landings)
        self.bookmarks = count(kept)
        if left := count(bookmarks) - count(kept):
            findings.append(
                said(
                    "pdf/bookmark-left",
                    self.place,
                    zh=f"{left} 个书签指向未合订的页，未带入。",
                    en=f"{left} bookmarks lead to pages that are not stitched and were left.",
                )
            )
        return Chapter(title=self.insert.title, page=self.insert.leaves[0].page, bookmarks=kept)


def graft(packet: pikepdf.Pdf, source: Source) -> Iterator[Finding]:
    """All that a supplement brings; yields what there is to say about it."""
    pages = [source.pdf.pages[index].obj for index in source.facts]
    widgets = {widget.objgen for page in pages for widget in widgets_of(page)}
    signatures = prune_fields(source.pdf, widgets)
    # Every page lets go of its annotations: a field's other widgets would drag theirs along.
    notes = {
        index: detach(source.pdf, page.obj, source.destinations)
        for index, page in enumerate(source.pdf.pages)
    }
    carried: list[pikepdf.Object] = []
    seen: set[int] = set()
    for leaf, landing in source.placed:
        _fill(packet, source, leaf, landing)
        yield from _carried(
            packet,
            source,
            notes[leaf.source],
            at=(leaf, landing),
            again=leaf.source in seen,
            widgets=carried,
        )
        seen.add(leaf.source)
    yield _stitched(source, fields=len(carried))
    yield from _scaled(source)
    yield from carry_fields(packet, source.pdf, carried, place=source.place)
    yield from carry_layers(packet, source.pdf, place=source.place)
    yield from carry_attachments(packet, source.pdf, place=source.place)
    yield from _not_carried(source, signatures)


def _carried(
    packet: pikepdf.Pdf,
    source: Source,
    notes: Sequence[Note],
    *,
    at: tuple[Leaf, Landing],
    again: bool,
    widgets: list[pikepdf.Object],
) -> Iterator[Finding]:
    """The page's annotations, in their order; carried widgets are collected in ``widgets``."""
    leaf, landing = at
    onto = _annotations(packet, packet.pages[landing.page].obj) if notes else None
    links = fields = 0
    for note in notes:
        if again and note.is_widget:
            fields += 1
            continue
        turn = source.facts[leaf.source].turn
        copy = carry(packet, note, landing=landing, turn=turn, landings=source.landings, again=again)
        if copy is None:
            links += 1
        elif onto is not None:
            onto.append(copy)
            source.links += note.is_link
            if note.is_widget:
                widgets.append(copy)
    yield from _taken_off(Place(file=source.insert.name, page=leaf.source + 1), links=links, fields=fields)


def _taken_off(place: Place, *, links: int, fields: int) -> Iterator[Finding]:
    if links:
        yield said(
            "pdf/link-left",
            place,
            zh=f"{links} 个链接的目标不在合订的页内，已去掉。",
            en=f"{links} links lead to nothing that is stitched and were taken off.",
        )
    if fields:
        yield said(
            "pdf/field-left",
            place,
            zh=f"此页再次合订，{fields} 个表单域未随之带入。",
            en=f"this page is stitched again: {fields} form fields come with the first copy only.",
        )


def _annotations(packet: pikepdf.Pdf, page: pikepdf.Object) -> pikepdf.Object:
    """The page's own array: the engine may share one among pages."""
    own = page.get("/Annots")
    page["/Annots"] = packet.make_indirect(pikepdf.Array(own if isinstance(own, pikepdf.Array) else []))
    return page["/Annots"]


def _fill(packet: pikepdf.Pdf, source: Source, leaf: Leaf, landing: Landing) -> None:
    """Draws the page's face below all that stands there already."""
    facts = source.facts[leaf.source]
    page = packet.pages[landing.page]
    resources = _own(inherited(page.obj, "/Resources"))
    drawings = _own(resources.get("/XObject"))
    name = next(key for number in range(len(drawings) + 1) if (key := f"/Supplement{number}") not in drawings)
    drawings[name] = packet.copy_foreign(source.form(leaf.source))
    resources["/XObject"] = drawings
    page.obj["/Resources"] = resources
    numbers = " ".join(f"{number:.6f}".rstrip("0").rstrip(".") for number in landing.onto.operands())
    page.contents_add(packet.make_stream(f"q {numbers} cm {name} Do Q\n".encode()), prepend=True)
    if facts.user_unit != 1 and "/UserUnit" in page.obj:
        del page.obj["/UserUnit"]


def _own(shared: object) -> pikepdf.Dictionary:
    """A copy of a dictionary that pages share."""
    return (
        pikepdf.Dictionary(dict(shared.items()))
        if isinstance(shared, pikepdf.Dictionary)
        else pikepdf.Dictionary()
    )


def _scaled(source: Source) -> Iterator[Finding]:
    scales = [landing.onto.a for _, landing in source.placed if abs(landing.onto.a - 1) >= 0.001]
    if scales:
        low, high = f"{min(scales):.0%}", f"{max(scales):.0%}"
        range_ = low if low == high else f"{low}–{high}"
        yield said(
            "pdf/scaled",
            source.place,
            zh=f"{len(scales)} 页缩放为 {range_}。",
            en=f"{len(scales)} pages are scaled to {range_}.",
        )


def _stitched(source: Source, *, fields: int) -> Finding:
    pages = [landing.page + 1 for _, landing in source.placed]
    where = f"{pages[0]}–{pages[-1]}" if len(pages) > 1 else f"{pages[0]}"
    return said(
        "pdf/stitched",
        source.place,
        zh=f"合订为第 {where} 页：{len(pages)} 页，书签 {source.bookmarks}，链接 {source.links}，表单域 {fields}。",
        en=f"stitched as page {where}: {len(pages)} pages, {source.bookmarks} bookmarks, {source.links} links, "
        f"{fields} form fields.",
    )


def _not_carried(source: Source, signatures: int) -> Iterator[Finding]:
    """What stays behind, each once."""
    root, place = source.pdf.Root, source.place
    if signatures:
        yield said(
            "pdf/signature-void",
            place,
            zh=f"{signatures} 个电子签名随合订失效。",
            en=f"{signatures} digital signatures end with stitching.",
        )
    if "/StructTreeRoot" in root:
        yield said(
            "pdf/tags-left",
            place,
            zh="结构标签未并入正文。",
            en="its tags are not merged into the body's.",
        )
    if source.destinations.names:
        number = len(source.destinations.names)
        yield said(
            "pdf/names-resolved",
            place,
            zh=f"{number} 个命名目标已改为直接指向页面。",
            en=f"{number} named destinations now lead to their pages directly.",
        )
    form = root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        yield said("pdf/xfa-left", place, zh="XFA 表单未带入。", en="its XFA form was left.")
    extras = [words for key, words in _EXTRAS.items() if key in root]
    extras += [
        words for key, words in _PAGE_EXTRAS.items() if any(key in page.obj for page in source.pdf.pages)
    ]
    if extras:
        yield said(
            "pdf/extras-left",
            place,
            zh=f"未带入：{'、'.join(words.zh for words in extras)}。",
            en=f"left behind: {', '.join(words.en for words in extras)}.",
        )


_EXTRAS = {
    "/PageLabels": Message(zh="页码标签", en="page labels"),
    "/Threads": Message(zh="文章线", en="article threads"),
    "/Collection": Message(zh="文件包视图", en="portfolio view"),
    "/Legal": Message(zh="法律声明", en="legal attestation"),
}
_PAGE_EXTRAS = {
    "/Trans": Message(zh="翻页效果", en="page transitions"),
    "/VP": Message(zh="测量视口", en="viewports"),
    "/PieceInfo": Message(zh="软件私有数据", en="private application data"),
}
