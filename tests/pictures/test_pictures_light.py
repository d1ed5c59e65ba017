"""Where type may stand on a picture."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from report_pdf.model.pages import Scrim
from report_pdf.model.plan import Focus
from report_pdf.pictures import contrast, tones

PAGE = {"width_mm": 100, "height_mm": 150, "focus": Focus()}


def test_contrast_is_wcags():
    assert contrast(1, 0) == contrast(0, 1) == pytest.approx(21)
    assert contrast(0.5, 0.5) == 1


def test_dark_sky_over_bright_ground(picture):
    photo = Image.new("RGB", (200, 300), (119, 119, 119))
    ImageDraw.Draw(photo).rectangle((0, 150, 200, 300), fill="white")
    cover = picture(photo)
    sky = tones(cover, region=(0, 0, 1, 0.5), **PAGE)
    # #777 on white is the well-known 4.48 : 1.
    assert sky.contrast_with(1.0) == pytest.approx(4.48, abs=0.01)
    assert sky.busy == 0
    both = tones(cover, region=(0, 0, 1, 1), **PAGE)
    assert both.light == 1
    assert both.mean == pytest.approx((1 + sky.mean) / 2, abs=0.01)
    assert both.contrast_with(1.0) == 1


def test_the_region_is_of_the_cropped_slot(picture):
    """The left half is black; a slot that shows only the right half has none of it."""
    photo = Image.new("L", (400, 300), 255)
    ImageDraw.Draw(photo).rectangle((0, 0, 199, 300), fill=0)
    right = tones(picture(photo), width_mm=60, height_mm=100, focus=Focus(x=1.0), region=(0, 0, 1, 1))
    assert right.dark == 1


def test_a_busy_region_is_told_from_a_quiet_one(motif, picture):
    photo = motif.resize((200, 300))
    ImageDraw.Draw(photo).rectangle((0, 200, 200, 300), fill=(90, 110, 140))
    for at in range(0, 200, 8):
        ImageDraw.Draw(photo).rectangle((at, 0, at + 3, 100), fill="black")
    cover = picture(photo)
    busy = tones(cover, region=(0, 0, 1, 0.33), **PAGE).busy
    quiet = tones(cover, region=(0, 0.7, 1, 1), **PAGE).busy
    assert busy > 0.06
    assert quiet < 0.02


def test_a_scrim_counts(picture):
    bright = picture(Image.new("RGB", (200, 300), (200, 200, 190)))
    bare = tones(bright, region=(0, 0, 1, 0.2), **PAGE)
    shaded = tones(
        bright, region=(0, 0, 1, 0.2), scrims=(Scrim(edge="top", depth=0.6, strength=0.8),), **PAGE
    )
    assert bare.contrast_with(1.0) < 2
    assert shaded.contrast_with(1.0) > 4.5
