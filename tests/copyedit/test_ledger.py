"""The number ledger: every figure with what it counts; one thing with two figures is found, two things are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_pdf.copyedit import copyedit, copyedit_issue, ledger
from report_pdf.manuscript import parse_markdown, parse_text, read_manuscript
from report_pdf.model.plan import LintPlan

REAL = Path(__file__).parents[3] / "shared" / "manuscripts" / "xinhui" / "manuscript.txt"


def _conflicts(*texts):
    read = [parse_markdown(f"# 题目\n\n{text}\n", file=f"{at}.md") for at, text in enumerate(texts)]
    edited = copyedit_issue(read, LintPlan())
    return [
        (str(f.place), f.code.removeprefix("copyedit/"))
        for one in edited
        for f in one.findings
        if f.code in {"copyedit/figures-differ", "copyedit/key-figure-not-in-text"}
    ]


def test_entries_have_value_unit_words_and_sentence():
    read = parse_text("题目\n\n各类捐款累计近3000万元。走访企业二十多家，占37.5%。\n", file="m.txt")
    found = [(e.written, e.value, e.unit, e.vague) for e in ledger([read], LintPlan())]
    assert found == [("近3000万元", 3e7, "元", "近"), ("二十多家", 20, "家", "多"), ("37.5%", 37.5, "%", "")]
    assert ledger([read], LintPlan())[0].sentence == "各类捐款累计近3000万元。"
    assert "捐款" in ledger([read], LintPlan())[0].words


def test_lede_text_table_and_panel_say_one_number():
    text = "全年开展履职活动348次，办成不少事。"
    assert _conflicts(f"{text}\n\n回头看，全年开展履职活动384次。") == [("0.md:5:13", "figures-differ")]
    table = "| 项目 | 数量（次） |\n|---|---|\n| 履职活动 | {} |"
    assert _conflicts(f"{text}\n\n" + table.format(384)) == [("0.md:7:10", "figures-differ")]
    assert _conflicts(f"{text}\n\n" + table.format(348)) == []
    panel = "::: 数字\n- {}次 履职活动\n- 9件 提案\n:::"
    assert _conflicts(f"{text}办理提案9件。\n\n" + panel.format(384)) == [("0.md:6:3", "figures-differ")]
    assert _conflicts(f"{text}办理提案9件。\n\n" + panel.format(348)) == []
    assert _conflicts(f"{text}\n\n" + panel.format(348)) == [("0.md:7:3", "key-figure-not-in-text")]


@pytest.mark.parametrize(
    "text",
    [
        "到工业园区调研18次。\n\n到高校调研7次。",
        "2021年开展履职活动300次。\n\n2022年开展履职活动348次。",
        "全年开展履职活动348次。\n\n全年开展履职活动340多次。",
        "各类捐款累计近3000万元。\n\n各类捐款累计2980万元。",
        "- 甲段，路面抬高，补石阶960级。\n- 乙段，土坡最陡，补石阶740级。",
    ],
)
def test_two_things_or_a_rounded_number_are_no_contradiction(text):
    assert _conflicts(text) == []


def test_articles_of_one_issue_are_compared():
    one = "志愿服务队全年服务群众31600人次。"
    other = "志愿服务队全年服务群众36100人次。"
    assert _conflicts(one, other) == [("1.md:3:12", "figures-differ")]


def test_the_real_manuscript_has_thirty_figures_and_no_contradiction():
    if not REAL.exists():
        pytest.skip("the real manuscript is not beside this checkout")
    read = read_manuscript(REAL, name="manuscript.txt")
    assert len(ledger([read], LintPlan())) >= 30
    assert not [f for f in copyedit(read, LintPlan()).findings if f.code == "copyedit/figures-differ"]
