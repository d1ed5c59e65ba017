"""Where links and bookmarks of a PDF lead: page and point, named destinations resolved (ISO 32000-2 12.3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf

from report_pdf.pdf.geometry import Matrix, Rectangle, number_of

__all__ = ["Destination", "Destinations", "Landing"]

_MOST_NAMES = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """A page (index from 0) and the view there, as written behind the page in the file (``/XYZ 0 700 0``)."""

    page: int
    view: tuple[str | float | None, ...] = ("/Fit",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """Where a source page went.

    Attributes:
        page: The target's page (index from 0).
        face: From the source page's space to its visible face.
        onto: From the face to the target page's space.
        box: What is visible of the source page, in its own space.
    """

    page: int
    face: Matrix
    onto: Matrix
    box: Rectangle

    @property
    def matrix(self) -> Matrix:
        """From the source page's space to the target page's."""
        return self.face.then(self.onto)

    def of(self, target: Destination) -> Destination:
        """A destination on the source page, on its new page."""
        kind, *rest = target.view
        numbers = [*rest, None, None, None, None]
        if kind == "/XYZ":
            return self._point(numbers[0], numbers[1], numbers[2])
        if kind in {"/FitH", "/FitBH"}:
            return self._point(None, numbers[0], None)
        if kind in {"/FitV", "/FitBV"}:
            return self._point(numbers[0], None, None)
        if kind == "/FitR" and (corners := [n for n in rest if isinstance(n, float)]) and len(corners) == 4:
            area = self.matrix.rectangle(Rectangle(*corners))
            view = ("/FitR", area.left, area.bottom, area.right, area.top)
            return Destination(page=self.page, view=view)
        return Destination(page=self.page)

    def _point(self, x: object, y: object, zoom: object) -> Destination:
        """An open coordinate is the visible page's left or top."""
        left = x if isinstance(x, float) else self.box.left
        top = y if isinstance(y, float) else self.box.top
        new_left, new_top = self.matrix.point(left, top)
        scale = zoom if isinstance(zoom, float) and 0 < zoom < 64 else None
        return Destination(page=self.page, view=("/XYZ", round(new_left, 3), round(new_top, 3), scale))


class Destinations:
    """Resolves destinations of one open PDF: its names and ``pages`` are looked up once."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        # Asked for one by one, qpdf would list all of them for each.
        self.pages = tuple(page.obj for page in pdf.pages)
        self._pages = {page.objgen: index for index, page in enumerate(self.pages)}
        self._count = len(self._pages)
        self.names = _named(pdf.Root)
        self._found: dict[bytes, Destination | None] = {}

    def of(self, holder: pikepdf.Object) -> Destination | None:
        """Where an annotation or bookmark leads inside its own file; None when nowhere."""
        target = holder.get("/Dest")
        if target is None:
            action = holder.get("/A")
            if isinstance(action, pikepdf.Dictionary) and str(action.get("/S")) == "/GoTo":
                target = action.get("/D")
        return self.resolved(target)

    def resolved(self, target: object) -> Destination | None:
        """Where a destination as written (a name, an array) leads; None when nowhere."""
        if isinstance(target, pikepdf.String):
            name = bytes(target)
            if name not in self._found:
                self._found[name] = self._resolved(self.names.get(name))
            return self._found[name]
        return self._resolved(target)

    def _resolved(self, target: object) -> Destination | None:
        for _ in range(4):
            if isinstance(target, pikepdf.String):
                target = self.names.get(bytes(target))
            elif isinstance(target, pikepdf.Name):
                target = self.names.get(str(target).encode())
            elif isinstance(target, pikepdf.Dictionary):
                target = target.get("/D")
        if not isinstance(target, pikepdf.Array) or len(target) == 0:
            return None
        page = self._page(target[0])
        return None if page is None else Destination(page=page, view=_view(list(target)[1:6]))

    def _page(self, first: object) -> int | None:
        if isinstance(first, pikepdf.Dictionary):
            return self._pages.get(first.objgen)
        if isinstance(first, int) and 0 <= first < self._count:
            return first
        return None


def _view(items: Sequence[object]) -> tuple[str | float | None, ...]:
    if not items or not isinstance(items[0], pikepdf.Name):
        return ("/Fit",)
    return (str(items[0]), *(number_of(item) if item is not None else None for item in items[1:]))


def _named(root: pikepdf.Object) -> dict[bytes, pikepdf.Object]:
    """Names of the name tree (strings) and of the older dictionary (with their slash)."""
    found: dict[bytes, pikepdf.Object] = {}
    old = root.get("/Dests")
    if isinstance(old, pikepdf.Dictionary):
        found.update((key.encode(), value) for key, value in old.items())
    names = root.get("/Names")
    waiting = [names.get("/Dests")] if isinstance(names, pikepdf.Dictionary) else []
    seen: set[tuple[int, int]] = set()
    while waiting and len(found) < _MOST_NAMES:
        node = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary) or (node.is_indirect and node.objgen in seen):
            continue
        seen.add(node.objgen)
        pairs = list(node["/Names"]) if isinstance(node.get("/Names"), pikepdf.Array) else []
        for key, value in zip(pairs[::2], pairs[1::2], strict=False):
            if isinstance(key, pikepdf.String):
                found.setdefault(bytes(key), value)
        kids = node.get("/Kids")
        waiting.extend(list(kids) if isinstance(kids, pikepdf.Array) else [])
    return found
