from __future__ import annotations

import io
import zipfile
from collections import Counter
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from report_pdf.errors import ManuscriptError
from report_pdf.manuscript import parse_text, read_manuscript
from report_pdf.manuscript.docx import manuscript_of
from report_pdf.model.manuscript import Figure, Manuscript, Note, SpanKind, Table, all_blocks

_W = nsdecls("w")


def _picture(colour: str) -> io.BytesIO:
    data = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(data, "PNG")
    data.seek(0)
    return data


def _read(document: docx.document.Document) -> Manuscript:
    data = io.BytesIO()
    document.save(data)
    return manuscript_of(data.getvalue(), name="稿.docx")


def _shown(manuscript: Manuscript) -> list[tuple[str, str]]:
    return [(type(block).__name__, block.text) for block in all_blocks(manuscript.blocks)]


def _add(document: docx.document.Document, xml: str) -> None:
    document.element.body.insert(len(document.element.body) - 1, parse_xml(xml))


def test_styles_lists_and_tables_become_blocks() -> None:
    document = docx.Document()
    document.add_paragraph("溪上的桥", style="Title")
    document.add_paragraph("一座村庄的三十年", style="Subtitle")
    document.add_paragraph("文/图 林一")
    document.add_heading("从前", 1)
    paragraph = document.add_paragraph("桥是")
    paragraph.add_run("木头").bold = True
    paragraph.add_run("做的，水是H")
    paragraph.add_run("2").font.subscript = True
    paragraph.add_run("O。")
    document.add_paragraph("一根梁", style="List Bullet")
    document.add_paragraph("先量", style="List Number")
    document.add_paragraph("后锯", style="List Number")
    table = document.add_table(2, 2)
    for at, text in enumerate(("年", "长", "1993", "22米")):
        table.cell(at // 2, at % 2).text = text
    document.add_paragraph("水退了，桥还在。", style="Quote")
    manuscript = _read(document)
    assert _shown(manuscript) == [
        ("Title", "溪上的桥"),
        ("Dek", "一座村庄的三十年"),
        ("Byline", "文/图 林一"),
        ("Heading", "从前"),
        ("Paragraph", "桥是木头做的，水是H2O。"),
        ("Bullet", "一根梁"),
        ("Bullet", "先量"),
        ("Bullet", "后锯"),
        ("Table", ""),
        ("Cell", "年"),
        ("Cell", "长"),
        ("Cell", "1993"),
        ("Cell", "22米"),
        ("Quote", "水退了，桥还在。"),
    ]
    text = manuscript.blocks[4]
    assert [(s.kind, text.text[s.start : s.end]) for s in text.spans] == [
        (SpanKind.STRONG, "木头"),
        (SpanKind.SUBSCRIPT, "2"),
    ]
    assert [block.number for block in manuscript.blocks[5:8]] == ["", "1.", "2."]  # type: ignore[attr-defined]


def test_the_same_article_as_text_and_as_word() -> None:
    text = (
        "山里的邮路\n——一位邮差的三十年\n文/图 林一\n\n\n\n回顾2030\n1 出发以前\n天还没有亮，他已经把邮袋绑好。\n●第一件是信。\n"
        "↓3月，邮差在桥头。\n展望2031\n2 回来以后\n灯亮着，门开着，锅里有汤。\n"
    )
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)

    def bare(manuscript: Manuscript) -> list[tuple[str, str, str]]:
        return [(type(b).__name__, b.text, getattr(b, "number", "")) for b in manuscript.blocks]

    assert bare(_read(document)) == bare(parse_text(text, file="a.txt"))


def test_every_picture_is_placed_or_named() -> None:
    document = docx.Document()
    document.add_paragraph("题目")
    document.add_paragraph("正文第一段，后面有图。")
    document.add_picture(_picture("red"))
    document.add_paragraph("↓红的一张。")
    document.sections[0].header.paragraphs[0].add_run().add_picture(_picture("blue"))
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "格子里"
    table.cell(0, 1).paragraphs[0].add_run().add_picture(_picture("green"))
    manuscript = _read(document)
    figures = [block for block in manuscript.blocks if isinstance(block, Figure)]
    assert len(figures) == 2
    assert {figure.picture for figure in figures} == {media.name for media in manuscript.media}
    named = [f.message.zh for f in manuscript.findings if "图片" in f.message.zh]
    assert len(named) == 1
    assert "没有取出" in named[0]


def test_changes_comments_fields_and_hidden_text() -> None:
    document = docx.Document()
    document.add_paragraph("题目")
    _add(
        document,
        f"<w:p {_W}><w:r><w:t>水</w:t></w:r><w:ins w:id='1' w:author='甲'><w:r><w:t>很</w:t></w:r></w:ins>"
        "<w:del w:id='2' w:author='甲'><w:r><w:delText>不</w:delText></w:r></w:del><w:r><w:t>深，</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>暗号</w:t></w:r>"
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>见第3页</w:t></w:r>"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
        "<w:r><w:sym w:font='Wingdings' w:char='F0E0'/></w:r><w:r><w:noBreakHyphen/></w:r></w:p>",
    )
    paragraph = document.add_paragraph("有人批注。")
    document.add_comment(paragraph.runs, text="再核一遍", author="乙")
    manuscript = _read(document)
    assert [b.text for b in manuscript.blocks] == ["题目", "水很深，见第3页→-", "有人批注。"]
    said = Counter(f.code for f in manuscript.findings)
    assert said["manuscript/tracked-change"] == 2
    assert said["manuscript/comment"] == 1
    assert any("2 个隐藏文字" in f.message.zh for f in manuscript.findings)
    comment = next(f for f in manuscript.findings if f.code == "manuscript/comment")
    assert comment.place
    assert comment.place.line == 3


def test_text_boxes_are_read_once_in_place() -> None:
    document = docx.Document()
    document.add_paragraph("题目")
    box = "<w:txbxContent><w:p><w:r><w:t>框里的字。</w:t></w:r></w:p></w:txbxContent>"
    _add(
        document,
        f"<w:p {nsdecls('w', 'wp', 'a')} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
        "xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' xmlns:v='urn:schemas-microsoft-com:vml'>"
        "<w:r><w:t>框前的字。</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor>"
        f"<a:graphic><a:graphicData><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
    )
    document.add_paragraph("框后的字。")
    assert [b.text for b in _read(document).blocks] == ["题目", "框前的字。", "框里的字。", "框后的字。"]


def test_numbers_that_word_writes_itself() -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f"<w:abstractNum {_W} w:abstractNumId='90'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/>"
            "<w:lvlText w:val='%1、'/></w:lvl><w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/>"
            "<w:lvlText w:val='%1.%2'/></w:lvl></w:abstractNum>"
        ),
    )
    numbering.append(parse_xml(f"<w:num {_W} w:numId='91'><w:abstractNumId w:val='90'/></w:num>"))
    document.add_paragraph("题目")
    for level, text in ((0, "起源"), (1, "山上"), (1, "山下"), (0, "今天")):
        _add(
            document,
            f"<w:p {_W}><w:pPr><w:outlineLvl w:val='{level}'/><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='91'/></w:numPr>"
            f"</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>",
        )
        document.add_paragraph("这一节的正文，有几个字。")
    headings = [(b.number, b.level, b.text) for b in _read(document).blocks if type(b).__name__ == "Heading"]  # type: ignore[attr-defined]
    assert headings[0][:2] == ("一", 1)
    assert headings[3][0] == "二"
    assert "山上" in headings[1][2]


def test_merged_cells_and_notes() -> None:
    document = docx.Document()
    document.add_paragraph("题目")
    table = document.add_table(3, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "全宽"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "两行"
    table.cell(1, 1).text, table.cell(2, 1).text = "上", "下"
    manuscript = _read(document)
    found = next(block for block in manuscript.blocks if isinstance(block, Table))
    assert [[(c.text, c.columns, c.rows) for c in row] for row in found.rows] == [
        [("全宽", 2, 1)],
        [("两行", 1, 2), ("上", 1, 1)],
        [("下", 1, 1)],
    ]
    assert not [block for block in manuscript.blocks if isinstance(block, Note)]


@pytest.mark.parametrize("data", [b"PK\x03\x04nothing", b"\xd0\xcf\x11\xe0old", b"", b"plain words"])
def test_what_is_no_word_file_is_refused_by_name(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "坏.docx"
    path.write_bytes(data)
    with pytest.raises(ManuscriptError) as caught:
        read_manuscript(path, name="坏.docx")
    assert caught.value.place
    assert caught.value.place.file == "坏.docx"


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "大.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(6):
            archive.writestr(f"word/{number}.xml", b"0" * (100 << 20))
    with pytest.raises(ManuscriptError, match="512 MB"):
        read_manuscript(path, name="大.docx")
