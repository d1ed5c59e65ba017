from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
import weasyprint

from report_pdf.errors import LayoutError
from report_pdf.findings import Place
from report_pdf.model.issue import Supplement, SupplementPage
from report_pdf.model.pages import Anchor, PageLabel, Placeholder, RenderedDocument
from report_pdf.model.plan import StitchPlace
from report_pdf.pdf import outlines, page_labels
from report_pdf.stitch import stitch


def rendered(path: Path, *anchors: Anchor) -> RenderedDocument:
    return RenderedDocument(pdf=path.read_bytes(), pages=3, anchors=anchors)


def supplement(path: Path, place: StitchPlace = StitchPlace.PAGE) -> Supplement:
    return Supplement(
        key="supplement-1",
        name="表.pdf",
        title="履职表",
        path=path,
        pages=(SupplementPage(index=0, width_pt=200, height_pt=300),),
        place=Place(file="issue.yaml", line=3),
        stitch_place=place,
    )


def inked(pdf: bytes, page: int) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what is not white, in points."""
    document = pdfium.PdfDocument(pdf)
    try:
        image = document[page].render(scale=1).to_pil().convert("L")
        return image.point(lambda value: 255 if value < 250 else 0).getbbox()
    finally:
        document.close()


def test_placeholders_are_filled_where_the_layout_put_them(pdf_file):
    body = rendered(pdf_file("body.pdf", 3), Anchor(name="p1", page=3, x_pt=0, y_pt=0))
    packet = stitch(
        body,
        supplements=[supplement(pdf_file("s.pdf"))],
        placeholders=[Placeholder(anchor="p1", supplement="supplement-1", index=0)],
        labels=[PageLabel(page=1, style="", prefix="封面"), PageLabel(page=2)],
    )
    assert packet.pages == 3
    assert [(mark.title, mark.page) for mark in outlines(packet.pdf)] == [("履职表", 3)]
    assert page_labels(packet.pdf) == ("封面", "1", "2")
    assert [finding.code for finding in packet.findings] == ["pdf/stitched"]


def test_a_framed_page_stands_in_the_box_at_its_anchor(pdf_file):
    body = rendered(pdf_file("body.pdf", 1, (400, 400)), Anchor(name="p1", page=1, x_pt=250, y_pt=100))
    packet = stitch(
        body,
        supplements=[supplement(pdf_file("s.pdf"), StitchPlace.FRAME)],
        placeholders=[
            Placeholder(anchor="p1", supplement="supplement-1", index=0, width_pt=100, height_pt=150)
        ],
    )
    # The body's own mark is 20–110 across, 320–380 down. At half size the supplement's is 45 × 30, 10 from the
    # left and the foot of a box at 250–350 across, 100–250 down.
    assert inked(packet.pdf, 0) == (20, 210, 305, 380)


def test_a_placeholder_that_stands_on_no_page_is_the_layouts_error(pdf_file):
    with pytest.raises(LayoutError, match="lost"):
        stitch(
            rendered(pdf_file("body.pdf", 3)),
            supplements=[supplement(pdf_file("s.pdf"))],
            placeholders=[Placeholder(anchor="lost", supplement="supplement-1", index=0)],
        )


def test_no_supplements_leave_the_body(pdf_file):
    packet = stitch(rendered(pdf_file("body.pdf", 3)), supplements=[], placeholders=[])
    assert (packet.pages, packet.findings) == (3, ())


def test_the_engines_tags_and_links_into_the_supplement_stay(pdf_file):
    html = """<style>@page { size: 200pt 300pt } @page s { margin: 0 } section { page: s; break-before: page }</style>
    <h1>Contents</h1><p><a href="#p1">to the table</a></p><section id="p1"></section>"""
    engine = weasyprint.HTML(string=html).write_pdf(pdf_tags=True)
    body = RenderedDocument(pdf=engine, pages=2, anchors=(Anchor(name="p1", page=2, x_pt=0, y_pt=0),))
    packet = stitch(
        body,
        supplements=[supplement(pdf_file("s.pdf"))],
        placeholders=[Placeholder(anchor="p1", supplement="supplement-1", index=0)],
    )
    with pikepdf.open(io.BytesIO(engine)) as before, pikepdf.open(io.BytesIO(packet.pdf)) as after:
        # The supplement has no tags: its page is a figure of a part of its own.
        assert structure(after) == sorted([*structure(before), "/Part", "/Figure"])
        assert len(structure(after)) > 4
        (link,) = after.pages[0].obj["/Annots"]
        target = pikepdf.NameTree(after.Root["/Names"]["/Dests"])[str(link["/Dest"])]
        assert target[0].objgen == after.pages[1].obj.objgen
    assert inked(packet.pdf, 1) == (20, 220, 110, 280)


def structure(pdf: pikepdf.Pdf) -> list[str]:
    """The kinds of all structure elements below the root, in no order but a stable one."""
    return sorted(
        str(item["/S"])
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and "/S" in item and "/K" in item
    )
