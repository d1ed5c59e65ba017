"""What the ticket and the pages make of an issue: blanks, block, spine; and the spine on the cover's sheet."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pikepdf
import pytest

from report_pdf.imposition import (
    MM,
    ImpositionSpec,
    Scheme,
    Spine,
    bind,
    impose,
    read_ticket,
    written_ticket,
)
from report_pdf.model.plan import PaperPlan, PressPlan

PERFECT = PressPlan(
    binding="perfect",
    paper=PaperPlan(name="157g 铜版纸", caliper_mm=0.129),
    cover_paper=PaperPlan(caliper_mm=0.25),
)


def codes(bound):
    return [finding.code.removeprefix("imposition/") for finding in bound.findings]


@pytest.mark.parametrize(
    ("binding", "pages", "bound"),
    [("saddle-stitch", 13, 16), ("perfect", 13, 14), ("perfect", 14, 14), ("none", 13, 13)],
)
def test_blanks_fill_what_the_binding_needs(binding, pages, bound):
    made = bind(pages, PressPlan(binding=binding), file="print.pdf")
    assert (made.pages, made.blanks) == (bound, bound - pages)
    assert ("blank-pages" in codes(made)) is (bound > pages)


def test_blanks_are_named_and_so_is_the_remedy():
    saddle, perfect = (
        bind(13, PressPlan(binding=kind), file="print.pdf").findings[0]
        for kind in ("saddle-stitch", "perfect")
    )
    assert "第 13–15 页" in saddle.message.zh
    assert "再编 3 页，或删到 12 页" in saddle.hint.zh
    assert "第 13 页" in perfect.message.zh
    assert "再编 1 页，或删到 12 页" in perfect.hint.zh


def test_a_spine_is_the_body_s_leaves_and_the_cover():
    bound = bind(100, PERFECT, file="print.pdf")
    assert bound.spine_mm == pytest.approx(48 * 0.129 + 0.25)
    assert codes(bound) == ["spine"]
    assert "6.442 mm（48 × 0.129 + 0.25）" in bound.findings[0].message.zh


def test_a_spine_given_by_the_print_shop_goes_first_and_a_guess_is_said():
    assert bind(100, replace(PERFECT, spine_mm=7.5), file="print.pdf").spine_mm == 7.5
    guessed = bind(100, replace(PERFECT, paper=None), file="print.pdf")
    assert guessed.spine_mm == pytest.approx(48 * 0.1 + 0.25)
    assert codes(guessed) == ["spine", "paper-assumed"]
    assert "内文纸 0.1 mm" in guessed.findings[1].message.zh
    assert "封面纸" not in guessed.findings[1].message.zh


@pytest.mark.parametrize(("caliper", "most"), [(0.1, 64), (0.08, 80), (0.16, 40)])
def test_a_thick_saddle_stitched_issue_is_warned_of(caliper, most):
    ticket = PressPlan(paper=PaperPlan(caliper_mm=caliper))
    assert codes(bind(most, ticket, file="print.pdf")) == []
    thick = bind(most + 4, ticket, file="print.pdf")
    assert codes(thick) == ["too-thick"]
    assert f"{most} 页以内" in thick.findings[0].message.zh


def test_a_thin_glued_issue_is_warned_of():
    paper = PaperPlan(caliper_mm=0.1)
    assert codes(bind(60, replace(PERFECT, paper=paper), file="print.pdf")) == [
        "spine"
    ]  # 28 × 0.1 + 0.25 = 3.05
    assert codes(bind(58, replace(PERFECT, paper=paper), file="print.pdf")) == ["spine", "too-thin"]


def _book(path, pages):
    with pikepdf.new() as pdf:
        for number in range(pages):
            pdf.add_blank_page(page_size=(216 * MM, 291 * MM))
            page = pdf.pages[-1].obj
            page["/TrimBox"] = pikepdf.Array([3 * MM, 3 * MM, 213 * MM, 288 * MM])
            page["/Contents"] = pdf.make_stream(f"0 {number % 2} 0 0 k 0 0 900 900 re f".encode())
        pdf.save(path, static_id=True)
    return path


def test_a_manifest_tells_the_sheet_what_the_build_computed(tmp_path):
    file = _book(tmp_path / "print.pdf", 8)
    entry = written_ticket(
        bind(8, PERFECT, file="print.pdf"), name="山径", number="第4期", inks=((0.1, 1, 1, 0), (0, 0, 0, 0))
    )
    listed = {
        "name": "print.pdf",
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "binding": dict(entry),
    }
    (tmp_path / "manifest.json").write_text(
        json.dumps({"files": [{"name": "x", "sha256": "0"}, listed]}), "utf-8"
    )
    ticket = read_ticket(file)
    assert (ticket.spine_mm, ticket.caliper_mm, ticket.name) == (0.508, 0.129, "山径")
    assert ticket.spine_inks == ((0.1, 1, 1, 0), (0, 0, 0, 0))
    file.write_bytes(file.read_bytes() + b"\n")
    assert read_ticket(file) is None
    (tmp_path / "manifest.json").write_text('{"files": [3]}', "utf-8")
    assert read_ticket(file) is None


def _painted(pdf):
    """The bounds of each shape painted over the first sheet, in millimetres from its left and upper edge, with its inks."""
    with pikepdf.open(pdf) as opened:
        page = opened.pages[0]
        height = float(page.obj["/MediaBox"][3])
        inks, points, shapes = None, [], []
        for operands, operator in pikepdf.parse_content_stream(page):
            word = str(operator)
            if word == "k":
                inks, points = tuple(float(ink) for ink in operands), []
            elif word in {"m", "l", "c"} and inks:
                points += [
                    (float(operands[at]), float(operands[at + 1])) for at in range(0, len(operands), 2)
                ]
            elif word == "f" and inks and points:
                xs, ys = [x / MM for x, _ in points], [(height - y) / MM for _, y in points]
                shapes.append((inks, min(xs), max(xs), min(ys), max(ys)))
            elif word == "Q":
                inks = None
    return shapes


def test_type_stands_on_a_spine_that_is_wide_enough(tmp_path):
    file, out = _book(tmp_path / "print.pdf", 8), tmp_path / "cover.pdf"
    red, white = (0.1, 1.0, 1.0, 0.0), (0.0, 0.0, 0.0, 0.0)
    spec = ImpositionSpec(
        scheme=Scheme.COVER_SPREAD,
        spine=7 * MM,
        lettering=Spine(name="山径", number="2026年第4期", ground=red, type=white),
    )
    made = impose(file, spec)
    out.write_bytes(made.pdf)
    said = [finding.code for finding in made.findings]
    assert "imposition/spine-lettered" in said
    assert "imposition/spine-unprinted" not in said  # 1 mm between the bleeds is under the ground
    (ground, name, number) = _painted(out)
    # 10 mm for marks, 3 mm of bleed, 210 mm of back cover; then 7 mm of spine, from bleed to bleed.
    assert ground == (red, *[pytest.approx(mm, abs=0.01) for mm in (223, 230, 10, 301)])
    for inks, left, right, *_ in (name, number):
        assert inks == white
        assert left > 224 - 0.01
        assert right < 229 + 0.01
        assert (left + right) / 2 == pytest.approx(226.5, abs=0.2)
    assert 13 + 14 < name[3] < 13 + 15.5
    assert name[4] - name[3] == pytest.approx(2.08 * 5, abs=1)  # two characters, one below the other
    assert 298 - 15 < number[4] < 298 - 13.9
    narrow = impose(file, replace(spec, spine=4.9 * MM))
    out.write_bytes(narrow.pdf)
    assert _painted(out) == []
    assert any("不到 5 mm" in finding.message.zh for finding in narrow.findings)


def test_a_line_without_chinese_lies_on_its_side(tmp_path):
    file, out = _book(tmp_path / "print.pdf", 8), tmp_path / "cover.pdf"
    spec = ImpositionSpec(
        scheme=Scheme.COVER_SPREAD, spine=8 * MM, lettering=Spine(name="The Hill Path Quarterly")
    )
    out.write_bytes(impose(file, spec).pdf)
    _, (inks, left, right, top, bottom) = _painted(out)
    assert inks == (0, 0, 0, 1)
    assert bottom - top > 8 * (right - left)
    assert right - left < 6.5
