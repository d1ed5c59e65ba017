"""What a layout takes out of a text: key figures that are true, quotes that are verbatim, pictures that fit."""

from __future__ import annotations

import pytest

from report_pdf.findings import Place
from report_pdf.layout.copyfit import Demand, FloatNeed, PageGrid, fit_copy, text_lines
from report_pdf.layout.key_figures import find_key_figures
from report_pdf.layout.measures import open_layout
from report_pdf.layout.quotes import find_pull_quotes
from report_pdf.model.manuscript import Bullet, Paragraph
from report_pdf.resources import layouts_folder

_PAGE = PageGrid(lines=37, columns=2)


def _blocks(*texts, kind=Paragraph):
    return [
        kind(text=text, place=Place(file="a.txt", line=n, column=1), source=text)
        for n, text in enumerate(texts, 1)
    ]


_CERTAIN = ("举办公益讲座348场。", "收到市民建议书930份。", "修复临江石阶2180级。")


def test_key_figures_are_number_measure_and_what_is_counted():
    blocks = _blocks(
        "全年举办公益讲座348场，接待参观群众12万人次。",
        "今年是建馆100年。",
        "修复临江石阶2180级，比去年多。",
        kind=Bullet,
    )
    assert [(f.number + f.unit, f.label, f.place.line) for f in find_key_figures(blocks)] == [
        ("348场", "公益讲座", 1),
        ("12万人次", "参观群众", 1),
        ("2180级", "临江石阶", 3),
    ]


def test_a_hedge_stays_with_its_number():
    figures = find_key_figures(_blocks(*_CERTAIN[:2], "修复临江石阶近2180级。"))
    assert {figure.number: figure.hedge for figure in figures} == {"348": "", "930": "", "2180": "近"}


@pytest.mark.parametrize(
    "text",
    [
        "第1200次会员代表大会在渡口召开。",
        "比上年减少群众来信430件。",
        "全年没有发生1次安全事故。",
        "全年没有发生安全事故100次。",
        "全年公益课堂不足200场。",
        "他3岁那年学会修钟。",
        "渡口镇政府电话8612345。",
        "未办结群众来信120件。",
    ],
)
def test_what_counts_nothing_or_denies_it_is_no_key_figure(text):
    figures = find_key_figures(_blocks(*_CERTAIN, text))
    assert {figure.number for figure in figures} == {"348", "930", "2180"}


def test_two_figures_make_no_panel():
    assert find_key_figures(_blocks(*_CERTAIN[:2])) == ()


def test_a_pull_quote_is_a_sentence_of_the_text_word_for_word():
    texts = [
        "老船工记得很清楚。“钟响的时候没有人说话，江上的船也停了桨。”他说完就走了。",
        "修钟的人把零件摊开。",
        "第二年夏天雨水多。",
        "齿轮一只也没有少。",
        "镇上的人后来都说，听见第一声的时候心里忽然亮了一下。没有人再提从前。",
    ]
    quotes = find_pull_quotes(_blocks(*texts), open_layout(layouts_folder(), "magazine"), count=2)
    assert quotes
    for quote in quotes:
        assert "".join(quote.lines) in texts[quote.block]
        assert len("".join(quote.lines)) < len(texts[quote.block])
        assert all(len(line) <= 14 for line in quote.lines)


@pytest.mark.parametrize(
    "sentence",
    [
        "他说这声音和小时候听见的一样只是更亮。",
        "因此镇上的人凑了钱，请来两位修钟的师傅。",
        "“没有人说话，江上的船也停了桨，钟声很远。",
        "修好一座钟要花多少时间，又要花多少力气？",
        "钟响了。",
    ],
)
def test_a_sentence_that_leans_on_another_or_is_not_whole_is_no_quote(sentence):
    blocks = _blocks("前面还有一句。" + sentence + "后面也还有一句。")
    quotes = find_pull_quotes(blocks, open_layout(layouts_folder(), "magazine"), count=2)
    assert sentence not in ["".join(quote.lines) for quote in quotes]


def _demand(lines, *pictures, first_page=12):
    return Demand(column_lines=lines, across_lines=0, first_page=first_page, page=_PAGE, pictures=pictures)


@pytest.mark.parametrize("lines", range(40, 220, 15))
def test_the_last_page_is_never_overrun_and_seldom_left_empty(lines):
    """With two pictures to stretch, an article's end can be brought near the foot of a page."""
    wide, small = FloatNeed(extra=2, across=True), FloatNeed(extra=2, across=False, widest=18)
    fit = fit_copy(_demand(lines, wide, small), offers=(True, 2))
    assert fit.left >= 0
    assert fit.left < _PAGE.lines / 3
    assert all(lines <= need.widest for lines, need in zip(fit.picture_lines, (wide, small), strict=True))


def test_a_picture_shrinks_rather_than_carry_two_lines_overleaf():
    need = FloatNeed(extra=2, across=True)
    fit = fit_copy(_demand(2 * (12 + 37 - 2) - 26, need), offers=(False, 0))
    assert fit.pages == 2
    assert fit.picture_lines[0] < 15


def test_what_was_measured_corrects_the_estimate():
    need = FloatNeed(extra=2, across=True)
    first, again = (fit_copy(_demand(120, need), offers=(False, 0), correction=c) for c in (None, 6.0))
    assert again.needed - again.picture_lines[0] == pytest.approx(first.needed - first.picture_lines[0] + 6)


def test_lines_are_counted_in_ems():
    assert text_lines("字" * 22, measure_em=22) == 1
    assert text_lines("字" * 22, measure_em=22, indent_em=2) == 2
    assert text_lines("a" * 39, measure_em=22) == 1
