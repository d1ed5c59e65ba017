"""What hangs on pages that are not in a part goes: elements, form fields, beads of article threads.

ISO 32000-2 14.7.4 (structure content), 7.9.7 (number trees), 12.7 (forms), 12.4.3 (article threads).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pikepdf

from report_pdf.pdf.actions import annotations_of
from report_pdf.pdf.geometry import number_of
from report_pdf.pdf.stitch_trees import number_pairs, number_tree

__all__ = ["prune_form", "prune_tags", "prune_threads"]

_ObjGen = tuple[int, int]
_DEEPEST = 200


def prune_tags(packet: pikepdf.Pdf, kept: Sequence[pikepdf.Object]) -> None:
    """Elements of other pages go; what is left keeps its order."""
    root = packet.Root.get("/StructTreeRoot")
    if not isinstance(root, pikepdf.Dictionary):
        return
    _prune(root, {page.objgen for page in kept}, page=None, depth=0)
    own = {_number(page, "/StructParents") for page in kept}
    own |= {_number(annotation, "/StructParent") for page in kept for annotation in annotations_of(page)}
    own |= {_number(form, "/StructParents") for page in kept for form in _forms(page)}
    pairs = [(key, value) for key, value in number_pairs(root.get("/ParentTree")) if key in own]
    root["/ParentTree"] = number_tree(packet, pairs)
    for key in ("/IDTree", "/ClassMap"):
        if key in root:
            del root[key]


def _number(holder: pikepdf.Object, key: str) -> int:
    return int(number_of(holder.get(key, -1)) or 0)


def _forms(page: pikepdf.Object) -> list[pikepdf.Object]:
    """Stitched pages are forms; each has a row of its own in the tree of parents."""
    resources = page.get("/Resources")
    drawings = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    held = [one for _, one in drawings.items()] if isinstance(drawings, pikepdf.Dictionary) else []
    return [one for one in held if isinstance(one, pikepdf.Stream)]


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


def prune_form(packet: pikepdf.Pdf, kept: Sequence[pikepdf.Object]) -> None:
    """Fields with a widget on a page that is kept, and of their widgets those."""
    form = packet.Root.get("/AcroForm")
    fields = form.get("/Fields") if isinstance(form, pikepdf.Dictionary) else None
    if not isinstance(fields, pikepdf.Array):
        return
    here = {note.objgen for page in kept for note in annotations_of(page)}
    left = [field for field in list(fields) if _field_stays(field, here, 0)]
    if left:
        packet.Root["/AcroForm"]["/Fields"] = pikepdf.Array(left)
        if "/CO" in packet.Root["/AcroForm"]:
            del packet.Root["/AcroForm"]["/CO"]
    else:
        del packet.Root["/AcroForm"]


def _field_stays(field: object, here: Collection[_ObjGen], depth: int) -> bool:
    if not isinstance(field, pikepdf.Dictionary) or depth > _DEEPEST:
        return False
    kids = field.get("/Kids")
    if not isinstance(kids, pikepdf.Array):
        return field.objgen in here
    left = [kid for kid in list(kids) if _field_stays(kid, here, depth + 1)]
    field["/Kids"] = pikepdf.Array(left)
    return bool(left)


def prune_threads(packet: pikepdf.Pdf, kept: Sequence[pikepdf.Object], known: Collection[_ObjGen]) -> None:
    """Beads of pages that are kept, in the order of their thread."""
    threads = packet.Root.get("/Threads")
    left = []
    for thread in list(threads) if isinstance(threads, pikepdf.Array) else []:
        beads = [bead for bead in _beads(thread) if _stands(bead, known)]
        for number, bead in enumerate(beads):
            bead["/N"], bead["/V"] = beads[(number + 1) % len(beads)], beads[number - 1]
        if beads:
            thread["/F"], beads[0]["/T"] = beads[0], thread
            left.append(thread)
    if left:
        packet.Root["/Threads"] = pikepdf.Array(left)
    elif "/Threads" in packet.Root:
        del packet.Root["/Threads"]
        for page in kept:
            if "/B" in page:
                del page["/B"]


def _beads(thread: object) -> list[pikepdf.Object]:
    beads: list[pikepdf.Object] = []
    bead, seen = thread.get("/F") if isinstance(thread, pikepdf.Dictionary) else None, set[_ObjGen]()
    while isinstance(bead, pikepdf.Dictionary) and bead.objgen not in seen:
        seen.add(bead.objgen)
        beads.append(bead)
        bead = bead.get("/N")
    return beads


def _stands(bead: pikepdf.Object, known: Collection[_ObjGen]) -> bool:
    page = bead.get("/P")
    return isinstance(page, pikepdf.Dictionary) and page.objgen in known
