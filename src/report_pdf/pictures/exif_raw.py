"""Raw files of cameras hold a whole JPEG for the camera's own screen: that is the picture, where it is large enough.

Most are TIFF files with other names (CR2, NEF, ARW, DNG …); TIFF readers find a thumbnail in them and take it for all.
"""

from __future__ import annotations

import io
import os
import struct
from collections.abc import Iterator
from typing import BinaryIO

from PIL import ExifTags, Image

__all__ = ["is_raw", "preview"]

_STRIPS, _STRIP_LENGTHS, _SUB_IFDS = 273, 279, 330
_COMPRESSION, _JPEG, _JPEG_LENGTH, _CFA, _DNG = 259, 513, 514, 33421, 50706
_ORIENTATION, _EXIF, _TAKEN = 274, 34665, 36867
_JPEGS = (6, 7)
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 13: 4}
_MOST_DIRECTORIES = 24
_MOST_ENTRIES = 1024
_SMALLEST = 100_000
"""Bytes of a JPEG below which it is a thumbnail."""
_FORMATS = (
    (0, b"IIRO"),
    (0, b"IIRS"),
    (0, b"MMOR"),
    (0, b"IIU\x00"),
    (0, b"FUJIFILMCCD-RAW"),
    (8, b"CR\x02"),
)


def is_raw(file: BinaryIO) -> bool:
    """By its content. The file is left where it was."""
    at = file.tell()
    try:
        file.seek(0)
        head = file.read(16)
        if any(head[offset:].startswith(magic) for offset, magic in _FORMATS):
            return True
        if head[:4] not in (b"II*\x00", b"MM\x00*"):
            return False
        return any(_CFA in directory or _DNG in directory for directory in _directories(file))
    except (OSError, struct.error):
        return False
    finally:
        file.seek(at)


def preview(file: BinaryIO) -> io.BytesIO | None:
    """The largest JPEG inside a raw file; None: it is no raw file, or there is none large enough."""
    if not is_raw(file):
        return None
    try:
        places = list(_jpegs(file))
    except (OSError, struct.error):
        return None
    length, at = max(((length, at) for at, length in places), default=(0, 0))
    if length < _SMALLEST:
        return None
    file.seek(at)
    inside = file.read(length)
    return io.BytesIO(_with_notes(inside, *_notes(file)))


def _notes(file: BinaryIO) -> tuple[int, str]:
    """Which way up the camera was held, and when: the raw file says so, its picture often does not."""
    file.seek(0)
    if file.read(4) not in (b"II*\x00", b"MM\x00*"):
        return 1, ""
    try:
        first = next(_directories(file), {})
        file.seek(0)
        order = "<" if file.read(2) == b"II" else ">"
        details = _directory(file, first[_EXIF][0], order)[0] if _EXIF in first else {}
    except (OSError, struct.error):
        return 1, ""
    taken = bytes(details.get(_TAKEN, ())).rstrip(b"\x00").decode("ascii", "replace")
    return first.get(_ORIENTATION, (1,))[0], taken


def _with_notes(inside: bytes, orientation: int, taken: str) -> bytes:
    """The JPEG with the raw file's notes where it lacks its own (CIPA DC-008, 4.5.4: APP1 right behind SOI)."""
    with Image.open(io.BytesIO(inside), formats=("JPEG",)) as image:
        exif = image.getexif()
    details = exif.get_ifd(ExifTags.IFD.Exif)
    upright = ExifTags.Base.Orientation in exif
    if not upright:
        exif[ExifTags.Base.Orientation] = orientation
    if taken and ExifTags.Base.DateTimeOriginal not in details:
        details[ExifTags.Base.DateTimeOriginal] = taken
    elif upright:
        return inside
    data = exif.tobytes()
    # Readers take the first; what the picture had itself is in it.
    return inside[:2] + b"\xff\xe1" + (len(data) + 2).to_bytes(2) + data + inside[2:]


def _jpegs(file: BinaryIO) -> Iterator[tuple[int, int]]:
    """Place and length of everything that starts as a JPEG of the usual kind does."""
    file.seek(0)
    if file.read(15) == b"FUJIFILMCCD-RAW":
        file.seek(84)
        found = [struct.unpack(">II", file.read(8))]
    else:
        found = [pair for directory in _directories(file) for pair in _pairs(directory)]
    size = file.seek(0, os.SEEK_END)
    for at, length in found:
        file.seek(at)
        if at + length <= size and file.read(3) == b"\xff\xd8\xff" and not _is_lossless(file, at):
            yield at, length


def _pairs(directory: dict[int, tuple[int, ...]]) -> Iterator[tuple[int, int]]:
    if _JPEG in directory and _JPEG_LENGTH in directory:
        yield directory[_JPEG][0], directory[_JPEG_LENGTH][0]
    strips = directory.get(_STRIPS, ())
    if directory.get(_COMPRESSION, (0,))[0] in _JPEGS and len(strips) == 1 and _STRIP_LENGTHS in directory:
        yield strips[0], directory[_STRIP_LENGTHS][0]


def _is_lossless(file: BinaryIO, at: int) -> bool:
    """The sensor's own values are packed as a lossless JPEG (ITU-T T.81, table B.1: SOF3)."""
    file.seek(at)
    head = file.read(4096)
    place = 2
    while place + 4 <= len(head) and head[place] == 0xFF:
        if head[place + 1] in (0xC0, 0xC1, 0xC2):
            return False
        if head[place + 1] == 0xC3:
            return True
        place += 2 + int.from_bytes(head[place + 2 : place + 4])
    return False


def _directories(file: BinaryIO) -> Iterator[dict[int, tuple[int, ...]]]:
    """Every directory of a TIFF file, those inside others too (TIFF 6.0, section 2)."""
    file.seek(0)
    order = "<" if file.read(2) == b"II" else ">"
    file.seek(4)
    (first,) = struct.unpack(f"{order}I", file.read(4))
    waiting, seen = [first], set[int]()
    while waiting and len(seen) < _MOST_DIRECTORIES:
        at = waiting.pop(0)
        if at in seen or at == 0:
            continue
        seen.add(at)
        directory, following = _directory(file, at, order)
        waiting += [following, *directory.get(_SUB_IFDS, ())]
        yield directory


def _directory(file: BinaryIO, at: int, order: str) -> tuple[dict[int, tuple[int, ...]], int]:
    file.seek(at)
    (count,) = struct.unpack(f"{order}H", file.read(2))
    entries = file.read(12 * min(count, _MOST_ENTRIES))
    (following,) = struct.unpack(f"{order}I", file.read(4))
    directory = {}
    for start in range(0, len(entries) - 11, 12):
        tag, kind, number = struct.unpack_from(f"{order}HHI", entries, start)
        if kind in _SIZES and 0 < number <= _MOST_ENTRIES:
            directory[tag] = _values(file, entries[start + 8 : start + 12], kind, number, order)
    return directory, following


def _values(file: BinaryIO, inline: bytes, kind: int, number: int, order: str) -> tuple[int, ...]:
    length = _SIZES[kind] * number
    data = inline[:length]
    if length > 4:
        (at,) = struct.unpack(f"{order}I", inline)
        file.seek(at)
        data = file.read(length)
    letter = {1: "B", 2: "B", 3: "H"}.get(kind, "I")
    return struct.unpack(f"{order}{number}{letter}", data) if len(data) == length else (0,) * number
