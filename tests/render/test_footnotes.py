"""Footnotes in columns on the grid, as they come out of the engine."""

from __future__ import annotations

from small_pages import GRID, HEAD, LINES, Glyph, columns, glyphs, page_float, paragraphs, prose, sets

from report_pdf.model.pages import RenderedDocument

NOTE = """
@page { @footnote { border-top: .5pt solid; padding-top: 3pt; margin-top: 4pt } }
.note { float: footnote; font-size: 8pt; line-height: 12pt }
.note::footnote-call { content: '注' counter(footnote) '〕'; font-size: 6pt; vertical-align: 4pt }
.note::footnote-marker { content: '〔' counter(footnote) '〕' }
"""
FOOT = HEAD + LINES * GRID


def _note(text: str, *, style: str = "") -> str:
    return f'<span class="note" style="{style}">{text}</span>'


def _calling(clauses: int, text: str, at: int = 0, *, style: str = "") -> str:
    """A paragraph that calls a note after its first clauses."""
    return f"<p>{prose(2, at)}{_note(text, style=style)}{prose(clauses, at + 2)}</p>"


def _of(document: RenderedDocument, words: str) -> list[Glyph]:
    """The glyphs of some words, the first time that they stand in the file."""
    found = glyphs(document.pdf)
    at = "".join(glyph.text for glyph in found).index(words)
    return found[at : at + len(words)]


def _is_left(glyph: Glyph) -> bool:
    return glyph.x < 210


@sets(columns(_calling(9, "甲注。"), paragraphs([9] * 10, 1)), NOTE)
def test_a_note_stands_at_the_foot_of_its_column(document: RenderedDocument) -> None:
    assert document.findings == ()
    note, call = _of(document, "〔1〕甲注。"), _of(document, "注1〕")[0]
    assert {glyph.page for glyph in note} == {call.page}
    assert _is_left(call)
    assert all(_is_left(glyph) for glyph in note)
    assert FOOT - 12 < note[0].y < FOOT
    body = [glyph for glyph in glyphs(document.pdf) if glyph.page == 1 and glyph.text in "天刚亮渡口雾水"]
    assert len({round(glyph.line % 1, 2) for glyph in body}) == 1
    # The note takes 19.5 pt: two lines of twenty.
    assert max(int(glyph.line) for glyph in body if _is_left(glyph)) < LINES - 2


@sets(columns(_calling(9, "甲注。", style="--float-reference: page"), paragraphs([9] * 10, 1)), NOTE)
def test_a_note_may_stand_across_the_page(document: RenderedDocument) -> None:
    note = _of(document, "〔1〕甲注。")
    assert FOOT - 12 < note[0].y < FOOT
    over = [glyph for glyph in glyphs(document.pdf) if glyph.page == 1 and glyph.y < note[0].y]
    assert {max(int(glyph.line) for glyph in over if _is_left(glyph) is side) for side in (True, False)} == {
        LINES - 3
    }


@sets(columns(paragraphs([9] * 4), _calling(9, f"长注：{prose(60)}完。", 4), paragraphs([9] * 9, 5)), NOTE)
def test_a_long_note_goes_on_until_it_ends(document: RenderedDocument) -> None:
    note = _of(document, f"长注：{prose(2)}")
    assert note[0].page == _of(document, "注1〕")[0].page
    text = "".join(glyph.text for glyph in glyphs(document.pdf))
    assert text.count("完。") == 1
    assert _of(document, "完。")[0].page > note[0].page
    for at in range(4):
        assert prose(9, at)[:30] in text


@sets(
    columns(
        paragraphs([9]),
        page_float("图", 60, edge="top").replace("</figure>", f"{_note('图注。')}</figure>"),
        f"<h2 style='column-span: all'>通栏{_note('题注。')}</h2>",
        paragraphs([30], 1),
    ),
    NOTE,
)
def test_what_pictures_and_spanners_call_stands_across_the_page(document: RenderedDocument) -> None:
    assert document.findings == ()
    picture, title = _of(document, "〔1〕图注。"), _of(document, "〔2〕题注。")
    # The blank half of the bracket stands outside the measure.
    assert picture[0].x == title[0].x == 56.0
    assert title[0].y - picture[0].y == 12.0
    assert title[0].page == picture[0].page == 1


@sets(columns(_calling(20, f"甲{_note('乙')}"), paragraphs([9])), NOTE)
def test_a_note_within_a_note_is_the_engines(document: RenderedDocument) -> None:
    assert ["脚注里又有脚注" in finding.message.zh for finding in document.findings] == [True]


@sets(columns(*(_calling(9, f"第{at}注。", at) for at in range(3))), NOTE)
def test_notes_are_read_between_paragraphs(document: RenderedDocument) -> None:
    text = "".join(glyph.text for glyph in glyphs(document.pdf))
    assert document.pages == 1
    for at in range(3):
        assert prose(9, at + 2) in text
        assert text.index(f"注{at + 1}〕") < text.index(f"第{at}注。")


@sets(
    columns(
        _calling(
            9, f"<span style='display: inline-block; width: 9pt; height: {(LINES - 1) * GRID}pt'></span>甲"
        )
    ),
    NOTE,
)
def test_a_note_that_leaves_its_call_no_line_comes_late_with_a_finding(document: RenderedDocument) -> None:
    assert [finding.code for finding in document.findings] == ["render/note-late"]
    assert _of(document, "甲")[0].page > 1
