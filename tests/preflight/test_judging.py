"""What is checked may be hostile: a check that breaks off is said, the others go on, and the program lives."""

from __future__ import annotations

import io
import zlib
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Dictionary

from report_pdf.child import ChildLimits
from report_pdf.editions import spec_of
from report_pdf.errors import InputError
from report_pdf.model.plan import EditionName, EditionPlans
from report_pdf.pdf import PressStandard
from report_pdf.preflight import FileSpec, preflight_file
from report_pdf.preflight import check as checking
from report_pdf.preflight.judging import applied, judge, judge_in_child

SMALL = ChildLimits(wall_seconds=60, memory_bytes=640 << 20)
EMAIL = spec_of(EditionName.EMAIL, EditionPlans())


def drawn(content: bytes, *, deflated: bool = False) -> bytes:
    """A page of this content, which may be given deflated."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 300))
        stream = pdf.make_stream(b"")
        if deflated:
            stream.write(content, filter=pikepdf.Name.FlateDecode)
        else:
            stream.write(content)
        pdf.pages[0].obj["/Contents"] = stream
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def subject(data: bytes, **keys) -> checking.Subject:
    return checking.Subject(file="a.pdf", data=data, spec=EMAIL, **keys)


def test_a_check_that_breaks_off_is_an_error_and_the_others_go_on(monkeypatch):
    def breaks(one, rule):
        raise RuntimeError("no way")
        yield

    broken = [
        replace(one, run=breaks) if one.rule.code == "preflight/font" else one for one in checking.CHECKS
    ]
    monkeypatch.setattr("report_pdf.preflight.judging.CHECKS", broken)
    findings = judge(subject(drawn(b""), foreign=True))
    failed = [finding for finding in findings if finding.code == "preflight/check-failed"]
    assert [finding.message.en for finding in failed] == [
        "the check preflight/font broke off: RuntimeError: no way."
    ]
    assert "preflight/identification" in {finding.code for finding in findings}


def test_a_child_judges_as_the_parent_does():
    one = subject(drawn(b"1 0 0 rg 0 0 9 9 re f"))
    assert judge_in_child(one, SMALL) == judge(one)


def test_a_child_that_dies_leaves_every_check_unproved():
    one = subject(drawn(b""), foreign=True)
    codes = [f.code for f in judge_in_child(one, ChildLimits(wall_seconds=0.05))]
    assert set(codes) == {"preflight/check-failed"}
    assert len(codes) == len(applied(one))


def ending(path) -> str:
    """The error's words, or the worst of the report."""
    try:
        report = preflight_file(path, FileSpec(purpose=EditionName.PRESS), limits=SMALL)
    except InputError as error:
        return error.message.en
    codes = [finding.code for finding in report.findings]
    return "preflight/check-failed" if "preflight/check-failed" in codes else "judged"


def test_a_bomb_of_content_ends_in_a_finding_or_a_named_error(tmp_path):
    path = tmp_path / "bomb.pdf"
    path.write_bytes(drawn(zlib.compress(b"0 0 m " * 3_000_000, 9), deflated=True))
    assert path.stat().st_size < 1_000_000
    said = ending(path)
    assert said == "preflight/check-failed" or "bomb.pdf" in said


def test_no_end_in_time_is_a_named_error(tmp_path):
    path = tmp_path / "slow.pdf"
    path.write_bytes(drawn(b""))
    with pytest.raises(InputError, match=r"slow\.pdf.*was not done within"):
        preflight_file(path, FileSpec(purpose=EditionName.PRESS), limits=ChildLimits(wall_seconds=0.05))


@pytest.mark.parametrize("purpose", EditionName)
def test_odd_documents_end_in_a_report(tmp_path, purpose):
    """A dictionary for metadata, a name for a page's boxes, numbers for resources."""
    path = tmp_path / "odd.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 300))
        root, page = pdf.Root, pdf.pages[0].obj
        root["/Metadata"] = Dictionary(Type=pikepdf.Name.Metadata)
        root["/OutputIntents"] = pikepdf.Array([7, Dictionary(S=3)])
        root["/OCProperties"] = Dictionary(D=pikepdf.Array([]))
        root["/Names"], root["/AcroForm"] = pikepdf.Array([]), Dictionary(Fields=5)
        page["/TrimBox"], page["/Annots"] = pikepdf.Name.None_, pikepdf.Array([Dictionary(Rect=4), 5])
        page["/Resources"] = Dictionary(Font=Dictionary(F=7), ExtGState=8, XObject=Dictionary(X=9))
        page["/Contents"] = pdf.make_stream(b"/F 9 Tf (a) Tj /X Do /G gs BT [1 (b) /c] TJ ET Q Q EMC \xff")
        pdf.save(path, fix_metadata_version=False)
    report = preflight_file(path, FileSpec(purpose=purpose, standard=PressStandard.MAGAZINE))
    broken_off = [finding.message for finding in report.findings if finding.code == "preflight/check-failed"]
    assert report.pages == 1
    assert not report.passed or purpose is EditionName.EMAIL
    # The press checks read such things themselves; other readers may give up, and then it is said.
    assert purpose is not EditionName.PRESS or not broken_off
