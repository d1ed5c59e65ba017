"""The composer judged by the finished PDF: where every glyph of a hard text stands."""

from __future__ import annotations

import re

import pytest
from composed_pages import MEASURE
from composed_stress import stress_lines

from report_pdf.typography.classes import MARKS, CharClass

NEVER_STARTS = {
    *(CharClass.CLOSING, CharClass.PAUSE, CharClass.STOP, CharClass.MIDDLE_DOT, CharClass.DASH),
    *(CharClass.ELLIPSIS, CharClass.CONNECTOR, CharClass.SUFFIX, CharClass.SOLIDUS),
}
NEVER_ENDS = {CharClass.OPENING, CharClass.PREFIX, CharClass.SOLIDUS}
GAPPED = {CharClass.LATIN, CharClass.DIGIT}


@pytest.fixture
def lines():
    return stress_lines()


def test_lines_are_flush_within_a_twentieth_of_an_em(lines):
    for line in lines:
        half = 0.5 if line.kinds[-1] in MARKS else 0.0
        if not line.last:
            assert line.right - half == pytest.approx(MEASURE, abs=0.05), line.text
        assert line.right - half <= MEASURE + 0.05, line.text


def test_no_line_starts_or_ends_with_what_it_must_not(lines):
    for line in lines:
        assert line.first or line.kinds[0] not in NEVER_STARTS, line.text
        assert line.last or line.kinds[-1] not in NEVER_ENDS, line.text


def test_opening_marks_lose_their_blank_half_at_line_starts(lines):
    opened = [line for line in lines if line.kinds[0] is CharClass.OPENING]
    assert opened
    for line in lines:
        trimmed = 0.5 if line.kinds[0] is CharClass.OPENING else 0.0
        assert line.left + trimmed == pytest.approx(2 if line.first else 0, abs=0.02), line.text


def test_marks_that_meet_share_a_blank_half(lines):
    met = [
        (line, gap - line.stretch) for line in lines for a, b, gap in line.pairs if a in MARKS and b in MARKS
    ]
    assert len(met) > 50
    for line, gap in met:
        assert gap <= -0.45, line.text


def test_the_han_latin_gap_is_between_an_eighth_and_a_half(lines):
    gaps = [
        (line, gap - line.stretch)
        for line in lines
        for a, b, gap in line.pairs
        if {a, b} & {CharClass.HAN} and {a, b} & GAPPED
    ]
    assert len(gaps) > 100
    for line, gap in gaps:
        assert 0.12 <= gap <= 0.5, line.text


def test_stretch_is_equal_within_a_line_and_none_in_last_lines(lines):
    for line in lines:
        if line.han_gaps:
            assert max(line.han_gaps) - min(line.han_gaps) < 0.01, line.text
            assert min(line.han_gaps) > -0.01, line.text
        if line.last and line.han_gaps:
            assert max(line.han_gaps) < 0.01, line.text


def test_no_runts_and_few_loose_lines(lines):
    for line in lines:
        if line.last and not line.first:
            assert len(re.findall(r"\w", line.text)) >= 2, line.text
    full = [line for line in lines if not line.last]
    assert sum(line.stretch > 0.125 for line in full) <= 0.03 * len(full)


def test_numbers_stay_whole_and_keep_their_measure_words(lines):
    text = "\n".join(line.text for line in lines)
    assert not re.search(r"\d\n[\d%℃.]", text)
    assert len(re.findall(r"\d\n[年月日条个万户期天]", text)) <= 0.01 * len(lines)
