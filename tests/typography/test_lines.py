"""Lines and their spacing over made-up advances: every Han and full-width mark 10 units, Latin 5."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_pdf.typography.classes import WESTERN, CharClass, classify
from report_pdf.typography.lines import break_lines
from report_pdf.typography.matter import Inline, set_matter
from report_pdf.typography.scheme import FULL_WIDTH, HALF_WIDTH, KAIMING, LINE_END_HALF
from report_pdf.typography.spacing import set_line

EM = 10.0
NARROW = {
    *WESTERN,
    CharClass.SYMBOL,
    CharClass.SPACE,
    CharClass.HYPHEN,
    CharClass.LATIN_OPENING,
    CharClass.LATIN_CLOSING,
}


def matter_of(text, scheme=LINE_END_HALF, **options):
    advances = [EM / 2 if kind in NARROW else EM for kind in classify(text)]
    return set_matter(text, advances, [EM] * len(text), scheme=scheme, **options)


def broken(text, em, *, first=None, **options):
    matter = matter_of(text, **options)
    widths = [EM * first, EM * em] if first else [EM * em]
    return [text[line.start : line.last + 1] for line in break_lines(matter, widths)]


def spaced(text, width=None, scheme=LINE_END_HALF):
    """A text on one line: what is added after each character, in em."""
    matter = matter_of(text + "尾", scheme=scheme)
    line = break_lines(matter, [EM * 1000])[0]
    natural = matter.natural(0, len(text) - 1)
    line = replace(
        line, last=len(text) - 1, ends_paragraph=False, width=natural if width is None else EM * width
    )
    return [round(kern / EM, 3) for kern in set_line(matter, line).kerns]


def test_a_mark_at_the_line_end_takes_half_a_cell():
    assert broken("天地玄黄宇宙，洪荒日月", 6.5) == ["天地玄黄宇宙，", "洪荒日月"]
    assert broken("天地玄黄宇宙，洪荒日月", 6.5, scheme=FULL_WIDTH)[0] != "天地玄黄宇宙，"


def test_whole_cells_fill_a_measure_of_as_many():
    matter = matter_of("天地玄黄宇宙洪荒日月")
    assert [line.last - line.start + 1 for line in break_lines(matter, [5 * EM - 0.01])] == [5, 5]
    assert sum(set_line(matter, break_lines(matter, [5 * EM - 0.01])[0]).kerns) == pytest.approx(-0.01)


def test_the_first_line_may_be_shorter():
    assert broken("天地玄黄宇宙洪荒日月盈昃", 5, first=3) == ["天地玄", "黄宇宙洪荒", "日月盈昃"]


def test_an_opening_mark_at_the_line_start_loses_its_blank_half():
    matter = matter_of("天地“宇宙”")
    assert matter.natural(2, 5) == 3 * EM
    assert set_line(matter, break_lines(matter, [2 * EM, 3 * EM])[1]).lead == EM / 2


def test_no_runt():
    lines = broken("天地玄黄宇宙洪荒日月盈昃，辰宿列张寒来暑往。", 7)
    assert len(lines[-1].rstrip("。")) >= 2


def test_the_whole_paragraph_is_weighed_not_the_line():
    # Greedy setting fills the first line and leaves “2022” apart from “年” or the second line loose.
    lines = broken("会议在农历正月初八召开并回顾了2022年的全部工作情况", 14)
    assert not any(line.endswith("2022") for line in lines)


def test_a_word_wider_than_the_measure_is_parted_rather_than_run_over():
    assert broken("见supercalifragilistic", 5) == ["见", "supercalif", "ragilistic"]


@pytest.mark.parametrize(
    ("text", "kerns"),
    [
        ("汉，”字", [0, -0.5, 0, 0]),
        ("汉：“字", [0, -0.5, 0, 0]),
        ("汉“（字", [0, -0.5, 0, 0]),
        ("汉）（字", [0, -0.5, 0, 0]),
        ("汉。）”字", [0, -0.5, -0.5, 0, 0]),
        ("汉——字", [0, 0, 0, 0]),
        ("汉a字", [0.25, 0.25, 0]),
        ("汉 a字", [0, -0.25, 0.25, 0]),
        ("汉，a字", [0, 0, 0.25, 0]),
        ("（a）字", [0, 0, 0, 0]),
        ("达10%以", [0.25, 0, 0, 0.25, 0]),
        ("派+履", [0, 0, 0]),
        ("安·巴", [-0.25, -0.25, 0]),
        ("》·《", [-0.75, -0.75, 0]),
    ],
)
def test_set_solid(text, kerns):
    assert spaced(text) == kerns


def test_schemes():
    text = "汉，字。好（的）吧"
    assert spaced(text, scheme=HALF_WIDTH) == [0, -0.5, 0, -0.5, -0.5, 0, 0, -0.5, 0]
    assert spaced(text, scheme=KAIMING) == [0, -0.5, 0, 0, -0.5, 0, 0, -0.5, 0]
    assert spaced(text, scheme=replace(FULL_WIDTH, compress_adjacent=False)) == [0] * 9


def test_a_line_of_two_characters_is_not_torn_apart():
    assert spaced("汉字", 12) == [0, 0]


SQUEEZED = "汉，汉（字）汉a字。汉"


@pytest.mark.parametrize(
    ("squeeze", "brackets", "pause", "gap", "stop"),
    [
        (0.6, -0.3, 0, 0.25, 0),
        (1.1, -0.5, -0.1, 0.25, 0),
        (1.35, -0.5, -0.25, 0.2, 0),
        (1.6, -0.5, -0.25, 0.125, -0.1),
    ],
)
def test_squeezes_brackets_then_pauses_then_the_han_latin_gap_then_stops(squeeze, brackets, pause, gap, stop):
    kerns = spaced(SQUEEZED, 11 - squeeze)
    assert (kerns[2], kerns[5], kerns[1], kerns[7], kerns[9]) == (brackets, brackets, pause, gap, stop)


def test_stretches_the_han_latin_gap_first_then_all_gaps_alike():
    assert spaced("汉字a字汉", 5.1) == [0, 0.3, 0.3, 0, 0]
    kerns = spaced("汉字a字汉——汉", 8.6)
    assert kerns[1] == pytest.approx(kerns[0] + 1 / 3, abs=0.001)
    assert kerns[0] == kerns[3] == kerns[4] == kerns[6] > 0
    assert kerns[5] == 0, "never between the halves of a dash"


def test_pauses_and_stops_go_down_to_half_a_cell_only_where_the_line_would_be_loose():
    assert spaced("汉，汉字汉", 4.75) == [0, -0.25, 0, 0, 0]
    assert spaced("汉，汉字汉", 4.5) == [0, -0.5, 0, 0, 0]


def test_a_line_that_would_be_loose_stretches_the_middle_dot_and_the_han_latin_gap_further():
    kerns = spaced("汉安·巴字a汉", 7.3)
    assert kerns[0] == kerns[3] == 0.125, "all gaps alike, to an eighth"
    assert kerns[1] == kerns[2] > -0.25, "then the middle dot's sides"
    assert kerns[4] == kerns[5] <= 0.5
    loose = spaced("汉安·巴字a汉", 8)
    assert loose[4] == loose[5] <= 0.5, "the Han–Latin gap never more than half an em"
    assert loose[0] == loose[3] > 0.125


def test_a_hyphen_saves_a_loose_line_and_nothing_less():
    text = "汉字Latin汉字汉字"
    matter = matter_of(text, inline=Inline(hyphens={4: 4.0}))
    ends = [line.last for line in break_lines(matter, [4.2 * EM, 6 * EM])]
    assert ends[0] == 4
    ends = [line.last for line in break_lines(matter, [5 * EM, 6 * EM])]
    assert ends[0] == 6


ALPHABET = "天地玄黄宇宙洪荒，。、；：！？“”‘’（）《》—…·～／%℃019abcXYZ +-\u3000\u2060\u0301𠮷"


@settings(max_examples=150, deadline=None)
@given(st.text(ALPHABET, min_size=1, max_size=120), st.integers(4, 24), st.booleans())
def test_any_text_is_set_whole_and_never_overfull(text, measure, ragged):
    matter = matter_of(text)
    width = measure * EM
    lines = break_lines(matter, [width - 2 * EM, width], ragged=ragged)
    position = 0
    for line in lines:
        assert line.start == position
        assert line.last >= line.start
        assert not text[line.last + 1 : line.follow].strip(" \u3000\u200b")
        position = line.follow
        setting = set_line(matter, line, justified=not ragged)
        set_width = sum(matter.cell[line.start : line.last + 1]) + sum(setting.kerns) - setting.lead
        assert set_width <= line.width + 1e-6
        if 0 < setting.stretch <= EM:
            assert set_width == pytest.approx(line.width)
    assert position >= len(text)
    assert lines == break_lines(matter, [width - 2 * EM, width], ragged=ragged)
