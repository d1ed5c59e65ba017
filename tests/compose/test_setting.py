"""What the composer sets, measured in the finished file, keeps every rule."""

from __future__ import annotations

from collections.abc import Collection
from math import ceil, floor

import pytest
from lines import Setting
from rules import RULES, Tally, table

AT_MOST = {"number_unit_split": 0.01, "loose_line": 0.002}
"""What may be broken for the sake of something better, and how often; everything else never is."""


def _failures(tallies: dict[str, Tally], *, but: Collection[str] = ()) -> list[str]:
    return [
        f"{name} {len(tally.broken)}/{tally.opportunities}: {case}"
        for name, tally in tallies.items()
        if tally.share > AT_MOST.get(name, 0.0) and name not in but
        for case in tally.broken[:3]
    ]


@pytest.mark.parametrize("which", ["stress", "sample", "real"])
def test_every_rule_is_kept(which: str, request: pytest.FixtureRequest) -> None:
    tallies: dict[str, Tally] = request.getfixturevalue(f"{which}_tallies")
    print(f"\n{table({which: tallies})}")  # noqa: T201 - read with pytest -s
    assert _failures(tallies) == []
    assert set(tallies) == set(RULES)


def test_narrow_columns_are_loose_where_they_must_and_keep_every_other_rule(
    narrow_tallies: dict[str, Tally],
) -> None:
    assert _failures(narrow_tallies, but=AT_MOST) == []
    assert narrow_tallies["loose_line"].share < 0.05


def test_bold_words_links_and_other_faces_disturb_no_line(inline_tallies: dict[str, Tally]) -> None:
    assert _failures(inline_tallies) == []


def test_no_rule_goes_untested(stress_tallies: dict[str, Tally]) -> None:
    seldom = {name: tally.opportunities for name, tally in stress_tallies.items() if tally.opportunities < 10}
    assert set(seldom) <= {"text_layer_poppler", "text_layer_mupdf"}


def test_quotation_marks_stand_at_every_place_of_a_line(stress_setting: Setting) -> None:
    for mark in "“”‘’":
        places = {
            place
            for line in stress_setting.body()
            for glyph in line.glyphs
            if glyph.text == mark
            for place in (floor((glyph.x - line.left) / line.em), ceil((glyph.x - line.left) / line.em))
        }
        # A closing mark never starts a line, an opening one never ends it.
        assert set(range(1, 21)) <= places, mark


def test_it_reads_from_the_first_word_to_the_last(stress_setting: Setting) -> None:
    assert stress_setting.strange == ()
    assert sum(len(line.glyphs) for line in stress_setting.lines) >= sum(
        len(block.text.replace(" ", "")) for block in stress_setting.blocks
    )
