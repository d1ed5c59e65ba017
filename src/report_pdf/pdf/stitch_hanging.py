"""Where a part hangs in the body's tag tree: among the blocks, in the order of pages (ISO 32000-2 14.7.2)."""

from __future__ import annotations

import pikepdf

__all__ = ["kids_of", "stands_alone"]

_ROOTED = frozenset({"/Page", "/Pages", "/Catalog", "/StructElem", "/StructTreeRoot", "/ObjStm", "/Outlines"})
_MOST = 300


def kids_of(element: pikepdf.Object) -> list[pikepdf.Object]:
    """What an element holds."""
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def stands_alone(value: object) -> bool:
    """Whether a private value leads to nothing that has its own place in the file: pages, elements, bookmarks."""
    waiting, seen = [value], 0
    while waiting and seen < _MOST:
        node = waiting.pop()
        seen += 1
        if isinstance(node, pikepdf.Dictionary | pikepdf.Stream):
            if str(node.get("/Type")) in _ROOTED or "/Parent" in node or "/S" in node or "/Kids" in node:
                return False
            waiting += [one for _, one in node.items()]
        elif isinstance(node, pikepdf.Array):
            waiting += list(node)
    return not waiting
