"""What a font's codes say, and how it looks and runs (ISO 32000-1, 9.7.5, 9.8, 9.10.3).

Fonts are read by their ToUnicode maps alone, which PDF/A level a and u ask for (ISO 19005-3, 6.2.11.7.2).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pikepdf

__all__ = ["Lettering", "lettering_of"]

_ENTRY = re.compile(rb"<([0-9a-fA-F\s]*)>")
_BLOCK = re.compile(rb"begin(bfchar|bfrange|codespacerange)(.*?)end\1", re.DOTALL)
_RANGE = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*(<[0-9a-fA-F\s]*>|\[[^\]]*\])")
_BOLD = re.compile(r"(?i)bold|black|heavy|demi")
_BOLD_WEIGHT = 600
_FORCE_BOLD = 1 << 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettering:
    """A font as text is read by it: what its codes say, whether it is bold, whether it runs from top to bottom."""

    decode: Callable[[bytes], str]
    is_bold: bool = False
    is_vertical: bool = False


def lettering_of(font: pikepdf.Dictionary) -> Lettering:
    """Of one font."""
    encoding: object = font.get("/Encoding")
    return Lettering(
        decode=_decoder(font),
        is_bold=_is_bold(font),
        is_vertical=isinstance(encoding, pikepdf.Name) and str(encoding).endswith("-V"),
    )


def _is_bold(font: pikepdf.Dictionary) -> bool:
    """By its name, its weight or its flag (9.8.1, table 122)."""
    below: object = font.get("/DescendantFonts")
    own: object = below[0] if isinstance(below, pikepdf.Array) and len(below) else font
    descriptor: object = own.get("/FontDescriptor") if isinstance(own, pikepdf.Dictionary) else None
    known: object = descriptor if isinstance(descriptor, pikepdf.Dictionary) else font
    assert isinstance(known, pikepdf.Dictionary)
    names = (font.get("/BaseFont"), known.get("/FontName"))
    weight: object = known.get("/FontWeight")
    flags: object = known.get("/Flags")
    return (
        any(isinstance(name, pikepdf.Name) and _BOLD.search(_said(name)) for name in names)
        or (isinstance(weight, int) and weight >= _BOLD_WEIGHT)
        or (isinstance(flags, int) and bool(flags & _FORCE_BOLD))
    )


def _said(name: pikepdf.Name) -> str:
    try:
        return str(name)
    except UnicodeDecodeError:
        return ""


def _decoder(font: pikepdf.Dictionary) -> Callable[[bytes], str]:
    table: dict[int, str] = {}
    width = 2 if font.get("/Subtype") == pikepdf.Name.Type0 else 1
    if isinstance(cmap := font.get("/ToUnicode"), pikepdf.Stream):
        table = dict(_mapping(cmap.read_bytes()))
    elif width == 1:
        return lambda data: data.decode("cp1252", "replace")
    return lambda data: "".join(
        table.get(int.from_bytes(data[at : at + width], "big"), "") for at in range(0, len(data), width)
    )


def _mapping(cmap: bytes) -> Iterator[tuple[int, str]]:
    """Codes and what they stand for, of a ToUnicode CMap (9.10.3)."""
    for kind, body in _BLOCK.findall(cmap):
        if kind == b"bfchar":
            entries = _ENTRY.findall(body)
            yield from (
                (int(code, 16), _words(text)) for code, text in zip(entries[::2], entries[1::2], strict=False)
            )
        elif kind == b"bfrange":
            for low, high, target in _RANGE.findall(body):
                yield from _spread(int(low, 16), int(high, 16), _ENTRY.findall(target), target[:1] == b"[")


def _spread(low: int, high: int, targets: list[bytes], is_list: bool) -> Iterator[tuple[int, str]]:  # noqa: FBT001
    codes = range(low, min(high, low + 0xFFFF) + 1)
    if is_list:
        yield from zip(codes, map(_words, targets), strict=False)
        return
    first = _words(targets[0]) if targets else ""
    if first:
        for step, code in enumerate(codes):
            yield code, first[:-1] + chr(min(ord(first[-1]) + step, 0x10FFFF))


def _words(digits: bytes) -> str:
    packed = b"".join(digits.split())
    return bytes.fromhex((packed + b"0" * (len(packed) % 2)).decode()).decode("utf-16-be", "ignore")
