"""What is done once, and what is judged by itself: cleaned copies, supplements' own lines, links to one place."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Dictionary, Name, String

from report_pdf.pdf import Insert, Leaf, Rectangle, TagNode, TagText, TagTree, bind, check_archive
from report_pdf.pdf.stitch_shared import store_once


def _line(page, text="年度报告"):
    return TagNode(kind="P", page=page, kids=(TagText(page=page, text=text),))


def _said(*blocks):
    tree = TagTree(
        root=TagNode(kind="Document", kids=blocks),
        strays=(),
        pages=(Rectangle(0, 0, 200, 300),) * 9,
        language="zh",
    )
    return [breach.page for breach in check_archive(tree) if breach.check.id == "archive/running-head"]


def test_one_supplement_stitched_three_times_has_no_running_head():
    parts = [TagNode(kind="Part", title=f"附件 {page}", kids=(_line(page),)) for page in (4, 5, 6)]
    assert _said(_line(3, "正文"), *parts) == []


def test_a_running_head_of_the_body_or_within_one_supplement_is_found():
    assert _said(_line(1), _line(2), _line(3)) == [1]
    assert _said(TagNode(kind="Part", title="附件", kids=(_line(4), _line(5), _line(6)))) == [4]


def _active(make):
    pdf = make.new()
    make.link(pdf, 0, A=Dictionary(S=Name.Launch, F=String("x.exe")))
    make.link(
        pdf, 0, A=Dictionary(S=Name.URI, URI=String("javascript:alert(1)")), PA=Dictionary(S=Name.JavaScript)
    )
    make.link(pdf, 0, A=Dictionary(S=Name.URI, URI=String("https://example.org")))
    return make.save(pdf, "active.pdf")


@pytest.mark.parametrize("cleaned", [False, True])
def test_a_copy_that_was_not_cleaned_is_cleaned_when_it_is_stitched(make, in_place, cleaned):
    insert = Insert(
        name="a.pdf", title="附", path=_active(make), leaves=(Leaf(source=0, page=0),), cleaned=cleaned
    )
    bound = bind(make.body(1), inserts=[insert])
    with pikepdf.open(io.BytesIO(bound.pdf)) as packet:
        notes = list(packet.pages[0].obj["/Annots"])
        kinds = [str(note["/A"]["/S"]) if "/A" in note else "" for note in notes]
    # ``cleaned`` is a promise of whoever admitted the file: it is believed.
    assert kinds == (["/Launch", "/URI", "/URI"] if cleaned else ["", "", "/URI"])
    assert ["/PA" in note for note in notes] == [False, cleaned, False]


def test_links_to_one_place_lead_there_each(make, in_place):
    pdf = make.new(3)
    make.name_page(pdf, "end", 2)
    for page in (0, 0, 1):
        make.link(pdf, page, Dest=String("end"))
    path = make.save(pdf, "s.pdf")
    leaves = tuple(Leaf(source=number, page=number) for number in range(3))
    bound = bind(make.body(3), inserts=[Insert(name="s.pdf", title="附", path=path, leaves=leaves)])
    with pikepdf.open(io.BytesIO(bound.pdf)) as packet:
        goals = [note["/Dest"] for page in packet.pages for note in page.obj.get("/Annots", [])]
        assert [goal[0].objgen for goal in goals] == [packet.pages[2].obj.objgen] * 3
        assert [float(goal[3]) for goal in goals] == [250.0] * 3


def test_what_many_pages_show_is_stored_once(make, tmp_path):
    pdf = make.new(3)
    for page in pdf.pages:
        picture = pdf.make_stream(b"\x00\x80\xff", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
        page.obj["/Resources"] = pdf.make_indirect(Dictionary(XObject=Dictionary(Im0=picture)))
    assert store_once(pdf) == 2
    assert len({page.obj["/Resources"]["/XObject"]["/Im0"].objgen for page in pdf.pages}) == 1
