from __future__ import annotations

import pikepdf
from pikepdf import Dictionary, Name

from report_pdf.pdf.archive.text import Mark, loose_pages, marked_texts, read_texts

WIDE = b"""1 begincodespacerange <0000> <ffff> endcodespacerange
2 beginbfchar <0001> <5c71> <0002> <d840dc0b> endbfchar
2 beginbfrange <0010> <0012> <4e00> <0020> <0021> [<0041> <00420043>] endbfrange"""


def _texts(content: bytes, form: bytes = b"") -> dict[Mark, str]:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(100, 100))
    fonts = Dictionary(W=Dictionary(Type=Name.Font, Subtype=Name.Type0, ToUnicode=pdf.make_stream(WIDE)))
    drawn = pdf.make_stream(form)
    drawn.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, Resources=Dictionary(Font=fonts)))
    page = pdf.pages[0].obj
    page.Contents = pdf.make_stream(content)
    page.Resources = Dictionary(Font=fonts, XObject=Dictionary(Fm=drawn))
    return {mark: found.text for mark, found in marked_texts(pdf).items()}


def test_codes_are_read_by_characters_ranges_and_arrays() -> None:
    content = b"/P <</MCID 0>> BDC BT /W 9 Tf [<00010002> -20 <00100012>] TJ <00200021> Tj ET EMC"
    assert list(_texts(content).values()) == ["山\U0002000b一丂ABC"]


def test_actual_text_stands_for_what_is_shown_in_it() -> None:
    content = b"BT /W 9 Tf /P <</MCID 4>> BDC <0001> Tj /Span <</ActualText <FEFF00360039>>> BDC <0010> Tj EMC <0020> Tj EMC ET"
    assert list(_texts(content).values()) == ["山69A"]


def test_text_in_a_form_belongs_to_the_form() -> None:
    texts = _texts(b"/Fm Do", b"/P <</MCID 7>> BDC BT /W 9 Tf <0001> Tj ET EMC")
    ((mark, text),) = texts.items()
    assert (mark.page, mark.mcid, text) == (0, 7, "山")
    assert mark.form is not None


def test_text_outside_any_mark_is_no_content_of_one() -> None:
    content = b"BT /W 9 Tf <0001> Tj ET /P <</MCID 0>> BDC BT /W 9 Tf <0010> Tj ET EMC"
    assert list(_texts(content).values()) == ["一"]


def test_what_nothing_marks_and_what_artifacts_say_is_known_page_by_page() -> None:
    """An artifact inside a paragraph is none of its words."""
    with pikepdf.new() as pdf:
        for content in (
            b"BT /W 9 Tf <0001> Tj ET",
            b"/Artifact BMC BT /W 9 Tf <0010> Tj ET EMC",
            b"/P <</MCID 0>> BDC BT /W 9 Tf <0001> Tj /Artifact BMC <0011> Tj EMC ET EMC",
            b"BT /None 9 Tf <41> Tj ET",
        ):
            pdf.add_blank_page(page_size=(100, 100))
            page = pdf.pages[-1].obj
            page.Contents = pdf.make_stream(content)
            font = Dictionary(Type=Name.Font, Subtype=Name.Type0, ToUnicode=pdf.make_stream(WIDE))
            page.Resources = Dictionary(Font=Dictionary(W=font))
        texts = read_texts(pdf)
        assert texts.loose == {0: "山", 3: ""}, "what cannot be read may be anything"
        assert texts.artifacts == {0: (), 1: ("一",), 2: ("丁",), 3: ()}
        assert [found.text for found in texts.marked.values()] == ["山"]
        assert loose_pages(pdf) == {0, 3}
