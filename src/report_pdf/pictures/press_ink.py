"""How much ink pixels have, and how they get less of it: cyan, magenta and yellow give way, black stays."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageChops, ImageMath

__all__ = ["PressImage", "all_limited", "cmyk_image", "limited_ink", "most_ink", "most_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PressImage:
    """Pixels as the press gets them: ``colours`` 1 (grey, 0 black) or 4 (CMYK).

    ``jpeg``: ``data`` is a JPEG, with Adobe's inverted numbers when it has four colours; else plain 8-bit samples.
    """

    data: bytes
    width: int
    height: int
    colours: int
    jpeg: bool


def most_ink(image: PressImage) -> float:
    """The largest sum of inks in any pixel, in per cent, rounded up."""
    if image.colours == 1:
        return 100.0
    return most_of(cmyk_image(image.data, (image.width, image.height), jpeg=image.jpeg, inverted=image.jpeg))


def cmyk_image(data: bytes, size: tuple[int, int], *, jpeg: bool, inverted: bool) -> Image.Image:
    """Ink as Pillow keeps it: 255 is full. It takes every CMYK JPEG for an inverted one."""
    if not jpeg:
        plain = Image.frombytes("CMYK", size, data)
        return ImageChops.invert(plain) if inverted else plain
    image = Image.open(io.BytesIO(data))
    if image.mode != "CMYK":
        raise ValueError(f"the JPEG is {image.mode}, not CMYK")
    image.load()
    return image if inverted else ImageChops.invert(image)


def most_of(image: Image.Image) -> float:
    """The largest sum in a CMYK picture, in per cent, rounded up."""
    cyan, magenta, yellow, black = image.split()
    # Each halving may round down by a half, so the mean is at most one level too low.
    mean = ImageChops.add(
        ImageChops.add(cyan, magenta, scale=2), ImageChops.add(yellow, black, scale=2), scale=2
    )
    highest = mean.getextrema()[1]
    assert isinstance(highest, int | float)
    return (highest + 1) * 4 / 2.55


def all_limited(image: Image.Image, limit: float) -> Image.Image:
    """Every pixel as ``limited_ink`` has it."""
    *colours, black = image.split()

    def within(parts: dict[str, Any]) -> Any:
        room = limit * 2.55 - parts["black"]
        share = parts["min"](room / parts["max"](parts["c"] + parts["m"] + parts["y"], 1.0), 1.0)
        return parts["convert"](parts["band"] * share, "L")

    c, m, y = (band.convert("F") for band in colours)
    operands = {"c": c, "m": m, "y": y, "black": black.convert("F")}
    made = [ImageMath.lambda_eval(within, **operands, band=band) for band in (c, m, y)]
    return Image.merge("CMYK", (*made, black))


def limited_ink(ink: tuple[int, ...], limit: int) -> tuple[float, ...]:
    """Ink from 0 to 255 each, its sum at most ``limit`` per cent."""
    *colours, black = ink
    room = limit * 2.55 - black
    asked = sum(colours)
    if asked <= room:
        return ink
    return (*(part * room / asked for part in colours), black)
