"""The composer everywhere: inline elements, columns, beside floats, headings, narrow measures, tables, calls of notes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from composed_glyphs import drawn_glyphs
from composed_pages import EM, Line, drawn_lines, extract, text_of, typeset

from report_pdf.render.compose_engine import ENGINE
from report_pdf.typography.classes import MARKS, classify


def test_inline_elements_do_not_change_the_lines():
    plain = "渡口的老船工说起那场大水，依旧记得每一户人家的灯火，记得“同舟共济”四个字是怎样刻在石碑上的。" * 2
    marked = (
        plain.replace("老船工", "<b>老船工</b>")
        .replace("“同舟", "<a href='#x'><i>“同舟")
        .replace("四个", "</i></a>四个")
    )
    assert text_of(typeset(f"<p>{plain}")) == text_of(typeset(f"<p>{marked}"))


def test_columns_and_pages_keep_the_plan_of_the_paragraph():
    text = "渡口的老船工说起2013年那场大水，依旧记得每一户人家的灯火。" * 30
    css = "div{columns:2;column-gap:2em}"
    together = "".join(text_of(typeset(f"<div><p>{text}</p></div>", css)))
    assert together == text


def test_lines_beside_a_float_are_flush_with_it():
    text = "渡口的老船工说起那场大水，依旧记得每一户人家的灯火，记得石碑上的字。" * 4
    css = "i{float:right;width:6em;height:36pt}p{text-indent:0}"
    lines = drawn_lines(typeset(f"<p><i></i>{text}</p>", css))
    ends = [Line(line, first=False, last=False) for line in lines]
    measured = [line.right - (0.5 if line.kinds[-1] in MARKS else 0) for line in ends]
    assert measured[:3] == pytest.approx([16, 16, 22], abs=0.05)


def test_ragged_headings_keep_the_rules_and_are_set_solid():
    pdf = typeset(
        "<h2>守望“大桥”：2022年，一个村庄的四季与它的灯火和人们</h2>", "h2{font-size:16pt;line-height:36pt}"
    )
    heading = drawn_lines(pdf)
    texts = ["".join(glyph.text for glyph in line) for line in heading]
    assert not any(text[0] in "”）：，" or text[-1] in "“（" for text in texts)
    gap = next(
        (b.x - a.x - a.advance) / b.size
        for line in heading
        for a, b in pairwise(line)
        if a.text == "：" and b.text == "2"
    )
    assert gap == pytest.approx(0, abs=0.01)


def test_narrow_columns_never_overflow():
    css = "p{width:6em;text-indent:0}"
    text = "湖畔新村（二期）共有348户，WeasyPrint与“乡情驿站”都在……"
    for line in drawn_lines(typeset(f"<p>{text}", css)):
        half = EM / 2 if classify(line[-1].text)[0] in MARKS else 0
        assert line[-1].x + line[-1].advance - half <= 2 * EM + 6 * EM + 0.05 * EM


def test_tables_are_wide_enough_for_what_the_composer_adds():
    pdf = typeset("<table><tr><td>2013年8月12日<td>收到（来信）348件</table>", "td{padding:0 1em}")
    assert text_of(pdf) == ["2013年8月12日收到（来信）348件"]


_LONG = "春种一粒粟秋收万颗子四海无闲田农夫犹忙碌" * 40


def test_long_cells_cost_no_square_of_their_length():
    # The engine alone shapes the rest of the cell once for each of its characters: 4 s for 2000 of them.
    calls = []
    original = ENGINE["split_first_line"]

    def counted(text, *args, **options):
        calls.append(len(text))
        return original(text, *args, **options)

    ENGINE["split_first_line"] = counted
    try:
        typeset(f"<table><tr><td>甲<td>{_LONG}</table>")
    finally:
        ENGINE["split_first_line"] = original
    assert sum(calls) < 100 * len(_LONG)


def test_a_raised_call_of_a_note_stands_close_to_its_word_and_never_starts_a_line():
    assert extract(typeset("<p>船家<sup>1</sup>笑了"), "pdfium").strip() == "船家1笑了"
    glyphs = drawn_glyphs(typeset("<p>渡口的老船家<sup>1</sup>笑了笑", "p{width:6em;text-indent:0}"))
    (call,) = (glyph for glyph in glyphs if glyph.text == "1")
    assert call.x > 2.5 * EM
