"""What converts the objects that a content stream names: the seam between streams and objects of the press pass."""

from __future__ import annotations

from typing import Protocol

import pikepdf

from report_pdf.pdf.press.ink import Space
from report_pdf.pdf.press.state import Mode, State

__all__ = ["Things"]


class Things(Protocol):
    """What converts the objects a content stream names."""

    def space(self, value: object, resources: object) -> Space:
        """A colour space; raises UnknownSpace."""
        ...

    def drawing(
        self, drawing: pikepdf.Object, resources: object, *, state: State, mode: Mode
    ) -> pikepdf.Object | None:
        """An image or form, converted; None for what is not drawn on paper."""
        ...

    def pattern(self, pattern: pikepdf.Object, resources: object, *, mode: Mode) -> pikepdf.Object | None:
        """A pattern, converted."""
        ...

    def shading(self, shading: pikepdf.Object, resources: object, *, mode: Mode) -> pikepdf.Object | None:
        """A shading, converted."""
        ...

    def graphics(self, state: pikepdf.Object, resources: object, *, mode: Mode) -> pikepdf.Object | None:
        """An ExtGState without what the press does not want; None when nothing is left."""
        ...

    def font(self, font: pikepdf.Object, resources: object) -> tuple[pikepdf.Object, bool]:
        """The font, and whether its glyphs are in the file."""
        ...

    def inline(self, image: pikepdf.PdfInlineImage, resources: object, *, mode: Mode) -> pikepdf.Object:
        """An inline image as an image of its own."""
        ...

    def fault(self, code: str, what: str) -> None:
        """Notes a fault on the page that is being converted."""
        ...
