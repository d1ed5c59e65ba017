"""A drawn page as a JPEG: grey where nothing on it is coloured."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageChops

from report_pdf.pictures.fitting import encode_jpeg

__all__ = ["RasterJpeg", "raster_jpeg"]

_QUALITY = 90
_GREY_WITHIN = 6
"""Levels that the colours of a grey pixel may lie apart: what smoothing of glyph edges leaves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RasterJpeg:
    """A JPEG of a page in sRGB or grey."""

    data: bytes
    is_grey: bool


def raster_jpeg(samples: bytes, width: int, height: int) -> RasterJpeg:
    """``samples``: ``width * height * 3`` bytes of sRGB, from the top."""
    image = Image.frombytes("RGB", (width, height), samples)
    is_grey = _is_grey(image)
    return RasterJpeg(data=encode_jpeg(image.convert("L") if is_grey else image, _QUALITY), is_grey=is_grey)


def _is_grey(image: Image.Image) -> bool:
    red, green, blue = image.split()
    apart = (ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return not any(any(one.histogram()[_GREY_WITHIN + 1 :]) for one in apart)
