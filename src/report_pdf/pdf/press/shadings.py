"""Shadings in press inks (ISO 32000-2 8.7.4.5): their functions answer CMYK, or grey in a luminosity mask.

Straight ramps between two colours stay straight, from ink to ink, as an illustrator draws them; curved ones are
sampled. Meshes with colours at their corners are rewritten corner by corner.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pikepdf

from report_pdf.pdf.geometry import number_of, numbers_of
from report_pdf.pdf.press.functions import NoFunction, function_of, linear, tabled
from report_pdf.pdf.press.ink import Space, UnknownSpace
from report_pdf.pdf.press.meshes import recoloured
from report_pdf.pdf.press.state import Mode

__all__ = ["pressed_shading"]

_STEPS = 256
_SIDE = 48
_MESHES = frozenset({4, 5, 6, 7})
_WRITTEN_ANEW = frozenset({"/ColorSpace", "/Function", "/Background", "/Length", "/Filter", "/DecodeParms"})


def pressed_shading(pdf: pikepdf.Pdf, shading: pikepdf.Object, space: Space, *, mode: Mode) -> pikepdf.Object:
    """The shading converted; a new object.

    Raises:
        UnknownSpace: It is broken.
        NoFunction: Its function cannot be computed.
    """
    kind = int(number_of(shading.get("/ShadingType")) or 0)
    if space.kept is not None and mode is Mode.INK:
        return _in_its_own_ink(pdf, shading, space.kept)
    coloured = _painter(space, mode)
    made = pdf.make_stream(b"") if kind in _MESHES else pikepdf.Dictionary()
    for key in shading.keys():  # noqa: SIM118 - pikepdf objects iterate over pairs
        if key not in _WRITTEN_ANEW:
            made[key] = shading[key]
    made["/ColorSpace"] = pikepdf.Name.DeviceGray if mode is Mode.GREY else pikepdf.Name.DeviceCMYK
    if background := numbers_of(shading.get("/Background")):
        made["/Background"] = pikepdf.Array([round(part, 4) for part in coloured(background)])
    function = shading.get("/Function")
    if kind in _MESHES:
        if not isinstance(shading, pikepdf.Stream):
            raise UnknownSpace
        _mesh(pdf, shading, made, kind=kind, space=space, coloured=coloured)
    elif kind in {1, 2, 3}:
        domain = numbers_of(shading.get("/Domain")) or ([0.0, 1.0, 0.0, 1.0] if kind == 1 else [0.0, 1.0])
        _check_width(function, domain, space)
        made["/Function"] = (
            _plane(pdf, function, domain, coloured) if kind == 1 else _ramp(pdf, function, domain, coloured)
        )
    else:
        raise UnknownSpace
    return pdf.make_indirect(made)


def _in_its_own_ink(pdf: pikepdf.Pdf, shading: pikepdf.Object, space: pikepdf.Object) -> pikepdf.Object:
    """A shading of a spot colour that is printed as such: its numbers are tints, whatever simulates them."""
    made: pikepdf.Object
    if isinstance(shading, pikepdf.Stream):
        made = pdf.make_stream(shading.read_bytes())
        for key in shading.keys():  # noqa: SIM118 - pikepdf objects iterate over pairs
            if key not in {"/Length", "/Filter", "/DecodeParms"}:
                made[key] = shading[key]
    else:
        made = pikepdf.Dictionary(dict(shading.items()))
    made["/ColorSpace"] = space
    return pdf.make_indirect(made)


def _painter(space: Space, mode: Mode) -> Callable[[Sequence[float]], tuple[float, ...]]:
    if mode is Mode.GREY:
        return lambda values: (space.grey(values),)
    return lambda values: space.ink(values).cmyk


def _check_width(function: object, domain: Sequence[float], space: Space) -> None:
    """A function with another number of outputs than the space has paints nothing, or garbage."""
    if len(function_of(function)([*domain[::2]])) != space.components:
        raise NoFunction


def _ramp(
    pdf: pikepdf.Pdf,
    function: pikepdf.Object | None,
    domain: Sequence[float],
    coloured: Callable[[Sequence[float]], tuple[float, ...]],
) -> pikepdf.Object:
    if isinstance(function, pikepdf.Dictionary) and (straight := _straight(function, coloured)) is not None:
        return straight
    answers = function_of(function)
    low, high = domain[0], domain[1]
    points = (low + (high - low) * step / (_STEPS - 1) for step in range(_STEPS))
    return tabled(pdf, [coloured(answers([point])) for point in points], (low, high))


def _straight(
    function: pikepdf.Object, coloured: Callable[[Sequence[float]], tuple[float, ...]]
) -> pikepdf.Object | None:
    """A linear function, or linear ones stitched: their ends converted, the ramp between them straight in ink."""
    kind = number_of(function.get("/FunctionType"))
    if kind == 2 and number_of(function.get("/N")) == 1:
        made = linear(
            coloured(numbers_of(function.get("/C0")) or [0.0]),
            coloured(numbers_of(function.get("/C1")) or [1.0]),
        )
        made["/Domain"] = function["/Domain"]
        return made
    parts = function.get("/Functions")
    if kind != 3 or not isinstance(parts, pikepdf.Array):
        return None
    pieces = [
        _straight(part, coloured) if number_of(part.get("/FunctionType")) == 2 else None
        for part in list(parts)
    ]
    if any(piece is None for piece in pieces):
        return None
    stitched = pikepdf.Dictionary(FunctionType=3, Functions=pikepdf.Array(pieces))
    for key in ("/Domain", "/Bounds", "/Encode"):
        stitched[key] = function[key]
    return stitched


def _plane(
    pdf: pikepdf.Pdf,
    function: pikepdf.Object | None,
    domain: Sequence[float],
    coloured: Callable[[Sequence[float]], tuple[float, ...]],
) -> pikepdf.Object:
    answers = function_of(function)
    left, right, bottom, top = domain
    values = [
        coloured(
            answers([left + (right - left) * x / (_SIDE - 1), bottom + (top - bottom) * y / (_SIDE - 1)])
        )
        for y in range(_SIDE)
        for x in range(_SIDE)
    ]
    return tabled(pdf, values, domain, (_SIDE, _SIDE))


def _mesh(
    pdf: pikepdf.Pdf,
    shading: pikepdf.Stream,
    made: pikepdf.Object,
    *,
    kind: int,
    space: Space,
    coloured: Callable[[Sequence[float]], tuple[float, ...]],
) -> None:
    function = shading.get("/Function")
    if function is not None:
        decode = numbers_of(shading.get("/Decode"))
        _check_width(function, decode[4:6], space)
        made["/Function"] = _ramp(pdf, function, decode[4:6], coloured)
        made.write(shading.read_bytes())
        return
    data, decode = recoloured(shading, kind=kind, components=space.components, coloured=coloured)
    made.write(data)
    made["/Decode"] = pikepdf.Array(decode)
    made["/BitsPerComponent"] = 8
    if space.family == "Indexed":
        raise UnknownSpace
