"""Key figures on the page are figures of the text, and none whose thing has two of them."""

from __future__ import annotations

from report_pdf.layout.key_figures import find_key_figures
from report_pdf.manuscript import parse_text

TEXT = "题目\n\n文/某人\n\n全年开展履职活动348次，办成实事好事306件。\n\n跟踪报道履职动态263篇，立案提案123件。\n"


def _figures(text):
    return [
        (figure.number, figure.unit, figure.label)
        for figure in find_key_figures(parse_text(text, file="m").blocks)
    ]


def test_each_stands_in_the_text_in_its_words():
    found = _figures(TEXT)
    assert len(found) >= 3
    assert all(f"{label}{number}{unit}" in TEXT for number, unit, label in found)


def test_a_thing_with_two_figures_is_not_shown():
    assert ("348", "次", "履职活动") in _figures(TEXT)
    shown = _figures(TEXT + "\n回头看，全年开展履职活动384次。\n")
    assert "履职活动" not in [label for _, _, label in shown]
