"""The pictures a PDF holds, for whoever can make them lighter (ISO 32000-2 8.9.5)."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass

import pikepdf

from report_pdf.pdf.geometry import number_of
from report_pdf.pdf.images import images_of

__all__ = ["HeldPicture", "held_pictures"]

_MODES = {"/DeviceGray": "L", "/CalGray": "L", "/DeviceRGB": "RGB", "/CalRGB": "RGB"}
_MODES_OF_PROFILES = {1: "L", 3: "RGB"}
_BYTES = {"L": 1, "RGB": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPicture:
    """A picture with 8 bits of grey or RGB, as a JPEG or as samples row by row.

    Attributes:
        key: Its object number.
        data: The JPEG file, or the samples.
        is_jpeg: Which of the two.
        mode: ``L`` or ``RGB``.
        width: Pixels.
        height: Pixels.
        ppi: Where it is shown largest.
        page: Where it is shown first, from 1.
        length: Bytes it has in the file.
        sha256: Of ``data``.
    """

    key: int
    data: bytes
    is_jpeg: bool
    mode: str
    width: int
    height: int
    ppi: float
    page: int
    length: int
    sha256: str


def held_pictures(pdf: bytes, *, least: int) -> tuple[HeldPicture, ...]:
    """Every picture of at least ``least`` bytes that can be made anew; masks, CMYK, spot inks and patterns of bits cannot."""
    places: dict[int, list[tuple[float, int]]] = {}
    for facts in images_of(pdf):
        if facts.key and facts.ppi > 0:
            places.setdefault(facts.key, []).append((facts.ppi, facts.page))
    found = []
    with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as packet:
        for key, shown in places.items():
            held = _held(packet.get_object(key, 0), key, shown)
            if held is not None and held.length >= least:
                found.append(held)
    return tuple(found)


def _held(image: pikepdf.Object, key: int, shown: list[tuple[float, int]]) -> HeldPicture | None:
    mode = _mode(image.get("/ColorSpace"))
    plain = not any(name in image for name in ("/Decode", "/ImageMask", "/SMaskInData"))
    masked_by_colour = isinstance(image.get("/Mask"), pikepdf.Array)
    if not isinstance(image, pikepdf.Stream) or not mode or not plain or masked_by_colour:
        return None
    if number_of(image.get("/BitsPerComponent")) != 8:
        return None
    width, height = int(number_of(image.get("/Width")) or 0), int(number_of(image.get("/Height")) or 0)
    filters = image.get("/Filter")
    if isinstance(filters, pikepdf.Array) and len(filters) == 1:
        filters = filters[0]
    is_jpeg = str(filters) == "/DCTDecode"
    try:
        data = image.read_raw_bytes() if is_jpeg else image.read_bytes()
    except pikepdf.PdfError:
        return None
    if not is_jpeg and len(data) != width * height * _BYTES[mode]:
        return None
    return HeldPicture(
        key=key,
        data=data,
        is_jpeg=is_jpeg,
        mode=mode,
        width=width,
        height=height,
        ppi=min(ppi for ppi, _ in shown),
        page=min(page for _, page in shown),
        length=int(number_of(image.get("/Length")) or 0),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _mode(space: object) -> str:
    if isinstance(space, pikepdf.Array) and len(space) == 2 and str(space[0]) == "/ICCBased":
        return _MODES_OF_PROFILES.get(int(number_of(space[1].get("/N")) or 0), "")
    if isinstance(space, pikepdf.Array) and len(space):
        space = space[0] if str(space[0]).startswith("/Cal") else None
    return _MODES.get(str(space), "")
