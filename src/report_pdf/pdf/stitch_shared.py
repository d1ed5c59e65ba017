"""What is byte for byte the same is stored once: fonts, pictures, colour profiles of supplements and body.

ISO 32000-2 7.3.10: an object may be referred to from as many places as there are. Only streams whose place says
nothing of them are joined: no page's content, no form, nothing that counts in a tag tree.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator

import pikepdf

__all__ = ["store_once"]

_SHARED = ("/FontFile", "/FontFile2", "/FontFile3", "/ToUnicode", "/CIDToGIDMap", "/CIDSet", "/SMask")
_ROUNDS = 4
_DEEPEST = 12
_Id = tuple[int, int]


def store_once(pdf: pikepdf.Pdf) -> int:
    """Joins equal objects; gives how many are stored no more."""
    joined = 0
    for _ in range(_ROUNDS):
        # A picture is the same when its mask is; a font when its descriptor is: from the leaves upwards.
        same = _same(pdf)
        if not same:
            break
        joined += len(same)
        _lead(pdf, same)
    return joined


def _same(pdf: pikepdf.Pdf) -> dict[_Id, pikepdf.Object]:
    """By identity, what another object stands for."""
    alike: defaultdict[object, list[pikepdf.Object]] = defaultdict(list)
    for item in _candidates(pdf):
        size = item.get("/Length") if isinstance(item, pikepdf.Stream) else len(item)
        alike[str(item.get("/Subtype")), str(item.get("/Type")), str(size)].append(item)
    found: dict[_Id, pikepdf.Object] = {}
    for items in alike.values():
        first: dict[bytes, pikepdf.Object] = {}
        for item in items if len(items) > 1 else ():
            kept = first.setdefault(_digest(item), item)
            if kept.objgen != item.objgen:
                found[item.objgen] = kept
    return found


def _candidates(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    seen: set[_Id] = set()
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            continue
        if _is_alone(item) and item.objgen not in seen:
            seen.add(item.objgen)
            yield item
        for key in _SHARED:
            held = item.get(key)
            if isinstance(held, pikepdf.Stream) and held.objgen not in seen:
                seen.add(held.objgen)
                yield held


def _is_alone(item: pikepdf.Object) -> bool:
    """Pictures, fonts and what describes them; not what a tag tree counts."""
    if "/StructParent" in item or "/StructParents" in item:
        return False
    kind = str(item.get("/Type"))
    return str(item.get("/Subtype")) == "/Image" or kind in {"/Font", "/FontDescriptor"} or _is_profile(item)


def _is_profile(item: pikepdf.Object) -> bool:
    return (
        isinstance(item, pikepdf.Stream) and "/N" in item and "/Type" not in item and "/Subtype" not in item
    )


def _digest(item: pikepdf.Object) -> bytes:
    words = hashlib.sha256(item.unparse(resolved=True) if not isinstance(item, pikepdf.Stream) else b"")
    if isinstance(item, pikepdf.Stream):
        for key, value in sorted(item.items(), key=lambda pair: pair[0]):
            words.update(key.encode() + b" " + _written(value) + b"\n")
        words.update(item.read_raw_bytes())
    return words.digest()


def _written(value: object) -> bytes:
    return value.unparse() if isinstance(value, pikepdf.Object) else repr(value).encode()


def _lead(pdf: pikepdf.Pdf, same: dict[_Id, pikepdf.Object]) -> None:
    """Every reference to what is stored no more goes to what stands for it."""
    for item in pdf.objects:
        _lead_within(item, same, 0)


def _lead_within(item: object, same: dict[_Id, pikepdf.Object], depth: int) -> None:
    if depth > _DEEPEST:
        return
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in list(item.items()):
            if (stands := _standing(value, same)) is not None:
                item[key] = stands
            elif isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect:
                _lead_within(value, same, depth + 1)
    elif isinstance(item, pikepdf.Array):
        for at, value in enumerate(list(item)):
            if (stands := _standing(value, same)) is not None:
                item[at] = stands
            elif isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect:
                _lead_within(value, same, depth + 1)


def _standing(value: object, same: dict[_Id, pikepdf.Object]) -> pikepdf.Object | None:
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream) and value.is_indirect:
        return same.get(value.objgen)
    return None
