from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pytest
from click.testing import CliRunner
from pikepdf import Array, Dictionary, Name

from report_pdf.cli.preflight import command
from report_pdf.cli.preflight_report import page_range

RGB = b"1 0 0 rg 50 50 100 100 re f"
INK = b"0 1 1 0 k 50 50 100 100 re f"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The desk's folder; the user's language is English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("REPORT_PDF_CACHE", str(tmp_path / "cache"))
    return tmp_path


@pytest.fixture
def desk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The same; files are judged at once, without a child of their own, which takes its second."""
    at_once = SimpleNamespace(run=lambda limits, function, *args, **keys: function(*args, **keys))
    monkeypatch.setattr("report_pdf.preflight.foreign.child", at_once)
    yield folder
    # What silences a child would silence the tests that follow.
    logging.disable(logging.NOTSET)


def written(folder: Path, name: str, *drawings: bytes, password: str | None = None) -> None:
    with pikepdf.new() as pdf:
        for drawing in drawings:
            pdf.add_blank_page(page_size=(200, 300))
            pdf.pages[-1].obj["/Contents"] = pdf.make_stream(drawing)
            pdf.pages[-1].obj["/TrimBox"] = Array([0, 0, 200, 300])
        encryption = pikepdf.Encryption(owner="owner", user=password) if password else None
        pdf.save(folder / name, encryption=encryption)


def asked(*arguments: str):
    return CliRunner().invoke(command, list(arguments))


def test_a_file_that_breaks_rules_ends_with_6_and_names_rule_page_reason_and_remedy(folder):
    written(folder, "a.pdf", RGB, INK, RGB, RGB)
    result = asked("a.pdf", "--for", "print")
    assert result.exit_code == 6
    said = result.stdout
    assert "[press/colour-space]" in said
    assert "GWG 2022 R0027" in said
    assert "page 1, 3-4: fill in DeviceRGB" in said
    assert "→ Export with colours converted" in said
    assert "Violations of these 42 rules" in said
    assert "preflight failed" in result.stderr


def test_a_sound_file_is_never_said_to_conform(desk):
    written(desk, "a.pdf", INK)
    result = asked("a.pdf", "--for", "email")
    assert result.exit_code == 0, result.output
    assert "No violation of these 6 rules" in result.stdout
    assert "conform" not in result.output.lower()


def test_the_report_for_programs_lists_rules_and_findings(desk):
    written(desk, "a.pdf", RGB)
    result = asked("a.pdf", "--for", "print", "--json", "-", "--profile", "magazine")
    assert result.exit_code == 6
    report = json.loads(result.stdout)
    assert (report["verdict"], report["pages"], report["purpose"]) == ("violations", 1, "print")
    codes = {rule["code"] for rule in report["rules"]}
    assert len(codes) == 43
    assert {finding["code"] for finding in report["findings"]} <= codes
    (colour,) = [finding for finding in report["findings"] if finding["code"] == "press/colour-space"]
    assert colour["place"] == {"file": "a.pdf", "page": 1}
    assert report["counts"]["error"] == sum(f["severity"] == "error" for f in report["findings"])
    asked("a.pdf", "--for", "email", "--json", "r.json")
    assert json.loads((desk / "r.json").read_text("utf-8"))["verdict"] == "no-violation"


def test_limits_and_agreed_spots_come_from_the_desk(desk):
    tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 4), C1=Array([1] * 4), N=1)
    written(desk, "a.pdf", b"1 1 0.5 0 k 50 50 100 100 re f /S cs 1 scn 5 5 9 9 re f")
    with pikepdf.open(desk / "a.pdf", allow_overwriting_input=True) as pdf:
        space = Array([Name.Separation, Name.Gold, Name.DeviceCMYK, tint])
        pdf.pages[0].obj["/Resources"] = Dictionary(ColorSpace=Dictionary(S=space))
        pdf.save(desk / "a.pdf")
    plain = asked("a.pdf", "--for", "print").stdout
    assert "press/spot" in plain
    assert "press/ink" not in plain
    other = asked("a.pdf", "--for", "print", "--ink-limit", "240", "--spot", "Gold").stdout
    assert "press/spot" not in other
    assert "250 % of ink in a 15 mm square, over 240 %" in other


def test_an_encrypted_file_needs_its_password(desk, monkeypatch):
    written(desk, "a.pdf", INK, password="secret")  # noqa: S106
    locked = asked("a.pdf", "--for", "email", "--json", "r.json")
    assert locked.exit_code == 3
    assert "--password-env" in locked.stderr
    assert json.loads((desk / "r.json").read_text("utf-8"))["verdict"] == "unread"
    monkeypatch.setenv("DESK_PASSWORD", "secret")
    opened = asked("a.pdf", "--for", "email", "--password-env", "DESK_PASSWORD")
    assert opened.exit_code == 0, opened.output
    assert "[preflight/encrypted]" in opened.stdout
    assert "[press/encrypted]" in asked("a.pdf", "--for", "print", "--password-env", "DESK_PASSWORD").stdout


def test_an_archive_file_is_judged_by_what_it_claims(desk, monkeypatch):
    # Without Java, page-validation judges alone.
    monkeypatch.setenv("PATH", str(desk))
    written(desk, "a.pdf", RGB)
    said = asked("a.pdf", "--for", "archive")
    assert said.exit_code == 6
    assert "[archive/no-structure]" in said.stdout
    assert "by 3a" in said.stdout
    with pikepdf.open(desk / "a.pdf", allow_overwriting_input=True) as pdf:
        with pdf.open_metadata() as xmp:
            xmp["pdfaid:part"], xmp["pdfaid:conformance"] = "2", "B"
        pdf.save(desk / "a.pdf")
    claimed = asked("a.pdf", "--for", "archive", "--json", "-")
    report = json.loads(claimed.stdout)
    assert (report["claims"], report["judged_by"]) == (["2b"], ["2b"])
    broken = [finding for finding in report["findings"] if finding["code"] == "preflight/claim-broken"]
    assert broken
    assert {verdict["flavour"] for verdict in report["verdicts"]} == {"2b"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("missing.pdf", None),
        ("empty.pdf", b""),
        ("page.pdf", b"<html>no</html>"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj"),
    ],
)
def test_what_cannot_be_read_ends_with_3_and_its_name(desk, name, content):
    if content is not None:
        (desk / name).write_bytes(content)
    result = asked(name, "--for", "print")
    assert result.exit_code == 3
    assert name in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "arguments",
    [
        ("a.pdf",),
        ("a.pdf", "--for", "web"),
        ("a.pdf", "--for", "print", "--ink-limit", "9"),
        ("a.pdf", "--for", "print", "--password-env", "NO_SUCH_NAME"),
    ],
)
def test_mistakes_of_use_end_with_2(desk, arguments):
    written(desk, "a.pdf", INK)
    assert asked(*arguments).exit_code == 2


def test_a_chinese_desk_is_spoken_to_in_chinese(desk, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    written(desk, "甲.pdf", RGB)
    said = asked("甲.pdf", "--for", "print").stdout
    assert "只用四色、灰度和专色。" in said
    assert "第 1 页：填色用 DeviceRGB" in said


def test_pages_are_said_as_ranges():
    assert page_range([4, 1, 2, 3, 7, 7]) == "1-4, 7"
