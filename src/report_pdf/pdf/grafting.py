"""Grafts a supplement's pages into pages that are there, with everything that hangs on them (with qpdf).

ISO 32000-2 8.10 (form XObjects), 12.5 (annotations).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pikepdf

from report_pdf.findings import Finding, Place
from report_pdf.pdf.annotations import Note, carry, copied_stream, detach
from report_pdf.pdf.belongings import (
    attach_original,
    carry_attachments,
    carry_fields,
    carry_layers,
    prune_fields,
)
from report_pdf.pdf.destinations import Landing
from report_pdf.pdf.geometry import Rectangle, inherited, rectangle_of
from report_pdf.pdf.rules import said
from report_pdf.pdf.stitch_admitting import widgets_of
from report_pdf.pdf.stitch_remains import carry_page_keys
from report_pdf.pdf.stitch_source import Leaf, Source
from report_pdf.pdf.stitch_tags import TaggedPage, carry_tags, forget_parents
from report_pdf.pdf.stitch_threads import carry_threads
from report_pdf.pdf.stitch_told import (
    flattened,
    not_carried,
    pictured,
    scaled,
    stitched,
    tags_left,
    taken_off,
)

__all__ = ["graft"]


def graft(packet: pikepdf.Pdf, source: Source, *, tags: bool) -> Iterator[Finding]:
    """All that a supplement brings; yields what there is to say about it. ``tags``: they are merged into the body's."""
    forget_parents(source.pdf)
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
    drawn: dict[int, TaggedPage] = {}
    for leaf, landing in source.placed:
        form = _fill(packet, source, leaf, landing, again=leaf.source in seen)
        drawn.setdefault(leaf.source, TaggedPage(page=packet.pages[landing.page].obj, form=form))
        yield from _carried(
            packet,
            source,
            notes[leaf.source],
            at=(leaf, landing),
            again=leaf.source in seen,
            widgets=carried,
        )
        seen.add(leaf.source)
    yield stitched(source, fields=len(carried))
    yield from flattened(source)
    yield from _threads(packet, source)
    yield from pictured(source)
    yield from scaled(source)
    yield from carry_fields(packet, source.pdf, carried, place=source.place)
    yield from carry_layers(packet, source.pdf, place=source.place)
    yield from carry_attachments(packet, source.pdf, place=source.place)
    yield from attach_original(packet, source.insert.original, place=source.place)
    yield from _tags(packet, source, drawn) if tags else tags_left(source)
    yield from not_carried(source, signatures)


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
    links = fields = lost = 0
    for note in notes:
        if again and note.is_widget:
            fields += 1
            continue
        turn = source.facts[leaf.source].turn
        note = replace(note, goal=source.goal(note.remote))  # noqa: PLW2901 - the same note, resolved
        copy = carry(packet, note, landing=landing, turn=turn, landings=source.landings, again=again)
        lost += note.remote is not None and note.goal is None
        if copy is None:
            links += 1
        elif not again:
            source.annotations[note.source.objgen] = copy
        if copy is None:
            pass
        elif onto is not None:
            onto.append(copy)
            source.links += note.is_link
            if note.is_widget:
                widgets.append(copy)
    yield from taken_off(
        Place(file=source.insert.name, page=leaf.source + 1), links=links + lost, fields=fields
    )


def _annotations(packet: pikepdf.Pdf, page: pikepdf.Object) -> pikepdf.Object:
    """The page's own array: the engine may share one among pages."""
    own = page.get("/Annots")
    page["/Annots"] = packet.make_indirect(pikepdf.Array(own if isinstance(own, pikepdf.Array) else []))
    return page["/Annots"]


def _fill(
    packet: pikepdf.Pdf, source: Source, leaf: Leaf, landing: Landing, *, again: bool
) -> pikepdf.Object:
    """Draws the page's face below all that stands there already; gives the form.

    ``again``: a form of its own, as marked content belongs to one place only (ISO 32000-2 14.7.5.2).
    """
    facts = source.facts[leaf.source]
    page = packet.pages[landing.page]
    resources = _own(inherited(page.obj, "/Resources"))
    drawings = _own(resources.get("/XObject"))
    name = next(key for number in range(len(drawings) + 1) if (key := f"/Supplement{number}") not in drawings)
    form = packet.copy_foreign(source.form(leaf.source))
    drawings[name] = form = copied_stream(packet, form) if again else form
    resources["/XObject"] = drawings
    page.obj["/Resources"] = resources
    numbers = " ".join(f"{number:.6f}".rstrip("0").rstrip(".") for number in landing.onto.operands())
    page.contents_add(packet.make_stream(f"q {numbers} cm {name} Do Q\n".encode()), prepend=True)
    if leaf.box is None:
        _boxes(source, leaf, landing, page.obj, form)
        carry_page_keys(packet, source.pdf, source.pdf.pages[leaf.source].obj, page.obj)
    if facts.user_unit != 1 and "/UserUnit" in page.obj:
        del page.obj["/UserUnit"]
    return form


def _boxes(source: Source, leaf: Leaf, landing: Landing, page: pikepdf.Object, form: pikepdf.Object) -> None:
    """The page's other boxes (14.11.2); on a page of its own also what it has outside the visible one."""
    theirs = source.pdf.pages[leaf.source].obj
    for key in ("/BleedBox", "/TrimBox", "/ArtBox"):
        if key not in page and (box := rectangle_of(theirs.get(key))) is not None:
            page[key] = _array(landing.matrix.rectangle(box))
    media = rectangle_of(inherited(theirs, "/MediaBox"))
    if landing.page >= source.blank_from and media is not None and media.contains(landing.box):
        page["/CropBox"] = page["/MediaBox"]
        page["/MediaBox"] = _array(landing.matrix.rectangle(media))
        if leaf.source not in source.pictured:
            form["/BBox"] = pikepdf.Array([media.left, media.bottom, media.right, media.top])


def _array(box: Rectangle) -> pikepdf.Array:
    box = box.rounded()
    return pikepdf.Array([box.left, box.bottom, box.right, box.top])


def _own(shared: object) -> pikepdf.Dictionary:
    """A copy of a dictionary that pages share."""
    return (
        pikepdf.Dictionary(dict(shared.items()))
        if isinstance(shared, pikepdf.Dictionary)
        else pikepdf.Dictionary()
    )


def _threads(packet: pikepdf.Pdf, source: Source) -> Iterator[Finding]:
    carried, left = carry_threads(packet, source.pdf, source.landings)
    if carried or left:
        yield said(
            "pdf/threads-kept",
            source.place,
            zh=f"带入 {carried} 条文章线；{left} 段所在的页未合订。",
            en=f"{carried} article threads are carried; {left} beads stand on pages that are not stitched.",
        )


def _tags(packet: pikepdf.Pdf, source: Source, drawn: Mapping[int, TaggedPage]) -> Iterator[Finding]:
    elements = carry_tags(
        packet, source.pdf, pages=drawn, annotations=source.annotations, title=source.insert.title
    )
    if elements == 0:
        yield from tags_left(source)
        return
    yield said(
        "pdf/tags-kept",
        source.place,
        zh=f"结构标签并入正文，共 {elements} 个元素。",
        en=f"its tags are merged into the body's: {elements} elements.",
    )
    if len(source.placed) > len(drawn):
        yield said(
            "pdf/tags-left",
            source.place,
            zh="同一页合订两次，结构标签只随第一次。",
            en="a page is stitched twice: its tags come with the first copy only.",
        )
