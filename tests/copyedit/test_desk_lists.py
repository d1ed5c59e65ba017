"""words.csv, names.csv, and what is switched off at a place."""

from __future__ import annotations

import pytest

from report_pdf.copyedit import RULES, copyedit, unknown_codes
from report_pdf.findings import Place
from report_pdf.manuscript import parse_text
from report_pdf.model.plan import HouseWord, LintPlan, Person


def _edit(text, **lint):
    return copyedit(parse_text(f"题目\n\n文/某人\n\n{text}\n", file="a/trail.txt"), LintPlan(**lint))


def _codes(text, **lint):
    return [f"{f.code}:{f.place.line}:{f.place.column}" for f in _edit(text, **lint).findings]


def test_house_words_are_corrected_but_not_in_quotations_nor_inside_the_right_form():
    words = (HouseWord(wrong="防控", right="疫情防控", reason="用全称"),)
    edited = _edit("防控工作和疫情防控工作，他说“防控要紧”。", house_words=words)
    assert edited.blocks[-1].text == "疫情防控工作和疫情防控工作，他说“防控要紧”。"
    assert [(f.place.column, f.correction is not None) for f in edited.findings] == [(1, True), (16, False)]
    assert "用全称" in edited.findings[0].message.zh


PEOPLE = (Person(name="陈砚生", titles=("会长",)), Person(name="何春枝"))


def test_titles_names_and_order_of_the_desks_people():
    lint = {"people": PEOPLE, "names": ("陈砚生", "何春枝")}
    assert _codes("会长陈砚生、何春枝到场，陈砚生老师讲话，陈先生没有来。", **lint) == []
    assert _codes("副会长陈砚生到场。", **lint) == ["copyedit/person-title:5:1"]
    assert _codes("何春枝、陈砚生到场。", **lint) == ["copyedit/person-order:5:5"]
    assert _codes("会长陈彦生到场。", **lint) == ["copyedit/person-name:5:3"]


@pytest.mark.parametrize(
    "where", ["", "@trail.txt", "@a/trail.txt", "@*.txt", "@trail.txt:5", "@trail.txt:防汛防汛工作"]
)
def test_a_finding_is_switched_off_by_code_and_by_place(where):
    text = "社区的防汛防汛工作。"
    assert _codes(text) == ["copyedit/doubled-word:5:4"]
    assert _codes(text, disable=(f"copyedit/doubled-word{where}",)) == []


@pytest.mark.parametrize("where", ["@other.txt", "@trail.txt:6", "@trail.txt:抗旱抗旱"])
def test_and_only_there(where):
    assert _codes("社区的防汛防汛工作。", disable=(f"copyedit/doubled-word{where}",)) != []


def test_a_correction_that_is_switched_off_at_a_place_is_not_made_there():
    edited = _edit(
        "雨停了,风也小了。\n\n水退了,路也干了。", disable=("copyedit/half-width-comma@trail.txt:5",)
    )
    assert [block.text for block in edited.blocks[-2:]] == ["雨停了,风也小了。", "水退了，路也干了。"]


def test_a_code_that_there_is_not_is_named_with_the_nearest():
    lint = LintPlan(
        disable=(
            "copyedit/doubled-words@a.txt:3",
            "copyedit/dash",
        )
    )
    place = Place(file="issue.yaml", line=9, column=3)
    (finding,) = unknown_codes(lint, RULES, {"lint.disable": place})
    assert (finding.code, finding.place) == ("copyedit/unknown-code", place)
    assert "copyedit/doubled-word”" in finding.hint.zh


def test_each_unknown_code_has_its_own_place():
    entries = ("copyedit/zzz", "copyedit/dash", "copyedit/aaa@trail.txt", "copyedit/zzz")
    places = {f"lint.disable[{at}]": Place(file="issue.yaml", line=9 + at, column=5) for at in range(4)}
    found = unknown_codes(LintPlan(disable=entries), RULES, places)
    assert [(finding.message.zh.partition("“")[2][:12], finding.place.line) for finding in found] == [
        ("copyedit/zzz", 9),
        ("copyedit/aaa", 11),
        ("copyedit/zzz", 12),
    ]


def test_a_code_of_another_stage_cannot_be_switched_off_here():
    (finding,) = unknown_codes(LintPlan(disable=("issue/uncertain-caption",)), RULES, {})
    assert "不能在这里停用" in finding.message.zh
    assert "copyedit/" in finding.hint.zh
