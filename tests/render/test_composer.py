"""The composer judged by the finished PDF: where every glyph stands, and what readers extract."""

from __future__ import annotations

import inspect
import re
import shutil
import statistics
import subprocess
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
import weasyprint
from composed_glyphs import drawn_glyphs, lines_of
from weasyprint import document, draw
from weasyprint.draw import text as draw_text
from weasyprint.layout import inline, preferred
from weasyprint.text import line_break

from report_pdf.errors import RenderError
from report_pdf.render import composer
from report_pdf.render.compose_engine import ENGINE
from report_pdf.typography.classes import MARKS, CharClass, classify

FACE = "NotoSerifSCCut-Regular.ttf"
EM = 10.5
MEASURE = 22
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

NEVER_STARTS = {
    *(CharClass.CLOSING, CharClass.PAUSE, CharClass.STOP, CharClass.MIDDLE_DOT, CharClass.DASH),
    *(CharClass.ELLIPSIS, CharClass.CONNECTOR, CharClass.SUFFIX, CharClass.SOLIDUS),
}
NEVER_ENDS = {CharClass.OPENING, CharClass.PREFIX, CharClass.SOLIDUS}
GAPPED = {CharClass.LATIN, CharClass.DIGIT}


@pytest.fixture(scope="module")
def face():
    path = Path(__file__).parents[2] / "fonts" / FACE
    if not path.exists():
        pytest.skip("the shipped faces are not built yet")
    return path


@pytest.fixture(scope="module")
def typeset(face, tmp_path_factory):
    composer.install()
    folder = tmp_path_factory.mktemp("composed")

    def run(body, css="", **options):
        sheet = (
            f"@font-face{{font-family:S;src:url({face.as_uri()})}}"
            f"@page{{size:{MEASURE + 4}em 30em;margin:2em;font-size:{EM}pt}}"
            f"html{{font:{EM}pt/18pt S}}body,p,h2{{margin:0}}p{{text-align:justify;text-indent:2em}}{css}"
        )
        path = folder / f"{len(list(folder.iterdir()))}.pdf"
        weasyprint.HTML(string=f"<html lang=zh-CN><style>{sheet}</style>{body}").write_pdf(path, **options)
        return path

    return run


@pytest.fixture(scope="module")
def stress(typeset):
    return typeset("".join(f"<p>{text}</p>" for text in PARAGRAPHS))


class Line:
    """A drawn line: measures in em from the left edge of the type area."""

    def __init__(self, glyphs, *, first, last):
        self.first, self.last = first, last
        self.text = "".join(glyph.text for glyph in glyphs)
        self.kinds = [classify(glyph.text)[0] for glyph in glyphs]
        self.left = (glyphs[0].x - 2 * EM) / EM
        self.right = (glyphs[-1].x + glyphs[-1].advance - 2 * EM) / EM
        self.gaps = [(after.x - before.x - before.advance) / EM for before, after in pairwise(glyphs)]

    @property
    def pairs(self):
        return list(zip(self.kinds, self.kinds[1:], self.gaps, strict=False))

    @property
    def han_gaps(self):
        return [gap for a, b, gap in self.pairs if a is b is CharClass.HAN]

    @property
    def stretch(self):
        return statistics.median(self.han_gaps) if self.han_gaps else 0.0


@pytest.fixture(scope="module")
def lines(stress):
    found, length, ends = [], 0, set()
    for paragraph in PARAGRAPHS:
        length += len(paragraph.replace(" ", ""))
        ends.add(length)
    position, first = 0, True
    for glyphs in lines_of(drawn_glyphs(stress)):
        position += len("".join(glyph.text for glyph in glyphs).replace(" ", ""))
        found.append(Line(glyphs, first=first, last=position in ends))
        first = position in ends
    assert position == length
    return found


def test_lines_are_flush_within_a_twentieth_of_an_em(lines):
    for line in lines:
        half = 0.5 if line.kinds[-1] in MARKS else 0.0
        if not line.last:
            assert line.right - half == pytest.approx(MEASURE, abs=0.05), line.text
        assert line.right - half <= MEASURE + 0.05, line.text


def test_no_line_starts_or_ends_with_what_it_must_not(lines):
    for line in lines:
        assert line.first or line.kinds[0] not in NEVER_STARTS, line.text
        assert line.last or line.kinds[-1] not in NEVER_ENDS, line.text


def test_opening_marks_lose_their_blank_half_at_line_starts(lines):
    opened = [line for line in lines if line.kinds[0] is CharClass.OPENING]
    assert opened
    for line in lines:
        trimmed = 0.5 if line.kinds[0] is CharClass.OPENING else 0.0
        assert line.left + trimmed == pytest.approx(2 if line.first else 0, abs=0.02), line.text


def test_marks_that_meet_share_a_blank_half(lines):
    met = [
        (line, gap - line.stretch) for line in lines for a, b, gap in line.pairs if a in MARKS and b in MARKS
    ]
    assert len(met) > 50
    for line, gap in met:
        assert gap <= -0.45, line.text


def test_the_han_latin_gap_is_between_an_eighth_and_a_half(lines):
    gaps = [
        (line, gap - line.stretch)
        for line in lines
        for a, b, gap in line.pairs
        if {a, b} & {CharClass.HAN} and {a, b} & GAPPED
    ]
    assert len(gaps) > 100
    for line, gap in gaps:
        assert 0.12 <= gap <= 0.5, line.text


def test_stretch_is_equal_within_a_line_and_none_in_last_lines(lines):
    for line in lines:
        if line.han_gaps:
            assert max(line.han_gaps) - min(line.han_gaps) < 0.01, line.text
            assert min(line.han_gaps) > -0.01, line.text
        if line.last and line.han_gaps:
            assert max(line.han_gaps) < 0.01, line.text


def test_no_runts_and_few_loose_lines(lines):
    for line in lines:
        if line.last and not line.first:
            assert len(re.findall(r"\w", line.text)) >= 2, line.text
    full = [line for line in lines if not line.last]
    assert sum(line.stretch > 0.125 for line in full) <= 0.03 * len(full)


def test_numbers_stay_whole_and_keep_their_measure_words(lines):
    text = "\n".join(line.text for line in lines)
    assert not re.search(r"\d\n[\d%℃.]", text)
    assert len(re.findall(r"\d\n[年月日条个万户期天]", text)) <= 0.01 * len(lines)


@pytest.mark.parametrize("reader", ["pypdf", "pdfium", "poppler raw", "poppler"])
def test_readers_extract_the_source_and_no_invented_spaces(stress, reader):
    want = "".join(PARAGRAPHS)
    got = _extract(stress, reader)
    for paragraph in PARAGRAPHS:
        # A space at a line end is the line end.
        assert re.sub(r"\s", "", paragraph) in re.sub(r"\s", "", got)
    assert got.count(" ") <= want.count(" ")


def _extract(path, reader):
    if reader == "pypdf":
        text = "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    elif reader == "pdfium":
        with pypdfium2.PdfDocument(path) as document:
            text = "\n".join(page.get_textpage().get_text_range() for page in document)
    else:
        if shutil.which("pdftotext") is None:
            pytest.skip("poppler is not installed")
        raw = ["-raw"] if reader.endswith("raw") else []
        text = subprocess.run(
            ["pdftotext", *raw, str(path), "-"], capture_output=True, check=True, encoding="utf-8"
        ).stdout
    return text


def text_of(path):
    return ["".join(glyph.text for glyph in line) for line in lines_of(drawn_glyphs(path))]


def test_inline_elements_do_not_change_the_lines(typeset):
    plain = "渡口的老船工说起那场大水，依旧记得每一户人家的灯火，记得“同舟共济”四个字是怎样刻在石碑上的。" * 2
    marked = (
        plain.replace("老船工", "<b>老船工</b>")
        .replace("“同舟", "<a href='#x'><i>“同舟")
        .replace("四个", "</i></a>四个")
    )
    assert text_of(typeset(f"<p>{plain}")) == text_of(typeset(f"<p>{marked}"))


def test_columns_and_pages_keep_the_plan_of_the_paragraph(typeset):
    text = "渡口的老船工说起2013年那场大水，依旧记得每一户人家的灯火。" * 30
    css = "div{columns:2;column-gap:2em}"
    together = "".join(text_of(typeset(f"<div><p>{text}</p></div>", css)))
    assert together == text


def test_lines_beside_a_float_are_flush_with_it(typeset):
    text = "渡口的老船工说起那场大水，依旧记得每一户人家的灯火，记得石碑上的字。" * 4
    css = "i{float:right;width:6em;height:36pt}p{text-indent:0}"
    lines = lines_of(drawn_glyphs(typeset(f"<p><i></i>{text}</p>", css)))
    ends = [Line(line, first=False, last=False) for line in lines]
    measured = [line.right - (0.5 if line.kinds[-1] in MARKS else 0) for line in ends]
    assert measured[:3] == pytest.approx([16, 16, 22], abs=0.05)


def test_ragged_headings_keep_the_rules_and_are_set_solid(typeset):
    path = typeset(
        "<h2>守望“大桥”：2022年，一个村庄的四季与它的灯火和人们</h2>", "h2{font-size:16pt;line-height:36pt}"
    )
    heading = lines_of(drawn_glyphs(path))
    texts = ["".join(glyph.text for glyph in line) for line in heading]
    assert not any(text[0] in "”）：，" or text[-1] in "“（" for text in texts)
    gap = next(
        (b.x - a.x - a.advance) / b.size
        for line in heading
        for a, b in pairwise(line)
        if a.text == "：" and b.text == "2"
    )
    assert gap == pytest.approx(0, abs=0.01)


def test_narrow_columns_never_overflow(typeset):
    css = "p{width:6em;text-indent:0}"
    text = "湖畔新村（二期）共有348户，WeasyPrint与“乡情驿站”都在……"
    for line in lines_of(drawn_glyphs(typeset(f"<p>{text}", css))):
        half = EM / 2 if classify(line[-1].text)[0] in MARKS else 0
        assert line[-1].x + line[-1].advance - half <= 2 * EM + 6 * EM + 0.05 * EM


def test_tables_are_wide_enough_for_what_the_composer_adds(typeset):
    path = typeset("<table><tr><td>2013年8月12日<td>收到（来信）348件</table>", "td{padding:0 1em}")
    assert text_of(path) == ["2013年8月12日收到（来信）348件"]


def test_custom_properties_choose_the_scheme(typeset):
    body = "<p>他说：“好。”</p>"
    gaps = {}
    for value in ("trim-both", "space-all", "trim-all"):
        (line,) = lines_of(drawn_glyphs(typeset(body, f"p{{--text-spacing-trim:{value}}}")))
        gaps[value] = [round(gap, 2) for gap in Line(line, first=True, last=True).gaps]
    assert gaps["trim-both"] == [0, 0, -0.5, 0, 0, -0.5]
    assert gaps["space-all"] == [0] * 6
    assert gaps["trim-all"] == [0, 0, -1.0, 0, 0, -0.5]


def test_autospace_can_be_turned_off(typeset):
    (line,) = lines_of(drawn_glyphs(typeset("<p>共3件</p>", "p{--text-autospace:no-autospace}")))
    assert Line(line, first=True, last=True).gaps == pytest.approx([0, 0], abs=0.002)


def test_long_cells_cost_no_square_of_their_length(typeset):
    # The engine alone shapes the rest of the cell once for each of its characters: 4 s for 2000 of them.
    calls = []
    original = ENGINE["split_first_line"]

    def counted(text, *args, **options):
        calls.append(len(text))
        return original(text, *args, **options)

    ENGINE["split_first_line"] = counted
    try:
        typeset(f"<table><tr><td>甲<td>{SHIFT * 40}</table>")
    finally:
        ENGINE["split_first_line"] = original
    assert sum(calls) < 100 * len(SHIFT * 40)


def test_an_ellipsis_is_the_engines(typeset):
    css = "p{white-space:nowrap;overflow:hidden;text-overflow:ellipsis;width:6em;text-indent:0}"
    (line,) = text_of(typeset("<p>渡口的老船工说起那场大水</p>", css))
    assert line.startswith("渡口的老船")


def test_loose_lines_are_told(typeset):
    composer.take_loose_lines()
    typeset("<p>渡口Antidisestablishmentarianismus的老船工</p>", "p{width:18em;text-indent:0;hyphens:none}")
    loose = composer.take_loose_lines()
    assert [line.text for line in loose] == ["渡口", "Antidisestablishmentarianismus的"]
    assert loose[0].stretch_em > loose[1].stretch_em > 0.125
    assert composer.take_loose_lines() == ()


EDGES = (
    "春种一粒粟<b>秋收ABC万</b>颗子四海",
    "看《<b>江村</b>》，再看",
    "<b>看《江村》</b>，再看",
    "他<b>说：</b>“看”",
    "<span>看《江村</span>》<i>（上）</i>好",
    "见<b>（附）</b>（注）看",
    "收<a href='http://x.example'>2013</a>年，词<b>App</b><i>里</i>的第<b>3期</b>",
)


@pytest.mark.parametrize("reader", ["pypdf", "poppler raw", "poppler"])
@pytest.mark.parametrize("body", EDGES)
def test_no_reader_sees_a_space_or_a_line_end_at_the_edge_of_an_element(typeset, body, reader):
    assert _extract(typeset(f"<p>{body}"), reader).strip() == re.sub("<[^>]*>", "", body)


def test_a_raised_call_of_a_note_stands_close_to_its_word_and_never_starts_a_line(typeset):
    assert _extract(typeset("<p>船家<sup>1</sup>笑了"), "pdfium").strip() == "船家1笑了"
    glyphs = drawn_glyphs(typeset("<p>渡口的老船家<sup>1</sup>笑了笑", "p{width:6em;text-indent:0}"))
    (call,) = (glyph for glyph in glyphs if glyph.text == "1")
    assert call.x > 2.5 * EM


HYPHENATED = "<p>春种一粒粟Antidisestablishment的老船工说起那场大水，依旧记得每一户人家"


def test_a_long_word_is_parted_rather_than_leave_a_loose_line(typeset):
    composer.take_loose_lines()
    lines = text_of(typeset(HYPHENATED, "p{width:14em;text-indent:0}"))
    assert lines[0].endswith("-")
    assert lines[1].startswith("ment的")
    assert composer.take_loose_lines() == ()
    kept = text_of(typeset(HYPHENATED, "p{width:14em;text-indent:0;hyphens:none}"))
    assert kept[1].startswith("Antidisestablishment")


@pytest.mark.parametrize("reader", ["pdfium", "poppler raw", "poppler"])
def test_the_hyphen_of_a_parted_word_is_a_soft_one(typeset, reader):
    got = _extract(typeset(HYPHENATED, "p{width:14em;text-indent:0}"), reader)
    # pdfium joins the parts with its own sign for a soft hyphen.
    assert "Antidisestablishment的" in re.sub("[\xad\ufffe][\r\n]*", "", got)


MARKED = "<p>渡口的<em>“老船工”ABC</em>记得，<u>安·史密斯</u><u>玛丽</u>在场"
MARKED_CSS = "em{font-style:normal;--text-emphasis:dot}u{text-decoration:none;--proper-noun-line:under}"


def test_dots_and_proper_noun_lines_are_drawn_and_not_typed(typeset):
    path = typeset(MARKED, MARKED_CSS, pdf_tags=True)
    assert re.sub(r"\s", "", _extract(path, "pdfium")) == re.sub("<[^>]*>", "", MARKED)
    with pikepdf.open(path) as pdf:
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


def test_the_lines_of_neighbouring_names_do_not_touch(typeset):
    with pikepdf.open(typeset(MARKED, MARKED_CSS)) as pdf:
        parts = pikepdf.parse_content_stream(pdf.pages[0])
    starts = [float(part.operands[0]) for part in parts if str(part.operator) == "m"][-2:]
    ends = [float(part.operands[0]) for part in parts if str(part.operator) == "l"][-2:]
    assert starts[1] - ends[0] > 0.1 * 14


def test_english_is_left_to_the_engine(typeset):
    path = typeset(
        "<p lang=en>The quick brown fox jumps over the lazy dog, and the dog sleeps on and on in the sun."
    )
    assert "".join(text_of(path)).startswith("The quick brown fox")


def test_the_tagged_file_reads_the_same(typeset):
    path = typeset(f"<p>{SENTENCES[1]}</p>", pdf_tags=True)
    assert re.sub(r"\s", "", _extract(path, "pdfium")) == SENTENCES[1]


def test_another_engine_version_is_refused(monkeypatch):
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    monkeypatch.setattr(composer, "ENGINE", {})
    with pytest.raises(RenderError, match=r"70\.0"):
        composer.install()


@pytest.mark.parametrize(
    ("module", "name", "parameters"),
    [
        (inline, "get_next_linebox", "context linebox position_y bottom_space skip_stack containing_block absolute_boxes fixed_boxes first_letter_style first_line_style"),
        (inline, "split_text_box", "context box available_width skip is_line_start"),
        (inline, "split_inline_box", "context box position_x max_x bottom_space skip_stack containing_block absolute_boxes fixed_boxes line_placeholders waiting_floats line_children first_letter_style first_line_style"),
        (inline, "_break_waiting_children", "context box max_x bottom_space initial_skip_stack absolute_boxes fixed_boxes line_placeholders waiting_floats line_children children waiting_children first_letter_style first_line_style"),
        (inline, "atomic_box", "context box position_x skip_stack containing_block absolute_boxes fixed_boxes"),
        (inline, "justify_line", "context line extra_width"),
        (inline, "avoid_collisions", "context box containing_block outer"),
        (line_break, "split_first_line", "text style context max_width justification_spacing is_line_start minimum"),
        (preferred, "inline_max_content_width", "context box outer is_line_start"),
        (preferred, "inline_min_content_width", "context box outer skip_stack first_line is_line_start"),
        (draw_text, "draw_first_line", "stream textbox text_overflow block_ellipsis matrix"),
        (draw, "draw_inline_level", "stream page box offset_x text_overflow block_ellipsis"),
        (document.Page, "paint", "self stream scale"),
    ],
)  # fmt: skip
def test_the_engine_still_has_the_functions_the_composer_replaces(module, name, parameters):
    composer.install()
    engine = ENGINE.get(name, getattr(module, name)) if module is not line_break else getattr(module, name)
    assert list(inspect.signature(engine).parameters) == parameters.split()
