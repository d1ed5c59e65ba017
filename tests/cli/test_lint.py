"""``report-pdf lint``: findings with places, all files tried, exit codes."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import docx
import jsonschema
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


def test_fix_writes_beside_the_original_and_diff_shows_it(manuscript):
    result = _run("--fix", "--diff", manuscript)
    assert "-清晨六点,老周推开店门店门。\n+清晨六点，老周推开店门店门。\n" in result.stdout
    fixed = manuscript.with_name("老街.fixed.txt")
    assert fixed.read_text(encoding="utf-8") == TEXT.replace(",", "，")
    assert manuscript.read_text(encoding="utf-8") == TEXT
    assert "1 block(s) corrected" in result.stderr
    assert _run("--diff", fixed).stdout == ""
    _run("--fix", fixed)
    assert fixed.read_text(encoding="utf-8") == TEXT.replace(",", "，")
    assert sorted(path.name for path in manuscript.parent.iterdir()) == ["老街.fixed.txt", "老街.txt"]


def test_fix_keeps_encoding_line_ends_and_the_marks_of_markdown(tmp_path):
    old = tmp_path / "旧.txt"
    old.write_bytes("老街\r\n\r\n雨停了,风也小了。\r\n".encode("gb18030"))
    md = tmp_path / "新.md"
    md.write_text(
        '# 老街\n\n他说"**明天**见",走了。\n\n- 甲,乙\n\n| 店 | 数 |\n|---|---|\n| 茶,酒 | 3 |\n',
        encoding="utf-8",
    )
    _run("--fix", old, md)
    assert (tmp_path / "旧.fixed.txt").read_bytes() == "老街\r\n\r\n雨停了，风也小了。\r\n".encode("gb18030")
    assert (tmp_path / "新.fixed.md").read_text(encoding="utf-8") == (
        "# 老街\n\n他说“**明天**见”，走了。\n\n- 甲，乙\n\n| 店 | 数 |\n|---|---|\n| 茶，酒 | 3 |\n"
    )


def test_a_word_file_gets_comments_in_a_copy(tmp_path):
    source = tmp_path / "老街.docx"
    document = docx.Document()
    document.add_paragraph("老街上的书店")
    paragraph = document.add_paragraph()
    paragraph.add_run("清晨六点,")
    paragraph.add_run("老周推开店门店门。")
    document.save(source)
    before = source.read_bytes()
    _run("--fix", source)
    copy = docx.Document(tmp_path / "老街.remarks.docx")
    said = [comment.text for comment in copy.comments]
    assert [code for text in said for code in ("half-width-comma", "doubled-word") if code in text] == [
        "half-width-comma",
        "doubled-word",
    ]
    assert [p.text for p in copy.paragraphs] == [p.text for p in document.paragraphs]
    assert source.read_bytes() == before


def test_an_issue_beside_brings_its_words_and_switches(tmp_path, manuscript):
    (tmp_path / "words.csv").write_text("错,对,理由\n老周,周师傅,用尊称\n", encoding="utf-8-sig")
    (tmp_path / "issue.yaml").write_text(
        f"issue: {{name: 老街}}\narticles: {manuscript.name}\n"
        "lint: {words: [words.csv], disable: ['copyedit/doubled-word@老街.txt:店门店门', copyedit/dashh]}\n",
        encoding="utf-8",
    )
    for file in (manuscript, tmp_path / "issue.yaml"):
        codes = [one["code"] for one in json.loads(_run("--format", "json", file).stdout)]
        assert codes == ["copyedit/unknown-code", "copyedit/half-width-comma", "copyedit/house-word"]


def test_a_broken_list_is_an_error_with_its_row(tmp_path, manuscript):
    (tmp_path / "words.csv").write_text("甲,乙\n丙,甲\n", encoding="utf-8")
    issue = tmp_path / "issue.yaml"
    issue.write_text(
        f"issue: {{name: 老街}}\narticles: {manuscript.name}\nlint: {{words: words.csv}}\n", encoding="utf-8"
    )
    result = _run(issue)
    assert result.exit_code == 3
    assert "words.csv:2:2:" in result.stderr
    assert "words.csv" in result.stderr


def test_sarif_has_rules_places_and_fixes(manuscript):
    log = json.loads(_run("--format", "sarif", manuscript).stdout)
    (run,) = log["runs"]
    first, second = run["results"]
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == "copyedit/half-width-comma"
    assert first["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 5}
    (replacement,) = first["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replacement["deletedRegion"]["endColumn"] == 6
    assert replacement["insertedContent"]["text"] == "，"
    assert (second["level"], "fixes" in second) == ("warning", False)


def test_the_ledger_lists_figures_with_their_sentences(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("题目\n\n全年开展履职活动348次，办成不少事。\n", encoding="utf-8")
    assert _run("--ledger", path).stdout == f"{path}:3:9\t348次\ttext\t全年开展履职活动348次，办成不少事。\n"


def test_captions_and_cover_lines_of_the_issue_are_looked_at_and_never_called_corrected(tmp_path, manuscript):
    issue = tmp_path / "issue.yaml"
    issue.write_text(
        f"issue: {{name: 老街}}\ncover:\n  lines:\n    - 灯亮了\n    - 灯灭了?\narticles:\n  - manuscript: {manuscript.name}\n",
        encoding="utf-8",
    )
    first, *_ = json.loads(_run("--format", "json", issue).stdout)
    assert (first["code"], first["file"], first["line"]) == (
        "copyedit/half-width-question-mark",
        "issue.yaml",
        5,
    )
    assert (first["column"], first["correction"], first["hint"]) == (10, None, "Write “？”.")


@pytest.mark.parametrize("name", ["一 稿.txt", "b.md"])
@pytest.mark.parametrize(
    "text", ["题目\n\n甲,乙走了。\n\n丙,丁\n", "题目\r\n\r\n甲,乙\r\n", "题目\n\n末行,没有换行"]
)
def test_the_diff_is_a_patch(tmp_path, monkeypatch, name, text):
    if shutil.which("patch") is None:
        pytest.skip("patch is not installed")
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(text.encode())
    shown = _run("--diff", name).stdout_bytes
    _run("--fix", name)
    subprocess.run(["patch", "-p0", "--binary"], input=shown, check=True, capture_output=True)
    stem, _, suffix = name.rpartition(".")
    assert Path(name).read_bytes() == Path(f"{stem}.fixed.{suffix}").read_bytes() != text.encode()


def test_sarif_keeps_its_schema(tmp_path, manuscript):
    """The parts of the schema that apply, from OASIS' sarif-schema-2.1.0.json: what is required and what is closed."""
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\x00\x01bad")
    result = _run("--format", "sarif", manuscript, bad)
    assert result.stdout == _run("--format", "sarif", manuscript, bad).stdout
    jsonschema.validate(json.loads(result.stdout), _SARIF)


_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
_URI = {"type": "object", "properties": {"uri": {"type": "string", "pattern": "^[!-~]*$"}}}
_REGION = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        key: {"type": "integer", "minimum": 1} for key in ("startLine", "startColumn", "endLine", "endColumn")
    },
}
_SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "tool": {
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "required": ["name"],
                                "properties": {
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "required": ["id"],
                                            "properties": {"shortDescription": _TEXT},
                                        },
                                    }
                                },
                            }
                        },
                    },
                    "results": {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "required": ["message"],
                            "properties": {
                                "message": _TEXT,
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "locations": {
                                    "items": {
                                        "properties": {
                                            "physicalLocation": {
                                                "properties": {"artifactLocation": _URI, "region": _REGION}
                                            }
                                        }
                                    }
                                },
                                "fixes": {
                                    "items": {
                                        "required": ["artifactChanges"],
                                        "properties": {
                                            "artifactChanges": {
                                                "minItems": 1,
                                                "items": {
                                                    "required": ["artifactLocation", "replacements"],
                                                    "properties": {
                                                        "artifactLocation": _URI,
                                                        "replacements": {
                                                            "minItems": 1,
                                                            "items": {
                                                                "required": ["deletedRegion"],
                                                                "properties": {
                                                                    "deletedRegion": _REGION,
                                                                    "insertedContent": {"required": ["text"]},
                                                                },
                                                            },
                                                        },
                                                    },
                                                },
                                            }
                                        },
                                    }
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}
