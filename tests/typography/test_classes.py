from __future__ import annotations

import pytest

from report_pdf.typography.classes import CharClass, classify


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("汉，", [CharClass.HAN, CharClass.PAUSE]),
        ("“A”", [CharClass.OPENING, CharClass.LATIN, CharClass.CLOSING]),
        ("3%", [CharClass.DIGIT, CharClass.SUFFIX]),
        ("𠮷龘", [CharClass.HAN, CharClass.HAN]),
        ("é", [CharClass.LATIN]),
        ("①●", [CharClass.HAN, CharClass.HAN]),
    ],
)
def test_a_character_has_its_class(text, kinds):
    assert classify(text) == kinds


def test_an_apostrophe_in_a_word_is_no_closing_quote():
    assert classify("don’t") == [CharClass.LATIN] * 5
    assert classify("‘好’")[2] is CharClass.CLOSING


def test_what_no_table_knows_falls_to_its_unicode_class():
    assert classify("⦅⁅ℵ々") == [
        CharClass.LATIN_OPENING,
        CharClass.LATIN_OPENING,
        CharClass.LATIN,
        CharClass.HAN,
    ]
