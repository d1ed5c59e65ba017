"""Which cells of a foreign table head others although its tags do not say so."""

from __future__ import annotations

import pytest

from report_pdf.pdf.archive.nodes import Node, walk
from report_pdf.pdf.archive.tables import head_tables
from report_pdf.pdf.archive.text import Mark, MarkedText


def headed(rows: list[list[str]]) -> list[tuple[str, str]]:
    """The header cells and their scope; a star before its words makes a cell bold."""
    known: dict[Mark, MarkedText] = {}
    table = Node(kind="Table")
    for row in rows:
        cells = []
        for words in row:
            mark = Mark(page=0, form=None, mcid=len(known))
            bold = words.startswith("*") if words else None
            known[mark] = MarkedText(text=words.removeprefix("*"), bold=bold)
            cells.append(Node(kind="TD", kids=[mark]))
        table.kids.append(Node(kind="TR", kids=list(cells)))
    said = head_tables(Node(kind="Part", kids=[table]), known)
    heads = [node for node in walk(table) if node.kind == "TH"]
    assert bool(said) is bool(heads)
    return [
        (known[mark].text, str(node.attributes["Table"]["/Scope"]))
        for node in heads
        for mark in node.kids
        if isinstance(mark, Mark)
    ]


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        ([["*街区", "*铺位"], ["仁寿路", "旧"], ["大新路", "新"]], [("街区", "/Column"), ("铺位", "/Column")]),
        ([["街区", "空置率"], ["仁寿路", "18.6%"], ["大新路", "¥30"]], [("街区", "/Column"), ("空置率", "/Column")]),
        ([["*甲", "新", "好"], ["*乙", "旧", "差"]], [("甲", "/Row"), ("乙", "/Row")]),
        ([["*", "*新"], ["*甲", "好"], ["*乙", "差"]], [("", "/Column"), ("新", "/Column"), ("甲", "/Row"), ("乙", "/Row")]),
        ([["11", "48"], ["85", "122"], ["159", "196"]], []),
        ([["甲", "乙"], ["丙", "丁"], ["戊", "己"]], []),
        ([["*甲", "*乙"], ["*丙", "*丁"]], []),
        ([["2019年", "数"], ["甲", "1"], ["乙", "2"]], []),
        ([["街区", "铺位"], ["仁寿路", "312"]], []),
    ],
)  # fmt: skip
def test_cells_that_show_what_they_are(rows: list[list[str]], heads: list[tuple[str, str]]) -> None:
    assert headed(rows) == heads
