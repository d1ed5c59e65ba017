"""Chosen glyphs as a bare CFF font keyed by CID, with cubic curves fitted to TrueType's quadratic ones.

The designers drew cubic curves; TrueType holds them as many short quadratic ones. Putting them together again within
1.5 thousandths of an em (at 10 points: five thousandths of a millimetre) takes an eighth off a Chinese face, and choosing
between the places next to each point another tenth. Adobe Technical Notes 5176 (CFF) and 5177 (Type 2 charstrings);
ISO 32000-2 9.7.4.2: CIDs go through the charset.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping, Sequence

from fontTools.pens.basePen import AbstractPen
from fontTools.pens.qu2cuPen import Qu2CuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen, RecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from report_pdf.fonts.compact_rounding import Drawing, on_grid, simplified
from report_pdf.fonts.compact_sfnt import Sfnt

__all__ = ["cff_of"]

_PER_EM = 1000
_FIRST_OWN_STRING = 391
# Operators of the dictionaries (5176, tables 9, 10, 23).
_ROS, _BOX, _CHARSET, _CHARSTRINGS, _PRIVATE = b"\x0c\x1e", b"\x05", b"\x0f", b"\x11", b"\x12"
_CID_COUNT, _FD_ARRAY, _FD_SELECT = b"\x0c\x22", b"\x0c\x24", b"\x0c\x25"
_DEFAULT_WIDTH = b"\x14"
_FONT_MATRIX = b"\x0c\x07"


def cff_of(data: bytes, cids: Sequence[int], *, blank: frozenset[int], grid: int = 1) -> bytes | None:
    """Glyph ``cid`` of the TrueType file under each CID; None where the em is not 1000 units.

    Args:
        data: The TrueType file.
        cids: From 0 upwards, ascending.
        blank: Of them, those that draw nothing.
        grid: Units that coordinates are multiples of; no outline is further from the face's own than these.
    """
    face = Sfnt(data)
    if face.units != _PER_EM:
        return None
    font = TTFont(io.BytesIO(data), lazy=True)
    glyphs, order = font.getGlyphSet(), font.getGlyphOrder()
    widths = [round(face.glyph(cid).advance / grid) for cid in cids]
    usual = max(set(widths), key=widths.count)
    drawings = [() if cid in blank else _drawing(glyphs, order[cid], grid) for cid in cids]
    charstrings = [
        _charstring(drawing, None if width == usual else width)
        for drawing, width in zip(on_grid(drawings, grid), widths, strict=True)
    ]
    box = [round(edge / grid) for edge in struct.unpack_from(">4h", face.tables["head"], 36)]
    return _file(charstrings, cids, usual=usual, box=box, matrix=_matrix(grid))


def _matrix(grid: int) -> bytes:
    """FontMatrix, where it is not the usual one; reals are nibbles: a is the point, f the end (5176, table 5)."""
    if grid == 1:
        return b""
    real = b"\x1e\xa0" + bytes([grid, 0xFF])
    return real + b"\x8b\x8b" + real + b"\x8b\x8b" + _FONT_MATRIX


class _WithStart:
    """A contour of curves alone gets a point to start from: halfway between two control points (as TrueType implies)."""

    def __init__(self, pen: AbstractPen) -> None:
        self._pen = pen
        self.moveTo, self.lineTo, self.curveTo = pen.moveTo, pen.lineTo, pen.curveTo
        self.closePath, self.endPath, self.addComponent = pen.closePath, pen.endPath, pen.addComponent

    def qCurveTo(self, *points: tuple[float, float] | None) -> None:  # noqa: N802 - the pen protocol's name
        if points[-1] is None and points[0] is not None and points[-2] is not None:
            first, last = points[0], points[-2]
            start = ((first[0] + last[0]) / 2, (first[1] + last[1]) / 2)
            self._pen.moveTo(start)
            points = (*points[:-1], start)
        self._pen.qCurveTo(*points)


def _drawing(glyphs: Mapping[str, object], name: str, grid: int) -> Drawing:
    """The glyph in lines and cubic curves, as few as keep within the grid."""
    quadratic, cubic = DecomposingRecordingPen(glyphs), RecordingPen()
    glyphs[name].draw(quadratic)  # type: ignore[attr-defined]  # fontTools is untyped
    quadratic.replay(_WithStart(Qu2CuPen(cubic, 1 + grid / 2, all_cubic=True)))
    return simplified(tuple(cubic.value), grid if grid > 1 else 0.5)


def _charstring(drawing: Drawing, width: int | None) -> bytes:
    pen = T2CharStringPen(width, None)
    for operator, points in drawing:
        getattr(pen, operator)(*points)
    charstring = pen.getCharString(optimize=True)
    charstring.compile()
    return bytes(charstring.bytecode)


def _file(
    charstrings: Sequence[bytes], cids: Sequence[int], *, usual: int, box: Sequence[int], matrix: bytes
) -> bytes:
    """Header, indices, and what the top dictionary points to; offsets have a fixed length, so one pass finds them."""
    header = b"\x01\x00\x04\x02"
    strings = _index([b"Adobe", b"Identity"])
    private = _number(usual) + _DEFAULT_WIDTH
    parts = {
        "charset": b"\x02"
        + b"".join(struct.pack(">HH", first, count - 1) for first, count in _runs(cids[1:])),
        "select": struct.pack(">BHHBH", 3, 1, 0, 0, len(charstrings)),
        "charstrings": _index(charstrings),
        "private": private,
    }

    def top(at: Mapping[str, int]) -> bytes:
        return _index(
            [
                _number(_FIRST_OWN_STRING) + _number(_FIRST_OWN_STRING + 1) + _number(0) + _ROS
                + b"".join(map(_number, box)) + _BOX + matrix
                + _number(cids[-1] + 1) + _CID_COUNT
                + _offset(at["charset"]) + _CHARSET
                + _offset(at["charstrings"]) + _CHARSTRINGS
                + _offset(at["array"]) + _FD_ARRAY
                + _offset(at["select"]) + _FD_SELECT
            ]
        )  # fmt: skip

    before = header + _index([b"Packet"])
    between = strings + _index([])
    nowhere = dict.fromkeys((*parts, "array"), 0)
    at, end = {}, len(before) + len(top(nowhere)) + len(between)
    for name, part in parts.items():
        at[name], end = end, end + len(part)
    at["array"] = end
    fonts = _index([_number(len(private)) + _offset(at["private"]) + _PRIVATE])
    return before + top(at) + between + b"".join(parts.values()) + fonts


def _index(items: Sequence[bytes]) -> bytes:
    if not items:
        return b"\x00\x00"
    ends = [1]
    for item in items:
        ends.append(ends[-1] + len(item))
    size = (ends[-1].bit_length() + 7) // 8
    return (
        struct.pack(">HB", len(items), size) + b"".join(end.to_bytes(size) for end in ends) + b"".join(items)
    )


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and sum(runs[-1]) == number:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((number, 1))
    return runs


def _number(value: int) -> bytes:
    return b"\x1c" + struct.pack(">h", value) if -32768 <= value < 32768 else _offset(value)


def _offset(value: int) -> bytes:
    return b"\x1d" + struct.pack(">l", value)
