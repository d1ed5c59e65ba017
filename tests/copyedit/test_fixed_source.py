"""The corrected source reads as the edited manuscript does, and correcting it again changes nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from report_pdf.copyedit import copyedit, fixed_source
from report_pdf.manuscript import parse_markdown, parse_text
from report_pdf.model.plan import HouseWord, LintPlan

_LINT = LintPlan(
    house_words=(HouseWord(wrong="打卡", right="游览"), HouseWord(wrong="防控", right="疫情防控"))
)
_PIECES = [
    *"春夏研究,.:;?!()\"'“”，。、；：？！（）《》…—-~·•%1２38 \n－～．年月日第亿万○零二a",
    *(
        "走头无路",
        "5-10人",
        "10～15%",
        "上午8：30",
        "二零二一年",
        "打卡",
        "防控",
        "● ",
        "↓",
        "——",
        "...",
        "，，",
    ),
]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(_PIECES), max_size=30))
def test_fixing_comes_to_an_end_at_once(pieces):
    read = parse_text("题目\n\n" + "".join(pieces), file="m.txt")
    once = fixed_source(read, copyedit(read, _LINT))
    again = parse_text(once.text, file="m.txt")
    assert once.left == 0
    assert fixed_source(again, copyedit(again, _LINT)).text == once.text


def test_markdown_keeps_its_signs():
    source = '# 题目\n\n他说"**明天**见",[走了,真的](https://a.cn/x,y)。\n\n> 甲,乙\n\n1. 每组5-10人\n'
    read = parse_markdown(source, file="m.md")
    fixed = fixed_source(read, copyedit(read, LintPlan()))
    assert (
        fixed.text
        == "# 题目\n\n他说“**明天**见”，[走了，真的](https://a.cn/x,y)。\n\n> 甲，乙\n\n1. 每组5～10人\n"
    )
    assert fixed.left == 0


def test_an_escaped_sign_is_left_and_said():
    read = parse_markdown("# 题目\n\n甲\\,乙走了。\n", file="m.md")
    fixed = fixed_source(read, copyedit(read, LintPlan()))
    assert (fixed.text, fixed.corrected + fixed.left) == (fixed.text, 1)
    assert "乙走了。" in fixed.text
