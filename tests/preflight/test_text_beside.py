"""What the checks of the text let stand elsewhere, and what they still look for in its place."""

from __future__ import annotations

import pytest

from report_pdf.findings import Place
from report_pdf.model.manuscript import Cell, Paragraph, Table
from report_pdf.preflight.beside import stands_beside, told_pieces

PLACE = Place(file="a.md", line=1, column=1)


def _paragraph(text):
    return Paragraph(text=text, place=PLACE, source="")


def test_a_table_and_the_short_texts_with_it_may_stand_elsewhere():
    cell = Cell(text="一", place=PLACE, source="")
    table = Table(text="", rows=((cell,),), place=PLACE, source="")
    title, long, far = _paragraph("表1 历年票价"), _paragraph("渡口的石阶" * 20), _paragraph("尾声。")
    blocks = [title, table, long, long, long, far]
    assert [stands_beside(blocks, at) for at in range(6)] == [True, True, False, False, False, False]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("王明、李小红、何三、杜守义", ["王明", "李小红", "何三", "杜守义"]),
        ("参加：王明 李小红 何三 杜守义", ["参加：", "王明", "李小红", "何三", "杜守义"]),
        ("桐油、麻绳和竹篙都用完了。", ["桐油、麻绳和竹篙都用完了。"]),
    ],
)
def test_only_a_list_of_short_words_is_told_word_by_word(text, pieces):
    assert told_pieces(text) == pieces
