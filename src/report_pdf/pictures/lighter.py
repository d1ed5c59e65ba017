"""Pictures at every weight they may have, and what each weight costs the eye.

In: a picture as fine as it will ever be shown. Out: rungs, each a JPEG with the error a reader would see: the difference
in light from the finest, less where the picture itself is restless, for there the eye misses it (masking: Watson 1993,
and what JPEG's own tables are built on).
"""

from __future__ import annotations

import io
import math
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter, ImageMath

from report_pdf.model.pages import Placement
from report_pdf.pictures.fitting import encode_jpeg, ready

__all__ = ["Finest", "Rung", "finest_of_placement", "finest_of_samples", "rungs"]

_SCALES = (1.0, 0.8, 0.64, 0.5, 0.4)
_QUALITIES = (92, 85, 77, 66, 52, 38)
_LEAST_PPI = 60.0
_AT_ONCE = min(4, os.cpu_count() or 1)
_TILE, _TILES = 256, 3
_AROUND_PX = 4
_MM_PER_INCH = 25.4
_RESTLESS = 10.0
"""Of 256 levels: local activity that hides half of an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finest:
    """A picture at its best. ``samples``: rows of ``mode`` (``L``, ``RGB``); ``ppi``: that it has at its place."""

    samples: bytes
    mode: str
    width: int
    height: int
    ppi: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One weight of a picture: a JPEG. ``cost``: the error a reader sees, in levels of 256; 0 is the finest itself."""

    data: bytes
    width: int
    height: int
    ppi: float
    quality: int
    cost: float


def finest_of_placement(placement: Placement, ppi: int) -> Finest:
    """A photograph at its place, from the cleaned original, with at most ``ppi``."""
    image, _ = ready(placement, ppi)
    has = image.width / (placement.width_mm / _MM_PER_INCH)
    return Finest(samples=image.tobytes(), mode=image.mode, width=image.width, height=image.height, ppi=has)


def finest_of_samples(
    data: bytes, *, is_jpeg: bool, mode: str, size: tuple[int, int], ppi: float
) -> Finest | None:
    """A picture that comes encoded; None where a JPEG is not what it is said to be."""
    if is_jpeg:
        try:
            with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
                if image.size != size or image.mode != mode:
                    return None
                data = image.tobytes()
        except (OSError, ValueError, Image.DecompressionBombError):
            return None
    return Finest(samples=data, mode=mode, width=size[0], height=size[1], ppi=ppi)


def rungs(finest: Finest) -> tuple[Rung, ...]:
    """From the heaviest to the lightest; every rung that is heavier than another and not better is left out."""
    image = Image.frombytes(finest.mode, (finest.width, finest.height), finest.samples)
    tiles = _tiles(image.size)
    seen = _Seen(_gathered(image.convert("L"), tiles))
    scales = [scale for scale in _SCALES if scale == 1.0 or finest.ppi * scale >= _LEAST_PPI]
    measure = _Measure(image.size, tiles, seen, finest.ppi)
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        # A thread for each scale: Pillow keeps a save's settings in the picture, so no two may save the same one.
        made = list(threads.map(lambda scale: measure.rungs(_scaled(image, scale), scale), scales))
    return _frontier([rung for scale in made for rung in scale])


def _scaled(image: Image.Image, scale: float) -> Image.Image:
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.copy() if scale == 1.0 else image.resize(size, Image.Resampling.LANCZOS)


@dataclass(frozen=True, slots=True)
class _Measure:
    """What every rung of one picture is held against."""

    full: tuple[int, int]
    tiles: Sequence[tuple[int, int, int, int]]
    seen: _Seen
    ppi: float

    def rungs(self, image: Image.Image, scale: float) -> list[Rung]:
        """Every quality at this scale."""
        return [self._rung(image, scale, quality) for quality in _QUALITIES]

    def _rung(self, image: Image.Image, scale: float, quality: int) -> Rung:
        data = encode_jpeg(image, quality, progressive=True)
        with Image.open(io.BytesIO(data)) as decoded:
            shown = decoded.convert("L")
        if shown.size != self.full:
            shown = shown.resize(self.full, Image.Resampling.BICUBIC)
        return Rung(
            data=data,
            width=image.width,
            height=image.height,
            ppi=self.ppi * scale,
            quality=quality,
            cost=self.seen.error(_gathered(shown, self.tiles)),
        )


def _frontier(made: Sequence[Rung]) -> tuple[Rung, ...]:
    best: list[Rung] = []
    for rung in sorted(made, key=lambda one: (one.cost, len(one.data))):
        if not best or len(rung.data) < len(best[-1].data):
            best.append(rung)
    return tuple(best)


def _tiles(size: tuple[int, int]) -> tuple[tuple[int, int, int, int], ...]:
    """Samples over the whole picture: looking at all of a large one takes long and tells no more."""
    width, height = size
    if width * height <= (_TILE * _TILES) ** 2:
        return ((0, 0, width, height),)
    across, down = min(_TILE, width), min(_TILE, height)
    lefts = sorted({(width - across) * at // (_TILES - 1) for at in range(_TILES)})
    tops = sorted({(height - down) * at // (_TILES - 1) for at in range(_TILES)})
    return tuple((left, top, left + across, top + down) for top in tops for left in lefts)


def _gathered(image: Image.Image, tiles: Sequence[tuple[int, int, int, int]]) -> Image.Image:
    width, height = tiles[0][2] - tiles[0][0], tiles[0][3] - tiles[0][1]
    sheet = Image.new("L", (width, height * len(tiles)))
    for at, tile in enumerate(tiles):
        sheet.paste(image.crop(tile), (0, at * height))
    return sheet


class _Seen:
    """The finest picture with how restless it is in each place."""

    def __init__(self, finest: Image.Image) -> None:
        self._finest = finest
        blurred = finest.filter(ImageFilter.BoxBlur(_AROUND_PX))
        self._restless = ImageChops.difference(finest, blurred).filter(ImageFilter.BoxBlur(_AROUND_PX))

    def error(self, shown: Image.Image) -> float:
        """The root of the mean square of what is seen of the difference."""
        squares = ImageMath.lambda_eval(
            lambda given: (
                (given["float"](given["error"]) / (given["float"](given["restless"]) / _RESTLESS + 1.0))
                * (given["float"](given["error"]) / (given["float"](given["restless"]) / _RESTLESS + 1.0))
            ),
            error=ImageChops.difference(self._finest, shown),
            restless=self._restless,
        )
        mean = squares.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
        assert isinstance(mean, float)
        return math.sqrt(mean)
