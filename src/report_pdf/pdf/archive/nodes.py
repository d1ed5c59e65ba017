"""The structure tree as something that can be taken apart and put together again (ISO 32000-1, 14.7).

``read_nodes`` turns an open PDF's structure tree into ``Node``s; ``archive_writing`` makes a new tree of them. What no
node holds is an artifact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pikepdf

from report_pdf.pdf.archive.text import Mark, MarkedText

__all__ = ["Attached", "Kid", "Node", "attached_of", "marks_of", "read_nodes", "text_of", "walk"]

ELEMENT_KEY = "/XXElement"
_DEEPEST = 200
_TEXTS = {"alt": "/Alt", "actual": "/ActualText", "expansion": "/E", "language": "/Lang", "title": "/T"}


@dataclass(slots=True, kw_only=True, eq=False)
class Attached:
    """An annotation that belongs to a node: page index from 0."""

    page: int
    annotation: pikepdf.Dictionary


@dataclass(slots=True, kw_only=True, eq=False)
class Node:
    """A structure element.

    Attributes:
        kind: Its standard structure type.
        own_kind: The one it had before role mapping, as read.
        role: A name of its own that is to be mapped to ``kind``.
        kids: Nodes, marked content and annotations, in reading order.
        order: The HTML element's number in document order, if the engine said so.
        parent: The number of the HTML element around it.
        tag: The HTML element's tag (``p``, ``li::marker``).
        wanted: The structure type that the layout asks for.
        level: How deep a list's item stands that the layout sets in one flat list (``data-tag="LI.2"``).
        anchors: Names of destinations that lead here.
        supplement: The key of the supplement whose part this is.
        attributes: Attribute dictionaries by owner, in user space.
    """

    kind: str
    kids: list[Kid] = field(default_factory=list)
    order: int | None = None
    parent: int | None = None
    tag: str = ""
    wanted: str = ""
    level: int = 1
    anchors: list[str] = field(default_factory=list)
    supplement: str = ""
    own_kind: str = ""
    role: str = ""
    alt: str = ""
    actual: str = ""
    expansion: str = ""
    language: str = ""
    title: str = ""
    identifier: bytes = b""
    attributes: dict[str, dict[str, pikepdf.Object]] = field(default_factory=dict)

    @property
    def nodes(self) -> list[Node]:
        """The kids that are nodes."""
        return [kid for kid in self.kids if isinstance(kid, Node)]

    @property
    def speaks(self) -> bool:
        """Something of its own would be lost without it: a language, a text, a title."""
        return bool(self.language or self.actual or self.expansion or self.alt)


Kid = Node | Mark | Attached


def walk(node: Node) -> Iterator[Node]:
    """``node`` and all below it, in reading order."""
    yield node
    for kid in node.nodes:
        yield from walk(kid)


def marks_of(node: Node) -> Iterator[Mark]:
    """All marked content below ``node``, in reading order."""
    for kid in node.kids:
        if isinstance(kid, Mark):
            yield kid
        elif isinstance(kid, Node):
            yield from marks_of(kid)


def text_of(node: Node, known: Mapping[Mark, MarkedText]) -> str:
    """What all marked content below ``node`` says."""
    return "".join(known[mark].text for mark in marks_of(node) if mark in known)


def attached_of(node: Node) -> Iterator[Attached]:
    """All annotations below ``node``."""
    for kid in node.kids:
        if isinstance(kid, Attached):
            yield kid
        elif isinstance(kid, Node):
            yield from attached_of(kid)


def read_nodes(pdf: pikepdf.Pdf, known: frozenset[Mark] | None = None) -> Node | None:
    """The document's tree below one ``Document`` node; nothing where there is none.

    ``known``: the marks there are; a number that the page's own stream does not have is looked for in its forms.
    """
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, pikepdf.Dictionary):
        return None
    reader = _Reader(pdf, root, known or frozenset())
    tops = [kid for kid in reader.kids(root, None, 0) if isinstance(kid, Node)]
    if len(tops) == 1 and tops[0].kind == "Document":
        return tops[0]
    return Node(kind="Document", kids=list(tops))


class _Reader:
    def __init__(self, pdf: pikepdf.Pdf, root: pikepdf.Dictionary, known: frozenset[Mark]) -> None:
        self._pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        self._roles = {str(key): str(value) for key, value in dict(root.get("/RoleMap", {})).items()}
        self._classes = dict(root.get("/ClassMap", {}))
        self._seen: set[tuple[int, int]] = set()
        self._known = known
        self._in_forms = {(mark.page, mark.mcid): mark for mark in known if mark.form is not None}

    def kids(self, element: pikepdf.Dictionary, page: int | None, deep: int) -> Iterator[Kid]:
        if deep > _DEEPEST:
            return
        kids = element.get("/K")
        held: list[object] = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        for kid in held:
            if isinstance(kid, int):
                if page is not None:
                    yield self._mark(page, int(kid))
            elif isinstance(kid, pikepdf.Dictionary):
                yield from self._kid(kid, page, deep)

    def _mark(self, page: int, mcid: int) -> Mark:
        mark = Mark(page=page, form=None, mcid=mcid)
        return self._in_forms.get((page, mcid), mark) if mark not in self._known else mark

    def _kid(self, kid: pikepdf.Dictionary, page: int | None, deep: int) -> Iterator[Kid]:
        own = self._pages.get(kid["/Pg"].objgen) if "/Pg" in kid else page
        if "/S" in kid:
            if kid.objgen not in self._seen:
                self._seen.add(kid.objgen if kid.is_indirect else (-1, len(self._seen)))
                yield self._node(kid, own, deep)
        elif own is None:
            return
        elif "/MCID" in kid:
            stream = kid.get("/Stm")
            form = stream.objgen if isinstance(stream, pikepdf.Stream) else None
            mcid = int(kid["/MCID"])
            yield Mark(page=own, form=form, mcid=mcid) if form else self._mark(own, mcid)
        elif isinstance(annotation := kid.get("/Obj"), pikepdf.Dictionary):
            yield Attached(page=own, annotation=annotation)

    def _node(self, element: pikepdf.Dictionary, page: int | None, deep: int) -> Node:
        own = str(element["/S"])
        node = Node(
            kind=self._standard(own),
            own_kind=own.removeprefix("/"),
            attributes=_attributes([*self._of_class(element), element.get("/A")]),
        )
        for name, key in _TEXTS.items():
            if key in element:
                setattr(node, name, str(element[key]))
        if "/ID" in element:
            node.identifier = bytes(element["/ID"])
        if isinstance(said := element.get(ELEMENT_KEY), pikepdf.String):
            words = str(said).split()
            node.order, node.parent, node.tag = int(words[0]), int(words[1]), words[2]
            wanted, _, level = "".join(words[3:4]).strip("-").partition(".")
            # An item's element is that of its body too: only its level is asked for.
            node.wanted, node.level = ("", int(level)) if level.isdigit() else (wanted, 1)
            node.anchors = words[4:5]
        node.kids = list(self.kids(element, page, deep + 1))
        return node

    def _of_class(self, element: pikepdf.Dictionary) -> list[object]:
        """The attributes of its classes (14.7.5.3); its own go before them."""
        given = element.get("/C")
        names = list(given) if isinstance(given, pikepdf.Array) else [given]
        return [self._classes.get(str(name)) for name in names if isinstance(name, pikepdf.Name)]

    def _standard(self, kind: str) -> str:
        for _ in range(8):
            if kind not in self._roles:
                break
            kind = self._roles[kind]
        return kind.removeprefix("/")


def _attributes(given: list[object]) -> dict[str, dict[str, pikepdf.Object]]:
    found: dict[str, dict[str, pikepdf.Object]] = {}
    each = [one for held in given for one in (held if isinstance(held, pikepdf.Array) else [held])]
    for attribute in each:
        if isinstance(attribute, pikepdf.Dictionary) and "/O" in attribute:
            owner = str(attribute["/O"]).removeprefix("/")
            found.setdefault(owner, {}).update({k: v for k, v in attribute.items() if k != "/O"})
    return found
