"""Paper is folded, cut and gathered here by its own rules; the pages must come out in their order."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_pdf.imposition.forms import Blank, Cell, Edge, Face, Form, Gap, Scheme, SpineSide
from report_pdf.imposition.padding import padded
from report_pdf.imposition.schemes import forms
from report_pdf.imposition.signatures import SIGNATURES

# A leaf is (front, back): what is seen with its front up, and what when it is turned over sideways. A face is
# (page, head up?, spine edge as seen).
FOUR = st.integers(1, 30).map(lambda sheets: 4 * sheets)
SIZES = st.sampled_from(sorted(SIGNATURES))
SIDES = st.sampled_from(list(SpineSide))


def face(cell: Cell, *, on_its_head: bool = False) -> tuple[int | None, bool, Edge]:
    spine = OTHER[cell.spine] if on_its_head else cell.spine
    return cell.page, cell.turned is on_its_head, spine


OTHER = {Edge.LEFT: Edge.RIGHT, Edge.RIGHT: Edge.LEFT, Edge.NONE: Edge.NONE}


def seen(form: Form, *, tumbled: bool = False) -> list[list[tuple]]:
    """The form as rows of faces; ``tumbled``: as its print looks once the sheet lies head down."""
    grid = [[None] * (len(form.columns) + 1) for _ in range(len(form.rows) + 1)]
    for cell in form.cells:
        assert grid[cell.row][cell.column] is None
        grid[cell.row][cell.column] = face(cell, on_its_head=tumbled)
    return [row[::-1] for row in grid[::-1]] if tumbled else grid


def sheet(front: list[list[tuple]], back: list[list[tuple]]) -> list[list[list[tuple]]]:
    """Paper: at each place a pile of one leaf. The back was turned sideways, so its rows run the other way."""
    return [
        [[pair] for pair in zip(above, below[::-1], strict=True)]
        for above, below in zip(front, back, strict=True)
    ]


def turned_over(pile: list[tuple], *, upwards: bool) -> list[tuple]:
    """A pile that is folded behind another: bottom leaf up, backs up; over a level fold heads point down."""
    leaves = [(back, front) for front, back in reversed(pile)]
    return [tuple(on_head(side) for side in leaf) for leaf in leaves] if upwards else leaves


def on_head(side: tuple) -> tuple:
    page, head_up, spine = side
    return page, not head_up, OTHER[spine]


def folded(paper: list[list[list[tuple]]], folds: tuple[str, ...]) -> list[tuple]:
    for fold in folds:
        if fold == "left":
            half = len(paper[0]) // 2
            paper = [
                [row[half + at] + turned_over(row[half - 1 - at], upwards=False) for at in range(half)]
                for row in paper
            ]
        else:
            half = len(paper) // 2
            paper = [
                [
                    below + turned_over(above, upwards=True)
                    for above, below in zip(paper[half - 1 - at], paper[half + at], strict=True)
                ]
                for at in range(half)
            ]
    ((pile,),) = paper
    return pile


def read(pile: list[tuple], *, spine: Edge = Edge.LEFT) -> list[int | None]:
    """The pages as they are turned; each stands on its feet and hangs on the spine."""
    for front, back in pile:
        assert front[1:] == (True, spine)
        assert back[1:] == (True, OTHER[spine])
    return [side[0] for leaf in pile for side in leaf]


def signatures(made: tuple[Form, ...], *, spine_side: SpineSide = SpineSide.LEFT) -> list[list[int | None]]:
    found = []
    for front, back in zip(made[::2], made[1::2], strict=True):
        assert (front.face, back.face, front.sheet) == (Face.FRONT, Face.BACK, back.sheet)
        found.append(fold_of(seen(front), seen(back), spine_side))
    return found


def fold_of(front: list, back: list, spine_side: SpineSide) -> list[int | None]:
    folds = SIGNATURES[2 * len(front) * len(front[0])].folds
    if spine_side is SpineSide.RIGHT:
        # The right half goes behind the left one: the same seen in a mirror.
        front, back = [row[::-1] for row in front], [row[::-1] for row in back]
        return read(folded(sheet(front, back), folds), spine=Edge.RIGHT)
    return read(folded(sheet(front, back), folds))


def put_inside(found: list[list]) -> list:
    """Each signature opened in its middle takes the next."""
    book: list = []
    for pages in reversed(found):
        half = len(pages) // 2
        book = pages[:half] + book + pages[half:]
    return book


@given(pages=FOUR, size=SIZES, side=SIDES)
def test_saddle_stitched_sheets_fold_into_the_book(pages, size, side):
    made = forms(Scheme.SADDLE_STITCH, range(pages), signature=size, spine_side=side)
    assert put_inside(signatures(made, spine_side=side)) == list(range(pages))


@given(pages=FOUR, size=SIZES, side=SIDES)
def test_perfect_bound_signatures_fold_and_gather_into_the_book(pages, size, side):
    made = forms(Scheme.PERFECT, range(pages), signature=size, spine_side=side)
    found = signatures(made, spine_side=side)
    assert list(chain(*found)) == list(range(pages))
    assert len(found[-1]) == max(len(each) for each in found)


@given(pages=FOUR, size=SIZES, inside=st.booleans())
def test_work_and_turn_gives_every_signature_twice(pages, size, inside):
    made = forms(Scheme.WORK_AND_TURN, range(pages), signature=size, inside=inside)
    found = []
    for form in made:
        print_ = seen(form)
        half = len(print_[0]) // 2
        # Turned sideways, the same print lies behind: its right half behind the left, its left half behind the right.
        left, right = [row[:half] for row in print_], [row[half:] for row in print_]
        found.append(fold_of(left, right, SpineSide.LEFT))
        copies = sheet(print_, print_)
        other = [[turned_over(pile, upwards=False) for pile in row[half:][::-1]] for row in copies]
        assert other == [row[:half] for row in copies]
    book = put_inside(found) if inside else list(chain(*found))
    assert book == list(range(pages))


@given(pages=FOUR, size=SIZES)
def test_work_and_tumble_gives_the_signatures(pages, size):
    found = []
    for form in forms(Scheme.WORK_AND_TUMBLE, range(pages), signature=size):
        print_, behind = seen(form), seen(form, tumbled=True)
        half = len(print_) // 2
        found.append(fold_of(print_[:half], behind[:half], SpineSide.LEFT))
    assert list(chain(*found)) == list(range(pages))


@given(pages=FOUR)
def test_two_up_leaves_are_cut_and_piled_into_the_book(pages):
    made = forms(Scheme.TWO_UP, range(pages))
    sheets = [sheet(seen(front), seen(back))[0] for front, back in zip(made[::2], made[1::2], strict=True)]
    left, right = [row[0][0] for row in sheets], [row[1][0] for row in sheets]
    assert [side[0] for leaf in left + right for side in leaf] == list(range(pages))


def test_the_known_sixteen_page_form():
    front, back = forms(Scheme.PERFECT, range(16), signature=16)
    assert [[side[0] + 1 for side in row] for row in seen(front)] == [[5, 12, 9, 8], [4, 13, 16, 1]]
    assert [[side[0] + 1 for side in row] for row in seen(back)] == [[7, 10, 11, 6], [2, 15, 14, 3]]


@given(pages=FOUR, size=SIZES, scheme=st.sampled_from(list(Scheme)[:2] + list(Scheme)[3:5]), side=SIDES)
def test_spines_lie_at_spine_gaps_and_two_pages_share_one(pages, size, scheme, side):
    for form in forms(scheme, range(pages), signature=size, spine_side=side):
        for cell in form.cells:
            gap = form.columns[cell.column - (cell.spine is Edge.LEFT)]
            assert gap is Gap.SPINE


@given(pages=FOUR, size=SIZES)
def test_depth_counts_the_leaves_outside(pages, size):
    for form in forms(Scheme.SADDLE_STITCH, range(pages), signature=size):
        for cell in form.cells:
            page = cell.page + 1
            assert cell.depth == (min(page, pages + 1 - page) - 1) // 2
    for form in forms(Scheme.PERFECT, range(pages), signature=4):
        assert {cell.depth for cell in form.cells} == {0}


@pytest.mark.parametrize(
    ("pages", "blank", "expected"),
    [
        (15, Blank.INTENDED, [*range(14), None, 14]),
        (14, Blank.INTENDED, [*range(13), None, None, 13]),
        (13, Blank.END, [*range(13), None, None, None]),
        (16, Blank.INTENDED, list(range(16))),
        (1, Blank.INTENDED, [0, None, None, None]),
    ],
)
def test_blank_pages(pages, blank, expected):
    assert list(padded(pages, multiple=4, blank=blank)) == expected


@given(pages=st.integers(2, 99))
def test_intended_blanks_keep_every_page_of_the_body_on_its_side(pages):
    book = padded(pages, multiple=4, blank=Blank.INTENDED)
    assert len(book) % 4 == 0
    assert book[-1] == pages - 1
    assert all(book[at] == at for at in range(pages - 1))
