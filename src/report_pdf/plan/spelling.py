"""The nearest known word to one that was probably mistyped."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = ["close_to"]


def close_to(word: str, known: Iterable[str]) -> str | None:
    """The nearest of the known words, or None when nothing is near."""
    if len(word) > 60:
        return None
    table = {name.casefold(): name for name in known}
    # Two Chinese characters that share one are as near as two may be.
    near = difflib.get_close_matches(
        word.strip().casefold().replace("-", "_"), table, n=1, cutoff=0.5 if len(word) <= 3 else 0.65
    )
    return table[near[0]] if near else None
