"""What is no photograph is shown whole; a photograph fills its place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from report_pdf.findings import Place
from report_pdf.layout.articles import lay_article
from report_pdf.layout.measures import open_layout
from report_pdf.layout.views import PictureItem
from report_pdf.model.issue import Article, Picture
from report_pdf.model.manuscript import Paragraph
from report_pdf.resources import layouts_folder

PLACE = Place(file="a.docx", line=1, column=1)
FOLDER = open_layout(layouts_folder(), "magazine")
TEXT = "石阶一共有三十六级，最下面的几级终年泡在水里。" * 12


def _laid(*sizes, whole=True):
    pictures = tuple(
        Picture(
            name=f"{n}.png",
            path=Path("unused"),
            sha256=str(n),
            width=width,
            height=height,
            place=PLACE,
            whole=whole,
        )
        for n, (width, height) in enumerate(sizes)
    )
    blocks = tuple(Paragraph(text=TEXT, place=PLACE, source="") for _ in range(12))
    article = Article(key="a", title="渡口", blocks=blocks, pictures=pictures)
    laid = lay_article(article, FOLDER, page_class="one")
    items = [
        item for section in laid.view.sections for item in section.items if isinstance(item, PictureItem)
    ]
    return laid, items


@pytest.mark.parametrize("size", [(3000, 1200), (3000, 400), (900, 2400), (900, 500), (120, 60), (400, 4000)])
def test_nothing_of_it_is_cut_off_and_its_place_holds_it(size):
    laid, (item,) = _laid(size)
    (placement,) = laid.placements
    assert placement.width_mm / placement.height_mm == pytest.approx(size[0] / size[1])
    column = FOLDER.mm("type-area-width" if item.span == "page" else "column-width")
    assert placement.width_mm <= column + 1e-6
    height_pt = placement.height_mm * 72 / 25.4
    assert height_pt <= (item.picture_lines + 1) * 18
    assert height_pt <= FOLDER.pt("type-area-height") - 36


def test_a_small_one_is_not_blown_up():
    (placement,) = _laid((120, 60))[0].placements
    assert placement.width_mm == pytest.approx(120 / 96 * 25.4)


def test_it_is_no_opener_and_no_strip_of_one():
    assert _laid((4000, 2000))[0].view.opener is None
    assert _laid((4000, 2000), whole=False)[0].view.opener is not None


def test_the_sheet_has_its_size():
    laid, (item,) = _laid((900, 500))
    width, height = item.picture.whole_mm
    assert f"#{item.key} {{ --picture-width: {width:.3f}mm; --picture-height: {height:.3f}mm }}" in laid.css
    assert replace(item.picture, whole_mm=None) != item.picture
