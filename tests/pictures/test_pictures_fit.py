"""At its place: the right part, never stretched, never enlarged, the same bytes each time."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from report_pdf.model.edition import PictureSpec
from report_pdf.model.pages import Placement, Scrim
from report_pdf.model.plan import Focus
from report_pdf.pictures import crop_window, effective_ppi, fit, fit_all, picture_url

SPEC = PictureSpec(ppi=150, quality=80)


def place(picture, width_mm, height_mm, focus=Focus(), url="a", scrims=()):
    return Placement(
        url=url, picture=picture, width_mm=width_mm, height_mm=height_mm, focus=focus, scrims=scrims
    )


def opened(fitted):
    image = Image.open(io.BytesIO(fitted.data))
    image.load()
    return image


fractions = st.floats(0, 1)
sides = st.integers(1, 9000)


@given(sides, sides, st.floats(0.05, 20), fractions, fractions)
def test_a_crop_has_the_aspect_keeps_the_focus_and_leaves_no_picture_unused(width, height, aspect, x, y):
    window = crop_window((width, height), aspect, Focus(x=x, y=y))
    left, top, right, bottom = window.box
    slack = 1e-6 * max(width, height)
    assert window.width / window.height == pytest.approx(aspect)
    assert -slack <= left <= x * width + slack <= right + 2 * slack <= width + 3 * slack
    assert -slack <= top <= y * height + slack <= bottom + 2 * slack <= height + 3 * slack
    assert window.width == pytest.approx(width) or window.height == pytest.approx(height)


def test_the_focus_is_what_is_shown(motif, picture):
    """A tall slot of a wide picture: the white post at its right end stays in, in the middle as far as may be."""
    photo = motif.resize((960, 640))
    ImageDraw.Draw(photo).rectangle((700, 0, 720, 640), fill="white")
    image = opened(fit(place(picture(photo), 20, 40, Focus(x=0.74, y=0.5)), PictureSpec(ppi=100, quality=90)))
    row = [sum(image.getpixel((x, 100))[:3]) for x in range(image.width)]
    assert row.index(max(row)) == pytest.approx(image.width / 2, abs=3)


def test_size_at_its_place_and_never_larger_than_the_original(motif, picture):
    small = picture(motif)
    assert effective_ppi(place(small, 25.4, 12.7)) == pytest.approx(96)
    fitted = fit(place(small, 25.4, 12.7), SPEC)
    assert (fitted.width, fitted.height) == (96, 48)
    assert fitted.ppi == pytest.approx(96)
    large = picture(motif.resize((1920, 1280)), name="large.png")
    fitted = fit(place(large, 50.8, 25.4), SPEC)
    assert opened(fitted).size == (fitted.width, fitted.height) == (300, 150)
    assert fitted.ppi == pytest.approx(150)


def test_the_file_is_a_bare_jpeg_and_the_same_each_time(motif, picture):
    placement = place(picture(motif.resize((600, 400))), 60, 40)
    fitted = fit(placement, SPEC)
    assert fitted == fit(placement, SPEC)
    assert fitted.media_type == "image/jpeg"
    assert markers(fitted.data) == [0xD8, 0xE0, 0xDB, 0xDB, 0xC0, 0xC4, 0xC4, 0xC4, 0xC4, 0xDA]
    assert opened(fitted).layer[0][1:3] == (2, 2)
    full = fit(placement, PictureSpec(ppi=150, quality=90))
    assert opened(full).layer[0][1:3] == (1, 1)


def markers(data):
    found, at = [0xD8], 2
    while found[-1] != 0xDA:
        found.append(data[at + 1])
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return found


def test_grey_stays_grey(motif, picture):
    assert opened(fit(place(picture(motif.convert("L")), 20, 10), SPEC)).mode == "L"


def test_a_screenshot_stays_sharp_where_that_is_smaller(picture):
    screen = Image.new("RGB", (400, 300), "white")
    draw = ImageDraw.Draw(screen)
    for at in range(10, 280, 14):
        draw.text((10, at), "01 report_pdf 2022", fill="black")
    fitted = fit(place(picture(screen), 80, 60), PictureSpec(ppi=300, quality=85))
    assert fitted.media_type == "image/png"
    assert opened(fitted).tobytes() == screen.tobytes()


def test_one_resource_for_each_url(motif, picture):
    photo = picture(motif)
    url = picture_url(photo, width_mm=30, height_mm=20, focus=Focus())
    assert url == picture_url(photo, width_mm=30.0, height_mm=20, focus=Focus())
    assert url != picture_url(photo, width_mm=30, height_mm=20, focus=Focus(x=0.4))
    placements = [place(photo, 30, 20, url=url), place(photo, 10, 10, url="b"), place(photo, 30, 20, url=url)]
    resources = fit_all(placements, SPEC)
    assert [resource.url for resource in resources] == [url, "b"]
    assert resources[0].data == fit(placements[0], SPEC).data


def test_a_scrim_darkens_its_edge_and_fades_out(picture):
    grey = picture(Image.new("RGB", (200, 300), (160, 160, 160)))
    scrim = Scrim(edge="top", depth=0.5, strength=0.75)
    image = opened(fit(place(grey, 20, 30, scrims=(scrim,)), PictureSpec(ppi=300, quality=95)))
    column = [image.getpixel((100, y))[0] for y in range(0, 300, 10)]
    assert column[0] == pytest.approx(40, abs=2)
    assert column == sorted(column)
    assert column[15:] == pytest.approx([160] * 15, abs=1)
    light = Scrim(edge="left", depth=1, strength=1, shade="light")
    image = opened(fit(place(grey, 20, 30, scrims=(light,)), PictureSpec(ppi=300, quality=95)))
    assert image.getpixel((0, 150))[0] >= 253
    assert image.getpixel((199, 150))[0] == pytest.approx(160, abs=2)
