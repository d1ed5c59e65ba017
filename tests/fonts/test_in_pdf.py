"""The faces as the engine puts them into a PDF."""

from __future__ import annotations

import shutil
import subprocess

import pikepdf
import pytest
import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from report_pdf.fonts import Rank, catalogue, font_face_css, font_resources

BASE = "type-case:"
CASE = [face for face in catalogue() if face.rank is Rank.CASE]
LINE = "“清晨：薄雾，微雨”——《山·河》（一），‘渡’！"


class TypeCase(URLFetcher):
    def fetch(self, url, headers=None):
        (resource,) = [resource for resource in font_resources(BASE) if resource.url == url]
        return URLFetcherResponse(url, resource.data, {"Content-Type": resource.media_type})


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    paragraphs = "".join(
        f"<p style='font-family: {face.family}; font-weight: {face.weight}; font-feature-settings: \"{feature}\"'>{LINE}"
        for face in CASE
        for feature in ("chws", "halt")
    )
    html = f"<html lang=zh-CN><style>{font_face_css(BASE)}</style>{paragraphs}"
    path = tmp_path_factory.mktemp("pdf") / "page.pdf"
    weasyprint.HTML(string=html, url_fetcher=TypeCase()).write_pdf(path, font_config=FontConfiguration())
    return path


def test_every_face_is_embedded_as_a_subset_with_its_text(page):
    with pikepdf.open(page) as pdf:
        fonts = {str(font.BaseFont): font for font in pdf.pages[0].Resources.Font.values()}
        assert len(fonts) == len(CASE), "no synthetic weight, no system font"
        for name, font in fonts.items():
            assert name[7] == "+"
            assert "/ToUnicode" in font
            outlines = font.DescendantFonts[0].FontDescriptor.FontFile2
            assert len(outlines.read_bytes()) < 200_000


def test_squeezed_marks_do_not_break_the_text(page):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    run = subprocess.run(["pdftotext", "-raw", str(page), "-"], capture_output=True, check=True)
    assert run.stdout.decode().split() == [LINE] * (2 * len(CASE))
