"""A picture that is a supplement keeps its own pixels where it can."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from report_pdf.errors import PictureError
from report_pdf.pictures import page_jpeg


def test_an_upright_jpeg_loses_its_metadata_and_not_a_pixel(motif, hand_in):
    exif = Image.Exif()
    exif[0x010F] = "SECRETMAKER"
    source = hand_in(
        "scan.jpg", motif, format="JPEG", quality=60, exif=exif, comment=b"SECRET", dpi=(300, 300)
    )
    page = page_jpeg(source)
    assert page.lossless
    assert page.dpi == 300
    assert (page.width, page.height, page.colours) == (96, 64, 3)
    original = source.path.read_bytes()
    scan = original.index(b"\xff\xda")
    assert page.data.endswith(original[scan:])
    assert b"SECRET" not in page.data
    with Image.open(source.path) as before, Image.open(io.BytesIO(page.data)) as after:
        assert before.tobytes() == after.tobytes()
        assert set(after.info) == {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}


def test_a_turned_or_converted_one_is_made_anew(motif, hand_in):
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = page_jpeg(hand_in("a.jpg", motif, format="JPEG", exif=exif))
    assert (turned.lossless, turned.width, turned.height) == (False, 64, 96)
    assert Image.open(io.BytesIO(turned.data)).size == (64, 96)
    inks = page_jpeg(hand_in("b.jpg", motif.convert("CMYK"), format="JPEG"))
    assert (inks.lossless, inks.colours) == (False, 3)
    letter = page_jpeg(hand_in("c.tif", motif.convert("1"), format="TIFF", dpi=(600, 600)))
    assert (letter.colours, letter.dpi) == (1, 600)


def test_a_cameras_72_dpi_is_not_believed(motif, hand_in):
    assert page_jpeg(hand_in("a.jpg", motif, format="JPEG", dpi=(72, 72))).dpi is None


def test_a_bad_one_is_a_picture_error(hand_in):
    with pytest.raises(PictureError, match="is not a picture"):
        page_jpeg(hand_in("a.jpg", b"plain text"))
