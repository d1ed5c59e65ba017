"""The resources a rewritten content stream needs, and no others (ISO 32000-2 7.8.3)."""

from __future__ import annotations

import pikepdf

__all__ = ["Shelf"]


class Shelf:
    """Collects resources under names: the one it had where that is free, else one of ours."""

    def __init__(self) -> None:
        self._kinds: dict[str, dict[str, pikepdf.Object]] = {}
        self._names: dict[tuple[str, str, str], str] = {}

    def put(self, kind: str, thing: pikepdf.Object, *, name: str) -> pikepdf.Name:
        """``thing`` under its name in /``kind``; the same thing twice keeps one name."""
        key = (kind, name, _identity(thing))
        if key not in self._names:
            taken = self._kinds.setdefault(kind, {})
            free, number = name, 1
            while free in taken:
                number += 1
                free = f"{name}.{number}"
            taken[free] = thing
            self._names[key] = free
        return pikepdf.Name(self._names[key])

    def resources(self) -> pikepdf.Dictionary:
        """The dictionary."""
        return pikepdf.Dictionary(
            {f"/{kind}": pikepdf.Dictionary(things) for kind, things in self._kinds.items() if things}
        )


def _identity(thing: pikepdf.Object) -> str:
    return repr(thing.objgen) if thing.objgen != (0, 0) else str(thing.unparse())
