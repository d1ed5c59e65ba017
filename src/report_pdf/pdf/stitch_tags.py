"""A supplement's tags come in under a ``Part`` of the body's tree: elements, roles, classes, identifiers, parents.

In: the packet, in whose pages the supplement's are drawn as forms, and the open supplement. Its content is marked as it
was; each form has a row of its own in the parent tree, so that no number of one file meets one of another
(ISO 32000-2 14.7, 14.8.4.3; a marked-content sequence in a form: 14.7.5.2).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pikepdf

from report_pdf.pdf.geometry import integer_of
from report_pdf.pdf.stitch_hanging import kids_of, stands_alone
from report_pdf.pdf.stitch_ledger import TagTree
from report_pdf.pdf.stitch_roles import Roles

__all__ = ["Carried", "TaggedPage", "carry_tags", "forget_parents"]

_DEEPEST = 300
_MOST = 500_000
_HIGHEST = 1_000_000
"""A marked-content number beyond it would make the row of parents a bomb."""
_COPIED = ("/A", "/NS", "/AF")
_OWN = frozenset({"/Type", "/S", "/P", "/K", "/Pg", "/ID", "/C", "/Ref", *_COPIED})
_OF_THE_ROOT = frozenset({
    "/Type", "/K", "/ParentTree", "/ParentTreeNextKey", "/IDTree", "/RoleMap", "/ClassMap", "/Namespaces",
})  # fmt: skip
_Id = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedPage:
    """Where one of the supplement's pages is now: the packet's page, and the form that draws it there."""

    page: pikepdf.Object
    form: pikepdf.Object


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """How many elements came in, how many were left as nothing they hold is stitched, and which private keys were."""

    elements: int = 0
    dropped: int = 0
    left: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class _Copying:
    """What one supplement's tree has become so far."""

    packet: pikepdf.Pdf
    source: pikepdf.Pdf
    pages: Mapping[_Id, TaggedPage]
    annotations: Mapping[_Id, pikepdf.Object]
    roles: Roles
    rows: dict[_Id, tuple[pikepdf.Object, dict[int, pikepdf.Object]]] = field(default_factory=dict)
    objects: list[tuple[pikepdf.Object, pikepdf.Object]] = field(default_factory=list)
    copies: dict[_Id, pikepdf.Object] = field(default_factory=dict)
    references: list[tuple[pikepdf.Object, pikepdf.Object]] = field(default_factory=list)
    identifiers: dict[bytes, pikepdf.Object] = field(default_factory=dict)
    elements: int = 0
    left: set[str] = field(default_factory=set)
    dropped: int = 0


def forget_parents(source: pikepdf.Pdf) -> None:
    """Before anything is copied: the file's own numbers in its parent tree would meet the body's."""
    for item in source.objects:
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            for key in ("/StructParents", "/StructParent"):
                if key in item:
                    del item[key]


def carry_tags(
    packet: pikepdf.Pdf,
    source: pikepdf.Pdf,
    *,
    pages: Mapping[int, TaggedPage],
    annotations: Mapping[_Id, pikepdf.Object],
    tree: TagTree,
    title: str,
) -> Carried:
    """Hangs the supplement's tree into the packet's; says what of it came in, and what did not.

    Args:
        packet: The stitched pages.
        source: The supplement.
        pages: By index in the supplement: its pages that are stitched.
        annotations: By their object in the supplement: the packet's copies.
        tree: The packet's.
        title: Of the part.
    """
    theirs = source.Root.get("/StructTreeRoot")
    if not isinstance(theirs, pikepdf.Dictionary) or not pages:
        return Carried()
    sheets = [page.obj.objgen for page in source.pages]
    at = {sheets[index]: tagged for index, tagged in pages.items()}
    roles = Roles(packet, source, tree, theirs)
    work = _Copying(packet=packet, source=source, pages=at, annotations=annotations, roles=roles)
    part = packet.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Part, T=pikepdf.String(title))
    )
    kids = []
    for kid, page in _blocks(theirs):
        copy, _ = _element(work, kid, part, page=page, depth=0)
        kids += [copy] if copy is not None else []
    if not kids or not (work.rows or work.objects):
        return Carried()
    part["/K"] = pikepdf.Array(kids)
    _speak(packet, source, part)
    tree.hang(part, first=min(pages.items(), key=lambda pair: pair[0])[1].page)
    _enter_parents(work, tree)
    tree.enter_identifiers(work.identifiers)
    _point(work)
    roles.enter()
    work.left |= {key for key, _ in theirs.items() if key not in _OF_THE_ROOT}
    left = tuple(sorted(key[1:] for key in work.left))
    return Carried(elements=work.elements, dropped=work.dropped, left=left)


def _blocks(root: pikepdf.Object) -> Iterator[tuple[pikepdf.Object, object]]:
    """The tree's blocks: what the document element holds, as a part cannot hold a document in every standard.

    Each with the page that was said above it.
    """
    for kid in kids_of(root):
        if not isinstance(kid, pikepdf.Dictionary):
            continue
        below = kids_of(kid)
        holds_blocks = all(isinstance(one, pikepdf.Dictionary) and "/S" in one for one in below)
        if str(kid.get("/S")) == "/Document" and below and holds_blocks:
            yield from ((one, kid.get("/Pg")) for one in below)
        else:
            yield kid, None


def _element(
    work: _Copying, theirs: pikepdf.Object, parent: pikepdf.Object, *, page: object, depth: int
) -> tuple[pikepdf.Object | None, bool]:
    """The copy, if anything of it is stitched or it never held anything; and whether it held something."""
    if depth > _DEEPEST or work.elements > _MOST or (theirs.is_indirect and theirs.objgen in work.copies):
        return None, False
    page = theirs.get("/Pg", page)
    copy = work.packet.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructElem, P=parent))
    if theirs.is_indirect:
        work.copies[theirs.objgen] = copy
    kept: list[pikepdf.Object | int] = []
    held = False
    for kid in kids_of(theirs):
        value, holds = _kid(work, kid, copy, page=page, depth=depth)
        held = held or holds
        if value is not None:
            kept.append(value)
    if held and not kept:
        work.dropped += 1
        return None, True
    copy["/S"] = work.roles.of(theirs.get("/S"))
    if kept:
        copy["/K"] = pikepdf.Array(kept)
    _attributes(work, theirs, copy)
    work.elements += 1
    return copy, held


def _kid(
    work: _Copying, kid: pikepdf.Object | int, element: pikepdf.Object, *, page: object, depth: int
) -> tuple[pikepdf.Object | None, bool]:
    if isinstance(kid, int):
        return _mark(work, element, page=page, stream=None, mcid=kid), True
    if not isinstance(kid, pikepdf.Dictionary):
        return None, False
    kind = str(kid.get("/Type"))
    page = kid.get("/Pg", page)
    if kind == "/MCR":
        mcid = integer_of(kid.get("/MCID"))
        number = -1 if mcid is None else mcid
        return _mark(work, element, page=page, stream=kid.get("/Stm"), mcid=number), True
    if kind == "/OBJR":
        return _object(work, element, page=page, target=kid.get("/Obj")), True
    if "/S" not in kid:
        return None, False
    return _element(work, kid, element, page=page, depth=depth + 1)


def _mark(
    work: _Copying, element: pikepdf.Object, *, page: object, stream: object, mcid: int
) -> pikepdf.Object | None:
    """A reference to marked content, in the form where it stands now."""
    tagged = work.pages.get(page.objgen) if isinstance(page, pikepdf.Dictionary) else None
    if tagged is None or not 0 <= mcid <= _HIGHEST:
        return None
    form = work.packet.copy_foreign(stream) if isinstance(stream, pikepdf.Stream) else tagged.form
    work.rows.setdefault(form.objgen, (form, {}))[1].setdefault(mcid, element)
    return pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=tagged.page, Stm=form, MCID=mcid)


def _object(
    work: _Copying, element: pikepdf.Object, *, page: object, target: object
) -> pikepdf.Object | None:
    tagged = work.pages.get(page.objgen) if isinstance(page, pikepdf.Dictionary) else None
    if not isinstance(target, pikepdf.Dictionary | pikepdf.Stream):
        return None
    copy = work.annotations.get(target.objgen)
    if copy is None and tagged is not None and isinstance(target, pikepdf.Stream):
        copy = work.packet.copy_foreign(target)
    if copy is None:
        return None
    work.objects.append((copy, element))
    own = copy.get("/P", tagged.page if tagged is not None else None)
    reference = pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Obj=copy)
    if own is not None:
        reference["/Pg"] = own
    return reference


def _attributes(work: _Copying, theirs: pikepdf.Object, copy: pikepdf.Object) -> None:
    """All that says something; what leads into the tree or to pages is led to the copies."""
    for key, value in theirs.items():
        if key in _OWN:
            continue
        if not isinstance(value, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream):
            copy[key] = _own(work.packet, value)
        elif stands_alone(value):
            whole = value if value.is_indirect else work.source.make_indirect(value)
            copy[key] = work.packet.copy_foreign(whole)
        else:
            work.left.add(key)
    for key in _COPIED:
        if (held := theirs.get(key)) is not None:
            attribute = held if held.is_indirect else work.source.make_indirect(held)
            copy[key] = work.packet.copy_foreign(attribute)
    work.roles.headers(copy.get("/A"))
    if "/C" in theirs:
        copy["/C"] = work.roles.classes(theirs["/C"])
    if isinstance(identifier := theirs.get("/ID"), pikepdf.String):
        new = work.roles.identifier(bytes(identifier))
        copy["/ID"] = pikepdf.String(new)
        work.identifiers[new] = copy
    if "/Ref" in theirs:
        work.references.append((copy, theirs["/Ref"]))


def _speak(packet: pikepdf.Pdf, source: pikepdf.Pdf, part: pikepdf.Object) -> None:
    language = source.Root.get("/Lang")
    if isinstance(language, pikepdf.String) and str(language) != str(packet.Root.get("/Lang", "")):
        part["/Lang"] = _own(packet, language)


def _own(packet: pikepdf.Pdf, value: object) -> object:
    """A string or a name may be an object of its own, of its own file."""
    return packet.copy_foreign(value) if isinstance(value, pikepdf.Object) and value.is_indirect else value


def _enter_parents(work: _Copying, tree: TagTree) -> None:
    for form, marks in work.rows.values():
        row = [marks.get(mcid) for mcid in range(max(marks) + 1)]
        form["/StructParents"] = tree.enter_parent(work.packet.make_indirect(pikepdf.Array(row)))
    for item, element in work.objects:
        item["/StructParent"] = tree.enter_parent(element)


def _point(work: _Copying) -> None:
    for copy, targets in work.references:
        all_targets = list(targets) if isinstance(targets, pikepdf.Array) else [targets]
        known = [
            work.copies[one.objgen]
            for one in all_targets
            if isinstance(one, pikepdf.Dictionary) and one.objgen in work.copies
        ]
        if known:
            copy["/Ref"] = pikepdf.Array(known)
