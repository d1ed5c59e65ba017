"""A short text that is hard to set, each sentence at several offsets of the line, composed once."""

from __future__ import annotations

import functools

from composed_pages import Line, drawn_lines, typeset

SENTENCES = (
    "去年全镇共修好水渠348条，投入300万元，惠及12个村，完好率达到98.5%，群众满意率99%，回访1200多户。",
    "她说：“要把‘乡亲满意’当作尺子，（量一量）自己！”——这句话……大家都记着；《乡土月刊》（第3期）也登了。",
    "用WeasyPrint排印PDF时，中文与Latin words之间留出四分之一字宽，Unicode文字都要能检索。",
    "“1+2+N”办法、“09·02”小组、安·巴甫洛夫的《果园手记》，都不该从中间断开；3～5天、25℃也是。",
    "真的吗？！“是的。”“那么（请看）《附录》、《索引》〈节选〉……”他停了停，“——改天再说吧。”",
    "院里的石榴开了花，红红火火的一片，老人坐在树下喝茶，看孩子们追着蝴蝶跑来跑去，日子过得不紧不慢。",
)
SHIFT = "春种一粒粟秋收万颗子四海无闲田农夫犹忙碌"
PARAGRAPHS = tuple(SHIFT[:offset] + sentence for sentence in SENTENCES for offset in range(0, 21, 3))


@functools.cache
def stress():
    """The PDF of the text."""
    return typeset("".join(f"<p>{text}</p>" for text in PARAGRAPHS))


@functools.cache
def stress_lines():
    """Its lines, each knowing whether it starts or ends a paragraph."""
    found, length, ends = [], 0, set()
    for paragraph in PARAGRAPHS:
        length += len(paragraph.replace(" ", ""))
        ends.add(length)
    position, first = 0, True
    for glyphs in drawn_lines(stress()):
        position += len("".join(glyph.text for glyph in glyphs).replace(" ", ""))
        found.append(Line(glyphs, first=first, last=position in ends))
        first = position in ends
    assert position == length
    return found
