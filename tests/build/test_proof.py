"""proof.pdf as it comes out of a build: it tells the truth about the print.pdf beside it, and the same every time."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil

import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Array, Dictionary, Name

from report_pdf.editions import close_proof, spec_of
from report_pdf.layout import lay_proof
from report_pdf.model.edition import Edition
from report_pdf.model.issue import Cover, Issue
from report_pdf.model.plan import EditionName
from report_pdf.pdf import fonts_of, images_of, outlines
from report_pdf.pipeline import World, build, with_resources
from report_pdf.plan import read_plan
from report_pdf.preflight import inspect_print, preflight
from report_pdf.preflight.proof_views import PageView, draw_views
from report_pdf.render import render
from report_pdf.resources import layouts_folder

_MM = 72 / 25.4

needs_poppler = pytest.mark.skipif(not shutil.which("pdftoppm"), reason="poppler's pdftoppm is not installed")


@pytest.fixture(scope="module")
def desk_plan(tmp_path_factory, new_desk):
    return read_plan(new_desk(tmp_path_factory.mktemp("proof") / "desk").issue())


@pytest.fixture(scope="module")
def built(desk_plan, tmp_path_factory):
    """The desk's small issue, in its print edition."""
    return build(desk_plan, [EditionName.PRESS], World(work=tmp_path_factory.mktemp("work")))


@pytest.fixture(scope="module")
def spec(desk_plan):
    return spec_of(EditionName.PRESS, desk_plan.editions)


@pytest.fixture(scope="module")
def texts(built):
    """Each sheet's text, without spaces."""
    with pdfium.PdfDocument(built.files["proof.pdf"]) as document:
        return tuple("".join(page.get_textpage().get_text_bounded().split()) for page in document)


def _inspect(pdf, spec, file="print.pdf"):
    edition = Edition(name=EditionName.PRESS, data=pdf, pages=0)
    report = preflight(edition, spec, None, file=file)
    return inspect_print(edition, spec, report, report.findings)


@pytest.fixture(scope="module")
def inspected(built, spec):
    """Looked at once more, with what was found on the way of this edition."""
    early = ("copyedit/", "manuscript/", "plan/", "issue/", "fonts/", "pdf/passport")
    way = [finding for finding in built.findings if not finding.code.startswith(early)]
    return inspect_print(built.editions[0], spec, built.reports[0], way)


@pytest.fixture(scope="module")
def patches(spec):
    """The patches, with a field in RGB 20 mm wide and 10 mm high: 30 mm from the trim's left, 15 from its foot."""
    return _inspect(_patches(more=f"1 0 0 rg {43 * _MM} {28 * _MM} {20 * _MM} {10 * _MM} re f"), spec)


def test_the_proof_names_the_very_file_beside_it(built, texts):
    pressed = built.files["print.pdf"]
    assert hashlib.sha256(pressed).hexdigest() in texts[0]
    assert f"{len(pressed):,}" in texts[0]
    assert hashlib.sha256(pressed).hexdigest()[:12] in texts[-1]
    with pikepdf.open(io.BytesIO(pressed)) as pdf:
        assert f"{len(pdf.pages)}页" in texts[0]
    for word in ("渡口", "第7期", "2026年3月1日", "PDF/X-4", "FOGRA39", "终审", "三校", "印厂确认"):
        assert word in texts[0]


def test_the_manifest_lists_it(built):
    entries = {entry["name"]: entry for entry in json.loads(built.files["manifest.json"])["files"]}
    with pikepdf.open(io.BytesIO(built.files["proof.pdf"])) as pdf:
        assert entries["proof.pdf"]["pages"] == len(pdf.pages)
    assert entries["proof.pdf"]["sha256"] == hashlib.sha256(built.files["proof.pdf"]).hexdigest()


def test_it_is_small_titled_tagged_with_bookmarks_on_a4_in_the_shipped_faces(built):
    proof = built.files["proof.pdf"]
    assert len(proof) < 2_000_000
    with pikepdf.open(io.BytesIO(proof)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "渡口 第7期 签样"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20260301000000Z"
        assert bool(pdf.Root.MarkInfo.Marked)
        for page in pdf.pages:
            assert [float(edge) / _MM for edge in page.mediabox] == pytest.approx([0, 0, 210, 297], abs=0.1)
    titles = [mark.title for mark in outlines(proof)]
    assert titles == ["渡口", "各页", "墨量图", "明细"]
    fonts = fonts_of(proof)
    assert fonts
    assert all(font.embedded and font.subset and re.search("Noto|WenKai", font.name) for font in fonts)


def test_every_pictures_resolution_is_printed_where_the_picture_stands(built, inspected):
    """Found by looking: the page's small picture on the proof, and the words in the corner of the photograph."""
    wanted = {(image.page, round(image.ppi)) for image in images_of(built.files["print.pdf"])}
    assert wanted
    seen = {
        (page.number, round(picture.ppi)): (page, picture)
        for page in inspected.pages
        for picture in page.pictures
    }
    assert set(seen) == wanted
    small = _small_pages(built.files["proof.pdf"])
    for (number, ppi), (page, picture) in seen.items():
        sheet, (left, _, right, top) = small[number]
        scale = (right - left) / page.width_mm
        x, y = left + picture.box.left * scale, top - picture.box.top * scale
        corner = (x - 1, y - 4 * _MM, x + 8 * _MM, y + 1)
        with pdfium.PdfDocument(built.files["proof.pdf"]) as document:
            assert str(ppi) in document[sheet].get_textpage().get_text_bounded(*corner)


def _small_pages(proof):
    """Sheet and bounds of each page's small picture, in order: the one on the first sheet is the cover again."""
    found = []
    with pdfium.PdfDocument(proof) as document:
        for sheet, page in enumerate(document):
            boxes = [item.get_bounds() for item in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE])]
            found += [(sheet, box) for box in boxes if 50 * _MM < box[2] - box[0] < 56 * _MM and sheet > 0]
    return dict(enumerate(found, 1))


def test_the_same_file_gives_the_same_proof(built, desk_plan, spec, inspected):
    """Inspected, laid out and set again in other processes."""
    issue = Issue(
        identity=desk_plan.issue,
        language=desk_plan.language,
        cover=Cover(picture=None, headlines=(), title=""),
        articles=(),
    )
    pages = lay_proof(inspected, issue, spec, layouts=layouts_folder())
    assert close_proof(render(*with_resources(pages, ())).pdf, issue) == built.files["proof.pdf"]


@needs_poppler
def test_the_ink_is_what_lies_on_the_page(patches):
    """Overprinted black adds to what is below it."""
    (page,) = patches.pages
    assert page.peak.square == pytest.approx(310, abs=1)  # 80 + 70 + 60 under 100 that overprints
    assert page.peak.most == pytest.approx(310, abs=1)
    place = page.peak.place
    assert 22.5 < place.left < place.left + place.width < 43.5  # the black field, from the bleed's corner
    assert 57.5 < place.top < place.top + place.height < 78.5
    assert patches.inks[0].mean == pytest.approx(80 * (40 * 40 - 10 * 20) / 100**2, abs=1)
    assert page.heat.data.startswith(b"\xff\xd8")


def test_without_poppler_the_proof_says_so_and_shows_the_rest(spec, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda _: None)
    proof = _inspect(_patches(), spec)
    (page,) = proof.pages
    assert (page.peak, page.heat, proof.ink_tool) == (None, None, "")
    assert page.view is not None
    assert [ink.mean for ink in proof.inks] == [None] * 5
    assert [finding.code for finding in proof.remarks] == ["preflight/proof-ink-not-measured"]


def test_spots_are_listed_behind_the_four(patches):
    assert [ink.name for ink in patches.inks] == ["Cyan", "Magenta", "Yellow", "Black", "Gold"]
    assert [ink.is_spot for ink in patches.inks] == [False] * 4 + [True]
    assert patches.inks[-1].mean is None


def test_a_finding_knows_its_place(patches):
    (found,) = (one for one in patches.findings if one.finding.code == "press/colour-space")
    (place,) = found.places
    assert found.page == 1
    assert (place.left, place.width, place.height) == pytest.approx((33, 20, 10), abs=0.1)
    assert place.top == pytest.approx(106 - 18 - 10, abs=0.1)


def test_a_page_that_cannot_be_drawn_does_not_take_the_others_with_it():
    edges = (0.0, 0.0, 100.0, 100.0)
    views = [PageView(page=number, edges=edges, width_px=40) for number in (1, 7)]
    assert set(draw_views(_patches(), views)) == {1}


def _patches(more=""):
    """A trim of 100 mm: a field in three colours with black overprinted in it, a field in a spot colour."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(126 * _MM, 126 * _MM)).obj
    page["/BleedBox"] = Array([edge * _MM for edge in (10, 10, 116, 116)])
    page["/TrimBox"] = Array([edge * _MM for edge in (13, 13, 113, 113)])
    mix = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0.3, 0.8, 0], N=1)
    gold = Array([Name.Separation, Name.Gold, Name.DeviceCMYK, mix])
    page["/Resources"] = Dictionary(
        ColorSpace=Dictionary(S=gold), ExtGState=Dictionary(O=Dictionary(OP=True, op=True, OPM=1))
    )
    field = f"{23 * _MM} {23 * _MM} {40 * _MM} {40 * _MM} re f"
    black = f"{33 * _MM} {38 * _MM} {20 * _MM} {20 * _MM} re f"
    spot = f"{73 * _MM} {73 * _MM} {30 * _MM} {30 * _MM} re f"
    drawing = f".8 .7 .6 0 k {field} /S cs 1 scn {spot} q /O gs 0 0 0 1 k {black} Q {more}"
    page["/Contents"] = pdf.make_stream(drawing.encode())
    out = io.BytesIO()
    pdf.save(out, static_id=True)
    return out.getvalue()
