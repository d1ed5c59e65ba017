"""The whole way on one page: the order of the stages, which nobody else knows.

``build`` takes a plan and gives finished editions with everything that was found on the way. It reads no clock, no
network and no environment: what it needs of them comes in the ``World``.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from report_pdf import __version__
from report_pdf.copyedit import copyedit
from report_pdf.delivery import manifest
from report_pdf.editions import close_edition, spec_of
from report_pdf.errors import ReportPdfError
from report_pdf.findings import Finding, Message
from report_pdf.fonts import check_coverage, font_face_css, font_resources
from report_pdf.issue import gather, set_texts
from report_pdf.layout import corrections, lay_out, lay_slugs, looseness
from report_pdf.manuscript import read_manuscript
from report_pdf.model.edition import Edition, EditionSpec, PictureSpec, PreflightReport
from report_pdf.model.issue import Issue
from report_pdf.model.manuscript import Manuscript
from report_pdf.model.pages import Packet, PageLabel, PaginatedHtml, Placement, RenderedDocument, Resource
from report_pdf.model.plan import EditionName, IssuePlan
from report_pdf.pictures import fit_all
from report_pdf.preflight import preflight, report_json
from report_pdf.render import render
from report_pdf.resources import layouts_folder
from report_pdf.stitch import stitch

__all__ = ["Build", "Step", "World", "build", "read_manuscripts", "set_pages", "with_resources"]

_PASSES = 3
_FONTS_URL = "issue:fonts/"
# Steps down in resolution and JPEG quality until an edition fits its size; the first is the one it asked for.
_LADDER = ((1.0, 82), (1.0, 74), (0.87, 72), (0.8, 66), (0.7, 60), (0.6, 52), (0.5, 45))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something begins: which of how many, and what."""

    number: int
    count: int
    name: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What a build may use of the outside.

    Attributes:
        work: A folder for intermediate files; what is there already is used again.
        passwords: Of supplements, by the environment variable that issue.yaml names.
        say: Is told each step as it begins.
        jobs: How many editions are made at a time.
    """

    work: Path
    passwords: Mapping[str, str] = field(default_factory=dict)
    say: Callable[[Step], None] = lambda _: None
    jobs: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What a build leaves: files by name, the reports, and every finding of the way."""

    files: Mapping[str, bytes]
    editions: tuple[Edition, ...]
    reports: tuple[PreflightReport, ...]
    findings: tuple[Finding, ...]


def build(plan: IssuePlan, names: Sequence[EditionName], world: World) -> Build:
    """From the order to finished editions.

    Raises:
        ReportPdfError: Any stage's, carrying all that stage has to say.
    """
    specs = [spec_of(name, plan.editions) for name in names]
    steps = _Steps(world, count=3 + 4 * len(specs))
    steps.next(Message(zh="读稿、校对", en="reading and correcting the manuscripts"))
    manuscripts = [copyedit(manuscript, plan.lint) for manuscript in read_manuscripts(plan)]
    # Supplements are decrypted on arrival: their copies live as long as the build, in a folder only its user can read.
    with tempfile.TemporaryDirectory(prefix="report-pdf-") as private:
        steps.next(Message(zh="整理照片和附件", en="cleaning photographs, admitting supplements"))
        issue = gather(plan, manuscripts, work=world.work, private=Path(private), passwords=world.passwords)
        steps.next(Message(zh="核对字形", en="checking that every character has a glyph"))
        drawn = check_coverage(set_texts(plan, issue, manuscripts))
        early = (*plan.findings, *(f for m in manuscripts for f in m.findings), *issue.findings, *drawn)
        with ThreadPoolExecutor(max_workers=max(1, world.jobs)) as threads:
            made = list(threads.map(lambda spec: _make(plan, issue, spec, steps), specs))
    findings = (*early, *(f for one in made for f in one.findings))
    return _pack(plan, made, findings)


def read_manuscripts(plan: IssuePlan) -> tuple[Manuscript, ...]:
    """Every article's manuscript.

    Raises:
        ManuscriptError: With a finding for every manuscript that cannot be read.
    """
    read: list[Manuscript] = []
    errors: list[ReportPdfError] = []
    for article in plan.articles:
        try:
            read.append(read_manuscript(article.manuscript.path, name=article.manuscript.name))
        except ReportPdfError as error:
            errors.append(error)
    if errors:
        first, *others = errors
        first.findings = (
            *first.findings,
            *(finding for e in others for finding in (e.as_finding(), *e.findings)),
        )
        raise first
    return tuple(read)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    edition: Edition
    report: PreflightReport
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pass:
    loose: float
    corrections: Mapping[str, float]
    pages: PaginatedHtml
    rendered: RenderedDocument


def _make(plan: IssuePlan, issue: Issue, spec: EditionSpec, steps: _Steps) -> _Made:
    steps.next(Message(zh="设计版面、排版", en="laying out and setting the pages"))
    pages, rendered = set_pages(plan, issue, spec)
    steps.next(Message(zh="装订附件", en="stitching supplements in"))
    packet = _stitch(issue, spec, pages, rendered)
    steps.next(Message(zh="收尾", en="closing"))
    edition = close_edition(packet, issue, spec, slugs=_slugs(plan, issue, spec, packet))
    lighter = _lighter(edition, spec, pages.placements)
    if lighter != spec.pictures:
        rendered = _render(pages, fit_all(pages.placements, lighter))
        packet = _stitch(issue, spec, pages, rendered)
        edition = close_edition(packet, issue, replace(spec, pictures=lighter))
    steps.next(Message(zh="印前检查", en="preflight"))
    report = preflight(edition, spec, issue, file=f"{spec.name.value}.pdf")
    findings = (*pages.findings, *rendered.findings, *packet.findings, *edition.findings, *report.findings)
    return _Made(edition=edition, report=report, findings=findings)


def set_pages(plan: IssuePlan, issue: Issue, spec: EditionSpec) -> tuple[PaginatedHtml, RenderedDocument]:
    """Lays out and renders; where articles end badly, again with what was measured, and takes the best."""
    measured: Mapping[str, float] = {}
    passes: list[_Pass] = []
    for _ in range(_PASSES):
        pages = lay_out(issue, spec, layouts=layouts_folder(), layout=plan.layout, corrections=measured)
        if any(_same(pages, before.pages) for before in passes):
            break  # nothing was chosen differently: it would come out the same
        rendered = _render(pages, fit_all(pages.placements, spec.pictures))
        passes.append(
            _Pass(loose=looseness(pages, rendered), corrections=measured, pages=pages, rendered=rendered)
        )
        if passes[-1].loose == 0:
            break
        measured = corrections(pages, rendered)
    best = min(passes, key=lambda one: one.loose)
    blanks = _blanks(spec, best.rendered.pages)
    if not blanks:
        return best.pages, best.rendered
    pages = lay_out(
        issue, spec, layouts=layouts_folder(), layout=plan.layout, corrections=best.corrections, blanks=blanks
    )
    return pages, _render(pages, fit_all(pages.placements, spec.pictures))


def _same(one: PaginatedHtml, other: PaginatedHtml) -> bool:
    return (one.html, one.style_sheets) == (other.html, other.style_sheets)


def _blanks(spec: EditionSpec, pages: int) -> int:
    """Pages that fill the last sheet of a saddle-stitched issue."""
    return -pages % 4 if spec.press and spec.press.binding == "saddle-stitch" else 0


def _slugs(plan: IssuePlan, issue: Issue, spec: EditionSpec, packet: Packet) -> bytes | None:
    """The slug lines of the sheets, set by the engine so that their face is embedded like every other."""
    if spec.press is None or "slug" not in spec.press.marks:
        return None
    digest = hashlib.sha256(packet.pdf).hexdigest()[:12]
    pages = lay_slugs(
        issue, spec, layouts=layouts_folder(), layout=plan.layout, pages=packet.pages, digest=digest
    )
    return _render(pages, ()).pdf


def _render(pages: PaginatedHtml, pictures: Sequence[Resource]) -> RenderedDocument:
    return render(*with_resources(pages, pictures))


def with_resources(
    pages: PaginatedHtml, pictures: Sequence[Resource]
) -> tuple[PaginatedHtml, tuple[Resource, ...]]:
    """What the engine is given: the pages with the faces' style sheet, and all they may fetch."""
    faces = ("fonts.css", font_face_css(_FONTS_URL))
    dressed = replace(pages, style_sheets=(faces, *pages.style_sheets))
    return dressed, (*font_resources(_FONTS_URL), *pages.resources, *pictures)


def _stitch(issue: Issue, spec: EditionSpec, pages: PaginatedHtml, rendered: RenderedDocument) -> Packet:
    wanted = [supplement for supplement in issue.supplements if spec.name in supplement.editions]
    return stitch(
        rendered,
        supplements=wanted,
        placeholders=pages.placeholders,
        labels=_labels(rendered, issue.language),
    )


def _labels(rendered: RenderedDocument, language: str) -> tuple[PageLabel, ...]:
    """Covers are named, all pages between them carry the number that is printed on them."""
    front, back = ("封面", "封底") if language.startswith("zh") else ("Cover", "Back cover")
    return (
        PageLabel(page=1, style="", prefix=front),
        PageLabel(page=2, style="D", start=2),
        PageLabel(page=rendered.pages, style="", prefix=back),
    )


def _lighter(edition: Edition, spec: EditionSpec, placements: Sequence[Placement]) -> PictureSpec:
    """The best step of the ladder at which the edition fits its size: pictures weigh less, nothing else changes."""
    if spec.max_size is None or len(edition.data) <= spec.max_size:
        return spec.pictures
    weight = _weight(placements, spec.pictures)
    rest = len(edition.data) - weight
    lighter = spec.pictures
    for scale, quality in _LADDER:
        lighter = PictureSpec(ppi=round(spec.pictures.ppi * scale), quality=quality)
        if rest + _weight(placements, lighter) <= spec.max_size:
            break
    return lighter


def _weight(placements: Sequence[Placement], spec: PictureSpec) -> int:
    return sum(len(picture.data) for picture in fit_all(placements, spec))


def _pack(plan: IssuePlan, made: Sequence[_Made], findings: tuple[Finding, ...]) -> Build:
    files = {f"{one.edition.name.value}.pdf": one.edition.data for one in made}
    files["preflight.json"] = report_json([one.report for one in made], findings)
    pages = {f"{one.edition.name.value}.pdf": one.edition.pages for one in made}
    files["manifest.json"] = manifest(plan, files, pages=pages, versions={"report-pdf": __version__})
    return Build(
        files=files,
        editions=tuple(one.edition for one in made),
        reports=tuple(one.report for one in made),
        findings=findings,
    )


class _Steps:
    """Counts the steps of one build."""

    def __init__(self, world: World, *, count: int) -> None:
        self._say = world.say
        self._count = count
        self._number = 0

    def next(self, name: Message) -> None:
        """The next step begins."""
        self._number += 1
        self._say(Step(number=self._number, count=self._count, name=name))
