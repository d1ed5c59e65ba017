"""What a face holds, and what of a text it lacks."""

from __future__ import annotations

import functools
import itertools
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from report_pdf.fonts.catalogue import Face, opened
from report_pdf.fonts.clusters import VARIATION_SELECTORS, Cluster, clusters

__all__ = ["Coverage", "coverage", "has_variant", "holds", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The characters of a face and its variation sequences (character, selector)."""

    characters: frozenset[int]
    sequences: frozenset[tuple[int, int]]
    glyphs: int


@functools.cache
def coverage(face: Face) -> Coverage:
    """The face's cmap, format 14 included."""
    cmap = opened(face)
    return Coverage(
        characters=frozenset(cmap.unicodes),
        sequences=frozenset(
            (character, selector)
            for selector in cmap.variation_selectors
            for character in cmap.variation_unicodes(selector)
        ),
        glyphs=cmap.glyph_count,
    )


def missing(text: str, *, faces: Iterable[Face]) -> tuple[Cluster, ...]:
    """The clusters of ``text`` that no one of ``faces`` can draw whole."""
    stack = tuple(faces)
    return tuple(
        cluster for cluster in clusters(text) if not any(holds(face, cluster.text) for face in stack)
    )


def holds(face: Face, cluster: str) -> bool:
    """Whether the face has every character of the cluster as it is written.

    A face with e and ◌̂ does not hold ê: the engine picks a face character by character before it shapes, and would
    take ê from any other face that has it.
    """
    characters = coverage(face).characters
    return all(ord(character) in characters or _needs_no_glyph(character) for character in cluster)


def _needs_no_glyph(character: str) -> bool:
    """White space the shaper makes from advances, and characters that only steer it."""
    category = unicodedata.category(character)
    return character in "\t\n\r" or category in {"Zs", "Cf"} or ord(character) in VARIATION_SELECTORS


def has_variant(face: Face, cluster: str) -> bool:
    """Whether the face has the very form that the cluster's variation selector asks for."""
    pairs = itertools.pairwise(cluster)
    wanted = {(ord(base), ord(mark)) for base, mark in pairs if ord(mark) in VARIATION_SELECTORS}
    return wanted <= coverage(face).sequences
