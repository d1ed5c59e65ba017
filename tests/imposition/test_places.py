from __future__ import annotations

import pytest

from report_pdf.errors import InputError, UsageError
from report_pdf.imposition.forms import Scheme
from report_pdf.imposition.marks import collating_marks, marks_of
from report_pdf.imposition.measures import MM, Measures, parse_sheet, spine_width
from report_pdf.imposition.places import place_form, sheet_size
from report_pdf.imposition.schemes import forms

BOOK = {"width": 210 * MM, "height": 285 * MM, "bleed": 3 * MM}


def rounded(*points: float) -> tuple[float, ...]:
    return tuple(round(point / MM, 6) for point in points)


@pytest.mark.parametrize("signature", [4, 16])
def test_each_leaf_moves_one_caliper_more_towards_the_spine(signature):
    measures = Measures(**BOOK, creep=0.12 * MM)
    made = forms(Scheme.SADDLE_STITCH, range(16), signature=signature)
    flat = Measures(**BOOK)
    sheet = sheet_size(made, measures)
    for form in made:
        moved, still = place_form(form, measures, sheet), place_form(form, flat, sheet)
        for there, here in zip(moved.places, still.places, strict=True):
            leaf = (min(there.cell.page + 1, 16 - there.cell.page) - 1) // 2
            right_hand = (there.cell.page % 2 == 0) is not there.cell.turned
            shift = there.trim.left - here.trim.left
            assert rounded(shift) == (-0.12 * leaf if right_hand else 0.12 * leaf,)
            # At the spine nothing moves: what passes it is cut.
            spine = (there.seen.left, here.seen.left) if right_hand else (there.seen.right, here.seen.right)
            assert spine[0] == spine[1]


def test_sheet_boxes_and_the_middle():
    made = forms(Scheme.SADDLE_STITCH, range(4))
    measures = Measures(**BOOK)
    placed = place_form(made[0], measures, sheet_size(made, measures))
    assert rounded(placed.width, placed.height) == (446, 311)
    box = placed.trim
    assert rounded(box.left, box.bottom, box.right, box.top) == (13, 13, 433, 298)
    assert [rounded(p.seen.left, p.seen.right) for p in placed.places] == [(10, 223), (223, 436)]


def test_the_milled_gutter_is_filled_with_bleed_from_both_pages():
    made = forms(Scheme.PERFECT, range(4))
    measures = Measures(**BOOK, gutter=6 * MM)
    placed = place_form(made[0], measures, sheet_size(made, measures))
    left, right = placed.places
    assert rounded(left.trim.right, left.seen.right, right.seen.left, right.trim.left) == (223, 226, 226, 229)


def test_sixteen_pages_go_on_half_a_chinese_sheet_and_thirty_two_on_a_whole_one():
    for name, pages in (("大度对开", 16), ("889x1194/2", 16), ("大度", 32)):
        made = forms(Scheme.SADDLE_STITCH, range(pages), signature=pages)
        width, height = sheet_size(made, Measures(**BOOK, sheet=parse_sheet(name)))
        assert (width > height) is (pages == 16)


def test_a_sheet_that_is_too_small_says_what_is_needed():
    made = forms(Scheme.SADDLE_STITCH, range(4))
    with pytest.raises(UsageError) as caught:
        sheet_size(made, Measures(**BOOK, sheet=parse_sheet("A3")))
    assert "440×305 mm" in caught.value.message.zh
    a4 = Measures(width=210 * MM, height=297 * MM, bleed=3 * MM, marks=False, sheet=parse_sheet("A3"))
    assert rounded(*sheet_size(made, a4)) == (420, 297)


def test_no_sheet_is_larger_than_a_pdf_page_may_be():
    made = forms(Scheme.SADDLE_STITCH, range(4))
    with pytest.raises(InputError):
        sheet_size(made, Measures(width=7200, height=9000, bleed=0))


@pytest.mark.parametrize("name", ["A9", "889x1194/3", "889x1194/x", "0x10mm", "6000x100", "大度/对开", ""])
def test_no_such_sheet(name):
    with pytest.raises(UsageError):
        parse_sheet(name)


def test_the_spine_of_a_cover():
    assert rounded(spine_width(96, caliper=0.1 * MM, cover_caliper=0.25 * MM)) == (5.05,)
    assert rounded(spine_width(95, caliper=0.1 * MM, cover_caliper=0.25 * MM)) == (5.05,)


@pytest.mark.parametrize("scheme", list(Scheme))
def test_marks_stay_outside_the_bleed_and_on_the_sheet(scheme):
    pages = range(4) if scheme is Scheme.COVER_SPREAD else range(16)
    made = forms(scheme, pages, signature=16)
    measures = Measures(**BOOK, creep=0.1 * MM, spine=5 * MM)
    sheet = sheet_size(made, measures)
    for form in made:
        placed = place_form(form, measures, sheet)
        lines = marks_of(placed)
        bleed = placed.bleed
        assert lines
        for line in lines:
            xs, ys = [x for x, _ in line.points], [y for _, y in line.points]
            assert min(*xs, *ys) > 0
            assert max(xs) < placed.width
            assert max(ys) < placed.height
            outside = (
                max(xs) < bleed.left or min(xs) > bleed.right or max(ys) < bleed.bottom or min(ys) > bleed.top
            )
            assert outside


def test_collating_marks_step_down_in_the_milled_gutter():
    made = forms(Scheme.PERFECT, range(24), signature=8)
    measures = Measures(**BOOK, gutter=6 * MM)
    sheet = sheet_size(made, measures)
    tops = []
    for form in made:
        placed = place_form(form, measures, sheet)
        ((_, start, end),) = placed.columns
        for block in collating_marks(placed):
            xs, ys = zip(*(numbers for _, numbers in block.outlines if numbers), strict=True)
            assert block.inks == (0, 0, 0, 1)
            assert start < min(xs) < max(xs) < end
            tops.append(max(ys))
    assert rounded(tops[0] - tops[1], tops[1] - tops[2]) == (5, 5)
    assert len(tops) == 3
