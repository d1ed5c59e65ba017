"""``inspect_print``: a finished print edition becomes a Proof, what leader and print shop look at and sign."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from report_pdf.findings import Finding, Message, Place, Severity
from report_pdf.model.edition import Edition, EditionSpec, PreflightReport
from report_pdf.model.pages import Resource
from report_pdf.model.proof import (
    InkPeak,
    PlacedPicture,
    Proof,
    ProofBox,
    ProofFinding,
    ProofFont,
    ProofInk,
    ProofPage,
)
from report_pdf.pdf import (
    FontFacts,
    PlacedImage,
    PressSurvey,
    Rectangle,
    SurveyedPage,
    fonts_of,
    survey_press,
    uncounted,
)
from report_pdf.pictures import InkReading
from report_pdf.preflight.ink_map import InkMeter, InkPage, find_ink_meter, measure_ink
from report_pdf.preflight.proof_rules import INK_NOT_MEASURED, PAGE_NOT_DRAWN
from report_pdf.preflight.proof_views import PageView, draw_views

__all__ = ["inspect_print"]

_MM = 25.4 / 72
_SQUARE_MM = 15.0
_PLATES = ("Cyan", "Magenta", "Yellow", "Black")
_NO_INKS = frozenset({"All", "None"})
_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
# Wide enough to read a headline on the proof; many pages are drawn smaller, so that the file can be mailed.
_VIEW_PX, _SMALL_VIEW_PX, _MANY_PAGES = 520, 360, 48


def inspect_print(
    edition: Edition, spec: EditionSpec, report: PreflightReport, findings: Sequence[Finding]
) -> Proof:
    """Looks at the edition's bytes, and asks poppler for the ink where it is installed.

    Args:
        edition: The finished file.
        spec: What it was ordered as.
        report: What preflight found in it.
        findings: Everything found on its way.
    """
    meter = find_ink_meter()
    breaches = [(f.code, f.place.page) for f in report.findings if f.place is not None and f.place.page]
    survey = survey_press(edition.data, breaches)
    with ThreadPoolExecutor(2) as threads:
        # Both wait for children: side by side they take half the time.
        drawing = threads.submit(draw_views, edition.data, _views(survey))
        ink = _ink(meter, edition.data, survey, limit=spec.pictures.ink_limit)
        views = drawing.result()
    pages = tuple(
        _page(number, page, views.get(number), reading)
        for number, (page, reading) in enumerate(zip(survey.pages, ink, strict=True), 1)
    )
    return Proof(
        file=report.file,
        sha256=hashlib.sha256(edition.data).hexdigest(),
        size=len(edition.data),
        standard=survey.standard,
        condition=survey.condition,
        rules=len(set(report.checks)),
        ink_tool=f"poppler {meter.version}" if meter and any(ink) else "",
        from_right=survey.from_right,
        pages=pages,
        fonts=_fonts(fonts_of(edition.data)),
        inks=tuple(_inks(survey, ink)),
        findings=_numbered(report, findings, survey),
        remarks=tuple(_remarks(pages, report.file)),
    )


def _ink(
    meter: InkMeter | None, pdf: bytes, survey: PressSurvey, *, limit: float
) -> tuple[InkReading | None, ...]:
    if meter is None:
        return (None,) * len(survey.pages)
    pages = [InkPage(shown=_edges(page.bleed, page), trim=_edges(page.trim, page)) for page in survey.pages]
    return measure_ink(meter, pdf, pages, limit=limit)


def _views(survey: PressSurvey) -> list[PageView]:
    width = _VIEW_PX if len(survey.pages) <= _MANY_PAGES else _SMALL_VIEW_PX
    return [
        PageView(page=number, edges=_edges(page.bleed, page), width_px=width)
        for number, page in enumerate(survey.pages, 1)
    ]


def _edges(box: Rectangle, page: SurveyedPage) -> tuple[float, float, float, float]:
    """From the upper left."""
    return box.left, page.height_pt - box.top, box.right, page.height_pt - box.bottom


def _page(number: int, page: SurveyedPage, view: bytes | None, reading: InkReading | None) -> ProofPage:
    return ProofPage(
        number=number,
        label=page.label,
        width_mm=page.bleed.width * _MM,
        height_mm=page.bleed.height * _MM,
        trim=_shown(page.trim, page),
        sheet_mm=(page.width_pt * _MM, page.height_pt * _MM),
        view=_jpeg(f"proof:page-{number}.jpg", view),
        heat=_jpeg(f"proof:ink-{number}.jpg", reading.heat if reading else None),
        peak=_peak(page, reading) if reading else None,
        pictures=tuple(_picture(image, page) for image in page.images),
    )


def _jpeg(url: str, data: bytes | None) -> Resource | None:
    return Resource(url=url, data=data, media_type="image/jpeg") if data else None


def _shown(box: Rectangle, page: SurveyedPage) -> ProofBox:
    return ProofBox(
        left=(box.left - page.bleed.left) * _MM,
        top=(page.bleed.top - box.top) * _MM,
        width=box.width * _MM,
        height=box.height * _MM,
    )


def _picture(image: PlacedImage, page: SurveyedPage) -> PlacedPicture:
    return PlacedPicture(
        box=_shown(image.box, page), pixels=image.pixels, ppi=image.ppi, line_art=image.bits == 1
    )


def _peak(page: SurveyedPage, reading: InkReading) -> InkPeak:
    return InkPeak(
        square=reading.square,
        place=ProofBox(
            left=reading.left * page.bleed.width * _MM,
            top=reading.top * page.bleed.height * _MM,
            width=min(_SQUARE_MM, page.trim.width * _MM),
            height=min(_SQUARE_MM, page.trim.height * _MM),
        ),
        most=reading.most,
        mean=reading.mean,
    )


def _fonts(fonts: Iterable[FontFacts]) -> tuple[ProofFont, ...]:
    """Each name and kind once: a face that was cut for several parts is in the file several times."""
    found = {
        (font.name.rpartition("+")[2].removesuffix("-Identity-H"), font.kind, font.embedded, font.subset)
        for font in fonts
    }
    return tuple(
        ProofFont(name=name, kind=kind, embedded=embedded, subset=subset)
        for name, kind, embedded, subset in sorted(found)
    )


def _inks(survey: PressSurvey, readings: Sequence[InkReading | None]) -> Iterator[ProofInk]:
    """The four plates, then the spots by name. Poppler mixes spots from the four: theirs are not measured."""
    used = [name for page in survey.pages for name in page.inks]
    measured = [reading.mean for reading in readings if reading is not None]
    for plate, name in enumerate(_PLATES):
        mean = sum(one[plate] for one in measured) / len(measured) if measured else None
        yield ProofInk(name=name, is_spot=False, pages=used.count(name), mean=mean)
    for name in sorted(set(used) - set(_PLATES) - _NO_INKS):
        yield ProofInk(name=name, is_spot=True, pages=used.count(name))


def _numbered(
    report: PreflightReport, findings: Iterable[Finding], survey: PressSurvey
) -> tuple[ProofFinding, ...]:
    """What preflight found and what was noted on the way, errors first."""
    places, file, checked = _places(survey), report.file, set(report.findings)
    ordered = sorted(
        dict.fromkeys((*report.findings, *findings)),
        key=lambda f: (_WEIGHT[f.severity], _page_of(f, file) or 0, f.code),
    )
    return tuple(
        ProofFinding(
            number=number,
            finding=finding,
            checked=finding in checked,
            page=_page_of(finding, file),
            places=places.get((finding.code, _page_of(finding, file), uncounted(finding.message.zh)), ()),
        )
        for number, finding in enumerate(ordered, 1)
    )


def _page_of(finding: Finding, file: str) -> int | None:
    return finding.place.page if finding.place and finding.place.file == file else None


def _places(survey: PressSurvey) -> Mapping[tuple[str, int | None, str], tuple[ProofBox, ...]]:
    return {
        (one.code, one.page, one.message): tuple(_shown(box, survey.pages[one.page - 1]) for box in one.boxes)
        for one in survey.broken
    }


def _remarks(pages: Sequence[ProofPage], file: str) -> Iterator[Finding]:
    for page in pages:
        if page.view is None:
            yield PAGE_NOT_DRAWN.at(
                Place(file=file, page=page.number),
                Message(zh="校样上画不出这一页。", en="this page cannot be drawn on the proof."),
            )
    unmeasured = [page.number for page in pages if page.peak is None]
    if unmeasured:
        yield INK_NOT_MEASURED.at(
            Place(file=file),
            Message(
                zh=f"校样上 {len(unmeasured)} 页的墨量未测。",
                en=f"the ink of {len(unmeasured)} pages is not measured on the proof.",
            ),
            hint=Message(zh="安装 poppler-utils 后再做一次。", en="Install poppler-utils and build again."),
        )
