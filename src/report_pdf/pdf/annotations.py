"""Carries a page's annotations to another file: links re-targeted, shapes moved and turned with the page.

ISO 32000-2 12.5 (annotations), 12.5.5 (appearances), 12.7 (widgets).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf

from report_pdf.pdf.actions import annotations_of, linked_file
from report_pdf.pdf.destinations import Destination, Destinations
from report_pdf.pdf.geometry import Matrix, numbers_of, rectangle_of, turned

__all__ = ["Note", "Stand", "carry", "copied_stream", "destination_array", "detach"]

_POINTS = ("/QuadPoints", "/Vertices", "/L", "/CL")
_NO_ROTATE = 16
_LOOSE = {"/P", "/StructParent", "/Dest", "/AF"}
_TURNS = {0: Matrix(), 90: Matrix(0, -1, 1, 0), 180: Matrix(-1, 0, 0, -1), 270: Matrix(0, 1, -1, 0)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """An annotation cut loose from its page.

    ``leads``: it is an inner link, to ``target`` if that was found. ``remote``: it leads into another file that is
    stitched: its name in lower case, and the destination there as written.
    """

    source: pikepdf.Object
    kind: str
    leads: bool
    target: Destination | None
    remote: tuple[str, object] | None = None

    @property
    def is_widget(self) -> bool:
        """A form field's face."""
        return self.kind == "/Widget"

    @property
    def is_link(self) -> bool:
        """Leads somewhere, inside or out."""
        return self.kind == "/Link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Where a page's annotations go: the packet's page, and how the source page lies on it.

    ``again``: the page was stitched before; these are other copies.
    """

    page: pikepdf.Object
    matrix: Matrix
    turn: int
    again: bool = False


def detach(pdf: pikepdf.Pdf, page: pikepdf.Object, destinations: Destinations) -> tuple[Note, ...]:
    """Cuts the page's annotations loose from pages and tags, so that copying one does not drag the file along."""
    return tuple(_detached(pdf, annotation, destinations) for annotation in annotations_of(page))


def _detached(pdf: pikepdf.Pdf, annotation: pikepdf.Object, destinations: Destinations) -> Note:
    # Asked for once: in a large packet there are hundreds of thousands of annotations.
    keys = annotation.keys()
    action = annotation["/A"] if "/A" in keys else None
    goes = isinstance(action, pikepdf.Dictionary) and str(action.get("/S")) == "/GoTo"
    leads = goes or "/Dest" in keys
    target = destinations.of(annotation) if leads else None
    file = linked_file(action).lower()
    remote = (file, action.get("/D")) if file and isinstance(action, pikepdf.Dictionary) else None
    for key in _LOOSE & keys:
        del annotation[key]
    if goes or remote is not None:
        del annotation["/A"]
    source = annotation if annotation.is_indirect else pdf.make_indirect(annotation)
    return Note(
        source=source, kind=str(annotation.get("/Subtype")), leads=leads, target=target, remote=remote
    )


def carry(packet: pikepdf.Pdf, note: Note, stand: Stand, goal: pikepdf.Array | None) -> pikepdf.Object:
    """The annotation on its new page; ``goal``: where it leads in the packet, None where it leads to no page."""
    copy = packet.copy_foreign(note.source)
    if stand.again:
        copy = packet.make_indirect(pikepdf.Dictionary(dict(copy.items())))
    copy["/P"] = stand.page
    if goal is not None:
        copy["/Dest"] = goal
    if stand.matrix != _TURNS[0]:  # where a page stands as it did, so do its notes
        _move(copy, note.source, stand.matrix)
    if stand.turn and not int(note.source.get("/F", 0)) & _NO_ROTATE:
        _turn(packet, copy, stand.turn)
    return copy


def destination_array(pages: Sequence[pikepdf.Object], target: Destination) -> pikepdf.Array:
    """``[page /XYZ left top zoom]`` on one of the packet's ``pages``."""
    kind, *numbers = target.view
    return pikepdf.Array([pages[target.page], pikepdf.Name(str(kind)), *numbers])


def _move(copy: pikepdf.Object, source: pikepdf.Object, matrix: Matrix) -> None:
    if (box := rectangle_of(source.get("/Rect"))) is not None:
        new = matrix.rectangle(box)
        copy["/Rect"] = _array([new.left, new.bottom, new.right, new.top])
    for key in _POINTS:
        if points := numbers_of(source.get(key)):
            copy[key] = _array(turned(points, matrix))
    strokes = source.get("/InkList")
    if isinstance(strokes, pikepdf.Array):
        copy["/InkList"] = pikepdf.Array(
            [_array(turned(numbers_of(stroke), matrix)) for stroke in list(strokes)]
        )


def _array(numbers: list[float]) -> pikepdf.Array:
    return pikepdf.Array([round(number, 3) for number in numbers])


def _turn(packet: pikepdf.Pdf, copy: pikepdf.Object, turn: int) -> None:
    """The viewer fits an appearance into /Rect by scaling only, so the turn goes into the appearance's matrix."""
    look = copy.get("/MK")
    if isinstance(look, pikepdf.Dictionary):
        look = pikepdf.Dictionary(dict(look.items()))
        look["/R"] = (int(look.get("/R", 0)) - turn) % 360
        copy["/MK"] = look
    appearance = copy.get("/AP")
    if not isinstance(appearance, pikepdf.Dictionary):
        return
    new = pikepdf.Dictionary()
    for key, value in appearance.items():
        if isinstance(value, pikepdf.Stream):
            new[key] = _turned_appearance(packet, value, turn)
        elif isinstance(value, pikepdf.Dictionary):
            states = [(k, v) for k, v in value.items() if isinstance(v, pikepdf.Stream)]
            new[key] = pikepdf.Dictionary({k: _turned_appearance(packet, v, turn) for k, v in states})
    copy["/AP"] = new


def _turned_appearance(packet: pikepdf.Pdf, appearance: pikepdf.Stream, turn: int) -> pikepdf.Object:
    numbers = numbers_of(appearance.get("/Matrix"))
    matrix = Matrix(*numbers) if len(numbers) == 6 else Matrix()
    new = copied_stream(packet, appearance)
    new["/Matrix"] = pikepdf.Array(matrix.then(_TURNS[turn]).operands())
    return new


def copied_stream(packet: pikepdf.Pdf, stream: pikepdf.Object) -> pikepdf.Stream:
    """Another stream of the same content and keys."""
    new = packet.make_stream(stream.read_raw_bytes())
    for key, value in stream.items():
        if key != "/Length":
            new[key] = value
    return new
