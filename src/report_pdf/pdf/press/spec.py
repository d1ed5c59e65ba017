"""What the press pass is told, and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from report_pdf.findings import Finding

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


@dataclass(frozen=True, slots=True, kw_only=True)
class PressSpec:
    """How to convert.

    Attributes:
        converter: The printing condition.
        palette: The layout's colours, which become exactly these inks.
        spots: Names of the spot colours that are printed as inks of their own; others become process colours.
        file: The name findings give.
    """

    converter: Converter
    palette: Mapping[Rgb8, Cmyk] = field(default_factory=dict)
    spots: frozenset[str] = frozenset()
    file: str = "print.pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class PressedPdf:
    """The converted PDF.

    Attributes:
        unconverted: Pages (from 1) with something that could not be converted or a font that is not embedded: they
            have to be replaced by a picture of themselves, or refused.
    """

    data: bytes
    findings: tuple[Finding, ...] = ()
    unconverted: tuple[int, ...] = ()
