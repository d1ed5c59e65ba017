"""Small PDFs with one fault each."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from report_pdf.preflight import stage
from report_pdf.preflight.judging import judge

_FIRST_CODE = 1


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    """Checks are judged without a child, which takes its second; test_judging.py has it in earnest."""
    monkeypatch.setattr(stage, "judge_in_child", lambda subject, limits: judge(subject))


@dataclass(frozen=True, kw_only=True)
class Faults:
    """What is to be wrong; as it stands, nothing is."""

    texts: tuple[str, ...] = ("渡口的老钟，又响了。",)
    size: tuple[float, float] = (595, 842)
    embedded: bool = True
    unmapped: int = 0
    title: str = "渡口 第7期"
    language: str = "zh-CN"
    tagged: bool = True
    linearized: bool = True
    script: bytes = b""
    picture_pixels: int = 600


@pytest.fixture
def made():
    """A page a text, each with a picture of four inches; deliberately wrong where asked for."""

    def make(**faults):
        wanted = Faults(**faults)
        with pikepdf.new() as pdf:
            _describe(pdf, wanted)
            characters = sorted(set("".join(wanted.texts)))
            font = pdf.make_indirect(_font(pdf, characters, wanted))
            picture = _picture(pdf, wanted.picture_pixels)
            for text in wanted.texts:
                pdf.add_blank_page()
                page = pdf.pages[-1].obj
                page["/MediaBox"] = Array([0, 0, *wanted.size])
                page["/Resources"] = Dictionary(Font=Dictionary(F1=font), XObject=Dictionary(P1=picture))
                codes = "".join(f"{characters.index(character) + _FIRST_CODE:04x}" for character in text)
                drawing = f"q 288 0 0 288 50 50 cm /P1 Do Q BT /F1 10 Tf 50 700 Td <{codes}> Tj ET"
                page["/Contents"] = pdf.make_stream(drawing.encode())
            out = io.BytesIO()
            pdf.save(out, linearize=wanted.linearized, static_id=True)
        return out.getvalue()

    return make


def _describe(pdf: pikepdf.Pdf, wanted: Faults) -> None:
    if wanted.title:
        pdf.docinfo["/Title"] = wanted.title
    if wanted.language:
        pdf.Root["/Lang"] = pikepdf.String(wanted.language)
    if wanted.tagged:
        pdf.Root["/MarkInfo"] = Dictionary(Marked=True)
        pdf.Root["/StructTreeRoot"] = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    if wanted.script:
        pdf.Root["/OpenAction"] = Dictionary(S=Name.JavaScript, JS=pikepdf.String(wanted.script.decode()))


def _font(pdf: pikepdf.Pdf, characters: list[str], wanted: Faults) -> Dictionary:
    """Embedded as far as a check can see; the last ``unmapped`` codes have no Unicode value."""
    mapped = list(enumerate(characters, _FIRST_CODE))[: len(characters) - wanted.unmapped]
    lines = "\n".join(f"<{code:04x}> <{character.encode('utf-16-be').hex()}>" for code, character in mapped)
    table = f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(mapped)} beginbfchar\n{lines}\nendbfchar"
    descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Own"))
    if wanted.embedded:
        descriptor["/FontFile2"] = pdf.make_stream(b"the outlines are nothing to these checks")
    inner = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/ABCDEF+Own"),
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        W=Array([_FIRST_CODE, Array([1000] * len(characters))]),
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/ABCDEF+Own"),
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(inner)]),
        ToUnicode=pdf.make_stream(table.encode()),
    )


def _picture(pdf: pikepdf.Pdf, pixels: int) -> pikepdf.Stream:
    stream = pdf.make_stream(bytes(pixels * pixels))
    stream["/Type"], stream["/Subtype"] = Name.XObject, Name.Image
    stream["/Width"] = stream["/Height"] = pixels
    stream["/ColorSpace"], stream["/BitsPerComponent"] = Name.DeviceGray, 8
    return stream
