"""What supplements claim when they arrive: held, broken, or nobody looked; in the passport of ``stitch`` too."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from pikepdf import Name

from report_pdf.cli import main
from report_pdf.preflight import judge_claims, say_claims

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>{part}</pdfaid:part>
<pdfaid:conformance>{level}</pdfaid:conformance></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def claiming(path: Path, *, part: int = 2, level: str = "B", drawing: bytes = b"") -> Path:
    """A page that claims PDF/A; what it draws in a device's colour has no intent."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 300))
        pdf.pages[0].obj["/Contents"] = pdf.make_stream(drawing)
        pdf.pages[0].obj["/Resources"] = pikepdf.Dictionary()
        pdf.Root["/Metadata"] = pdf.make_stream(
            _XMP.format(part=part, level=level).encode(), Type=Name.Metadata, Subtype=Name.XML
        )
        pdf.save(path, deterministic_id=True, compress_streams=False)
    return path


def test_each_claim_is_held_broken_or_not_checked(tmp_path):
    good = claiming(tmp_path / "good.pdf")
    bad = claiming(tmp_path / "bad.pdf", drawing=b"1 0 0 rg 0 0 20 20 re f")
    new = claiming(tmp_path / "new.pdf", part=4, level="F")
    held = judge_claims({
        "good": (good, ["PDF/A-2b"]),
        "bad": (bad, ["PDF/A-2b", "PDF/X-4"]),
        "new": (new, ["PDF/A-4f"]),
    })  # fmt: skip
    assert {key: [one.state for one in claims] for key, claims in held.items()} == {
        "good": ["held"], "bad": ["broken", "not-checked"], "new": ["not-checked"],
    }  # fmt: skip
    assert held["bad"][0].broken
    said = [finding.code for claims in held.values() for finding in say_claims("s.pdf", claims)]
    assert said.count("preflight/supplement-claim-broken") == 1
    assert len(said) == 4


def test_a_file_too_large_is_not_looked_at(tmp_path, monkeypatch):
    monkeypatch.setattr("report_pdf.preflight.arriving._LARGEST", 100)
    ((one,),) = judge_claims({"s": (claiming(tmp_path / "s.pdf"), ["PDF/A-2b"])}).values()
    assert (one.state, one.validator) == ("not-checked", "")


@pytest.mark.skipif(sys.platform == "win32", reason="children with limits")
def test_the_command_says_it_and_writes_it_into_the_passport(tmp_path):
    bad = claiming(tmp_path / "bad.pdf", drawing=b"1 0 0 rg 0 0 20 20 re f")
    body = tmp_path / "body.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 300))
        pdf.save(body)
    report = tmp_path / "report.json"
    words = ["stitch", str(body), str(bad), "-o", str(tmp_path / "out.pdf"), "--report", str(report)]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    record = json.loads(report.read_text("utf-8"))
    (held,) = record["supplements"][0]["passport"]["held"]
    assert (held["claim"], held["state"], held["validator"]) == ("PDF/A-2b", "broken", "page-validation")
    assert "preflight/supplement-claim-broken" in [finding["code"] for finding in record["findings"]]
