"""The shipped faces, as fonts/upstream.lock.toml lists them, and whether their makers let us embed them."""

from __future__ import annotations

import enum
import functools
import struct
import tomllib
from dataclasses import dataclass
from pathlib import Path

import uharfbuzz

from report_pdf.errors import FontError
from report_pdf.findings import Message
from report_pdf.resources import fonts_folder

__all__ = ["Face", "Rank", "catalogue", "may_embed", "opened"]

# OS/2 fsType: bit 1 restricted licence, bit 8 no subsetting, bit 9 bitmaps only (OpenType 1.9, OS/2).
_RESTRICTED, _NO_SUBSETTING, _BITMAPS_ONLY = 0x0002, 0x0100, 0x0200
# Bits 2 and 3 (preview & print, editable) allow embedding and win over bit 1 in versions 0 to 2 of the table.
_LENIENT = 0x000C


class Rank(enum.Enum):
    """What a face is for."""

    CASE = "case"
    """One of the six that text is set in."""
    FALLBACK = "fallback"
    """Characters that the six lack, drawn by the same hand."""
    OTHER_HAND = "other-hand"
    """Characters that none of those has, drawn by others: they are seen to differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One face of the type case.

    Attributes:
        family: The name CSS asks for; no face of another maker has it.
        weight: 100 to 900, as in CSS.
        style: ``normal`` or ``italic``.
        rank: Whether text is set in it, or only what the others lack.
        path: The TrueType file.
        licence: SPDX identifier.
        licence_path: The licence's text.
    """

    family: str
    weight: int
    style: str
    rank: Rank
    path: Path
    licence: str
    licence_path: Path

    @property
    def file(self) -> str:
        """The file's name."""
        return self.path.name

    def __str__(self) -> str:
        return f"{self.family} {self.weight}"


@functools.cache
def catalogue() -> tuple[Face, ...]:
    """Every shipped face, in the order in which one stands in for another."""
    folder = fonts_folder()
    lock = tomllib.loads((folder / "upstream.lock.toml").read_text(encoding="utf-8"))
    faces = []
    for entry in lock["faces"]:
        package = lock["packages"][entry["package"]]
        face = Face(
            family=entry["family"],
            weight=entry["weight"],
            style="normal",
            rank=Rank(entry["rank"]),
            path=folder / entry["file"],
            licence=package["licence"],
            licence_path=folder / package["licence_file"],
        )
        faces.append(_present(face))
    return tuple(faces)


def _present(face: Face) -> Face:
    if not face.path.is_file():
        raise FontError(
            Message(zh=f"缺少字体文件 {face.file}。", en=f"the font file {face.file} is missing."),
            hint=Message(zh="请重新安装 report-pdf。", en="Reinstall report-pdf."),
        )
    return face


@functools.cache
def opened(face: Face) -> uharfbuzz.Face:
    """The face as HarfBuzz reads it."""
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(face.path))


@functools.cache
def pen(face: Face) -> uharfbuzz.Font:
    """The face as HarfBuzz draws with it, in its own units."""
    return uharfbuzz.Font(opened(face))


@functools.cache
def nearest_faces(family: str, weight: int) -> tuple[Face, ...]:
    """Every shipped face, those of a family that starts so and of the nearest weight first."""
    return tuple(
        sorted(catalogue(), key=lambda face: (not face.family.startswith(family), abs(face.weight - weight)))
    )


def may_embed(face: Face) -> bool:
    """Whether the face may be embedded in a PDF as an outline subset."""
    table = opened(face).reference_table("OS/2").data
    (rights,) = struct.unpack_from(">H", table, 8)
    restricted = bool(rights & _RESTRICTED) and not rights & _LENIENT
    return not restricted and not rights & (_NO_SUBSETTING | _BITMAPS_ONLY)
