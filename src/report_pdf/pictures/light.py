"""How bright a picture is where type will stand, so that the type's colour can be chosen (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import functools
import itertools
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from report_pdf.model.issue import Picture
from report_pdf.model.pages import Scrim
from report_pdf.model.plan import Focus
from report_pdf.pictures.crop import crop_window
from report_pdf.pictures.scrims import lay_scrims

__all__ = ["Tone", "contrast", "tones"]

Region = tuple[float, float, float, float]

# One sample for each millimetre: about the width of a stroke of headline type.
_SAMPLES_PER_MM = 1.0
_MOST_SAMPLES = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """Relative luminance of a region, 0 black to 1 white.

    Attributes:
        mean: The average.
        dark: A tenth of the region is darker.
        light: A tenth of the region is lighter.
        busy: Mean difference of neighbouring millimetres in perceived lightness: 0 plain, above 0.06 hard to read on.
    """

    mean: float
    dark: float
    light: float
    busy: float

    def contrast_with(self, luminance: float) -> float:
        """The poorer of the contrasts that type of this luminance has with the dark and the light parts."""
        return min(contrast(luminance, self.dark), contrast(luminance, self.light))


def contrast(one: float, other: float) -> float:
    """Contrast ratio of two luminances, 1 to 21 (WCAG 2.2, contrast ratio)."""
    light, dark = max(one, other), min(one, other)
    return (light + 0.05) / (dark + 0.05)


def tones(
    picture: Picture,
    *,
    width_mm: float,
    height_mm: float,
    focus: Focus,
    region: Region,
    scrims: tuple[Scrim, ...] = (),
) -> Tone:
    """The tone of ``region`` (left, top, right, bottom as fractions of the cropped slot), scrims included."""
    proof = lay_scrims(_proof(picture.path, width_mm, height_mm, focus), scrims)
    left, top, right, bottom = region
    box = (
        int(left * proof.width),
        int(top * proof.height),
        max(int(left * proof.width) + 1, round(right * proof.width)),
        max(int(top * proof.height) + 1, round(bottom * proof.height)),
    )
    return _tone_of(proof.crop(box))


@functools.lru_cache(maxsize=8)
def _proof(path: Path, width_mm: float, height_mm: float, focus: Focus) -> Image.Image:
    """The slot's part of the picture with a sample for each millimetre."""
    with Image.open(path) as image:
        window = crop_window(image.size, width_mm / height_mm, focus)
        size = (
            min(_MOST_SAMPLES, max(1, round(width_mm * _SAMPLES_PER_MM))),
            min(_MOST_SAMPLES, max(1, round(height_mm * _SAMPLES_PER_MM))),
        )
        return image.resize(size, Image.Resampling.BOX, box=window.box).convert("RGB")


def _tone_of(image: Image.Image) -> Tone:
    samples = image.tobytes()
    pixels = zip(samples[0::3], samples[1::3], samples[2::3], strict=True)
    luminances = [0.2126 * _LINEAR[r] + 0.7152 * _LINEAR[g] + 0.0722 * _LINEAR[b] for r, g, b in pixels]
    ranked = sorted(luminances)
    last = len(ranked) - 1
    return Tone(
        mean=sum(ranked) / len(ranked),
        dark=ranked[round(last * 0.1)],
        light=ranked[round(last * 0.9)],
        busy=_busy(luminances, image.width),
    )


def _busy(luminances: list[float], width: int) -> float:
    lightness = [_lightness(value) for value in luminances]
    across = [
        abs(one - other)
        for at, (one, other) in enumerate(itertools.pairwise(lightness), start=1)
        if at % width
    ]
    down = [abs(one - other) for one, other in zip(lightness, lightness[width:], strict=False)]
    steps = across + down
    return sum(steps) / len(steps) if steps else 0.0


def _lightness(luminance: float) -> float:
    """CIE L* from 0 to 1."""
    if luminance > 216 / 24389:
        return 1.16 * float(luminance ** (1 / 3)) - 0.16
    return luminance * 24389 / 2700


def _linear(value: int) -> float:
    encoded = value / 255
    if encoded <= 0.04045:
        return encoded / 12.92
    return float(((encoded + 0.055) / 1.055) ** 2.4)


_LINEAR = tuple(_linear(value) for value in range(256))
