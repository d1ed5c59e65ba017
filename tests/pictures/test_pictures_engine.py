"""The engine passes our JPEG through byte for byte, and nothing private with it."""

from __future__ import annotations

import io

import pikepdf
import pytest
import weasyprint
from PIL import Image
from weasyprint.urls import URLFetcherResponse

from report_pdf.model.edition import PictureSpec
from report_pdf.model.issue import Picture
from report_pdf.model.pages import Placement
from report_pdf.model.plan import Focus
from report_pdf.pictures import clean, fit


def only_image(pdf):
    (image,) = pdf.pages[0].Resources.XObject.values()
    return image


@pytest.fixture
def photograph(motif, hand_in, tmp_path):
    exif = Image.Exif()
    exif[0x010F] = "SECRETMAKER"
    exif[0x0112] = 8
    exif.get_ifd(0x8825)[2] = (31.0, 13.0, 47.0)
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>SECRETXMP</x:xmpmeta>"
    source = hand_in("p.jpg", motif.resize((480, 320)), format="JPEG", exif=exif, xmp=xmp, comment=b"SECRET")
    (made,) = clean([source], tmp_path / "cache")
    return Picture(
        name="p.jpg",
        path=made.path,
        sha256=made.sha256,
        width=made.width,
        height=made.height,
        place=source.place,
    )


def rendered(fitted):
    """A page with the picture on it, fetched from memory."""

    class Fetcher(weasyprint.URLFetcher):
        def fetch(self, url, headers=None):
            return URLFetcherResponse(url, fitted.data, {"Content-Type": fitted.media_type})

    html = weasyprint.HTML(
        string='<img src="picture:1" style="width:40mm;height:60mm">', url_fetcher=Fetcher()
    )
    return html.write_pdf()


@pytest.mark.parametrize("quality", [80, 92])
def test_the_jpeg_goes_through_byte_for_byte(photograph, quality):
    placement = Placement(url="picture:1", picture=photograph, width_mm=40, height_mm=60, focus=Focus())
    fitted = fit(placement, PictureSpec(ppi=150, quality=quality))
    pdf_bytes = rendered(fitted)
    with pikepdf.open(io.BytesIO(pdf_bytes)) as pdf:
        image = only_image(pdf)
        assert image.Filter == pikepdf.Name.DCTDecode
        assert image.read_raw_bytes() == fitted.data
        assert (image.Width, image.Height) == (fitted.width, fitted.height)
        assert image.ColorSpace == pikepdf.Name.DeviceRGB
    assert not any(
        private in fitted.data for private in (b"SECRET", b"Exif", b"xmpmeta", b"\xff\xe1", b"\xff\xfe")
    )
    unpacked = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_bytes)) as pdf:
        pdf.save(unpacked, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, compress_streams=False)
    assert not any(private in unpacked.getvalue() for private in (b"SECRET", b"Exif", b"GPS"))


def test_a_grey_picture_stays_grey_in_the_pdf(motif, hand_in, tmp_path):
    (made,) = clean([hand_in("g.png", motif.convert("L"), format="PNG")], tmp_path / "cache")
    grey = Picture(name="g", path=made.path, sha256=made.sha256, width=96, height=64, place=made.source.place)
    placement = Placement(url="picture:1", picture=grey, width_mm=40, height_mm=60, focus=Focus())
    fitted = fit(placement, PictureSpec(ppi=150, quality=80))
    with pikepdf.open(io.BytesIO(rendered(fitted))) as pdf:
        image = only_image(pdf)
        assert image.ColorSpace == pikepdf.Name.DeviceGray
        assert image.read_raw_bytes() == fitted.data
