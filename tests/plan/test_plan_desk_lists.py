"""words.csv and names.csv where words and names stand in ``lint``."""

from __future__ import annotations

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


def test_columns_may_stand_in_any_order_beside_others(folder):
    lint = _lint(
        folder,
        "{names: names.csv}",
        names="序号;姓名;单位;职务\n1;陈砚生;茶社;会长\n2;何春枝;;\n",
    )
    assert lint.people == (Person(name="陈砚生", titles=("会长",)), Person(name="何春枝"))


def test_everything_that_is_wrong_with_the_lists_is_said_at_once_with_row_and_column(mistakes, folder):
    (folder / "words.csv").write_text(
        "# 用词\n理由,错,对\n\n,甲,甲\n,乙,丙\n,乙,丁\n说明,,戊\n,己,乙方,多出来\n,庚\u200b,辛\n", "utf-8"
    )
    (folder / "names.csv").write_text("陈砚生,会长,理事\n陈砚生\n", "utf-8")
    found = mistakes(
        "issue: {name: 山茶}\narticles: story.txt\nlanguag: zh\nlint: {words: words.csv, names: names.csv}\n"
    )
    assert [(f.place.file, f.place.line, f.place.column, f.code.removeprefix("plan/")) for f in found] == [
        ("issue.yaml", 3, 1, "unknown-key"),
        ("names.csv", 1, 3, "wrong-value"),
        ("names.csv", 2, 1, "duplicate-key"),
        ("words.csv", 4, 3, "wrong-value"),
        ("words.csv", 6, 2, "duplicate-key"),
        ("words.csv", 7, 2, "missing-key"),
        ("words.csv", 8, 3, "wrong-value"),
        ("words.csv", 8, 4, "wrong-value"),
        ("words.csv", 9, 2, "control-character"),
    ]
    assert "“乙”在第 5 行又是错的" in found[6].message.zh
    assert "第 5 行重复" in found[4].message.zh


def test_quotes_that_do_not_pair_are_named_by_the_row_where_they_open(mistakes, folder):
    (folder / "words.csv").write_text('甲,甲\n乙,"丙\n丁,戊\n', "utf-8")
    found = mistakes("issue: {name: 山茶}\narticles: story.txt\nlint: {words: words.csv}\n")
    assert [(f.code, f.place.line) for f in found] == [("plan/wrong-value", 1), ("plan/unreadable", 2)]


def test_a_list_that_is_not_there(mistakes):
    (finding,) = mistakes("issue: {name: 山茶}\narticles: story.txt\nlint: {names: nams.csv}\n")
    assert finding.code == "plan/missing-file"
