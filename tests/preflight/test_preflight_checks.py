"""Each check on a good file and on one with its fault; none of them trusts anything but the bytes."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from report_pdf.editions import spec_of
from report_pdf.findings import Place
from report_pdf.model.edition import Edition
from report_pdf.model.issue import Article, Cover, Issue
from report_pdf.model.manuscript import Bullet, Paragraph, PictureSlot
from report_pdf.model.plan import EditionName, EditionPlans, IssueIdentity
from report_pdf.preflight import RULES, preflight, report_json

_SPEC = spec_of(EditionName.EMAIL, EditionPlans())


def _checked(data, *, spec=_SPEC, issue=None):
    return preflight(Edition(name=EditionName.EMAIL, data=data, pages=1), spec, issue, file="email.pdf")


def _codes(report):
    return [finding.code for finding in report.findings]


def test_a_good_file_passes_every_check(made):
    report = _checked(made(), issue=_issue("渡口的老钟，又响了。"))
    assert report.findings == ()
    assert report.passed
    assert {
        "active-content",
        "file-size",
        "font",
        "identification",
        "page-box",
        "picture-soft",
        "text-lost",
    } <= {code.removeprefix("preflight/") for code in report.checks}


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({"script": b"app.alert(1)"}, "active-content"),
        ({"embedded": False}, "font"),
        ({"unmapped": 1}, "font"),
        ({"title": ""}, "identification"),
        ({"language": ""}, "identification"),
        ({"tagged": False}, "identification"),
        ({"linearized": False}, "identification"),
        ({"size": (2, 2)}, "page-box"),
        ({"size": (20000, 842)}, "page-box"),
        ({"picture_pixels": 300}, "picture-soft"),
    ],
    ids=str,
)
def test_a_fault_is_found_by_its_own_check_and_by_no_other(made, fault, code):
    assert _codes(_checked(made(**fault))) == [f"preflight/{code}"]


def test_a_soft_picture_is_a_warning_with_its_page(made):
    (finding,) = _checked(made(texts=("一", "二"), picture_pixels=300)).findings[:1]
    assert (finding.place.page, finding.severity.value) == (1, "warning")
    assert "75" in finding.message.zh
    assert _checked(made(picture_pixels=300)).passed


def test_size_is_held_to_the_byte(made):
    data = made()
    assert _codes(_checked(data, spec=replace(_SPEC, max_size=len(data)))) == []
    report = _checked(data, spec=replace(_SPEC, max_size=len(data) - 1))
    assert _codes(report) == ["preflight/file-size"]
    assert not report.passed


def _issue(*texts):
    blocks = [
        (Bullet if text.startswith("●") else Paragraph)(
            text=text.lstrip("●"), place=Place(file="a.txt", line=n, column=1), source=text
        )
        for n, text in enumerate(texts, 1)
    ]
    slot = PictureSlot(text="", place=Place(file="a.txt", line=9, column=1), source="\n\n")
    return Issue(
        identity=IssueIdentity(id="ferry-7", name="渡口"),
        language="zh-CN",
        cover=Cover(picture=None, headlines=(), title=""),
        articles=(Article(key="article-1", title="渡口的老钟", blocks=(*blocks, slot)),),
    )


_ONE = "老船工说，这声音和他小时候听见的一样，只是更亮一些。"
_LONG = "".join(f"第{n}个齿轮编了号。" for n in range(100, 190))
_TWO = "钟楼下面留了一间小屋，谁想学修钟，都可以在周末来。"


@pytest.mark.parametrize(
    "pages",
    [
        (_ONE + _TWO,),
        (_ONE, _TWO),
        (_ONE + _TWO[:9] + "4", "渡口第7期" + _TWO[9:]),
        ("图说一句。" + _ONE[:5] + "4", _ONE[5:] + "又一句图说。" + _TWO),
    ],
)
def test_text_may_be_parted_by_the_end_of_a_page_alone(made, pages):
    assert _codes(_checked(made(texts=pages), issue=_issue(_ONE, _TWO))) == []


def test_a_paragraph_may_fill_pages(made):
    pages = (_ONE + _LONG[:30] + "4", "渡口" + _LONG[30:500] + "5", "图说。6", "渡口" + _LONG[500:] + "7")
    assert _codes(_checked(made(texts=pages), issue=_issue(_ONE, _LONG))) == []
    torn = (pages[0], pages[1].replace("第120个", ""), *pages[2:])
    assert _codes(_checked(made(texts=torn), issue=_issue(_ONE, _LONG))) == ["preflight/text-lost"]


def test_a_hyphen_at_the_end_of_a_line_is_no_loss(made):
    note = "注：Bitzios, Dissonance in the agri-food environment, 2019."
    page = "注：Bitzios, Disso-\nnance in the agri-\nfood environ\xadment, 2019."
    assert _codes(_checked(made(texts=(page,)), issue=_issue(note))) == []
    lost = page.replace("ment", "men")
    assert _codes(_checked(made(texts=(lost,)), issue=_issue(note))) == ["preflight/text-lost"]


@pytest.mark.parametrize(
    ("pages", "line"),
    [
        ((_ONE,), 2),
        ((_TWO + _ONE,), 2),
        ((_ONE.replace("小时候", "") + _TWO,), 1),
        ((_ONE.replace("一样", "") + _TWO + "不一样，只是更亮一些。",), 1),
        ((_ONE[:-5] + _TWO + "只是更亮一些。",), 1),
        ((_ONE[:8] + "插进来的一句" + _ONE[8:] + _TWO,), 1),
    ],
    ids=[
        "gone",
        "out of order",
        "words gone",
        "words gone, found elsewhere",
        "end gone, found elsewhere",
        "parted",
    ],
)
def test_text_that_is_lost_moved_or_torn_is_found_with_the_place_of_its_block(made, pages, line):
    found = [
        f
        for f in _checked(made(texts=pages), issue=_issue(_ONE, _TWO)).findings
        if f.code == "preflight/text-lost"
    ]
    assert [finding.place.line for finding in found][:1] == [line]


def test_every_check_has_a_reason_a_source_and_a_code_of_its_own():
    assert len({rule.code for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.code.startswith(("preflight/", "press/", "archive/"))
        assert rule.rationale.zh
        assert rule.rationale.en
        assert rule.source or rule.code in {"preflight/check-failed", "preflight/proof-page-not-drawn"}


def test_the_report_for_programs_holds_verdict_findings_and_places(made):
    report = _checked(made(title="", picture_pixels=300))
    content = json.loads(report_json([report], report.findings))
    (edition,) = content["editions"]
    assert (edition["edition"], edition["file"], edition["passed"]) == ("email", "email.pdf", False)
    assert edition["findings"] == content["findings"]
    soft = next(f for f in content["findings"] if f["code"] == "preflight/picture-soft")
    assert soft["place"] == {"file": "email.pdf", "page": 1}
    assert soft["hint"]["zh"]
