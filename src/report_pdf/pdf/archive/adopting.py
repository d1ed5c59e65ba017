"""A tagged supplement keeps its own structure: its tree, restricted to the stitched pages, becomes a part of ours.

In: the packet, in whose pages the supplement's are drawn as forms, and the file they come from. Out: a ``Part`` whose
nodes hold the same content where it is drawn now (ISO 32000-1, 14.7, 14.8.4). Nothing where the tags do not hold all
the text: what a tree leaves out would be an artifact, and lost to a reader.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import pikepdf

from report_pdf.pdf.actions import annotations_of
from report_pdf.pdf.archive.drawing import Drawing, drawing_of
from report_pdf.pdf.archive.facts import SupplementPages
from report_pdf.pdf.archive.lists import Says
from report_pdf.pdf.archive.nodes import Attached, Kid, Node, marks_of, read_nodes
from report_pdf.pdf.archive.owning import make_own
from report_pdf.pdf.archive.text import Mark, MarkedText, loose_pages, marked_texts
from report_pdf.pdf.destinations import Destinations
from report_pdf.pdf.geometry import inherited

__all__ = ["adopted_part"]

_DEEPEST_FORM = 12
_MAY_BE_EMPTY = frozenset({"TD", "TH"})
_Stream = tuple[int, tuple[int, int] | None]
"""What holds marked content: the page's index and the form on it (None: the page itself)."""
_Landings = Mapping[int, tuple[int, Drawing]]
"""The page and the drawing that each of the supplement's pages has become."""


def adopted_part(
    packet: pikepdf.Pdf, supplement: SupplementPages, says: Says, *, language: str
) -> Node | None:
    """The part; nothing where the supplement has no tags, or none that hold all its text once.

    Args:
        packet: The stitched pages.
        supplement: Where its pages are, and the file with its tags.
        says: What a node of the packet's content says.
        language: The issue's.
    """
    if supplement.tagged_in is None or len(set(supplement.indices)) < len(supplement.indices):
        return None
    landings = dict(_landings(packet, supplement))
    with pikepdf.open(supplement.tagged_in, suppress_warnings=True) as source:
        known = marked_texts(source)
        root = read_nodes(source, frozenset(known))
        if root is None or len(landings) < len(supplement.pages):
            return None
        if _leaves_text(root, known, landings) or loose_pages(source) & landings.keys():
            return None
        _move(root, dict(_streams(source, landings)), dict(_annotations(packet, source, landings)))
        own = str(source.Root.get("/Lang", ""))
    part = Node(kind="Part", title=supplement.title, kids=root.kids, language=own if own != language else "")
    if _is_drawn_twice(part) or not any(True for _ in marks_of(part)):
        return None
    make_own(part, supplement.key, dict(landings.values()), says)
    return part


def _landings(packet: pikepdf.Pdf, supplement: SupplementPages) -> Iterator[tuple[int, tuple[int, Drawing]]]:
    for index, page in zip(supplement.indices, supplement.pages, strict=True):
        drawing = drawing_of(packet, page - 1)
        if drawing is not None:
            yield index, (page - 1, drawing)


def _leaves_text(root: Node, known: Mapping[Mark, MarkedText], landings: _Landings) -> bool:
    held = set(marks_of(root))
    return any(
        mark.page in landings and mark not in held and found.text.strip() for mark, found in known.items()
    )


def _streams(source: pikepdf.Pdf, landings: _Landings) -> Iterator[tuple[_Stream, _Stream]]:
    """Each stream of marked content, and the same one in the packet: forms have the same names in both."""
    for index, (page, drawing) in landings.items():
        yield (index, None), (page, drawing.form.objgen)
        waiting = [(inherited(source.pages[index].obj, "/Resources"), drawing.form.get("/Resources"), 0)]
        seen: set[tuple[int, int]] = set()
        while waiting:
            theirs, ours, deep = waiting.pop()
            for form, same in _same_forms(theirs, ours):
                if form.objgen not in seen and deep < _DEEPEST_FORM:
                    seen.add(form.objgen)
                    yield (index, form.objgen), (page, same.objgen)
                    waiting.append((form.get("/Resources"), same.get("/Resources"), deep + 1))


def _same_forms(theirs: object, ours: object) -> Iterator[tuple[pikepdf.Stream, pikepdf.Stream]]:
    shelves = [
        shelf.get("/XObject") if isinstance(shelf, pikepdf.Dictionary) else None for shelf in (theirs, ours)
    ]
    if all(isinstance(shelf, pikepdf.Dictionary) for shelf in shelves):
        for name, form in shelves[0].items():  # type: ignore[union-attr]  # a dictionary, as asked above
            same = shelves[1].get(name)  # type: ignore[union-attr]  # the same
            if isinstance(form, pikepdf.Stream) and isinstance(same, pikepdf.Stream):
                yield form, same


def _annotations(
    packet: pikepdf.Pdf, source: pikepdf.Pdf, landings: _Landings
) -> Iterator[tuple[tuple[int, int], Attached]]:
    """Each annotation, and what stitching carried of it: in their order, behind the page's own."""
    destinations = Destinations(source)
    for index, (page, _) in landings.items():
        kept = [
            annotation
            for annotation in annotations_of(source.pages[index].obj)
            if _is_carried(annotation, destinations, landings)
        ]
        ours = list(annotations_of(packet.pages[page].obj))
        carried = ours[len(ours) - len(kept) :] if len(kept) <= len(ours) else []
        if [one.get("/Subtype") for one in kept] == [one.get("/Subtype") for one in carried]:
            for one, same in zip(kept, carried, strict=True):
                yield one.objgen, Attached(page=page, annotation=same)


def _is_carried(annotation: pikepdf.Object, destinations: Destinations, landings: _Landings) -> bool:
    action = annotation.get("/A")
    goes = isinstance(action, pikepdf.Dictionary) and str(action.get("/S")) == "/GoTo"
    if not goes and "/Dest" not in annotation:
        return True
    target = destinations.of(annotation)
    return target is not None and target.page in landings


def _move(
    node: Node, streams: Mapping[_Stream, _Stream], annotations: Mapping[tuple[int, int], Attached]
) -> bool:
    """Leads what the node holds to where it is now; what is not stitched goes. Tells whether anything is left."""
    kids: list[Kid] = []
    holds = False
    for kid in node.kids:
        if isinstance(kid, Mark):
            if (stream := streams.get((kid.page, kid.form))) is not None:
                kids.append(Mark(page=stream[0], form=stream[1], mcid=kid.mcid))
                holds = True
        elif isinstance(kid, Attached):
            if (carried := annotations.get(kid.annotation.objgen)) is not None:
                kids.append(carried)
                holds = True
        elif kid.kind != "Artifact":
            filled = _move(kid, streams, annotations)
            holds = holds or filled
            if filled or kid.kind in _MAY_BE_EMPTY:
                kids.append(kid)
    if node.kind == "Link" and not any(isinstance(kid, Attached) for kid in kids):
        node.kind = "Span"
    node.kids = kids
    return holds


def _is_drawn_twice(part: Node) -> bool:
    """A form on two pages has one row of parents: its content cannot be in two elements."""
    pages: defaultdict[object, set[int]] = defaultdict(set)
    for mark in marks_of(part):
        pages[mark.form].add(mark.page)
    return any(len(standing) > 1 for standing in pages.values())
