"""The checker can fail: each rule finds the page that breaks it, and nothing is found on the page that is right."""

from __future__ import annotations

import shutil

import pytest
import specimens
import stress
from rules import RULES, Tally

_TOOLS = {"text_layer_poppler": "pdftotext", "text_layer_mupdf": "mutool"}


@pytest.mark.parametrize("name", specimens.WRONG)
def test_each_rule_finds_the_page_that_breaks_it(name: str, specimen_tallies: dict[str, Tally]) -> None:
    tool = _TOOLS.get(name)
    if tool and not shutil.which(tool):
        pytest.skip(f"{tool} is not installed")
    page = list(specimens.WRONG).index(name) + 2
    assert page in {case.page for case in specimen_tallies[name].broken}


def test_every_rule_has_its_wrong_page() -> None:
    assert set(specimens.WRONG) == set(RULES)


def test_nothing_is_found_on_a_page_that_is_right(specimen_tallies: dict[str, Tally]) -> None:
    found = [
        f"{name}: {case}"
        for name, tally in specimen_tallies.items()
        for case in tally.broken
        if case.page == 1
    ]
    assert found == []


def test_the_plain_engine_is_found_wanting(plain_tallies: dict[str, Tally]) -> None:
    everywhere = (
        "adjacent_punct_compressed",
        "cjk_latin_gap",
        "line_end_punct_half",
        "line_start_open_trim",
    )
    assert {name: plain_tallies[name].share for name in everywhere} == dict.fromkeys(everywhere, 1.0)
    assert plain_tallies["flush_right"].share > 0.4
    assert plain_tallies["latin_word_gap"].share > 0.2
    for name in ("line_start_prohibited", "line_start_dash_ellipsis", "number_unit_split", "runt_line"):
        assert plain_tallies[name].broken, name


def test_the_stress_text_is_what_it_says() -> None:
    texts = stress.shifted()
    assert len(texts) >= 150
    assert len(set(texts)) == len(texts)
    met = "".join(stress.pairs())
    for pair in ("”“", "。”", "，《", "！？", "：“", "》——", "……”", "“‘", "’”", "）、", "；（", "？！"):
        assert pair in met
