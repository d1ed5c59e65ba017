"""The pages of a proof as spreads: how large each is shown, what stands on it, what is said beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from report_pdf.layout.proof_lines import AROUND_MM, page_lines
from report_pdf.layout.proof_views import ChipView, FindingRow, PageNote, RowView, SlotView
from report_pdf.layout.proof_words import SEVERITIES
from report_pdf.model.pages import Resource
from report_pdf.model.proof import PlacedPicture, Proof, ProofFinding, ProofPage

__all__ = ["Shown", "Spreads", "finding_row", "lay_spreads", "placed", "shown_label"]

SLOT_WIDTH_MM, SLOT_HEIGHT_MM, SPREAD_GAP_MM = 54.0, 73.0, 3.0
_WIDE_MM = 2 * SLOT_WIDTH_MM + SPREAD_GAP_MM
_MOST_NOTES, _MOST_CHIPS = 4, 24
_POOR_PPI, _POOR_LINE_ART_PPI, _LEAST_LINE_ART_PPI = 150, 550, 800
_CHIP_MM = 2.4
_WIDE_FROM = 1.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """In which words, and against which limits."""

    words: Mapping[str, str]
    language: str
    min_ppi: int
    ink_limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spreads:
    """The rows, the rules that put everything in its place, and the drawings over the pages."""

    rows: tuple[RowView, ...]
    css: str
    resources: tuple[Resource, ...]


def lay_spreads(proof: Proof, shown: Shown) -> Spreads:
    """Two upright pages in a row as they face each other; a page that lies on its side has a row of its own."""
    upright = [page for page in proof.pages if not _lies(page)]
    scale = min(
        (min(SLOT_WIDTH_MM / page.width_mm, SLOT_HEIGHT_MM / page.height_mm) for page in upright),
        default=1.0,
    )
    setter = _Setter(proof, shown, scale)
    rows = tuple(setter.row(pages) for pages in _rows(proof))
    return Spreads(rows=rows, css="\n".join(setter.css), resources=tuple(setter.resources))


def _lies(page: ProofPage) -> bool:
    return page.width_mm > _WIDE_FROM * page.height_mm


def _rows(proof: Proof) -> Iterator[tuple[ProofPage, ...]]:
    """Pages that stand beside each other: an even page and the odd one after it."""
    waiting: list[ProofPage] = []
    for page in proof.pages:
        if waiting and (_lies(page) or page.number % 2 == 0):
            yield tuple(waiting)
            waiting = []
        waiting.append(page)
        if _lies(page) or page.number % 2:
            yield tuple(waiting)
            waiting = []
    if waiting:
        yield tuple(waiting)


class _Setter:
    """Sets rows, and collects rules and drawings on the way."""

    def __init__(self, proof: Proof, shown: Shown, scale: float) -> None:
        self._proof = proof
        self._shown = shown
        self._scale = scale
        self.css: list[str] = []
        self.resources: list[Resource] = []

    def row(self, pages: Sequence[ProofPage]) -> RowView:
        notes = tuple(self._note(page) for page in pages)
        if _lies(pages[0]):
            slot = self._slot(pages[0], self._wide_scale(pages[0]))
            return RowView(left=None, right=None, wide=slot, notes=notes)
        slots = {page.number % 2: self._slot(page, self._scale) for page in pages}
        left, right = (1, 0) if self._proof.from_right else (0, 1)
        return RowView(left=slots.get(left), right=slots.get(right), wide=None, notes=notes)

    def _wide_scale(self, page: ProofPage) -> float:
        return min(_WIDE_MM / page.width_mm, SLOT_HEIGHT_MM / page.height_mm)

    def _slot(self, page: ProofPage, scale: float) -> SlotView:
        key = f"page-{page.number}"
        findings = self._findings(page)
        lines = page_lines(page, findings, scale=scale)
        self.resources.append(lines)
        if page.view is not None:
            self.resources.append(page.view)
        self.css += placed(key, page, lines, scale=scale)
        words = self._shown.words
        return SlotView(
            key=key,
            view=page.view.url if page.view else "",
            alt=f"{words['page']} {shown_label(page)}",
            label=shown_label(page),
            chips=(*self._resolutions(page, key, scale), *self._numbers(findings, key, scale)),
        )

    def _findings(self, page: ProofPage) -> list[ProofFinding]:
        return [one for one in self._proof.findings if one.page == page.number]

    def _resolutions(self, page: ProofPage, key: str, scale: float) -> Iterator[ChipView]:
        """At each picture's upper left; of very many, the poorest."""
        chosen = sorted(page.pictures, key=lambda picture: picture.ppi)[:_MOST_CHIPS]
        for number, picture in enumerate(chosen, 1):
            name = f"{key}-ppi-{number}"
            left, top = max(0.0, picture.box.left) * scale, max(0.0, picture.box.top) * scale
            self._place(name, left + 0.5, top + 0.5)
            yield ChipView(key=name, text=f"{picture.ppi:.0f}", look=f"ppi {self._look(picture)}")

    def _look(self, picture: PlacedPicture) -> str:
        poor = _POOR_LINE_ART_PPI if picture.line_art else _POOR_PPI
        least = _LEAST_LINE_ART_PPI if picture.line_art else self._shown.min_ppi
        if picture.ppi < poor - 1:
            return "poor"
        return "low" if picture.ppi < least - 1 else "good"

    def _numbers(self, findings: Sequence[ProofFinding], key: str, scale: float) -> Iterator[ChipView]:
        """At the upper left of each finding's first place."""
        taken: list[tuple[float, float]] = []
        for finding in findings:
            if not finding.places:
                continue
            box = finding.places[0]
            left, top = box.left * scale - _CHIP_MM, box.top * scale - _CHIP_MM / 2
            while any(abs(left - x) < _CHIP_MM and abs(top - y) < _CHIP_MM for x, y in taken):
                top += _CHIP_MM
            taken.append((left, top))
            name = f"{key}-finding-{finding.number}"
            self._place(name, max(-_CHIP_MM / 2, left), max(-_CHIP_MM / 2, top))
            yield ChipView(key=name, text=str(finding.number), look=f"mark {finding.finding.severity.value}")

    def _place(self, name: str, left: float, top: float) -> None:
        self.css.append(f"#{name} {{ left: {left:.2f}mm; top: {top:.2f}mm }}")

    def _note(self, page: ProofPage) -> PageNote:
        words, peak = self._shown.words, page.peak
        findings = self._findings(page)
        ink = words["not_measured"]
        if peak is not None:
            ink = f"{peak.square:.0f} %"
        return PageNote(
            label=shown_label(page),
            ink=ink,
            over=peak is not None and peak.square > self._shown.ink_limit + 0.5,
            pictures=self._pictures(page),
            findings=tuple(
                finding_row(one, self._shown.language, label="") for one in findings[:_MOST_NOTES]
            ),
            more=max(0, len(findings) - _MOST_NOTES),
        )

    def _pictures(self, page: ProofPage) -> str:
        words = self._shown.words
        if not page.pictures:
            return "0"
        least = min(picture.ppi for picture in page.pictures)
        unit = f" {words['picture_unit']}".rstrip()
        return f"{len(page.pictures)}{unit}\u2003{words['picture_least']} {least:.0f} ppi"


def finding_row(one: ProofFinding, language: str, *, label: str) -> FindingRow:
    """A finding in the reader's language."""
    finding = one.finding
    zh, en = SEVERITIES[finding.severity]
    return FindingRow(
        number=one.number,
        weight=finding.severity.value,
        severity=zh if language.startswith("zh") else en,
        page=label,
        text=finding.message.in_language(language),
        hint=finding.hint.in_language(language) if finding.hint else "",
        code=finding.code,
    )


def placed(key: str, page: ProofPage, lines: Resource, *, scale: float) -> tuple[str, str]:
    """The rules of a page's box, and of the drawing over it: a background, which no one has to read aloud."""
    width, height = page.width_mm * scale, page.height_mm * scale
    more = 2 * AROUND_MM
    drawn = f"width: {width + more:.2f}mm; height: {height + more:.2f}mm"
    return (
        f"#{key} {{ width: {width:.2f}mm; height: {height:.2f}mm }}",
        f'#{key} .page-lines {{ background-image: url("{lines.url}"); {drawn} }}',
    )


def shown_label(page: ProofPage) -> str:
    """The page's place in the file, and its own name where that differs."""
    number = str(page.number)
    return number if page.label in {number, ""} else f"{number} · {page.label}"
