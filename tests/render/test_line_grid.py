"""The columns' arithmetic on made-up pieces: no engine."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from report_pdf.render.page_floats import FloatPiece, PagePlan, State
from report_pdf.render.page_plan import plan_page
from report_pdf.render.pieces import ForcedBreak, PageArea, Piece, Position, Tier

GRID = 10.0


def _paragraph(
    index: int, lines: int, *, before: Tier = Tier.FREE, forced: ForcedBreak | None = None
) -> Piece:
    """Lines of one grid step with orphans and widows of two."""
    tiers = [Tier.FREE if 2 <= at <= lines - 2 else Tier.LINES for at in range(lines)]
    return Piece(
        index=index,
        height=lines * GRID,
        starts=tuple(at * GRID for at in range(lines)),
        ends=tuple((at + 1) * GRID for at in range(lines)),
        tiers=(before, *tiers[1:]),
        forced=forced,
    )


def _box(index: int, height: float, *, spanner: bool = False) -> Piece:
    return Piece(
        index=index, height=height, space_before=4.0, space_after=3.0, ends=(height,), spanner=spanner
    )


def _area(lines: int = 20, columns: int = 2, *, balance: bool = True) -> PageArea:
    return PageArea(top=0, bottom=lines, columns=columns, grid=GRID, full=lines, balance=balance)


def _pages(flow: list[Piece], floats: list[FloatPiece], area: PageArea) -> list[PagePlan]:
    plans: list[PagePlan] = []
    state = State()
    while state.position.piece < len(flow) or state.waiting or not plans:
        plans.append(plan_page(flow, floats, state, area))
        assert len(plans) <= sum(piece.units for piece in flow) + len(floats) + 2, "no end in sight"
        state = plans[-1].state
    return plans


PIECES = st.one_of(
    st.builds(lambda lines, tier: ("text", lines, tier), st.integers(1, 45), st.sampled_from(list(Tier)[:2])),
    st.builds(lambda height: ("box", height, Tier.FREE), st.floats(1, 320)),
    st.builds(lambda height: ("spanner", height, Tier.FREE), st.floats(1, 150)),
    st.builds(lambda lines: ("long spanner", lines, Tier.FREE), st.integers(1, 50)),
    st.builds(lambda kind: (kind, 3, Tier.FREE), st.sampled_from(["column", "page"])),
)
FLOATS = st.tuples(
    st.integers(0, 12),
    st.integers(1, 24),
    st.sampled_from([("top",), ("bottom",), ("top", "bottom"), ("bottom", "top")]),
    st.sampled_from(["page", "column"]),
)


def _flow(kinds: list[tuple[str, float, Tier]]) -> list[Piece]:
    flow = []
    for index, (kind, size, tier) in enumerate(kinds):
        if kind in {"box", "spanner"}:
            flow.append(_box(index, size, spanner=kind == "spanner"))
        elif kind == "long spanner":
            flow.append(replace(_paragraph(index, int(size)), spanner=True))
        else:
            forced = ForcedBreak(value=kind) if kind != "text" else None
            flow.append(_paragraph(index, int(size), before=tier, forced=forced))
    return flow


@settings(max_examples=150, deadline=None)
@given(
    kinds=st.lists(PIECES, max_size=12),
    floating=st.lists(FLOATS, max_size=5),
    columns=st.integers(1, 3),
    balance=st.booleans(),
)
def test_nothing_is_lost_doubled_or_overlaid(
    kinds: list[tuple[str, float, Tier]],
    floating: list[tuple[int, int, tuple[str, ...], str]],
    columns: int,
    *,
    balance: bool,
) -> None:
    flow = _flow(kinds)
    floats = [
        FloatPiece(
            index=100 + at,
            anchor=min(anchor, len(flow)),
            lines=lines,
            edges=edges,
            stacks=len(edges) == 1,
            reference=reference,
        )
        for at, (anchor, lines, edges, reference) in enumerate(sorted(floating))
    ]
    plans = _pages(flow, floats, _area(columns=columns, balance=balance))
    units = [unit for plan in plans for unit in _units(plan)]
    assert units == [(number, unit) for number, piece in enumerate(flow) for unit in range(piece.units)]
    for reference in ("page", "column"):
        wanted = [piece.index for piece in floats if piece.reference == reference]
        indices = {piece.index for piece in floats if piece.reference == reference}
        placed = [[place.index for place in plan.floats if place.index in indices] for plan in plans]
        assert sorted(chain.from_iterable(placed)) == wanted
        assert [min(page) for page in placed if page] == sorted(min(page) for page in placed if page)
    for plan in plans:
        _assert_no_overlay(flow, plan, columns)


def _units(plan: PagePlan) -> list[tuple[int, int]]:
    slices = []
    for band in plan.text.bands:
        slices.extend([band.spanner] if band.spanner else [])
        slices.extend(part for column in band.columns for part in column.slices)
    return [(part.piece, unit) for part in slices for unit in range(part.first, part.last + 1)]


def _assert_no_overlay(flow: list[Piece], plan: PagePlan, columns: int) -> None:
    """No grid line of a column is taken twice."""
    taken: list[list[tuple[float, float]]] = [[] for _ in range(columns)]
    for place in plan.floats:
        for column in range(columns) if place.column is None else [place.column]:
            taken[column].append((place.top, place.top + place.lines))
    for band in plan.text.bands:
        if band.spanner:
            for column in taken:
                column.append((band.top, band.top + band.lines))
        for number, filled in enumerate(band.columns):
            for part in filled.slices:
                piece = flow[part.piece]
                foot = piece.height if part.last == piece.units - 1 else piece.ends[part.last]
                top = band.top + filled.head + part.top / GRID
                taken[number].append((top, top + (foot - piece.starts[part.first]) / GRID))
    for column in taken:
        column.sort()
        for (_, foot), (top, _) in pairwise(column):
            assert top >= foot - 0.01


def test_a_last_page_is_as_low_and_level_as_can_be() -> None:
    for lines in range(4, 40):
        (plan,) = _pages([_paragraph(0, lines)], [], _area())
        left, right = (column.used / GRID for column in plan.text.bands[0].columns)
        assert left - right in ({0, 2} if lines % 2 == 0 else {1}), lines


def test_three_columns_share_what_is_left() -> None:
    (plan,) = _pages([_paragraph(at, 1) for at in range(10)], [], _area(columns=3))
    assert [column.used / GRID for column in plan.text.bands[0].columns] == [4, 3, 3]


def test_heading_goes_with_two_lines_of_its_text() -> None:
    heading = Piece(index=1, height=GRID, ends=(GRID,))
    flow = [_paragraph(0, 18), heading, _paragraph(2, 30, before=Tier.AVOID)]
    text = _pages(flow, [], _area())[0].text
    assert text.bands[0].columns[0].end == Position(1)


def test_float_waits_when_its_text_would_leave_the_page() -> None:
    figure = FloatPiece(index=9, anchor=1, lines=8, edges=("top",))
    flow = [_paragraph(0, 36), _paragraph(1, 60)]
    first, second, *_ = _pages(flow, [figure], _area())
    assert not first.floats
    assert [(place.index, place.top, place.late) for place in second.floats] == [(9, 0, 1)]


def test_text_moves_for_a_float_as_long_as_its_place_stays() -> None:
    figure = FloatPiece(index=9, anchor=1, lines=8, edges=("top",))
    plan = _pages([_paragraph(0, 20), _paragraph(1, 60)], [figure], _area())[0]
    assert [place.top for place in plan.floats] == [0]
    assert plan.text.bands[0].top == 8


def test_spanner_that_keeps_with_its_text_is_not_left_at_the_foot() -> None:
    flow = [_paragraph(0, 36), _box(1, 10.0, spanner=True), _paragraph(2, 9, before=Tier.AVOID)]
    first, second = _pages(flow, [], _area())
    assert [band.spanner for band in first.text.bands] == [None]
    assert second.text.bands[0].spanner is not None
