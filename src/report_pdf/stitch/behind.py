"""Supplements behind any PDF, without an issue: in the order given, nothing added that is not asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from report_pdf.child import scratch
from report_pdf.findings import Finding, Message, Place
from report_pdf.model.plan import StitchPlace, StitchStart
from report_pdf.pdf import BodyFacts, Hearing, Insert, Leaf, PageFacts, Passport, Rectangle, bind, open_body
from report_pdf.stitch.arrivals import Arrival, SupplementRequest, admit_all
from report_pdf.stitch.framing import centred, framed
from report_pdf.stitch.rules import BLANK_PAGE
from report_pdf.stitch.stamping import StampSpec, stamped

__all__ = ["StitchedFiles", "StitchedSupplement", "stitch_files"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StitchedSupplement:
    """What became of one file: ``source_pages`` and ``first_page`` count from 1."""

    name: str
    title: str
    sha256: str
    source_pages: tuple[int, ...]
    first_page: int
    passport: Passport | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StitchedFiles:
    """The stitched PDF and the record of it."""

    pdf: bytes
    pages: int
    body_pages: int
    body_sha256: str
    supplements: tuple[StitchedSupplement, ...]
    findings: tuple[Finding, ...]


def stitch_files(
    body: Path,
    supplements: Sequence[SupplementRequest],
    *,
    body_name: str | None = None,
    body_password: str | None = None,
    stamp: StampSpec | None = None,
    hear: Hearing | None = None,
) -> StitchedFiles:
    """Stitches the supplements' pages behind ``body``; its own bookmarks, labels, tags and layers stay.

    ``stamp``: every supplement page gets its number, there and in that colour. ``hear``: is told how far it has come.

    Raises:
        SupplementError: A file cannot be used; it is named with reason and remedy.
        PictureError: A picture cannot be used.
    """
    name = body_name or body.name
    opened = open_body(body, name=name, password=body_password)
    with scratch() as folder:
        admitted = admit_all(supplements, Path(folder), hear=hear)
        plan = Pages(opened)
        inserts = tuple(plan.add(one) for one in admitted)
        bound = bind(opened.pdf, inserts=inserts, blank_pages=plan.sizes, body_name=name, hear=hear)
    pdf = stamped(bound.pdf, inserts, stamp, dividers=plan.dividers, size=plan.house)
    findings = (*opened.findings, *(f for one in admitted for f in one.findings), *plan.findings)
    return StitchedFiles(
        pdf=pdf,
        pages=bound.pages,
        body_pages=len(opened.pages),
        body_sha256=opened.sha256,
        supplements=tuple(_record(one, insert) for one, insert in zip(admitted, inserts, strict=True)),
        findings=(*findings, *bound.findings),
    )


_LARGEST_PT = 14_400.0


class Pages:
    """The pages that come behind the body, as they are planned: sizes, and the leaves that fill them."""

    def __init__(self, body: BodyFacts) -> None:
        self._body = body
        self._house = body.pages[-1]
        self.sizes: list[tuple[float, float]] = []
        self.dividers: list[tuple[int, str]] = []
        self.findings: list[Finding] = []

    def add(self, admitted: Arrival) -> Insert:
        """Pages for one supplement, after a blank one where it must start on a recto and would not."""
        request = admitted.request
        if request.start is StitchStart.RECTO and self._next % 2 == 1:
            self._blank(request.name)
        opens = self._next if request.divider else None
        if request.divider:
            self._divide(admitted)
        leaves = tuple(self._leaf(admitted.facts.pages[index], index, request) for index in admitted.indices)
        original = (request.name, request.path) if request.choices.original == "attach" else None
        return Insert(
            name=request.name,
            title=admitted.title,
            path=admitted.facts.path,
            leaves=leaves,
            changed=request.choices.changed,
            fields=request.choices.fields,
            original=original,
            number=request.number,
            opens=opens,
            cleaned=True,
        )

    def _divide(self, admitted: Arrival) -> None:
        """A page of the house's size, with the title; what follows it starts on a recto again where it must."""
        number = self._next
        self.sizes.append((self._house.width_pt, self._house.height_pt))
        self.dividers.append((number, admitted.title))
        if admitted.request.start is StitchStart.RECTO and self._next % 2 == 1:
            self._blank(admitted.request.name)

    @property
    def house(self) -> tuple[float, float]:
        """Width and height of the body's last page."""
        return self._house.width_pt, self._house.height_pt

    @property
    def _next(self) -> int:
        return len(self._body.pages) + len(self.sizes)

    def _leaf(self, page: PageFacts, index: int, request: SupplementRequest) -> Leaf:
        number = self._next
        if request.place is StitchPlace.PAGE:
            # Viewers bear no larger page (ISO 32000-1, annex C): such a one is scaled, and that is said.
            scale = min(1.0, _LARGEST_PT / max(page.width_pt, page.height_pt))
            self.sizes.append((page.width_pt * scale, page.height_pt * scale))
            return Leaf(source=index, page=number)
        width, height = self._house.width_pt, self._house.height_pt
        self.sizes.append((width, height))
        face = Rectangle(0, 0, width, height)
        box = {
            StitchPlace.FIT: face,
            StitchPlace.CENTRE: centred(face, page.width_pt, page.height_pt),
            StitchPlace.FRAME: framed(face),
        }[request.place]
        return Leaf(source=index, page=number, box=box)

    def _blank(self, name: str) -> None:
        self.sizes.append(self.sizes[-1] if self.sizes else (self._house.width_pt, self._house.height_pt))
        self.findings.append(
            BLANK_PAGE.at(
                Place(file=name),
                Message(
                    zh=f"第 {self._next} 页为空白页，附件从右页起。",
                    en=f"page {self._next} is blank: the supplement starts on a recto.",
                ),
            )
        )


def _record(admitted: Arrival, insert: Insert) -> StitchedSupplement:
    return StitchedSupplement(
        name=insert.name,
        title=insert.title,
        sha256=admitted.sha256,
        source_pages=tuple(index + 1 for index in admitted.indices),
        first_page=insert.leaves[0].page + 1,
        passport=admitted.facts.passport,
    )
