"""Objects that are byte for byte the same are kept once: streams, fonts and what they consist of (ISO 32000-2 7.3.10)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import pikepdf

__all__ = ["keep_once"]

# Dictionaries that mean the same wherever they are referred to from; pages, annotations and structure do not.
_SHARED = ("/Font", "/FontDescriptor", "/ExtGState", "/Encoding")
_ROUNDS = 4
_DEEPEST = 40


def keep_once(packet: pikepdf.Pdf) -> None:
    """Every reference leads to the first of equal objects; what nothing leads to any more is not written."""
    for _ in range(_ROUNDS):
        doubles = _doubles(packet)
        if not doubles:
            return
        for thing in list(packet.objects):
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array):
                _redirect(thing, doubles, _DEEPEST)


def _doubles(packet: pikepdf.Pdf) -> dict[tuple[int, int], pikepdf.Object]:
    """What stands for an object, by its number; equal parts first, wholes in the next round."""
    first: dict[bytes, pikepdf.Object] = {}
    doubles: dict[tuple[int, int], pikepdf.Object] = {}
    for thing in packet.objects:
        mark = _mark(thing)
        if mark is not None and first.setdefault(mark, thing).objgen != thing.objgen:
            doubles[thing.objgen] = first[mark]
    return doubles


def _mark(thing: pikepdf.Object) -> bytes | None:
    if isinstance(thing, pikepdf.Stream):
        if str(thing.get("/Type")) in ("/ObjStm", "/XRef", "/Metadata"):
            return None
        words = {key: _written(value) for key, value in thing.stream_dict.items() if key != "/Length"}
        return hashlib.sha256(repr(sorted(words.items())).encode() + thing.read_raw_bytes()).digest()
    if isinstance(thing, pikepdf.Dictionary) and str(thing.get("/Type")) in _SHARED:
        return hashlib.sha256(thing.unparse(resolved=True)).digest()
    return None


def _written(value: object) -> bytes:
    return value.unparse() if isinstance(value, pikepdf.Object) else repr(value).encode()


def _redirect(holder: pikepdf.Object, doubles: Mapping[tuple[int, int], pikepdf.Object], depth: int) -> None:
    """In ``holder`` and what it holds directly."""
    keys: list[str | int] = (
        list(range(len(holder))) if isinstance(holder, pikepdf.Array) else list(holder.keys())
    )
    for key in keys:
        value: object = holder[key]
        if not isinstance(value, pikepdf.Object):
            continue
        if value.is_indirect:
            if value.objgen in doubles:
                holder[key] = doubles[value.objgen]
        elif depth and isinstance(value, pikepdf.Dictionary | pikepdf.Array):
            _redirect(value, doubles, depth - 1)
