"""One file, decoded whole or refused. Runs only in the child: the bytes are foreign.

Strict means: every check sum, every marker and every row must be there. Pillow alone paints what it has.
"""

from __future__ import annotations

import contextlib
import os
import struct
import tempfile
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from PIL import ExifTags, Image, ImageFile, ImageOps, UnidentifiedImageError

from report_pdf.pictures import colour, jpeg
from report_pdf.pictures.exif_raw import is_raw, preview
from report_pdf.pictures.heif import register
from report_pdf.pictures.refused import Refused
from report_pdf.pictures.rules import Remark

__all__ = ["MAX_BYTES", "MAX_PIXELS", "MAX_SIDE", "Decoded", "check_bytes", "decode"]

MAX_BYTES = 768 * 2**20
"""A 16-bit TIFF of 100 megapixels has 600 MB."""

MAX_PIXELS = 120_000_000
"""The largest one-shot camera backs have 102 megapixels."""

MAX_SIDE = 65_000
"""JPEG cannot hold more than 65 535."""

_PILLOW_FORMATS = {
    "PNG": "PNG",
    "TIFF": "TIFF",
    "GIF": "GIF",
    "WEBP": "WebP",
    "BMP": "BMP",
    "JPEG2000": "JPEG 2000",
    "AVIF": "AVIF",
    "HEIF": "HEIC",
}
_RAW = "RAW"
_SUFFIXES = {
    "JPEG": {".jpg", ".jpeg", ".jpe", ".jfif", ".mpo"},
    "PNG": {".png", ".apng"},
    "TIFF": {".tif", ".tiff"},
    "JPEG2000": {".jp2", ".j2k", ".jpx", ".jpf", ".j2c"},
    "AVIF": {".avif", ".avifs"},
    "HEIF": {".heic", ".heif", ".hif"},
    _RAW: {".arw", ".cr2", ".dng", ".nef", ".nrw", ".orf", ".pef", ".raf", ".rw2", ".srw"},
}

# First bytes of files that desks hand in as photographs and that are none of ours.
_KNOWN_STRANGERS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"8BPS", "PSD"),
    (0, b"%PDF", "PDF"),
    (0, b"%!PS", "PostScript"),
    (0, b"II\x1a\x00\x00\x00HEAPCCDR", "RAW"),
    (0, b"IIRO", "RAW"),
    (0, b"FUJIFILM", "RAW"),
    (0, b"PK\x03\x04", "ZIP"),
    (0, b"\x00\x00\x01\x00", "ICO"),
    (0, b"\xff\x0a", "JPEG XL"),
    (4, b"JXL ", "JPEG XL"),
    (0, b"II\xbc", "JPEG XR"),
)
# Enough to see what a text file is about.
_HEAD = 4096

_TRUNCATION_WORDS = ("truncated", "Truncated", "not enough", "unexpected end", "EOF")
_COMPRESSION, _PHOTOMETRIC = 259, 262
_DEFLATE = (8, 32946)
_STRIPS_AND_TILES = ((273, 279), (324, 325))
_ADOBE_RGB_INTEROP = "R03"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A picture in mode L or RGB, upright, without metadata. ``dpi`` as the file says, if it does.

    ``faithful`` is the JPEG file's parts when its own pixels are already these: neither turned nor converted.
    """

    image: Image.Image
    dpi: float | None
    remarks: tuple[Remark, ...]
    faithful: jpeg.Jpeg | None = None


def decode(path: Path) -> Decoded:
    """The whole way for one file.

    Raises:
        Refused: It is not a picture, not whole, or beyond the limits.
    """
    # Other libraries set this to True for the whole process; a child of ours imports none of them, but be sure.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    Image.MAX_IMAGE_PIXELS = None  # our own limit is checked before any row is decoded
    kind = _kind(path)
    with (
        _overheard() as overheard,
        warnings.catch_warnings(record=True) as caught,
        _refusing(),
        path.open("rb") as file,
    ):
        warnings.simplefilter("always")
        image, parts = _open(file, kind)
        remarks = _remarks_on_file(image, path, kind)
        decoded = _finish(image, parts)
    odd = {str(warning.message) for warning in caught} | set(overheard)
    remarks += tuple(Remark(key="odd-file", detail=text) for text in sorted(odd))
    return Decoded(
        image=decoded.image, dpi=decoded.dpi, remarks=remarks + decoded.remarks, faithful=decoded.faithful
    )


def _kind(path: Path) -> str:
    """Pillow's name of the format, from the first bytes."""
    check_bytes(path)
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if head.startswith(b"\xff\xd8\xff"):
            return "JPEG"
        if is_raw(file):
            return _RAW
    register()
    _refuse_strangers(head)
    for name in _PILLOW_FORMATS:
        accept = Image.OPEN.get(name) or (Image.init() and Image.OPEN.get(name))
        if accept and accept[1] is not None and accept[1](head[:16]) is True:
            return name
    raise Refused("not-a-picture")


def check_bytes(path: Path) -> None:
    """Refuse an empty file or one over the limit, without reading it."""
    size = path.stat().st_size
    if size == 0:
        raise Refused("empty")
    if size > MAX_BYTES:
        raise Refused("too-many-bytes", f"{size / 2**20:.0f} MB > {MAX_BYTES / 2**20:.0f} MB")


def _refuse_strangers(head: bytes) -> None:
    for offset, magic, name in _KNOWN_STRANGERS:
        if head[offset:].startswith(magic):
            raise Refused("unsupported", name)
    if head[4:8] == b"ftyp" and head[8:12] == b"crx ":
        raise Refused("unsupported", "RAW")
    if b"<svg" in head.lower() or b"http://www.w3.org/2000/svg" in head:
        raise Refused("unsupported", "SVG")


def _open(file: BinaryIO, kind: str) -> tuple[ImageFile.ImageFile, jpeg.Jpeg | None]:
    """The picture, its size within the limits, nothing decoded yet."""
    parts = None
    image: ImageFile.ImageFile
    if kind in ("JPEG", _RAW):
        parts = jpeg.parse(_whole(file, kind))
        _check_size(parts.frame.width, parts.frame.height)
        image = jpeg.StrictJpeg.of(parts)
    else:
        if kind == "PNG":
            _check_png(file)
        if kind == "WEBP":
            _check_riff(file)
        file.seek(0)
        image = Image.open(file, formats=(kind,))
        if kind == "TIFF":
            _check_deflated(image, file)
    _check_size(*image.size)
    return image, parts


def _whole(file: BinaryIO, kind: str) -> bytes:
    """The JPEG: the file itself, or the camera's own picture inside a raw file."""
    if kind != _RAW:
        return file.read()
    inside = preview(file)
    if inside is None:
        raise Refused("unsupported", "RAW")
    return inside.getvalue()


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise Refused("too-many-pixels", f"{width} × {height} > {MAX_PIXELS // 10**6} MP")


def _check_png(file: BinaryIO) -> None:
    """Every chunk with its check sum up to IEND (ISO/IEC 15948, 5.3); Pillow skips those of the pixels."""
    file.seek(8)
    name = b""
    while name != b"IEND":
        head = file.read(8)
        if len(head) < 8:
            raise Refused("truncated", "no IEND")
        length, name = struct.unpack(">I4s", head)
        body, check = file.read(length), file.read(4)
        if len(body) < length or len(check) < 4:
            raise Refused("truncated", name.decode("latin-1"))
        if zlib.crc32(body, zlib.crc32(name)) != int.from_bytes(check):
            raise Refused("corrupt", f"CRC {name.decode('latin-1')}")


def _check_deflated(image: ImageFile.ImageFile, file: BinaryIO) -> None:
    """Strips or tiles packed with Deflate end in a check sum that libtiff does not come to read (RFC 1950)."""
    tags = getattr(image, "tag_v2", {})
    if tags.get(_COMPRESSION) not in _DEFLATE:
        return
    at = file.tell()
    for places, lengths in _STRIPS_AND_TILES:
        for place, length in zip(tags.get(places, ()), tags.get(lengths, ()), strict=True):
            file.seek(place)
            unpacker = zlib.decompressobj()
            unpacker.decompress(file.read(length))
            if not unpacker.eof:
                raise Refused("truncated", f"strip at byte {place}")
    file.seek(at)


def _check_riff(file: BinaryIO) -> None:
    """A RIFF file says in its head how long it is."""
    promised = int.from_bytes(file.read(8)[4:], "little") + 8
    size = file.seek(0, os.SEEK_END)
    if size < promised:
        raise Refused("truncated", f"{size} < {promised}")


def _remarks_on_file(image: ImageFile.ImageFile, path: Path, kind: str) -> tuple[Remark, ...]:
    remarks: list[Remark] = []
    if path.suffix.lower() not in _SUFFIXES.get(kind, {f".{kind.lower()}"}):
        remarks.append(Remark(key="misnamed", detail=_PILLOW_FORMATS.get(kind, kind)))
    if kind == _RAW:
        remarks.append(Remark(key="raw-preview", detail=f"{image.width} × {image.height}"))
    frames = getattr(image, "n_frames", 1)
    if frames > 1:
        remarks.append(Remark(key="first-of-many", detail=str(frames)))
        image.seek(0)
    return tuple(remarks)


def _finish(image: ImageFile.ImageFile, parts: jpeg.Jpeg | None) -> Decoded:
    profile = image.info.get("icc_profile")
    dpi = _dpi(image)
    white_is_zero = image.format == "TIFF" and getattr(image, "tag_v2", {}).get(_PHOTOMETRIC) == 0
    exif = image.getexif()
    turn = exif.get(ExifTags.Base.Orientation, 1)
    remarks = _camera_remarks(image, exif, profile)
    if any(remark.key == "adobe-rgb-assumed" for remark in remarks):
        profile = colour.adobe_rgb()
    image.load()
    # TIFF turns itself while loading and forgets the tag; for the others the tag is still there.
    upright = ImageOps.exif_transpose(image)
    plain = colour.to_eight_bits(upright, white_is_zero=white_is_zero)
    converted, doubts = colour.to_srgb(plain, profile)
    same = parts is not None and turn in (0, 1) and converted is plain and image.mode == converted.mode
    converted.info.clear()  # a plain picture by now, so this was all its metadata
    return Decoded(image=converted, dpi=dpi, remarks=remarks + doubts, faithful=parts if same else None)


def _camera_remarks(image: Image.Image, exif: Image.Exif, profile: bytes | None) -> tuple[Remark, ...]:
    interop = exif.get_ifd(ExifTags.IFD.Interop).get(1) if image.format == "JPEG" else None
    if image.mode == "RGB" and not profile and interop == _ADOBE_RGB_INTEROP:
        return (Remark(key="adobe-rgb-assumed"),)
    if image.format == "JPEG" and image.mode == "CMYK" and "adobe" not in image.info:
        return (Remark(key="cmyk-polarity-assumed"),)
    return ()


def _dpi(image: Image.Image) -> float | None:
    dpi = image.info.get("dpi")
    return float(dpi[0]) if dpi and float(dpi[0]) > 1 else None


@contextlib.contextmanager
def _overheard() -> Iterator[list[str]]:
    """What libtiff and its like write straight to standard error: it must not reach the terminal, nor be lost."""
    lines: list[str] = []
    terminal = os.dup(2)
    with tempfile.TemporaryFile() as paper:
        os.dup2(paper.fileno(), 2)
        try:
            yield lines
        finally:
            os.dup2(terminal, 2)
            os.close(terminal)
            paper.seek(0)
            lines += paper.read(_HEAD).decode("utf-8", "replace").splitlines()


@contextlib.contextmanager
def _refusing() -> Iterator[None]:
    """Whatever the decoders raise on broken bytes is one refusal."""
    try:
        yield
    except (Refused, MemoryError):
        raise
    except UnidentifiedImageError as error:
        raise Refused("corrupt", "header") from error
    except Exception as error:
        words = str(error) or type(error).__name__
        key = "truncated" if any(word in words for word in _TRUNCATION_WORDS) else "corrupt"
        raise Refused(key, words) from error
