"""What a file says about itself, in fewer bytes: maps to Unicode in order, places by name and resources out of line.

ISO 32000-2 9.10.3 (ToUnicode), 7.5.7 (object streams hold what is indirect), Adobe Technical Note 5411 (bfchar, bfrange).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pikepdf

__all__ = ["order_maps", "out_of_line"]

_MOST_IN_BLOCK = 100
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_PAIR, _RANGE = 2, 3
_BOXES = ("/BleedBox", "/TrimBox", "/ArtBox")
_HEAD = (
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
    "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
    "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"
)
_TAIL = "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n"


def order_maps(packet: pikepdf.Pdf, fonts: Iterable[pikepdf.Object]) -> None:
    """Two-byte ToUnicode maps sorted by code, neighbours as ranges; fonts that share a program share the map.

    One that is not understood, or says something else than its neighbour, stays by itself.
    """
    shared: dict[tuple[int, int], dict[int, str]] = {}
    homes: dict[tuple[int, int], list[pikepdf.Object]] = {}
    for font in fonts:
        stream = font.get("/ToUnicode")
        pairs = _pairs(stream.read_bytes()) if isinstance(stream, pikepdf.Stream) else {}
        if not pairs:
            continue
        key = _program(font) or font.objgen
        known = shared.get(key, {})
        if any(known.get(code, text) != text for code, text in pairs.items()):
            key = font.objgen
        shared[key] = {**shared.get(key, {}), **pairs}
        homes.setdefault(key, []).append(font)
    for key, sharing in homes.items():
        written = packet.make_indirect(packet.make_stream(_written(shared[key])))
        for font in sharing:
            font["/ToUnicode"] = written


def _program(font: pikepdf.Object) -> tuple[int, int] | None:
    descendants = font.get("/DescendantFonts")
    below = descendants[0] if isinstance(descendants, pikepdf.Array) and len(descendants) else None
    descriptor = below.get("/FontDescriptor") if isinstance(below, pikepdf.Dictionary) else None
    if isinstance(descriptor, pikepdf.Dictionary):
        for key in ("/FontFile2", "/FontFile3"):
            if key in descriptor:
                return descriptor[key].objgen
    return None


def _pairs(data: bytes) -> dict[int, str]:
    """Code to UTF-16 in hexadecimal; empty where anything is not two-byte bfchar or plain bfrange."""
    if b"usecmap" in data or b"[" in b"".join(body for _, body in _BLOCK.findall(data)):
        return {}
    pairs: dict[int, str] = {}
    for kind, body in _BLOCK.findall(data):
        words = [re.sub(rb"\s", b"", word).decode() for word in _HEX.findall(body)]
        size = _PAIR if kind == b"bfchar" else _RANGE
        for at in range(0, len(words) - size + 1, size):
            codes, goal = words[at : at + size - 1], words[at + size - 1]
            if any(len(code) != 4 for code in codes) or len(goal) < 4:
                return {}
            first, last = int(codes[0], 16), int(codes[-1], 16)
            for code in range(first, last + 1):
                pairs[code] = goal[:-4] + f"{int(goal[-4:], 16) + code - first:04X}"
    return pairs


def _written(pairs: dict[int, str]) -> bytes:
    runs = list(_runs(pairs))
    alone = [f"<{first:04X}><{goal}>" for first, last, goal in runs if first == last]
    ranges = [f"<{first:04X}><{last:04X}><{goal}>" for first, last, goal in runs if first != last]
    body = "".join([*_blocks("bfchar", alone), *_blocks("bfrange", ranges)])
    return f"{_HEAD}{body}{_TAIL}".encode()


def _runs(pairs: dict[int, str]) -> Iterator[tuple[int, int, str]]:
    """First code, last code, and what the first means; a run keeps its codes' first byte (5411, 1.4.1)."""
    first, last, goal = -1, -1, ""
    for code, text in sorted(pairs.items()):
        goes_on = (
            code == last + 1
            and code >> 8 == first >> 8
            and len(text) == len(goal) == 4
            and int(text, 16) == int(goal, 16) + code - first
            and text[:2] == goal[:2]
        )
        if not goes_on:
            if goal:
                yield first, last, goal
            first, goal = code, text
        last = code
    if goal:
        yield first, last, goal


def _blocks(kind: str, lines: list[str]) -> Iterator[str]:
    for start in range(0, len(lines), _MOST_IN_BLOCK):
        part = lines[start : start + _MOST_IN_BLOCK]
        yield f"{len(part)} begin{kind}\n" + "\n".join(part) + f"\nend{kind}\n"


def out_of_line(packet: pikepdf.Pdf) -> None:
    """What stands in the catalogue and in pages, which are not deflated, goes where it is; what repeats, once.

    A box that is the sheet itself need not be named (14.11.2).
    """
    names = packet.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and not names.is_indirect:
        packet.Root["/Names"] = packet.make_indirect(names)
    if isinstance(packet.Root.get("/Dests"), pikepdf.Dictionary) and not packet.Root["/Dests"].is_indirect:
        packet.Root["/Dests"] = packet.make_indirect(packet.Root["/Dests"])
    known: dict[bytes, pikepdf.Object] = {}
    for page in packet.pages:
        for key in _BOXES:
            if key in page.obj and "/CropBox" not in page.obj and page.obj[key] == page.obj.get("/MediaBox"):
                del page.obj[key]
        resources = page.obj.get("/Resources")
        if isinstance(resources, pikepdf.Dictionary) and not resources.is_indirect:
            written = resources.unparse()
            page.obj["/Resources"] = known.setdefault(written, packet.make_indirect(resources))
