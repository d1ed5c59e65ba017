"""Captions find their photographs by what both say; what is not certain is said."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import combinations, permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_pdf.findings import Place, Severity
from report_pdf.issue import match_findings
from report_pdf.issue.photos import PhotoMatch, match_captions
from report_pdf.issue.photos_assign import assign
from report_pdf.issue.photos_dates import Day, agreement, date_of_name, dates_in
from report_pdf.manuscript import parse_markdown, parse_text
from report_pdf.model.manuscript import Figure
from report_pdf.model.plan import PhotoPlan, SourceFile
from report_pdf.pictures import PhotoFacts

_AT = Place(file="issue.yaml", line=3, column=5)
_TEXT = "这一段是正文，写得长一些，末尾有句号。"


def _photo(name: str, *, listed: bool = False, caption: str | None = None) -> PhotoPlan:
    return PhotoPlan(source=SourceFile(name=name, path=Path(name), place=_AT), caption=caption, listed=listed)


def _matched(
    photos: list[PhotoPlan], captions: list[str], facts: list[PhotoFacts] | None = None
) -> tuple[PhotoMatch, ...]:
    lines = "\n\n".join(f"{_TEXT}\n\n↓{caption}" for caption in captions)
    blocks = parse_text(f"题目\n\n{lines}\n\n{_TEXT}", file="m.txt").blocks
    return match_captions(photos, blocks, facts or [PhotoFacts()] * len(photos))


def _shown(matches: tuple[PhotoMatch, ...]) -> list[tuple[str, bool]]:
    return [(match.caption.text if match.caption else "", match.certain) for match in matches]


def test_photographs_listed_one_by_one_take_captions_in_order() -> None:
    photos = [_photo("b.jpg", listed=True), _photo("a.jpg", listed=True)]
    assert _shown(_matched(photos, ["桥。", "船。", "灯。"])) == [("桥。", True), ("船。", True)]


def test_the_cameras_date_goes_before_the_files_order() -> None:
    photos = [_photo("IMG_1.jpg"), _photo("IMG_2.jpg"), _photo("IMG_3.jpg")]
    facts = [
        PhotoFacts(taken=dt.date(2022, 11, 8)),
        PhotoFacts(taken=dt.date(2022, 7, 1)),
        PhotoFacts(taken=dt.date(2022, 8, 30)),
    ]
    found = _matched(photos, ["2022年7月，山上。", "2022年8月，山下。", "2022年11月，回来。"], facts)
    assert _shown(found) == [
        ("2022年11月，回来。", True),
        ("2022年7月，山上。", True),
        ("2022年8月，山下。", True),
    ]


def test_words_and_numbers_of_file_names() -> None:
    photos = [_photo("二楼的旧阁楼.jpg"), _photo("图2.jpg"), _photo("mmexport1657000000000.jpg")]
    found = _matched(photos, ["图2 街坊们。", "2022年7月5日，搬书。", "书铺二楼的旧阁楼，灯还亮着。"])
    assert _shown(found) == [
        ("书铺二楼的旧阁楼，灯还亮着。", True),
        ("图2 街坊们。", True),
        ("2022年7月5日，搬书。", True),
    ]


def test_files_numbered_by_hand_are_in_order_and_a_cameras_numbers_are_a_guess() -> None:
    captions = ["桥。", "船。", "灯。"]
    by_hand = _matched([_photo(f"{n:02}.jpg") for n in (1, 2, 3)], captions)
    by_camera = _matched([_photo(f"IMG_{n}.jpg") for n in (1, 2, 3)], captions)
    assert _shown(by_hand) == [(caption, True) for caption in captions]
    assert _shown(by_camera) == [(caption, False) for caption in captions]
    findings = list(match_findings(by_camera))
    assert [f.code for f in findings] == ["issue/uncertain-caption"] * 3
    assert {f.severity for f in findings} == {Severity.ERROR}
    assert findings[0].hint


def test_two_photographs_of_one_day_are_not_told_apart_by_it() -> None:
    day = PhotoFacts(taken=dt.date(2022, 7, 1))
    found = _matched(
        [_photo("IMG_1.jpg"), _photo("IMG_2.jpg")], ["2022年7月1日，甲。", "2022年7月1日，乙。"], [day, day]
    )
    assert [match.certain for match in found] == [False, False]


def test_the_last_pair_is_as_certain_as_the_others() -> None:
    facts = [PhotoFacts(taken=dt.date(2022, 7, 1)), PhotoFacts()]
    photos = [_photo("IMG_1.jpg"), _photo("IMG_2.jpg")]
    assert _shown(_matched(photos, ["老台灯。", "2022年7月，门口。"], facts)) == [
        ("2022年7月，门口。", True),
        ("老台灯。", True),
    ]


def test_a_listed_photograph_that_contradicts_its_caption_is_said() -> None:
    (found,) = _matched(
        [_photo("a.jpg", listed=True)], ["2022年7月，山上。"], [PhotoFacts(taken=dt.date(2022, 11, 8))]
    )
    assert found.certain
    (finding,) = match_findings([found])
    assert finding.code == "issue/caption-contradicted"
    assert "2022-11-08" in finding.message.zh


def test_a_caption_given_elsewhere_in_nearly_the_same_words_is_the_same() -> None:
    photos = [_photo("b.jpg", caption="书铺门口，2002年5月。"), _photo("1.jpg")]
    found = _matched(photos, ["2002年5月，书铺门口。", "灯。"])
    assert _shown(found) == [("2002年5月，书铺门口。", True), ("灯。", True)]


def test_pictures_in_the_text_take_the_captions_beside_them() -> None:
    text = f"# 题目\n\n{_TEXT}\n\n![](a.jpg)\n\n图1 桥。\n\n{_TEXT}\n\n↓船。\n\n![](b.jpg)\n\n{_TEXT}\n\n图3 没有照片。\n"
    blocks = parse_markdown(text, file="m.md").blocks
    places = [block.place for block in blocks if isinstance(block, Figure)]
    photos = [
        replace(_photo(name), named_at=place) for name, place in zip(("a.jpg", "b.jpg"), places, strict=True)
    ]
    found = match_captions(photos, blocks, [PhotoFacts()] * 2)
    assert _shown(found) == [("图1 桥。", True), ("船。", True)]


_SIDES = "左图：街坊搬书；右图：书铺门口。"


def _pairs(matches: tuple[PhotoMatch, ...]) -> list[tuple[str, str, bool]]:
    """Caption, the photograph it is shared with, certain."""
    return [
        (m.caption.text if m.caption else "", m.shares.source.name if m.shares else "", m.certain)
        for m in matches
    ]


@pytest.mark.parametrize(
    ("names", "captions", "found"),
    [
        (["1.jpg", "2.jpg", "3.jpg"], [_SIDES, "灯。"], [(_SIDES, "", True), (_SIDES, "1.jpg", True), ("灯。", "", True)]),
        (["IMG_1.jpg", "IMG_2.jpg"], [_SIDES], [(_SIDES, "", False), (_SIDES, "IMG_1.jpg", False)]),
        (["书铺门口.jpg", "街坊搬书.jpg"], [_SIDES], [(_SIDES, "街坊搬书.jpg", True), (_SIDES, "", True)]),
        (["IMG_1.jpg", "IMG_2.jpg"], ["以上两图：搬书。"], [("以上两图：搬书。", "", True), ("以上两图：搬书。", "IMG_1.jpg", True)]),
        (["图2.jpg", "图1.jpg"], ["图1、图2 搬书。"], [("图1、图2 搬书。", "", True), ("图1、图2 搬书。", "图2.jpg", True)]),
        (["a.jpg"], [_SIDES], [(_SIDES, "", True)]),
        (["1.jpg", "2.jpg"], [_SIDES, "灯。"], [(_SIDES, "", True), ("灯。", "", True)]),
        (["1.jpg", "2.jpg"], ["左图：桥。", "右图：船。"], [("左图：桥。", "", True), ("右图：船。", "", True)]),
        (["IMG_1.jpg", "IMG_2.jpg"], ["陈砚生（左）、何春枝（右）在门口。"], [("陈砚生（左）、何春枝（右）在门口。", "", False), ("", "", True)]),
    ],
)  # fmt: skip
def test_one_caption_for_several_photographs(
    names: list[str], captions: list[str], found: list[tuple[str, str, bool]]
) -> None:
    assert _pairs(_matched([_photo(name) for name in names], captions)) == found


def test_photographs_listed_by_hand_share_a_caption_that_is_meant_for_two() -> None:
    photos = [_photo(name, listed=True) for name in ("c.jpg", "a.jpg", "b.jpg")]
    assert _pairs(_matched(photos, [_SIDES, "灯。"])) == [
        (_SIDES, "", True),
        (_SIDES, "c.jpg", True),
        ("灯。", "", True),
    ]
    # Two captions for two each, and three photographs: one of them holds two pictures, but which?
    assert [m.certain for m in _matched(photos, [_SIDES, "左图：灯；右图：桥。"])] == [False] * 3


@pytest.mark.parametrize("between", ["\n\n", " "])
@pytest.mark.parametrize(
    ("captions", "found"),
    [
        (["桥。"], [("桥。", "", True), ("桥。", "a.jpg", True)]),
        ([_SIDES], [(_SIDES, "", True), (_SIDES, "a.jpg", True)]),
        (["桥。", "船。"], [("桥。", "", True), ("船。", "", True)]),
    ],
)
def test_photographs_that_stand_together_in_the_text(
    between: str, captions: list[str], found: list[tuple[str, str, bool]]
) -> None:
    below = "\n\n".join(f"↓{caption}" for caption in captions)
    text = f"# 题目\n\n{_TEXT}\n\n![](a.jpg){between}![](b.jpg)\n\n{below}\n\n{_TEXT}\n"
    blocks = parse_markdown(text, file="m.md").blocks
    places = [block.place for block in blocks if isinstance(block, Figure)]
    photos = [
        replace(_photo(name), named_at=place) for name, place in zip(("a.jpg", "b.jpg"), places, strict=True)
    ]
    assert _pairs(match_captions(photos, blocks, [PhotoFacts()] * 2)) == found


def test_a_shared_caption_is_said_and_one_that_is_given_as_such_only_where_it_names_sides() -> None:
    told = list(match_findings(_matched([_photo("1.jpg"), _photo("2.jpg")], ["以上两图：搬书。"])))
    assert [f.code for f in told] == ["issue/shared-caption"]
    assert "“1.jpg”共用图说“以上两图：搬书。”" in told[0].message.zh
    for caption, said in (("搬书。", []), (_SIDES, ["issue/shared-caption"])):
        photos = [_photo("b.jpg", listed=True, caption=caption), _photo("a.jpg", listed=True, caption="同上")]
        found = _matched(photos, [caption])
        assert _pairs(found) == [(caption, "", True), (caption, "b.jpg", True)]
        assert [f.code for f in match_findings(found)] == said


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("IMG_20220315_101010.jpg", (2022, 3, 15)),
        ("2022-03-15 桥.jpg", (2022, 3, 15)),
        ("2022年3月5日.jpg", (2022, 3, 5)),
        ("3月5日座谈会.jpg", (0, 3, 5)),
        ("mmexport1647331200000.jpg", (2022, 3, 15)),
        ("微信图片_20220315101010.jpg", (2022, 3, 15)),
        ("DSC20221.jpg", None),
        ("20221345.jpg", None),
    ],
)
def test_dates_of_file_names(name: str, day: tuple[int, int, int] | None) -> None:
    found = date_of_name(name)
    assert (found and (found.year, found.month, found.day)) == day


def test_dates_of_captions() -> None:
    assert dates_in("2022年3月5日至4月2日，桥头。") == (
        Day(year=2022, month=3, day=5),
        Day(year=2022, month=4, day=2),
    )
    assert agreement(Day(year=1993), Day(year=2022, month=3)) is None, "a scan"
    assert (agreement(Day(month=3, day=5), Day(year=2022, month=3, day=5)) or 0) > 0.8
    assert (agreement(Day(month=3), Day(year=2022, month=5, day=5)) or 0) < 0


@given(st.integers(1, 4), st.integers(1, 4), st.data())
def test_the_best_pairing_is_found(rows: int, columns: int, data: st.DataObject) -> None:
    one = st.sampled_from([0.0, 0.3, 0.5, 0.72, 0.9])
    scores = [[data.draw(one) for _ in range(columns)] for _ in range(rows)]

    def worth(pairs: dict[int, int]) -> float:
        return sum(scores[row][column] for row, column in pairs.items()) + 0.25 * (rows - len(pairs))

    best = max(
        worth(dict(zip(chosen, order, strict=True)))
        for count in range(min(rows, columns) + 1)
        for chosen in combinations(range(rows), count)
        for order in permutations(range(columns), count)
    )
    assert worth(assign(scores)) == pytest.approx(best)
