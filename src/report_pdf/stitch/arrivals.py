"""Files as they arrive for stitching: PDFs are admitted, pictures become pages, page ranges are read."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from report_pdf.errors import SupplementError
from report_pdf.findings import Finding, Place
from report_pdf.model.plan import SourceFile, StitchChoices, StitchPlace, StitchStart
from report_pdf.pdf import (
    ArrivingPdf,
    Hearing,
    PdfFacts,
    open_supplements,
    pages_of_pictures,
    parse_page_range,
    refuse_changed,
)
from report_pdf.pictures import is_picture, page_jpegs

__all__ = ["Arrival", "SupplementRequest", "admit_all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementRequest:
    """One file to stitch.

    Attributes:
        path: The file.
        name: How messages call it.
        pages: As written (``1-3,8,z-1``), None for all.
        title: In the bookmarks; None: the file's own.
        start: On which page it begins.
        place: How its pages stand.
        password: Opens it.
        choices: What else the desk decided.
        divider: A page with its title comes before it.
        number: The label of its first page (``15A``); empty: numbering runs on.
    """

    path: Path
    name: str
    pages: str | None = None
    title: str | None = None
    start: StitchStart = StitchStart.NEXT
    place: StitchPlace = StitchPlace.PAGE
    password: str | None = None
    choices: StitchChoices = field(default_factory=StitchChoices)
    divider: bool = False
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A file that may be stitched: ``facts.path`` is the safe copy, ``indices`` the pages asked for, from 0."""

    request: SupplementRequest
    facts: PdfFacts
    sha256: str
    indices: tuple[int, ...]
    title: str
    findings: tuple[Finding, ...] = ()


def admit_all(
    requests: Sequence[SupplementRequest], folder: Path, *, hear: Hearing | None = None
) -> tuple[Arrival, ...]:
    """Opens the files; their safe copies go into ``folder``.

    Raises:
        SupplementError: Files cannot be used, or have not the pages asked for: the first, and each as a finding.
        PictureError: A picture cannot be used.
    """
    received = [_as_pdf(request, folder / f"{number}.pdf") for number, request in enumerate(requests)]
    opened = open_supplements(
        [one.file for one in received],
        siblings=frozenset(Path(request.name).name.lower() for request in requests),
        hear=hear,
    )
    arrivals: list[Arrival] = []
    refused: list[SupplementError] = []
    for request, one, facts in zip(requests, received, opened, strict=True):
        try:
            if isinstance(facts, SupplementError):
                raise facts
            arrivals.append(_arrived(request, one, facts))
        except SupplementError as error:
            refused.append(error)
    if refused:
        if len(refused) > 1:
            refused[0].findings = tuple(error.as_finding() for error in refused)
        raise refused[0]
    return tuple(arrivals)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Received:
    """A file as a PDF: pictures are pages by now. ``sha256``: of a picture, as it came."""

    file: ArrivingPdf
    sha256: str = ""
    findings: tuple[Finding, ...] = ()


def _as_pdf(request: SupplementRequest, copy: Path) -> _Received:
    file = ArrivingPdf(
        path=request.path,
        name=request.name,
        copy_to=copy,
        password=request.password,
        rotate=request.choices.rotate,
    )
    if not (request.path.is_file() and is_picture(request.path)):
        return _Received(file=file)
    source = SourceFile(name=request.name, path=request.path, place=Place(file=request.name))
    pictures = page_jpegs(source, beside=copy)
    path = copy.with_suffix(".picture.pdf")
    path.write_bytes(pages_of_pictures(pictures))
    return _Received(
        file=replace(file, path=path),
        sha256=hashlib.sha256(request.path.read_bytes()).hexdigest(),
        findings=tuple(finding for picture in pictures for finding in picture.findings),
    )


def _arrived(request: SupplementRequest, received: _Received, facts: PdfFacts) -> Arrival:
    indices = _indices(request, len(facts.pages))
    if request.choices.changed == "error":
        refuse_changed(facts, request.name, indices)
    return Arrival(
        request=request,
        facts=facts,
        sha256=received.sha256 or facts.sha256,
        indices=indices,
        title=request.title or facts.title or request.path.stem,
        findings=(*received.findings, *facts.findings),
    )


def _indices(request: SupplementRequest, pages: int) -> tuple[int, ...]:
    if request.pages is None:
        return tuple(range(pages))
    try:
        return parse_page_range(request.pages, pages=pages)
    except SupplementError as error:
        raise SupplementError(error.message, place=Place(file=request.name), hint=error.hint) from None
