"""How far a font's codes advance, for checks: where a line of text begins and ends (ISO 32000-2 9.2.4, 9.7.4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from report_pdf.pdf.geometry import number_of, numbers_of

__all__ = ["Widths", "widths_of"]

_PLAIN = 0.5
"""Where a font without widths is one of the standard 14, about half an em."""
_MOST = 0x10000


@dataclass(frozen=True, slots=True, kw_only=True)
class Widths:
    """Advances in ems. ``bytes_a_code`` is 2 for composite fonts; ``upright``: the lines run downwards."""

    advances: dict[int, float]
    default: float
    bytes_a_code: int = 1
    upright: bool = False

    def codes(self, text: bytes) -> list[int]:
        """The codes of a string."""
        if self.bytes_a_code == 1:
            return list(text)
        return [int.from_bytes(text[at : at + 2], "big") for at in range(0, len(text), 2)]

    def of(self, code: int) -> float:
        """Of one code."""
        return self.advances.get(code, self.default)


def widths_of(font: pikepdf.Object | None) -> Widths:
    """Of a font; what is broken is taken for half an em."""
    if not isinstance(font, pikepdf.Dictionary):
        return Widths(advances={}, default=_PLAIN)
    below = font.get("/DescendantFonts")
    if isinstance(below, pikepdf.Array) and len(below) and isinstance(below[0], pikepdf.Dictionary):
        return _composite(font, below[0])
    unit = 0.001
    if str(font.get("/Subtype")) == "/Type3":
        matrix = numbers_of(font.get("/FontMatrix"))
        unit = abs(matrix[0]) if len(matrix) == 6 else unit
    first = int(number_of(font.get("/FirstChar")) or 0)
    numbers = numbers_of(font.get("/Widths"))
    descriptor = font.get("/FontDescriptor")
    missing = (
        number_of(descriptor.get("/MissingWidth")) if isinstance(descriptor, pikepdf.Dictionary) else None
    )
    default = (missing or 0.0) * unit if numbers else _PLAIN
    return Widths(advances={first + at: width * unit for at, width in enumerate(numbers)}, default=default)


def _composite(font: pikepdf.Object, inner: pikepdf.Object) -> Widths:
    default = number_of(inner.get("/DW"))
    encoding = font.get("/Encoding")
    name = str(encoding) if isinstance(encoding, pikepdf.Name) else ""
    return Widths(
        advances=dict(_listed(inner.get("/W"))),
        default=(1000.0 if default is None else default) / 1000,
        bytes_a_code=2,
        upright=name.endswith("-V"),
    )


def _listed(widths: object) -> Iterator[tuple[int, float]]:
    """``first [w w w]`` or ``first last w``."""
    items = list(widths) if isinstance(widths, pikepdf.Array) else []
    at = 0
    while at + 1 < len(items):
        first = int(number_of(items[at]) or 0)
        following = items[at + 1]
        if isinstance(following, pikepdf.Array):
            yield from ((first + n, width / 1000) for n, width in enumerate(numbers_of(following)))
            at += 2
            continue
        last = min(int(number_of(following) or 0), first + _MOST)
        width = (number_of(items[at + 2]) or 0.0) / 1000 if at + 2 < len(items) else 0.0
        yield from ((code, width) for code in range(first, last + 1))
        at += 3
