"""Image samples as bytes: unpacked to eight bits, with their /Decode applied (ISO 32000-2 8.9.5.2)."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf

from report_pdf.pdf.geometry import number_of, numbers_of
from report_pdf.pdf.press.ink import UnknownSpace

__all__ = ["eight_bit_samples", "keyed_mask", "luminance", "turned_over"]

_MOST_SAMPLES = 1 << 30


def eight_bit_samples(image: pikepdf.Object, components: int) -> tuple[bytes, tuple[int, int]]:
    """All samples, rows without padding, and the image's size.

    Raises:
        UnknownSpace: The samples cannot be read, or there are fewer than the size promises.
    """
    width, height = _side(image, "/Width"), _side(image, "/Height")
    if not width or not height or width * height * components > _MOST_SAMPLES:
        raise UnknownSpace
    data = _decoded(image)
    bits = int(number_of(image.get("/BitsPerComponent")) or 8)
    unpacked = _unpacked(data, bits, width * components, height)
    if len(unpacked) < width * height * components:
        raise UnknownSpace
    return unpacked[: width * height * components], (width, height)


def _side(image: pikepdf.Object, key: str) -> int:
    return max(0, int(number_of(image.get(key)) or 0))


def _decoded(image: pikepdf.Object) -> bytes:
    if not isinstance(image, pikepdf.Stream):
        raise UnknownSpace
    try:
        return image.read_bytes(decode_level=pikepdf.StreamDecodeLevel.all)
    except pikepdf.PdfError as error:
        raise UnknownSpace from error


def _unpacked(data: bytes, bits: int, row: int, height: int) -> bytes:
    if bits == 8:
        return data
    if bits == 16:
        return data[::2]
    if bits not in {1, 2, 4}:
        raise UnknownSpace
    each, most = 8 // bits, (1 << bits) - 1
    table = [
        bytes((byte >> (8 - bits * (place + 1)) & most) * 255 // most for place in range(each))
        for byte in range(256)
    ]
    stride = (row * bits + 7) // 8
    rows = (data[start : start + stride] for start in range(0, stride * height, stride))
    return b"".join(b"".join(map(table.__getitem__, line))[:row] for line in rows)


def turned_over(samples: bytes, old: Sequence[float], new: Sequence[float]) -> bytes:
    """Samples whose numbers meant ``old`` (lowest, highest, …), written so that they mean ``new``."""
    count = len(new) // 2
    out = bytearray(samples)
    for index in range(count):
        low, high = old[2 * index], old[2 * index + 1]
        least, most = new[2 * index], new[2 * index + 1]
        table = bytes(
            min(255, max(0, round((low + byte / 255 * (high - low) - least) / (most - least) * 255)))
            for byte in range(256)
        )
        out[index::count] = samples[index::count].translate(table)
    return bytes(out)


def luminance(samples: bytes) -> bytes:
    """Of RGB samples."""
    red, green, blue = samples[0::3], samples[1::3], samples[2::3]
    return bytes((77 * r + 151 * g + 28 * b) >> 8 for r, g, b in zip(red, green, blue, strict=True))


def keyed_mask(
    pdf: pikepdf.Pdf, image: pikepdf.Object, key: pikepdf.Array, components: int
) -> pikepdf.Object:
    """A colour key as a stencil: its numbers mean nothing once the pixels are in other inks (8.9.6.4)."""
    bits = int(number_of(image.get("/BitsPerComponent")) or 8)
    samples, (width, height) = eight_bit_samples(image, components)
    most = (1 << bits) - 1
    limits = numbers_of(key)
    if len(limits) != 2 * components:
        raise UnknownSpace
    hidden = None
    for index in range(components):
        low, high = limits[2 * index] * 255 // most, -(-limits[2 * index + 1] * 255 // most)
        inside = bytes(255 if low <= byte <= high else 0 for byte in range(256))
        band = int.from_bytes(samples[index::components].translate(inside))
        hidden = band if hidden is None else hidden & band
    assert hidden is not None
    mask = pdf.make_stream(_stencil(hidden.to_bytes(width * height), width))
    mask["/Type"], mask["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Image
    mask["/Width"], mask["/Height"], mask["/BitsPerComponent"] = width, height, 1
    mask["/ImageMask"] = True
    return mask


def _stencil(hidden: bytes, width: int) -> bytes:
    """One bit a pixel, 1 where nothing is painted (8.9.6.3)."""
    out = bytearray()
    for start in range(0, len(hidden), width):
        line = hidden[start : start + width].translate(bytes(48 + (byte > 127) for byte in range(256)))
        padded = line.ljust((width + 7) // 8 * 8, b"0")
        out += int(padded, 2).to_bytes(len(padded) // 8)
    return bytes(out)
