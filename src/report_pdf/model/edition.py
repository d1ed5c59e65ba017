"""``EditionSpec``: what differs between editions, as data; and what each edition ends as."""

from __future__ import annotations

from dataclasses import dataclass

from report_pdf.findings import Finding, Severity
from report_pdf.model.plan import EditionName, PressPlan

__all__ = ["Edition", "EditionSpec", "PictureSpec", "PreflightReport"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureSpec:
    """How pictures enter an edition: resolution at placed size (never upsampled) and JPEG quality 1 to 95.

    ``profile``: the ICC profile of a press: then they enter in its CMYK, with at most ``ink_limit`` per cent of ink.
    """

    ppi: int
    quality: int
    profile: bytes = b""
    ink_limit: int = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionSpec:
    """One edition. ``style_sheet`` is the layout's file for it (``edition-email``); ``max_size`` in bytes or None.

    ``press``: the ticket of an edition for the print shop: sheets with marks, all pages of one trim size, signatures.
    """

    name: EditionName
    style_sheet: str
    pictures: PictureSpec
    standard: str = ""
    bleed_mm: float = 0.0
    press: PressPlan | None = None
    tagged: bool = True
    linearized: bool = False
    max_size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A finished edition's bytes."""

    name: EditionName
    data: bytes
    pages: int
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PreflightReport:
    """What independent checks of the finished bytes found. ``checks``: the codes that were run, found or not."""

    file: str
    edition: EditionName
    checks: tuple[str, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def passed(self) -> bool:
        """No finding is an error."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)
