"""Glyphs that a character gets from elsewhere: blanks behind rare characters, apostrophes of Latin words."""

from __future__ import annotations

import io

import pikepdf
import pytest
from composed_glyphs import drawn_glyphs
from composed_pages import EM, extract, typeset

from report_pdf.resources import fonts_folder

_RARE = "NotoSerifSCCutWide-Regular.ttf"


@pytest.fixture
def rare():
    face = fonts_folder() / _RARE
    if not face.exists():
        pytest.skip("the shipped faces are not built yet")
    return f"@font-face{{font-family:R;src:url({face.as_uri()})}}html{{font-family:S,R}}"


@pytest.mark.parametrize("blank", ["\u3000", " "])
def test_a_blank_behind_a_character_of_a_fallback_face_is_a_blank(rare, blank, caplog):
    body = f"<p>業務の記録{blank}見業{blank}業{blank}春"
    pdf = typeset(body, rare)
    assert ".notdef" not in caplog.text
    found = {glyph.text: glyph for glyph in drawn_glyphs(pdf)}
    assert "春" in found
    glyphs = [glyph for glyph in drawn_glyphs(pdf) if glyph.text == "業"]
    gap = glyphs[-1].x - glyphs[-2].x - EM
    assert gap == pytest.approx(EM if blank == "\u3000" else 0.25 * EM, abs=0.12 * EM)


def test_an_apostrophe_in_a_word_is_as_narrow_as_a_letter():
    pdf = typeset("<p>他在McDonald’s门口等人，说“好”，又说‘行’。")
    glyphs = drawn_glyphs(pdf)
    at = next(n for n, glyph in enumerate(glyphs) if glyph.text == "’")
    assert glyphs[at + 1].text == "s"
    assert glyphs[at + 1].x - glyphs[at].x < 0.4 * EM
    assert "McDonald’s门口" in extract(pdf, "pdfium")
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert len(file.pages) == 1
