"""The press pass and the ink check, measured by programs that share nothing with them: Ghostscript, poppler, mupdf."""

from __future__ import annotations

import io
import itertools
import random

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops, ImageFilter, ImageStat
from plates import PROFILE, inks, most_ink, needs, plates, shown

from report_pdf.pdf import PressSpec, check_press, press_pass
from report_pdf.pictures import PressConverter

PPI = 72
# Fields, a gradient, lines, a turned form, a clip, a picture and black letters on paper: all of it in ink already.
INKED = b"""
0.8 0.3 0 0.1 k 20 20 120 80 re f 0 0.9 0.7 0 k 100 60 80 90 re f
q 20 180 100 80 re W n /Blend sh Q
0 0 0 1 K 3 w 150 180 m 250 260 l S 0.2 0 0.9 0.3 K 6 w 150 260 m 250 180 l S
q 0.7 0.7 -0.7 0.7 220 60 cm 0 0 0.6 0 k 0 0 40 40 re f Q
q 80 0 0 80 20 280 cm /Photo Do Q
0 0 0 1 k BT /F 24 Tf 130 320 Td (ABAB) Tj ET
"""
PHOTO = Image.effect_mandelbrot((300, 300), (-2, -1.2, 0.6, 1.2), 60)


def page(content: bytes, photo: pikepdf.Stream | None = None) -> bytes:
    """A page of 280 by 380 points, with a bleed box of its own size."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(280, 380))
        holder = pdf.pages[0].obj
        holder["/TrimBox"] = Array([8.5, 8.5, 271.5, 371.5])
        holder["/Contents"] = pdf.make_stream(content)
        tint = Dictionary(
            FunctionType=2, Domain=Array([0, 1]), C0=Array([1, 0, 0, 0]), C1=Array([0, 0, 1, 0.2]), N=1
        )
        blend = Dictionary(
            ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=Array([20, 0, 120, 0]), Function=tint
        )
        holder["/Resources"] = Dictionary(
            Font=Dictionary(
                F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Helvetica-Bold"))
            ),
            Shading=Dictionary(Blend=blend),
            XObject=Dictionary(Photo=picture(pdf, *(photo or (PHOTO.tobytes() * 4, "/DeviceCMYK")))),
        )
        out = io.BytesIO()
        pdf.save(out, static_id=True)
        return out.getvalue()


def picture(pdf: pikepdf.Pdf, samples: bytes, space: str) -> pikepdf.Stream:
    made = pdf.make_stream(samples)
    made["/Type"], made["/Subtype"] = Name.XObject, Name.Image
    made["/Width"], made["/Height"] = PHOTO.size
    made["/ColorSpace"], made["/BitsPerComponent"] = Name(space), 8
    return made


def pressed(pdf: bytes) -> bytes:
    return press_pass(pdf, PressSpec(converter=PressConverter(PROFILE.read_bytes(), ink_limit=300))).data


def test_ink_that_was_ink_stays_to_a_thousandth(tmp_path):
    needs("gs")
    samples = b"".join(bytes((value, 255 - value, value // 2, 0)) for value in PHOTO.tobytes())
    plain = page(INKED, (samples, "/DeviceCMYK"))
    (before,) = plates(plain, tmp_path / "before", ppi=PPI)
    (after,) = plates(pressed(plain), tmp_path / "after", ppi=PPI)
    assert min(inks(before).values()) > 1
    for name, amount in inks(before).items():
        assert inks(after)[name] == pytest.approx(amount, abs=0.1), name
    other = pressed(page(INKED.replace(b"0.8 0.3 0 0.1 k", b"0.7 0.3 0 0.1 k"), (samples, "/DeviceCMYK")))
    (moved,) = plates(other, tmp_path / "moved", ppi=PPI)
    assert abs(inks(moved)["Cyan"] - inks(before)["Cyan"]) > 0.1


def test_no_square_of_a_dark_photograph_has_more_ink_than_the_limit(tmp_path):
    needs("gs")
    grain = random.Random(7)  # noqa: S311 - a picture, no secret
    noise = bytes(max(0, min(60, round(grain.gauss(12, 9)))) for _ in range(PHOTO.width * PHOTO.height * 3))
    dark = page(b"q 280 0 0 380 0 0 cm /Photo Do Q", (noise, "/DeviceRGB"))
    result = pressed(dark)
    (sheet,) = plates(result, tmp_path / "sheet", ppi=PPI)
    assert 250 < most_ink(sheet, ppi=PPI) <= 300
    assert "press/ink" not in {breach.check.id for breach in check_press(result)}


def test_the_ink_check_measures_as_ghostscript_does(tmp_path):
    needs("gs")
    heavy = page(b"q 200 0 0 200 40 40 cm /Photo Do Q", (b"\xf0\xe0\xd0\x80" * (300 * 300), "/DeviceCMYK"))
    (sheet,) = plates(heavy, tmp_path / "sheet", ppi=PPI)
    (said,) = [breach for breach in check_press(heavy) if breach.check.id == "press/ink"]
    assert float(said.message.en.split(" %")[0]) == pytest.approx(most_ink(sheet, ppi=PPI), abs=2)


def test_a_pressed_page_looks_alike_in_three_viewers(tmp_path):
    needs("pdftoppm", "mutool")
    samples = b"".join(bytes((value, 128, 255 - value)) for value in PHOTO.tobytes())
    rgb = INKED.replace(b"0.8 0.3 0 0.1 k", b"0.1 0.5 0.8 rg")
    pictures = shown(pressed(page(rgb, (samples, "/DeviceRGB"))), tmp_path / "shown", ppi=72)
    for one, other in itertools.combinations(pictures, 2):
        assert unlike(pictures[one], pictures[other]) < 12, (one, other)
    # What is missing in one of them is seen.
    torn = pictures["pdfium"].copy()
    torn.paste(255, (20, 200, 140, 280))
    assert unlike(torn, pictures["pdfium"]) > 12


def unlike(one: Image.Image, other: Image.Image) -> float:
    """The worst difference in grey of any eighth of an inch; viewers differ in edges, and in how CMYK looks."""
    size = (one.width // 9, one.height // 9)
    shrunk = [
        image.filter(ImageFilter.BoxBlur(2)).resize(size, Image.Resampling.BOX) for image in (one, other)
    ]
    return ImageStat.Stat(ImageChops.difference(*shrunk)).rms[0]
