"""``report-pdf impose --cover``: the spine comes from the build's manifest, and what is asked for goes before it."""

from __future__ import annotations

import hashlib
import json

import pikepdf
import pytest
from click.testing import CliRunner

from report_pdf.cli.impose import command

MM = 72 / 25.4


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    with pikepdf.new() as pdf:
        for _ in range(104):
            pdf.add_blank_page(page_size=(210 * MM, 285 * MM))
        pdf.save("print.pdf", static_id=True)
    return tmp_path


@pytest.fixture
def built(folder):
    binding = {
        "kind": "perfect",
        "caliper_mm": 0.129,
        "cover_caliper_mm": 0.25,
        "spine_mm": 6.7,
        "spine_name": "山径",
        "spine_number": "第4期",
    }
    digest = hashlib.sha256((folder / "print.pdf").read_bytes()).hexdigest()
    listed = {"files": [{"name": "print.pdf", "sha256": digest, "binding": binding}]}
    (folder / "manifest.json").write_text(json.dumps(listed), "utf-8")


def _impose(*arguments):
    return CliRunner().invoke(
        command, ["print.pdf", "-o", "cover.pdf", "--bleed", "0", "--no-marks", *arguments]
    )


def _width():
    with pikepdf.open("cover.pdf") as pdf:
        assert len(pdf.pages) == 2
        return float(pdf.pages[0].obj["/MediaBox"][2]) / MM


@pytest.mark.parametrize(
    ("arguments", "spine"),
    [
        ([], 6.7),
        (["--paper", "105g 铜版纸"], 50 * 0.086 + 0.25),
        (["--paper-caliper", "0.1mm", "--cover-paper", "300g 白卡纸"], 50 * 0.1 + 0.3),
    ],
)
def test_the_manifest_s_spine_and_what_goes_before_it(built, arguments, spine):
    result = _impose("--cover", *arguments)
    assert result.exit_code == 0, result.output
    assert _width() == pytest.approx(420 + spine, abs=0.01)
    if spine > 5:
        assert "书脊印上“山径 第4期”" in result.output


def test_without_a_manifest_the_spine_is_computed(folder):
    result = _impose(
        "--cover", "--paper", "157g 铜版纸", "--cover-paper", "250g 白卡纸", "--spine-text", "茶乡通讯"
    )
    assert result.exit_code == 0, result.output
    assert _width() == pytest.approx(420 + 50 * 0.129 + 0.25, abs=0.01)
    assert "书脊印上“茶乡通讯”" in result.output


def test_an_unknown_paper(built):
    result = _impose("--cover", "--paper", "80g 轻型纸")
    assert result.exit_code == 2
    assert "不知道“80g 轻型纸”有多厚" in result.output
    assert "--paper-caliper" in result.output
