"""Page trees made anew (ISO 32000-2 7.7.3): a flat one of a broken one, a balanced one of a flat one.

qpdf refuses a tree with loops, missing /Kids or thousands of levels; poppler and mupdf show its pages, which are all
there. A root with thousands of kids is read from its first to the page that is wanted: a balanced tree is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pikepdf

from report_pdf.pdf.geometry import integer_of

__all__ = ["balance_page_tree", "flatten_page_tree", "hang_pages", "promised_pages"]

_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_MOST = 200_000
_FLAT = 64
_KIDS = 32


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


def balance_page_tree(pdf: pikepdf.Pdf) -> None:
    """Hangs the pages, which have all they inherited, below nodes of no more than 32; a short list stays as it is."""
    if len(pdf.pages) > _FLAT:
        hang_pages(pdf, [page.obj for page in pdf.pages])


def hang_pages(pdf: pikepdf.Pdf, pages: Sequence[pikepdf.Object]) -> None:
    """Makes these the file's pages, which have all they inherited, in a balanced tree."""
    level: list[tuple[pikepdf.Object, int]] = [(page, 1) for page in pages]
    while len(level) > _KIDS:
        level = [_node(pdf, level[at : at + _KIDS]) for at in range(0, len(level), _KIDS)]
    pdf.Root["/Pages"], _ = _node(pdf, level)


def _node(pdf: pikepdf.Pdf, kids: Sequence[tuple[pikepdf.Object, int]]) -> tuple[pikepdf.Object, int]:
    count = sum(number for _, number in kids)
    node = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Pages, Count=count, Kids=pikepdf.Array([kid for kid, _ in kids]))
    )
    for kid, _ in kids:
        kid["/Parent"] = node
    return node, count


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
