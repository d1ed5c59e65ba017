"""TrueType files glyph by glyph: what a face draws under a number, and a small file of chosen glyphs.

A PDF's font program needs few tables (ISO 32000-2 9.9.2): glyf, head, hhea, hmtx, loca, maxp and, for hinted glyphs,
``cvt``, fpgm, prep. OpenType 1.9 names the fields.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Glyph", "Sfnt", "truetype_of"]

_HINTING = ("cvt ", "fpgm", "prep")
_CHECKSUM_OF_FONT = 0xB1B0AFBA
# Flags of a composite glyph's component (OpenType, glyf).
_WORDS, _SCALE, _MORE, _XY_SCALE, _TWO_BY_TWO = 0x0001, 0x0008, 0x0020, 0x0040, 0x0080


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """One glyph: its outline's bytes (none: blank), its advance and left side bearing in units of the em."""

    outline: bytes
    advance: int
    bearing: int


class Sfnt:
    """A TrueType file opened for reading.

    Raises:
        ValueError: It has no TrueType outlines, or is broken.
    """

    def __init__(self, data: bytes) -> None:
        try:
            (count,) = struct.unpack_from(">H", data, 4)
            records = (struct.unpack_from(">4sLLL", data, 12 + 16 * at) for at in range(count))
            self.tables = {
                tag.decode("latin-1"): data[start : start + size] for tag, _, start, size in records
            }
            head, hhea = self.tables["head"], self.tables["hhea"]
            (self.units,) = struct.unpack_from(">H", head, 18)
            (long_offsets,) = struct.unpack_from(">h", head, 50)
            (self.count,) = struct.unpack_from(">H", self.tables["maxp"], 4)
            (self._metrics,) = struct.unpack_from(">H", hhea, 34)
            self._offsets = _offsets(self.tables["loca"], self.count, long_offsets=bool(long_offsets))
            self._outlines, self._hmtx = self.tables["glyf"], self.tables["hmtx"]
        except (struct.error, KeyError) as error:
            raise ValueError(f"no TrueType outlines: {error}") from error

    def outline(self, glyph: int) -> bytes:
        """Empty where the glyph draws nothing."""
        return bytes(self._outlines[self._offsets[glyph] : self._offsets[glyph + 1]])

    def glyph(self, number: int) -> Glyph:
        """The glyph with its metrics; glyphs beyond the last full metric share its advance."""
        last = self._metrics - 1
        (advance,) = struct.unpack_from(">H", self._hmtx, 4 * min(number, last))
        at = 4 * number + 2 if number <= last else 4 * self._metrics + 2 * (number - self._metrics)
        (bearing,) = struct.unpack_from(">h", self._hmtx, at) if at + 2 <= len(self._hmtx) else (0,)
        return Glyph(outline=self.outline(number), advance=advance, bearing=bearing)

    def drawn(self) -> frozenset[int]:
        """Every glyph with an outline."""
        at = self._offsets
        return frozenset(number for number in range(self.count) if at[number] < at[number + 1])

    def closure(self, glyphs: Iterable[int]) -> set[int]:
        """``glyphs`` and all that they are composed of."""
        found: set[int] = set()
        waiting = list(glyphs)
        while waiting:
            number = waiting.pop()
            if number not in found and 0 <= number < self.count:
                found.add(number)
                waiting += [part for _, part in _components(self.outline(number))]
        return found


def _offsets(loca: bytes, count: int, *, long_offsets: bool) -> Sequence[int]:
    offsets = array("I" if long_offsets else "H")
    offsets.frombytes(loca[: (count + 1) * offsets.itemsize])
    if struct.pack("=H", 1) == b"\x01\x00":  # OpenType is big-endian
        offsets.byteswap()
    if len(offsets) != count + 1:
        raise ValueError("loca is too short")
    return offsets if long_offsets else [2 * offset for offset in offsets]


def _components(outline: bytes) -> Iterator[tuple[int, int]]:
    """Of a composite glyph: where each component's number stands, and the number."""
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
        return
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, number = struct.unpack_from(">HH", outline, at)
        yield at + 2, number
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _TWO_BY_TWO else 0


def truetype_of(face: Sfnt, glyphs: Sequence[Glyph], numbers: Mapping[int, int]) -> bytes:
    """A file of ``glyphs`` in this order with the face's own measures.

    Args:
        face: Where the tables come from.
        glyphs: What it draws, from glyph 0.
        numbers: What glyphs were numbered before, and are now: composite glyphs name others.
    """
    outlines = [_padded(_renumbered(glyph.outline, numbers), 2) for glyph in glyphs]
    ends = [0]
    for outline in outlines:
        ends.append(ends[-1] + len(outline))
    long_offsets = ends[-1] > 2 * 0xFFFF
    advances = [glyph.advance for glyph in glyphs]
    while len(advances) > 1 and advances[-1] == advances[-2]:
        advances.pop()
    full = b"".join(struct.pack(">Hh", glyph.advance, glyph.bearing) for glyph in glyphs[: len(advances)])
    rest = b"".join(struct.pack(">h", glyph.bearing) for glyph in glyphs[len(advances) :])
    tables = {
        "glyf": b"".join(outlines),
        "head": _patched(face.tables["head"], ">h", {50: int(long_offsets)}),
        "hhea": _patched(face.tables["hhea"], ">H", {34: len(advances)}),
        "hmtx": full + rest,
        "loca": b"".join(
            struct.pack(">L" if long_offsets else ">H", end // (1 + (not long_offsets))) for end in ends
        ),
        "maxp": _patched(face.tables["maxp"], ">H", {4: len(glyphs)}),
    }
    tables.update({tag: face.tables[tag] for tag in _HINTING if tag in face.tables})
    return _file(tables)


def _renumbered(outline: bytes, numbers: Mapping[int, int]) -> bytes:
    return _patched(outline, ">H", {at: numbers[number] for at, number in _components(outline)})


def _patched(table: bytes, kind: str, values: Mapping[int, int]) -> bytes:
    if not values:
        return table
    patched = bytearray(table)
    for at, value in values.items():
        struct.pack_into(kind, patched, at, value)
    return bytes(patched)


def _file(tables: Mapping[str, bytes]) -> bytes:
    """The sfnt wrapper (OpenType 1.9, Organization of an OpenType Font)."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    directory = struct.pack(
        ">LHHHH", 0x00010000, count, 16 * power, power.bit_length() - 1, 16 * (count - power)
    )
    tables = {**tables, "head": _patched(tables["head"], ">L", {8: 0})}
    start, body = 12 + 16 * count, b""
    head_at = 0
    for tag in sorted(tables):
        data = tables[tag]
        head_at = start + len(body) if tag == "head" else head_at
        directory += struct.pack(">4sLLL", tag.encode(), _checksum(data), start + len(body), len(data))
        body += _padded(data, 4)
    whole = bytearray(directory + body)
    struct.pack_into(">L", whole, head_at + 8, (_CHECKSUM_OF_FONT - _checksum(bytes(whole))) & 0xFFFFFFFF)
    return bytes(whole)


def _checksum(data: bytes) -> int:
    padded = _padded(data, 4)
    total: int = sum(struct.unpack(f">{len(padded) // 4}L", padded))
    return total & 0xFFFFFFFF


def _padded(data: bytes, to: int) -> bytes:
    return data + bytes(-len(data) % to)
