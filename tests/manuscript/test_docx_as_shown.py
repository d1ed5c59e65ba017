"""What Word shows and its text alone does not say: numbers of list styles, cuts, heads of tables, what stands aside."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from report_pdf.manuscript.docx import manuscript_of
from report_pdf.model.manuscript import Bullet, Cut, Figure, Heading, Manuscript, Paragraph, Table

_NS = nsdecls("w", "wp", "a", "r", "pic") + " xmlns:v='urn:schemas-microsoft-com:vml'"
_TEXT = "这一段是正文，写得长一些，末尾有句号，好让上面一行认得出是小标题。"


@pytest.fixture
def document() -> docx.document.Document:
    made = docx.Document()
    made.add_paragraph("题目")
    made.add_paragraph(_TEXT)
    return made


def _read(document: docx.document.Document) -> Manuscript:
    data = io.BytesIO()
    document.save(data)
    return manuscript_of(data.getvalue(), name="稿.docx")


def _add(document: docx.document.Document, inside: str) -> None:
    document.element.body.insert(len(document.element.body) - 1, parse_xml(f"<w:p {_NS}>{inside}</w:p>"))


def _define(document: docx.document.Document, number: int, inside: str) -> None:
    """List ``number`` with a definition of its own."""
    numbering = document.part.numbering_part.element
    definition = f"<w:abstractNum {_NS} w:abstractNumId='{number}'>{inside}</w:abstractNum>"
    numbering.insert(0, parse_xml(definition))
    numbering.append(
        parse_xml(f"<w:num {_NS} w:numId='{number}'><w:abstractNumId w:val='{number}'/></w:num>")
    )


def _level(at: int, form: str, text: str, more: str = "") -> str:
    return f"<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{form}'/>{more}<w:lvlText w:val='{text}'/></w:lvl>"


def _item(document: docx.document.Document, number: int, level: int, text: str) -> None:
    within = f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr>"
    _add(document, f"<w:pPr>{within}</w:pPr><w:r><w:t>{text}</w:t></w:r>")


def _numbers(manuscript: Manuscript) -> list[str]:
    return [block.number for block in manuscript.blocks if isinstance(block, Bullet)]


@pytest.mark.parametrize(
    ("form", "want"),
    [
        ("ideographTraditional", ["甲、", "乙、"]),
        ("chineseLegalSimplified", ["壹、", "贰、"]),
        ("decimalEnclosedParen", ["⑴、", "⑵、"]),
        ("decimalFullWidth", ["１、", "２、"]),
        ("ordinal", ["1st、", "2nd、"]),
    ],
)
def test_the_forms_of_numbers(document: docx.document.Document, form: str, want: list[str]) -> None:
    _define(document, 90, _level(0, form, "%1、"))
    for text in ("先把梁量一遍", "再把它锯断"):
        _item(document, 90, 0, text)
    assert _numbers(_read(document)) == want


def test_a_list_style_has_the_levels_of_its_definition(document: docx.document.Document) -> None:
    _define(document, 91, f"<w:styleLink w:val='Steps'/>{_level(0, 'upperRoman', '%1.')}")
    _define(document, 92, "<w:numStyleLink w:val='Steps'/>")
    for text in ("先把梁量一遍", "再把它锯断"):
        _item(document, 92, 0, text)
    assert _numbers(_read(document)) == ["I.", "II."]


def test_a_level_may_count_on_and_write_all_its_numbers_alike(document: docx.document.Document) -> None:
    levels = (
        _level(0, "upperRoman", "%1."),
        _level(1, "decimal", "%1.%2", "<w:lvlRestart w:val='0'/><w:isLgl/>"),
    )
    _define(document, 93, "".join(levels))
    for level, text in ((0, "起源的故事"), (1, "山上的人家"), (0, "今天的故事"), (1, "山下的人家")):
        _item(document, 93, level, text)
    assert _numbers(_read(document)) == ["I.", "1.1", "II.", "2.2"]


def test_a_bullet_that_is_blank_is_none(document: docx.document.Document) -> None:
    _define(document, 94, _level(0, "bullet", "•") + _level(1, "bullet", " "))
    _item(document, 94, 0, "先把梁量一遍")
    _item(document, 94, 1, "这是上一项接下去的话，没有符号。")
    assert [type(block) for block in _read(document).blocks[2:]] == [Bullet, Paragraph]


def _picture(document: docx.document.Document, inside: str, form: str = "") -> None:
    data = io.BytesIO()
    Image.new("RGB", (40, 30), (90, 120, 60)).save(data, "PNG")
    relation, _ = document.part.get_or_add_image(data)
    if inside.startswith("crop"):
        shape = f"<w:pict><v:shape><v:imagedata r:id='{relation}' {inside}/></v:shape></w:pict>"
    else:
        picture = (
            "<pic:pic><pic:nvPicPr><pic:cNvPr id='1' name='a'/></pic:nvPicPr><pic:blipFill>"
            f"<a:blip r:embed='{relation}'/>{inside}</pic:blipFill><pic:spPr>{form}</pic:spPr></pic:pic>"
        )
        data_of = f"<a:graphic><a:graphicData uri='x'>{picture}</a:graphicData></a:graphic>"
        shape = f"<w:drawing><wp:inline><wp:docPr id='1' name='a'/>{data_of}</wp:inline></w:drawing>"
    _add(document, f"<w:r>{shape}</w:r>")


@pytest.mark.parametrize(
    ("inside", "form", "want"),
    [
        ("<a:srcRect l='25000' b='10000'/>", "", Cut(left=0.25, bottom=0.1)),
        ("<a:srcRect r='50%'/>", "<a:xfrm rot='5400000'/>", Cut(right=0.5, turns=1)),
        ("", "<a:xfrm rot='16200000'/>", Cut(turns=3)),
        ("cropleft='16384f' croptop='.5'", "", Cut(left=0.25, top=0.5)),
        ("<a:srcRect l='-5000' t='60'/>", "<a:xfrm rot='300000'/>", None),
        ("<a:srcRect l='60000' r='50000'/>", "", None),
    ],
)
def test_how_a_picture_is_cut_and_turned(
    document: docx.document.Document, inside: str, form: str, want: Cut | None
) -> None:
    _picture(document, inside, form)
    (figure,) = [block for block in _read(document).blocks if isinstance(block, Figure)]
    assert figure.cut == want


def test_the_head_of_a_table_reaches_as_far_as_its_cells(document: docx.document.Document) -> None:
    table = document.add_table(4, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "项目"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "评分"
    for at, text in enumerate(("优", "良", "一座桥", "10", "8", "一条路", "9", "7")):
        table.cell(1 + (at + 1) // 3, (at + 1) % 3).text = text
    (found,) = [block for block in _read(document).blocks if isinstance(block, Table)]
    assert [[cell.text for cell in row] for row in found.rows[:2]] == [["项目", "评分"], ["优", "良"]]
    assert found.head == 2


@pytest.mark.parametrize("rows", [2, 3])
def test_a_first_cell_that_names_rows_is_no_head(document: docx.document.Document, rows: int) -> None:
    table = document.add_table(rows, 2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "联系人"
    table.cell(0, 1).text, table.cell(1, 1).text = "姓名", "电话"
    (found,) = [block for block in _read(document).blocks if isinstance(block, Table)]
    assert found.head == 0


def test_a_short_line_at_the_right_is_no_heading(document: docx.document.Document) -> None:
    for place, kind in ((None, Heading), ("right", Paragraph)):
        paragraph = document.add_paragraph("溪口镇文化站")
        paragraph.alignment = docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT if place else None
        document.add_paragraph(_TEXT)
        assert type(_read(document).blocks[-2]) is kind


def test_what_is_raised_in_a_title_is_said(document: docx.document.Document) -> None:
    title = document.paragraphs[0]
    title.add_run("2").font.superscript = True
    document.paragraphs[1].add_run("3").font.superscript = True
    said = [f.message.zh for f in _read(document).findings if f.code == "manuscript/reshaped"]
    assert said == ["标题、署名、图说里的上下标“2”排成平的。"]
