"""Tables, lists of names, headings, boxes and notes: where they go and what stays of their words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from report_pdf.findings import Place
from report_pdf.layout.boxes import lay_box
from report_pdf.layout.flow import flow_blocks
from report_pdf.layout.groups import NameGroup, TableGroup, group_blocks
from report_pdf.layout.items import setting_of
from report_pdf.layout.measures import open_layout
from report_pdf.layout.name_lists import names_item
from report_pdf.layout.runs import NoteShelf, line_runs, runs_of
from report_pdf.layout.tables import lay_table
from report_pdf.layout.views import RunView
from report_pdf.model.manuscript import (
    Box,
    BoxKind,
    Bullet,
    Cell,
    Heading,
    Note,
    Paragraph,
    Span,
    SpanKind,
    Table,
)
from report_pdf.resources import layouts_folder

PLACE = Place(file="a.md", line=1, column=1)
FOLDER = open_layout(layouts_folder(), "magazine")
SHELF = NoteShelf(notes={})


def _block(block, /, text, **more):
    return block(text=text, place=PLACE, source="", **more)


def _table(*rows, head=1, **more):
    cells = tuple(
        tuple(_block(Cell, cell) if isinstance(cell, str) else cell for cell in row) for row in rows
    )
    return _block(Table, "", rows=cells, head=head, **more)


def _laid(table, *before_and_after, title="", boxed=False):
    blocks = [*([_block(Paragraph, title)] if title else []), table, *before_and_after]
    group = next(group for _, group in group_blocks(blocks))
    assert isinstance(group, TableGroup)
    return lay_table(group, FOLDER, SHELF, key="t", boxed=boxed).items


def _words(runs: tuple[RunView, ...]) -> str:
    return "".join(run.text or _words(run.runs) for run in runs)


def _wide(columns, rows, *, width=6):
    return _table(
        *(
            tuple(f"第{number}行" if not at else "字" * width for at in range(columns))
            for number in range(rows)
        )
    )


def test_a_table_goes_to_the_narrowest_place_its_cells_read_well_in():
    assert [_laid(_wide(columns, 4))[0].place for columns in (3, 6, 12)] == ["column", "across", "turned"]


def test_a_high_table_runs_over_pages_and_is_measured_across_them():
    high = _laid(_wide(3, 60))[0]
    assert high.place == "apart"
    assert high.size_pt == 9


def test_a_turned_table_is_parted_between_rows_its_heads_on_every_page():
    pages = _laid(_wide(12, 70), _block(Paragraph, "注：按月统计。"), title="表7　各渡口")
    assert len(pages) > 1
    assert sum(len(page.body) for page in pages) == 69
    assert all(page.head == pages[0].head for page in pages)
    assert [page.continued for page in pages] == [
        "",
        *(f"续表7（{n}/{len(pages)}）" for n in range(2, len(pages) + 1)),
    ]
    assert [len(page.notes) for page in pages] == [*[0] * (len(pages) - 1), 1]
    assert max(len(p.body) for p in pages) - min(len(p.body) for p in pages) <= 3
    assert len({page.key for page in pages}) == len(pages)


def test_rows_that_a_cell_joins_are_not_parted():
    rows = [tuple("字" * 6 for _ in range(12)) for _ in range(60)]
    joined = [
        (_block(Cell, "两行", rows=2), *row[1:]) if number % 2 else row[1:] if number else row
        for number, row in enumerate(rows)
    ][:-1]
    for page in _laid(_table(*joined)):
        assert len(page.body) % 2 == 0


def test_numbers_stand_under_each_other_by_their_points():
    laid = _laid(
        _table(("船", "吨位（吨）"), ("甲船", "12.5"), ("乙船", "9"), ("丙船", "108.75"), ("丁船", "—"))
    )[0]
    figures = [row[1].figure for row in laid.body]
    pads = dict(laid.paddings)
    assert pads[figures[0]] - pads[figures[2]] == pytest.approx(0.56, abs=0.01)
    assert pads[figures[1]] - pads[figures[0]] == pytest.approx(2 * 0.56, abs=0.01)
    assert figures[3] == figures[1]
    assert laid.head[0][1].figure == ""
    assert laid.body[0][1].align == "end"


def test_the_first_column_names_the_rows_unless_two_are_alike():
    named = _laid(_table(("船", "年"), ("甲", "1"), ("乙", "2")))[0]
    assert [(row[0].tag, row[0].scope) for row in named.body] == [("th", "row")] * 2
    alike = _laid(_table(("船", "年"), ("甲", "1"), ("甲", "2")))[0]
    assert [row[0].tag for row in alike.body] == ["td"] * 2


def test_a_cell_below_one_that_reaches_down_keeps_its_column():
    table = _table(
        ("地", "年", "人数"),
        (_block(Cell, "东坪", rows=2), "一九一二", "12"),
        ("一九二一", "31.5"),
        ("石门", "一九三四", "9"),
    )
    laid = _laid(table)[0]
    assert laid.body[1][1].figure.startswith("f2-")
    assert laid.joined == {0}


def test_title_unit_and_notes_belong_to_the_table():
    blocks = [
        _block(Paragraph, "表1 历年票价"),
        _block(Paragraph, "单位：元"),
        _table(("年", "价"), ("1", "2")),
        _block(Paragraph, "注：含税。"),
        _block(Paragraph, "资料来源：渡口管理所。"),
        _block(Paragraph, "以后再没有涨过。"),
    ]
    (at, group), (after, _) = group_blocks(blocks)
    assert (at, after) == (0, 5)
    assert (group.title[1].text, group.unit[1].text) == ("表1 历年票价", "单位：元")
    assert [note.text for _, note in group.notes] == ["注：含税。", "资料来源：渡口管理所。"]


@pytest.mark.parametrize("sentence", ["表1显示，票价一直没有变。", "表扬了三位船工", "如表1所示"])
def test_a_sentence_before_a_table_is_no_title(sentence):
    blocks = [_block(Paragraph, sentence), _table(("年", "价"), ("1", "2"))]
    assert len(list(group_blocks(blocks))) == 2


@pytest.mark.parametrize(
    ("lead", "texts", "kind"),
    [
        ("参加人员", ["王明、李小红、何三、杜守义"], Paragraph),
        ("参加人员", ["王　明　李小红　何　三　杜守义"], Paragraph),
        ("名单", ["王明", "李小红", "何三", "杜守义"], Paragraph),
        ("名单", ["王明", "李小红", "何三", "杜守义"], Bullet),
    ],
)
def test_names_after_words_that_announce_them_are_a_list(lead, texts, kind):
    blocks = [_block(Heading, lead), *(_block(kind, text) for text in texts)]
    group = list(group_blocks(blocks))[1][1]
    assert isinstance(group, NameGroup)
    assert [name for _, name in group.names] == ["王明", "李小红", "何三", "杜守义"]


@pytest.mark.parametrize(
    "text",
    [
        "王明、李小红、何三、杜守义都来了。",
        "桐油、麻绳、竹篙、船钉、铁锚、石灰、木桨、雨布、灯笼",
        "王明、李小红",
    ],
)
def test_what_is_more_or_less_than_names_stays_text(text):
    blocks = [_block(Heading, "参加人员"), _block(Paragraph, text)]
    assert not any(isinstance(group, NameGroup) for _, group in group_blocks(blocks))


def test_a_long_name_takes_more_columns_and_a_short_one_is_spread():
    names = [
        "王明",
        "李小红",
        "何三",
        "杜守义",
        "阿不都拉·艾山",
        "钱江",
        "郑重",
        "张望",
        "林秀英",
        "陈水生",
        "冯小青",
        "赵一鸣",
    ]
    item, lines = names_item("", [("k", name) for name in names], key="n")
    assert item.columns == 5
    assert [view.cells for view in item.names] == [1, 1, 1, 1, 2, *[1] * 7]
    assert [view.text for view in item.names if view.spread] == ["王明", "何三", "钱江", "郑重", "张望"]
    assert lines == 3
    assert "".join(view.text for view in item.names) == "".join(names)


def _note(at, key="n"):
    return Span(start=at, end=at, kind=SpanKind.NOTE, target=key)


def test_a_heading_calls_its_note_on_the_line_of_the_word_before():
    shelf = NoteShelf(notes={"n": (_block(Note, "账本现存档案馆。", key="n"),)})
    heading = _block(Heading, "旧账本与新账本", spans=(_note(3),))
    first, second = line_runs(heading, ("旧账本", "与新账本"), shelf, lead="2. ")
    assert [run.kind for run in first] == ["text", "text", "note"]
    assert _words(first[:2]) == "2. 旧账本"
    assert [run.kind for run in second] == ["text"]
    assert _words(second) == "与新账本"


def test_an_address_in_print_may_break_behind_its_slashes():
    link = Span(start=0, end=2, kind=SpanKind.LINK, target="https://ferry.example.org/archive/1950?lang=zh")
    text = _block(Paragraph, "档案在此", spans=(link,))
    printed = runs_of(text, NoteShelf(notes={}, addresses=True))
    assert printed[0].kind == "printed-link"
    address = printed[1].runs[0].runs[0]
    assert address.kind == "address"
    assert [run.text for run in address.runs][:3] == ["ferry", ".example", ".org/"]
    assert _words((address,)) == "ferry.example.org/archive/1950?lang=zh"
    assert [run.kind for run in runs_of(text, SHELF)] == ["link", "text"]


def test_a_pull_quote_calls_its_note_and_a_panel_with_notes_stays_a_box():
    shelf = NoteShelf(notes={"n": (_block(Note, "采访于冬天。", key="n"),)})
    said = _block(Paragraph, "水大水小，人总要过河的。", spans=(_note(12),))
    quote = _block(Box, "老杜", kind=BoxKind.PULL_QUOTE, blocks=(said,))
    setting = setting_of([quote], FOLDER, shelf)
    assert [run.kind for run in lay_box(quote, setting, key="q").items[0].calls] == ["note"]
    figures = tuple(_block(Bullet, f"{n}艘 渡船") for n in (3, 4))
    panel = _block(Box, "", kind=BoxKind.KEY_FIGURES, blocks=figures)
    assert lay_box(panel, setting, key="p").items[0].kind == "figures"
    noted = replace(panel, blocks=(replace(figures[0], spans=(_note(2),)), figures[1]))
    assert lay_box(noted, setting, key="p").items[0].kind == "box"


def test_a_turned_table_stands_behind_the_text_which_says_where():
    """Else the page before it would stay half empty."""
    blocks = [
        _block(Paragraph, "前文。"),
        _block(Paragraph, "表3 各渡口"),
        _wide(12, 20),
        _block(Paragraph, "后文。"),
    ]
    flow = flow_blocks(blocks, FOLDER, SHELF, key="a")
    assert [item.kind for item in flow.items] == ["paragraph", "pointer", "paragraph"]
    assert [table.place for table in flow.turned] == ["turned"]
    assert (flow.items[1].words, flow.items[1].target) == ("表3", flow.turned[0].key)
    assert sum(flow.lines) == 3
