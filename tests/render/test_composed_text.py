"""What readers of PDF text get from composed lines: the source's characters, no invented space, no torn line."""

from __future__ import annotations

import re

import pytest
from composed_pages import READERS, extract, typeset
from composed_stress import PARAGRAPHS, SENTENCES, stress


@pytest.mark.parametrize("reader", READERS)
def test_readers_extract_the_source_and_no_invented_spaces(reader):
    want = "".join(PARAGRAPHS)
    got = extract(stress(), reader)
    for paragraph in PARAGRAPHS:
        # A space at a line end is the line end.
        assert re.sub(r"\s", "", paragraph) in re.sub(r"\s", "", got)
    assert got.count(" ") <= want.count(" ")


EDGES = (
    "春种一粒粟<b>秋收ABC万</b>颗子四海",
    "看《<b>江村</b>》，再看",
    "<b>看《江村》</b>，再看",
    "他<b>说：</b>“看”",
    "<span>看《江村</span>》<i>（上）</i>好",
    "见<b>（附）</b>（注）看",
    "收<a href='http://x.example'>2013</a>年，词<b>App</b><i>里</i>的第<b>3期</b>",
)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("body", EDGES)
def test_no_reader_sees_a_space_or_a_line_end_at_the_edge_of_an_element(body, reader):
    assert extract(typeset(f"<p>{body}"), reader).strip() == re.sub("<[^>]*>", "", body)


HYPHENATED = "<p>春种一粒粟Antidisestablishment的老船工说起那场大水，依旧记得每一户人家"


@pytest.mark.parametrize("reader", ["pdfium", "poppler raw", "poppler"])
def test_the_hyphen_of_a_parted_word_is_a_soft_one(reader):
    got = extract(typeset(HYPHENATED, "p{width:14em;text-indent:0}"), reader)
    # pdfium joins the parts with its own sign for a soft hyphen.
    assert "Antidisestablishment的" in re.sub("[\xad\ufffe][\r\n]*", "", got)


def test_the_tagged_file_reads_the_same():
    pdf = typeset(f"<p>{SENTENCES[1]}</p>", pdf_tags=True)
    assert re.sub(r"\s", "", extract(pdf, "pdfium")) == SENTENCES[1]
