"""``report-pdf lint``: findings with places, all files tried, exit codes."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from report_pdf.cli import main

TEXT = "老街上的书店\n\n清晨六点,老周推开店门店门。\n"


@pytest.fixture
def manuscript(tmp_path):
    path = tmp_path / "老街.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def _run(*arguments, language="en_US.UTF-8"):
    names = dict.fromkeys(("LC_ALL", "LC_MESSAGES", "LANG"), language)
    return CliRunner().invoke(main, ["lint", *map(str, arguments)], env=names)


def test_people_see_place_code_and_summary(manuscript):
    result = _run(manuscript)
    assert result.exit_code == 0
    assert f"{manuscript}:3:5: note [copyedit/half-width-comma]" in result.stdout
    assert f"{manuscript}:3:10: warning [copyedit/doubled-word]" in result.stdout
    assert (
        result.stdout.splitlines()[-1]
        == "1 file(s), 2 finding(s): 1 corrected when built, 1 for the desk to decide."
    )


def test_chinese_for_chinese_readers(manuscript):
    last = _run(manuscript, language="zh_CN.UTF-8").stdout.splitlines()[-1]
    assert last == "1 个文件，2 条：排版时自动改正 1 条，须编辑决定 1 条。"


def test_programs_get_objects(manuscript):
    result = _run("--format", "json", manuscript)
    assert result.exit_code == 0
    first, second = json.loads(result.stdout)
    assert (first["code"], first["line"], first["column"]) == ("copyedit/half-width-comma", 3, 5)
    assert first["correction"] == {"before": ",", "after": "，"}
    assert (second["severity"], second["correction"]) == ("warning", None)


def test_an_unreadable_file_ends_with_3_after_the_others(manuscript, tmp_path):
    broken = tmp_path / "broken.txt"
    broken.write_bytes("老街上的书店".encode()[:-1])
    result = _run(tmp_path / "none.txt", broken, manuscript)
    assert result.exit_code == 3
    assert "copyedit/doubled-word" in result.stdout
    assert "2 file(s) could not be read" in result.stdout
    assert "none.txt" in result.stderr
    assert "byte 15" in result.stderr
    objects = json.loads(_run("--format", "json", broken, manuscript).stdout)
    assert (objects[0]["code"], objects[0]["offset"]) == ("manuscript", 15)


def test_the_file_itself_is_not_touched(manuscript):
    _run(manuscript)
    assert manuscript.read_text(encoding="utf-8") == TEXT


def test_no_file_is_a_usage_error():
    assert _run().exit_code == 2
