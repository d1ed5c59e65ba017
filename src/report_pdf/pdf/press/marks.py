"""What stands outside the bleed: crop marks, registration marks, a colour bar, the slug (ISO 12647-2; 14.11.3).

Marks are in Separation /All, so that every plate carries them; a colour bar shows each ink, so its fields are in
their own inks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pikepdf

from report_pdf.pdf.geometry import Rectangle

__all__ = ["GAP_PT", "ROOM_PT", "all_inks", "colour_bar", "crop_marks", "registration_marks"]

MM = 72 / 25.4
GAP_PT = 1 * MM
"""Between bleed and marks."""
ROOM_PT = 10 * MM
"""Around the bleed, for the marks."""

_LENGTH = 5 * MM
_RADIUS = 1.6 * MM
_LINE = 0.25
_FIELD = 4 * MM
# Solids, half tones, and the grey of three inks (ISO 12647-2 grey balance), each a field.
_FIELDS = (
    (1.0, 0.0, 0.0, 0.0),
    (0.0, 1.0, 0.0, 0.0),
    (0.0, 0.0, 1.0, 0.0),
    (0.0, 0.0, 0.0, 1.0),
    (0.5, 0.0, 0.0, 0.0),
    (0.0, 0.5, 0.0, 0.0),
    (0.0, 0.0, 0.5, 0.0),
    (0.0, 0.0, 0.0, 0.5),
    (0.5, 0.4, 0.4, 0.0),
)


def all_inks(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The colour space that prints on every plate."""
    function = pikepdf.Dictionary(
        FunctionType=2,
        Domain=pikepdf.Array([0, 1]),
        C0=pikepdf.Array([0, 0, 0, 0]),
        C1=pikepdf.Array([1, 1, 1, 1]),
        N=1,
    )
    return pdf.make_indirect(
        pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name.All, pikepdf.Name.DeviceCMYK, function])
    )


def crop_marks(trim: Rectangle, bleed: Rectangle) -> str:
    """Two lines at each corner of ``trim``, outside ``bleed``."""
    lines = []
    for x, outward in ((trim.left, -1), (trim.right, 1)):
        start = bleed.left - GAP_PT if outward < 0 else bleed.right + GAP_PT
        lines += [(start, y, start + outward * _LENGTH, y) for y in (trim.bottom, trim.top)]
        lines += [(x, bleed.bottom - GAP_PT, x, bleed.bottom - GAP_PT - _LENGTH)]
        lines += [(x, bleed.top + GAP_PT, x, bleed.top + GAP_PT + _LENGTH)]
    return f"{_LINE} w " + " ".join(f"{a:.3f} {b:.3f} m {c:.3f} {d:.3f} l S" for a, b, c, d in lines)


def registration_marks(bleed: Rectangle) -> str:
    """A target at the middle of each side."""
    middle_x, middle_y = (bleed.left + bleed.right) / 2, (bleed.bottom + bleed.top) / 2
    away = GAP_PT + _LENGTH / 2
    places = (
        (middle_x, bleed.bottom - away),
        (middle_x, bleed.top + away),
        (bleed.left - away, middle_y),
        (bleed.right + away, middle_y),
    )
    return f"{_LINE} w " + " ".join(_target(x, y) for x, y in places)


def _target(x: float, y: float) -> str:
    arm, bend = _LENGTH / 2, _RADIUS * 0.5523
    r = _RADIUS
    cross = (
        f"{x - arm:.3f} {y:.3f} m {x + arm:.3f} {y:.3f} l S {x:.3f} {y - arm:.3f} m {x:.3f} {y + arm:.3f} l S"
    )
    curves = (
        (x + r, y + bend, x + bend, y + r, x, y + r),
        (x - bend, y + r, x - r, y + bend, x - r, y),
        (x - r, y - bend, x - bend, y - r, x, y - r),
        (x + bend, y - r, x + r, y - bend, x + r, y),
    )
    circle = " ".join(" ".join(f"{value:.3f}" for value in curve) + " c" for curve in curves)
    return f"{cross} {x + r:.3f} {y:.3f} m {circle} s"


def colour_bar(bleed: Rectangle, spots: Mapping[str, str]) -> str:
    """Fields along the top, left of the middle; ``spots``: each spot's resource name, solid."""
    return " ".join(_fields(bleed, spots))


def _fields(bleed: Rectangle, spots: Mapping[str, str]) -> Iterator[str]:
    left, bottom = bleed.left + 12 * MM, bleed.top + GAP_PT + 1 * MM
    paints = [" ".join(f"{part:g}" for part in field) + " k" for field in _FIELDS]
    paints += [f"{name} cs 1 scn" for name in spots.values()]
    room = (bleed.right - bleed.left) / 2 - 12 * MM - 2 * _LENGTH
    width = min(_FIELD, max(0.0, room / len(paints)))
    for number, paint in enumerate(paints):
        yield f"{paint} {left + number * width:.3f} {bottom:.3f} {width:.3f} {_FIELD:.3f} re f"
