"""A text in the desk's convention comes apart into the right blocks, and joins again without a loss."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_pdf.errors import ManuscriptError
from report_pdf.findings import Place
from report_pdf.manuscript import parse_text, read_manuscript
from report_pdf.manuscript.lines import INVISIBLE
from report_pdf.model.manuscript import Byline, Caption, Heading

REAL = Path(__file__).parents[3] / "shared" / "manuscripts" / "xinhui" / "manuscript.txt"

FEATURE = """
　　老街上的书店 一盏灯亮了三十年

——记巷口旧书铺

书铺开在巷口,来的人不多。

文/图 周一 吴二



回首1993

1 从一张书桌开始 慢慢有了店

那一年他二十岁。

● 书是从废品站挑来的。

2 街坊们 都来帮忙

2001年3月，门板换成了玻璃。

↓2002年5月，书铺门口。



2003年6月，二楼阁楼。

远望2033

2033年他就六十岁了，书铺还要开下去。

把灯留着 把门开着

他说，总有人会来。
"""


def _kinds(text):
    return [type(block).__name__ for block in parse_text(text, file="m.txt").blocks]


def test_the_whole_convention():
    read = parse_text(FEATURE, file="m.txt")
    assert [(type(b).__name__, b.text[:9]) for b in read.blocks] == [
        ("Title", "老街上的书店 一盏"),
        ("Dek", "记巷口旧书铺"),
        ("Lede", "书铺开在巷口,来的"),
        ("Byline", "文/图 周一 吴二"),
        ("PictureSlot", ""),
        ("Part", "回首1993"),
        ("Heading", "从一张书桌开始 慢"),
        ("Paragraph", "那一年他二十岁。"),
        ("Bullet", "书是从废品站挑来的"),
        ("Heading", "街坊们 都来帮忙"),
        ("Paragraph", "2001年3月，门"),
        ("Caption", "2002年5月，书"),
        ("PictureSlot", ""),
        ("Caption", "2003年6月，二"),
        ("Part", "远望2033"),
        ("Paragraph", "2033年他就六十"),
        ("Heading", "把灯留着 把门开着"),
        ("Paragraph", "他说，总有人会来。"),
    ]
    assert [f"{f.code} {f.place}" for f in read.findings] == ["manuscript/lost-arrow m.txt:28:1"]
    assert [b.lost_arrow for b in read.blocks if isinstance(b, Caption)] == [False, True]
    assert [b.number for b in read.blocks if isinstance(b, Heading)] == ["1", "2", ""]


def test_places_point_to_the_first_character_of_the_text():
    lines = FEATURE.split("\n")
    for block in parse_text(FEATURE, file="m.txt").blocks:
        if block.text:
            assert lines[block.place.line - 1][block.place.column - 1 :].startswith(block.text)
    assert parse_text(FEATURE, file="m.txt").blocks[0].place == Place(file="m.txt", line=2, column=3)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("1 开门迎客", "1"),
        ("12、开门迎客", "12"),
        ("1. 开门迎客", "1"),
        ("一、开门迎客", "一"),
        ("（二）开门迎客", "二"),
        ("(3) 开门迎客", "3"),
        ("第一 开门迎客", "第一"),
        ("第三章　开门迎客", "第三章"),
        ("①开门迎客", "①"),
    ],
)
def test_heading_numbers(line, number):
    heading = parse_text(f"题目\n\n正文一段。\n\n{line}\n\n正文又一段。", file="m.txt").first(Heading)
    assert isinstance(heading, Heading)
    assert (heading.number, heading.text) == (number, "开门迎客")


@pytest.mark.parametrize(
    "line",
    [
        "3.14是圆周率的近似值。",
        "1、先把门打开，再把灯点亮。",
        "一、二月间，巷子里总是很静。",
        "2 月 5 日是他的生日。",
        "2003年他搬到了二楼。",
        "2003年6月，二楼的阁楼收拾好了，可以看书。",
        "第一，他不爱说话。",
    ],
)
def test_body_stays_body(line):
    assert _kinds(f"题目\n\n正文一段。\n\n{line}\n\n正文又一段。")[2] == "Paragraph"


def test_levels_follow_the_forms_in_use():
    text = "题目\n\n一、总\n\n（一）分\n\n正文。\n\n1. 细\n\n正文。\n\n二、再总\n\n正文。"
    headings = [b for b in parse_text(text, file="m.txt").blocks if isinstance(b, Heading)]
    assert [(h.number, h.level) for h in headings] == [("一", 1), ("一", 2), ("1", 3), ("二", 1)]


def test_a_numbered_list_is_no_row_of_headings():
    assert _kinds("题目\n\n带齐：\n1. 笔\n2. 纸\n3. 灯\n\n开始吧。")[1:] == ["Paragraph"] * 5


@pytest.mark.parametrize(
    "line",
    [
        "文/图 周一 吴二",
        "文/周一 图/吴二",
        "文、图/周一",
        "作者：周一",
        "（记者 周一 通讯员 吴二）",
        "撰文 周一 摄影 吴二",
        "本刊记者 周一",
        "图文/周一",
        "周一 文/图",
    ],
)
def test_bylines(line):
    byline = parse_text(f"题目\n\n{line}\n\n正文从这里开始。", file="m.txt").first(Byline)
    assert byline is not None
    assert byline.text == line


@pytest.mark.parametrize(
    "line", ["文章到这里就结束了。", "作者认为 这样很好。", "图书馆 周一开门", "记者从书铺获悉"]
)
def test_what_only_starts_like_a_byline(line):
    assert "Byline" not in _kinds(f"题目\n\n{line}\n\n正文从这里开始。")


@pytest.mark.parametrize(
    "line", ["↓门口", "↑ 门口", "→门口", "▲门口", "△门口", "▼门口", "图：门口", "图说: 门口", "门口 ↓"]
)
def test_caption_signs(line):
    caption = parse_text(f"题目\n\n正文。\n\n{line}\n\n正文。", file="m.txt").first(Caption)
    assert caption is not None
    assert caption.text == "门口"


def test_a_captions_number_stays_for_the_text_that_refers_to_it():
    assert parse_text("题目\n\n见图1。\n\n图1 门口", file="m.txt").blocks[-1].text == "图1 门口"
    assert _kinds("题目\n\n图1画的是门口。")[-1] == "Paragraph"


def test_picture_slots_go_by_the_manuscripts_own_habit():
    assert _kinds("题目\n\n甲。\n\n乙。\n\n\n丙。") == [
        "Title",
        "Paragraph",
        "Paragraph",
        "PictureSlot",
        "Paragraph",
    ]
    wide = "题目\n\n\n甲。\n\n\n乙。\n\n\n\n丙。"
    assert _kinds(wide) == ["Title", "Paragraph", "Paragraph", "PictureSlot", "Paragraph"]
    dense = "题目\n甲。\n乙。\n\n丙。\n丁。"
    assert "PictureSlot" not in _kinds(dense)
    headings = "题目\n\n甲。\n\n乙。\n\n\n一、总\n\n丙。\n\n\n二、分\n\n丁。\n\n戊。"
    assert "PictureSlot" not in _kinds(headings)


def test_a_lost_character_ends_the_reading():
    with pytest.raises(ManuscriptError) as caught:
        parse_text("题目\n\n老\ufffd街", file="m.txt")
    assert caught.value.place == Place(file="m.txt", line=3, column=2)


PIECES = st.sampled_from(
    [
        "春",
        "夏 秋",
        "，",
        "。",
        "——",
        "●",
        "↓",
        "1 ",
        "一、",
        "（一）",
        "文/图 ",
        "2022年3月",
        "2022",
        "　　",
        " ",
        "图：",
        "\u200b",
        "导语：",
        *["\n", "\n\n", "\r\n", "\r", "\n\n\n\n", "\x0b", "\ufeff", "abc", "老街上的书店开门了"],
    ]
)
SIGNS = set("—●↓1一、（）图：:导语 \t\u3000") | INVISIBLE


@given(st.lists(PIECES, max_size=40).map("".join))
def test_nothing_vanishes(text):
    try:
        read = parse_text(text, file="m.txt")
    except ManuscriptError:
        assert not any(ch.isprintable() and not ch.isspace() for ch in text)
        return
    assert "".join(block.source for block in read.blocks) == text
    expected = [ch for ch in text if ch not in SIGNS and not ch.isspace()]
    kept = [ch for block in read.blocks for ch in block.text if ch not in SIGNS and not ch.isspace()]
    assert kept == expected
    for block in read.blocks:
        assert [ch for ch in block.text if ch not in block.source] == []


@given(st.text(max_size=80))
def test_any_text_joins_again(text):
    try:
        read = parse_text(text, file="m.txt")
    except ManuscriptError:
        return
    assert "".join(block.source for block in read.blocks) == text


def test_the_real_manuscript():
    if not REAL.exists():
        pytest.skip("the real manuscript is not beside this checkout")
    read = read_manuscript(REAL, name="manuscript.txt")
    assert "".join(block.source for block in read.blocks) == REAL.read_bytes().decode("utf-8")
    found = " ".join(f"{block.place.line}{_LETTERS[type(block).__name__]}" for block in read.blocks)
    assert found == (
        "3T 5D 7L 9Y 10_ 13P 15H 17p 19b 21b 23b 25b 27b 29H 31p 32_ 35b 37b 39b 41H 43p 45b 46_ 49b 51b "
        "53H 55p 57b 59b 61b 63C 64_ 67C 68_ 71C 73P 75p 77H 79p 81H 83p 85H 87p"
    )
    headings = [block for block in read.blocks if isinstance(block, Heading)]
    assert [heading.number for heading in headings] == ["1", "2", "3", "4", "", "", ""]
    assert {heading.level for heading in headings} == {1}
    assert all(heading.text.count(" ") == 1 for heading in headings)
    assert [b.lost_arrow for b in read.blocks if isinstance(b, Caption)] == [False, False, True]
    assert [f"{f.code} {f.place}" for f in read.findings] == ["manuscript/lost-arrow manuscript.txt:71:1"]


_LETTERS = {
    "Title": "T",
    "Dek": "D",
    "Lede": "L",
    "Byline": "Y",
    "PictureSlot": "_",
    "Part": "P",
    "Heading": "H",
    "Paragraph": "p",
    "Bullet": "b",
    "Caption": "C",
}
