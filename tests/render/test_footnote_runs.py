"""The arithmetic of footnotes on made-up pieces: no engine."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from hypothesis import given, settings
from hypothesis import strategies as st

from report_pdf.render.page_floats import FloatPiece, PagePlan, State
from report_pdf.render.page_plan import plan_page
from report_pdf.render.pieces import ForcedBreak, NoteBook, NoteRun, PageArea, Piece, Slice, Tier

GRID = 10.0
NOTE_LINE = 7.0
Kind = tuple[str, int, tuple[int, ...]]
"""What it is, its lines, and the lines that call a note."""


def _lines(index: int, lines: int, step: float) -> Piece:
    tiers = [Tier.FREE if 2 <= at <= lines - 2 else Tier.LINES for at in range(lines)]
    return Piece(
        index=index,
        height=lines * step,
        starts=tuple(at * step for at in range(lines)),
        ends=tuple((at + 1) * step for at in range(lines)),
        tiers=(Tier.FREE, *tiers[1:]),
    )


def _book(lengths: list[int]) -> NoteBook:
    notes = tuple(_lines(at, length, NOTE_LINE) for at, length in enumerate(lengths))
    return NoteBook(notes=notes, above=6.0, below=1.0)


def _flow(kinds: list[Kind], *, across: bool) -> tuple[list[Piece], int]:
    """The pieces, and how many notes they call."""
    flow, called = [], 0
    for index, (kind, lines, units) in enumerate(kinds):
        own = tuple((unit, called + at) for at, unit in enumerate(sorted(units)) if unit < lines)
        called += len(own)
        piece = _lines(index, lines, GRID)
        if kind == "page":
            piece = replace(piece, forced=ForcedBreak(value="page"))
        if kind == "spanner":
            piece = replace(piece, spanner=True, starts=(0.0,), ends=(0.0,), tiers=(Tier.FREE,))
            own = tuple((0, note) for _, note in own) if across else ()
            called = called if across else called - len([unit for unit in units if unit < lines])
        flow.append(replace(piece, page_calls=own) if across else replace(piece, calls=own))
    return flow, called


def _area(lines: int, columns: int, book: NoteBook, *, across: bool) -> PageArea:
    area = PageArea(top=0, bottom=lines, columns=columns, grid=GRID, full=lines)
    return replace(area, page_book=book) if across else replace(area, book=book)


def _pages(flow: list[Piece], area: PageArea, floats: tuple[FloatPiece, ...] = ()) -> list[PagePlan]:
    plans: list[PagePlan] = []
    state = State()
    while not plans or state.position.piece < len(flow) or state.waiting or state.notes or state.page_notes:
        plans.append(plan_page(flow, floats, state, area))
        assert len(plans) < 150, "no end in sight"
        state = plans[-1].state
    return plans


def _runs(plan: PagePlan, *, across: bool) -> list[NoteRun]:
    columns = [column for band in plan.text.bands for column in band.columns]
    return [plan.notes] if across else [column.notes for column in columns]


def _units(parts: list[Slice]) -> list[tuple[int, int]]:
    return [(part.piece, unit) for part in parts for unit in range(part.first, part.last + 1)]


def _text(plan: PagePlan) -> list[Slice]:
    parts: list[Slice] = []
    for band in plan.text.bands:
        parts += [band.spanner] if band.spanner else []
        parts += [part for column in band.columns for part in column.slices]
    return parts


KINDS = st.tuples(
    st.sampled_from(["text"] * 5 + ["page", "spanner"]),
    st.integers(1, 25),
    st.lists(st.integers(0, 24), max_size=3).map(tuple),
)


@settings(max_examples=80, deadline=None)
@given(
    kinds=st.lists(KINDS, min_size=1, max_size=10),
    lengths=st.lists(st.integers(1, 40), min_size=30, max_size=30),
    columns=st.integers(1, 3),
    across=st.booleans(),
)
def test_no_note_is_lost_doubled_or_overlaid(
    kinds: list[Kind], lengths: list[int], columns: int, *, across: bool
) -> None:
    flow, called = _flow(kinds, across=across)
    book = _book(lengths[:called])
    plans = _pages(flow, _area(20, columns, book, across=across))
    text = _units(list(chain.from_iterable(_text(plan) for plan in plans)))
    assert text == [(at, unit) for at, piece in enumerate(flow) for unit in range(piece.units)]
    notes = [part for plan in plans for run in _runs(plan, across=across) for part in run.slices]
    assert _units(notes) == [(at, unit) for at in range(called) for unit in range(lengths[at])]
    for plan in plans:
        assert plan.bottom <= 20
        for band in plan.text.bands:
            assert band.top + band.lines <= plan.bottom - plan.notes.lines(GRID)
            for column in band.columns:
                assert column.lines(GRID) <= band.lines


@settings(max_examples=60, deadline=None)
@given(
    kinds=st.lists(KINDS, min_size=1, max_size=10),
    lengths=st.lists(st.integers(1, 4), min_size=30, max_size=30),
    across=st.booleans(),
)
def test_short_notes_stand_where_they_are_called(
    kinds: list[Kind], lengths: list[int], *, across: bool
) -> None:
    kinds = [(kind, lines, units[:1]) for kind, lines, units in kinds]
    flow, called = _flow(kinds, across=across)
    for plan in _pages(flow, _area(40, 2, _book(lengths[:called]), across=across)):
        for texts, runs in [(_text(plan), [plan.notes])] if across else _by_column(plan):
            calls = {
                note
                for part in texts
                for unit, note in (flow[part.piece].calls or flow[part.piece].page_calls)
                if part.first <= unit <= part.last
            }
            assert calls == {part.piece for run in runs for part in run.slices if part.first == 0}


def _by_column(plan: PagePlan) -> list[tuple[list[Slice], list[NoteRun]]]:
    """Text and notes of each column of the page, past spanners."""
    found: list[tuple[list[Slice], list[NoteRun]]] = [([], []), ([], [])]
    for band in plan.text.bands:
        for own, column in zip(found, band.columns, strict=False):
            own[0].extend(column.slices)
            own[1].append(column.notes)
    return found


def _page_of_two_bands(below: int, note: int = 3) -> PagePlan:
    flow = [
        replace(_lines(0, 12, GRID), calls=((2, 0),)),
        replace(_lines(1, 3, GRID), spanner=True, starts=(0.0,), ends=(30.0,), tiers=(Tier.FREE,)),
        _lines(2, below, GRID),
    ]
    return _pages(flow, _area(20, 2, _book([note]), across=False))[0]


def test_notes_from_above_a_spanner_stand_at_the_pages_foot() -> None:
    upper, _, lower = _page_of_two_bands(60).text.bands
    assert (upper.lines, upper.columns[0].notes.slices) == (6, ())
    assert [part.piece for part in lower.columns[0].notes.slices] == [0]
    assert [column.lines(GRID) for column in lower.columns] == [11, 11]


def test_short_text_below_a_spanner_is_balanced_with_notes_from_above() -> None:
    *_, lower = _page_of_two_bands(9).text.bands
    assert [column.lines(GRID) for column in lower.columns] == [6, 6]
    assert lower.columns[0].notes.lines(GRID) == 3


def test_notes_without_room_below_a_spanner_stay_above_it() -> None:
    upper, *_ = _page_of_two_bands(60, 14).text.bands
    assert [part.piece for part in upper.columns[0].notes.slices] == [0]


def test_text_gives_way_by_whole_lines() -> None:
    """A call in the third line of forty: three lines of notes take 6 + 21 + 1 of 30 pixels."""
    flow = [replace(_lines(0, 37, GRID), calls=((2, 0),))]
    (plan,) = _pages(flow, _area(20, 2, _book([3]), across=False))
    left, right = plan.text.bands[0].columns
    assert (left.used, right.used) == (170.0, 200.0)
    assert (left.notes.lines(GRID), right.notes.lines(GRID)) == (3, 0)


def test_last_columns_are_balanced_with_their_notes() -> None:
    flow = [replace(_lines(0, 17, GRID), calls=((2, 0),))]
    (plan,) = _pages(flow, _area(20, 2, _book([3]), across=False))
    assert [column.lines(GRID) for column in plan.text.bands[0].columns] == [10, 10]


def test_a_long_note_goes_on_in_the_next_column() -> None:
    flow = [replace(_lines(0, 30, GRID), calls=((16, 0),))]
    (plan,) = _pages(flow, replace(_area(20, 2, _book([12]), across=False), balance=False))
    left, right = plan.text.bands[0].columns
    assert left.slices[0].last >= 16
    assert [part.first for run in (left.notes, right.notes) for part in run.slices] == [0, 3]


def test_a_call_takes_its_line_along_rather_than_part_with_its_note() -> None:
    """Notes of one line cannot be broken: the line of the call goes to the next column with the note."""
    flow = [replace(_lines(0, 30, GRID), calls=((19, 0),))]
    (plan,) = _pages(flow, replace(_area(20, 2, _book([1]), across=False), balance=False))
    left, right = plan.text.bands[0].columns
    assert (left.slices[0].last, left.notes.slices) == (18, ())
    assert [part.piece for part in right.notes.slices] == [0]


def test_notes_across_the_page_stand_below_floats() -> None:
    flow = [replace(_lines(0, 24, GRID), page_calls=((3, 0),)), _lines(1, 60, GRID)]
    figure = FloatPiece(index=9, anchor=1, lines=6, edges=("bottom",), page_calls=(1,))
    plan = _pages(flow, _area(30, 2, _book([2, 1]), across=True), (figure,))[0]
    assert [part.piece for part in plan.notes.slices] == [0, 1]
    assert plan.bottom == 30
    assert [(place.top, place.lines) for place in plan.floats] == [(30 - 3 - 6, 6)]
