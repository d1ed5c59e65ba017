"""The shipped files themselves: what they hold, how they shape, what their makers allow."""

from __future__ import annotations

import hashlib
import io
import tomllib

import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont

from report_pdf.fonts import Rank, catalogue, coverage, gb2312, general_table, may_embed
from report_pdf.resources import fonts_folder

MARKS = (
    "“”‘’—…·•、。，．；：！？（）《》〈〉「」『』【】〔〕〖〗［］｛｝～〇"
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ●○■□▲△▼▽◆◇★☆◎※→←↑↓⇒✓"
    "℃‰№%％＋－×÷±≈≠≤≥∞√°′″§†‡©®™€£¥￥㎏㎡㎜²³½¼"
    "àáèéêìíòóùúüāēīōūǎěǐǒǔǖǘǚǜñçßøåæœΑΒΓαβγЖжя–‘’"
)
EVERY = [pytest.param(face, id=str(face)) for face in catalogue()]
FACES = [pytest.param(face, id=str(face)) for face in catalogue() if face.rank is Rank.CASE]


def opened(face):
    return TTFont(io.BytesIO(face.path.read_bytes()), lazy=True)


def placed(face, text, **features):
    """(advance, x offset) of each glyph, as in a Chinese line."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = "ltr", "Hani", "zh-CN"
    hb.shape(hb.Font(hb.Face(hb.Blob.from_file_path(face.path))), buffer, features)
    return [(place.x_advance, place.x_offset) for place in buffer.glyph_positions]


def advances(face, text, **features):
    return [advance for advance, _ in placed(face, text, **features)]


@pytest.mark.parametrize("face", FACES)
def test_holds_both_tables_and_the_marks(face):
    held = coverage(face).characters
    assert len(general_table()) == 8105
    assert len(gb2312()) == 7445
    assert not {chr(code) for code in (general_table() | gb2312() | set(map(ord, MARKS))) - held}


@pytest.mark.parametrize("face", EVERY)
def test_is_static_truetype_without_shared_glyphs_that_may_be_embedded(face):
    font = opened(face)
    assert "glyf" in font
    assert not {"CFF ", "CFF2", "fvar", "DSIG"} & set(font.keys())
    assert font["OS/2"].fsType == 0
    assert may_embed(face)
    cmap = font.getBestCmap()
    assert len(set(cmap.values())) == len(cmap), "a glyph of two characters has a wrong ToUnicode for one"


@pytest.mark.parametrize("face", EVERY)
def test_names_are_its_own_and_say_its_weight(face):
    font = opened(face)
    names = font["name"]
    assert (names.getDebugName(16) or names.getDebugName(1)) == face.family
    assert font["OS/2"].usWeightClass == face.weight
    for reserved in ("LXGW", "霞鹜", "Source", "Hana", "花園"):
        assert reserved not in names.getDebugName(1) + names.getDebugName(6)


def test_every_face_stands_on_the_same_line():
    lines = set()
    for face in catalogue():
        font = opened(face)
        hhea, os2 = font["hhea"], font["OS/2"]
        lines.add(
            (hhea.ascent, hhea.descent, hhea.lineGap, os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap)
        )
    assert lines == {(880, -120, 0, 880, -120, 0)}


@pytest.mark.parametrize("face", FACES)
def test_chws_closes_the_gap_between_marks(face):
    assert advances(face, "说”，“好") == [1000] * 5
    assert advances(face, "说”，“好", chws=True) == [1000, 500, 500, 1000, 1000]
    assert advances(face, "）。（《「", chws=True) == [500, 500, 1000, 500, 500]
    assert {offset for _, offset in placed(face, "“‘（，”。", chws=True)} == {0}
    assert advances(face, "好，好", chws=True) == [1000] * 3


@pytest.mark.parametrize("face", FACES)
def test_halt_puts_in_half_em_glyphs_that_do_not_overlap(face):
    assert placed(face, "“《（「，。”）！？：；、·", halt=True) == [(500, 0)] * 14


@pytest.mark.parametrize("face", FACES)
def test_dashes_are_an_em_each_and_table_figures_even(face):
    assert sum(advances(face, "——")) == 2000
    assert len(set(advances(face, "0123456789", tnum=True))) == 1


@pytest.mark.parametrize("face", [face for face in FACES if "Noto" in face.id])
def test_noto_keeps_its_optical_spacing_and_kerning(face):
    font = opened(face)
    tags = {
        record.FeatureTag
        for table in ("GSUB", "GPOS")
        for record in font[table].table.FeatureList.FeatureRecord
    }
    assert {"chws", "halt", "kern", "locl", "palt", "vert", "vhal"} <= tags
    assert sum(advances(face, "AV", kern=True)) < sum(advances(face, "AV", kern=False))
    assert sum(advances(face, "国，", palt=True)) < 2000


def test_licence_texts_lie_beside_the_faces():
    for face in catalogue():
        assert "SIL OPEN FONT LICENSE Version 1.1" in face.licence_path.read_text(encoding="utf-8")


def test_the_readme_names_the_very_bytes_that_are_shipped():
    readme = (fonts_folder() / "README.md").read_text(encoding="utf-8")
    lock = tomllib.loads((fonts_folder() / "upstream.lock.toml").read_text(encoding="utf-8"))
    for face in catalogue():
        assert hashlib.sha256(face.path.read_bytes()).hexdigest() in readme
    for package in lock["packages"].values():
        assert f"{package['name']} {package['version']}" in readme
