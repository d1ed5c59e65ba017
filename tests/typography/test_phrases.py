from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_pdf.typography import break_heading, words


@pytest.mark.parametrize("space", [" ", "\u3000", "  "])
def test_the_authors_space_comes_first(space):
    assert break_heading(f"同心同德开新局{space}群策群力谱新篇", measure_em=20) == (
        "同心同德开新局",
        "群策群力谱新篇",
    )


def test_words_stay_whole_and_lines_even():
    assert break_heading("在希望的田野上书写乡村振兴的新答卷", measure_em=10) == (
        "在希望的田野上书写",
        "乡村振兴的新答卷",
    )


def test_the_desks_own_words_stay_whole():
    title = "云涌江畔的老码头渡船小史钩沉"
    parted = break_heading(title, measure_em=8, words=("码头渡船小史",))
    assert any("码头渡船小史" in line for line in parted)


def test_one_line_more_rather_than_a_word_parted():
    text = "落叶松黄得正透，再往上，大砚山的脊线像一排没磨平的牙。"
    assert break_heading(text, measure_em=14, words=("大砚山",)) == (
        "落叶松黄得正透，",
        "再往上，大砚山的脊线",
        "像一排没磨平的牙。",
    )


def test_no_short_last_line():
    assert min(len(line) for line in break_heading("老城区水系治理三年行动观察", measure_em=12)) >= 3


def test_latin_spaces_are_no_phrase_breaks():
    assert break_heading("用Open Type字体排中文", measure_em=20) == ("用Open Type字体排中文",)


def test_a_line_that_fits_may_stay_whole():
    assert break_heading("甲乙丙 丁戊己", measure_em=20, keep_whole=True) == ("甲乙丙 丁戊己",)


def test_nothing_gives_no_line():
    assert break_heading(" \u3000", measure_em=5) == ()


def test_words_join_to_the_text():
    assert "".join(words("提案全部办结，群众满意率98%")) == "提案全部办结，群众满意率98%"


@settings(max_examples=100, deadline=None)
@given(st.text("城乡水系治理的新春，。“”（）2022ABC \u3000", max_size=40), st.integers(3, 20))
def test_nothing_but_spaces_is_lost(text, measure):
    lines = break_heading(text, measure_em=measure)
    assert "".join(lines).replace(" ", "").replace("\u3000", "") == text.replace(" ", "").replace(
        "\u3000", ""
    )
