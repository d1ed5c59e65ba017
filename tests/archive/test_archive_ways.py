"""Which way a supplement goes into the archive edition, and what is tried when a validator denies the result."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from report_pdf.editions.ways import Landed, first_ways, landed, next_ways
from report_pdf.findings import Message, Place
from report_pdf.model.archive import Broken, Entry, Verdict, Way
from report_pdf.model.issue import Supplement
from report_pdf.model.pages import Anchor, Placeholder

WHERE = (
    Landed(key="a", pages=(5, 6), indices=(0, 1)),
    Landed(key="b", pages=(7,), indices=(0,)),
)


def entry(key: str, way: Way) -> Entry:
    return Entry(key=key, title=key, name=f"{key}.pdf", way=way, why=Message(zh="", en=""))


def denied(*pages: int, rule: str = "6.2.11.4.1-1", believed: bool = True) -> Verdict:
    broken = Broken(rule=rule, count=1, message="font not embedded", pages=pages, believed=believed)
    return Verdict(validator="veraPDF", flavour="3a", compliant=False, broken=(broken,))


def ways(entries: Sequence[Entry] | None) -> list[Way] | None:
    return None if entries is None else [one.way for one in entries]


MERGED = (entry("a", Way.MERGED), entry("b", Way.MERGED))


def test_only_the_supplement_whose_pages_are_blamed_gives_way() -> None:
    after = next_ways(MERGED, WHERE, [denied(7)], choice="auto")
    assert ways(after) == [Way.MERGED, Way.FIGURES]
    assert after is not None
    assert "3a 6.2.11.4.1-1" in after[1].why.zh


def test_what_no_page_is_named_for_moves_all() -> None:
    assert ways(next_ways(MERGED, WHERE, [denied()], choice="auto")) == [Way.FIGURES, Way.FIGURES]


def test_figures_give_way_to_pictures_and_pictures_to_nothing() -> None:
    figures = (entry("a", Way.FIGURES), entry("b", Way.MERGED))
    after = next_ways(figures, WHERE, [denied(5)], choice="auto")
    assert ways(after) == [Way.PICTURES, Way.MERGED]
    assert next_ways((entry("a", Way.PICTURES),), WHERE, [denied(5)], choice="auto") is None


def test_refused_where_the_ticket_says_so() -> None:
    after = next_ways((entry("a", Way.FIGURES),), WHERE, [denied(5)], choice="refuse")
    assert ways(after) == [Way.REFUSED]
    assert next_ways(after or (), WHERE, [denied(5)], choice="refuse") is None


def test_a_standard_that_takes_no_files_promises_none() -> None:
    after = next_ways((entry("a", Way.FIGURES),), WHERE, [denied(5)], choice="auto", keeps_files=False)
    assert after is not None
    assert "内嵌" not in after[0].why.zh


def test_a_breach_that_a_validator_only_believes_to_see_blames_nobody() -> None:
    after = next_ways(MERGED, WHERE, [denied(7, believed=False), denied(5)], choice="auto")
    assert ways(after) == [Way.FIGURES, Way.MERGED]


@pytest.mark.parametrize(
    ("choice", "way"), [("auto", Way.MERGED), ("pictures", Way.PICTURES), ("attach", Way.ATTACHED)]
)
def test_the_ticket_says_how_to_begin_and_the_arrival_why(choice: str, way: Way) -> None:
    supplement = Supplement(
        key="a", name="a.pdf", title="税表", path=None, pages=(), place=Place(file="issue.yaml")
    )
    (first,) = first_ways([supplement], choice, {"a": (denied(1),)})
    assert first.way is way
    assert first.verdicts == (denied(1),)
    assert ("3a 6.2.11.4.1-1" in first.why.zh) is (choice == "auto")


def test_pages_are_where_their_anchors_came_to_stand() -> None:
    holders = [Placeholder(anchor=f"a-{n}", supplement="a", index=n) for n in (2, 0)]
    anchors = [Anchor(name=f"a-{n}", page=9 - n, x_pt=0, y_pt=0) for n in (0, 2)]
    assert landed(holders, anchors) == (Landed(key="a", pages=(7, 9), indices=(2, 0)),)
