from __future__ import annotations

import io
import random

import pytest
from PIL import Image, ImageCms

from report_pdf.errors import PlanError
from report_pdf.pictures.colour import adobe_rgb
from report_pdf.pictures.press import PressConverter
from report_pdf.pictures.press_ink import most_ink
from report_pdf.resources import assets_folder

PROFILE = (assets_folder() / "icc" / "FOGRA39L_coated.icc").read_bytes()


@pytest.fixture(scope="module")
def press():
    return PressConverter(PROFILE, ink_limit=300)


def noisy(low, high, *, seed=3):
    """Grain between two levels: what JPEG swings at most over."""
    grain = random.Random(seed)  # noqa: S311 - grain
    return Image.frombytes("RGB", (64, 64), bytes(grain.randrange(low, high) for _ in range(64 * 64 * 3)))


def test_paper_stays_bare_and_no_colour_passes_the_limit(press):
    assert press.colour((1.0, 1.0, 1.0)) == (0, 0, 0, 0)
    dark = press.colour((0.0, 0.0, 0.0))
    assert 2.9 < sum(dark) <= 3.0
    assert dark[3] > 0.9


def test_a_colour_is_where_the_profile_has_it(press):
    """Back through the profile by another way, it is the colour that was asked for."""
    cyan, magenta, yellow, black = press.colour((0.5, 0.4, 0.3))
    pixel = Image.new("CMYK", (1, 1), tuple(round(part * 255) for part in (cyan, magenta, yellow, black)))
    back = ImageCms.profileToProfile(
        pixel,
        ImageCms.ImageCmsProfile(io.BytesIO(PROFILE)),
        ImageCms.createProfile("sRGB"),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="RGB",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    ).getpixel((0, 0))
    assert back == pytest.approx((128, 102, 77), abs=4)


def test_lab_and_other_rgb_are_told_apart(press):
    assert press.colour((100.0, 0.0, 0.0), space="lab") == (0, 0, 0, 0)
    violet = press.colour((40.0, 50.0, -60.0), space="lab")
    assert violet[1] > violet[2] + 0.5
    assert press.colour((0.3, 0.6, 0.3), profile=adobe_rgb()) != press.colour((0.3, 0.6, 0.3))


@pytest.mark.parametrize("levels", [(0, 40), (0, 256)])
def test_ink_is_under_the_limit_after_jpeg(press, levels):
    made = press.convert(noisy(*levels), lossy=True)
    assert (made.colours, made.jpeg) == (4, True)
    assert most_ink(made) <= 300
    with Image.open(io.BytesIO(made.data)) as image:
        assert (image.mode, image.size) == ("CMYK", (64, 64))
        ink = image.tobytes()
    darkest = max(sum(ink[at : at + 4]) for at in range(0, len(ink), 4))
    assert darkest / 2.55 <= 300


def test_a_lower_limit_is_kept_too():
    made = PressConverter(PROFILE, ink_limit=240).convert(noisy(0, 60), lossy=True)
    assert most_ink(made) <= 240


def test_grey_stays_grey_even_when_saved_as_rgb(press):
    grey = Image.linear_gradient("L")
    made = press.convert(grey.convert("RGB"), lossy=False)
    assert (made.colours, made.jpeg, made.data) == (1, False, grey.tobytes())


def test_pixels_agree_with_single_colours(press):
    made = press.image(bytes((200, 60, 40)) * 4, mode="RGB", size=(2, 2), lossy=False)
    alone = [round(part * 255) for part in press.colour((200 / 255, 60 / 255, 40 / 255))]
    assert list(made.data[:4]) == pytest.approx(alone, abs=3)


def test_a_profile_of_no_press_is_refused():
    with pytest.raises(PlanError):
        PressConverter(adobe_rgb())
    with pytest.raises(PlanError):
        PressConverter(b"no profile")


def test_cmyk_pixels_over_the_limit_give_way_in_colour_and_keep_their_black(press):
    noise = [Image.effect_noise((300, 200), 120).point(lambda value: min(255, value + 90)) for _ in range(4)]
    heavy = Image.merge("CMYK", noise)
    made, most = press.within_limit(heavy.tobytes(), size=heavy.size, jpeg=False)
    assert most > 390
    assert most_ink(made) <= 300 + 4 / 2.55
    light = Image.frombytes("CMYK", heavy.size, made.data)
    assert light.getchannel("K").tobytes() == noise[3].tobytes()
    assert press.within_limit(made.data, size=heavy.size, jpeg=False) is None


def test_a_cmyk_jpeg_is_read_the_way_round_its_pdf_says(press):
    file = io.BytesIO()
    Image.new("CMYK", (64, 64), (10, 10, 10, 0)).save(file, "JPEG", quality=95)
    assert press.within_limit(file.getvalue(), size=(64, 64), jpeg=True, inverted=True) is None
    made, most = press.within_limit(file.getvalue(), size=(64, 64), jpeg=True, inverted=False)
    assert most > 380
    assert most_ink(made) <= 300


def test_a_drawn_page_has_its_black_and_grey_in_black_ink_alone(press):
    page = Image.new("RGB", (40, 40), (255, 255, 255))
    page.paste((30, 30, 30), (0, 0, 20, 20))
    page.paste((200, 30, 40), (20, 20, 40, 40))
    made = press.page(page.tobytes(), size=page.size)
    inked = Image.frombytes("CMYK", page.size, made.data)
    assert inked.getpixel((5, 5)) == (0, 0, 0, 225)
    assert inked.getpixel((30, 5)) == (0, 0, 0, 0)
    assert inked.getpixel((30, 30))[1] > 200


def test_perceptual_and_relative_differ_in_what_no_ink_can_print():
    relative, perceptual = (PressConverter(PROFILE, intent=intent) for intent in ("relative", "perceptual"))
    assert relative.colour((0.0, 0.0, 1.0)) != perceptual.colour((0.0, 0.0, 1.0))
