"""A TIFF of several pages as several TIFFs of one: each header leads to another directory (TIFF 6.0, section 2).

No pixel is read here: what each file holds is decoded, strictly and in a child, like any other picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

__all__ = ["frames_of"]

_HEADS = (b"II*\x00", b"MM\x00*")
_MOST = 2000
_SUBFILE = 254
_REDUCED = 1
"""NewSubfileType, bit 0: a smaller copy of another page."""


def frames_of(path: Path) -> tuple[bytes, ...]:
    """One TIFF for each page of a TIFF with more than one; nothing for any other file."""
    with path.open("rb") as file:
        if file.read(4) not in _HEADS:
            return ()
    data = path.read_bytes()
    pages = [at for at, reduced in _directories(data) if not reduced]
    return tuple(_alone(data, at) for at in pages) if len(pages) > 1 else ()


def _directories(data: bytes) -> Iterator[tuple[int, bool]]:
    """Where each directory stands, and whether its picture is but a smaller copy."""
    seen: set[int] = set()
    at = _number(data, 4, 4)
    while at and at not in seen and len(seen) < _MOST and at + 6 <= len(data):
        seen.add(at)
        count = _number(data, at, 2)
        end = at + 2 + 12 * count
        if end + 4 > len(data):
            return
        entries = range(at + 2, end, 12)
        kinds = [_number(data, entry + 8, 4) for entry in entries if _number(data, entry, 2) == _SUBFILE]
        yield at, any(kind & _REDUCED for kind in kinds)
        at = _number(data, end, 4)


def _alone(data: bytes, at: int) -> bytes:
    end = at + 2 + 12 * _number(data, at, 2)
    page = bytearray(data)
    page[4:8] = at.to_bytes(4, "little" if data[:2] == b"II" else "big")
    page[end : end + 4] = bytes(4)
    return bytes(page)


def _number(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size], "little" if data[:2] == b"II" else "big")
