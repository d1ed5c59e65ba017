"""A PDF made small without touching what it says: fonts and pictures exchanged, equal objects kept once, all deflated.

In: finished pages, and what stands for their font programs and pictures (made by the rooms that know fonts and
pictures). Out: the same pages; text layer, vectors and structure are as they were. ISO 32000-2 7.5.7, 9.7.4, 9.9.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pikepdf

from report_pdf.pdf.compact_equals import keep_once
from report_pdf.pdf.compact_words import order_maps, out_of_line
from report_pdf.pdf.geometry import inherited, number_of

__all__ = ["FontProgram", "NewPicture", "NewProgram", "compact", "font_programs"]

_HARDEST: Final = 9
_USUAL: Final = -1
_USUAL_WIDTH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class FontProgram:
    """An embedded TrueType program that text reaches by glyph number. ``key``: its object; ``used``: numbers with a width."""

    key: int
    data: bytes
    used: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProgram:
    """What stands for programs. ``glyphs``: the glyph of each number in the text; None: CFF, which knows them itself."""

    data: bytes
    glyphs: Mapping[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPicture:
    """A JPEG that stands for a picture; its colour space stays, so it has as many components as before."""

    data: bytes
    width: int
    height: int


def font_programs(pdf: bytes) -> tuple[FontProgram, ...]:
    """Every program that may be exchanged: TrueType, two-byte codes that are glyph numbers, widths for all of them."""
    found: dict[int, FontProgram] = {}
    with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as packet:
        for _, descendant in _composite_fonts(packet):
            program = descendant["/FontDescriptor"]["/FontFile2"]
            key = program.objgen[0]
            before = found[key].used if key in found else frozenset()
            used = before | _widths(descendant).keys()
            found[key] = FontProgram(key=key, data=program.read_bytes(), used=used)
    return tuple(found.values())


def compact(
    pdf: bytes,
    *,
    programs: Mapping[int, NewProgram] | None = None,
    pictures: Mapping[int, NewPicture] | None = None,
) -> bytes:
    """``pdf`` with what stands for its programs and pictures (by object number), each thing once, deflated hard."""
    with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as packet:
        _exchange_fonts(packet, programs or {})
        for key, picture in (pictures or {}).items():
            _exchange_picture(packet, packet.get_object(key, 0), picture)
        keep_once(packet)
        packet.remove_unreferenced_resources()
        order_maps(packet, [font for font in _page_fonts(packet) if str(font.get("/Subtype")) == "/Type0"])
        out_of_line(packet)
        return _saved(packet)


def _saved(packet: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pikepdf.settings.set_flate_compression_level(_HARDEST)
    try:
        packet.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            recompress_flate=True,
        )
    finally:
        pikepdf.settings.set_flate_compression_level(_USUAL)  # it is the whole process's
    return out.getvalue()


def _composite_fonts(packet: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Object, pikepdf.Object]]:
    """Pages' own Type 0 fonts and their descendants, codes being glyph numbers of an embedded TrueType program (9.7.4.2).

    What is drawn as a form (supplements) keeps its fonts: their shapes are their maker's to the last unit.
    """
    for font in _page_fonts(packet):
        if not isinstance(font, pikepdf.Dictionary) or str(font.get("/Subtype")) != "/Type0":
            continue
        descendants = font.get("/DescendantFonts")
        if str(font.get("/Encoding")) != "/Identity-H" or not isinstance(descendants, pikepdf.Array):
            continue
        descendant = descendants[0]
        descriptor = descendant.get("/FontDescriptor")
        is_plain = str(descendant.get("/CIDToGIDMap", "/Identity")) == "/Identity"
        if is_plain and isinstance(descriptor, pikepdf.Dictionary) and "/FontFile2" in descriptor:
            yield font, descendant


def _page_fonts(packet: pikepdf.Pdf) -> list[pikepdf.Object]:
    found: dict[tuple[int, int], pikepdf.Object] = {}
    for page in packet.pages:
        resources = inherited(page.obj, "/Resources")
        fonts = resources.get("/Font") if isinstance(resources, pikepdf.Dictionary) else None
        for font in fonts.values() if isinstance(fonts, pikepdf.Dictionary) else ():
            found.setdefault(font.objgen, font)
    return list(found.values())


def _widths(descendant: pikepdf.Object) -> dict[int, float]:
    """W spread out (9.7.4.3)."""
    found: dict[int, float] = {}
    written = descendant.get("/W")
    items = list(written) if isinstance(written, pikepdf.Array) else []
    while items:
        first = int(number_of(items.pop(0)) or 0)
        second = items.pop(0) if items else None
        if isinstance(second, pikepdf.Array):
            found.update({first + at: number_of(width) or 0.0 for at, width in enumerate(second)})
        elif items:
            width = number_of(items.pop(0)) or 0.0
            found.update(dict.fromkeys(range(first, int(number_of(second) or 0) + 1), width))
    return found


def _exchange_fonts(packet: pikepdf.Pdf, programs: Mapping[int, NewProgram]) -> None:
    made: dict[int, pikepdf.Object] = {}
    maps: dict[int, pikepdf.Object] = {}
    for _, descendant in list(_composite_fonts(packet)):
        descriptor = descendant["/FontDescriptor"]
        program = programs.get(descriptor["/FontFile2"].objgen[0])
        if program is None:
            continue
        if id(program) not in made:
            made[id(program)] = _program(packet, program)
            maps[id(program)] = _glyph_map(packet, program)
        del descriptor["/FontFile2"]
        if program.glyphs is None:
            descriptor["/FontFile3"] = made[id(program)]
            descendant["/Subtype"] = pikepdf.Name.CIDFontType0
            if "/CIDToGIDMap" in descendant:
                del descendant["/CIDToGIDMap"]
        else:
            descriptor["/FontFile2"] = made[id(program)]
            descendant["/CIDToGIDMap"] = maps[id(program)]
        _write_widths(descendant)


def _program(packet: pikepdf.Pdf, program: NewProgram) -> pikepdf.Object:
    stream = packet.make_stream(program.data)
    if program.glyphs is None:
        stream["/Subtype"] = pikepdf.Name.CIDFontType0C
    else:
        stream["/Length1"] = len(program.data)
    return packet.make_indirect(stream)


def _glyph_map(packet: pikepdf.Pdf, program: NewProgram) -> pikepdf.Object:
    glyphs = program.glyphs or {}
    last = max(glyphs, default=0)
    data = b"".join(glyphs.get(number, 0).to_bytes(2) for number in range(last + 1))
    return packet.make_indirect(packet.make_stream(data))


def _write_widths(descendant: pikepdf.Object) -> None:
    """The same widths in fewer words: runs of neighbours, and none where it is the usual one."""
    widths = {cid: width for cid, width in sorted(_widths(descendant).items()) if width != _USUAL_WIDTH}
    runs: list[tuple[int, list[float]]] = []
    for cid, width in widths.items():
        if runs and runs[-1][0] + len(runs[-1][1]) == cid:
            runs[-1][1].append(width)
        else:
            runs.append((cid, [width]))
    words: list[object] = []
    for first, run in runs:
        words += [first, pikepdf.Array([round(width) if width == round(width) else width for width in run])]
    descendant["/DW"] = _USUAL_WIDTH
    if words:
        descendant["/W"] = pikepdf.Array(words)
    else:
        del descendant["/W"]


def _exchange_picture(packet: pikepdf.Pdf, image: pikepdf.Object, picture: NewPicture) -> None:
    del packet
    assert isinstance(image, pikepdf.Stream)
    image.write(picture.data, filter=pikepdf.Name.DCTDecode)
    image["/Width"], image["/Height"] = picture.width, picture.height
    image["/BitsPerComponent"] = 8
    for key in ("/Decode", "/Interpolate"):
        if key in image:
            del image[key]
