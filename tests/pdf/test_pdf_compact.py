"""A file made small says and shows what it said and showed: fonts, pictures, equal objects, parts, copies."""

from __future__ import annotations

import io
import shutil
import subprocess

import pikepdf
import pytest

from report_pdf.editions.email_fonts import compact_programs
from report_pdf.fonts import catalogue, cut_for, without_glyph
from report_pdf.model.pages import PaginatedHtml
from report_pdf.pdf import (
    ClosingFacts,
    Filling,
    PartPages,
    SlotSpec,
    Spot,
    compact,
    fill,
    part_of,
    rasterise,
    read_tag_tree,
    tag_whole,
    template_of,
    weigh,
)
from report_pdf.pipeline import with_resources
from report_pdf.render import render

TEXT = "渡口的船还没有来，候船的人已经排成一行。"
FACTS = ClosingFacts(title="渡口", linearized=True)
ROOM = SlotSpec(glyphs=24, font=5_000, name=900, mark=500, xmp=2_000)


@pytest.fixture(scope="module")
def pages():
    """Three pages in three faces, tagged, with a link from the first to the last."""
    html = (
        '<html lang="zh"><body><section><h1 id="a">渡口</h1><p><a href="#c">到第三页</a></p></section>'
        f"<section style=\"break-before:page;font-family:'WenKai Cut'\"><p>{TEXT}</p></section>"
        f'<section style="break-before:page"><h1 id="c">对岸</h1><p>{TEXT}</p></section></body></html>'
    )
    css = 'body{font-family:"Noto Serif SC Cut"} h1{font-family:"Noto Sans SC Cut";font-weight:700}'
    return render(
        *with_resources(PaginatedHtml(html=html, style_sheets=(("a.css", css),)), ()), numbered=True
    ).pdf


def _texts(pdf):
    from report_pdf.pdf import particulars

    return particulars(pdf).texts


def _programs(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return {
            str(thing["/FontName"])[8:]: next(
                thing[key] for key in ("/FontFile2", "/FontFile3") if key in thing
            ).read_bytes()
            for thing in opened.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"
        }


@pytest.mark.parametrize("grid", [1, 2, 3, 4])
def test_fonts_are_small_and_text_and_shapes_stay(pages, grid):
    small = compact(pages, programs=compact_programs(pages, grid=grid))
    assert len(small) < 0.95 * len(pages)
    assert sum(map(len, _programs(pages).values())) > 10 * sum(map(len, _programs(small).values()))
    assert _texts(small) == _texts(pages)
    for before, after in zip(
        rasterise(pages, [1, 2, 3], ppi=72), rasterise(small, [1, 2, 3], ppi=72), strict=True
    ):
        far = sum(abs(one - other) > 90 for one, other in zip(before.samples, after.samples, strict=True))
        assert far < 0.0005 * len(before.samples)


@pytest.mark.skipif(not shutil.which("mutool"), reason="mutool is not installed")
def test_a_reader_that_follows_the_specification_draws_the_same(pages, tmp_path):
    """Codes reach glyphs through the charset or CIDToGIDMap; lenient readers hide a wrong one."""
    ink = []
    for name, pdf in (("before", pages), ("after", compact(pages, programs=compact_programs(pages)))):
        (tmp_path / f"{name}.pdf").write_bytes(pdf)
        done = subprocess.run(
            ["mutool", "draw", "-q", "-r", "72", "-F", "pgm", "-o", "-", tmp_path / f"{name}.pdf"],
            capture_output=True,
            check=True,
        )
        assert b"glyph" not in done.stderr
        ink.append(sum(255 - sample for sample in done.stdout))
    assert abs(ink[0] - ink[1]) < 0.03 * ink[0] or abs(ink[0] - ink[1]) < 20_000


def test_equal_streams_are_kept_once():
    with pikepdf.new() as pdf:
        for _ in range(3):
            pdf.add_blank_page()
            pdf.pages[-1].contents_add(pdf.make_stream(b"0 0 100 100 re f " + bytes(range(200, 256)) * 40))
        out = io.BytesIO()
        pdf.save(out)
    with pikepdf.open(io.BytesIO(compact(out.getvalue()))) as small:
        contents = {page.obj["/Contents"].objgen for page in small.pages}
    assert len(contents) == 1


def test_the_table_of_weights_adds_up(pages):
    rows = weigh(pages)
    assert sum(row.total for row in rows) == len(pages)
    assert [row.page for row in rows] == [0, 1, 2, 3]
    assert all(row.fonts > row.text > 0 for row in rows[1:])


def test_a_part_has_its_pages_and_leads_to_the_others(pages):
    tagged, _ = tag_whole(pages, FACTS, file="email.pdf")
    parts = (PartPages(file="email-1.pdf", first=1, last=2), PartPages(file="email-2.pdf", first=3, last=3))
    first, second = (part_of(tagged, part, parts) for part in parts)
    assert (_texts(first), _texts(second)) == (_texts(pages)[:2], _texts(pages)[2:])
    with pikepdf.open(io.BytesIO(first)) as pdf:
        (link,) = pdf.pages[0].obj["/Annots"]
        assert (str(link["/A"]["/S"]), str(link["/A"]["/F"]["/F"]), int(link["/A"]["/D"][0])) == (
            "/GoToR",
            "email-2.pdf",
            0,
        )
    assert not any("WenKai" in name for name in _programs(second))
    assert {node.kind for node in _walk(read_tag_tree(second).root)} >= {"H1", "P"}


def _walk(node):
    yield node
    for below in node.nodes:
        yield from _walk(below)


def _filling(name, number):
    cut = cut_for([name, number])
    lines = {
        key: b"BT /F 12 Tf <" + "".join(f"{cut.glyphs[c]:04X}" for c in text).encode() + b"> Tj ET"
        for key, text in (("name", name), ("mark", number))
    }
    characters = {glyph: character for character, glyph in cut.glyphs.items()}
    return Filling(
        drawings=lines,
        font=cut.data,
        advances=cut.advances,
        characters=characters,
        xmp=b"<x/>",
        identifier=bytes(16),
    )


def test_copies_differ_in_their_own_words_alone(pages, tmp_path):
    tagged, _ = tag_whole(pages, FACTS, file="email.pdf")
    spot = Spot(x=50, y=400, width=300, height=40)
    template = template_of(compact(tagged), FACTS, ROOM, name=spot, mark_foot=12)
    copies = [
        fill(template, _filling(name, number))
        for name, number in (("梁渡生", "0007"), ("买买提·艾力", "0008"))
    ]
    assert len({len(copy) for copy in copies}) == 1
    assert "梁渡生" in _texts(copies[0])[0]
    assert "0007" in _texts(copies[0])[2]
    assert "梁渡生" not in "".join(_texts(copies[1]))
    assert "梁渡生" in read_tag_tree(copies[0]).root.text
    if shutil.which("qpdf"):
        (tmp_path / "copy.pdf").write_bytes(copies[0])
        for question in ("--check", "--check-linearization"):
            subprocess.run(["qpdf", question, tmp_path / "copy.pdf"], check=True, capture_output=True)


def test_words_longer_than_their_place_are_refused(pages):
    template = template_of(compact(pages), FACTS, ROOM, name=Spot(x=0, y=0, width=9, height=9), mark_foot=12)
    with pytest.raises(ValueError, match="widths: 329 > 119"):
        fill(
            template,
            _filling(
                "".join(chr(code) for code in range(0x4E00, 0x4E40) if not without_glyph(chr(code))), "1"
            ),
        )


def test_a_rare_name_is_drawn_by_some_face():
    assert not without_glyph("陈𬭎王堃喆司马·")
    assert without_glyph("\ue000") == "\ue000"
    assert len(catalogue()) > 1
