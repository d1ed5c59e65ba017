"""The figure before a heading, however wide the author's digits are."""

from __future__ import annotations

import pytest

from report_pdf.findings import Place
from report_pdf.layout.flow import flow_blocks
from report_pdf.layout.measures import open_layout
from report_pdf.layout.runs import NoteShelf
from report_pdf.layout.views import HeadingItem
from report_pdf.model.manuscript import Heading
from report_pdf.resources import layouts_folder


@pytest.mark.parametrize(("level", "number", "text"), [(1, "10", "经费"), (2, "", "10. 经费")])
def test_wide_digits_stand_as_narrow_ones(level, number, text):
    block = Heading(text="经费", place=Place(file="a", line=1), source="", number="１０", level=level)
    folder = open_layout(layouts_folder(), "magazine")
    (item,) = flow_blocks((block,), folder, NoteShelf(notes={}), key="a").items
    assert isinstance(item, HeadingItem)
    assert (item.number, item.text) == (number, text)
