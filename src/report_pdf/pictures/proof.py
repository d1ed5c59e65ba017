"""Pictures for a proof: a page small, and its ink as a map of colours with the fullest square found."""

from __future__ import annotations

import io
import itertools
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageMath

from report_pdf.pictures.fitting import encode_jpeg

__all__ = ["InkReading", "heat_colour", "page_view", "read_ink"]

_VIEW_QUALITY, _MAP_QUALITY = 74, 82
_MOST_PER_CENT = 400
# What the map shows (per cent of ink, colour): paper to grey below what matters, then yellow to red at the limit.
_PALE = ((0, (255, 255, 255)), (200, (176, 182, 188)))
_WARM = ((0.0, (250, 214, 92)), (0.6, (243, 152, 38)), (1.0, (214, 72, 28)))
_OVER = (150, 0, 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class InkReading:
    """The ink of a page.

    Attributes:
        square: Per cent in the fullest square.
        left: Where that begins, from the left, as a part of the width.
        top: The same from the top, as a part of the height.
        most: Per cent at the most, in one pixel.
        mean: Of each plate, in per cent.
        heat: The map, a JPEG.
    """

    square: float
    left: float
    top: float
    most: float
    mean: tuple[float, float, float, float]
    heat: bytes


def page_view(
    samples: bytes, size: tuple[int, int], *, box: tuple[float, float, float, float], width_px: int
) -> bytes:
    """The part ``box`` (left, top, right, bottom in pixels) of an sRGB page as a JPEG ``width_px`` wide."""
    image = Image.frombytes("RGB", size, samples)
    height_px = max(1, round(width_px * (box[3] - box[1]) / (box[2] - box[0])))
    within = (max(0.0, box[0]), max(0.0, box[1]), min(size[0], box[2]), min(size[1], box[3]))
    view = image.resize((width_px, height_px), Image.Resampling.LANCZOS, box=within)
    return encode_jpeg(view, _VIEW_QUALITY)


def read_ink(
    tiff: bytes,
    *,
    shown: tuple[float, float, float, float],
    trim: tuple[float, float, float, float],
    square_px: float,
    limit: float,
) -> InkReading:
    """Reads a page in CMYK.

    Args:
        tiff: The page's pixels.
        shown: What the map shows (left, top, right, bottom in pixels): the bleed.
        trim: Where the ink is measured.
        square_px: The square's side.
        limit: Per cent of ink from which the map is in its last colour.

    Raises:
        ValueError: The picture is not in CMYK.
    """
    with Image.open(io.BytesIO(tiff)) as image:
        if image.mode != "CMYK":
            raise ValueError(f"a page in {image.mode} tells nothing of inks")
        plates = image.split()
    total = ImageMath.lambda_eval(
        lambda args: (
            args["convert"](args["c"], "F")
            + args["convert"](args["m"], "F")
            + args["convert"](args["y"], "F")
            + args["convert"](args["k"], "F")
        ),
        **dict(zip("cmyk", plates, strict=True)),
    )
    cut = _whole(trim)
    measured = total.crop(cut)
    square, column, row = _fullest(measured, square_px)
    return InkReading(
        square=square / 2.55,
        left=(cut[0] + column - shown[0]) / (shown[2] - shown[0]),
        top=(cut[1] + row - shown[1]) / (shown[3] - shown[1]),
        most=measured.getextrema()[1] / 2.55,
        mean=_means([plate.crop(cut) for plate in plates]),
        heat=_heat(total.crop(_whole(shown)), limit),
    )


def _whole(
    edges: tuple[float, float, float, float],
) -> tuple[int, int, int, int]:
    left, top, right, bottom = (round(value) for value in edges)
    return left, top, right, bottom


def _means(plates: Sequence[Image.Image]) -> tuple[float, float, float, float]:
    cyan, magenta, yellow, black = (_mean(plate) for plate in plates)
    return cyan, magenta, yellow, black


def _mean(plate: Image.Image) -> float:
    counts = plate.histogram()
    return sum(value * count for value, count in enumerate(counts)) / sum(counts) / 2.55


def _fullest(total: Image.Image, side: float) -> tuple[float, float, float]:
    """The mean in the fullest square, and its left upper corner: from cells a tenth as wide as the square."""
    cells_a_side = 10
    cell = side / cells_a_side
    columns = max(cells_a_side, round(total.width / cell))
    rows = max(cells_a_side, round(total.height / cell))
    cells = array("f", total.resize((columns, rows), Image.Resampling.BOX).tobytes())
    sums = _summed(cells, columns)
    best = max(
        (
            sums[row + cells_a_side][column + cells_a_side]
            - sums[row][column + cells_a_side]
            - sums[row + cells_a_side][column]
            + sums[row][column],
            -row,
            -column,
        )
        for row in range(rows - cells_a_side + 1)
        for column in range(columns - cells_a_side + 1)
    )
    mean = best[0] / cells_a_side**2
    return mean, -best[2] * total.width / columns, -best[1] * total.height / rows


def _summed(cells: Sequence[float], columns: int) -> list[list[float]]:
    """A table of sums: of all cells above and left of each."""
    above = [0.0] * (columns + 1)
    table = [above]
    for start in range(0, len(cells), columns):
        row = itertools.accumulate(cells[start : start + columns], initial=0.0)
        above = [total + value for total, value in zip(above, row, strict=True)]
        table.append(above)
    return table


def _heat(total: Image.Image, limit: float) -> bytes:
    """In the colours of the map: three tables from ink to light."""
    ink = total.point(lambda value: value * (100 / _MOST_PER_CENT) + 0.0).convert("L")
    colours = [heat_colour(value / 255 * _MOST_PER_CENT, limit) for value in range(256)]
    bands = [ink.point([colour[band] for colour in colours]) for band in range(3)]
    return encode_jpeg(Image.merge("RGB", bands), _MAP_QUALITY)


def heat_colour(ink: float, limit: float) -> tuple[int, int, int]:
    """The colour of so much ink (per cent) where ``limit`` is the most."""
    if ink > limit:
        return _OVER
    start = _PALE[-1][0]
    if ink <= start:
        return _between(_PALE, ink)
    return _between(_WARM, (ink - start) / max(1.0, limit - start))


def _between(stops: Sequence[tuple[float, tuple[int, int, int]]], value: float) -> tuple[int, int, int]:
    for (low, dark), (high, light) in itertools.pairwise(stops):
        if value <= high:
            part = (value - low) / (high - low)
            red, green, blue = (round(a + (b - a) * part) for a, b in zip(dark, light, strict=True))
            return red, green, blue
    return stops[-1][1]
