"""Whether a picture is a photograph, which bears to lose an edge, or something drawn or written, which does not."""

from __future__ import annotations

from PIL import Image, ImageChops

__all__ = ["is_photograph"]

# Measured on 80 pictures out of Word files and on photographs. As light as their left neighbour are 5 to 61 % of the
# pixels of a photograph and over 67 % of a chart's, a screenshot's or a logo's. A scan is as noisy as a photograph, but over
# half of it is paper: the fullest sixteenth of the greys holds 10 to 39 % of a photograph.
_MOST_EQUAL = 0.64
_MOST_PAPER = 0.45
_LEAST_SIDE = 300
"""What is smaller is a logo or a thumbnail: nothing of it can be spared."""
_GREYS, _SIXTEENTH = 256, 16


def is_photograph(image: Image.Image) -> bool:
    """Judged by its pixels: what sends pictures on strips a camera's notes."""
    if min(image.size) < _LEAST_SIDE:
        return False
    grey = image.convert("L")
    return _paper(grey) < _MOST_PAPER and _equal(grey) < _MOST_EQUAL


def _paper(grey: Image.Image) -> float:
    """The fullest sixteenth of the greys, as a share of all pixels."""
    counts = grey.histogram()
    fullest = max(sum(counts[at : at + _SIXTEENTH]) for at in range(_GREYS - _SIXTEENTH + 1))
    return fullest / (grey.width * grey.height)


def _equal(grey: Image.Image) -> float:
    """Pixels that are as light as their left neighbour, as a share."""
    left = grey.crop((0, 0, grey.width - 1, grey.height))
    right = grey.crop((1, 0, grey.width, grey.height))
    return ImageChops.difference(left, right).histogram()[0] / (left.width * left.height)
