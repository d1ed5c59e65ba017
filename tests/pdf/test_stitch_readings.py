"""Files that one library cannot read: another does, or it is said what is missing."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from report_pdf.errors import SupplementError
from report_pdf.pdf import open_supplement

pytestmark = pytest.mark.usefixtures("in_place")


PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 300] /Contents 5 0 R /Resources << >> >>"


def raw(path, *objects):
    """A PDF of these objects, numbered from 1; without a cross-reference table, as broken files are."""
    parts = [b"%%PDF-1.7\n"[1:]] + [b"%d 0 obj\n%s\nendobj\n" % (n, o) for n, o in enumerate(objects, 1)]
    path.write_bytes(b"".join(parts) + b"trailer << /Root 1 0 R /Size 9 >>\n")
    return path


def stream(content):
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def codes(facts):
    return {finding.code for finding in facts.findings}


def test_a_page_tree_that_loops_is_made_anew(tmp_path):
    path = raw(
        tmp_path / "loop.pdf",
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 2 /Kids [3 0 R 2 0 R 4 0 R] >>",
        PAGE,
        PAGE,
        stream(b"1 0 0 rg 20 20 90 60 re f"),
    )
    facts = open_supplement(path, copy_to=tmp_path / "copy.pdf")
    assert len(facts.pages) == 2
    assert "pdf/read-anew" in codes(facts)
    with pikepdf.open(facts.path) as copy:
        assert len(copy.pages) == 2


def test_pages_that_are_promised_but_not_there_are_told(tmp_path):
    path = raw(
        tmp_path / "promise.pdf",
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 3 /Kids [3 0 R null null] >>",
        PAGE,
        b"null",
        stream(b"0 g 20 20 90 60 re f"),
    )
    facts = open_supplement(path, copy_to=tmp_path / "copy.pdf")
    (told,) = (finding for finding in facts.findings if finding.code == "pdf/pages-missing")
    assert "promises 3 pages; only 1" in told.message.en


def test_broken_metadata_is_no_reason_to_refuse_a_file(make, tmp_path):
    pdf = make.new()
    pdf.Root["/Metadata"] = Dictionary(Type=Name.Metadata)
    facts = open_supplement(
        make.save(pdf, "odd.pdf", fix_metadata_version=False), copy_to=tmp_path / "copy.pdf"
    )
    assert len(facts.pages) == 1


def test_an_owners_password_is_heeded(make, tmp_path):
    closed = pikepdf.Permissions(extract=False, modify_assembly=False, modify_other=False)
    path = make.save(make.new(), "owned.pdf", encryption=pikepdf.Encryption(owner="o", user="", allow=closed))
    with pytest.raises(SupplementError, match="owner does not allow"):
        open_supplement(path, copy_to=tmp_path / "copy.pdf")
    assert open_supplement(path, password="o", copy_to=tmp_path / "copy.pdf").encrypted  # noqa: S106 - a test's


def test_programs_and_scripts_go_wherever_they_hang(make, tmp_path):
    pdf = make.new()
    make.outline(pdf, ("甲", 0, ()))
    entry = pdf.Root["/Outlines"]["/First"]
    del entry["/Dest"]
    entry["/A"] = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    held = pdf.make_stream(b"MZ\x90\x00")
    file = Dictionary(Type=Name.Filespec, F=String("说明.txt"), EF=Dictionary(F=held))
    pin = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]), FS=file)
    pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(pin)])
    facts = open_supplement(make.save(pdf, "active.pdf"), copy_to=tmp_path / "copy.pdf")
    assert facts.passport.removed == (("JavaScript", 1), ("executable", 1))
    with pikepdf.open(facts.path) as copy:
        everything = b"".join(item.unparse(resolved=True) for item in copy.objects)
    assert b"JavaScript" not in everything
    assert b"/EF" not in everything


def test_the_passport_says_what_a_file_is(make, tmp_path):
    pdf = make.new(2, size=(283.465, 425.197))
    pdf.docinfo["/Producer"] = "某软件"
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    pdf.pages[0].obj["/Resources"] = Dictionary(Font=Dictionary(F=font))
    facts = open_supplement(make.save(pdf, "s.pdf"), copy_to=tmp_path / "copy.pdf", rotate=90)
    passport = facts.passport
    assert passport.sizes == ((100.0, 150.0, 2),)
    assert (passport.producer, passport.read_by, passport.missing_fonts) == ("某软件", "qpdf", ("Helvetica",))
    assert [(round(page.width_pt), round(page.height_pt)) for page in facts.pages] == [(425, 283)] * 2


def test_a_font_named_in_gbk_is_no_damage(make, tmp_path):
    pdf = make.new()
    font = pikepdf.Object.parse(b"<< /Type /Font /Subtype /TrueType /BaseFont /#cb#ce#cc#e5 >>")
    pdf.pages[0].obj["/Resources"] = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
    facts = open_supplement(make.save(pdf, "s.pdf"), copy_to=tmp_path / "copy.pdf")
    assert (facts.passport.read_by, facts.passport.missing_fonts) == ("qpdf", ("宋体",))
