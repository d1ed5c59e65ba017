"""A foreign file is read by whichever library reads it whole: qpdf, then pypdf, then pdfium (the fallback order).

In: a file of anybody's, maybe its password. Out: the readings in their order, each as a pikepdf PDF that qpdf can
save. Runs in a child: each of the three crashes or hangs on some real files, on different ones.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
from pypdf import PdfReader, PdfWriter

from report_pdf.pdf.stitch_check import page_counts
from report_pdf.pdf.stitch_page_tree import flatten_page_tree

__all__ = ["Agreed", "Reading", "agreed_pages", "readings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A file as one library reads it.

    Attributes:
        by: ``qpdf``, ``qpdf-mended`` (its page tree made anew), ``pypdf``, ``pdfium`` (its own save) or ``pdfium-pages`` (pages alone: all else is lost).
        pdf: Open; the caller's to close.
    """

    by: str
    pdf: pikepdf.Pdf

    @property
    def pages(self) -> int:
        """How many."""
        return len(self.pdf.pages)


def readings(path: Path, password: str | None) -> Iterator[Reading]:
    """All readings with at least one page, in the fallback order. Made one by one, as they are asked for.

    Raises:
        pikepdf.PasswordError: It is encrypted and the password does not open it.
    """
    locked: pikepdf.PasswordError | None = None
    found = False
    for by, reading in _WAYS.items():
        try:
            pdf = reading(path, password)
            pages = len(pdf.pages)
        except pikepdf.PasswordError as error:
            locked = error
            continue
        except Exception:  # noqa: BLE001, S112 - each library raises many kinds; the next may read it
            continue
        if pages:
            found = True
            yield Reading(by=by, pdf=pdf)
    if locked is not None and not found:
        raise locked


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What the readers make of a file's length.

    Attributes:
        pages: What most of the three find; where all differ, what the one that finds most says; 0: nobody finds any.
        unanimous: All who can open it say so.
        promised: What it says of itself.
    """

    pages: int = 0
    unanimous: bool = True
    promised: int = 0


def agreed_pages(path: Path, password: str | None, qpdf: int) -> Agreed:
    """How many pages the file has; ``qpdf``: what the first reading found."""
    promised, loaded = page_counts(path, password)
    counts = [qpdf, loaded]
    if counts[0] != counts[1]:
        with suppress(Exception):  # pypdf raises anything over a broken file
            counts.append(len(_pypdf_reader(path, password).pages))
    found = Counter(count for count in counts if count)
    if not found:
        return Agreed(promised=promised)
    most = max(found.values())
    pages = max(count for count, votes in found.items() if votes == most)
    return Agreed(pages=pages, unanimous=len(found) == 1, promised=promised)


def _by_qpdf(path: Path, password: str | None) -> pikepdf.Pdf:
    return pikepdf.open(path, password=password or "", suppress_warnings=True)


def _by_qpdf_mended(path: Path, password: str | None) -> pikepdf.Pdf:
    """Its page tree made anew, which qpdf refuses when it loops or lacks its /Kids."""
    pdf = pikepdf.open(path, password=password or "", suppress_warnings=True, inherit_page_attributes=False)
    flatten_page_tree(pdf)
    return pdf


def _by_pypdf(path: Path, password: str | None) -> pikepdf.Pdf:
    """It looks for a catalogue and pages without a page tree."""
    writer = PdfWriter(clone_from=_pypdf_reader(path, password))
    out = io.BytesIO()
    writer.write(out)
    return pikepdf.open(out, suppress_warnings=True)


def _pypdf_reader(path: Path, password: str | None) -> PdfReader:
    return PdfReader(path, strict=False, password=password)


def _by_pdfium(path: Path, password: str | None) -> pikepdf.Pdf:
    document = pypdfium2.PdfDocument(path, password=password)
    try:
        return pikepdf.open(_saved(document), suppress_warnings=True)
    finally:
        document.close()


def _pages_by_pdfium(path: Path, password: str | None) -> pikepdf.Pdf:
    document, pages = pypdfium2.PdfDocument(path, password=password), pypdfium2.PdfDocument.new()
    try:
        pages.import_pages(document)
        return pikepdf.open(_saved(pages), suppress_warnings=True)
    finally:
        pages.close()
        document.close()


def _saved(document: pypdfium2.PdfDocument) -> io.BytesIO:
    out = io.BytesIO()
    document.save(out)
    out.seek(0)
    return out


_WAYS: dict[str, Callable[[Path, str | None], pikepdf.Pdf]] = {
    "qpdf": _by_qpdf,
    "qpdf-mended": _by_qpdf_mended,
    "pypdf": _by_pypdf,
    "pdfium": _by_pdfium,
    "pdfium-pages": _pages_by_pdfium,
}
"""The fallback order."""
