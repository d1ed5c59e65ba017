"""What the press pass is told, and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from report_pdf.findings import Finding, Place

__all__ = ["Cmyk", "Converter", "Pixels", "PressSpec", "PressedPdf", "Rgb8"]

Cmyk: TypeAlias = tuple[float, float, float, float]
"""Parts of ink, 0 to 1."""

Rgb8: TypeAlias = tuple[int, int, int]
"""An sRGB colour as CSS writes it, 0 to 255."""


class Pixels(Protocol):
    """A converted picture: grey (``colours`` 1) or CMYK (4), as a JPEG (CMYK inverted, as Adobe does) or plain."""

    @property
    def data(self) -> bytes: ...  # noqa: D102 - said above
    @property
    def width(self) -> int: ...  # noqa: D102
    @property
    def height(self) -> int: ...  # noqa: D102
    @property
    def colours(self) -> int: ...  # noqa: D102
    @property
    def jpeg(self) -> bool: ...  # noqa: D102


class Converter(Protocol):
    """Colours and pixels to the printing condition; ``profile`` None means sRGB (or CIE L*a*b*)."""

    def colour(self, values: tuple[float, ...], *, space: str = "rgb", profile: bytes | None = None) -> Cmyk:
        """``space``: ``rgb`` from 0 to 1, or ``lab``."""
        ...

    def image(
        self, samples: bytes, *, mode: str, size: tuple[int, int], profile: bytes | None = None, lossy: bool
    ) -> Pixels:
        """8-bit ``samples`` in mode L, RGB or LAB (L* 0 to 255, a* and b* about 128), or a JPX file."""
        ...

    def within_limit(
        self, data: bytes, *, size: tuple[int, int], jpeg: bool, inverted: bool = False
    ) -> tuple[Pixels, float] | None:
        """CMYK pixels brought under the ink limit, and the most they had in per cent; None: they are under it.

        ``jpeg``: ``data`` is a JPEG file, else plain 8-bit samples. ``inverted``: 0 is full ink.
        """
        ...

    def page(self, samples: bytes, *, size: tuple[int, int]) -> Pixels:
        """A drawn page in 8-bit sRGB: neutral pixels in black ink alone, so that text in it stays sharp."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PressSpec:
    """How to convert.

    Attributes:
        converter: The printing condition.
        palette: The layout's colours, which become exactly these inks.
        spots: Names of the spot colours that are printed as inks of their own; others become process colours.
        ink_limit: Most ink in one spot, in per cent: colours the document gave in ink are brought under it too.
        foreign: Pages (from 1) whose CMYK pictures have to be measured; None: all. What the house itself fitted is
            under the limit already, and decoding it all again takes as long as the rest of the pass.
        origins: Where foreign pages come from, by their number in the PDF: findings name that place.
        file: The name findings give.
    """

    converter: Converter
    palette: Mapping[Rgb8, Cmyk] = field(default_factory=dict)
    spots: frozenset[str] = frozenset()
    ink_limit: int = 300
    foreign: frozenset[int] | None = None
    origins: Mapping[int, Place] = field(default_factory=dict)
    file: str = "print.pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class PressedPdf:
    """The converted PDF.

    Attributes:
        unconverted: Pages (from 1) with something that could not be converted or a font that is not embedded: they
            have to be replaced by a picture of themselves, or refused.
        reasons: Why, for each of them: (page, code, what), in the order met.
        spots: Names of the spot colours met, printed as inks of their own or not.
    """

    data: bytes
    findings: tuple[Finding, ...] = ()
    unconverted: tuple[int, ...] = ()
    reasons: tuple[tuple[int, str, str], ...] = ()
    spots: frozenset[str] = frozenset()
