"""Faces whose glyphs are wider by a fixed blank: a gap that belongs to a glyph's own cell is no gap to any reader.

In: one of the engine's PDF fonts. Out: its twin ``…-Spaced25``, the same outlines with every advance widened by 0.25 em
in the embedded file and in the widths, so that both agree (ISO 19005-2, 6.2.11.5). Only TrueType outlines
have twins: in CFF every glyph's program repeats its advance.
"""

from __future__ import annotations

import struct
from hashlib import md5
from typing import Any

from weasyprint.pdf.fonts import Font

__all__ = ["WIDENINGS_EM", "can_widen", "widened", "wider_face"]

WIDENINGS_EM = (0.25, 0.42)
"""The Han–Latin gap as it is by default, and what a stretched one is near to; the rest is moved."""
_MAGIC = 0xB1B0AFBA
_UNITS_PER_EM, _ADJUSTMENT, _WIDEST, _METRICS = 18, 8, 10, 34
"""Where ``head`` keeps its units and its check sum, ``hhea`` its greatest advance and the number of advances."""


class _WiderFont(Font):  # type: ignore[misc] # the engine is untyped
    """A twin; ``extra_em`` is its blank."""

    extra_em = 0.0
    file_content: bytes

    def clean(self, to_unicode: Any, hinting: Any) -> None:
        """Cuts the file as the engine does, then widens it."""
        super().clean(to_unicode, hinting)
        self.file_content = widened(self.file_content, self.extra_em)


def can_widen(face: Any) -> bool:
    """Whether ``face`` can have a twin."""
    return "glyf" in face.tables and "hmtx" in face.tables and not face.missing


def wider_face(stream: Any, face: Any, extra_em: float) -> Any:
    """The twin of ``face`` that is wider by ``extra_em``, made when first asked for."""
    key = ("report_pdf wider", face.hash, extra_em)
    twin = stream._fonts.get(key)  # noqa: SLF001 - the engine has no other way to add a font of ours
    if twin is None:
        twin = _WiderFont.__new__(_WiderFont)
        twin.__dict__.update(face.__dict__)
        twin.extra_em, twin.widths, twin.to_unicode = extra_em, {}, {}
        twin.__dict__.pop("composed_widths", None)
        digest = md5(f"{face.hash} {extra_em}".encode(), usedforsecurity=False).digest()
        twin.hash = "".join(chr(65 + letter % 26) for letter in digest[:6])
        name = face.name[face.name.index(b"+") :]
        twin.name = b"/%b%b-Spaced%d" % (twin.hash.encode(), name, round(100 * extra_em))
        stream._fonts[key] = twin  # noqa: SLF001
    return twin


def widened(font: bytes, extra_em: float) -> bytes:
    """The TrueType file with every advance greater by ``extra_em`` (OpenType: hmtx, hhea; check sums as in otff)."""
    data = bytearray(font)
    tables = {
        bytes(data[at : at + 4]): (at, *struct.unpack_from(">2I", data, at + 8))
        for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16)
    }
    head, hhea, hmtx = (tables[tag][1] for tag in (b"head", b"hhea", b"hmtx"))
    extra = round(extra_em * struct.unpack_from(">H", data, head + _UNITS_PER_EM)[0])
    advances = [hmtx + 4 * at for at in range(struct.unpack_from(">H", data, hhea + _METRICS)[0])]
    for at in (*advances, hhea + _WIDEST):
        struct.pack_into(">H", data, at, struct.unpack_from(">H", data, at)[0] + extra)
    struct.pack_into(">I", data, head + _ADJUSTMENT, 0)
    for entry, offset, length in tables.values():
        struct.pack_into(">I", data, entry + 4, _check_sum(data[offset : offset + length]))
    struct.pack_into(">I", data, head + _ADJUSTMENT, (_MAGIC - _check_sum(data)) & 0xFFFFFFFF)
    return bytes(data)


def _check_sum(data: bytes | bytearray) -> int:
    padded = bytes(data) + bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF
