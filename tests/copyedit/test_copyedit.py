"""Corrections are safe, come with their place, and are made once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_pdf.copyedit import copyedit
from report_pdf.errors import ManuscriptError
from report_pdf.findings import Correction, Place, Severity
from report_pdf.manuscript import parse_text, read_manuscript
from report_pdf.model.manuscript import Heading
from report_pdf.model.plan import LintPlan

REAL = Path(__file__).parents[3] / "shared" / "manuscripts" / "xinhui" / "manuscript.txt"


def _edit(text, **lint):
    return copyedit(parse_text(f"题目\n\n{text}\n", file="m.txt"), LintPlan(**lint))


def _corrected(text, **lint):
    return _edit(text, **lint).blocks[-1].text


@pytest.mark.parametrize(
    ("typed", "set_as"),
    [
        ("雨停了,风也小了.", "雨停了，风也小了。"),
        ("甲,“1”,乙", "甲，“1”，乙"),
        ("完成100%,12件办结", "完成100%，12件办结"),
        ("社长 (兼主编) 来了", "社长（兼主编）来了"),
        ("她说:\"我读过'夜航'.\"", "她说：“我读过‘夜航’。”"),
        ("你好, John, 再见", "你好，John，再见"),
        ("时间:12:30-14:00", "时间：12:30-14:00"),
        ("他想了想......", "他想了想……"),
        ("他想了想----走了", "他想了想——走了"),
    ],
)
def test_chinese_sentences_get_full_width_marks(typed, set_as):
    assert _corrected(typed) == set_as


@pytest.mark.parametrize(
    "text",
    [
        "书价1,280元",
        "圆周率3.14",
        "比分3:1",
        "第1,2,3名",
        "f(x)的值",
        "位于C:\\文件",
        "https://a.example.com/甲?乙=1",
        "信箱a.b@example.org",
        "文件新书目录.txt",
        "U.S.A.的邮戳",
        "It's late, he said: go home (now)!",
        '屏幕5"和6"',
        "作家列夫.托尔斯泰",
        "用--help看说明",
    ],
)
def test_figures_addresses_and_latin_stay_as_they_are(text):
    assert _corrected(text) == text


def test_a_heading_keeps_its_authors_space():
    edited = _edit("一、春耕 夏耘,秋收\n\n正文在这里。")
    heading = edited.first(Heading)
    assert heading is not None
    assert heading.text == "春耕 夏耘，秋收"


def test_place_and_source_stay_and_the_finding_points_to_the_sources_character():
    read = parse_text("题目\n\n　　等了很久...,门开了,\n", file="m.txt")
    edited = copyedit(read, LintPlan())
    assert [(b.place, b.source) for b in edited.blocks] == [(b.place, b.source) for b in read.blocks]
    assert edited.blocks[1].text == "等了很久……，门开了，"
    assert [(f.place, f.correction) for f in edited.findings] == [
        (Place(file="m.txt", line=3, column=7), Correction(before="...", after="……")),
        (Place(file="m.txt", line=3, column=10), Correction(before=",", after="，")),
        (Place(file="m.txt", line=3, column=14), Correction(before=",", after="，")),
    ]


def test_places_stand_when_an_invisible_character_was_left_out():
    edited = _edit("春\u200b雨,夏\u200b荷,")
    columns = [f.place.column for f in edited.findings if f.code == "copyedit/half-width-comma"]
    assert columns == [4, 8]


def test_a_disabled_code_is_neither_corrected_nor_said():
    edited = _edit("雨停了,风也小了;", disable=("copyedit/half-width-comma",))
    assert edited.blocks[-1].text == "雨停了,风也小了；"
    assert [f.code for f in edited.findings] == ["copyedit/half-width-semicolon"]


def test_a_disabled_code_also_silences_the_reading():
    text = "↓2021年3月，演出。\n\n2021年4月，排练。"
    assert [f.code for f in _edit(text).findings] == ["manuscript/lost-arrow"]
    assert _edit(text, disable=("manuscript/lost-arrow",)).findings == ()


def test_the_desks_own_words_are_left_alone():
    assert [f.code for f in _edit("灯笼灯笼铺开张").findings] == ["copyedit/doubled-word"]
    assert _edit("灯笼灯笼铺开张", words=("灯笼灯笼铺",)).findings == ()
    assert _corrected("乐队叫甲,乙", names=("甲,乙",)) == "乐队叫甲,乙"


ALPHABET = "春夏秋冬的研究防 aOf1２Ｂ,.:;?!()[]\"'“”‘’，。、；：？！（）《》…—-~·•\u200b%/@\n"


@given(st.text(st.sampled_from(ALPHABET), max_size=60))
def test_editing_twice_is_editing_once(text):
    read = parse_text("题目\n\n" + text, file="m.txt")
    once = copyedit(read, LintPlan())
    twice = copyedit(once, LintPlan())
    assert twice.blocks == once.blocks
    assert [type(b) for b in once.blocks] == [type(b) for b in read.blocks]
    assert [b.source for b in once.blocks] == [b.source for b in read.blocks]


@given(st.text(st.sampled_from(ALPHABET), max_size=60))
def test_letters_and_figures_survive_and_every_finding_points_into_the_source(text):
    whole = "题目\n\n" + text
    lines = whole.split("\n")
    read = parse_text(whole, file="m.txt")
    edited = copyedit(read, LintPlan())
    for before, after in zip(read.blocks, edited.blocks, strict=True):
        letters = [ch for ch in before.text.translate({0xFF12: "2", 0xFF22: "B"}) if ch.isalnum()]
        assert [ch for ch in after.text if ch.isalnum()] == letters
    for finding in edited.findings:
        assert 1 <= finding.place.column <= len(lines[finding.place.line - 1])


def test_the_real_manuscript_all_that_is_wrong_and_nothing_else():
    if not REAL.exists():
        pytest.skip("the real manuscript is not beside this checkout")
    edited = copyedit(read_manuscript(REAL, name="manuscript.txt"), LintPlan())
    source = REAL.read_text(encoding="utf-8").splitlines()
    corrected = [f for f in edited.findings if f.correction is not None]
    # every half-width comma and semicolon of the file; it has no other half-width mark
    everywhere = sum(line.count(mark) for line in source for mark in ",;:?!()")
    assert len(corrected) == everywhere == 115
    for finding in corrected:
        assert source[finding.place.line - 1][finding.place.column - 1] == finding.correction.before
    # 112 is the count that leaves out marks before a figure
    before_figure = [f for f in corrected if source[f.place.line - 1][f.place.column].isdigit()]
    assert len(before_figure) == 3
    decide = [(f.code, str(f.place), f.severity) for f in edited.findings if f.correction is None]
    assert decide == [
        ("copyedit/doubled-word", "manuscript.txt:35:39", Severity.WARNING),
        ("copyedit/stray-latin-word", "manuscript.txt:51:96", Severity.WARNING),
        ("manuscript/lost-arrow", "manuscript.txt:71:1", Severity.WARNING),
    ]
    assert not [ch for block in edited.blocks for ch in block.text if ch in ",;:?!()\"'"]


def test_an_empty_manuscript_has_nothing_to_edit():
    with pytest.raises(ManuscriptError, match="no text"):
        parse_text(" \n\u3000\n", file="m.txt")
