from __future__ import annotations

from report_pdf.fonts import lettering


def box(segments) -> tuple[float, float, float, float]:
    numbers = [segment[1] for segment in segments]
    xs = [x for each in numbers for x in each[::2]]
    ys = [y for each in numbers for y in each[1::2]]
    return min(xs), min(ys), max(xs), max(ys)


def test_a_chinese_character_is_as_wide_as_the_size_and_stands_on_the_line():
    one = lettering("期", size=10)
    assert one.width == 10
    left, bottom, right, top = box(one.segments)
    assert 0 <= left < 2
    assert 8 < right <= 10
    assert -2 < bottom < 1
    assert 7 < top < 10


def test_letters_follow_each_other():
    alone, both = lettering("A", size=8), lettering("AB", size=8)
    assert both.segments[: len(alone.segments)] == alone.segments
    assert box(both.segments[len(alone.segments) :])[0] >= alone.width


def test_what_no_face_has_is_a_question_mark():
    assert lettering("\U0001f9d1", size=8) == lettering("?", size=8)
