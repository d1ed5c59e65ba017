"""Makes a foreign tree's nodes our own: standard types, identifiers nobody else has, boxes where the page is now.

ISO 32000-1, 14.7.3 (roles), 14.8.5 (attributes); ISO 14289-1, 7.3 (figures).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pikepdf

from report_pdf.pdf.archive.drawing import Drawing
from report_pdf.pdf.archive.kinds import ROLES, STANDARD
from report_pdf.pdf.archive.lists import Says, numbering_of
from report_pdf.pdf.archive.nodes import Node, marks_of, walk
from report_pdf.pdf.archive.shaping import level_headings
from report_pdf.pdf.geometry import Rectangle, rectangle_of

__all__ = ["make_own"]

_OWNERS = frozenset({"Layout", "List", "Table", "PrintField"})
_DEEPEST = 4
_PICTURES = frozenset({"Figure", "Formula"})
_MEANT = {"Document": "Sect", "DocumentFragment": "Sect", "H": "H1"}


def make_own(part: Node, key: str, drawings: Mapping[int, Drawing], says: Says) -> None:
    """Everything below ``part``.

    Args:
        part: A supplement's tree.
        key: Of the supplement: goes before its identifiers.
        drawings: What each page (index from 0) of the packet draws of the supplement.
        says: What a node's content says.
    """
    prefix = f"{key}-".encode()
    for node in walk(part):
        if node is not part:
            _name(node)
        node.identifier = prefix + node.identifier if node.identifier else b""
        page = next((mark.page for mark in marks_of(node)), None)
        node.attributes = {
            owner: _owned_values(values, prefix)
            for owner, values in node.attributes.items()
            if owner in _OWNERS
        }
        _place(node, drawings.get(page) if page is not None else None)
        _word(node, says)
    level_headings(part)


def _name(node: Node) -> None:
    """The standard type it is mapped to; its own name stays beside it."""
    node.kind = node.own_kind if node.own_kind in ROLES else _MEANT.get(node.kind, node.kind)
    if node.kind not in STANDARD:
        node.kind = "Sect" if node.nodes and len(node.nodes) == len(node.kids) else "Span"
    node.role = node.own_kind if node.own_kind not in STANDARD | ROLES.keys() | _MEANT.keys() else ""


def _place(node: Node, drawing: Drawing | None) -> None:
    """A box goes where its page went; a picture that tells none, or one that lies elsewhere, has the page's."""
    layout = node.attributes.get("Layout", {})
    box = rectangle_of(layout.pop("/BBox", None))
    shown = drawing.box if drawing is not None else None
    if drawing is None or shown is None or (box is None and node.kind not in _PICTURES):
        return
    placed = _common(drawing.space.rectangle(box), shown) if box is not None else shown
    corners = (placed.left, placed.bottom, placed.right, placed.top)
    numbers = pikepdf.Array([round(number, 2) for number in corners])
    node.attributes.setdefault("Layout", {})["/BBox"] = numbers


def _common(box: Rectangle, shown: Rectangle) -> Rectangle:
    """What of the box is on the page; all of the page where that is nothing."""
    left, bottom = max(box.left, shown.left), max(box.bottom, shown.bottom)
    right, top = min(box.right, shown.right), min(box.top, shown.top)
    return Rectangle(left, bottom, right, top) if left < right and bottom < top else shown


def _word(node: Node, says: Says) -> None:
    """A picture without words gets those that stand in it; a list says how it counts."""
    if node.kind in _PICTURES and not node.alt.strip() and not node.actual.strip():
        node.alt = " ".join(says(node).split()) or "图"
    if node.kind == "L" and "/ListNumbering" not in node.attributes.get("List", {}):
        labels = [says(kid).strip() for item in node.nodes for kid in item.nodes if kid.kind == "Lbl"]
        node.attributes.setdefault("List", {})["/ListNumbering"] = numbering_of(labels)


def _owned_values(values: Mapping[str, object], prefix: bytes) -> dict[str, pikepdf.Object]:
    owned: dict[str, Any] = {key: _owned(value, 0) for key, value in values.items() if key != "/Headers"}
    headers = values.get("/Headers")
    if isinstance(headers, pikepdf.Array):
        names = [bytes(name) for name in headers if isinstance(name, pikepdf.String)]
        owned["/Headers"] = pikepdf.Array([pikepdf.String(prefix + name) for name in names])
    return {key: value for key, value in owned.items() if value is not None}


def _owned(value: object, deep: int) -> Any:
    """The same value, of no file; None for what only its own file can hold."""
    if isinstance(value, pikepdf.Name):
        return pikepdf.Name(str(value))
    if isinstance(value, pikepdf.String):
        return pikepdf.String(bytes(value))
    if isinstance(value, pikepdf.Stream) or deep > _DEEPEST:
        return None
    if isinstance(value, pikepdf.Array):
        return pikepdf.Array([_owned(item, deep + 1) for item in list(value)])
    if isinstance(value, pikepdf.Dictionary):
        return pikepdf.Dictionary({key: _owned(item, deep + 1) for key, item in value.items()})
    return value
