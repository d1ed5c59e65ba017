"""Makes whole what the engine tags page by page: one paragraph across columns and pages is one ``P``.

In: the tree as read, whose nodes know their HTML element. Out: the same tree with each element once, in the order of
the HTML, which is the order of the manuscript: a picture that floats to a page's head is read where it was placed.
"""

from __future__ import annotations

from collections.abc import Iterator

from report_pdf.pdf.archive.nodes import Kid, Node, walk
from report_pdf.pdf.archive.notes import CALL, MARKER

__all__ = ["make_whole"]

# Elements that the engine makes two of on purpose: a list item and its body.
_TWOFOLD = frozenset({"LI", "LBody", "Lbl", "Figure", "Form"})
_REPEATED = {"THead": "first", "TFoot": "last"}


def make_whole(root: Node) -> None:
    """Joins the fragments below ``root`` and brings home what the engine sets away from its HTML parent."""
    _join(root)
    for home in _brought_home(root):
        _join(home)


def _join(node: Node) -> None:
    node.kids = _joined(list(_opened(node)))
    _put_in_order(node)
    for kid in node.nodes:
        _join(kid)


def _opened(node: Node) -> Iterator[Kid]:
    """The kids, those of boxes without an element of their own (columns, lines, anonymous blocks) in their place."""
    for kid in node.kids:
        if isinstance(kid, Node) and _is_anonymous(kid, node):
            node.anchors += kid.anchors
            yield from _opened(kid)
        else:
            yield kid


def _is_anonymous(kid: Node, parent: Node) -> bool:
    if kid.speaks or kid.wanted or kid.tag.endswith((CALL, MARKER)):
        return False
    if kid.order is None:
        return kid.kind in ("NonStruct", "Span")
    return kid.order == parent.order and kid.kind not in _TWOFOLD


def _joined(kids: list[Kid]) -> list[Kid]:
    first: dict[tuple[int, str, str], Node] = {}
    joined: list[Kid] = []
    for kid in kids:
        if not isinstance(kid, Node) or kid.order is None:
            joined.append(kid)
            continue
        whole = first.setdefault((kid.order, kid.kind, kid.tag), kid)
        if whole is kid:
            joined.append(kid)
        elif kid.kind not in _REPEATED:
            _absorb(whole, kid)
        elif _REPEATED[kid.kind] == "last":
            # A table's foot repeats on every page as its head does: the one at the table's end is meant.
            whole.kids = kid.kids
    return joined


def _brought_home(root: Node) -> list[Node]:
    """Blocks inside an inline element stand beside it, footnotes at the page's foot: they go back; gives to whom."""
    homes: dict[int, Node] = {}
    for node in walk(root):
        if node.order is not None and "::" not in node.tag:
            homes.setdefault(node.order, node)
    moves = list(_strangers(root, frozenset(), homes))
    for parent, kid, home in moves:
        parent.kids.remove(kid)
        home.kids.append(kid)
    return list({id(home): home for _, _, home in moves}.values())


def _strangers(
    node: Node, around: frozenset[int], homes: dict[int, Node]
) -> Iterator[tuple[Node, Node, Node]]:
    """What does not stand in its HTML parent although that is in the tree: where it is, itself, its parent."""
    inside = around | {node.order} if node.order is not None else around
    for kid in node.nodes:
        is_element = kid.parent is not None and "::" not in kid.tag
        home = homes.get(kid.parent or 0) if is_element and kid.parent not in inside else None
        if home is not None and home is not kid:
            yield node, kid, home
        yield from _strangers(kid, inside, homes)


def _absorb(whole: Node, piece: Node) -> None:
    whole.kids += piece.kids
    for name in ("alt", "actual", "expansion", "language", "title", "wanted"):
        if not getattr(whole, name):
            setattr(whole, name, getattr(piece, name))


def _put_in_order(node: Node) -> None:
    """Blocks in document order; a block without a number follows the one before it."""
    if len(node.nodes) != len(node.kids):
        return
    keys: dict[int, int] = {}
    last = -1
    for kid in node.nodes:
        last = kid.order if kid.order is not None else last
        keys[id(kid)] = last
    node.kids = sorted(node.nodes, key=lambda kid: keys[id(kid)])
