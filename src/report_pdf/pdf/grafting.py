"""Grafts a supplement's pages into pages that are there, with everything that hangs on them (with qpdf).

ISO 32000-2 8.10 (form XObjects), 12.5 (annotations).
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pikepdf

from report_pdf.findings import Finding, Place
from report_pdf.pdf.annotations import Note, Stand, carry, copied_stream, detach
from report_pdf.pdf.belongings import (
    attach_original,
    carry_attachments,
    carry_fields,
    carry_layers,
    prune_fields,
    unplaced_fields,
)
from report_pdf.pdf.destinations import Landing
from report_pdf.pdf.geometry import Rectangle, inherited, rectangle_of
from report_pdf.pdf.rules import said
from report_pdf.pdf.stitch_admitting import widgets_of
from report_pdf.pdf.stitch_associated import associate, associated_files
from report_pdf.pdf.stitch_figures import Drawn, figures, page_texts
from report_pdf.pdf.stitch_ledger import Ledger
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
    tags_kept,
    tags_left,
    taken_off,
    unplaced_left,
)

__all__ = ["graft"]


def graft(packet: pikepdf.Pdf, source: Source, ledger: Ledger, *, tags: bool) -> Iterator[Finding]:
    """All that a supplement brings; yields what there is to say about it. ``tags``: they are merged into the body's."""
    forget_parents(source.pdf)
    pages = [source.pages[index] for index in source.facts]
    has_form = "/AcroForm" in source.pdf.Root
    widgets = {widget.objgen for page in pages if has_form for widget in widgets_of(page)}
    unplaced = unplaced_fields(source.pdf, widgets)
    signatures = prune_fields(source.pdf, widgets)
    associated = list(associated_files(source.pdf, pages))
    came = _Came()
    yield from _pages(packet, source, ledger, came)
    yield stitched(source, fields=len(came.widgets) if has_form else 0)
    yield from unplaced_left(source, unplaced)
    yield from flattened(source)
    yield from _threads(packet, source, ledger)
    yield from pictured(source)
    yield from scaled(source)
    # Without a form viewers do not show widgets as fields: entered into one, they would come to light.
    fields = came.widgets if has_form else []
    yield from carry_fields(packet, source.pdf, fields, names=ledger.fields, place=source.place)
    yield from carry_layers(packet, source.pdf, place=source.place)
    yield from carry_attachments(packet, source.pdf, associated, names=ledger.attachments, place=source.place)
    associate(packet, source.pdf.Root, packet.Root)
    yield from attach_original(packet, source.insert.original, names=ledger.attachments, place=source.place)
    if not tags:
        yield from tags_left(source)
    elif not (yield from _tags(packet, source, came.drawn, ledger)):
        yield from _figures(packet, source, came.shown, ledger)
    yield from not_carried(source, signatures)


@dataclass(slots=True)
class _Came:
    """What stands in the packet now: widgets, each source page where it first stands, and all that was drawn."""

    widgets: list[pikepdf.Object] = field(default_factory=list)
    drawn: dict[int, TaggedPage] = field(default_factory=dict)
    shown: list[Drawn] = field(default_factory=list)


def _pages(packet: pikepdf.Pdf, source: Source, ledger: Ledger, came: _Came) -> Iterator[Finding]:
    """Fills the packet's pages; yields what of their annotations stays behind."""
    # Every page lets go of its annotations: a field's other widgets would drag theirs along.
    notes = [detach(source.pdf, page, source.destinations) for page in source.pages]
    for leaf, landing in source.placed:
        again = leaf.source in came.drawn
        form, drawing = _fill(ledger, source, leaf, landing, again=again)
        page, box = ledger.pages[landing.page], landing.matrix.rectangle(landing.box)
        came.drawn.setdefault(leaf.source, TaggedPage(page=page, form=form))
        came.shown.append(Drawn(source=leaf.source, page=page, drawing=drawing, box=box))
        associate(packet, source.pages[leaf.source], page)
        turn = source.facts[leaf.source].turn
        stand, lost = Stand(page=page, matrix=landing.matrix, turn=turn, again=again), _Lost()
        came.widgets += _carried(ledger, source, notes[leaf.source], stand, lost)
        place = Place(file=source.insert.name, page=leaf.source + 1)
        yield from taken_off(place, links=lost.links, fields=lost.fields)


@dataclass(slots=True)
class _Lost:
    """What of a page's annotations stays behind."""

    links: int = 0
    fields: int = 0


def _carried(
    ledger: Ledger, source: Source, notes: Sequence[Note], stand: Stand, lost: _Lost
) -> list[pikepdf.Object]:
    """Puts the page's annotations on it, in their order; gives the widgets among them."""
    kept: list[pikepdf.Object] = []
    widgets: list[pikepdf.Object] = []
    for note in notes:
        if stand.again and note.is_widget:
            lost.fields += 1
            continue
        goal = source.goal(note, ledger.pages) if note.leads or note.remote is not None else None
        lost.links += goal is None and (note.leads or note.remote is not None)
        if goal is None and note.leads:
            continue
        copy = carry(ledger.packet, note, stand, goal)
        kept.append(copy)
        if not stand.again:
            source.annotations[note.source.objgen] = copy
        source.links += note.is_link
        if note.is_widget:
            widgets.append(copy)
    if notes:
        # The page's own array: the engine may share one among pages.
        own = stand.page.get("/Annots")
        there = list(own) if isinstance(own, pikepdf.Array) else []
        stand.page["/Annots"] = ledger.packet.make_indirect(pikepdf.Array([*there, *kept]))
    return widgets


def _fill(
    ledger: Ledger, source: Source, leaf: Leaf, landing: Landing, *, again: bool
) -> tuple[pikepdf.Object, pikepdf.Stream]:
    """Draws the page's face below all that stands there already; gives the form, and what draws it.

    ``again``: a form of its own, as marked content belongs to one place only (ISO 32000-2 14.7.5.2).
    """
    facts = source.facts[leaf.source]
    packet, page = ledger.packet, ledger.pages[landing.page]
    resources = _own(inherited(page, "/Resources"))
    drawings = _own(resources.get("/XObject"))
    name = next(key for number in range(len(drawings) + 1) if (key := f"/Supplement{number}") not in drawings)
    form = packet.copy_foreign(source.form(leaf.source))
    drawings[name] = form = copied_stream(packet, form) if again else form
    resources["/XObject"] = drawings
    page["/Resources"] = resources
    numbers = " ".join(f"{number:.6f}".rstrip("0").rstrip(".") for number in landing.onto.operands())
    drawing = packet.make_stream(f"q {numbers} cm {name} Do Q\n".encode())
    pikepdf.Page(page).contents_add(drawing, prepend=True)
    if leaf.box is None:
        _boxes(source, leaf, landing, page, form)
        carry_page_keys(packet, source.pdf, source.pages[leaf.source], page)
    if facts.user_unit != 1 and "/UserUnit" in page:
        del page["/UserUnit"]
    return form, drawing


def _boxes(source: Source, leaf: Leaf, landing: Landing, page: pikepdf.Object, form: pikepdf.Object) -> None:
    """The page's other boxes (14.11.2); on a page of its own also what it has outside the visible one."""
    theirs = source.pages[leaf.source]
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


def _threads(packet: pikepdf.Pdf, source: Source, ledger: Ledger) -> Iterator[Finding]:
    carried, left = carry_threads(packet, ledger.pages, source.pdf, source.landings)
    if carried or left:
        yield said(
            "pdf/threads-kept",
            source.place,
            zh=f"带入 {carried} 条文章线；{left} 段所在的页未合订。",
            en=f"{carried} article threads are carried; {left} beads stand on pages that are not stitched.",
        )


def _tags(
    packet: pikepdf.Pdf, source: Source, drawn: Mapping[int, TaggedPage], ledger: Ledger
) -> Generator[Finding, None, bool]:
    """Says whether any of its tags came in."""
    if "/StructTreeRoot" not in source.pdf.Root:
        return False
    carried = carry_tags(
        packet,
        source.pdf,
        pages=drawn,
        annotations=source.annotations,
        tree=ledger.tags,
        title=source.insert.title,
    )
    if carried.elements == 0:
        yield from tags_left(source)
        return False
    yield from tags_kept(source, carried, again=len(source.placed) > len(drawn))
    return True


def _figures(
    packet: pikepdf.Pdf, source: Source, shown: Sequence[Drawn], ledger: Ledger
) -> Iterator[Finding]:
    """In a tagged body each page of a supplement without tags is a figure."""
    if "/StructTreeRoot" not in packet.Root or not ledger.tags.is_the_bodys:
        return
    count = figures(
        packet,
        shown,
        ledger.tags,
        title=source.insert.title,
        texts=page_texts(source.insert.path, sorted(source.facts)) if source.spoken else {},
        annotations=source.annotations.values(),
    )
    yield said(
        "pdf/pages-as-figures",
        source.place,
        zh=f"没有结构标签：{count} 页各作为一幅图并入，替代文字写明标题、页次和页上的文字。",
        en=f"it has no tags: its {count} pages are figures; their alternative texts name title and page and say the "
        "page's text.",
    )
