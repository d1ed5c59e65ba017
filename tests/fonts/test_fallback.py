"""Rare characters: the fallback faces beside the six, and what a PDF holds of them."""

from __future__ import annotations

import ctypes
import itertools
import re
import shutil
import subprocess

import pikepdf
import pypdfium2
import pypdfium2.raw
import pytest
import uharfbuzz as hb
import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from report_pdf.fonts import Rank, catalogue, coverage, font_face_css, font_resources
from report_pdf.resources import layouts_folder

BASE = "type-case:"
CASE = [face for face in catalogue() if face.rank is Rank.CASE]
SPARE = [face for face in catalogue() if face.rank is not Rank.CASE]
EVERYDAY = "務業陳鄧龍東鷗龜橋髙\ufa11𠮷\ufa19"
RARE = "龘㗎𨭎𡘙黌濹㚤䨻"
OTHER_HANDS = "𣯣𪲨𫞦𬨁𰻝"
NAMES = "李龘，王𠮷，陳務業，张㙍，孙\ufa11，周\ufa19谷，吴𨭎，冯𡘙，褚𣯣，卫𪲨，蒋𫞦，沈𬨁，许𬭎，吕䨻"
SIZE = 20


def holding(character):
    return [face for face in catalogue() if ord(character) in coverage(face).characters]


def test_unified_ideographs_and_extension_a_are_whole():
    held = frozenset().union(*(coverage(face).characters for face in catalogue()))
    assert held.issuperset(range(0x4E00, 0xA000))
    assert held.issuperset(range(0x3400, 0x4DC0))
    assert len([code for code in held if code > 0xFFFF]) > 3800


def test_each_character_is_drawn_by_the_face_that_suits_it():
    for character in EVERYDAY:
        assert {(face.family, face.weight) for face in holding(character)} == {
            (f"Noto {kind} SC Cut Wide", weight) for kind in ("Serif", "Sans") for weight in (400, 700)
        }, character
    for character in RARE:
        assert [face.file for face in holding(character)] == ["NotoSerifSCCutRare-Regular.ttf"], character
    for character in OTHER_HANDS:
        assert {face.rank for face in holding(character)} <= {Rank.OTHER_HAND, Rank.FALLBACK}, character


def test_no_character_is_drawn_twice():
    case = frozenset().union(*(coverage(face).characters for face in CASE)) & set(range(0x2E80, 0x40000))
    families = {face.family: coverage(face).characters for face in SPARE}
    for family, held in families.items():
        assert not {chr(code) for code in held & case}, family
    apart = [held for family, held in families.items() if "Sans" not in family]
    for one, other in itertools.combinations(apart, 2):
        assert not one & other


@pytest.mark.parametrize("face", SPARE, ids=str)
def test_a_fallback_character_is_an_em_wide_and_stands_where_its_neighbours_do(face):
    font = hb.Font(hb.Face(hb.Blob.from_file_path(face.path)))
    assert font.face.upem == 1000
    bottoms, tops = [], []
    for code in sorted(coverage(face).characters)[::40]:
        glyph = font.get_nominal_glyph(code)
        assert font.get_glyph_h_advance(glyph) == 1000
        box = font.get_glyph_extents(glyph)
        tops.append(box.y_bearing)
        bottoms.append(box.y_bearing + box.height)
    # The six stand between about -80 and 840.
    assert 780 < sorted(tops)[len(tops) // 2] < 860
    assert -110 < sorted(bottoms)[len(bottoms) // 2] < -40


def test_the_layouts_name_every_fallback_face():
    for layout in ("magazine/css/type.css", "proof/css/sheet.css"):
        css = (layouts_folder() / layout).read_text(encoding="utf-8")
        for family in {face.family for face in SPARE}:
            assert f'"{family}"' in css, (layout, family)


class TypeCase(URLFetcher):
    def fetch(self, url, headers=None):
        (resource,) = [resource for resource in font_resources(BASE) if resource.url == url]
        return URLFetcherResponse(url, resource.data, {"Content-Type": resource.media_type})


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    css = (layouts_folder() / "magazine/css/type.css").read_text(encoding="utf-8").split("html {")[0]
    css += f"@page {{ size: 30em 40em; margin: 20px }} p {{ font: {SIZE}px/1.5 var(--serif); margin: 0 }}"
    html = f"<html lang=zh-CN><style>{font_face_css(BASE)}{css}</style>"
    html += f"<p>{NAMES}<p style='font: 700 {SIZE}px/1.5 var(--sans)'>再谈業務<p style='font-weight: 700'>㗎"
    path = tmp_path_factory.mktemp("pdf") / "names.pdf"
    weasyprint.HTML(string=html, url_fetcher=TypeCase()).write_pdf(path, font_config=FontConfiguration())
    return path


def test_names_come_back_as_text_beyond_the_basic_plane_too(page):
    document = pypdfium2.PdfDocument(page)
    text = document[0].get_textpage().get_text_bounded()
    assert re.sub(r"\s", "", text) == NAMES + "再谈業務㗎"
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    run = subprocess.run(["pdftotext", "-raw", str(page), "-"], capture_output=True, check=True)
    assert re.sub(r"\s", "", run.stdout.decode()) == NAMES + "再谈業務㗎"


def test_a_change_of_face_moves_nothing(page):
    """Every character an em from the last and on its line's base, whichever face draws it."""
    em = SIZE * 0.75
    lines: dict[float, set[float]] = {}
    for left, base in _origins(page):  # pdfium counts a character beyond the basic plane twice
        lines.setdefault(round(base, 2), set()).add(round(left, 2))
    for lefts in lines.values():
        steps = [after - before for before, after in itertools.pairwise(sorted(lefts))]
        assert steps == pytest.approx([em] * len(steps), abs=0.02)
    gaps = [high - low for low, high in itertools.pairwise(sorted(lines))]
    assert gaps == pytest.approx([1.5 * em] * len(gaps), abs=0.02)
    assert len(lines) >= 4


def test_bold_is_a_drawn_bold_or_the_plain_form_never_smeared(page):
    names = [str(font) for font in _fonts(page)]
    assert any("Noto-Sans-SC-Cut-Wide-Bold" in name for name in names)
    with pikepdf.open(page) as pdf:
        operators = {str(step.operator) for step in pikepdf.parse_content_stream(pdf.pages[0])}
    assert "Tr" not in operators


def _origins(page):
    """Where each character stands, in points from the page's lower left."""
    textpage = pypdfium2.PdfDocument(page)[0].get_textpage()
    for index in range(textpage.count_chars()):
        x, y = ctypes.c_double(), ctypes.c_double()
        if not textpage.get_text_range(index, 1).isspace():
            assert pypdfium2.raw.FPDFText_GetCharOrigin(textpage, index, x, y)
            yield x.value, y.value


def _fonts(page):
    with pikepdf.open(page) as pdf:
        return [font.BaseFont for font in pdf.pages[0].Resources.Font.values()]
