"""Outlines on a grid: cheaper to write, and never further away than said."""

from __future__ import annotations

import itertools
import random

import pytest

from report_pdf.fonts.compact_rounding import on_grid, simplified


def _strokes(seed, count=40):
    """Rectangles and bent strokes, as Chinese faces have them."""
    draw = random.Random(seed)  # noqa: S311 - a seeded source of shapes
    for _ in range(count):
        x, y, wide, thin = (
            draw.randint(0, 500),
            draw.randint(0, 800),
            draw.randint(90, 400),
            draw.randint(25, 34),
        )
        yield ("moveTo", ((x, y),))
        yield ("lineTo", ((x + wide, y),))
        bend = ((x + wide + 20.3, y + 3.6), (x + wide + 11.7, y + thin - 2.4), (x + wide, y + thin))
        yield ("curveTo", bend)
        yield ("lineTo", ((x, y + thin),))
        yield ("closePath", ())


@pytest.mark.parametrize("grid", [1, 2, 4])
def test_no_point_goes_further_than_its_room(grid):
    drawing = tuple(_strokes(7))
    (rounded,) = on_grid([drawing], grid)
    assert [operator for operator, _ in rounded] == [operator for operator, _ in drawing]
    for (operator, before), (_, after) in zip(drawing, rounded, strict=True):
        for place, (was, now) in enumerate(zip(before, after, strict=True)):
            room = 2 * grid if operator == "curveTo" and place < 2 else grid
            assert all(abs(one - grid * other) <= room for one, other in zip(was, now, strict=True))


def test_steps_are_fewer_kinds_than_plain_rounding_gives():
    drawing = tuple(_strokes(7))
    (rounded,) = on_grid([drawing], 3)

    def kinds(points):
        return len({(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(points)})

    plain = [(round(x / 3), round(y / 3)) for _, points in drawing for x, y in points]
    assert kinds([point for _, points in rounded for point in points]) < 0.85 * kinds(plain)


def test_what_is_nearly_straight_becomes_a_line_and_what_is_bent_does_not():
    start = ("moveTo", ((0, 0),))
    flat, bent = ((30, 1), (60, 1), (90, 0)), ((30, 20), (60, 20), (90, 0))
    assert simplified((start, ("curveTo", flat)), 2) == (start, ("lineTo", ((90, 0),)))
    assert simplified((start, ("curveTo", bent)), 2) == (start, ("curveTo", bent))
    straight = (start, ("lineTo", ((50, 0),)), ("lineTo", ((90, 0),)))
    assert simplified(straight, 2) == (start, ("lineTo", ((90, 0),)))
    corner = (start, ("lineTo", ((50, 0),)), ("lineTo", ((50, 40),)))
    assert simplified(corner, 2) == corner
