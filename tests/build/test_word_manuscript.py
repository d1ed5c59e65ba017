"""A Word manuscript with what breaks pages: words wider than a column, a screenshot with an edge all around."""

from __future__ import annotations

import io

import docx
import pytest
from finished_pdf import glyphs, pictures
from PIL import Image, ImageDraw

from report_pdf.layout.measures import open_layout
from report_pdf.resources import layouts_folder

_WORD = "Pneumonoultramicroscopicsilicovolcanoconiosis" * 2
_ADDRESS = "https://www.example.org/a/path/that/never/ends/and-goes-on/and_goes_on/index.html?a=1&b=2&c=3"
_EDGE = (210, 20, 30)
_COLUMNS = (10.5, 12.0, 14.0)
"""Sizes of type that stand in columns: text and headings."""


def _screenshot():
    shot = Image.new("RGB", (900, 300), "white")
    ImageDraw.Draw(shot).rectangle((0, 0, 899, 299), outline=_EDGE, width=12)
    file = io.BytesIO()
    shot.save(file, "PNG")
    file.seek(0)
    return file


@pytest.fixture(scope="module")
def built(run_build, tmp_path_factory):
    document = docx.Document()
    for text, style in (
        ("渡口的网站", "Title"),
        (f"报告在{_ADDRESS}里", "Heading 1"),
        (_WORD, "Heading 2"),
        (f"网站的地址是{_ADDRESS}，词是{_WORD}，都写在石阶旁边。", None),
        (f"{_WORD} and {_ADDRESS}", None),
        (_ADDRESS, "List Bullet"),
        (_WORD, "List Number"),
        (f"旁边写着{_WORD}。", "Quote"),
    ):
        document.add_paragraph(text, style=style)
    document.add_picture(_screenshot())
    document.add_paragraph(f"图为{_ADDRESS}", style="Caption")
    table = document.add_table(2, 2)
    for at, text in enumerate(("词", "数", _WORD, "2")):
        table.cell(at // 2, at % 2).text = text
    document.add_paragraph("石阶一共有三十六级，最下面的几级终年泡在水里。" * 4)
    path = tmp_path_factory.mktemp("word") / "渡口.docx"
    document.save(path)
    return run_build(path, "word-manuscript")


def test_no_word_runs_out_of_its_column(built):
    folder = open_layout(layouts_folder(), "magazine")
    width, across = folder.pt("column-width"), folder.pt("type-area-width")
    found = [glyph for page in (4, 5) for glyph in glyphs(built.pdf, page)]
    left = min(glyph.x for glyph in found if glyph.size == 10.5)
    assert max(glyph.x for glyph in found) < left + across + 1
    narrow = [glyph for glyph in found if glyph.size in _COLUMNS and glyph.x < left + across / 2]
    assert len(narrow) > 300
    assert max(glyph.x for glyph in narrow) < left + width + 1


def test_nothing_of_the_words_is_lost(built):
    found = [glyph.text for page in (4, 5) for glyph in glyphs(built.pdf, page)]
    shown = "".join(text for text in found if text not in "-\xad\ufffe")
    assert shown.count(_WORD) >= 4
    assert shown.count(_ADDRESS.replace("-", "")) >= 4


def test_a_screenshot_is_shown_whole(built):
    ((box, image),) = [found for page in (4, 5) for found in pictures(built.pdf, page)]
    assert image.width / image.height == pytest.approx(3, abs=0.02)
    assert (box[2] - box[0]) / (box[3] - box[1]) == pytest.approx(3, abs=0.02)
    middle = (image.width // 2, image.height // 2)
    for at in ((2, middle[1]), (image.width - 3, middle[1]), (middle[0], 2), (middle[0], image.height - 3)):
        assert all(abs(a - b) < 60 for a, b in zip(image.getpixel(at), _EDGE, strict=True)), at
