"""Bad issue.yaml files: every mistake with its code and its place, all in one run."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from report_pdf.errors import PlanError
from report_pdf.findings import Finding
from report_pdf.plan import read_plan

Mistakes = Callable[[str | bytes], list[Finding]]

# The text, a line of “#!” with the findings expected from the lines above it.
CASES = {
    "full-width colons": """
issue：
  name： 山茶
  number：7
articles:
  - 稿件：story.txt
#! full-width-colon 1:6, full-width-colon 2:7, full-width-colon 3:9, full-width-colon 5:7
""",
    "full-width colon inside braces": """
issue: {name：山茶, number: 7}
articles: [story.txt]
#! full-width-colon 1:13
""",
    "a value that swallowed the next line": """
issue:
  name: 山茶
  number：7
articles: [story.txt]
#! full-width-colon 3:9
""",
    "no space after the colon": """
issue:
  name:山茶
articles: [file:story.txt]
#! missing-space 2:7, missing-key 3:12, unknown-key 3:12, missing-space 3:16
""",
    "mended colons do not hide or move later mistakes": """
issue: {name：山茶, nmber: 7, date: 昨天}
articles: [story.txt]
#! full-width-colon 1:13, unknown-key 1:18, wrong-value 1:34
""",
    "unknown keys": """
issue: {name: 山茶, titel: 春}
articles: [{manuscript: story.txt, phots: photos}]
layuot: magazine
#! unknown-key 1:19, unknown-key 2:36, unknown-key 3:1
""",
    "the same key twice, once in Chinese": """
issue:
  name: 山茶
  刊名: 山茶花
articles: [story.txt]
articles: [story.txt]
#! duplicate-key 3:3, duplicate-key 5:1
""",
    "missing keys": """
issue:
  number: 7
articles:
  - title: 春
supplements: [{title: 表}]
cover:
  photo:
#! missing-key 2:3, missing-key 4:5, missing-key 5:15
""",
    "wrong types": """
issue: 山茶
articles: {manuscript: story.txt}
cover: {lines: {a: b}, title: [春]}
editions: {print: yes}
#! wrong-type 1:8, wrong-type 2:11, wrong-type 3:16, wrong-type 3:31, wrong-type 4:19
""",
    "wrong values": """
issue: {name: 山茶, date: 2031-02-30, issn: 1000-0004, id: a/b, url: example.org}
articles: [{manuscript: story.txt, photos: [{file: photos/2.png, focus: 天上}]}]
supplements: [{file: report.pdf, pages: 3-x, start: left, editions: [fax], password_env: "top secret"}]
editions:
  print: {bleed: 3, marks: [corp], profile: fogra93, min_ppi: many, ink_limit: 900, standard: pdf/x-1a}
  email: {max_size: 3, dpi: 30}
language: 12
#! wrong-value 1:25, wrong-value 1:43, wrong-value 1:58, wrong-value 1:68
#! wrong-value 2:73
#! wrong-value 3:41, wrong-value 3:53, wrong-value 3:70, wrong-value 3:90
#! wrong-value 5:18, wrong-value 5:29, wrong-value 5:45, wrong-value 5:63, wrong-value 5:80, wrong-value 5:95
#! wrong-value 6:21, wrong-value 6:29
#! wrong-value 7:11
""",
    "paths": """
issue: {name: 山茶}
articles: [../story.txt, /etc/passwd, photos, stroy.txt, "C:\\\\story.txt", "https://example.org/a.txt"]
#! path-outside 2:12, path-outside 2:26, not-a-file 2:39, missing-file 2:47, path-outside 2:58, path-outside 2:75
""",
    "a tab": """
issue:
\tname: 山茶
#! tab 2:1
""",
    "an open quotation mark": """
issue: {name: "山茶}
articles: [story.txt]
#! syntax 1:15
""",
    "a colon in a value": """
issue:
  name: 山茶: 春
#! syntax 2:11
""",
    "an odd beginning": """
issue: {name: @山茶}
#! syntax 1:15
""",
    "indentation": """
issue:
  name: 山茶
 number: 7
#! syntax 3:2
""",
    "tags, aliases, documents": """
issue: !!python/object:os.system {name: 山茶}
#! not-plain 1:8
""",
    "an unknown alias": """
issue: {name: *山茶}
#! syntax 1:16
""",
    "a merge key": """
issue: &a {name: 山茶}
articles: [{<<: *a, manuscript: story.txt}]
#! unknown-key 2:13
""",
    "a control character": """
issue: {name: "山\\u0007茶"}
articles: ["\\ud800.txt"]
#! control-character 1:15, control-character 2:12, missing-file 2:12
""",
    "an empty list and an empty item": """
issue: {name: 山茶}
articles: []
cover:
  lines:
    - 春
    -
#! wrong-value 2:11, wrong-value 6:6
""",
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_every_mistake_is_found_at_its_place(case: str, mistakes: Mistakes) -> None:
    lines = case.strip().splitlines()
    text = "\n".join(line for line in lines if not line.startswith("#!")) + "\n"
    expected = ", ".join(line.removeprefix("#! ") for line in lines if line.startswith("#!"))

    found = [
        f"{f.code.removeprefix('plan/')} {f.place.line}:{f.place.column}" for f in mistakes(text) if f.place
    ]

    assert ", ".join(found) == expected


def test_everything_that_is_said_is_said_in_both_languages_and_with_a_remedy(mistakes: Mistakes) -> None:
    for case in CASES.values():
        for finding in mistakes("\n".join(line for line in case.splitlines() if not line.startswith("#!"))):
            assert finding.message.zh
            assert finding.message.en
            assert finding.hint is not None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("issue: {nmae: 山茶}\n", "name"),
        ("期刊: {刊明: 山茶}\n", "刊名"),
        ("issue: {name: 山茶}\narticles: [{manuscirpt: a}]\n", "manuscript"),
        ("issue: {name: 山茶}\nlayuot: magazine\n", "layout"),
        ("issue: {name: 山茶}\nmanuscript: story.txt\n", "articles[]"),
        ("issue: {name: 山茶}\narticles: [stroy.txt]\n", "story.txt"),
        ("issue: {name: 山茶}\narticles: [{manuscript: story.txt, photos: [2.png]}]\n", "photos/2.png"),
        ("issue: {name: 山茶}\narticles: [{manuscript: story.txt, photos: ['photos\\2.png']}]\n", "/"),
        ("issue: {name: 山茶}\nsupplements: [{file: report.pdf, start: rekto}]\n", "recto"),
    ],
)
def test_did_you_mean(text: str, meant: str, mistakes: Mistakes) -> None:
    assert any(f.hint and (f"“{meant}”" in f.hint.zh or f"属于 {meant}" in f.hint.zh) for f in mistakes(text))


def test_a_duplicate_key_names_both_places(mistakes: Mistakes) -> None:
    [finding] = mistakes("issue: {name: 山茶}\narticles: [story.txt]\n文章: [story.txt]\n")

    assert str(finding.place) == "issue.yaml:3:1"
    assert "issue.yaml:2:1" in finding.message.zh


def test_nothing_of_the_yaml_librarys_own_words_gets_through(mistakes: Mistakes) -> None:
    for text in (
        "issue: [",
        "a: 'b",
        "? - x",
        "%YAML 9.9\n---\na: b",
        "a: |x",
        "a: !<x",
        "a: b\n- c",
        "]",
        "a: &\n",
    ):
        for finding in mistakes(text):
            assert "expected" not in finding.message.en
            assert "while" not in finding.message.en


def test_an_undecodable_file_is_named_with_its_byte(mistakes: Mistakes) -> None:
    [finding] = mistakes("issue: {name: 山茶".encode() + b"\xff\xff}")

    assert (finding.code, finding.place and finding.place.offset) == ("plan/unreadable", 20)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "a: " + "{a: " * 5_000,
        "a: &a [1,1]\n"
        + "".join(f"b{n}: &b{n} [{'*a,' if n == 0 else f'*b{n - 1},' * 9}]\n" for n in range(30)),
        "- &a [*a]\n",
        "x" * 300_000,
        "issue:\n" + "  name：x\n" * 9_000,
        "- a\n" * 60_000,
    ],
    ids=["depth", "braces", "bomb", "itself", "size", "colons", "items"],
)
def test_hostile_files_end_soon(text: str, mistakes: Mistakes) -> None:
    began = time.process_time()

    assert mistakes(text)
    assert time.process_time() - began < 8


def test_an_issue_that_is_not_there_or_no_file(folder: Path) -> None:
    os.mkfifo(folder / "pipe")

    for name in ("nowhere.yaml", "photos", "pipe"):
        with pytest.raises(PlanError) as caught:
            read_plan(folder / name)
        assert [finding.code for finding in caught.value.findings] == ["plan/unreadable"]
        assert caught.value.exit_code == 3


def test_other_full_width_marks_are_explained(mistakes: Mistakes) -> None:
    [space] = mistakes("issue:\n  name: 山茶\n\u3000number: 7\narticles: [story.txt]\n")
    [comma] = mistakes(
        "issue: {name: 山茶}\narticles: [story.txt]\nsupplements: [{file: report.pdf, editions: 印刷，存档}]\n"
    )

    assert space.hint
    assert "全角空格" in space.hint.zh
    assert comma.hint
    assert "列表" in comma.hint.zh
