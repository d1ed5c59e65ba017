"""Where a part hangs in the body's tag tree: among the blocks, in the order of pages (ISO 32000-2 14.7.2)."""

from __future__ import annotations

from collections.abc import Mapping

import pikepdf

__all__ = ["hang", "kids_of"]


def kids_of(element: pikepdf.Object) -> list[pikepdf.Object]:
    """What an element holds."""
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def hang(packet: pikepdf.Pdf, root: pikepdf.Object, part: pikepdf.Object, *, first: pikepdf.Object) -> None:
    """Before the first block that stands on a later page."""
    numbers = {page.obj.objgen: index for index, page in enumerate(packet.pages)}
    tops = kids_of(root)
    holder = tops[0] if len(tops) == 1 and str(tops[0].get("/S")) == "/Document" else root
    kids = kids_of(holder)
    mine = numbers[first.objgen]
    later = (
        at
        for at, kid in enumerate(kids)
        if isinstance(kid, pikepdf.Dictionary) and (_first_page(kid, numbers) or 0) > mine
    )
    kids.insert(next(later, len(kids)), part)
    part["/P"] = holder
    holder["/K"] = pikepdf.Array(kids)


def _first_page(element: pikepdf.Object, numbers: Mapping[tuple[int, int], int]) -> int | None:
    waiting: list[object] = [element]
    for _ in range(2000):
        if not waiting:
            return None
        node = waiting.pop()
        if isinstance(node, pikepdf.Dictionary):
            page = node.get("/Pg")
            if isinstance(page, pikepdf.Dictionary) and page.objgen in numbers:
                return numbers[page.objgen]
            waiting += reversed(kids_of(node))
    return None
