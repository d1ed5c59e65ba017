"""PDF functions as Python ones (ISO 32000-2 7.10), and tables of their values as PDF functions again."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from typing import TypeAlias

import pikepdf

from report_pdf.pdf.geometry import number_of, numbers_of
from report_pdf.pdf.press.calculator import calculator

__all__ = ["Function", "NoFunction", "function_of", "linear", "tabled"]

Function: TypeAlias = Callable[[Sequence[float]], tuple[float, ...]]

_MOST_TABLE_BYTES = 1 << 24


class NoFunction(Exception):  # noqa: N818 - says what happened
    """The object is no function that could be computed."""


def function_of(value: object) -> Function:
    """A function, or an array of functions of the same input with one output each.

    Raises:
        NoFunction: Broken, or of no known type.
    """
    try:
        return _function(value)
    except (RecursionError, pikepdf.PdfError, IndexError) as error:
        raise NoFunction from error


def _function(value: object) -> Function:
    if isinstance(value, pikepdf.Array):
        parts = [_function(part) for part in list(value)]
        return lambda x: tuple(part(x)[0] for part in parts)
    if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        raise NoFunction
    make = _MAKERS.get(int(number_of(value.get("/FunctionType")) or 0))
    domain = _pairs(value.get("/Domain"))
    if make is None or not domain:
        raise NoFunction
    inner = make(value, domain)
    reach = _pairs(value.get("/Range"))

    def clipped(x: Sequence[float]) -> tuple[float, ...]:
        out = inner([_clip(number, limits) for number, limits in zip(x, domain, strict=False)])
        return (
            tuple(_clip(number, limits) for number, limits in zip(out, reach, strict=False)) if reach else out
        )

    return clipped


def _pairs(value: object) -> list[tuple[float, float]]:
    numbers = numbers_of(value)
    return list(zip(numbers[::2], numbers[1::2], strict=False))


def _clip(value: float, limits: tuple[float, float]) -> float:
    return min(max(value, limits[0]), limits[1])


def _between(value: float, old: tuple[float, float], new: tuple[float, float]) -> float:
    if old[1] == old[0]:
        return new[0]
    return new[0] + (value - old[0]) * (new[1] - new[0]) / (old[1] - old[0])


def _exponential(value: pikepdf.Object, domain: list[tuple[float, float]]) -> Function:
    first = numbers_of(value.get("/C0")) or [0.0]
    last = numbers_of(value.get("/C1")) or [1.0]
    power = number_of(value.get("/N"))
    if power is None or len(domain) != 1:
        raise NoFunction

    def at(x: Sequence[float]) -> tuple[float, ...]:
        part = x[0] if power == 1 else math.pow(max(0.0, x[0]), power)
        return tuple(a + part * (b - a) for a, b in zip(first, last, strict=False))

    return at


def _stitching(value: pikepdf.Object, domain: list[tuple[float, float]]) -> Function:
    items = value.get("/Functions")
    parts = [_function(part) for part in list(items)] if isinstance(items, pikepdf.Array) else []
    bounds, encode = numbers_of(value.get("/Bounds")), _pairs(value.get("/Encode"))
    if not parts or len(encode) < len(parts) or len(bounds) != len(parts) - 1:
        raise NoFunction
    borders = [domain[0][0], *bounds, domain[0][1]]

    def at(x: Sequence[float]) -> tuple[float, ...]:
        index = sum(x[0] >= bound for bound in bounds)
        return parts[index]([_between(x[0], (borders[index], borders[index + 1]), encode[index])])

    return at


def _sampled(value: pikepdf.Object, domain: list[tuple[float, float]]) -> Function:
    sizes = [int(number) for number in numbers_of(value.get("/Size"))]
    bits = int(number_of(value.get("/BitsPerSample")) or 0)
    reach = _pairs(value.get("/Range"))
    if (
        not isinstance(value, pikepdf.Stream)
        or len(sizes) != len(domain)
        or bits not in {1, 2, 4, 8, 12, 16, 24, 32}
    ):
        raise NoFunction
    if not reach or min(sizes) < 1 or math.prod(sizes) * len(reach) * bits > _MOST_TABLE_BYTES * 8:
        raise NoFunction
    encode = _pairs(value.get("/Encode")) or [(0.0, size - 1.0) for size in sizes]
    decode = _pairs(value.get("/Decode")) or reach
    samples = _bit_numbers(value.read_bytes(), bits, math.prod(sizes) * len(reach))
    most = float((1 << bits) - 1)

    def at(x: Sequence[float]) -> tuple[float, ...]:
        places = [
            _clip(_between(number, span, code), (0, size - 1))
            for number, span, code, size in zip(x, domain, encode, sizes, strict=True)
        ]
        raw = _interpolated(samples, sizes, places, len(reach))
        return tuple(_between(number, (0, most), span) for number, span in zip(raw, decode, strict=False))

    return at


def _interpolated(samples: list[int], sizes: list[int], places: list[float], width: int) -> list[float]:
    total = [0.0] * width
    for corner in itertools.product((0, 1), repeat=len(places)):
        weight, index, stride = 1.0, 0, 1
        for place, size, side in zip(places, sizes, corner, strict=True):
            low = min(int(place), size - 1)
            weight *= place - low if side else 1 - (place - low)
            index += min(low + side, size - 1) * stride
            stride *= size
        if weight:
            for output in range(width):
                total[output] += weight * samples[index * width + output]
    return total


def _bit_numbers(data: bytes, bits: int, count: int) -> list[int]:
    data = data.ljust((count * bits + 7) // 8, b"\0")
    if bits == 8:
        return list(data[:count])
    if bits > 8 and bits % 8 == 0:
        step = bits // 8
        return [int.from_bytes(data[at : at + step]) for at in range(0, count * step, step)]
    whole, width = int.from_bytes(data), len(data) * 8
    return [whole >> (width - (index + 1) * bits) & ((1 << bits) - 1) for index in range(count)]


def _calculated(value: pikepdf.Object, domain: list[tuple[float, float]]) -> Function:
    if not isinstance(value, pikepdf.Stream) or not domain:
        raise NoFunction
    outputs = len(_pairs(value.get("/Range")))
    try:
        program = calculator(value.read_bytes(), outputs)
    except ValueError as error:
        raise NoFunction from error
    return program


_MAKERS: dict[int, Callable[[pikepdf.Object, list[tuple[float, float]]], Function]] = {
    0: _sampled,
    2: _exponential,
    3: _stitching,
    4: _calculated,
}
# Type 0 is also what a missing /FunctionType reads as; _sampled then refuses what is no stream.


def linear(first: Sequence[float], last: Sequence[float]) -> pikepdf.Dictionary:
    """From ``first`` at 0 to ``last`` at 1."""
    return pikepdf.Dictionary(
        FunctionType=2,
        Domain=pikepdf.Array([0, 1]),
        C0=pikepdf.Array([round(number, 4) for number in first]),
        C1=pikepdf.Array([round(number, 4) for number in last]),
        N=1,
    )


def tabled(
    pdf: pikepdf.Pdf,
    values: Sequence[Sequence[float]],
    domain: Sequence[float],
    sizes: Sequence[int] | None = None,
) -> pikepdf.Object:
    """A function of type 0 with ``values`` from 0 to 1, evenly over ``domain``; 16 bits, for no step to show."""
    data = b"".join(min(65535, max(0, round(number * 65535))).to_bytes(2) for row in values for number in row)
    table = pdf.make_stream(data)
    table["/FunctionType"] = 0
    table["/Domain"] = pikepdf.Array(list(domain))
    table["/Range"] = pikepdf.Array([0, 1] * len(values[0]))
    table["/Size"] = pikepdf.Array(list(sizes or [len(values)]))
    table["/BitsPerSample"] = 16
    return table
