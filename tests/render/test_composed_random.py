"""Random texts with random inline elements in every kind of container, down to 6 em: nothing lost, nothing overfull."""

from __future__ import annotations

import html

import pytest
from composed_glyphs import drawn_glyphs, lines_of
from composed_pages import EM, typeset
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report_pdf.typography.classes import MARKS, classify

ALPHABET = "天地玄黄宇宙洪荒，。、；：！？“”‘’（）《》—…·～／%℃019abcXYZ +-〇①αλ"
CONTAINERS = {
    "block": "<p style='width:{em}em'>{text}</p>",
    "cell": "<table><tr><td style='width:{em}em'>{text}<td>甲</table>",
    "columns": "<div style='width:{em}em;columns:1'><p>{text}</p></div>",
    "list": "<ul><li style='width:{em}em'>{text}</ul>",
}
CSS = (
    "p,td,li{text-align:justify;text-indent:0;padding:0}table{border-spacing:0;table-layout:fixed;width:24em}"
    "ul{padding:0;margin:0;list-style:none}"
)
ELEMENTS = ("{}", "<b>{}</b>", "<a href='http://x.example'>{}</a>", "<span style='font-size:80%'>{}</span>")
PIECES = st.lists(
    st.tuples(st.text(ALPHABET, min_size=1, max_size=25), st.sampled_from(ELEMENTS)), min_size=1, max_size=4
)


@pytest.mark.parametrize("container", CONTAINERS)
@settings(max_examples=7, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(pieces=PIECES, em=st.sampled_from([6, 7, 9, 13, 20]))
def test_any_text_is_set_whole_and_within_its_measure(container, pieces, em):
    inner = "汉字" + "".join(element.format(html.escape(text)) for text, element in pieces)
    pdf = typeset(CONTAINERS[container].format(em=em, text=inner), CSS)
    glyphs = [glyph for glyph in drawn_glyphs(pdf) if not glyph.text.isspace()]
    wanted = "汉字" + "".join(text for text, _ in pieces) + ("甲" if container == "cell" else "")
    drawn = "".join(glyph.text for glyph in glyphs)
    assert drawn.replace("-", "") == "".join(wanted.split()).replace("-", "")
    own = glyphs[:-1] if container == "cell" else glyphs
    for line in lines_of(own):
        last = line[-1]
        half = last.advance / 2 if classify(last.text[-1:])[0] in MARKS or last.text == "·" else 0
        assert last.x + last.advance - half <= (2 + em) * EM + 0.06 * EM, "".join(g.text for g in line)
    assert pdf == typeset(CONTAINERS[container].format(em=em, text=inner), CSS)
