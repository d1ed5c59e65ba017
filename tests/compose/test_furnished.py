"""Past notes, pictures, tables, headings and whatever stands within a line, the body keeps its grid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

import furnished
import pages
import pytest
from furnished import NOTE_LINE, NOTE_SIZE, Furnished
from glyphs import Glyph, read_glyphs
from lines import Block, Frame, Line, Setting, match
from rules import RULES, Case

FRAME = Frame((pages.WIDTH, pages.HEIGHT), pages.columns(2), pages.GRID, pages.EM)
ACROSS = Frame((pages.WIDTH, pages.HEIGHT), pages.columns(1), pages.GRID, pages.EM)
FOOT = pages.HEIGHT - pages.TOP - pages.LINES * pages.GRID
KEPT = ("line_grid", "widow_orphan", "heading_at_bottom", "text_collision", "off_page", "cjk_latin_gap")
_DESCENT = 0.12


class Finished:
    """The file: its body and its notes, each matched with what should be there."""

    def __init__(self, made: Furnished, *, wide: bool) -> None:
        self.made = made
        document = pages.composed(made.html, furnished.CSS)
        self.findings = document.findings
        self.glyphs = read_glyphs(document.pdf)
        self.body = match(
            furnished.body_of(self.glyphs), [Block(*block) for block in made.blocks], FRAME, document.pdf
        )
        notes = [Block("note", text) for _, text in made.notes]
        self.notes = match(furnished.notes_of(self.glyphs), notes, ACROSS if wide else FRAME)
        self.cases: dict[str, list[Case]] = {name: list(RULES[name](self.body)) for name in KEPT}

    def calls(self) -> Iterator[Glyph]:
        """The first figure of each call, in the order of the text."""
        for block, text in self.made.notes:
            number = text.partition("　")[0]
            glyphs = [glyph for line in self.body.by_block[block] for glyph in line.glyphs]
            (first, *_) = [glyph for glyph in glyphs if abs(glyph.size - furnished.CALL_SIZE) < 0.05]
            assert number.startswith(first.text)
            yield first


@pytest.fixture(scope="module", params=["column", "page"])
def finished(request: pytest.FixtureRequest) -> Finished:
    wide = request.param == "page"
    return Finished(furnished.furnished(wide=wide), wide=wide)


def _columns(setting: Setting) -> dict[tuple[int, int], list[Line]]:
    found: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in setting.lines:
        found[line.page, line.column].append(line)
    return found


def test_the_grid_and_the_columns_edges_are_kept(finished: Finished) -> None:
    broken = [f"{name}: {case}" for name in KEPT for case in finished.cases[name] if not case.holds]
    assert broken == []
    assert len(finished.cases["line_grid"]) > 500
    assert finished.findings == ()


def test_nothing_is_lost(finished: Finished) -> None:
    assert finished.body.strange == finished.notes.strange == ()


def test_notes_begin_where_they_are_called(finished: Finished) -> None:
    for number, call in enumerate(finished.calls()):
        first = finished.notes.by_block[number][0]
        assert first.page == call.page, first.text
        if len(finished.notes.frame.columns) == 2:
            left, right = FRAME.columns[first.column]
            assert left <= call.x <= right, first.text
        assert first.y < call.y


def test_notes_are_set_in_their_own_leading_below_the_text_and_above_the_foot(finished: Finished) -> None:
    body = _columns(finished.body)
    for (page, column), lines in _columns(finished.notes).items():
        for above, line in pairwise(lines):
            assert abs(above.y - line.y - NOTE_LINE) < 0.01, line.text
        assert lines[-1].y - _DESCENT * NOTE_SIZE >= FOOT
        sides = [column] if len(finished.notes.frame.columns) == 2 else [0, 1]
        # A spanner may follow the notes of the columns above it.
        over = [min(line.y for line in body[page, side] if line.y > lines[0].y) for side in sides]
        assert min(over) - lines[0].y >= NOTE_LINE + 3, lines[0].text


def test_notes_end_on_the_last_line_of_a_full_page(finished: Finished) -> None:
    ends = {
        round((line.y - FOOT) % pages.GRID, 2)
        for lines in _columns(finished.notes).values()
        for line in lines[-1:]
    }
    assert len(ends) == 1


def test_columns_above_the_end_are_level(finished: Finished) -> None:
    last = finished.body.lines[-1].page
    lines = list(finished.body.lines)
    if len(finished.notes.frame.columns) == 2:
        lines += finished.notes.lines
    feet = [min(line.y for line in lines if (line.page, line.column) == (last, side)) for side in (0, 1)]
    assert max(feet) - min(feet) <= 2 * pages.GRID
