"""Where things stand on the pages of a print file: pictures with their resolution, inks, and what breaks a rule.

The checks count what they find page by page; a proof has to point at it. So each mark of such a page is shown to the
check alone: where it is still found, there it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from report_pdf.pdf.geometry import Matrix, PageFacts, Rectangle, page_facts
from report_pdf.pdf.imposing import bound_on_the_right
from report_pdf.pdf.labels import page_labels
from report_pdf.pdf.press.checks import PRESS_CHECKS
from report_pdf.pdf.press.reader import within
from report_pdf.pdf.press.sight import Colour, Mark
from report_pdf.pdf.press.subject import Breach, PressPage, PressSubject, subject_of, touches

__all__ = ["BrokenPlaces", "PlacedImage", "PressSurvey", "SurveyedPage", "survey_press", "uncounted"]

_FEWEST_PIXELS = 16
_NEAR_PT = 14.0
_MOST_PLACES = 12
_TIMES = re.compile(r" ?[(（]\d+ (?:处|times?)[)）]")
_PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
_PAINTS = frozenset({"text", "fill", "stroke", "image", "stencil", "shading"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedImage:
    """An image where it shows, in points from the lower left of the upright page; ``bits`` 1 is line art."""

    box: Rectangle
    pixels: tuple[int, int]
    ppi: float
    bits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenPlaces:
    """Where a rule is broken on a page: the boxes of the marks, near ones together, in points as above."""

    code: str
    message: str
    page: int
    boxes: tuple[Rectangle, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyedPage:
    """A page as it is seen: boxes in points from the lower left of the upright page; the inks its marks name."""

    label: str
    width_pt: float
    height_pt: float
    bleed: Rectangle
    trim: Rectangle
    images: tuple[PlacedImage, ...]
    inks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PressSurvey:
    """A whole print file. ``standard`` and ``condition`` are what it says of itself."""

    standard: str
    condition: str
    from_right: bool
    pages: tuple[SurveyedPage, ...]
    broken: tuple[BrokenPlaces, ...]


def survey_press(pdf: bytes, breaches: Iterable[tuple[str, int]]) -> PressSurvey:
    """The file's pages, and the places of ``breaches`` (code and page), as far as single marks break the rule."""
    subject = subject_of(pdf, magazine=False, ink_limit=300, spots=frozenset())
    with subject.pdf as opened:
        facts = [page_facts(page.obj) for page in opened.pages]
        broken = tuple(_broken(subject, [fact.upright for fact in facts], sorted(set(breaches))))
    document = subject.document
    conditions = [condition for kind, condition, _, _ in document.intents if kind == "GTS_PDFX"]
    return PressSurvey(
        standard=document.identifiers.get("GTS_PDFXVersion", ""),
        condition=conditions[0] if conditions else "",
        from_right=bound_on_the_right(pdf),
        broken=broken,
        pages=tuple(
            _surveyed(page, fact, label)
            for page, fact, label in zip(subject.pages, facts, page_labels(pdf), strict=True)
        ),
    )


def _surveyed(page: PressPage, facts: PageFacts, label: str) -> SurveyedPage:
    return SurveyedPage(
        label=label,
        width_pt=facts.width_pt,
        height_pt=facts.height_pt,
        bleed=facts.upright.rectangle(page.bled),
        trim=facts.upright.rectangle(page.cut),
        images=tuple(_images(page, facts.upright)),
        inks=tuple(sorted({name for mark in _on(page) for name in _inks(mark.colour)})),
    )


def _on(page: PressPage) -> Iterator[Mark]:
    """What is painted on the page, marks and slug apart."""
    for mark in page.marks:
        if mark.kind in _PAINTS and not mark.masked and (mark.box is None or touches(mark.box, page.bled)):
            yield mark


def _images(page: PressPage, upright: Matrix) -> Iterator[PlacedImage]:
    """A few pixels are a flat colour, not a picture."""
    for mark in _on(page):
        shown = within(mark.box, page.bled)
        if mark.kind not in {"image", "stencil"} or shown is None or min(mark.pixels) <= _FEWEST_PIXELS:
            continue
        yield PlacedImage(box=upright.rectangle(shown), pixels=mark.pixels, ppi=mark.ppi, bits=mark.bits)


def _inks(colour: Colour) -> Iterator[str]:
    """The plates a colour may need: of an image, all of its space's."""
    if colour.names:
        yield from colour.names
    elif colour.family == "DeviceGray":
        yield "Black"
    elif (values := colour.inks) is not None and len(colour.families) == 1:
        yield from (name for name, value in zip(_PROCESS, values, strict=True) if value)
    elif "DeviceCMYK" in colour.families:
        yield from _PROCESS


def _broken(
    subject: PressSubject, upright: Sequence[Matrix], breaches: Iterable[tuple[str, int]]
) -> Iterator[BrokenPlaces]:
    runs = {check.id: check.run for check in PRESS_CHECKS}
    for code, number in breaches:
        if code not in runs or not 1 <= number <= len(subject.pages):
            continue
        for message, boxes in _alone(subject, subject.pages[number - 1], runs[code]).items():
            seen = [upright[number - 1].rectangle(box) for box in boxes]
            yield BrokenPlaces(code=code, message=message, page=number, boxes=_gathered(seen))


def _alone(
    subject: PressSubject, page: PressPage, run: Callable[[PressSubject], Iterator[Breach]]
) -> Mapping[str, list[Rectangle]]:
    """The boxes of the marks that break the rule by themselves, by the check's words."""

    def words(*marks: Mark) -> set[str]:
        shown = replace(subject, pages=(replace(page, marks=marks),))
        return {uncounted(breach.zh) for breach in run(shown)}

    # What a page breaks without any mark (its size, its notes) has no place among them.
    empty = words()
    found: dict[str, list[Rectangle]] = {}
    for mark in page.marks:
        shown = within(mark.box, page.bled)
        if shown is not None:
            for message in words(mark) - empty:
                found.setdefault(message, []).append(shown)
    return found


def uncounted(message: str) -> str:
    """A check's words without how often: by these a finding and its places belong together."""
    return _TIMES.sub("", message)


def _gathered(boxes: Iterable[Rectangle]) -> tuple[Rectangle, ...]:
    """Near boxes as one, from the top of the page down; at most a dozen."""
    groups: list[Rectangle] = []
    for box in boxes:
        near = [group for group in groups if _near(group, box)]
        groups = [group for group in groups if group not in near]
        groups.append(Rectangle.around([*near, box]))
    return tuple(sorted(groups, key=lambda group: (-group.top, group.left)))[:_MOST_PLACES]


def _near(one: Rectangle, other: Rectangle) -> bool:
    return (
        one.left - _NEAR_PT <= other.right
        and other.left - _NEAR_PT <= one.right
        and one.bottom - _NEAR_PT <= other.top
        and other.bottom - _NEAR_PT <= one.top
    )
