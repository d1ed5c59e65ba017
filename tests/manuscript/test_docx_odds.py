"""What Word and WPS files hold beside plain paragraphs: each form made up small, each read in place or said."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from PIL import Image

from report_pdf.errors import MissingToolError
from report_pdf.manuscript import read_manuscript
from report_pdf.manuscript.docx import manuscript_of
from report_pdf.model.manuscript import (
    Caption,
    Figure,
    Heading,
    Manuscript,
    Note,
    SpanKind,
    Table,
    all_blocks,
)

_NS = (
    nsdecls("w", "wp", "a", "r", "pic")
    + " xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
    + " xmlns:v='urn:schemas-microsoft-com:vml' xmlns:o='urn:schemas-microsoft-com:office:office'"
    + " xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'"
    + " xmlns:wpg='http://schemas.microsoft.com/office/word/2010/wordprocessingGroup'"
    + " xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'"
)
_TEXT = "这一段是正文，写得长一些，末尾有句号，好让上面一行认得出是小标题。"


@pytest.fixture
def document() -> docx.document.Document:
    made = docx.Document()
    made.add_paragraph("题目")
    made.add_paragraph(_TEXT)
    return made


def _saved(document: docx.document.Document) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _read(document: docx.document.Document) -> Manuscript:
    return manuscript_of(_saved(document), name="稿.docx")


def _rest(manuscript: Manuscript) -> list[tuple[str, str]]:
    return [(type(block).__name__, block.text) for block in manuscript.blocks[2:]]


def _add(document: docx.document.Document, inside: str) -> None:
    document.element.body.insert(len(document.element.body) - 1, parse_xml(f"<w:p {_NS}>{inside}</w:p>"))


def _embed(document: docx.document.Document, shade: int = 90) -> str:
    data = io.BytesIO()
    Image.new("RGB", (40, 30), (shade, 120, 60)).save(data, "PNG")
    relation, _ = document.part.get_or_add_image(data)
    return relation


def _run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def test_pictures_as_wps_writes_them(document: docx.document.Document) -> None:
    relation = _embed(document)
    shape = f"<v:shape alt='村口的桥'><v:imagedata r:id='{relation}' o:title='x'/></v:shape>"
    _add(document, f"<w:r><w:pict>{shape}</w:pict></w:r>")
    (figure,) = [block for block in _read(document).blocks if isinstance(block, Figure)]
    assert figure.alt == "村口的桥"


def test_a_group_of_a_picture_and_its_words_is_a_captioned_picture(document: docx.document.Document) -> None:
    relation = _embed(document)
    picture = (
        "<pic:pic><pic:nvPicPr><pic:cNvPr id='1' name='x' descr='两只船'/></pic:nvPicPr>"
        f"<pic:blipFill><a:blip r:embed='{relation}'/></pic:blipFill></pic:pic>"
    )
    box = "<wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>渡口的清晨。</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp>"
    group = f"<a:graphic><a:graphicData><wpg:wgp>{picture}{box}</wpg:wgp></a:graphicData></a:graphic>"
    drawing = f"<w:drawing><wp:anchor><wp:docPr id='2' name='g' descr='C:\\photos\\DSC1.JPG'/>{group}</wp:anchor></w:drawing>"
    fallback = f"<w:pict><v:group><v:shape><v:imagedata r:id='{relation}'/></v:shape></v:group></w:pict>"
    _add(
        document,
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wpg'>{drawing}</mc:Choice>"
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>",
    )
    (figure,) = [block for block in _read(document).blocks if isinstance(block, Figure)]
    assert (figure.text, figure.alt) == ("渡口的清晨。", "两只船")


def test_the_picture_of_a_form_nobody_reads_is_taken(document: docx.document.Document) -> None:
    relation = _embed(document)
    chart = "<w:drawing><wp:inline><a:graphic><a:graphicData><cx:chart xmlns:cx='http://schemas.microsoft.com/office/drawing/2014/chartex'/></a:graphicData></a:graphic></wp:inline></w:drawing>"
    still = f"<w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed='{relation}'/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    _add(
        document,
        f"<w:r><mc:AlternateContent><mc:Choice Requires='cx'>{chart}</mc:Choice><mc:Fallback>{still}</mc:Fallback></mc:AlternateContent></w:r>",
    )
    assert [type(block).__name__ for block in _read(document).blocks] == ["Title", "Paragraph", "Figure"]


def test_a_table_of_pictures_over_captions_is_no_table(document: docx.document.Document) -> None:
    table = document.add_table(2, 2)
    for column in range(2):
        data = io.BytesIO()
        Image.new("RGB", (40, 30), (90 * column, 120, 60)).save(data, "PNG")
        data.seek(0)
        table.cell(0, column).paragraphs[0].add_run().add_picture(data)
        table.cell(1, column).text = f"第{column + 1}座桥"
    read = _read(document)
    assert [(type(b).__name__, b.text) for b in all_blocks(read.blocks)][2:] == [
        ("Figure", "第1座桥"),
        ("Figure", "第2座桥"),
    ]


def test_a_table_with_a_picture_and_other_words_stays_one(document: docx.document.Document) -> None:
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "桥", "样子"
    table.cell(1, 0).text = "石桥"
    data = io.BytesIO()
    Image.new("RGB", (40, 30)).save(data, "PNG")
    data.seek(0)
    table.cell(1, 1).paragraphs[0].add_run().add_picture(data)
    kinds = [type(block) for block in _read(document).blocks]
    assert Table in kinds
    assert Figure in kinds


def test_a_short_centred_line_under_a_picture_is_its_caption(document: docx.document.Document) -> None:
    data = io.BytesIO()
    Image.new("RGB", (40, 30)).save(data, "PNG")
    data.seek(0)
    document.add_picture(data)
    document.add_paragraph("桥头的茶摊").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph(_TEXT)
    assert _rest(_read(document))[:2] == [("Figure", ""), ("Caption", "桥头的茶摊")]


@pytest.mark.parametrize(
    "stand_out",
    [
        lambda run: setattr(run.font, "bold", True),
        lambda run: setattr(run.font, "size", Pt(16)),
        lambda run: run._element.get_or_add_rPr().append(
            parse_xml(f"<w:rFonts {nsdecls('w')} w:eastAsia='黑体'/>")
        ),
    ],
    ids=["bold", "large", "heiti"],
)
def test_lines_that_stand_out_are_headings(
    document: docx.document.Document, stand_out: Callable[[object], None]
) -> None:
    for paragraph in document.paragraphs:
        paragraph.runs[0].font.size = Pt(12)
    for words in ("修桥的人", "谁出的钱？"):
        run = document.add_paragraph().add_run(words)
        run.font.size = Pt(12)
        stand_out(run)
    document.add_paragraph().add_run(_TEXT).font.size = Pt(12)
    headings = [block for block in _read(document).blocks if isinstance(block, Heading)]
    assert [block.text for block in headings] == ["修桥的人", "谁出的钱？"]
    assert not any(block.spans for block in headings)


def test_a_sentence_that_is_bold_as_a_whole_stays_bold(document: docx.document.Document) -> None:
    document.add_paragraph().add_run("这一句话很要紧，作者要它全是黑的。").bold = True
    document.add_paragraph(_TEXT)
    paragraph = _read(document).blocks[2]
    assert [(s.kind, s.start, s.end) for s in paragraph.spans] == [(SpanKind.STRONG, 0, len(paragraph.text))]


def test_a_large_centred_title_on_two_lines_below_a_line_over_it() -> None:
    document = docx.Document()
    for words, size, centred in (
        ("本刊特稿", 12, False),
        ("溪上的桥", 22, True),
        ("与修桥的人", 22, True),
        (_TEXT, 12, False),
        (_TEXT, 12, False),
    ):
        paragraph = document.add_paragraph()
        paragraph.add_run(words).font.size = Pt(size)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shown = [(type(block).__name__, block.text) for block in _read(document).blocks]
    assert shown[:3] == [("Kicker", "本刊特稿"), ("Title", "溪上的桥 与修桥的人"), ("Paragraph", _TEXT)]


def test_headings_by_look_below_a_title_by_style() -> None:
    document = docx.Document()
    document.add_heading("溪上的桥", 1)
    for words in (_TEXT, "一、从前", _TEXT, "（一）木桥", _TEXT, "二、后来", _TEXT):
        document.add_paragraph(words)
    headings = [b for b in _read(document).blocks if isinstance(b, Heading)]
    assert [(b.number, b.level, b.text) for b in headings] == [
        ("一", 1, "从前"),
        ("一", 2, "木桥"),
        ("二", 1, "后来"),
    ]


def test_what_the_structure_shows_is_said_of_word_files_too(document: docx.document.Document) -> None:
    for words in ("一、从前", _TEXT, "三、后来", _TEXT):
        document.add_paragraph(words)
    assert "manuscript/heading-number-jump" in {f.code for f in _read(document).findings}


def test_equations_keep_what_is_raised(document: docx.document.Document) -> None:
    power = "<m:sSup><m:e><m:r><m:t>c</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    half = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>a+b</m:t></m:r></m:den></m:f>"
    _add(document, f"<m:oMath><m:r><m:t>E=m</m:t></m:r>{power}<m:r><m:t>+</m:t></m:r>{half}</m:oMath>")
    read = _read(document)
    block = read.blocks[2]
    assert block.text == "E=mc2+1/(a+b)"
    assert [(s.kind, block.text[s.start : s.end]) for s in block.spans] == [(SpanKind.SUPERSCRIPT, "2")]
    assert "manuscript/reshaped" in {f.code for f in read.findings}


def test_ruby_lettering_and_symbols_are_text(document: docx.document.Document) -> None:
    ruby = f"<w:r><w:ruby><w:rt>{_run('tāo')}</w:rt><w:rubyBase>{_run('饕')}</w:rubyBase></w:ruby></w:r>"
    _add(document, ruby)
    _add(
        document,
        "<w:r><w:pict><v:shape type='#136'><v:textpath string='年终特刊'/></v:shape></w:pict></w:r>",
    )
    _add(
        document,
        "<w:r><w:sym w:font='Symbol' w:char='F062'/></w:r>"
        + _run("l", "<w:rFonts w:ascii='Wingdings'/>")
        + _run("\uf0b7", "<w:rFonts w:ascii='Symbol'/>"),
    )
    assert [text for _, text in _rest(_read(document))] == ["饕（tāo）", "年终特刊", "β●•"]


def test_paragraphs_whose_mark_is_deleted_are_one(document: docx.document.Document) -> None:
    _add(
        document,
        f"<w:pPr><w:rPr><w:del w:id='9' w:author='甲'/></w:rPr></w:pPr>{_run('桥修好了，')}",
    )
    document.add_paragraph("人也来了。")
    _add(document, f"<w:pPr><w:framePr w:dropCap='drop' w:lines='3'/></w:pPr>{_run('那')}")
    document.add_paragraph("一年下了很大的雪。")
    assert [text for _, text in _rest(_read(document))] == ["桥修好了，人也来了。", "那一年下了很大的雪。"]


def test_deleted_rows_moves_and_marks_are_said(document: docx.document.Document) -> None:
    table = document.add_table(2, 2)
    for at, words in enumerate(("年", "长", "1993", "22米")):
        table.cell(at // 2, at % 2).text = words
    row = table.rows[1]._tr
    row.insert(0, parse_xml(f"<w:trPr {_NS}><w:del w:id='5' w:author='乙'/></w:trPr>"))
    _add(document, f"<w:moveFrom w:id='6' w:author='乙'>{_run('搬走的话')}</w:moveFrom>{_run('留下，')}")
    _add(
        document,
        f"<w:moveTo w:id='7' w:author='乙'>{_run('搬走的话')}</w:moveTo>"
        + _run("画线", "<w:u w:val='single'/>"),
    )
    read = _read(document)
    text = "".join(block.text for block in all_blocks(read.blocks))
    assert "1993" not in text
    assert text.count("搬走的话") == 1
    said = " ".join(finding.message.zh for finding in read.findings)
    assert "199322米" in said
    assert "2 字的下划线" in said


def test_footnotes_and_endnotes_are_notes(document: docx.document.Document) -> None:
    _add(
        document,
        f"{_run('桥长22米')}<w:r><w:footnoteReference w:id='2'/></w:r>{_run('，宽3米')}<w:r><w:endnoteReference w:id='2'/></w:r>{_run('。')}",
    )
    data = _saved(document)
    out = io.BytesIO()
    kinds = {"footnote": "一九九三年量得。", "endnote": "县志所载。"}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = (
                old.read(entry).decode("latin-1") if entry.filename.endswith(("rels", "Types].xml")) else ""
            )
            for kind, words in kinds.items():
                if entry.filename == "[Content_Types].xml":
                    override = f'<Override PartName="/word/{kind}s.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"/>'
                    content = content.replace("</Types>", f"{override}</Types>")
                elif entry.filename == "word/_rels/document.xml.rels":
                    relation = f'<Relationship Id="x{kind}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}s" Target="{kind}s.xml"/>'
                    content = content.replace("</Relationships>", f"{relation}</Relationships>")
                    body = f"<w:{kind} w:type='separator' w:id='0'><w:p>{_run('线')}</w:p></w:{kind}><w:{kind} w:id='2'><w:p>{_run(words)}</w:p></w:{kind}>"
                    new.writestr(f"word/{kind}s.xml", f"<w:{kind}s {_NS}>{body}</w:{kind}s>")
            new.writestr(entry, content.encode("latin-1") if content else old.read(entry))
    read = manuscript_of(out.getvalue(), name="稿.docx")
    notes = {block.key: block.text for block in read.blocks if isinstance(block, Note)}
    assert notes == {"footnote-2": "一九九三年量得。", "endnote-2": "县志所载。"}
    calls = [(s.start, s.target) for s in read.blocks[2].spans]
    assert calls == [(5, "footnote-2"), (9, "endnote-2")]


@pytest.mark.parametrize(
    "kind",
    [
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    ],
)
def test_documents_with_macros_and_templates(
    document: docx.document.Document, tmp_path: Path, kind: bytes
) -> None:
    usual = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    path = tmp_path / "稿.docm"
    with zipfile.ZipFile(io.BytesIO(_saved(document))) as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, old.read(entry).replace(usual, kind))
    assert read_manuscript(path, name="稿.docm").blocks[0].text == "题目"


def test_a_damaged_part_and_a_dead_relation_are_survived(document: docx.document.Document) -> None:
    data = io.BytesIO(_saved(document))
    out = io.BytesIO()
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "word/_rels/document.xml.rels":
                dead = b'<Relationship Id="dead" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="NULL"/>'
                content = content.replace(b"</Relationships>", dead + b"</Relationships>")
            new.writestr(entry.filename, content)
    broken = out.getvalue().replace(b"<a:themeElements>", b"<a:themeElementz>")
    assert broken != out.getvalue()
    read = manuscript_of(broken, name="稿.docx")
    assert read.blocks[0].text == "题目"
    assert any("word/theme/theme1.xml 已损坏" in f.message.zh for f in read.findings)


@pytest.mark.parametrize("suffix", [".doc", ".wps", ".rtf", ".odt"])
def test_old_formats_without_libreoffice_say_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / f"稿{suffix}"
    path.write_bytes(b"\xd0\xcf\x11\xe0 and more")
    with pytest.raises(MissingToolError) as caught:
        read_manuscript(path, name=path.name)
    assert caught.value.exit_code == 4
    assert caught.value.hint
    assert "另存为 .docx" in caught.value.hint.zh


def test_a_caption_by_style_keeps_its_note(document: docx.document.Document) -> None:
    document.add_paragraph("图一　桥", style="Caption")
    (caption,) = [block for block in _read(document).blocks if isinstance(block, Caption)]
    assert caption.text == "图一　桥"
