"""Scrims: smooth gradients toward black or white, baked into the picture so that every RIP prints them alike."""

from __future__ import annotations

from PIL import Image

from report_pdf.model.pages import Scrim

__all__ = ["lay_scrims"]


def lay_scrims(image: Image.Image, scrims: tuple[Scrim, ...]) -> Image.Image:
    """The picture under its scrims, the first one lowest."""
    for scrim in scrims:
        shade = Image.new(image.mode, image.size, "black" if scrim.shade == "dark" else "white")
        image = Image.composite(shade, image, _mask(image.size, scrim))
    return image


def _mask(size: tuple[int, int], scrim: Scrim) -> Image.Image:
    """How much shade lies on each pixel: full strength at the edge, eased out to nothing at ``depth``."""
    width, height = size
    length = height if scrim.edge in ("top", "bottom") else width
    ramp = bytes(round(255 * scrim.strength * _ease(at / length, scrim.depth)) for at in range(length))
    line = Image.frombytes("L", (1, length), ramp if scrim.edge in ("top", "left") else ramp[::-1])
    if scrim.edge in ("left", "right"):
        line = line.transpose(Image.Transpose.TRANSPOSE)
    return line.resize(size, Image.Resampling.NEAREST)


def _ease(at: float, depth: float) -> float:
    """1 at the edge, 0 from ``depth`` on, without a visible beginning or end (smoothstep)."""
    if at >= depth:
        return 0.0
    rest = 1 - at / depth
    return rest * rest * (3 - 2 * rest)
