"""Small pages for the tests of the press, and a converter whose answers can be foretold."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

from report_pdf.pdf.press.inking import press_pass
from report_pdf.pdf.press.spec import PressSpec

RED = (179, 20, 29)
RECIPE = (0.15, 1.0, 0.9, 0.1)

# Objects die with their file.
_KEPT: list[pikepdf.Pdf] = []


@dataclass(frozen=True)
class Plain:
    data: bytes
    width: int
    height: int
    colours: int
    jpeg: bool = False


class Complement:
    """Cyan is what red lacks, and so on; no black."""

    def colour(self, values, *, space="rgb", profile=None):
        if space == "lab":
            return (0.0, 0.0, 0.0, round(1 - values[0] / 100, 4))
        return (*(round(1 - value, 4) for value in values), 0.0)

    def image(self, samples, *, mode, size, profile=None, lossy):
        assert mode == "RGB"
        out = bytearray()
        for at in range(0, len(samples), 3):
            out += bytes(255 - byte for byte in samples[at : at + 3]) + b"\0"
        return Plain(bytes(out), *size, 4)

    def within_limit(self, data, *, size, jpeg, inverted=False):
        """Every CMYK picture is told as having this much ink; those over 300 % come back without any."""
        most = max(sum(data[at : at + 4]) for at in range(0, len(data), 4)) / 2.55
        return (Plain(bytes(len(data)), *size, 4), most) if most > 300 else None


def spec(**changes):
    return PressSpec(converter=Complement(), palette={RED: RECIPE}, **changes)


def page(drawing, resources=None, *, size=(200, 300), **keys):
    """One page that draws this."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=size)
    holder = pdf.pages[0].obj
    holder["/Contents"] = pdf.make_stream(drawing.encode() if isinstance(drawing, str) else drawing)
    holder["/Resources"] = Dictionary(resources(pdf) if callable(resources) else resources or {})
    for key, value in keys.items():
        holder[f"/{key}"] = value
    return saved(pdf)


def saved(pdf):
    out = io.BytesIO()
    pdf.save(out, static_id=True)
    return out.getvalue()


def drawn_font(pdf):
    """A font whose one glyph, A, is a square: its outlines are in the file."""
    glyph = pdf.make_stream(b"800 0 0 0 750 750 d1 0 0 750 750 re f")
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 750, 750]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(A=glyph),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([65, Name.A])),
        FirstChar=65,
        LastChar=65,
        Widths=Array([800]),
        Resources=Dictionary(),
    )


def fonts(pdf):
    missing = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    return {"/Font": Dictionary(F=pdf.make_indirect(drawn_font(pdf)), Missing=missing)}


def image(pdf, samples, size, space=Name.DeviceRGB, bits=8, **keys):
    made = pdf.make_stream(samples)
    made["/Type"], made["/Subtype"] = Name.XObject, Name.Image
    made["/Width"], made["/Height"] = size
    made["/ColorSpace"], made["/BitsPerComponent"] = space, bits
    for key, value in keys.items():
        made[f"/{key}"] = value
    return made


def pressed(data, **changes):
    """The pressed page: what it draws as (operator, operands), its resources, and the whole result."""
    result = press_pass(data, spec(**changes))
    opened = pikepdf.open(io.BytesIO(result.data))
    _KEPT.append(opened)
    return drawing_of(opened.pages[0]), opened.pages[0].obj.Resources, result


def drawing_of(holder):
    return [
        (str(item.operator), [_plain(operand) for operand in item.operands])
        for item in pikepdf.parse_content_stream(holder)
    ]


def _plain(value):
    if isinstance(value, pikepdf.Object):
        return str(value) if isinstance(value, Name) else value
    return float(value)
