"""Personal packets of the email edition: everything common made once, then each copy's name, number and metadata.

A template is a whole linearized file with places left free (``pdf/compact_slots``); there is one for each choice of
supplements and each amount of room. A copy's bytes depend on its own words and on the template, on nobody else's words:
the same person gets the same packet whoever else is on the list.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from report_pdf.editions.imprint import imprint
from report_pdf.fonts import TextCut, cut_for
from report_pdf.model.issue import Issue
from report_pdf.model.pages import Anchor, PacketSlot
from report_pdf.pdf import (
    MARK,
    NAME,
    Filling,
    SlotSpec,
    Spot,
    Template,
    fill,
    page_boxes,
    template_of,
    xmp_of,
)

__all__ = ["ROOMS", "PacketPages", "PacketWords", "packet_pdf", "packet_template", "room_for"]

ROOMS: Mapping[str, SlotSpec] = {
    "small": SlotSpec(glyphs=24, font=5_000, name=900, mark=500, xmp=4_000),
    "medium": SlotSpec(glyphs=48, font=11_000, name=1_500, mark=900, xmp=5_000),
    "large": SlotSpec(glyphs=96, font=24_000, name=2_600, mark=1_500, xmp=8_000),
    "largest": SlotSpec(glyphs=160, font=60_000, name=4_000, mark=2_500, xmp=16_000),
}
"""From the smallest; a template is made for each that somebody needs."""

_NAMESPACE = uuid.UUID("6f0a3c1e-5b8e-5c43-9d53-0d6a1a9a7b11")
_NAME_PT, _SMALLEST_NAME_PT, _NUMBER_PT, _MARK_PT = 15.0, 4.0, 8.5, 6.0
_IDENTITY, _PLATE_PT = "0.702 0.078 0.114", 7.0
_LIGHT, _DARK, _GREY = "1 1 1", "0.11 0.10 0.10", "0.55 0.55 0.55"
_WORDS = {"zh": ("呈\u3000", " ", "编号 "), "en": ("For ", ", ", "No. ")}
"""What stands before the name, between it and the title, before the number."""
_XMP_ROOM = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketWords:
    """What is one's own: the packet's number, its recipient, and what stands behind the name."""

    number: str
    name: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketPages:
    """The common pages of one choice of supplements. ``slot``: what the layout keeps free, ``anchors``: where."""

    pdf: bytes
    pages: int
    slot: PacketSlot
    anchors: tuple[Anchor, ...]


def room_for(words: PacketWords, issue: Issue) -> str:
    """The smallest room that its words need."""
    cut = cut_for(_lines(words, issue.language))
    xmp = len(_xmp(words, issue, uuid.UUID(int=0)))
    for name, room in ROOMS.items():
        fits = len(cut.advances) <= room.glyphs and len(cut.data) <= room.font and xmp + _XMP_ROOM <= room.xmp
        drawings = _drawings(words, issue.language, cut, width=400.0, height=40.0, is_light=True)
        if fits and len(drawings[NAME]) + 80 <= room.name and len(drawings[MARK]) + 80 <= room.mark:
            return name
    raise ValueError(words.name)


def packet_template(pages: PacketPages, issue: Issue, room: SlotSpec) -> Template:
    """The common file with places free. ``issue``: with the supplements that are in it."""
    anchor = next(anchor for anchor in pages.anchors if anchor.name == pages.slot.anchor)
    height = page_boxes(pages.pdf)[0].media.height
    spot = Spot(
        x=anchor.x_pt,
        y=height - anchor.y_pt - pages.slot.height_pt,
        width=pages.slot.width_pt,
        height=pages.slot.height_pt,
    )
    facts = imprint(issue, linearized=True)
    return template_of(pages.pdf, facts, room, name=spot, mark_foot=pages.slot.mark_foot_pt)


def packet_pdf(template: Template, words: PacketWords, issue: Issue, slot: PacketSlot) -> bytes:
    """One copy; the same words give the same bytes."""
    cut = cut_for(_lines(words, issue.language))
    identity = uuid.uuid5(_NAMESPACE, f"{_digest(template)} {words!r}")
    drawings = _drawings(
        words, issue.language, cut, width=slot.width_pt, height=slot.height_pt, is_light=slot.is_light
    )
    filling = Filling(
        drawings=drawings,
        font=cut.data,
        advances=cut.advances,
        characters={glyph: character for character, glyph in cut.glyphs.items()},
        xmp=_xmp(words, issue, identity),
        identifier=identity.bytes,
    )
    return fill(template, filling)


_digests: dict[int, str] = {}


def _digest(template: Template) -> str:
    """Hashed once a process: a template is a megabyte."""
    known = _digests.get(id(template))
    if known is None:
        known = _digests[id(template)] = hashlib.sha256(template.data).hexdigest()
    return known


def _lines(words: PacketWords, language: str) -> tuple[str, str]:
    """The name's line, the number's."""
    kind = "zh" if language.lower().startswith("zh") else "en"
    to, between, number = _WORDS[kind]
    if words.name.isascii() and words.title.isascii():
        between = _WORDS["en"][1]
    return to + between.join(filter(None, (words.name, words.title))), number + words.number


def _drawings(
    words: PacketWords, language: str, cut: TextCut, *, width: float, height: float, is_light: bool
) -> dict[str, bytes]:
    who, number = _lines(words, language)
    size = max(_SMALLEST_NAME_PT, min(_NAME_PT, width / max(1.0, cut.width(who))))
    colour = _LIGHT if is_light else _DARK
    top = height - size
    longest = max(cut.width(who) * size, cut.width(number) * _NUMBER_PT)
    name = _plate(longest, top + size, top - 1.7 * _NUMBER_PT) if is_light else b""
    name += _line(cut, who, size=size, x=0.0, y=top, colour=colour)
    name += _line(cut, number, size=_NUMBER_PT, x=0.0, y=top - 1.7 * _NUMBER_PT, colour=colour)
    mark = _line(cut, number, size=_MARK_PT, x=-cut.width(number) * _MARK_PT / 2, y=0.0, colour=_GREY)
    return {NAME: name, MARK: mark}


def _plate(width: float, top: float, foot: float) -> bytes:
    """Light letters stand on the cover's own red: the photograph may be as light as they are."""
    x, y = -_PLATE_PT, foot - _PLATE_PT
    return f"{_IDENTITY} rg {x:.2f} {y:.2f} {width - 2 * x:.2f} {top + 4 - y:.2f} re f\n".encode()


def _line(cut: TextCut, text: str, *, size: float, x: float, y: float, colour: str) -> bytes:
    codes = "".join(f"{cut.glyphs[character]:04X}" for character in text)
    return f"BT {colour} rg /F {size:.2f} Tf {x:.2f} {y:.2f} Td <{codes}> Tj ET\n".encode()


def _xmp(words: PacketWords, issue: Issue, identity: uuid.UUID) -> bytes:
    facts = imprint(issue, linearized=True)
    facts = replace(facts, identifier=f"{facts.identifier} {words.number}")
    own = (
        '<xmpMM:InstanceID xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">'
        f"uuid:{escape(str(identity))}</xmpMM:InstanceID>"
    )
    return xmp_of(facts).replace("  </rdf:Description>", f"   {own}\n  </rdf:Description>", 1).encode()
