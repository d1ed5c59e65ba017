"""Name trees and number trees, read however broken and written anew, in order (ISO 32000-2 7.9.6, 7.9.7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pikepdf

__all__ = ["name_pairs", "name_tree", "number_pairs", "number_tree"]

_MOST = 500_000
_LEAF = 128


def name_pairs(root: object) -> Iterator[tuple[bytes, pikepdf.Object]]:
    """Every name with its value, in the tree's order."""
    for key, value in _pairs(root, "/Names"):
        if isinstance(key, pikepdf.String):
            yield bytes(key), value


def number_pairs(root: object) -> Iterator[tuple[int, pikepdf.Object]]:
    """Every number with its value, in the tree's order."""
    for key, value in _pairs(root, "/Nums"):
        if isinstance(key, int):
            yield key, value


def name_tree(pdf: pikepdf.Pdf, pairs: Iterable[tuple[bytes, pikepdf.Object]]) -> pikepdf.Object:
    """A new tree; of two pairs with one name the first is taken."""
    known: dict[bytes, pikepdf.Object] = {}
    for key, value in pairs:
        known.setdefault(key, value)
    return _tree(pdf, [(pikepdf.String(key), known[key]) for key in sorted(known)], "/Names")


def number_tree(pdf: pikepdf.Pdf, pairs: Iterable[tuple[int, pikepdf.Object]]) -> pikepdf.Object:
    """A new tree; of two pairs with one number the first is taken."""
    known: dict[int, pikepdf.Object] = {}
    for key, value in pairs:
        known.setdefault(key, value)
    return _tree(pdf, [(key, known[key]) for key in sorted(known)], "/Nums")


def _pairs(root: object, key: str) -> Iterator[tuple[object, pikepdf.Object]]:
    waiting, seen = [root], set[tuple[int, int]]()
    met = 0
    while waiting and met < _MOST:
        node = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary) or (node.is_indirect and node.objgen in seen):
            continue
        if node.is_indirect:
            seen.add(node.objgen)
        items = list(node[key]) if isinstance(node.get(key), pikepdf.Array) else []
        for pair in zip(items[::2], items[1::2], strict=False):
            met += 1
            yield pair
        kids = node.get("/Kids")
        waiting += reversed(list(kids)) if isinstance(kids, pikepdf.Array) else []


def _tree(pdf: pikepdf.Pdf, pairs: list[tuple[object, pikepdf.Object]], key: str) -> pikepdf.Object:
    if len(pairs) <= _LEAF:
        return pdf.make_indirect(pikepdf.Dictionary({key: _flat(pairs)}))
    leaves = []
    for start in range(0, len(pairs), _LEAF):
        some = pairs[start : start + _LEAF]
        limits = pikepdf.Array([some[0][0], some[-1][0]])
        leaves.append(pdf.make_indirect(pikepdf.Dictionary({key: _flat(some), "/Limits": limits})))
    return pdf.make_indirect(pikepdf.Dictionary(Kids=pikepdf.Array(leaves)))


def _flat(pairs: list[tuple[object, pikepdf.Object]]) -> pikepdf.Array:
    return pikepdf.Array([item for pair in pairs for item in pair])
