"""Lists: every item with its label and its body, and how the labels count (ISO 32000-1, 14.8.4.3.3, table 347)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pikepdf

from report_pdf.pdf.archive.nodes import Kid, Node

__all__ = ["Says", "numbering_of", "part_lists", "shape_list"]

Says = Callable[[Node], str]
"""What the marked content below a node says."""

_BULLETS = {"●": "Disc", "•": "Disc", "·": "Disc", "○": "Circle", "◦": "Circle", "■": "Square", "□": "Square"}
_NUMBER = re.compile(r"[（(]?(?:\d{1,3}|[a-zA-Z]|[ivxlc]{1,5}|[一二三四五六七八九十]{1,3})[.．、)）]?")


def shape_list(node: Node, says: Says) -> None:
    """Items hold label and body only; a mark that the layout sets before an item's text is its label."""
    node.kids = _paired(node.kids)
    labels: list[str] = []
    for item in node.nodes:
        if item.kind == "LI":
            _shape_item(item, says)
            labels += [says(kid).strip() for kid in item.nodes if kid.kind == "Lbl"]
    node.attributes.setdefault("List", {})["/ListNumbering"] = numbering_of(labels)


def _paired(kids: list[Kid]) -> list[Kid]:
    """Items only; a term (``dt``) is the label of the definitions behind it."""
    paired: list[Kid] = []
    term: Node | None = None
    for kid in kids:
        if not isinstance(kid, Node) or kid.kind not in ("LI", "L", "Caption"):
            paired.append(Node(kind="LI", kids=[Node(kind="LBody", kids=[kid])]))
        elif kid.tag == "dt":
            term = Node(kind="LI", kids=[Node(kind="Lbl", kids=_inner(kid))], order=kid.order, tag="dl")
            paired.append(term)
        elif kid.tag == "dd" and term is not None:
            term.kids += [Node(kind="LBody", kids=_inner(kid))]
        else:
            paired.append(kid)
    return paired


def _inner(item: Node) -> list[Kid]:
    bodies = [kid for kid in item.nodes if kid.kind == "LBody"]
    return [below for body in bodies for below in body.kids] if bodies else item.kids


def _shape_item(item: Node, says: Says) -> None:
    labels = [kid for kid in item.nodes if kid.kind == "Lbl"]
    bodies = [kid for kid in item.nodes if kid.kind == "LBody"]
    rest = [kid for kid in item.kids if kid not in labels and kid not in bodies]
    if rest:
        bodies = [Node(kind="LBody", kids=[*(below for body in bodies for below in body.kids), *rest])]
    if not labels and bodies and (label := _label(bodies[0], says)) is not None:
        labels = [label]
    item.kids = [*labels, *bodies]


def _label(body: Node, says: Says) -> Node | None:
    """The mark before an item's text, taken out of its body."""
    first = body.kids[0] if body.kids else None
    if not isinstance(first, Node) or first.kind not in ("Span", "Lbl"):
        if first is None or isinstance(first, Node):
            return None
        first = Node(kind="Span", kids=[first])
    words = says(first).strip()
    if words not in _BULLETS and not _NUMBER.fullmatch(words) and first.kind != "Lbl":
        return None
    body.kids = body.kids[1:]
    return Node(kind="Lbl", kids=first.kids)


def part_lists(node: Node, says: Says) -> None:
    """What the layout sets as one flat list becomes the lists it stands for: by the items' levels and their labels."""
    kids: list[Kid] = []
    for kid in node.kids:
        kids += _parted(kid, says) if isinstance(kid, Node) and kid.kind == "L" else [kid]
    node.kids = kids


def _parted(flat: Node, says: Says) -> list[Node]:
    lists: list[Node] = []
    standing: list[_Standing] = []
    for item in flat.nodes:
        label = next((says(kid).strip() for kid in item.nodes if kid.kind == "Lbl"), "")
        while standing and standing[-1].level > item.level:
            standing.pop()
        last = standing[-1] if standing else None
        if last is not None and last.level == item.level and not last.goes_on(item, label):
            standing.pop()
            last = None
        if last is None or last.level < item.level:
            own = Node(kind="L") if lists else flat
            (lists if not standing else _body_of(standing[-1].items[-1]).kids).append(own)
            last = _Standing(level=item.level, node=own)
            standing.append(last)
        last.add(item, label)
    for one in lists:
        _number(one, says)
    return lists or [flat]


@dataclass(slots=True, kw_only=True)
class _Standing:
    """A list that items are still put into."""

    level: int
    node: Node
    items: list[Node] = field(default_factory=list)
    label: str = ""

    def goes_on(self, item: Node, label: str) -> bool:
        """Whether the item may be this list's next: its label counts the same way, and on."""
        if item.kind != "LI" or not label or not self.label:
            return True
        before, now = _digits(self.label), _digits(label)
        return _numbering([self.label]) == _numbering([label]) and (not before or not now or now > before)

    def add(self, item: Node, label: str) -> None:
        self.items.append(item)
        self.node.kids = list(self.items)
        self.label = label or self.label


def _digits(label: str) -> int:
    found = re.search(r"[0-9]{1,6}", label)
    return int(found[0]) if found else 0


def _body_of(item: Node) -> Node:
    """The body that a list within the item goes into; its text becomes a paragraph before that."""
    body = next((kid for kid in item.nodes if kid.kind == "LBody"), None)
    if body is None:
        body = Node(kind="LBody")
        item.kids.append(body)
    if not any(kid.kind in ("P", "L") for kid in body.nodes):
        body.kids = [Node(kind="P", kids=body.kids)] if body.kids else []
    return body


def _number(node: Node, says: Says) -> None:
    labels = [says(kid).strip() for item in node.nodes for kid in item.nodes if kid.kind == "Lbl"]
    node.attributes.setdefault("List", {})["/ListNumbering"] = numbering_of(labels)
    for item in node.nodes:
        for body in (kid for kid in item.nodes if kid.kind == "LBody"):
            for below in (kid for kid in body.nodes if kid.kind == "L"):
                _number(below, says)


def numbering_of(labels: list[str]) -> pikepdf.Name:
    """How the labels of a list's items count."""
    return pikepdf.Name(f"/{_numbering(labels)}")


def _numbering(labels: list[str]) -> str:
    if not labels:
        return "None"
    if labels[0] in _BULLETS:
        return _BULLETS[labels[0]]
    core = labels[0].strip("（()）.．、")
    if core.isdigit() and core.isascii():
        return "Decimal"
    if core.isascii() and core.isalpha():
        return "UpperAlpha" if core.isupper() else "LowerAlpha"
    return "Disc" if not core else "Decimal"
