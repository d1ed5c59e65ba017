"""Tables: headers say what they head (ISO 14289-1, 7.5); a table of ours without headers only arranged its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import pikepdf

from report_pdf.pdf.archive.kinds import INLINE
from report_pdf.pdf.archive.nodes import Kid, Node, marks_of, text_of, walk
from report_pdf.pdf.archive.text import Mark, MarkedText

__all__ = ["head_tables", "shape_table"]

_ROWS = frozenset({"THead", "TBody", "TFoot"})
_CELLS = frozenset({"TH", "TD"})
_NUMBER = re.compile(r"[-−+±~～<>≤≥约]?[¥￥$€]?\d[\d,，. ]*(?:[%％‰]|[^\W\d]{1,3})?")
"""With what may stand around it: 1,204 · 18.6% · ¥30 · 46.8公里."""


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
    _scope(table)
    _order_sections(table)


def head_tables(part: Node, known: Mapping[Mark, MarkedText]) -> tuple[Node, ...]:
    """Tables of a foreign tree: what can be told of their headers is said.

    Cells of a head, of a first row that alone is all bold, or that alone has words over a column of numbers, head their
    columns; a first column that alone is all bold heads its rows; header cells that say nothing get a scope.

    Returns the tables whose cells became headers by their looks.
    """
    changed: list[Node] = []
    for table in [node for node in walk(part) if node.kind == "Table"]:
        if not any(cell.kind == "TH" for row in _rows(table) for cell in row.nodes):
            heads = list(_heads(table, known))
            for cell in heads:
                cell.kind, cell.role = "TH", ""
            changed += [table] if heads else []
        _scope(table)
    return tuple(changed)


def _heads(table: Node, known: Mapping[Mark, MarkedText]) -> Iterator[Node]:
    """Cells that head others although they do not say so."""
    headed = [row for section in table.nodes if section.kind == "THead" for row in section.nodes]
    rows = list(_rows(table))
    looks = [[_look(cell, known) for cell in row.nodes if cell.kind in _CELLS] for row in rows]
    stands_out = len(rows) > 1 and _all_bold(looks[0]) and not any(map(_all_bold, looks[1:]))
    if not headed and (stands_out or _names_numbers([list(_texts(row, known)) for row in rows])):
        headed = rows[:1]
    for row in headed:
        yield from (cell for cell in row.nodes if cell.kind == "TD")
    body = [(row, look) for row, look in zip(rows, looks, strict=True) if row not in headed]
    first, rest = [look[:1] for _, look in body], [bold for _, look in body for bold in look[1:]]
    if len(body) > 1 and rest and all(map(_all_bold, first)) and True not in rest:
        yield from (row.nodes[0] for row, _ in body if row.nodes[0].kind == "TD")


def _rows(table: Node) -> Iterator[Node]:
    for kid in table.nodes:
        if kid.kind == "TR":
            yield kid
        elif kid.kind in _ROWS:
            yield from (row for row in kid.nodes if row.kind == "TR")


def _look(cell: Node, known: Mapping[Mark, MarkedText]) -> bool | None:
    """Whether all words of the cell are bold; None where it has none."""
    bold = [known[mark].bold for mark in marks_of(cell) if mark in known]
    said = [one for one in bold if one is not None]
    return all(said) if said else None


def _texts(row: Node, known: Mapping[Mark, MarkedText]) -> Iterator[str]:
    return ("".join(text_of(cell, known).split()) for cell in row.nodes if cell.kind in _CELLS)


def _names_numbers(rows: Sequence[Sequence[str]]) -> bool:
    """The first row has words in every cell and no digit, and below one of them there is nothing but numbers."""
    if len(rows) <= 2 or len({len(row) for row in rows}) > 1:
        return False
    first, body = rows[0], rows[1:]
    is_worded = all(cell and not any(map(str.isdigit, cell)) for cell in first)
    return is_worded and any(all(_NUMBER.fullmatch(row[at]) for row in body) for at in range(len(first)))


def _all_bold(looks: Sequence[bool | None]) -> bool:
    return True in looks and False not in looks


def _scope(table: Node) -> None:
    """Each header cell says what it heads: what it says already is kept."""
    for section in [table, *table.nodes]:
        for number, row in enumerate(kid for kid in section.nodes if kid.kind == "TR"):
            heads = section.kind == "THead" or (number == 0 and all(kid.kind == "TH" for kid in row.nodes))
            for cell in row.nodes:
                if cell.kind == "TH":
                    said = cell.attributes.setdefault("Table", {})
                    scope = said.get("/Scope") or ("Column" if heads else "Row")
                    said["/Scope"] = pikepdf.Name(f"/{str(scope).removeprefix('/')}")


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
