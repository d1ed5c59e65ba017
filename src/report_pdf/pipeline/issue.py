"""An issue's way: manuscripts, issue, each edition, and the files that leave the house."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from report_pdf import __version__
from report_pdf.child import scratch
from report_pdf.copyedit import RULES as COPYEDIT_RULES
from report_pdf.copyedit import copyedit_issue, only_said, plan_texts, unknown_codes
from report_pdf.delivery import BagFacts, bag, cover_picture, draft, enclose, manifest
from report_pdf.editions import (
    spec_of,
)
from report_pdf.errors import ReportPdfError
from report_pdf.findings import Finding, Message
from report_pdf.fonts import check_coverage
from report_pdf.imposition import bind, written_ticket
from report_pdf.issue import (
    gather,
    missing_alternatives,
    set_texts,
    with_named_photos,
)
from report_pdf.layout import (
    lay_letter,
    spine_inks,
)
from report_pdf.manuscript import RULES as MANUSCRIPT_RULES
from report_pdf.manuscript import read_manuscript
from report_pdf.model.edition import Edition, EditionPart, PreflightReport
from report_pdf.model.issue import Issue
from report_pdf.model.manuscript import Manuscript
from report_pdf.model.plan import EditionName, IssuePlan
from report_pdf.pictures import check_press_profile, is_picture
from report_pdf.pipeline.edition import Made, make_edition
from report_pdf.pipeline.world import Steps, World
from report_pdf.preflight import judge_claims, report_json, say_claims
from report_pdf.resources import layouts_folder

__all__ = ["Build", "build", "read_manuscripts"]


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
    for spec in specs:
        if spec.pictures.profile:
            check_press_profile(spec.pictures, place=plan.places.get("editions.print.profile"))
    steps = Steps(world, count=3 + 4 * len(specs))
    steps.next(Message(zh="读稿、校对", en="reading and correcting the manuscripts"))
    *manuscripts, own = copyedit_issue((*read_manuscripts(plan), plan_texts(plan)), plan.lint)
    unknown = unknown_codes(plan.lint, (*COPYEDIT_RULES, *MANUSCRIPT_RULES), plan.places)
    plan = replace(plan, findings=(*plan.findings, *unknown, *map(only_said, own.findings)))
    plan = with_named_photos(plan, manuscripts, work=world.work)
    # Supplements are decrypted on arrival: their copies live as long as the build, in a folder only its user can read.
    with scratch() as private:
        steps.next(Message(zh="整理照片和附件", en="cleaning photographs, admitting supplements"))
        issue = gather(plan, manuscripts, work=world.work, private=Path(private), passwords=world.passwords)
        claimed = _claims(plan, issue)
        steps.next(Message(zh="核对字形", en="checking that every character has a glyph"))
        drawn = check_coverage(set_texts(plan, issue, manuscripts))
        early = (
            *plan.findings,
            *(f for m in manuscripts for f in m.findings),
            *issue.findings,
            *claimed,
            *drawn,
        )
        if any(spec.tagged for spec in specs):
            early += missing_alternatives(issue)
        with ThreadPoolExecutor(max_workers=max(1, world.jobs)) as threads:
            made = list(threads.map(lambda spec: make_edition(plan, issue, spec, steps, world), specs))
    # What is the same in every edition is said once.
    findings = tuple(dict.fromkeys((*early, *(f for one in made for f in one.findings))))
    bagged = _bag(plan, issue, made, early, world.moment)
    return _pack(plan, made, findings, bagged={**bagged, **_drafts(issue, made)})


def _claims(plan: IssuePlan, issue: Issue) -> tuple[Finding, ...]:
    """What supplements claim, judged as they arrived; pictures claim nothing."""
    received = {
        one.name: (source.source.path, one.claims)
        for source, one in zip(plan.supplements, issue.supplements, strict=True)
        if one.claims and not is_picture(source.source.path)
    }
    held = judge_claims(received)
    return tuple(finding for name, claims in held.items() for finding in say_claims(name, claims))


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


def _bag(
    plan: IssuePlan,
    issue: Issue,
    made: Sequence[Made],
    early: Sequence[Finding],
    moment: dt.datetime | None,
) -> Mapping[str, bytes]:
    """The archive's bag, where its edition passed; what else is made in the same build changes nothing in it."""
    archived = [one for one in made if one.edition.name is EditionName.ARCHIVE and one.report.passed]
    if not archived:
        return {}
    (one,) = archived
    report_file = report_json([one.report], (*early, *one.findings))
    facts = BagFacts(
        plan=plan, issue=issue, edition=one.edition, report=one.report, report_file=report_file, moment=moment
    )
    return bag(facts)


def _drafts(issue: Issue, made: Sequence[Made]) -> Mapping[str, bytes]:
    """Letters to send the edition for the mail with, one for each of its parts; still without a recipient."""
    mailed = [one.edition for one in made if one.edition.name is EditionName.EMAIL and one.report.proved]
    if not mailed or mailed[0].refused:
        return {}
    (edition,) = mailed
    issue = replace(issue, supplements=tuple(s for s in issue.supplements if EditionName.EMAIL in s.editions))
    whole = EditionPart(file="email.pdf", data=edition.data, first=1, last=edition.pages)
    parts, cover = edition.parts or (whole,), cover_picture(edition.data)
    letters = {}
    for number, part in enumerate(parts, 1):
        packet = enclose(
            part.data,
            issue.identity,
            pages=part.last - part.first + 1,
            part=(number, len(parts)),
            cover=cover,
        )
        letter = lay_letter(issue, packet, layouts=layouts_folder())
        letters[f"{Path(part.file).stem}.eml"] = draft(packet, letter)
    return letters


def _pack(
    plan: IssuePlan, made: Sequence[Made], findings: tuple[Finding, ...], *, bagged: Mapping[str, bytes]
) -> Build:
    # A claim that is not proved is not made: the report says why, and the file is not written.
    files = {file: data for one in made if one.report.proved for file, data in _written(one.edition).items()}
    files["preflight.json"] = report_json([one.report for one in made], findings)
    files.update(bagged)
    pages = {f"{one.edition.name.value}.pdf": one.edition.pages for one in made if one.report.proved}
    pages = {file: count for file, count in pages.items() if file in files}
    pages |= {part.file: part.last - part.first + 1 for one in made for part in one.edition.parts}
    for proof in (one.proof for one in made if one.proof is not None):
        files["proof.pdf"], pages["proof.pdf"] = proof.pdf, proof.pages
    files["manifest.json"] = manifest(
        plan, files, pages=pages, versions={"report-pdf": __version__}, bindings=_bindings(plan, made)
    )
    return Build(
        files=files,
        editions=tuple(one.edition for one in made),
        reports=tuple(one.report for one in made),
        findings=findings,
    )


def _written(edition: Edition) -> Mapping[str, bytes]:
    """Its files: itself, or its parts; none where it is refused."""
    if edition.refused:
        return {}
    whole = {f"{edition.name.value}.pdf": edition.data}
    return {part.file: part.data for part in edition.parts} or whole


def _bindings(plan: IssuePlan, made: Sequence[Made]) -> Mapping[str, Mapping[str, object]]:
    """How each file for the press is bound: ``impose`` goes by it."""
    name, number = plan.issue.name, plan.issue.number
    found: dict[str, Mapping[str, object]] = {}
    for one in made:
        spec = spec_of(one.edition.name, plan.editions)
        if spec.press is not None:
            file = f"{one.edition.name.value}.pdf"
            inks = spine_inks(spec, layouts=layouts_folder(), layout=plan.layout)
            found[file] = written_ticket(
                bind(one.edition.pages, spec.press, file=file), name=name, number=number, inks=inks
            )
    return found
