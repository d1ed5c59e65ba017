"""A ``nav`` becomes a section whose entries are a TOC (ISO 32000-1, 14.8.4.2; ISO 14289-1, 7.2)."""

from __future__ import annotations

from report_pdf.pdf.archive.nodes import Attached, Kid, Node, attached_of, walk

__all__ = ["shape_contents"]

_ITEM_KIDS = frozenset({"Lbl", "Reference", "NonStruct", "P", "TOC"})


def shape_contents(nav: Node) -> None:
    """Each run of blocks with links is a TOC; the blocks are its items, unless the layout has named them itself."""
    nav.kind = "Sect"
    if not any(node.kind == "TOC" for node in walk(nav)):
        nav.kids = _gathered(nav.kids)
    for node in walk(nav):
        if node.kind == "TOCI":
            node.kids = [_item_kid(kid) for kid in node.kids]


def _gathered(kids: list[Kid]) -> list[Kid]:
    gathered: list[Kid] = []
    for kid in kids:
        if not isinstance(kid, Node) or not _targets(kid):
            gathered.append(kid)
            continue
        before = gathered[-1] if gathered else None
        if not (isinstance(before, Node) and before.kind == "TOC"):
            before = Node(kind="TOC", order=kid.order)
            gathered.append(before)
        before.kids.append(_list_of(kid) if _is_list(kid) else _item(kid))
    return gathered


def _targets(node: Node) -> list[str]:
    """Where the links below lead, each once."""
    return list(dict.fromkeys(_target(attached) for attached in attached_of(node)))


def _target(attached: Attached) -> str:
    annotation = attached.annotation
    action = annotation.get("/A")
    return str(annotation.get("/Dest", action.get("/D") if action is not None else ""))


def _is_list(node: Node) -> bool:
    """Several blocks that each lead somewhere else, such as the parts of an article or the supplements."""
    linked = [kid for kid in node.nodes if _targets(kid)]
    where = [target for kid in linked for target in _targets(kid)]
    only_blocks = all(kid.kind not in ("Link", "Reference") for kid in linked)
    return len(linked) == len(where) > 1 and only_blocks and len(set(where)) == len(where)


def _list_of(node: Node) -> Node:
    """A list within the list; a line before its first entry is its caption."""
    kids: list[Kid] = []
    for kid in node.nodes:
        if _targets(kid):
            kids.append(_item(kid))
        elif not kids:
            kids.append(Node(kind="Caption", kids=kid.kids, order=kid.order))
    return Node(kind="TOC", kids=kids, order=node.order, language=node.language)


def _item(node: Node) -> Node:
    kids: list[Kid] = []
    for kid in node.kids if node.kind in ("Div", "NonStruct", "LI", "LBody") else [node]:
        is_group = isinstance(kid, Node) and kid.kind in ("Div", "NonStruct", "L")
        kids.append(_list_of(kid) if isinstance(kid, Node) and is_group and _targets(kid) else kid)
    return Node(kind="TOCI", kids=kids, order=node.order)


def _item_kid(kid: Kid) -> Kid:
    """Links are references; what an item may not hold is a paragraph."""
    if isinstance(kid, Node) and kid.kind == "Link":
        return Node(kind="Reference", kids=[kid])
    if isinstance(kid, Node):
        for inner in walk(kid):
            inner.kids = [
                Node(kind="Reference", kids=[below])
                if isinstance(below, Node)
                and below.kind == "Link"
                and inner.kind not in ("Reference", "TOCI")
                else below
                for below in inner.kids
            ]
        if kid.kind in _ITEM_KIDS:
            return kid
    return Node(kind="P", kids=[kid])
