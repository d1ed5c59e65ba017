"""Pages that will be bound: margins of a perfect bound issue, numbers on stitched pages."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from report_pdf.findings import Place
from report_pdf.layout import lay_slugs, spine_inks
from report_pdf.layout.measures import open_layout
from report_pdf.layout.supplements import lay_supplements
from report_pdf.model.edition import EditionSpec, PictureSpec
from report_pdf.model.issue import Cover, Issue, Supplement, SupplementPage
from report_pdf.model.pages import PaginatedHtml
from report_pdf.model.plan import EditionName, IssueIdentity, PressPlan
from report_pdf.pdf import rasterise
from report_pdf.pipeline import with_resources
from report_pdf.render import render
from report_pdf.resources import layouts_folder

MM = 72 / 25.4


@pytest.mark.parametrize("binding", ["", "saddle-stitch", "perfect"])
def test_margins_and_type_area_fill_the_page(binding):
    folder = open_layout(layouts_folder(), "magazine", binding=binding)
    across = folder.pt("gutter-margin") + folder.pt("type-area-width") + folder.pt("fore-edge")
    assert across == pytest.approx(folder.pt("trim-width"), abs=0.1)
    assert folder.pt("mirror-shift") == pytest.approx(folder.pt("gutter-margin") - folder.pt("fore-edge"))


def test_perfect_binding_moves_the_type_area_out_of_the_gutter():
    stitched, perfect = (
        open_layout(layouts_folder(), "magazine", binding=kind) for kind in ("saddle-stitch", "perfect")
    )
    assert perfect.mm("gutter-margin") == pytest.approx(stitched.mm("gutter-margin") + 3)
    assert "--gutter-margin: 24mm" in dict(perfect.style_sheets)["measures.css"]
    assert set(perfect.measures) == set(stitched.measures)


def test_the_layout_gives_a_spine_its_colours():
    spec = EditionSpec(
        name=EditionName.PRESS, style_sheet="edition-print", pictures=PictureSpec(ppi=300, quality=92)
    )
    assert spine_inks(spec, layouts=layouts_folder(), layout="magazine") == (
        (0.15, 1, 0.9, 0.1),
        (0, 0, 0, 0),
    )
    email = replace(spec, name=EditionName.EMAIL, style_sheet="edition-email")
    assert spine_inks(email, layouts=layouts_folder(), layout="magazine") is None


@pytest.mark.parametrize("name", ["山径", "某某省某某市文史资料与地方志编纂委员会办公室主办通讯"])
def test_the_slug_ends_before_the_mark_at_the_middle_of_the_foot(name):
    identity = IssueIdentity(id="x", name=name, number="2026年第4期（总第20期）", date=dt.date(2026, 12, 1))
    issue = Issue(
        identity=identity,
        language="zh-CN",
        cover=Cover(picture=None, headlines=(), title=""),
        articles=(),
        supplements=(),
    )
    ticket = PressPlan()
    spec = EditionSpec(
        name=EditionName.PRESS,
        style_sheet="edition-print",
        pictures=PictureSpec(ppi=300, quality=92),
        press=ticket,
    )
    slugs = lay_slugs(
        issue, spec, layouts=layouts_folder(), layout="magazine", pages=4, digest="a5a196dd42b2"
    )
    rendered = render(*with_resources(slugs, ()))
    assert rendered.pages == 4
    for page in rasterise(rendered.pdf, ppi=72):
        ink = (
            Image.frombytes("RGB", (page.width_px, page.height_px), page.samples)
            .convert("L")
            .point(lambda v: v < 200)
        )
        left, _, right, _ = ink.getbbox()
        assert left < 2
        assert (
            150 < right < (105 - 6) * MM
        )  # the target reaches 2.5 mm to either side of 105 mm, the slug begins at 2


def _feet(*, trimmed):
    """Where the number of each of two supplement pages stands, in mm from the left."""
    pages = tuple(SupplementPage(index=at, width_pt=595.276, height_pt=807.874) for at in range(2))
    supplement = Supplement(
        key="s", name="s.pdf", title="Tables", path=Path("s.pdf"), pages=pages, place=Place(file="issue.yaml")
    )
    folder = open_layout(layouts_folder(), "magazine")
    laid = lay_supplements([supplement], folder, foot="Annex", trimmed=trimmed)
    body = "".join(
        f'<section class="{page.page_class}" style="break-after: page">x</section>' for page in laid.pages
    )
    html = f'<html lang="en"><head><title>t</title></head><body>{body}</body></html>'
    css = ":root { --sans: sans-serif; --grey: #666 } body { margin: 0; font: 9pt sans-serif }" + laid.css
    rendered = render(PaginatedHtml(html=html, style_sheets=(folder.style_sheets[0], ("t.css", css))), ())
    places = []
    for page in pypdf.PdfReader(io.BytesIO(rendered.pdf)).pages[:2]:
        found = []
        page.extract_text(
            visitor_text=lambda text, cm, tm, font, size, found=found: found.append((text, tm, cm))
        )
        (at,) = [tm[4] * cm[0] + cm[4] for text, tm, cm in found if "Annex" in text]
        places.append(at / MM)
    return places


def test_bound_supplement_pages_have_their_number_at_the_fore_edge():
    recto, verso = _feet(trimmed=True)
    assert verso == pytest.approx(9, abs=1.5)
    assert recto > 150


def test_on_a_screen_every_number_stands_at_the_same_corner():
    recto, verso = _feet(trimmed=False)
    assert recto == pytest.approx(verso, abs=2)
    assert verso > 150
