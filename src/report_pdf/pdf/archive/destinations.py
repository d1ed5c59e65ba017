"""Links and bookmarks lead to structure elements, and contents name what they refer to (ISO 14289-2, 8.8, 8.2.5.8).

For PDF 2.0 alone: before, a destination is a place on a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pikepdf

from report_pdf.pdf.actions import annotations_of
from report_pdf.pdf.archive.nodes import Node, attached_of, marks_of, walk
from report_pdf.pdf.geometry import number_of

__all__ = ["structure_destinations"]


def structure_destinations(pdf: pikepdf.Pdf, root: Node, elements: Mapping[int, pikepdf.Object]) -> None:
    """Every inner link and bookmark gets an action with ``/SD``; every TOC item a ``/Ref``."""
    goals = _Goals(pdf, root)
    for page in pdf.pages:
        for annotation in annotations_of(page.obj):
            _lead(annotation, goals, elements)
    for item in _bookmarks(pdf.Root.get("/Outlines")):
        _lead(item, goals, elements)
    for node in walk(root):
        if node.kind == "TOCI":
            found = [goals.of(attached.annotation) for attached in attached_of(node)]
            targets = list({id(goal): goal for goal in found if goal is not None}.values())
            if targets:
                elements[id(node)]["/Ref"] = pikepdf.Array([elements[id(goal)] for goal in targets])


class _Goals:
    """Which node a destination means."""

    def __init__(self, pdf: pikepdf.Pdf, root: Node) -> None:
        self._root = root
        self._pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        self._anchors = {name: node for node in walk(root) for name in node.anchors}
        names = pdf.Root.get("/Names")
        tree = names.get("/Dests") if isinstance(names, pikepdf.Dictionary) else None
        self._named = dict(pikepdf.NameTree(tree).items()) if tree is not None else {}
        self._places = {
            self._place(_array(target)): name for name, target in self._named.items() if name in self._anchors
        }
        self._first: dict[int, Node] = {}
        for node in walk(root):
            for page in {mark.page for mark in marks_of(node)} if node.kind in _STARTS else ():
                self._first.setdefault(page, node)

    def of(self, holder: pikepdf.Object) -> Node | None:
        target = self.target(holder)
        if target is None:
            return None
        if isinstance(target, pikepdf.String) and str(target) in self._anchors:
            return self._anchors[str(target)]
        place = self._place(self.array(target))
        if place in self._places:
            return self._anchors[self._places[place]]
        return self._first.get(place[0], self._root)

    def target(self, holder: pikepdf.Object) -> pikepdf.Object | None:
        """What an annotation or a bookmark leads to inside the file."""
        if "/Dest" in holder:
            return holder["/Dest"]
        action = holder.get("/A")
        if isinstance(action, pikepdf.Dictionary) and action.get("/S") == pikepdf.Name.GoTo:
            return action.get("/D")
        return None

    def array(self, target: pikepdf.Object) -> pikepdf.Array:
        """The destination itself."""
        return _array(self._named.get(str(target)) if isinstance(target, pikepdf.String) else target)

    def _place(self, array: pikepdf.Array) -> tuple[int, int | None]:
        page = self._pages.get(array[0].objgen, -1) if len(array) else -1
        top = number_of(array[3]) if len(array) > 3 else None
        return page, None if top is None else round(top)


_STARTS = frozenset({"H1", "H2", "H3", "H4", "H5", "H6", "Figure", "P"})


def _array(target: object) -> pikepdf.Array:
    if isinstance(target, pikepdf.Dictionary):
        target = target.get("/D")
    return target if isinstance(target, pikepdf.Array) else pikepdf.Array()


def _lead(holder: pikepdf.Object, goals: _Goals, elements: Mapping[int, pikepdf.Object]) -> None:
    goal, target = goals.of(holder), goals.target(holder)
    if goal is None or target is None:
        return
    array = goals.array(target)
    if "/Dest" in holder:
        del holder["/Dest"]
    structured = pikepdf.Array([elements[id(goal)], *list(array)[1:]])
    holder["/A"] = pikepdf.Dictionary({"/S": pikepdf.Name.GoTo, "/D": array, "/SD": structured})


def _bookmarks(outlines: object) -> Iterator[pikepdf.Dictionary]:
    waiting = [outlines.get("/First")] if isinstance(outlines, pikepdf.Dictionary) else []
    seen: set[tuple[int, int]] = set()
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Dictionary) and item.objgen not in seen:
            seen.add(item.objgen)
            yield item
            waiting += [item.get("/Next"), item.get("/First")]
