"""What a text lacks, and how that is said."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_pdf.errors import FontError
from report_pdf.findings import Place
from report_pdf.fonts import catalogue, check_coverage, clusters, font_face_css, font_resources, missing

START = Place(file="稿.txt", line=7, column=5)


def codes(text):
    try:
        findings = check_coverage([(text, START)])
    except FontError as error:
        findings = error.findings
    return [(finding.code, finding.place.column) for finding in findings]


def test_a_common_text_passes_in_silence():
    assert check_coverage([("镕、喆、堃、祎、𫖯都在表中——“好”，共①项，约 3.5℃。", START)]) == ()


def test_a_character_no_face_has_ends_the_build_with_its_place_code_point_and_name():
    with pytest.raises(FontError) as caught:
        check_coverage([("无事。", START), ("𪚔先生来了。", START), ("门口的牌子写着𪚥字。", START)])
    first, second = caught.value.findings
    assert (first.place.line, first.place.column, second.place.column) == (7, 5, 12)
    assert "U+2A694 CJK UNIFIED IDEOGRAPH-2A694" in first.message.zh
    assert "“𪚥”" in second.message.en
    assert caught.value.place == first.place
    assert caught.value.exit_code == 4
    assert pickle.loads(pickle.dumps(caught.value)).findings == caught.value.findings  # noqa: S301 - our own bytes


def test_a_fallback_character_is_told_once_with_its_places():
    (finding,) = check_coverage([("写龘字，龘", START), ("又一个龘", Place(file="稿.txt", line=9, column=1))])
    assert (finding.code, finding.severity.value, finding.place.column) == ("fonts/fallback-glyph", "info", 6)
    assert finding.message.zh == (
        "“龘”印作后备字体：U+9F98 CJK UNIFIED IDEOGRAPH-9F98。共 3 处，另见 稿.txt:7:9, 稿.txt:9:4。"
    )
    assert "没有粗体" in finding.hint.zh
    (everyday,) = check_coverage([("業", START), ("業", START)])
    assert "共" not in everyday.message.zh, "the same place twice is one place"
    assert "粗体" not in everyday.hint.zh


def test_a_compatibility_form_is_told_its_unified_character():
    with pytest.raises(FontError) as caught:
        check_coverage([("⼈民", START)])
    assert "“人”(U+4EBA)" in caught.value.findings[0].hint.zh


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一\ufffd", [("fonts/replacement-character", 6)]),
        ("一\ue123二", [("fonts/private-use", 6)]),
        ("一\x0b二\u2028", [("fonts/control-character", 6), ("fonts/control-character", 8)]),
        ("零\u200b宽\u2060与\ufeff软\u00ad连\u00a0字\u3000符\t", []),
        ("家👨\u200d👩\u200d👧人", [("fonts/missing-glyph", 6)]),
        ("好👍🏽🇨🇳", [("fonts/missing-glyph", 6), ("fonts/missing-glyph", 8)]),
        ("☆\ufe0f", []),
        ("葛\U000e0100飾", [("fonts/variant-not-drawn", 5), ("fonts/fallback-glyph", 7)]),
        ("龘\U000e0101", [("fonts/variant-not-drawn", 5), ("fonts/fallback-glyph", 5)]),
        ("𠮷\ufa19", [("fonts/fallback-glyph", 5), ("fonts/fallback-glyph", 6)]),
        ("卫𪲨", [("fonts/fallback-of-another-hand", 6)]),
        ("⼈㍿", [("fonts/missing-glyph", 5)]),
        ("，\ufe00", []),
        ("ř", [("fonts/borrowed-glyph", 5)]),
        ("q\u0348", [("fonts/missing-glyph", 5)]),
    ],
)
def test_each_kind_of_character_is_judged_sensibly(text, expected):
    assert codes(text) == expected


def test_missing_is_about_the_faces_it_is_given():
    kai = tuple(face for face in catalogue() if "WenKai" in face.family)
    serif = tuple(face for face in catalogue() if "Serif" in face.family)
    assert [cluster.text for cluster in missing("长﹏短ř", faces=kai)] == ["﹏"]
    assert [(cluster.text, cluster.index) for cluster in missing("长﹏短ř", faces=serif)] == [("ř", 3)]


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("e\u0301\u200d\ufe0f👍🏽🇨🇳\r\n"))))
def test_clusters_joined_are_the_text(text):
    found = list(clusters(text))
    assert "".join(cluster.text for cluster in found) == text
    assert all(text.startswith(cluster.text, cluster.index) for cluster in found)


def test_every_rule_of_the_style_sheet_has_its_bytes():
    css = font_face_css("type-case:")
    resources = font_resources("type-case:")
    assert len(resources) == len(catalogue()) == css.count("@font-face")
    for resource in resources:
        assert f'url("{resource.url}")' in css
        assert resource.data.startswith(b"\x00\x01\x00\x00")
        assert resource.media_type == "font/ttf"
