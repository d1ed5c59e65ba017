"""What comes out of a photograph: upright, sRGB or grey, 8 bits, nothing but pixels."""

from __future__ import annotations

import errno
import io
import os
import struct
import zlib

import pytest
from PIL import Image, ImageChops, ImageCms, ImageStat, PngImagePlugin

from report_pdf.errors import DeliveryError
from report_pdf.pictures import clean
from report_pdf.pictures.colour import adobe_rgb


def difference(one, other):
    assert one.mode == other.mode
    assert one.size == other.size
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


# What the camera did to the upright picture before it wrote the tag (TIFF 6.0, Orientation).
UNDONE_BY = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_every_camera_position_comes_out_upright(motif, cleaned, orientation, kind):
    turn = UNDONE_BY.get(orientation)
    stored = motif.transpose(turn) if turn is not None else motif
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"quality": 100, "subsampling": "4:4:4"} if kind == "JPEG" else {}
    image, findings = cleaned(f"photo.{kind.lower()}", stored, format=kind, exif=exif, **options)
    assert difference(image, motif) < 1
    assert findings == []


def test_no_metadata_is_left(motif, hand_in, tmp_path):
    exif = Image.Exif()
    exif[0x010F] = "SECRETMAKER"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (31.0, 13.0, 47.0)
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>SECRETXMP</x:xmpmeta>"
    source = hand_in(
        "p.jpg", motif, format="JPEG", exif=exif, xmp=xmp, comment=b"SECRETCOMMENT", dpi=(300, 300)
    )
    assert source.path.read_bytes().count(b"SECRET") == 3
    (picture,) = clean([source], tmp_path / "cache")
    assert b"SECRET" not in picture.path.read_bytes()
    with Image.open(picture.path) as image:
        allowed = {256, 257, 258, 259, 262, 273, 277, 278, 279, 284, 282, 283, 296, 317, 339}
        assert set(image.tag_v2) <= allowed


def test_an_embedded_wide_gamut_profile_is_converted(cleaned):
    """Full green of Adobe RGB at half lightness, against the numbers of IEC 61966-2-1 computed by hand."""
    image, findings = cleaned(
        "p.png", Image.new("RGB", (8, 8), (120, 140, 90)), format="PNG", icc_profile=adobe_rgb()
    )
    assert findings == []
    red, green, blue = image.getpixel((3, 3))
    assert (red, green, blue) == pytest.approx(_adobe_to_srgb(120, 140, 90), abs=1)
    assert red < 115  # and not left as it was


def _adobe_to_srgb(*values):
    r, g, b = ((value / 255) ** 2.19921875 for value in values)
    x = 0.57667 * r + 0.18556 * g + 0.18823 * b
    y = 0.29734 * r + 0.62736 * g + 0.07529 * b
    z = 0.02703 * r + 0.07069 * g + 0.99134 * b
    linear = (
        3.2404542 * x - 1.5371385 * y - 0.4985314 * z,
        -0.9692660 * x + 1.8760108 * y + 0.0415560 * z,
        0.0556434 * x - 0.2040259 * y + 1.0572252 * z,
    )
    return [255 * (12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055) for v in linear]


def test_srgb_under_another_name_changes_no_pixel(motif, cleaned):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image, _ = cleaned("p.png", motif, format="PNG", icc_profile=profile)
    assert image.tobytes() == motif.tobytes()


def test_a_camera_in_adobe_rgb_without_profile_is_believed(cleaned):
    exif = Image.Exif()
    exif.get_ifd(0xA005)[1] = "R03"
    exif.get_ifd(0x8769)[0xA001] = 65535
    exif.get_ifd(0x8769)[0xA005] = {1: "R03"}
    photo = Image.new("RGB", (16, 16), (120, 140, 90))
    image, findings = cleaned("p.jpg", photo, format="JPEG", quality=100, subsampling="4:4:4", exif=exif)
    assert findings == ["picture/adobe-rgb-assumed"]
    assert image.getpixel((3, 3)) == pytest.approx(_adobe_to_srgb(120, 140, 90), abs=2)


def test_a_broken_profile_is_told_and_left_aside(motif, cleaned):
    image, findings = cleaned("p.png", motif, format="PNG", icc_profile=b"no profile at all" * 20)
    assert image.tobytes() == motif.tobytes()
    assert findings == ["picture/broken-profile"]


def test_a_profile_for_another_kind_of_picture_is_told(cleaned):
    grey = Image.new("L", (8, 8), 99)
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    image, findings = cleaned("p.png", grey, format="PNG", icc_profile=lab)
    assert findings == ["picture/broken-profile"]
    assert image.getpixel((0, 0)) == 99


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bit_grey_is_scaled_not_clipped(cleaned, kind):
    values = [0, 128, 129, 257, 20000, 32896, 65000, 65535]
    deep = Image.frombytes("I;16", (8, 1), struct.pack("<8H", *values))
    image, findings = cleaned(f"p.{kind.lower()}", deep, format=kind)
    assert image.mode == "L"
    assert list(image.tobytes()) == [round(value / 257) for value in values]
    assert findings == []


def test_sixteen_bit_grey_with_white_as_zero_is_turned_over(hand_in, cleaned):
    deep = Image.frombytes("I;16", (2, 1), struct.pack("<2H", 0, 65535))
    source = hand_in("made.tif", deep, format="TIFF")
    data = bytearray(source.path.read_bytes())
    at = data.index(struct.pack("<HHIHH", 262, 3, 1, 1, 0))
    data[at + 8] = 0
    image, _ = cleaned("p.tif", bytes(data))
    assert list(image.tobytes()) == [255, 0]


def test_sixteen_bit_colour(cleaned):
    """Written by hand: Pillow does not write it."""
    row = struct.pack(">6H", 65535, 32896, 0, 514, 257, 40000)
    head = struct.pack(">IIBBBBB", 2, 1, 16, 2, 0, 0, 0)
    image, _ = cleaned(
        "p.png", _png((b"IHDR", head), (b"IDAT", zlib.compress(b"\x00" + row)), (b"IEND", b""))
    )
    assert image.mode == "RGB"
    assert list(image.tobytes()) == pytest.approx([255, 128, 0, 2, 1, 156], abs=1)


def _png(*chunks):
    file = io.BytesIO()
    file.write(b"\x89PNG\r\n\x1a\n")
    for name, body in chunks:
        PngImagePlugin.putchunk(file, name, body)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_cmyk_becomes_what_it_means(motif, cleaned, kind):
    options = {"quality": 100} if kind == "JPEG" else {}
    image, findings = cleaned(f"p.{kind.lower()}", motif.convert("CMYK"), format=kind, **options)
    assert difference(image, motif) < 2
    assert findings == ["picture/cmyk-without-profile"]


def test_lab_becomes_srgb(cleaned):
    """L* 54.29, a* 80.8, b* 69.9 (D50) is the red of sRGB."""
    lab = Image.new("LAB", (4, 4), (round(54.29 * 2.55), 128 + 81, 128 + 70))
    image, findings = cleaned("p.tif", lab, format="TIFF")
    assert image.getpixel((0, 0)) == pytest.approx((255, 0, 0), abs=8)
    assert findings == []


def test_transparency_lies_on_white_paper(cleaned):
    glass = Image.new("RGBA", (2, 1), (10, 20, 30, 0))
    glass.putpixel((1, 0), (10, 20, 30, 128))
    image, _ = cleaned("p.png", glass, format="PNG")
    assert image.mode == "RGB"
    assert image.getpixel((0, 0)) == (255, 255, 255)
    assert image.getpixel((1, 0)) == pytest.approx((132, 137, 142), abs=1)


def test_a_palette_with_a_clear_colour(cleaned):
    chart = Image.new("P", (2, 1))
    chart.putpalette([200, 0, 0, 0, 0, 200])
    chart.putpixel((1, 0), 1)
    image, _ = cleaned("p.gif", chart, format="GIF", transparency=1)
    assert image.getpixel((0, 0)) == (200, 0, 0)
    assert image.getpixel((1, 0)) == (255, 255, 255)


def test_line_art_and_grey_stay_without_colour(motif, cleaned):
    line, _ = cleaned("line.tif", motif.convert("1"), format="TIFF", compression="group4")
    assert line.mode == "L"
    assert line.tobytes() == motif.convert("1").convert("L").tobytes()
    grey, _ = cleaned("grey.jpg", motif.convert("L"), format="JPEG")
    assert grey.mode == "L"


def test_floating_point_from_zero_to_one(cleaned):
    image, _ = cleaned("p.tif", Image.new("F", (4, 4), 0.5), format="TIFF")
    assert (image.mode, image.getpixel((0, 0))) == ("L", 128)


def test_the_first_frame_of_several_is_told(motif, cleaned):
    other = Image.new("RGB", motif.size, "red")
    image, findings = cleaned("p.tif", motif, format="TIFF", save_all=True, append_images=[other])
    assert image.tobytes() == motif.tobytes()
    assert findings == ["picture/first-of-many"]


def test_a_full_disk_is_not_the_pictures_fault(motif, hand_in, tmp_path, monkeypatch, without_child):
    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DeliveryError, match="No space left"):
        clean([hand_in("p.png", motif, format="PNG")], tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []


def test_the_second_time_nothing_is_decoded(motif, hand_in, tmp_path, monkeypatch):
    source = hand_in("p.gif", motif, format="PNG")
    first = clean([source, source], tmp_path / "cache")
    monkeypatch.setattr("report_pdf.pictures.cleaning.in_child", None)
    assert clean([source, source], tmp_path / "cache") == first
    assert [finding.code for finding in first[0].findings] == ["picture/misnamed"]


def test_a_spoilt_picture_in_the_cache_is_made_again(motif, hand_in, tmp_path):
    source = hand_in("p.png", motif, format="PNG")
    (first,) = clean([source], tmp_path / "cache")
    whole = first.path.read_bytes()
    first.path.write_bytes(whole[:-100])
    assert clean([source], tmp_path / "cache") == (first,)
    assert first.path.read_bytes() == whole
    assert sorted(path.suffix for path in first.path.parent.iterdir()) == [".json", ".tif"]
