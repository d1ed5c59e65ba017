"""``report-pdf doctor``: what is there, what is not and what that costs; and ``report-pdf bag``."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import shutil
import socket
from dataclasses import replace

import pytest
from click.testing import CliRunner

import report_pdf.fonts
from report_pdf.cli import main, probes
from report_pdf.delivery import write_files


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    return lambda *words: CliRunner().invoke(main, list(words))


def _items(result):
    return {item["name"]: item for item in json.loads(result.stdout)["items"]}


def test_a_machine_that_builds_is_told_so_without_any_network(run, monkeypatch):
    def no_network(*_, **__):
        raise AssertionError("the doctor went out")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    result = run("doctor", "--format", "json")
    assert result.exit_code == 0, result.output
    said = json.loads(result.stdout)
    assert said["ready"]
    items = _items(result)
    assert {
        "weasyprint",
        "bagit",
        "pikepdf",
        "Python",
        "Pango",
        "HarfBuzz-Subset",
        "pdfium",
        "FOGRA39L",
        "veraPDF",
        "poppler",
    } <= set(items)
    assert items["weasyprint"]["version"] == importlib.metadata.version("weasyprint")
    for item in items.values():
        assert item["command"], item["name"]
        assert item["lost"]["zh"]
        assert item["purpose"]["en"]
        assert item["found"] or not item["needed"]


def test_a_missing_library_ends_with_4_and_the_command_that_gets_it(run, monkeypatch):
    version = importlib.metadata.version

    def without(name):
        if name == "segno":
            raise importlib.metadata.PackageNotFoundError(name)
        return "1.0" if name == "weasyprint" else version(name)

    monkeypatch.setattr(importlib.metadata, "version", without)
    result = run("doctor")
    assert result.exit_code == 4
    assert "✗ segno" in result.stdout
    assert "-m pip install 'segno" in result.stdout
    assert "1.0 is there, 70.0 is wanted" in result.stdout
    assert "segno, weasyprint" in result.stderr


def test_what_only_proves_or_tests_may_be_missing(run, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    result = run("doctor", "--format", "json")
    assert result.exit_code == 0, result.output
    items = _items(result)
    missing = {name for name, item in items.items() if not item["found"]}
    assert missing == {"Java", "veraPDF", "poppler", "qpdf", "LibreOffice"}
    assert "install-validators" in items["veraPDF"]["command"]
    assert "page-validation" in items["veraPDF"]["lost"]["zh"]


def test_a_face_with_one_bit_changed_is_found(run, monkeypatch, tmp_path):
    face, *others = report_pdf.fonts.catalogue()
    data = bytearray(face.path.read_bytes())
    data[len(data) // 2] ^= 1
    damaged = tmp_path / face.path.name
    damaged.write_bytes(data)
    monkeypatch.setattr(report_pdf.fonts, "catalogue", lambda: (replace(face, path=damaged), *others))
    result = run("doctor")
    assert result.exit_code == 4
    assert f"damaged: {face.file}" in result.stdout


def test_a_damaged_profile_is_found(monkeypatch, tmp_path):
    whole = (probes.assets_folder() / "icc" / "FOGRA39L_coated.icc").read_bytes()
    (tmp_path / "icc").mkdir()
    (tmp_path / "icc" / "FOGRA39L_coated.icc").write_bytes(whole[:-1])
    monkeypatch.setattr(probes, "assets_folder", lambda: tmp_path)
    with pytest.raises(ValueError, match="damaged"):
        probes.profile()


def test_a_bag_is_judged_with_an_exit_code(run, tmp_path):
    files = {
        "b/bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "b/manifest-sha512.txt": f"{hashlib.sha512(b'a').hexdigest()}  data/a.txt\n".encode(),
        "b/data/a.txt": b"a",
    }
    (folder,) = write_files(files, tmp_path)
    result = run("bag", str(folder))
    assert (result.exit_code, result.stdout.count("完整无误")) == (0, 1)
    (folder / "data/a.txt").write_bytes(b"b")
    result = run("bag", str(folder))
    assert result.exit_code == 6
    assert "b/data/a.txt: 错误 [delivery/bag-changed]" in result.stderr
    assert run("bag", str(tmp_path / "nowhere")).exit_code == 2
