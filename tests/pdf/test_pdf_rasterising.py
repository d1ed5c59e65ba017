from __future__ import annotations

import pikepdf
import pytest

from report_pdf.pdf import rasterise


def _page(content: bytes, *, rotate: int = 0) -> bytes:
    import io

    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(100, 50))
        page.obj["/Contents"] = pdf.make_stream(content)
        page.obj["/Rotate"] = rotate
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def test_a_page_is_drawn_upright_in_srgb_on_white() -> None:
    raster = rasterise(_page(b"1 0 0 rg 0 25 50 25 re f"), ppi=72)[0]
    assert (raster.width_px, raster.height_px, raster.page) == (100, 50, 1)
    pixel = lambda x, y: tuple(raster.samples[(y * 100 + x) * 3 :][:3])  # noqa: E731
    assert pixel(10, 10) == (255, 0, 0)
    assert pixel(10, 40) == (255, 255, 255)
    assert len(raster.samples) == 100 * 50 * 3


def test_a_turned_page_comes_out_as_a_reader_sees_it() -> None:
    raster = rasterise(_page(b"1 0 0 rg 0 25 50 25 re f", rotate=90), ppi=144)[0]
    assert (raster.width_px, raster.height_px) == (100, 200)
    assert (raster.width_pt, raster.height_pt) == (50, 100)
    # The top left corner has gone to the top right.
    assert tuple(raster.samples[(10 * 100 + 90) * 3 :][:3]) == (255, 0, 0)


def test_what_is_no_pdf_and_a_page_that_is_not_there_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot open the file"):
        rasterise(b"not a pdf", ppi=72)
    with pytest.raises(ValueError, match="page 2"):
        rasterise(_page(b""), [2], ppi=72)
