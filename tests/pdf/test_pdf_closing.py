from __future__ import annotations

import datetime as dt
import io
import subprocess

import pikepdf
import pytest

from report_pdf.errors import SupplementError
from report_pdf.model.pages import PageLabel
from report_pdf.pdf import (
    ClosingFacts,
    close,
    fonts_of,
    images_of,
    page_boxes,
    page_labels,
    parse_page_range,
    picture_page,
    set_page_labels,
)

FACTS = ClosingFacts(
    title="晨报 & 晚报",
    authors=("甲", "乙"),
    publisher="编辑部",
    date=dt.datetime(2026, 5, 4, 8, 30, tzinfo=dt.timezone(dt.timedelta(hours=8))),
    identifier="morning-2026",
    subject="第五期",
    linearized=True,
)


def test_the_closed_file_says_what_the_issue_says(make):
    closed = close(make.body(2), FACTS)
    with pikepdf.open(io.BytesIO(closed)) as pdf:
        info = {key: str(value) for key, value in pdf.docinfo.items()}
        assert info["/Title"] == "晨报 & 晚报"
        assert info["/CreationDate"] == "D:20260504083000+08'00'"
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == "晨报 & 晚报"
            assert list(xmp["dc:creator"]) == ["甲", "乙"]
            assert xmp["xmp:CreateDate"] == "2026-05-04T08:30:00+08:00"
        assert str(pdf.Root["/Lang"]) == "zh-CN"
        assert pdf.Root["/ViewerPreferences"]["/DisplayDocTitle"] is True


def test_closing_gives_the_same_bytes_and_opens_at_once(make, tmp_path):
    body = make.body(3)
    first, second = close(body, FACTS), close(body, FACTS)
    assert first == second
    (tmp_path / "closed.pdf").write_bytes(first)
    checked = subprocess.run(
        ["qpdf", "--check-linearization", tmp_path / "closed.pdf"], capture_output=True, check=True
    )
    assert b"no linearization errors" in checked.stdout


def test_other_programs_notes_are_stripped(make):
    with pikepdf.open(io.BytesIO(make.body(1))) as body:
        body.pages[0].obj["/PieceInfo"] = pikepdf.Dictionary(Secret=pikepdf.String("C:/Users/someone"))
        body.docinfo["/Creator"] = "Some Word Processor"
        out = io.BytesIO()
        body.save(out)
    with pikepdf.open(io.BytesIO(close(out.getvalue(), FACTS))) as closed:
        assert "/PieceInfo" not in closed.pages[0].obj
        assert "/Creator" not in closed.docinfo


def test_labels(make):
    labels = (
        PageLabel(page=1, style="", prefix="封"),
        PageLabel(page=2),
        PageLabel(page=4, style="A", prefix="附"),
    )
    assert page_labels(set_page_labels(make.body(5), labels)) == ("封", "1", "2", "附A", "附B")


def test_a_picture_page_holds_the_jpeg_as_it_is(make):
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (300, 150), 90).save(out, "JPEG")
    page = picture_page(
        out.getvalue(), width_px=300, height_px=150, page_width_pt=400, page_height_pt=400, grey=True
    )
    with pikepdf.open(io.BytesIO(page)) as pdf:
        assert pdf.pages[0].obj["/Resources"]["/XObject"]["/Picture"].read_raw_bytes() == out.getvalue()
    (image,) = images_of(page)
    assert (image.page, image.colour_space, round(image.ppi, 3)) == (1, "DeviceGray", 54.0)
    assert page_boxes(page)[0].trim.width == 400


def test_fonts_say_whether_they_are_embedded_and_readable(make):
    with pikepdf.open(io.BytesIO(make.body(1))) as body:
        table = body.make_stream(b"2 beginbfchar <0001> <4E2D> <0002> <6587> endbfchar")
        for name, last in (("ABCDEF+Whole", 2), ("Short", 3)):
            inner = pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.CIDFontType2,
                FontDescriptor=pikepdf.Dictionary(FontFile2=body.make_stream(b"glyphs")),
                W=pikepdf.Array([1, last, 1000]),
            )
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type0,
                BaseFont=pikepdf.Name(f"/{name}"),
                DescendantFonts=pikepdf.Array([inner]),
                ToUnicode=table,
            )
            body.pages[0].add_resource(body.make_indirect(font), pikepdf.Name.Font)
        out = io.BytesIO()
        body.save(out)
    short, whole = sorted(fonts_of(out.getvalue()), key=lambda font: font.to_unicode)
    assert (whole.name, whole.embedded, whole.subset, whole.to_unicode) == ("ABCDEF+Whole", True, True, True)
    assert (short.name, short.subset, short.to_unicode) == ("Short", False, False)


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("1-3", (0, 1, 2)),
        ("8,2", (7, 1)),
        ("1-3,8,z-7", (0, 1, 2, 7, 8, 7, 6)),
        ("z", (8,)),
        ("r2", (7,)),
        ("3-1", (2, 1, 0)),
        ("1～2,4", (0, 1, 3)),
    ],
)
def test_page_ranges(text, pages):
    assert parse_page_range(text, pages=9) == pages


@pytest.mark.parametrize("text", ["", "0", "10", "1-", "a", "1--2", "2;3", "r10"])
def test_page_ranges_that_cannot_be_read(text):
    with pytest.raises(SupplementError) as refused:
        parse_page_range(text, pages=9)
    assert "1-3,8,z-1" in refused.value.hint.en
