"""The corners of mesh shadings, read bit by bit and written with other colours (ISO 32000-2 8.7.4.5.5 to .8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pikepdf

from report_pdf.pdf.geometry import number_of, numbers_of
from report_pdf.pdf.press.functions import NoFunction

__all__ = ["recoloured"]

# Points and colours of a patch that stands alone, and of one that leans on the one before.
_PATCH = {6: ((12, 4), (8, 2)), 7: ((16, 4), (12, 2))}
_MOST_BYTES = 1 << 26


class _Bits:
    """Reads numbers of any width, most significant bit first."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, width: int) -> int:
        first, last = self._at // 8, (self._at + width + 7) // 8
        word = int.from_bytes(self._data[first:last])
        self._at += width
        return word >> (last * 8 - self._at) & ((1 << width) - 1)

    def align(self) -> None:
        self._at = (self._at + 7) // 8 * 8

    def has(self, width: int) -> bool:
        return self._at + width <= len(self._data) * 8


def recoloured(
    shading: pikepdf.Stream,
    *,
    kind: int,
    components: int,
    coloured: Callable[[Sequence[float]], tuple[float, ...]],
) -> tuple[bytes, list[float]]:
    """The mesh's data with 8-bit colours, and its /Decode. Points keep their bits.

    Raises:
        NoFunction: The mesh cannot be read.
    """
    point = int(number_of(shading.get("/BitsPerCoordinate")) or 0)
    part = int(number_of(shading.get("/BitsPerComponent")) or 0)
    flag = int(number_of(shading.get("/BitsPerFlag")) or 0) if kind != 5 else 0
    decode = numbers_of(shading.get("/Decode"))
    data = shading.read_bytes()
    if not point or not part or len(decode) != 4 + 2 * components or len(data) > _MOST_BYTES:
        raise NoFunction
    spans = list(zip(decode[4::2], decode[5::2], strict=True))

    def colour(bits: _Bits) -> bytes:
        raw = [bits.take(part) / ((1 << part) - 1) for _ in spans]
        values = [low + share * (high - low) for share, (low, high) in zip(raw, spans, strict=True)]
        return bytes(min(255, max(0, round(ink * 255))) for ink in coloured(values))

    out = bytearray()
    width = 0
    for flag_value, points, colours in _items(
        _Bits(data), kind, widths=(flag, point, part * components), colour=colour
    ):
        word, size = flag_value, flag
        for number in points:
            word, size = word << point | number, size + point
        for ink in colours:
            word, size = word << 8 * len(ink) | int.from_bytes(ink), size + 8 * len(ink)
            width = len(ink)
        padding = -size % 8
        out += (word << padding).to_bytes((size + padding) // 8)
    return bytes(out), [*decode[:4], *[0.0, 1.0] * (width or 4)]


def _items(
    bits: _Bits, kind: int, *, widths: tuple[int, int, int], colour: Callable[[_Bits], bytes]
) -> Iterator[tuple[int, list[int], list[bytes]]]:
    """Each vertex or patch: its flag, its coordinates, its colours."""
    flag, point, part = widths
    while bits.has(flag + 2 * point + part):
        value = bits.take(flag) if flag else 0
        points, colours = (1, 1) if kind in {4, 5} else _PATCH[kind][0 if value & 3 == 0 else 1]
        if not bits.has(2 * points * point + colours * part):
            return
        coordinates = [bits.take(point) for _ in range(2 * points)]
        yield value, coordinates, [colour(bits) for _ in range(colours)]
        bits.align()
