"""Outlines onto a grid so that they are cheap to write, each point within a known distance of where it was drawn.

A charstring holds steps from point to point (Adobe Technical Note 5177), and deflate makes frequent steps short. So of
the places near a point the one is taken that makes its steps frequent ones, best along the whole glyph (Viterbi 1967),
by how often the face takes each; a step of nothing is not even written. Points that only pull a curve move it less than
half as far as they move, so they get twice the room.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain, pairwise

__all__ = ["Drawing", "on_grid", "simplified"]

Point = tuple[float, float]
Drawing = tuple[tuple[str, tuple[Point, ...]], ...]
"""Pen operators with absolute points: moveTo, lineTo, curveTo, closePath."""

_ROUNDS = 5
_NODE_ROOM, _CONTROL_ROOM = 1.0, 2.0
"""How far a point may go, in steps of the grid."""
_NODE_WEIGHT, _CONTROL_WEIGHT = 5, 1
"""Sixteenths of a bit that a step's square away is worth."""
_NO_STEP = 8
_ONE_BYTE = 107
_SECOND_BYTE = 64
_STRAIGHT = 0.3
_NEVER = 1 << 60


def simplified(drawing: Drawing, most: float) -> Drawing:
    """Curves that leave their chord by no more than ``most`` become lines, and lines that go on straight one."""
    done: list[tuple[str, tuple[Point, ...]]] = []
    at: Point = (0.0, 0.0)
    for operator, points in drawing:
        is_straight = operator == "curveTo" and _bulge((at, *points)) <= most
        drawn = ("lineTo", points[-1:]) if is_straight else (operator, points)
        if drawn[0] == "lineTo" and _goes_on(done, points[-1], most):
            done.pop()
        done.append(drawn)
        at = points[-1] if points else at
    return tuple(done)


def _bulge(curve: Sequence[Point]) -> float:
    """How far a cubic curve leaves its chord, at its quarters."""
    start, one, two, end = curve
    middle = (
        tuple(
            start[axis] * (1 - t) ** 3
            + 3 * one[axis] * t * (1 - t) ** 2
            + 3 * two[axis] * t * t * (1 - t)
            + end[axis] * t**3
            for axis in (0, 1)
        )
        for t in (0.25, 0.5, 0.75)
    )
    return max(_off(point, start, end) for point in middle)


def _off(point: Sequence[float], start: Point, end: Point) -> float:
    """A point's distance from the line through two others."""
    across, up = end[0] - start[0], end[1] - start[1]
    length = math.hypot(across, up)
    if length < 1e-9:
        return math.hypot(point[0] - start[0], point[1] - start[1])
    return abs((point[0] - start[0]) * up - (point[1] - start[1]) * across) / length


def _goes_on(done: Sequence[tuple[str, tuple[Point, ...]]], to: Point, most: float) -> bool:
    """Whether the last thing drawn is a line and the next goes on in its direction."""
    if len(done) < 2 or done[-1][0] != "lineTo" or not done[-2][1]:
        return False
    start, corner = done[-2][1][-1], done[-1][1][-1]
    ahead = (corner[0] - start[0]) * (to[0] - corner[0]) + (corner[1] - start[1]) * (to[1] - corner[1])
    return ahead > 0 and _off(corner, start, to) <= _STRAIGHT * most


def on_grid(drawings: Sequence[Drawing], grid: int) -> list[Drawing]:
    """The drawings of one face in steps of ``grid`` units: no node further than one step, no control point than two."""
    kinds = [_kinds(drawing) for drawing in drawings]
    axes = [
        [[point[axis] / grid for _, points in drawing for point in points] for drawing in drawings]
        for axis in (0, 1)
    ]
    placed = [[[round(value) for value in values] for values in axis] for axis in axes]
    for _ in range(_ROUNDS):
        costs = _Costs(Counter(step for values in chain(*placed) for step in _steps(values)))
        placed = [
            [_cheapest(values, kind, costs) for values, kind in zip(axis, kinds, strict=True)]
            for axis in axes
        ]
    return [_drawn(drawing, across, up) for drawing, across, up in zip(drawings, *placed, strict=True)]


def _kinds(drawing: Drawing) -> list[bool]:
    """Whether each point is a control point."""
    return [
        operator == "curveTo" and place < 2 for operator, points in drawing for place in range(len(points))
    ]


def _steps(values: Sequence[int]) -> list[int]:
    return [after - before for before, after in pairwise((0, *values))]


class _Costs(dict[int, int]):
    """Sixteenths of a bit that a step takes; what the face never takes costs as half an occurrence."""

    def __init__(self, counted: Counter[int]) -> None:
        self._total = max(1, counted.total())
        super().__init__({step: _cost(step, count + 0.5, self._total) for step, count in counted.items()})

    def __missing__(self, step: int) -> int:
        self[step] = cost = _cost(step, 0.5, self._total)
        return cost


def _cost(step: int, count: float, total: int) -> int:
    if step == 0:
        return _NO_STEP
    return round(-16 * math.log2(count / total)) + (_SECOND_BYTE if abs(step) > _ONE_BYTE else 0)


def _cheapest(values: Sequence[float], kinds: Sequence[bool], costs: Mapping[int, int]) -> list[int]:
    """The places along one axis whose steps cost least together."""
    before: list[tuple[int, int]] = [(0, 0)]
    layers: list[list[tuple[int, int]]] = []
    for value, control in zip(values, kinds, strict=True):
        weight = _CONTROL_WEIGHT if control else _NODE_WEIGHT
        layer: list[tuple[int, int]] = []
        came: list[tuple[int, int]] = []
        for place in _places(value, control=control):
            least, way = _NEVER, 0
            for which, (total, last) in enumerate(before):
                now = total + costs[place - last]
                if now < least:
                    least, way = now, which
            layer.append((least + round(weight * (place - value) ** 2), place))
            came.append((way, place))
        before = layer
        layers.append(came)
    at = min(range(len(before)), key=lambda which: before[which][0])
    found: list[int] = []
    for came in reversed(layers):
        at, place = came[at]
        found.append(place)
    return found[::-1]


def _places(value: float, *, control: bool) -> range:
    room = (_CONTROL_ROOM if control else _NODE_ROOM) + 1e-9
    return range(math.ceil(value - room), math.floor(value + room) + 1)


def _drawn(drawing: Drawing, across: Sequence[int], up: Sequence[int]) -> Drawing:
    """The drawing at its new places, without what has shrunk to nothing."""
    places = iter(zip(across, up, strict=True))
    done: list[tuple[str, tuple[Point, ...]]] = []
    at: Point = (0, 0)
    for operator, points in drawing:
        moved = tuple(next(places) for _ in points)
        if operator in ("lineTo", "curveTo") and all(point == at for point in moved):
            continue
        done.append((operator, moved))
        at = moved[-1] if moved else at
    return tuple(done)
