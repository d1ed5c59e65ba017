"""Which pictures bear to lose an edge, and what is left of one that its author has cut and turned."""

from __future__ import annotations

import random

import pytest
from PIL import Image, ImageDraw

from report_pdf.model.manuscript import Cut
from report_pdf.pictures import clean, cut_out
from report_pdf.pictures.kinds import is_photograph


def _grain(size, low, high):
    grain = random.Random(3)  # noqa: S311 - grain
    image = Image.new("L", size)
    image.putdata([grain.randrange(low, high) for _ in range(size[0] * size[1])])
    return image.convert("RGB")


def _photograph(size=(400, 320)):
    shades = Image.linear_gradient("L").resize(size).convert("RGB")
    return Image.blend(shades, _grain(size, 0, 255), 0.15)


def _chart():
    image = Image.new("RGB", (400, 320), "white")
    for bar in range(6):
        ImageDraw.Draw(image).rectangle((20 + 60 * bar, 60, 60 + 60 * bar, 300), fill=(30 * bar, 90, 60))
    return image


def _scan():
    """Written paper with the noise of a camera."""
    image = _grain((400, 320), 236, 250)
    for line in range(8):
        ImageDraw.Draw(image).rectangle((30, 30 + 36 * line, 370, 38 + 36 * line), fill=(40, 40, 40))
    return image


def test_a_photograph_is_one():
    assert is_photograph(_photograph())


@pytest.mark.parametrize(
    "image", [_chart(), _scan(), _photograph((200, 400))], ids=["chart", "scan", "small"]
)
def test_a_chart_a_scan_and_a_small_picture_are_none(image):
    assert not is_photograph(image)


def test_what_is_left_of_a_picture(hand_in, tmp_path, motif, without_child):
    (picture,) = clean([hand_in("a.png", motif, format="PNG")], tmp_path / "work")
    left = cut_out(picture, Cut(left=0.25, bottom=0.5, turns=1), tmp_path / "work")
    assert (left.width, left.height) == (32, 72)
    with Image.open(picture.path) as whole, Image.open(left.path) as part:
        assert part.getpixel((31, 0)) == whole.getpixel((24, 0))
        assert part.getpixel((0, 71)) == whole.getpixel((95, 31))
    assert left.sha256 != picture.sha256
    assert cut_out(picture, Cut(left=0.25, bottom=0.5, turns=1), tmp_path / "work") == left
