"""``report-pdf fonts``."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from report_pdf.cli.root import main


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    return lambda *words: CliRunner().invoke(main, ["fonts", *words])


def test_lists_every_face_with_its_coverage(run):
    result = run()
    assert result.exit_code == 0
    assert result.stdout.count("8105/8105") == result.stdout.count("7445/7445") == 6
    assert "NotoSerifSCCut-Black.ttf" in result.stdout


def test_a_text_that_is_all_there_exits_0(run):
    result = run("--text", "春天来了。")
    assert result.exit_code == 0
    assert result.stdout.count(" 0\n") + result.stdout.count(" 0 ") >= 6


def test_a_file_that_lacks_a_character_exits_4_with_its_place(run, tmp_path):
    file = tmp_path / "稿.txt"
    file.write_bytes("\ufeff第一行\r\n老字号𪚔记\r\n".encode())
    result = run(str(file))
    assert result.exit_code == 4
    assert "1: 𪚔" in result.stdout
    assert f"{file}:2:4: error [fonts/missing-glyph]" in result.stderr
    assert "U+2A694" in result.stderr


def test_a_file_in_another_encoding_exits_3_with_the_byte(run, tmp_path):
    file = tmp_path / "稿.txt"
    file.write_bytes(b"abc" + "中文".encode("gb18030"))
    result = run(str(file))
    assert result.exit_code == 3
    assert "byte 3" in result.stderr
