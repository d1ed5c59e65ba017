"""Files as they arrive for stitching: PDFs are admitted, pictures become pages, page ranges are read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from report_pdf.errors import SupplementError
from report_pdf.findings import Finding, Place
from report_pdf.model.plan import SourceFile, StitchPlace, StitchStart
from report_pdf.pdf import PdfFacts, open_supplement, parse_page_range, picture_page
from report_pdf.pictures import PageJpeg, is_picture, page_jpeg

__all__ = ["Arrival", "SupplementRequest", "admit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementRequest:
    """One file to stitch. ``pages`` as written (``1-3,8,z-1``), None for all; ``title`` None: the file's own."""

    path: Path
    name: str
    pages: str | None = None
    title: str | None = None
    start: StitchStart = StitchStart.NEXT
    place: StitchPlace = StitchPlace.PAGE
    password: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A file that may be stitched: ``facts.path`` is the safe copy, ``indices`` the pages asked for, from 0."""

    request: SupplementRequest
    facts: PdfFacts
    sha256: str
    indices: tuple[int, ...]
    title: str
    findings: tuple[Finding, ...] = ()


def admit(request: SupplementRequest, copy: Path) -> Arrival:
    """Opens one file; its safe copy goes to ``copy``.

    Raises:
        SupplementError: It cannot be used, or has not the pages asked for.
        PictureError: It is a picture that cannot be used.
    """
    path, sha256 = request.path, ""
    findings: tuple[Finding, ...] = ()
    if path.is_file() and is_picture(path):
        page = _page(request)
        findings, sha256 = page.findings, hashlib.sha256(request.path.read_bytes()).hexdigest()
        path = copy.with_suffix(".picture.pdf")
        path.write_bytes(_pdf(page))
    facts = open_supplement(path, name=request.name, password=request.password, copy_to=copy)
    return Arrival(
        request=request,
        facts=facts,
        sha256=sha256 or facts.sha256,
        indices=_indices(request, len(facts.pages)),
        title=request.title or facts.title or request.path.stem,
        findings=(*findings, *facts.findings),
    )


def _indices(request: SupplementRequest, pages: int) -> tuple[int, ...]:
    if request.pages is None:
        return tuple(range(pages))
    try:
        return parse_page_range(request.pages, pages=pages)
    except SupplementError as error:
        raise SupplementError(error.message, place=Place(file=request.name), hint=error.hint) from None


def _page(request: SupplementRequest) -> PageJpeg:
    source = SourceFile(name=request.name, path=request.path, place=Place(file=request.name))
    return page_jpeg(source)


def _pdf(page: PageJpeg) -> bytes:
    width, height = page.page_size_pt
    return picture_page(
        page.data,
        width_px=page.width,
        height_px=page.height,
        page_width_pt=width,
        page_height_pt=height,
        grey=page.colours == 1,
    )
