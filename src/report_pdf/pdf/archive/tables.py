"""Tables: headers say what they head (ISO 14289-1, 7.5); a table without headers only arranged its cells."""

from __future__ import annotations

import pikepdf

from report_pdf.pdf.archive.kinds import INLINE
from report_pdf.pdf.archive.nodes import Kid, Node, walk

__all__ = ["shape_table"]

_ROWS = frozenset({"THead", "TBody", "TFoot"})


def shape_table(table: Node) -> None:
    """Scope for every header; without any header, the cells as blocks in their order."""
    cells = [node for node in walk(table) if node.kind in ("TH", "TD")]
    if not any(cell.kind == "TH" for cell in cells):
        _release(table, cells)
        return
    for cell in cells:
        # The engine's header lists name identifiers that a page break doubles: scope says the same, once.
        cell.identifier = b""
        cell.attributes.setdefault("Table", {}).pop("/Headers", None)
    for section in [table, *table.nodes]:
        for number, row in enumerate(kid for kid in section.nodes if kid.kind == "TR"):
            heads = section.kind == "THead" or (number == 0 and all(kid.kind == "TH" for kid in row.nodes))
            for cell in row.nodes:
                if cell.kind == "TH":
                    scope = cell.attributes["Table"].get("/Scope") or ("Column" if heads else "Row")
                    cell.attributes["Table"]["/Scope"] = pikepdf.Name(f"/{str(scope).removeprefix('/')}")
    _order_sections(table)


def _release(table: Node, cells: list[Node]) -> None:
    captions: list[Kid] = [kid for kid in table.nodes if kid.kind == "Caption"]
    table.kind, table.attributes = "Div", {}
    table.kids = [
        *(Node(kind="P", kids=kid.kids) for kid in captions if isinstance(kid, Node)),
        *(Node(kind=_released(cell), kids=cell.kids, language=cell.language) for cell in cells),
    ]


def _released(cell: Node) -> str:
    return "Div" if any(kid.kind not in INLINE for kid in cell.nodes) else "P"


def _order_sections(table: Node) -> None:
    """Caption first, then head, bodies, foot (14.8.4.3.4); rows beside sections get a body."""
    rank = {"Caption": 0, "THead": 1, "TBody": 2, "TR": 2, "TFoot": 3}
    kids = [kid for kid in table.nodes if kid.kind in rank]
    table.kids = [*sorted(kids, key=lambda kid: rank[kid.kind])]
    if any(kid.kind in _ROWS for kid in table.nodes):
        loose = [kid for kid in table.nodes if kid.kind == "TR"]
        if loose:
            at = table.kids.index(loose[0])
            rest: list[Kid] = [kid for kid in table.kids if kid not in loose]
            table.kids = [*rest[:at], Node(kind="TBody", kids=list(loose)), *rest[at:]]
