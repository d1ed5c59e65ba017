"""A picture that becomes a page of its own: what decodes pictures makes it, what writes PDF places it."""

from __future__ import annotations

from dataclasses import dataclass

from report_pdf.findings import Finding

__all__ = ["PageJpeg"]

_A4_PT = (595.276, 841.89)
_LARGEST_PT = 14_400.0  # ISO 32000-2, annex C


@dataclass(frozen=True, slots=True, kw_only=True)
class PageJpeg:
    """A JPEG without metadata, ``dpi`` as the scanner noted it or None; ``lossless``: the pixels are the original's.

    ``colours`` is 1 for grey and 3 for sRGB.
    """

    data: bytes
    width: int
    height: int
    colours: int
    dpi: float | None
    lossless: bool
    findings: tuple[Finding, ...] = ()

    @property
    def page_size_pt(self) -> tuple[float, float]:
        """As large as it was scanned, where the scanner said so; else A4, lying or standing as the picture does."""
        if self.dpi is not None and max(self.width, self.height) / self.dpi * 72 <= _LARGEST_PT:
            return self.width / self.dpi * 72, self.height / self.dpi * 72
        return _A4_PT if self.width <= self.height else _A4_PT[::-1]
