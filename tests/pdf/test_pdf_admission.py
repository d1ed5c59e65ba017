from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from report_pdf.child import ChildLimits
from report_pdf.errors import SupplementError
from report_pdf.pdf import open_body, open_supplement


def test_an_encrypted_file_names_its_remedy_and_opens_with_its_password(make, tmp_path):
    locked = make.save(make.new(2), "locked.pdf", encryption=pikepdf.Encryption(owner="o", user="secret"))
    with pytest.raises(SupplementError) as refused:
        open_supplement(locked)
    assert "password_env" in refused.value.hint.en
    assert refused.value.place.file == "locked.pdf"
    copy = tmp_path / "copy.pdf"
    facts = open_supplement(locked, password="secret", copy_to=copy)  # noqa: S106 - a test's
    assert [finding.code for finding in facts.findings] == ["pdf/passport", "pdf/decrypted"]
    with pikepdf.open(copy) as opened:
        assert not opened.is_encrypted
        assert len(opened.pages) == 2


def test_a_file_that_is_no_pdf_is_refused_by_name(tmp_path):
    page = tmp_path / "说明.pdf"
    page.write_text("<html>not a PDF</html>", encoding="utf-8")
    with pytest.raises(SupplementError, match=r"说明\.pdf"):
        open_supplement(page)


def test_a_missing_file_is_refused_by_name(tmp_path):
    with pytest.raises(SupplementError, match=r"nowhere\.pdf"):
        open_supplement(tmp_path / "nowhere.pdf")


def test_a_damaged_file_is_repaired_and_says_so(make, tmp_path):
    path = make.save(make.new(2), "damaged.pdf", object_stream_mode=pikepdf.ObjectStreamMode.disable)
    path.write_bytes(path.read_bytes().replace(b"startxref\n", b"startxref\n9"))
    facts = open_supplement(path, copy_to=tmp_path / "copy.pdf")
    assert (facts.repaired, len(facts.pages)) == (True, 2)
    with pikepdf.open(facts.path) as copy:
        assert copy.check_pdf_syntax() == []


def test_beyond_its_limits_a_file_is_refused(make):
    path = make.save(make.new(), "slow.pdf")
    with pytest.raises(SupplementError, match=r"slow\.pdf"):
        open_supplement(path, limits=ChildLimits(wall_seconds=0.01))


def test_active_content_is_taken_out_and_listed(make, tmp_path):
    pdf = make.new()
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    pdf.Root["/OpenAction"] = script
    pdf.Root["/Names"] = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))
    pdf.pages[0].obj["/AA"] = Dictionary(O=script)
    make.link(pdf, 0, A=Dictionary(S=Name.Launch, F=String("calc.exe")))
    make.link(pdf, 0, A=Dictionary(S=Name.URI, URI=String("javascript:alert(1)")))
    make.link(pdf, 0, A=Dictionary(S=Name.URI, URI=String("https://example.org"), Next=script))
    path = make.save(pdf, "active.pdf")

    facts = open_supplement(path, copy_to=tmp_path / "copy.pdf")

    _, finding = facts.findings
    assert finding.code == "pdf/active-content-removed"
    assert finding.message.en.endswith("JavaScript × 4, Launch × 1, URI × 1.")
    with pikepdf.open(facts.path) as copy:
        clean = b"".join(item.unparse(resolved=True) for item in copy.objects)
    assert b"JavaScript" not in clean
    assert b"Launch" not in clean
    assert b"https://example.org" in clean


def test_a_body_keeps_what_it_has(make):
    pdf = make.new(2)
    pdf.Root["/OpenAction"] = Dictionary(S=Name.GoTo, D=Array([pdf.pages[1].obj, Name.Fit]))
    opened = open_body(make.save(pdf, "body.pdf"))
    assert b"OpenAction" in opened.pdf
    assert len(opened.pages) == 2
