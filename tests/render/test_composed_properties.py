"""The composer's CSS properties at work."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from composed_pages import Line, drawn_lines, extract, text_of, typeset

from report_pdf.render import composer


def test_custom_properties_choose_the_scheme():
    body = "<p>他说：“好。”</p>"
    gaps = {}
    for value in ("trim-both", "space-all", "trim-all"):
        (line,) = drawn_lines(typeset(body, f"p{{--text-spacing-trim:{value}}}"))
        gaps[value] = [round(gap, 2) for gap in Line(line, first=True, last=True).gaps]
    assert gaps["trim-both"] == [0, 0, -0.5, 0, 0, -0.5]
    assert gaps["space-all"] == [0] * 6
    assert gaps["trim-all"] == [0, 0, -1.0, 0, 0, -0.5]


def test_autospace_can_be_turned_off():
    (line,) = drawn_lines(typeset("<p>共3件</p>", "p{--text-autospace:no-autospace}"))
    assert Line(line, first=True, last=True).gaps == pytest.approx([0, 0], abs=0.002)


HYPHENATED = "<p>春种一粒粟Antidisestablishment的老船工说起那场大水，依旧记得每一户人家"


def test_a_long_word_is_parted_rather_than_leave_a_loose_line():
    composer.take_loose_lines()
    lines = text_of(typeset(HYPHENATED, "p{width:14em;text-indent:0}"))
    assert lines[0].endswith("-")
    assert lines[1].startswith("ment的")
    assert composer.take_loose_lines() == ()
    kept = text_of(typeset(HYPHENATED, "p{width:14em;text-indent:0;hyphens:none}"))
    assert kept[1].startswith("Antidisestablishment")


MARKED = "<p>渡口的<em>“老船工”ABC</em>记得，<u>安·史密斯</u><u>玛丽</u>在场"
MARKED_CSS = "em{font-style:normal;--text-emphasis:dot}u{text-decoration:none;--proper-noun-line:under}"


def test_dots_and_proper_noun_lines_are_drawn_and_not_typed():
    pdf = typeset(MARKED, MARKED_CSS, pdf_tags=True)
    assert re.sub(r"\s", "", extract(pdf, "pdfium")) == re.sub("<[^>]*>", "", MARKED)
    with pikepdf.open(io.BytesIO(pdf)) as pdf:
        operators = [
            str(part.operator) if str(part.operator) != "BMC" else str(part.operands[0])
            for part in pikepdf.parse_content_stream(pdf.pages[0])
        ]
    artifact = operators[operators.index("/Artifact") :]
    artifact = artifact[: artifact.index("EMC")]
    assert operators.count("c") == artifact.count("c") == 3 * 4, (
        "a dot for each Han: none for marks and Latin"
    )
    assert artifact.count("l") == artifact.count("S") == 2, "a line for each name"


def test_the_lines_of_neighbouring_names_do_not_touch():
    with pikepdf.open(io.BytesIO(typeset(MARKED, MARKED_CSS))) as pdf:
        parts = pikepdf.parse_content_stream(pdf.pages[0])
    starts = [float(part.operands[0]) for part in parts if str(part.operator) == "m"][-2:]
    ends = [float(part.operands[0]) for part in parts if str(part.operator) == "l"][-2:]
    assert starts[1] - ends[0] > 0.1 * 14
