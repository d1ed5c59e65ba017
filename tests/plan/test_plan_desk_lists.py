"""words.csv and names.csv where words and names stand in ``lint``."""

from __future__ import annotations

import pytest

from report_pdf.model.plan import HouseWord, Person
from report_pdf.plan import read_plan


def _lint(folder, lint, **files):
    for name, data in files.items():
        (folder / f"{name}.csv").write_bytes(data if isinstance(data, bytes) else data.encode())
    (folder / "issue.yaml").write_text(
        f"issue: {{name: 山茶}}\narticles: story.txt\nlint: {lint}\n", encoding="utf-8"
    )
    return read_plan(folder / "issue.yaml").lint


def test_words_and_names_may_be_lists(folder):
    lint = _lint(
        folder,
        "{words: [古茶道, words.csv], names: names.csv}",
        words="\ufeff错,对,理由\n打卡,游览,不用网络用语\n\n# 注释\n网红,,\n",
        names="姓名,职务\n陈砚生,会长、理事\n何春枝\n",
    )
    assert lint.words == ("古茶道",)
    assert lint.house_words == (
        HouseWord(wrong="打卡", right="游览", reason="不用网络用语"),
        HouseWord(wrong="网红"),
    )
    assert lint.people == (Person(name="陈砚生", titles=("会长", "理事")), Person(name="何春枝"))
    assert lint.names == ("陈砚生", "何春枝")


def test_a_list_saved_by_a_spreadsheet_in_gb18030(folder):
    lint = _lint(folder, "{words: words.csv}", words="帐号,账号\n".encode("gb18030"))
    assert lint.house_words == (HouseWord(wrong="帐号", right="账号"),)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("甲,甲\n", "第 1 行"),
        ("甲,乙\n甲,丙\n", "第 2 行"),
        (",乙\n", "第 1 行"),
        ("甲,乙\n丙,甲丁\n", "“甲”又是错的"),
    ],
)
def test_a_row_that_cannot_be_meant_is_an_error_with_its_place(mistakes, folder, rows, said):
    (folder / "words.csv").write_text(rows, encoding="utf-8")
    (finding,) = mistakes("issue: {name: 山茶}\narticles: story.txt\nlint: {words: words.csv}\n")
    assert (finding.code, finding.place.line) == ("plan/wrong-value", 3)
    assert said in finding.message.zh


def test_a_list_that_is_not_there(mistakes):
    (finding,) = mistakes("issue: {name: 山茶}\narticles: story.txt\nlint: {names: nams.csv}\n")
    assert finding.code == "plan/missing-file"
