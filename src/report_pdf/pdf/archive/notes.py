"""Footnotes: the call refers, the note with its label follows it (ISO 32000-1, 14.8.4.4.1; ISO 14289-1, 7.9)."""

from __future__ import annotations

from report_pdf.pdf.archive.nodes import Kid, Node

__all__ = ["CALL", "MARKER", "shape_notes"]

CALL = "::footnote-call"
MARKER = "::footnote-marker"


def shape_notes(node: Node) -> None:
    """Makes notes of what the engine sets at the page's foot, and reads each right after its call."""
    for below in node.nodes:
        shape_notes(below)
        _name(below)
    notes = {below.order: below for below in node.nodes if below.kind == "FENote"}
    calls = {below.order for below in node.nodes if below.tag.endswith(CALL)}
    kids: list[Kid] = []
    for kid in node.kids:
        if isinstance(kid, Node) and kid.kind == "FENote" and kid.order in calls:
            continue
        kids.append(kid)
        if isinstance(kid, Node) and kid.tag.endswith(CALL) and kid.order in notes:
            kids.append(notes[kid.order])
    node.kids = kids


def _name(node: Node) -> None:
    if node.tag.endswith(CALL):
        node.kind = "Reference"
    elif any(kid.tag.endswith(MARKER) for kid in node.nodes):
        node.kind = "FENote"
        for kid in node.nodes:
            kid.kind = "Lbl" if kid.tag.endswith(MARKER) else kid.kind
