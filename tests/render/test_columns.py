from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from small_pages import GRID, HEAD, LINES, columns, glyphs, numbered, page_float, paragraphs, prose, sets

from report_pdf.model.pages import RenderedDocument

SECOND_COLUMN = 60 + 140 + 20


def _text(document: RenderedDocument) -> str:
    return "".join(glyph.text for glyph in glyphs(document.pdf))


def _at(document: RenderedDocument, name: str) -> tuple[int, float, float]:
    """Page, x and grid line of an element's first fragment."""
    (anchor,) = [anchor for anchor in document.anchors if anchor.name == name]
    return anchor.page, round(anchor.x_pt, 2), round((anchor.y_pt - HEAD) / GRID, 2)


def _lines(document: RenderedDocument, page: int) -> list[list[int]]:
    """The grid lines that carry text, for each of the two columns of a page."""
    found: list[set[int]] = [set(), set()]
    for glyph in glyphs(document.pdf):
        if glyph.page == page:
            found[glyph.x >= 210].add(int(glyph.line))
    return [sorted(lines) for lines in found]


def test_every_character_once_and_paragraphs_whole_and_in_order(article: RenderedDocument) -> None:
    text = _text(article)
    places = [text.index(numbered(at)) for at in range(24)]
    assert places == sorted(places)
    assert [text.count(words) for words in ("【甲】", "【乙】", "【丙】", "下篇", "篇后按语。")] == [1] * 5
    assert article.findings == ()


def test_every_baseline_of_body_text_is_on_the_grid(article: RenderedDocument) -> None:
    other = set("渡口下篇小题【甲乙丙】0123456789")
    body = [glyph for glyph in glyphs(article.pdf) if glyph.text not in other]
    assert len(body) > 2000
    assert len({round(glyph.line % 1, 2) for glyph in body}) == 1
    assert {glyph.page for glyph in body} == set(range(1, article.pages + 1))
    assert all(0 <= glyph.line <= LINES for glyph in body)


def test_headings_are_followed_by_two_lines_in_their_column(article: RenderedDocument) -> None:
    for at in (3, 8, 13, 18, 23):
        heading, paragraph = _at(article, f"h{at}"), _at(article, f"p{at}")
        assert heading[:2] == paragraph[:2]
        assert paragraph[2] <= LINES - 2


def test_last_page_is_level_and_siblings_follow_on_the_grid(article: RenderedDocument) -> None:
    page, _, line = _at(article, "after")
    assert line == round(line)
    left, right = _lines(article, page)
    assert abs(max(left[:-1]) - max(right)) <= 2


def test_tags_name_paragraphs_and_floats_in_reading_order(article: RenderedDocument) -> None:
    with pikepdf.open(io.BytesIO(article.pdf)) as pdf:
        tags = list(_tags(pdf.Root.StructTreeRoot.K))
        marked = [mcid for page in pdf.Root.StructTreeRoot.ParentTree.Nums[1::2] for mcid in page]
    assert 24 < tags.count("/P") <= 24 + 2 * article.pages
    assert tags.count("/H2") == 6
    assert len(marked) == tags.count("content")


def _tags(element: Any) -> Any:
    """The types of all structure elements in document order, and a word for each marked content."""
    if isinstance(element, int):
        yield "content"
    elif isinstance(element, pikepdf.Array):
        for kid in element:
            yield from _tags(kid)
    else:
        yield str(element.get("/S", ""))
        yield from _tags(element.get("/K", pikepdf.Array()))


@sets(columns(paragraphs([9, 9]), page_float("图", 60, edge="top"), paragraphs([40], 2)))
def test_head_float_stands_above_both_columns(document: RenderedDocument) -> None:
    assert _at(document, "图") == (1, 60.0, 0.0)
    # 60 pt and a caption of 12 are four lines.
    left, right = _lines(document, 1)
    assert left[1] == right[0] == 4


@sets(columns(paragraphs([9]), page_float("图", 60, edge="bottom"), paragraphs([9] * 14, 1)))
def test_foot_float_ends_on_the_last_line_of_a_full_page(document: RenderedDocument) -> None:
    assert _at(document, "图") == (1, 60.0, LINES - 4)


@sets(
    columns(paragraphs([9, 20]), page_float("图", 60, edge="top", reference="column"), paragraphs([9] * 9, 2))
)
def test_column_float_stays_in_the_column_of_its_text(document: RenderedDocument) -> None:
    assert _at(document, "图") == (1, SECOND_COLUMN, 0.0)
    left, right = _lines(document, 1)
    assert (left[0], right[1]) == (0, 4)


@sets(
    columns(
        paragraphs([5]),
        *(page_float(name, 12 * GRID - 12, edge="top") for name in "甲乙丙丁"),
        paragraphs([5], 1),
    )
)
def test_floats_without_room_go_on_in_order_and_none_is_lost(document: RenderedDocument) -> None:
    assert [_at(document, name)[0] for name in "甲乙丙丁"] == [1, 2, 3, 4]
    assert document.pages == 4


@sets(columns(*(f"{paragraphs([30], at)}{page_float('甲乙丙丁'[at], 60, edge='auto')}" for at in range(4))))
def test_auto_floats_take_head_and_foot_in_turn(document: RenderedDocument) -> None:
    assert _at(document, "甲")[2] == 0
    assert _at(document, "乙")[2] > 6
    assert _at(document, "丙")[2] == 0


@sets(columns(paragraphs([9]), page_float("图", LINES * GRID - 12, edge="top"), paragraphs([30] * 4, 1)))
def test_float_as_high_as_the_page_gets_a_page_of_its_own(document: RenderedDocument) -> None:
    assert _at(document, "图") == (2, 60.0, 0.0)
    assert _lines(document, 2) == [[LINES - 1], []]
    assert _lines(document, 1)[1][-1] >= LINES - 2


@sets(
    columns(
        paragraphs([9]),
        "<table id='t' style='--float: bottom; width: 100%'><tr><td>早班</td><td>六点</td></tr></table>",
        paragraphs([60], 1),
    )
)
def test_a_table_floats_like_anything_else(document: RenderedDocument) -> None:
    page, x, line = _at(document, "t")
    assert (page, x) == (1, 60.0)
    assert line > LINES - 3


@sets(columns(paragraphs([9]), page_float("图", LINES * GRID + 40, edge="top"), paragraphs([9], 1)))
def test_too_high_a_float_is_set_with_a_finding(document: RenderedDocument) -> None:
    assert [finding.code for finding in document.findings] == ["render/float-oversized"]
    assert "【图】" in _text(document)


@sets(columns(paragraphs([12, 12]), "<h2 id='s' style='column-span: all'>通栏</h2>", paragraphs([12], 2)))
def test_text_above_a_spanner_is_balanced_and_goes_on_below(document: RenderedDocument) -> None:
    spanner = _at(document, "s")[2]
    above = [[line for line in lines if line < spanner - 1] for lines in _lines(document, 1)]
    below = [[line for line in lines if line > spanner + 0.5] for lines in _lines(document, 1)]
    assert abs(above[0][-1] - above[1][-1]) <= 1
    assert below[0][0] == below[1][0]


@sets(
    columns(
        "<div style='height: 31pt'></div><p id='a'>甲。</p>",
        "<div style='height: 5pt'></div><p id='b'>乙。</p>",
        "<div id='c' style='height: 6pt; --block-step-align: end'></div>",
        style="columns: 1",
    )
)
def test_odd_heights_are_padded_to_whole_lines(document: RenderedDocument) -> None:
    assert _at(document, "a")[2] == 2
    assert _at(document, "b")[2] == 4
    assert _at(document, "c")[2] == pytest.approx(5 + 12 / 18, abs=0.01)


@sets(
    columns(
        "<p id='a'>甲。</p><p id='b' style='break-before: column'>乙。</p>",
        "<p id='c' style='break-before: page'>丙。</p><p id='d' style='break-before: right'>丁。</p>",
    )
)
def test_forced_breaks_end_column_page_and_leaf(document: RenderedDocument) -> None:
    assert [_at(document, name)[0] for name in "abcd"] == [1, 1, 2, 3]
    assert _at(document, "b")[1:] == (SECOND_COLUMN, 0.0)


@sets(f"<div style='height: 40pt'></div>{columns(paragraphs([20]))}")
def test_columns_begin_on_the_next_grid_line_of_a_started_page(document: RenderedDocument) -> None:
    assert _at(document, "p0") == (1, 60.0, 3.0)


@sets(columns(paragraphs([5 + at % 4 for at in range(60)])))
def test_no_paragraph_leaves_one_line_behind(document: RenderedDocument) -> None:
    assert document.pages >= 3
    for at in range(60):
        assert _at(document, f"p{at}")[2] <= LINES - 2
    for lines in _lines(document, 1):
        assert lines == list(range(lines[-1] + 1))
        assert lines[-1] >= LINES - 2


@sets(columns(f"<p style='break-inside: avoid' id='kept'>{prose(14)}</p>", paragraphs([14] * 3)))
def test_balanced_columns_differ_only_by_what_the_rules_force(document: RenderedDocument) -> None:
    left, right = _lines(document, 1)
    assert abs(len(left) - len(right)) <= 1


@sets(columns(f"<div style='columns: 2'>{paragraphs([9])}</div>", paragraphs([9], 1)))
def test_what_the_grid_cannot_hold_falls_back_with_a_finding(document: RenderedDocument) -> None:
    assert [finding.code for finding in document.findings] == ["render/columns-fallback"]
    assert "分栏里又有分栏" in document.findings[0].message.zh
    assert prose(9) in _text(document)


@sets(
    f"<div class='plain'>{paragraphs([9, 9, 9])}</div>",
    ".plain { columns: 2; --line-grid: none } .plain p { margin-bottom: 7pt }",
)
def test_columns_without_a_grid_stay_the_engines(document: RenderedDocument) -> None:
    assert any(0.05 < _at(document, f"p{at}")[2] % 1 < 0.95 for at in range(3))


@sets(
    columns(
        f"<ul><li>其一，{prose(4)}</li><li>其二，{prose(5, 2)}</li></ul>",
        "<p style='position: running(head)'>眉</p><div id='target'></div>",
        f"<blockquote style='margin: 7pt 1em'>{paragraphs([20])}</blockquote>",
        paragraphs([12], 1),
    ),
    "@page { @top-center { content: element(head) } }",
)
def test_lists_quotes_targets_and_running_elements_keep_their_place(document: RenderedDocument) -> None:
    assert document.findings == ()
    text = _text(document)
    assert [text.count(words) for words in (f"其一，{prose(4)}", f"其二，{prose(5, 2)}", prose(20))] == [
        1,
        1,
        1,
    ]
    assert text.count("眉") == document.pages
    assert text.count("•") == 2
    assert any(anchor.name == "target" for anchor in document.anchors)


@sets(columns(paragraphs([80])))
def test_lines_follow_without_gaps(document: RenderedDocument) -> None:
    assert len(_lines(document, 1)[0]) == LINES
    for page in range(1, document.pages + 1):
        for lines in _lines(document, page):
            assert all(below - above == 1 for above, below in pairwise(lines))
