"""One edition's way: pages, supplements, closing, proof."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from report_pdf.editions import (
    ArchiveJob,
    PacketPages,
    close_edition,
    close_proof,
    first_ways,
    imprint,
    landed,
    lean_pages,
    next_job,
    standard_of,
)
from report_pdf.findings import Finding, Message
from report_pdf.issue import (
    as_sheet,
    originals,
    received_supplements,
)
from report_pdf.layout import (
    lay_proof,
    lay_sheet,
    lay_slugs,
)
from report_pdf.model.archive import Enclosed
from report_pdf.model.edition import Edition, EditionSpec, PreflightReport
from report_pdf.model.issue import Issue, Supplement
from report_pdf.model.numbering import late_label
from report_pdf.model.pages import Packet, PageLabel, PaginatedHtml, RenderedDocument
from report_pdf.model.plan import IssuePlan
from report_pdf.pictures import coarse_pictures
from report_pdf.pipeline.pages import render_pages, set_pages
from report_pdf.pipeline.world import Steps, World
from report_pdf.preflight import Validators, inspect_print, preflight, validate
from report_pdf.resources import layouts_folder
from report_pdf.stitch import stitch

__all__ = ["Made", "lean_packet", "make_edition"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An edition with its report; ``findings``: everything said on its way. ``proof``: the sheets signed for it."""

    edition: Edition
    report: PreflightReport
    findings: tuple[Finding, ...]
    proof: RenderedDocument | None = None


def make_edition(plan: IssuePlan, issue: Issue, spec: EditionSpec, steps: Steps, world: World) -> Made:
    """From the issue to one finished edition, judged; what it claims is proved or it is not written."""
    steps.next(Message(zh="设计版面、排版", en="laying out and setting the pages"))
    received, issue = issue, _with_sheets(plan, issue, spec)
    pages, rendered = set_pages(plan, issue, spec)
    steps.next(Message(zh="装订附件", en="stitching supplements in"))
    packet = _stitch(issue, spec, pages, rendered)
    steps.next(Message(zh="收尾", en="closing"))
    job = _archive_job(plan, received, spec, (pages, rendered), world.validators)
    edition = close_edition(
        packet,
        issue,
        spec,
        slugs=_slugs(plan, issue, spec, packet),
        archive=job,
        moment=world.moment,
        placements=pages.placements,
        kept=world.work,
    )
    steps.next(Message(zh="印前检查", en="preflight"))
    file = f"{spec.name.value}.pdf"
    # That the whole is too large is said already, where it is refused or written in parts.
    held_to = replace(spec, max_size=None) if edition.refused or edition.parts else spec
    report = preflight(edition, held_to, issue, file=file, validators=world.validators)
    while job is not None and not report.proved and (job := next_job(job, report)) is not None:
        edition = close_edition(packet, issue, spec, archive=job)
        report = preflight(edition, spec, issue, file=file, validators=world.validators)
    if edition.entries:
        # Stitching leaves tags behind; what closing took of them is in the edition's own findings.
        packet = replace(packet, findings=tuple(f for f in packet.findings if f.code != "pdf/tags-left"))
    coarse = _coarse(spec, pages, rendered)
    known = _told(report, packet, coarse)
    findings = (*pages.findings, *rendered.findings, *packet.findings, *coarse, *edition.findings, *known)
    return _with_proof(Made(edition=edition, report=report, findings=findings), issue, spec)


def _with_proof(made: Made, issue: Issue, spec: EditionSpec) -> Made:
    """An edition for the press comes with the sheets that are signed for it."""
    if spec.press is None:
        return made
    proof = inspect_print(made.edition, spec, made.report, made.findings)
    sheets = render_pages(lay_proof(proof, issue, spec, layouts=layouts_folder()), ())
    findings = (*made.findings, *proof.remarks, *sheets.findings)
    return replace(made, findings=findings, proof=replace(sheets, pdf=close_proof(sheets.pdf, issue)))


def _coarse(spec: EditionSpec, pages: PaginatedHtml, rendered: RenderedDocument) -> tuple[Finding, ...]:
    """Photographs too small for their places in print, by name: the finished file does not know its pictures' names."""
    if spec.press is None:
        return ()
    return coarse_pictures(
        pages.placements, rendered.anchors, min_ppi=spec.press.min_ppi, file=f"{spec.name.value}.pdf"
    )


def _told(report: PreflightReport, packet: Packet, coarse: Sequence[Finding]) -> tuple[Finding, ...]:
    """The report's findings without what was said already of a picture by its name; the report itself keeps all."""
    foreign = {origin.page for origin in packet.origins}
    return tuple(
        finding
        for finding in report.findings
        if not coarse
        or not finding.code.startswith("press/image-ppi")
        or (finding.place is not None and finding.place.page in foreign)
    )


def lean_packet(
    plan: IssuePlan, issue: Issue, spec: EditionSpec, world: World
) -> tuple[PacketPages, tuple[Finding, ...]]:
    """The pages that all packets of one choice of supplements share, tagged and as small as they go, not closed."""
    pages, rendered = set_pages(plan, issue, spec)
    packet = _stitch(issue, spec, pages, rendered)
    lean = lean_pages(
        packet, spec, imprint(issue, linearized=True), placements=pages.placements, kept=world.work
    )
    assert pages.packet_slot is not None, "not a personal edition"
    made = PacketPages(pdf=lean.pdf, pages=packet.pages, slot=pages.packet_slot, anchors=rendered.anchors)
    return made, (*pages.findings, *rendered.findings, *packet.findings, *lean.findings)


def _slugs(plan: IssuePlan, issue: Issue, spec: EditionSpec, packet: Packet) -> bytes | None:
    """The slug lines of the sheets, set by the engine so that their face is embedded like every other."""
    if spec.press is None or "slug" not in spec.press.marks:
        return None
    digest = hashlib.sha256(packet.pdf).hexdigest()[:12]
    pages = lay_slugs(
        issue, spec, layouts=layouts_folder(), layout=plan.layout, pages=packet.pages, digest=digest
    )
    return render_pages(pages, ()).pdf


def _stitch(issue: Issue, spec: EditionSpec, pages: PaginatedHtml, rendered: RenderedDocument) -> Packet:
    return stitch(
        rendered,
        supplements=_supplements(issue, spec),
        placeholders=pages.placeholders,
        labels=_labels(_supplements(issue, spec), pages, rendered, issue.language),
        press=spec.press,
        # The archive's pass merges them itself; print has none.
        tags=spec.archive is None and spec.press is None,
    )


def _supplements(issue: Issue, spec: EditionSpec) -> tuple[Supplement, ...]:
    return tuple(supplement for supplement in issue.supplements if spec.name in supplement.editions)


def _with_sheets(plan: IssuePlan, issue: Issue, spec: EditionSpec) -> Issue:
    """Where an archive only encloses supplements, a sheet stands for the pages of each."""
    if spec.archive is None or spec.archive.supplements != "attach":
        return issue
    received = received_supplements(plan)
    sheets = {
        one.key: lay_sheet(
            issue, one, received[one.key], spec=spec, layouts=layouts_folder(), layout=plan.layout
        )
        for one in _supplements(issue, spec)
    }
    shown = (
        as_sheet(one, render_pages(sheets[one.key], ()).pdf) if one.key in sheets else one
        for one in issue.supplements
    )
    return replace(issue, supplements=tuple(shown))


def _archive_job(
    plan: IssuePlan,
    issue: Issue,
    spec: EditionSpec,
    made: tuple[PaginatedHtml, RenderedDocument],
    validators: Validators,
) -> ArchiveJob | None:
    """What an edition for the archive encloses; its supplements are judged as they arrived."""
    if spec.archive is None:
        return None
    pages, rendered = made
    supplements = _supplements(issue, spec)
    arrived = {supplement.key: supplement.path.read_bytes() for supplement in supplements}
    standard = standard_of(spec.standard)
    verdicts = validate(arrived, standard.flavours, validators)
    enclosed = Enclosed(
        originals=originals(plan, spec.archive.originals),
        entries=first_ways(supplements, spec.archive.supplements, verdicts),
        received=received_supplements(plan),
    )
    where = landed(pages.placeholders, rendered.anchors)
    return ArchiveJob(
        enclosed=enclosed, landed=where, choice=spec.archive.supplements, keeps_files=standard.attachments
    )


def _labels(
    supplements: Sequence[Supplement], pages: PaginatedHtml, rendered: RenderedDocument, language: str
) -> tuple[PageLabel, ...]:
    """Covers are named, all pages between them carry the number that is printed on them."""
    front, back = ("封面", "封底") if language.startswith("zh") else ("Cover", "Back cover")
    where = {anchor.name: anchor.page for anchor in rendered.anchors}
    ranges = {1: PageLabel(page=1, style="", prefix=front), 2: PageLabel(page=2, style="D", start=2)}
    for supplement in supplements:
        mine = [where[one.anchor] for one in pages.placeholders if one.supplement == supplement.key]
        if supplement.number and mine:
            # What comes behind late numbers is called by where it stands, as if they were not there.
            after = max(mine) + 1
            ranges[mine[0]] = late_label(supplement.number, page=mine[0])
            ranges.setdefault(after, PageLabel(page=after, style="D", start=after))
    ranges[rendered.pages] = PageLabel(page=rendered.pages, style="", prefix=back)
    return tuple(ranges.values())
