"""Writes a structure tree anew: every element, the parent tree, the identifiers (ISO 32000-1, 14.7.2, 14.7.4.4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pikepdf

from report_pdf.pdf.archive.kinds import OLD_ONLY, ROLES
from report_pdf.pdf.archive.nodes import Attached, Node, walk
from report_pdf.pdf.archive.text import Mark

__all__ = ["write_tree"]

_NEW_NAMESPACE = "http://iso.org/pdf2/ssn"
_OLD_NAMESPACE = "http://iso.org/pdf/ssn"
_TEXTS = {"alt": "/Alt", "actual": "/ActualText", "expansion": "/E", "language": "/Lang", "title": "/T"}


@dataclass(slots=True, kw_only=True)
class _Writer:
    pdf: pikepdf.Pdf
    pages: list[pikepdf.Object]
    new: pikepdf.Object | None = None
    old: pikepdf.Object | None = None
    parents: dict[tuple[int, tuple[int, int] | None], dict[int, pikepdf.Object]] = field(default_factory=dict)
    annotations: list[tuple[Attached, pikepdf.Object]] = field(default_factory=list)
    identifiers: dict[bytes, pikepdf.Object] = field(default_factory=dict)
    elements: dict[int, pikepdf.Object] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)

    def element(self, node: Node, parent: pikepdf.Object) -> pikepdf.Object:
        element = self.pdf.make_indirect(
            pikepdf.Dictionary({"/Type": pikepdf.Name.StructElem, "/S": self._name(node), "/P": parent})
        )
        self.elements[id(node)] = element
        for name, key in _TEXTS.items():
            if text := getattr(node, name):
                element[key] = pikepdf.String(text)
        if self.new is not None:
            element["/NS"] = self.old if node.kind in OLD_ONLY else self.new
        if node.identifier:
            element["/ID"] = pikepdf.String(node.identifier)
            self.identifiers[node.identifier] = element
        self._attributes(element, node)
        self._kids(element, node)
        return element

    def _name(self, node: Node) -> pikepdf.Name:
        """A name of its own where that is mapped to nothing else; PDF 2.0 would ask for a namespace of its own."""
        if node.role and self.new is None and self.roles.setdefault(node.role, node.kind) == node.kind:
            return pikepdf.Name(f"/{node.role}")
        return pikepdf.Name(f"/{node.kind}")

    def _attributes(self, element: pikepdf.Object, node: Node) -> None:
        owners = [
            pikepdf.Dictionary({"/O": pikepdf.Name(f"/{owner}"), **values})
            for owner, values in sorted(node.attributes.items())
            if values
        ]
        if owners:
            element["/A"] = owners[0] if len(owners) == 1 else pikepdf.Array(owners)

    def _kids(self, element: pikepdf.Object, node: Node) -> None:
        own = next((kid.page for kid in node.kids if not isinstance(kid, Node)), None)
        if own is not None:
            element["/Pg"] = self.pages[own]
        kids = pikepdf.Array()
        for kid in node.kids:
            if isinstance(kid, Node):
                kids.append(self.element(kid, element))
            elif isinstance(kid, Mark):
                kids.append(self._mark(kid, element, own))
            else:
                kids.append(self._attached(kid, element))
        if len(kids):
            element["/K"] = kids

    def _mark(self, mark: Mark, element: pikepdf.Object, own: int | None) -> pikepdf.Object | int:
        self.parents.setdefault((mark.page, mark.form), {})[mark.mcid] = element
        if mark.page == own and mark.form is None:
            return mark.mcid
        reference = {"/Type": pikepdf.Name.MCR, "/Pg": self.pages[mark.page], "/MCID": mark.mcid}
        if mark.form is not None:
            reference["/Stm"] = self.pdf.get_object(mark.form)
        return pikepdf.Dictionary(reference)

    def _attached(self, attached: Attached, element: pikepdf.Object) -> pikepdf.Object:
        self.annotations.append((attached, element))
        return pikepdf.Dictionary(
            {
                "/Type": pikepdf.Name.OBJR,
                "/Obj": attached.annotation,
                "/Pg": self.pages[attached.page],
            }
        )


def write_tree(pdf: pikepdf.Pdf, root: Node, *, new: bool) -> dict[int, pikepdf.Object]:
    """Puts the tree below ``root`` in place of the one that was; ``new``: in the namespaces of PDF 2.0.

    Returns each node's structure element by the node's ``id()``.
    """
    _forget(pdf)
    tree = pdf.make_indirect(pikepdf.Dictionary({"/Type": pikepdf.Name.StructTreeRoot}))
    writer = _Writer(pdf=pdf, pages=[page.obj for page in pdf.pages])
    if new:
        writer.new, writer.old = (
            pdf.make_indirect(
                pikepdf.Dictionary({"/Type": pikepdf.Name.Namespace, "/NS": pikepdf.String(name)})
            )
            for name in (_NEW_NAMESPACE, _OLD_NAMESPACE)
        )
        tree["/Namespaces"] = pikepdf.Array([writer.new, writer.old])
    _identify_notes(root)
    tree["/K"] = pikepdf.Array([writer.element(root, tree)])
    kinds = {node.kind for node in walk(root)}
    roles = {kind: ROLES[kind] for kind in kinds & ROLES.keys()} | writer.roles
    if roles and not new:
        names = {f"/{name}": pikepdf.Name(f"/{roles[name]}") for name in sorted(roles)}
        tree["/RoleMap"] = pikepdf.Dictionary(names)
    _write_parents(writer, tree)
    if writer.identifiers:
        pairs = [
            item
            for key in sorted(writer.identifiers)
            for item in (pikepdf.String(key), writer.identifiers[key])
        ]
        tree["/IDTree"] = pdf.make_indirect(pikepdf.Dictionary({"/Names": pikepdf.Array(pairs)}))
    pdf.Root["/StructTreeRoot"] = tree
    return writer.elements


def _forget(pdf: pikepdf.Pdf) -> None:
    """No page, form or annotation keeps a number of the old parent tree."""
    for holder in pdf.objects:
        if isinstance(holder, pikepdf.Dictionary | pikepdf.Stream):
            for key in ("/StructParents", "/StructParent"):
                if key in holder:
                    del holder[key]


def _identify_notes(root: Node) -> None:
    """Every note has an identifier of its own (ISO 14289-1, 7.9)."""
    notes = [node for node in walk(root) if node.kind in ("Note", "FENote")]
    for number, note in enumerate(notes, start=1):
        note.identifier = f"note-{number}".encode()


def _write_parents(writer: _Writer, tree: pikepdf.Object) -> None:
    numbers: list[pikepdf.Object | int] = []
    key = 0
    for (page, form), elements in sorted(
        writer.parents.items(), key=lambda item: (item[0][0], item[0][1] or ())
    ):
        holder = writer.pages[page] if form is None else writer.pdf.get_object(form)
        holder["/StructParents"] = key
        row = [elements.get(mcid) for mcid in range(max(elements) + 1)]
        numbers += [key, writer.pdf.make_indirect(pikepdf.Array(row))]
        key += 1
    for attached, element in writer.annotations:
        attached.annotation["/StructParent"] = key
        numbers += [key, element]
        key += 1
    tree["/ParentTree"] = writer.pdf.make_indirect(pikepdf.Dictionary({"/Nums": pikepdf.Array(numbers)}))
    tree["/ParentTreeNextKey"] = key


def held_marks(roots: Iterable[Node]) -> frozenset[Mark]:
    """The marked content that the tree holds."""
    return frozenset(
        kid for root in roots for node in walk(root) for kid in node.kids if isinstance(kid, Mark)
    )
