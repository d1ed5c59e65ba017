"""Makes a flat page tree of a broken one: loops, missing /Kids, thousands of levels (ISO 32000-2 7.7.3).

qpdf refuses such files; poppler and mupdf show their pages, which are all there.
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from report_pdf.pdf.geometry import integer_of

__all__ = ["flatten_page_tree", "promised_pages"]

_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_MOST = 200_000


def flatten_page_tree(pdf: pikepdf.Pdf) -> int:
    """Hangs every page right below the root, with what it inherited; gives their number (0: left as it was)."""
    pages = list(_pages(pdf.Root.get("/Pages"))) or [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and str(item.get("/Type")) == "/Page" and "/Contents" in item
    ]
    if not pages:
        return 0
    root = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Pages, Count=len(pages)))
    for page in pages:
        page["/Type"] = pikepdf.Name.Page
        page["/Parent"] = root
    root["/Kids"] = pikepdf.Array(pages)
    pdf.Root["/Pages"] = root
    return len(pages)


def promised_pages(pdf: pikepdf.Pdf) -> int:
    """What the root of the page tree says of their number; 0 when it says nothing that can be."""
    root = pdf.Root.get("/Pages")
    count = root.get("/Count") if isinstance(root, pikepdf.Dictionary) else None
    number = integer_of(count) or 0
    return number if 0 < number < _MOST else 0


def _pages(root: object) -> Iterator[pikepdf.Dictionary]:
    waiting: list[tuple[object, dict[str, pikepdf.Object]]] = [(root, {})]
    seen: set[tuple[int, int]] = set()
    while waiting and len(seen) < _MOST:
        node, above = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary) or (node.is_indirect and node.objgen in seen):
            continue
        if node.is_indirect:
            seen.add(node.objgen)
        known = above | {key: node[key] for key in _INHERITED if key in node}
        kids = node.get("/Kids")
        kids = pikepdf.Array([kids]) if isinstance(kids, pikepdf.Dictionary) else kids
        if isinstance(kids, pikepdf.Array):
            waiting += [(kid, known) for kid in reversed(list(kids))]
        elif str(node.get("/Type")) != "/Pages" or "/Contents" in node:
            for key, value in known.items():
                if key not in node:
                    node[key] = value
            yield node
