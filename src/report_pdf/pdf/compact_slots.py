"""A finished file with places left free, to be filled as often as wanted by laying bytes into it.

Everything common to many copies is written once, linearized, with its cross-reference tables; a copy differs in a few
streams of a fixed length (two short drawings, a font, its ToUnicode map, the metadata) and in its identifier, so to
make one is to copy the bytes and write into the free places. No offset moves, so every table stays right.

The drawings carry their font dictionary in their own resources, directly: a stream's dictionary is never packed into
an object stream, so the widths in it can be written too (ISO 32000-2 7.5.7, 7.8.3, 9.7).
"""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pikepdf

from report_pdf.pdf.closing import drop_private_data, present
from report_pdf.pdf.compact_slots_tags import tag_last
from report_pdf.pdf.geometry import inherited, page_facts
from report_pdf.pdf.metadata import ClosingFacts, info_of

__all__ = ["MARK", "NAME", "Filling", "SlotSpec", "Spot", "Template", "fill", "template_of"]

NAME, MARK, FONT, UNICODE, XMP = "name", "mark", "font", "unicode", "xmp"
_SENTINEL = 9001
_BLEED = 12.0
"""Points that a plate behind the name may go beyond its place."""
_FILTER, _WHILE_SAVING = b"/ASCII85Decode", b"/RunLengthDecode"
_FACE = "/PACKET+NotoSansSC-Bold"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotSpec:
    """How much room there is, in bytes, and for how many glyphs."""

    glyphs: int
    font: int
    name: int
    mark: int
    xmp: int

    @property
    def unicode(self) -> int:
        """For the map's head and foot, and a line for each glyph."""
        return 420 + 24 * self.glyphs


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a drawing stands: points from the page's visible lower left corner; ``tagged``: it is content, not decoration."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A whole file, and where its free places are: name, offset, length."""

    data: bytes
    slots: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """What one copy differs in.

    Attributes:
        drawings: Content streams by name (``NAME``, ``MARK``); their font is called ``/F``, at 1000 units to the em.
        font: The TrueType program; a code of two bytes is a glyph's number.
        advances: Of each of its glyphs, in thousandths of the em.
        characters: What each glyph means.
        xmp: The metadata.
        identifier: 16 bytes.
    """

    drawings: Mapping[str, bytes]
    font: bytes
    advances: Sequence[int]
    characters: Mapping[int, str]
    xmp: bytes
    identifier: bytes


def template_of(pdf: bytes, facts: ClosingFacts, spec: SlotSpec, *, name: Spot, mark_foot: float) -> Template:
    """``pdf``, closed and linearized, with free places.

    Args:
        pdf: Lean pages, everything deflated.
        facts: What every copy says of itself.
        spec: How much room.
        name: Where the name stands on the first page; it is read with the page.
        mark_foot: How far above each page's lower edge the mark's base line is, in points; it is centred, and an artifact.
    """
    with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as packet:
        drop_private_data(packet)
        packet.trailer["/Info"] = packet.make_indirect(pikepdf.Dictionary(info_of(facts)))
        metadata = packet.make_stream(_filler(XMP, spec.xmp))
        metadata["/Type"], metadata["/Subtype"] = pikepdf.Name.Metadata, pikepdf.Name.XML
        packet.Root["/Metadata"] = metadata
        present(packet, facts)
        _draw(packet, spec, name, mark_foot)
        out = io.BytesIO()
        packet.save(
            out,
            linearize=facts.linearized,
            static_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            fix_metadata_version=False,
        )
    return _found(out.getvalue(), spec)


def _draw(packet: pikepdf.Pdf, spec: SlotSpec, name: Spot, mark_foot: float) -> None:
    descriptor = _descriptor(packet, spec)
    mapping = packet.make_indirect(_free(packet, UNICODE, spec.unicode))
    of_name = _form(
        packet,
        NAME,
        spec.name,
        (descriptor, mapping, spec),
        box=(-_BLEED, -_BLEED, name.width + _BLEED, name.height + _BLEED),
    )
    of_mark = _form(packet, MARK, spec.mark, (descriptor, mapping, spec), box=(-120, -4, 120, 12))
    for number, page in enumerate(packet.pages):
        box = page_facts(page.obj).box
        middle = (box.left + box.right) / 2
        after = [_artifact(_placed("PacketMark", of_mark, page, middle, box.bottom + mark_foot))]
        if number == 0:
            drawn = _placed("PacketName", of_name, page, box.left + name.x, box.bottom + name.y)
            after.append(tag_last(packet, page, drawn))
        page.contents_add(packet.make_stream(b"q\n"), prepend=True)
        page.contents_add(packet.make_stream(b"\nQ\n" + b"".join(after)), prepend=False)


def _placed(key: str, form: pikepdf.Object, page: pikepdf.Page, x: float, y: float) -> bytes:
    resources = inherited(page.obj, "/Resources")
    own = pikepdf.Dictionary(dict(resources.items()) if isinstance(resources, pikepdf.Dictionary) else {})
    drawings = own.get("/XObject")
    drawings = pikepdf.Dictionary(dict(drawings.items()) if isinstance(drawings, pikepdf.Dictionary) else {})
    drawings[f"/{key}"] = form
    own["/XObject"] = drawings
    page.obj["/Resources"] = own
    return f"q 1 0 0 1 {x:.3f} {y:.3f} cm /{key} Do Q\n".encode()


def _artifact(drawn: bytes) -> bytes:
    return b"/Artifact <</Type /Pagination>> BDC\n" + drawn + b"EMC\n"


def _form(
    packet: pikepdf.Pdf,
    slot: str,
    length: int,
    font: tuple[pikepdf.Object, pikepdf.Object, SlotSpec],
    *,
    box: tuple[float, float, float, float],
) -> pikepdf.Object:
    descriptor, mapping, spec = font
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType2,
        BaseFont=pikepdf.Name(_FACE),
        CIDSystemInfo=pikepdf.Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        CIDToGIDMap=pikepdf.Name.Identity,
        DW=1000,
        FontDescriptor=descriptor,
        W=pikepdf.Array([0, pikepdf.Array([_SENTINEL] * spec.glyphs)]),
    )
    whole = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type0,
        BaseFont=pikepdf.Name(_FACE),
        Encoding=pikepdf.Name("/Identity-H"),
        DescendantFonts=pikepdf.Array([descendant]),
        ToUnicode=mapping,
    )
    form = _free(packet, slot, length)
    form["/Type"], form["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
    form["/BBox"] = pikepdf.Array([round(edge, 3) for edge in box])
    form["/Resources"] = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=whole))
    return packet.make_indirect(form)


def _descriptor(packet: pikepdf.Pdf, spec: SlotSpec) -> pikepdf.Object:
    program = _free(packet, FONT, spec.font)
    program["/Length1"] = spec.font + -spec.font % 4
    return packet.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor,
            FontName=pikepdf.Name(_FACE),
            Flags=4,
            FontBBox=pikepdf.Array([-1000, -300, 2000, 1200]),
            ItalicAngle=0,
            Ascent=880,
            Descent=-120,
            CapHeight=733,
            StemV=120,
            FontFile2=packet.make_indirect(program),
        )
    )


def _free(packet: pikepdf.Pdf, name: str, length: int) -> pikepdf.Stream:
    """A stream of a fixed length. qpdf deflates all that it can read, so for the time of saving it says it is run lengths."""
    stream = packet.make_stream(_filler(name, len(_coded(bytes(length)))))
    stream["/Filter"] = pikepdf.Name(_WHILE_SAVING.decode())
    return stream


def _coded(data: bytes) -> bytes:
    """Five signs for four bytes, none saved for zeros (7.4.3)."""
    whole = data + bytes(-len(data) % 4)
    return base64.a85encode(whole).replace(b"z", b"!!!!!") + b"~>"


def _filler(name: str, length: int) -> bytes:
    """Of this length, and found again by what it begins with."""
    return f"%FREE-{name}-".encode().ljust(length, b"~")


def _widths(values: Sequence[int]) -> bytes:
    """As qpdf writes an array of numbers of four digits."""
    return b" ".join(b"%04d" % value for value in values)


def _found(data: bytes, spec: SlotSpec) -> Template:
    sizes = {XMP: spec.xmp, NAME: spec.name, MARK: spec.mark, FONT: spec.font, UNICODE: spec.unicode}
    slots: list[tuple[str, int, int]] = []
    for name, size in sizes.items():
        filler = _filler(name, size if name == XMP else len(_coded(bytes(size))))
        assert data.count(filler) == 1, f"{name} is there {data.count(filler)} times"
        at = data.index(filler)
        data = data if name == XMP else _named_right(data, at)
        slots.append((name, at, len(filler)))
    widths = _widths([_SENTINEL] * spec.glyphs)
    slots += [("widths", at, len(widths)) for at in _places(data, widths)]
    identifiers = _identifiers(data)
    assert identifiers, "no identifier"
    slots += [("id", at, 32) for at in identifiers]
    return Template(data=data, slots=tuple(sorted(slots, key=lambda slot: slot[1])))


def _named_right(data: bytes, at: int) -> bytes:
    """The stream that begins at ``at`` says what it will be; nothing moves."""
    start = data.rindex(_WHILE_SAVING, data.rindex(b" obj", 0, at), at)
    return data[:start] + _FILTER.ljust(len(_WHILE_SAVING)) + data[start + len(_WHILE_SAVING) :]


def _identifiers(data: bytes) -> list[int]:
    """Both parts of /ID in each trailer; qpdf's fixed one is the digits of pi."""
    fixed = b"31415926535897932384626433832795"
    return _places(data, fixed)


def _places(data: bytes, words: bytes) -> list[int]:
    places, at = [], data.find(words)
    while at >= 0:
        places.append(at)
        at = data.find(words, at + len(words))
    return places


def fill(template: Template, filling: Filling) -> bytes:
    """One copy.

    Raises:
        ValueError: Something is longer than its place.
    """
    identifier = filling.identifier.hex().encode()
    words = {
        **filling.drawings,
        FONT: filling.font,
        UNICODE: _to_unicode(filling.characters),
        XMP: filling.xmp,
        "id": identifier,
    }
    pieces, end = [], 0
    for name, at, size in template.slots:
        if name == "widths":
            count = (size + 1) // 5
            piece = _widths([*filling.advances, *[1000] * (count - len(filling.advances))])
        else:
            piece = _padded(name, words[name], size)
        if len(piece) != size:
            raise ValueError(f"{name}: {len(piece)} > {size}")
        pieces += [template.data[end:at], piece]
        end = at + size
    return b"".join([*pieces, template.data[end:]])


def _padded(name: str, data: bytes, size: int) -> bytes:
    """As long as its place: drawings and metadata take blanks at their end, fonts zeros."""
    if name in (XMP, "id"):
        return data.ljust(size, b" ")
    room = (size - 2) // 5 * 4
    return _coded(data.ljust(room, b"\0" if name == FONT else b" "))


def _to_unicode(characters: Mapping[int, str]) -> bytes:
    """9.10.3."""
    lines = [
        f"<{glyph:04X}> <{text.encode('utf-16-be').hex().upper()}>"
        for glyph, text in sorted(characters.items())
    ]
    blocks = []
    for start in range(0, len(lines), 100):
        part = lines[start : start + 100]
        blocks.append(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n")
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{''.join(blocks)}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()
