"""Lines on the grid with something larger, raised or foreign in them."""

from __future__ import annotations

import inspect
from itertools import pairwise

import pytest
from small_pages import GRID, Glyph, columns, glyphs, prose, sets
from weasyprint.formatting_structure import build
from weasyprint.layout import LayoutContext, inline

from report_pdf.model.pages import RenderedDocument

THINGS = {
    "larger": "<span style='font-size: 14pt'>渡船</span>",
    "own leading": "<span style='font-size: 12pt; line-height: 30pt'>渡船</span>",
    "raised": "米<sup>2</sup>，水<sub>2</sub>",
    "low box": "<span style='display: inline-block; width: 1em; height: 12pt; background: #888'></span>",
    "at the top": "<span style='display: inline-block; vertical-align: top; font-size: 12pt'>甲</span>",
    "ruby": (
        "<span style='display: inline-block; line-height: 1'>"
        "<span style='display: block; font-size: 5pt; line-height: 6pt'>duchuan</span>渡船</span>"
    ),
}
HIGH = "<span style='display: inline-block; width: 1em; height: 40pt; background: #888'></span>"


def _paragraph(thing: str, *, style: str = "") -> str:
    return f"<p style='{style}'>{prose(4)}{thing}{prose(4)}</p>"


def _baselines(document: RenderedDocument) -> list[float]:
    """The grid lines of the text's baselines, less what the first one stands below its line's top."""
    lines = sorted({round(glyph.line, 3) for glyph in _body(document) if glyph.page == 1})
    return [round(line - lines[0], 2) for line in lines]


def _steps(document: RenderedDocument) -> list[float]:
    return [round(below - above, 2) for above, below in pairwise(_baselines(document))]


def _body(document: RenderedDocument) -> list[Glyph]:
    return [
        glyph for glyph in glyphs(document.pdf) if glyph.text in "天刚亮，渡口的雾还没有散他说这条河走了四"
    ]


@sets(columns(*(_paragraph(thing) for thing in THINGS.values()), style="columns: 1"))
def test_what_fits_between_the_lines_moves_none(document: RenderedDocument) -> None:
    assert _baselines(document) == [float(at) for at in range(len(_baselines(document)))]
    assert len(_baselines(document)) >= 2 * len(THINGS)


@sets(
    columns(*(_paragraph(thing, style="line-height: 1.8") for thing in THINGS.values()), style="columns: 1")
)
def test_a_leading_that_grows_with_the_size_moves_none(document: RenderedDocument) -> None:
    assert _baselines(document) == [float(at) for at in range(len(_baselines(document)))]


@sets(columns(_paragraph(HIGH), _paragraph(""), style="columns: 1"))
def test_what_is_really_higher_takes_whole_lines(document: RenderedDocument) -> None:
    steps = _steps(document)
    assert (steps.count(1.0), steps.count(3.0)) == (len(steps) - 1, 1)


@sets(columns(_paragraph(f"<span style='vertical-align: -20pt'>{HIGH}</span>"), style="columns: 1"))
def test_what_hangs_below_takes_whole_lines_below(document: RenderedDocument) -> None:
    steps = _steps(document)
    assert (steps.count(1.0), steps.count(2.0)) == (len(steps) - 2, 2)


@sets(columns(_paragraph(HIGH, style="line-height: 12pt; font-size: 8pt"), style="columns: 1"))
def test_text_off_the_grid_grows_by_no_more_than_it_must(document: RenderedDocument) -> None:
    steps = {round(step * GRID) for step in _steps(document)}
    assert len(steps) == 2
    assert min(steps) == 12
    assert 40 <= max(steps) < 48


@sets(f"<div>{_paragraph(THINGS['larger'])}{_paragraph('')}</div>")
def test_without_a_grid_lines_are_the_engines(document: RenderedDocument) -> None:
    assert any(line != int(line) for line in _baselines(document))


@pytest.mark.parametrize(
    ("function", "parameters"),
    [
        (inline.line_box_verticality, "box"),
        (inline.translate_subtree, "box dy"),
        (build.create_anonymous_boxes, "box"),
        (LayoutContext.unlayout_footnote, "self footnote"),
    ],
)
def test_signatures_of_the_engine(function: object, parameters: str) -> None:
    assert " ".join(inspect.signature(function).parameters) == parameters


def test_the_engine_asks_for_the_height_of_lines_where_it_is_replaced() -> None:
    assert "bottom, top = line_box_verticality(line)" in inspect.getsource(inline)
