"""What is byte for byte the same is stored once: fonts, pictures, colour profiles of supplements and body.

ISO 32000-2 7.3.10: an object may be referred to from as many places as there are. Only streams whose place says
nothing of them are joined: no page's content, no form, nothing that counts in a tag tree.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable

import pikepdf

__all__ = ["store_once"]

_SHARED = (
    "/FontFile",
    "/FontFile2",
    "/FontFile3",
    "/ToUnicode",
    "/CIDToGIDMap",
    "/CIDSet",
    "/SMask",
    "/Mask",
)
_KINDS = {"/Font": 3, "/FontDescriptor": 1}
_LEVELS = 4
_DEEPEST = 12
_Id = tuple[int, int]
_Same = dict[_Id, pikepdf.Object]


def store_once(pdf: pikepdf.Pdf) -> int:
    """Joins equal objects; gives how many are stored no more."""
    # Annotations, bookmarks and tags are by far the most: they are looked at once.
    holders = [item for item in pdf.objects if not _leads_to_none(item)]
    levels = _candidates(holders)
    same: _Same = {}
    for number, items in enumerate(levels):
        # A picture is the same when its mask is; a font when its descriptor is: from the leaves upwards.
        if found := _same(items):
            same |= found
            for item in (one for above in levels[number + 1 :] for one in above):
                _lead_within(item, found, 0)
    if same:
        for item in holders:
            _lead_within(item, same, 0)
    return len(same)


def _same(items: list[pikepdf.Object]) -> _Same:
    """By identity, what another object stands for."""
    alike: defaultdict[object, list[pikepdf.Object]] = defaultdict(list)
    for item in items:
        size = item.get("/Length") if isinstance(item, pikepdf.Stream) else len(item)
        alike[str(item.get("/Subtype")), str(item.get("/Type")), str(size)].append(item)
    found: _Same = {}
    for equals in alike.values():
        first: dict[bytes, pikepdf.Object] = {}
        for item in equals if len(equals) > 1 else ():
            kept = first.setdefault(_digest(item), item)
            if kept.objgen != item.objgen:
                found[item.objgen] = kept
    return found


def _candidates(holders: Iterable[pikepdf.Object]) -> list[list[pikepdf.Object]]:
    """What may be joined, from the leaves upwards: streams that others hold, what holds those, fonts in fonts, fonts."""
    levels: list[list[pikepdf.Object]] = [[] for _ in range(_LEVELS)]
    known: dict[_Id, tuple[int, pikepdf.Object]] = {}
    for item in holders:
        if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            continue
        if _is_alone(item):
            known.setdefault(item.objgen, (_level(item), item))
        for key in _SHARED:
            held = item.get(key)
            if isinstance(held, pikepdf.Stream):
                known[held.objgen] = (0, held)
    for level, item in known.values():
        levels[level].append(item)
    return levels


def _level(item: pikepdf.Object) -> int:
    if str(item.get("/Subtype")).startswith("/CIDFont"):
        return 2
    return _KINDS.get(str(item.get("/Type")), 1 if str(item.get("/Subtype")) == "/Image" else 0)


def _leads_to_none(item: object) -> bool:
    """Annotations, bookmarks and tags: there are many, and no font or picture hangs on them directly."""
    if not isinstance(item, pikepdf.Dictionary):
        return False
    return ("/P" in item or "/Parent" in item) and "/Contents" not in item


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


def _lead_within(item: object, same: _Same, depth: int) -> None:
    """Every reference to what is stored no more goes to what stands for it."""
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


def _standing(value: object, same: _Same) -> pikepdf.Object | None:
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream) and value.is_indirect:
        return same.get(value.objgen)
    return None
