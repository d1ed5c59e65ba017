"""What is added to a finished page as content gets its element: a paragraph at the end of what the page begins with.

ISO 32000-2 14.7.4 (structure content), 14.7.5.4 (from marked content to its element).
"""

from __future__ import annotations

import pikepdf

from report_pdf.pdf.geometry import number_of

__all__ = ["tag_last"]

_DEEPEST = 100


def tag_last(packet: pikepdf.Pdf, page: pikepdf.Page, drawn: bytes) -> bytes:
    """``drawn`` marked as a paragraph's content, where the file has structure; else as it is."""
    root = packet.Root.get("/StructTreeRoot")
    key = number_of(page.obj.get("/StructParents"))
    entries = (
        _entries(root.get("/ParentTree"), int(key))
        if isinstance(root, pikepdf.Dictionary) and key is not None
        else None
    )
    if entries is None or not isinstance(root, pikepdf.Dictionary):
        return drawn
    home = _home(root, page.obj)
    number = len(entries)
    paragraph = packet.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.P, P=home, Pg=page.obj, K=number)
    )
    entries.append(paragraph)
    kids = home.get("/K")
    home["/K"] = pikepdf.Array([*(kids if isinstance(kids, pikepdf.Array) else [kids]), paragraph])
    return f"/P <</MCID {number}>> BDC\n".encode() + drawn + b"EMC\n"


def _entries(node: object, key: int) -> pikepdf.Array | None:
    """The page's list in the tree of numbers."""
    if not isinstance(node, pikepdf.Dictionary):
        return None
    numbers = node.get("/Nums")
    if isinstance(numbers, pikepdf.Array):
        for at in range(0, len(numbers) - 1, 2):
            if number_of(numbers[at]) == key and isinstance(numbers[at + 1], pikepdf.Array):
                found = numbers[at + 1]
                assert isinstance(found, pikepdf.Array)
                return found
    kids = node.get("/Kids")
    for kid in kids if isinstance(kids, pikepdf.Array) else []:
        if (below := _entries(kid, key)) is not None:
            return below
    return None


def _home(root: pikepdf.Object, page: pikepdf.Object) -> pikepdf.Object:
    """The section that the page belongs to: the deepest element that groups others, from the document down."""
    home = root
    for _ in range(_DEEPEST):
        kids = home.get("/K")
        first = kids[0] if isinstance(kids, pikepdf.Array) and len(kids) else kids
        groups = isinstance(first, pikepdf.Dictionary) and str(first.get("/S")) in (
            "/Document",
            "/Part",
            "/Art",
            "/Sect",
            "/Div",
        )
        if not groups or not isinstance(first, pikepdf.Dictionary):
            break
        home = first
    del page
    return home
