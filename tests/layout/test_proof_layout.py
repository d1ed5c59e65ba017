"""The proof's sheets before they are set: which pages face each other, what stands on them, in which words."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest

from report_pdf.editions import spec_of
from report_pdf.findings import Finding, Message, Place, Severity
from report_pdf.layout import lay_proof
from report_pdf.layout.proof_spreads import Shown, lay_spreads
from report_pdf.layout.proof_words import words_of
from report_pdf.model.issue import Cover, Issue
from report_pdf.model.pages import Resource
from report_pdf.model.plan import EditionName, EditionPlans, IssueIdentity
from report_pdf.model.proof import (
    InkPeak,
    PlacedPicture,
    Proof,
    ProofBox,
    ProofFinding,
    ProofFont,
    ProofInk,
    ProofPage,
)
from report_pdf.resources import layouts_folder

DIGEST = "".join(f"{number:08x}" for number in range(0x10203040, 0x10203048))


def _page(number, *, wide=False, **changes):
    width, height = (303.0, 216.0) if wide else (216.0, 291.0)
    page = ProofPage(
        number=number,
        label=str(number),
        width_mm=width,
        height_mm=height,
        trim=ProofBox(left=3, top=3, width=width - 6, height=height - 6),
        sheet_mm=(width + 20, height + 20),
        view=Resource(url=f"proof:page-{number}.jpg", data=b"jpeg", media_type="image/jpeg"),
    )
    return replace(page, **changes)


def _measured(number, square):
    return _page(
        number,
        heat=Resource(url=f"proof:ink-{number}.jpg", data=b"jpeg", media_type="image/jpeg"),
        peak=InkPeak(
            square=square,
            place=ProofBox(left=30, top=40, width=15, height=15),
            most=square + 9,
            mean=(1.0, 2.0, 3.0, 4.0),
        ),
    )


def _proof(*pages, **changes):
    proof = Proof(
        file="print.pdf",
        sha256=DIGEST,
        size=1_234_567,
        standard="PDF/X-4",
        condition="FOGRA39",
        rules=41,
        ink_tool="",
        from_right=False,
        pages=pages or tuple(_page(number) for number in range(1, 5)),
        fonts=(ProofFont(name="Ferry", kind="Type0", embedded=True, subset=True),),
        inks=(ProofInk(name="Black", is_spot=False, pages=4),),
        findings=(),
    )
    return replace(proof, **changes)


def _finding(number, *, page, severity=Severity.WARNING, text="字太小", places=(), checked=True):
    finding = Finding(
        code="press/small-text",
        severity=severity,
        message=Message(zh=text, en="small type"),
        place=Place(file="print.pdf", page=page),
    )
    return ProofFinding(number=number, finding=finding, checked=checked, page=page, places=places)


def _spreads(proof, *, min_ppi=220):
    return lay_spreads(proof, Shown(words=words_of("zh")[0], language="zh", min_ppi=min_ppi, ink_limit=300))


def _numbers(rows):
    slots = (tuple((row.left, row.right) if not row.wide else (row.wide,)) for row in rows)
    return [tuple(slot.label if slot else "" for slot in row) for row in slots]


def _html(proof, *, language="zh-CN", name="渡口"):
    issue = Issue(
        identity=IssueIdentity(
            id="ferry-7", name=name, number="第7期", date=dt.date(2026, 3, 1), publisher="渡口镇文化站"
        ),
        language=language,
        cover=Cover(picture=None, headlines=(), title=name),
        articles=(),
        supplements=(),
    )
    return lay_proof(proof, issue, spec_of(EditionName.PRESS, EditionPlans()), layouts=layouts_folder())


def _words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_pages_stand_as_they_face_each_other():
    assert _numbers(_spreads(_proof()).rows) == [("", "1"), ("2", "3"), ("4", "")]


def test_a_book_that_turns_to_the_right_has_its_first_page_on_the_left():
    assert _numbers(_spreads(_proof(from_right=True)).rows) == [("1", ""), ("3", "2"), ("", "4")]


def test_a_lying_page_has_a_row_of_its_own_and_is_shown_larger():
    pages = (_page(1), _page(2), _page(3, wide=True), _page(4), _page(5))
    spreads = _spreads(_proof(*pages))
    assert _numbers(spreads.rows) == [("", "1"), ("2", ""), ("3",), ("4", "5")]
    widths = dict(re.findall(r"#(page-\d) \{ width: ([\d.]+)mm", spreads.css))
    assert float(widths["page-3"]) > 1.8 * float(widths["page-1"])


def test_resolutions_stand_at_their_pictures_in_the_colour_of_their_worth():
    pictures = tuple(
        PlacedPicture(box=ProofBox(left=100, top=50 * n, width=60, height=40), pixels=(9, 9), ppi=ppi)
        for n, ppi in enumerate((300, 220, 180, 149, 120))
    )
    spreads = _spreads(_proof(_page(1, pictures=pictures)))
    slot = spreads.rows[0].right
    assert sorted((chip.text, chip.look) for chip in slot.chips) == [
        ("120", "ppi poor"),
        ("149", "ppi low"),
        ("180", "ppi low"),
        ("220", "ppi good"),
        ("300", "ppi good"),
    ]
    (best,) = (chip for chip in slot.chips if chip.text == "220")
    left, top = map(
        float, re.search(rf"#{best.key} {{ left: ([\d.]+)mm; top: ([\d.]+)mm", spreads.css).groups()
    )
    scale = float(re.search(r"#page-1 \{ width: ([\d.]+)mm", spreads.css)[1]) / 216
    assert (left, top) == pytest.approx((100 * scale + 0.5, 50 * scale + 0.5), abs=0.02)


def test_findings_stand_beside_their_page_and_where_they_are():
    place = ProofBox(left=100, top=200, width=20, height=5)
    found = [_finding(n, page=2, places=(place,)) for n in range(1, 7)] + [_finding(7, page=3)]
    spreads = _spreads(_proof(findings=tuple(found)))
    row = spreads.rows[1]
    assert [chip.text for chip in row.left.chips] == ["1", "2", "3", "4", "5", "6"]
    assert row.right.chips == ()  # nobody knows where
    assert [[one.number for one in note.findings] for note in row.notes] == [[1, 2, 3, 4], [7]]
    assert [note.more for note in row.notes] == [2, 0]
    places = re.findall(r"#page-2-finding-\d \{ left: ([\d.]+)mm; top: ([\d.]+)mm", spreads.css)
    assert len(set(places)) == 6  # one place, six numbers: none covers another
    (lines,) = (resource for resource in spreads.resources if resource.url == "proof:lines-2.svg")
    assert lines.data.decode().count("#c26a00") == 6


def test_the_lines_of_a_page_are_its_bleed_its_trim_and_five_millimetres_inside():
    (lines,) = (r for r in _spreads(_proof(_page(1))).resources if r.url == "proof:lines-1.svg")
    boxes = re.findall(
        r'x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" fill="none" stroke="(#\w+)"',
        lines.data.decode(),
    )
    drawn = {colour: tuple(map(float, box)) for *box, colour in boxes}
    assert drawn["#0a6ebd"] == (0, 0, 216, 291)
    assert drawn["#d6006c"] == (3, 3, 210, 285)
    assert drawn["#0b8a5a"] == (8, 8, 200, 275)


def test_the_first_sheet_names_the_file_whole_and_leaves_room_for_all_who_sign():
    text = _words(_html(_proof()).html)
    assert DIGEST in text.replace(" ", "")
    for word in (
        "渡口",
        "第7期",
        "2026年3月1日",
        "4 页",
        "210 × 285 mm",
        "3 mm",
        "骑马订",
        "PDF/X-4",
        "FOGRA39",
    ):
        assert word in text
    for step in ("初审", "复审", "终审", "一校", "二校", "三校", "印厂确认", "姓名", "日期", "意见"):
        assert step in text
    assert "1,234,567 字节" in text
    assert "符合" not in text


def test_the_verdict_counts_what_preflight_found_and_names_the_rest_apart():
    found = (
        _finding(1, page=1, severity=Severity.ERROR),
        _finding(2, page=2),
        _finding(3, page=3),
        _finding(4, page=None, checked=False),
        _finding(5, page=None, checked=False, severity=Severity.INFO),
    )
    text = _words(_html(_proof(findings=found)).html)
    assert "41 项规则 1 错误 2 注意" in text
    assert "有错误" in text
    assert "另记下要注意的 1 处" in text
    assert "没有发现错误" in _words(_html(_proof(findings=found[1:])).html)


def test_an_english_issue_has_an_english_proof():
    html = _html(_proof(findings=(_finding(1, page=2),)), language="en", name="The Ferry").html
    text = _words(html)
    assert '<html lang="en">' in html
    for word in ("First review", "Third proof", "Confirmed", "2026-03-01", "Saddle stitch", "small type"):
        assert word in text
    assert not re.search("[一-鿿]", text.replace("第7期", "").replace("渡口镇文化站", ""))


def test_ink_that_was_not_measured_is_said_to_be_so():
    text = _words(_html(_proof()).html)
    assert "墨量 未测" in text
    assert "pdftoppm" in text


def test_too_much_ink_is_marked():
    pages = (_measured(1, 280.0), _measured(2, 312.0))
    html = _html(_proof(*pages, ink_tool="poppler 22.12.0")).html
    assert re.findall(r'map-square (\w*)">(\d+ %)', html) == [("", "280 %"), ("over", "312 %")]
    assert "poppler 22.12.0" in html
    assert "pdftoppm" not in html


def test_a_page_that_could_not_be_drawn_says_so():
    pages = _html(_proof(_page(1), _page(2, view=None))).html
    assert pages.count("这一页画不出") == 1


def test_a_name_that_no_face_can_draw_does_not_stop_the_proof():
    fonts = (ProofFont(name="AB\U0001f600<b>", kind="Type1", embedded=False, subset=False),)
    html = _html(_proof(fonts=fonts)).html
    assert "AB〓&lt;b&gt;" in html


def test_no_style_stands_in_the_html_and_every_class_and_property_is_there():
    place = ProofBox(left=100, top=200, width=20, height=5)
    proof = _proof(_measured(1, 280.0), _page(2, view=None), _page(3, wide=True))
    pages = _html(replace(proof, findings=(_finding(1, page=1, places=(place,)),)))
    assert not re.search(r"<[^>]*\sstyle\s*=|<style", pages.html)
    css = "\n".join(text for _, text in pages.style_sheets)
    assert set(re.findall(r"var\((--[\w-]+)\)", css)) <= set(re.findall(r"(--[\w-]+)\s*:", css))
    assert len(set(re.findall(r'id="([^"]+)"', pages.html))) == len(re.findall(r'id="', pages.html))
    asked = set(re.findall(r'(?:src=|url\()"(proof:[^"]+)"', pages.html + css))
    assert asked == {resource.url for resource in pages.resources}


def test_a_hundred_pages_of_a_thousand_pictures_are_laid():
    picture = PlacedPicture(box=ProofBox(left=10, top=10, width=5, height=5), pixels=(99, 99), ppi=250)
    pages = tuple(_page(number, pictures=(picture,) * 40) for number in range(1, 101))
    spreads = _spreads(_proof(*pages))
    assert len(spreads.rows) == 51
    assert all(len(row.right.chips) == 24 for row in spreads.rows if row.right)


def test_the_layout_is_not_offered_for_issues():
    assert not (Path(layouts_folder()) / "proof" / "layout.toml").exists()
