from __future__ import annotations

import pytest

from report_pdf.typography.breaks import FORBIDDEN, MEASURE_WORD_PENALTY, penalties


def cost(marked):
    """What the break at ``|`` costs."""
    before, after = marked.split("|")
    return penalties(before + after)[len(before) - 1]


@pytest.mark.parametrize("mark", "、，。．：；！？’”）】〗》〉」』］｝〕·‧・～–／%‰℃)],.")
def test_no_line_starts_with(mark):
    assert cost(f"汉|{mark}") == FORBIDDEN


@pytest.mark.parametrize("mark", "‘“（【〖《〈「『［｛〔([￥$／")
def test_no_line_ends_with(mark):
    assert cost(f"{mark}|汉") == FORBIDDEN


@pytest.mark.parametrize(
    "marked",
    [
        *("这样—|—他", "这样|——他", "说…|…他", "说|……他", "写|……”"),
        *("12|34", "1|,234", "3.|14", "98|%", "￥|30", "1|+2+N", "1+2+|N", "09|·02", "09·|02", "3～|5天"),
        *("Weasy|Print", "PDF|/A", "汉|\u2060字", "a\u00a0|b", "汉| 字"),
    ],
)
def test_never_parted(marked):
    assert cost(marked) == FORBIDDEN


@pytest.mark.parametrize(
    "marked",
    [
        "汉|字",
        "好|“的”",
        "“的”|好",
        "好|（上）",
        "，|汉",
        "——|他",
        "……|他",
        "用|PDF",
        "PDF|文",
        "汉 |字",
        "一 |word",
    ],
)
def test_freely_parted(marked):
    assert cost(marked) == 0


@pytest.mark.parametrize(
    "marked", ["348|次", "300|万元", "300万|元", "2022|年", "5|个月", "2|个百分点", "12|余家"]
)
def test_a_number_keeps_its_measure_word_at_a_price(marked):
    assert cost(marked) == MEASURE_WORD_PENALTY


def test_a_number_before_another_word_is_free():
    assert cost("共3|，") == FORBIDDEN
    assert cost("到2035|基本实现") == 0


def test_basic_prohibition_lets_long_marks_start_a_line():
    assert penalties("他——说", strict=False)[:2] == [0, FORBIDDEN]


def test_an_address_parts_after_its_own_joints():
    text = "见https://example.org/reports/2022/index"
    assert penalties(text)[text.index("/reports")] < FORBIDDEN
    assert penalties(text)[text.index("ports")] == FORBIDDEN
