from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Array, Dictionary, Name

from report_pdf.errors import SupplementError
from report_pdf.model.plan import StitchChoices, StitchPlace, StitchStart
from report_pdf.pdf import images_of, outlines, page_boxes, page_labels
from report_pdf.stitch import StampSpec, SupplementRequest, stitch_files

pytestmark = pytest.mark.usefixtures("in_place")


def request(path: Path, **keys: object) -> SupplementRequest:
    return SupplementRequest(path=path, name=path.name, **keys)


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    return [(round(boxes.facts.width_pt), round(boxes.facts.height_pt)) for boxes in page_boxes(pdf)]


def test_pages_come_behind_the_body_in_the_order_written(pdf_file):
    stitched = stitch_files(
        pdf_file("body.pdf", 2), [request(pdf_file("s.pdf", 4, (300, 200)), pages="z,1-2", title="附表")]
    )
    assert sizes(stitched.pdf) == [(200, 300), (200, 300), (300, 200), (300, 200), (300, 200)]
    (one,) = stitched.supplements
    assert (one.source_pages, one.first_page, one.title) == ((4, 1, 2), 3, "附表")
    assert [(mark.title, mark.page) for mark in outlines(stitched.pdf)] == [("附表", 3)]
    document = pdfium.PdfDocument(stitched.pdf)
    greys = [document[page].render(scale=1).to_pil().convert("L").getpixel((50, 150)) for page in (2, 3, 4)]
    document.close()
    assert [round(grey / 25.5) for grey in greys] == [6, 3, 4]


def test_a_recto_start_puts_one_blank_page_where_it_is_needed(pdf_file):
    supplement = pdf_file("s.pdf", 1, (300, 200))
    even = stitch_files(pdf_file("two.pdf", 2), [request(supplement, start=StitchStart.RECTO)])
    odd = stitch_files(pdf_file("three.pdf", 3), [request(supplement, start=StitchStart.RECTO)])
    assert sizes(even.pdf)[2:] == [(300, 200)]
    assert sizes(odd.pdf)[3:] == [(200, 300), (300, 200)]
    assert "stitch/blank-page" in [finding.code for finding in odd.findings]


def test_a_frame_is_a_page_of_the_bodys_size(pdf_file):
    stitched = stitch_files(
        pdf_file("body.pdf"), [request(pdf_file("s.pdf", 1, (900, 400)), place=StitchPlace.FRAME)]
    )
    assert sizes(stitched.pdf)[1] == (200, 300)


def test_the_bodys_labels_run_on(pdf_file):
    body = pdf_file("body.pdf", 3)
    with pikepdf.open(body, allow_overwriting_input=True) as pdf:
        numbers = Array([0, Dictionary(S=Name.r), 1, Dictionary(S=Name.D)])
        pdf.Root["/PageLabels"] = Dictionary(Nums=numbers)
        pdf.save(body)
    assert page_labels(stitch_files(body, [request(pdf_file("s.pdf", 2))]).pdf) == ("i", "1", "2", "3", "4")


def test_a_picture_becomes_a_page(pdf_file, tmp_path):
    from PIL import Image

    picture = tmp_path / "scan.png"
    Image.linear_gradient("L").resize((620, 877)).save(picture, dpi=(150, 150))
    stitched = stitch_files(pdf_file("body.pdf"), [request(picture)])
    assert sizes(stitched.pdf)[1] == (298, 421)
    (image,) = images_of(stitched.pdf)
    assert (image.page, round(image.ppi)) == (2, 150)
    assert stitched.supplements[0].title == "scan"


def test_a_page_that_is_not_there_names_its_file(pdf_file):
    with pytest.raises(SupplementError) as refused:
        stitch_files(pdf_file("body.pdf"), [request(pdf_file("s.pdf"), pages="2")])
    assert refused.value.place.file == "s.pdf"


def test_the_desks_real_supplements(pdf_file, tmp_path):
    folder = Path(__file__).parents[3] / "shared" / "manuscripts" / "xinhui" / "supplements"
    if not folder.is_dir():
        pytest.skip("the desk's manuscripts are not on this machine")
    files = [
        folder / name for name in ("survey-report.pdf", "data-table-landscape.pdf", "scanned-letter.jpg")
    ]
    stitched = stitch_files(pdf_file("body.pdf", 2, (540, 760)), [request(file) for file in files])
    assert sizes(stitched.pdf)[2:] == [(595, 842), (595, 842), (842, 595), (596, 842)]
    assert [mark.page for mark in outlines(stitched.pdf)] == [3, 5, 6]
    assert [len(mark.children) for mark in outlines(stitched.pdf)] == [3, 1, 0]
    for source, page, target in ((files[0], 0, 2), (files[0], 1, 3), (files[1], 0, 4)):
        assert shown(source, page) == shown(stitched.pdf, target)


def shown(pdf: Path | bytes, page: int) -> bytes:
    document = pdfium.PdfDocument(pdf)
    try:
        return document[page].render(scale=1).to_pil().convert("L").tobytes()
    finally:
        document.close()


def place(pdf: bytes, page: int) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what is not white, in points."""
    document = pdfium.PdfDocument(pdf)
    try:
        image = document[page].render(scale=1).to_pil().convert("L")
        return image.point(lambda value: 255 if value < 250 else 0).getbbox()
    finally:
        document.close()


def test_fit_scales_to_the_bodys_size_and_centre_does_not(pdf_file):
    small = pdf_file("s.pdf", 1, (100, 150))
    stitched = stitch_files(
        pdf_file("body.pdf"),
        [request(small, place=StitchPlace.FIT), request(small, place=StitchPlace.CENTRE)],
    )
    assert sizes(stitched.pdf) == [(200, 300)] * 3
    # The mark is 20–110 across (cut at the page's 100) and 20–80 up: twice as large, then in the middle.
    assert place(stitched.pdf, 1) == (40, 140, 200, 260)
    assert place(stitched.pdf, 2) == (70, 145, 150, 205)


def test_a_turned_supplement_with_its_number_and_a_divider(pdf_file):
    choices = StitchChoices(rotate=90)
    stitched = stitch_files(
        pdf_file("body.pdf", 3),
        [request(pdf_file("s.pdf", 2), choices=choices, divider=True, number="15A", title="附表")],
        stamp=StampSpec(place="top-right", colour=(1.0, 0.0, 0.0)),
    )
    assert sizes(stitched.pdf)[3:] == [(200, 300), (300, 200), (300, 200)]
    assert page_labels(stitched.pdf) == ("1", "2", "3", "4", "15A", "15B")
    assert stitched.supplements[0].first_page == 5
    document = pdfium.PdfDocument(stitched.pdf)
    corner = document[4].render(scale=4).to_pil().convert("RGB").crop((1000, 40, 1180, 160))
    document.close()
    assert (255, 0, 0) in [colour for _, colour in corner.getcolors(100_000)]
    left, top, right, bottom = place(stitched.pdf, 3)
    assert abs((left + right) / 2 - 100) <= 2
    assert 100 < top < bottom < 150


def test_each_page_of_a_tiff_becomes_a_page(pdf_file, tmp_path):
    from PIL import Image

    scan = tmp_path / "scan.tiff"
    first, *others = (Image.new("L", (300, 400), grey) for grey in (60, 120, 180))
    first.save(scan, save_all=True, append_images=others, dpi=(150, 150))
    stitched = stitch_files(pdf_file("body.pdf"), [request(scan, pages="2-3")])
    assert sizes(stitched.pdf)[1:] == [(144, 192), (144, 192)]
    document = pdfium.PdfDocument(stitched.pdf)
    greys = [document[page].render(scale=1).to_pil().convert("L").getpixel((70, 90)) for page in (1, 2)]
    document.close()
    assert [round(grey / 10) for grey in greys] == [12, 18]


def test_boxes_of_a_page_of_its_own_come_along(pdf_file):
    path = pdf_file("s.pdf", 1, (220, 320))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0].obj
        page["/CropBox"], page["/TrimBox"] = Array([10, 10, 210, 310]), Array([13, 13, 207, 307])
        pdf.save(path)
    (_, boxes) = page_boxes(stitch_files(pdf_file("body.pdf"), [request(path)]).pdf)
    assert (boxes.facts.width_pt, boxes.facts.height_pt) == (200, 300)
    assert (boxes.trim.left, boxes.trim.right) == (3, 197)
    assert (boxes.media.left, boxes.media.right) == (-10, 210)
