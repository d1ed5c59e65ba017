"""Bytes in any of the desk's encodings become the text that was typed, or an error that says where and why."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_pdf.errors import ManuscriptError
from report_pdf.manuscript import decode, read_manuscript

SENTENCES = [
    "清晨六点，老周推开店门。",
    "书架有12排,旧书3排;",
    "——一条老街的四季",
    "●请带 A4 纸",
    "“夜航”",
    "↓门口",
    "1 开门 迎客",
]
NEWLINES = ["\n", "\r\n", "\r"]
ENCODINGS = {
    "utf-8": ("utf-8", b""),
    "utf-8 with mark": ("utf-8", codecs.BOM_UTF8),
    "utf-16-le with mark": ("utf-16-le", codecs.BOM_UTF16_LE),
    "utf-16-be with mark": ("utf-16-be", codecs.BOM_UTF16_BE),
    "utf-16-le": ("utf-16-le", b""),
    "utf-16-be": ("utf-16-be", b""),
    "gb18030": ("gb18030", b""),
}


@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=12),
    st.sampled_from(NEWLINES),
    st.integers(1, 4),
    st.sampled_from(sorted(ENCODINGS)),
)
def test_round_trip(tmp_path_factory, sentences, newline, gap, written):
    encoding, mark = ENCODINGS[written]
    text = "老街上的书店" + newline * 2 + (newline * gap).join(sentences)
    path = tmp_path_factory.mktemp("encoding") / "m.txt"
    path.write_bytes(mark + text.encode(encoding))
    read = read_manuscript(path, name="m.txt")
    assert read.encoding == encoding
    assert "".join(block.source for block in read.blocks) == text


def test_a_file_without_mark_that_is_not_utf8_says_what_was_concluded(tmp_path):
    (tmp_path / "m.txt").write_bytes("老街\n\n清晨六点，老周推开店门。".encode("gb18030"))
    assert [f.code for f in read_manuscript(tmp_path / "m.txt", name="m.txt").findings] == [
        "manuscript/guessed-encoding"
    ]


def test_big5_read_as_gb18030_is_doubted(tmp_path):
    (tmp_path / "m.txt").write_bytes("老街上的書店清晨六點就開門了我們都很喜歡這裡".encode("big5"))
    codes = {f.code for f in read_manuscript(tmp_path / "m.txt", name="m.txt").findings}
    assert "manuscript/doubtful-encoding" in codes


@pytest.mark.parametrize(
    ("data", "offset", "tried"),
    [
        ("老街上的书店".encode()[:9] + b"\xff" + "的书店".encode(), 9, "UTF-8"),
        ("老街上的书店".encode()[:-1], 15, "UTF-8"),
        (codecs.BOM_UTF8 + b"ok\xff", 5, "UTF-8"),
        (codecs.BOM_UTF16_LE + "老街".encode("utf-16-le") + b"\x00", 6, "UTF-16-LE"),
        ("老街".encode("gb18030") + b"\xff", 4, "GB18030"),
        (b"abc\x00\x01\x02\x03\x04", 3, "NUL"),
        (codecs.BOM_UTF8 + b"a\x00b", 4, "NUL"),
    ],
)
def test_an_undecodable_byte_is_an_error_with_its_offset(data, offset, tried):
    with pytest.raises(ManuscriptError) as caught:
        decode(data, name="m.txt")
    assert caught.value.place is not None
    assert (caught.value.place.file, caught.value.place.offset) == ("m.txt", offset)
    assert tried in caught.value.message.en
    assert caught.value.hint is not None


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.7", b"{\\rtf1"]
)
def test_a_word_processors_file_is_refused_with_the_remedy(data):
    with pytest.raises(ManuscriptError) as caught:
        decode(data, name="m.docx")
    assert caught.value.hint is not None
    assert "plain text" in caught.value.hint.en


def test_a_missing_file_is_the_desks_mistake(tmp_path):
    with pytest.raises(ManuscriptError, match="cannot be opened"):
        read_manuscript(tmp_path / "none.txt", name="none.txt")


@given(st.binary(max_size=200))
def test_any_bytes_become_text_that_encodes_back_or_an_error(data):
    try:
        text, encoding = decode(data, name="m.txt")
    except ManuscriptError:
        return
    assert data.endswith(text.encode(encoding)) or text.encode(encoding).decode(encoding) == text
