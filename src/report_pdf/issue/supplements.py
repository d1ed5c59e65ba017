"""Supplements admitted: opened under limits, pictures made pages, the asked-for pages counted."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from report_pdf.errors import ReportPdfError, SupplementError
from report_pdf.findings import Finding, Message
from report_pdf.model.issue import Supplement, SupplementPage
from report_pdf.model.plan import SupplementPlan
from report_pdf.pdf import (
    PdfFacts,
    open_supplement,
    pages_of_pictures,
    parse_page_range,
    refuse_changed,
)
from report_pdf.pictures import is_picture, page_jpegs

__all__ = ["admit_supplements"]


def admit_supplements(
    plans: Sequence[SupplementPlan], *, folder: Path, passwords: Mapping[str, str]
) -> tuple[tuple[Supplement, ...], tuple[Finding, ...]]:
    """The supplements in order, and what opening them found.

    Args:
        plans: What issue.yaml says.
        folder: Where safe copies go.
        passwords: By the name of the environment variable that issue.yaml names.

    Raises:
        SupplementError: With a finding for every supplement that cannot be used.
    """
    folder.mkdir(parents=True, exist_ok=True)
    admitted: list[Supplement] = []
    findings: list[Finding] = []
    refused: list[Finding] = []
    siblings = frozenset(Path(plan.source.name).name.lower() for plan in plans)
    for number, plan in enumerate(plans, 1):
        try:
            supplement, found = _admit(plan, number, folder, passwords=passwords, siblings=siblings)
        except ReportPdfError as error:
            refused += error.findings or (error.as_finding(),)
            continue
        admitted.append(supplement)
        findings += found
    if refused:
        raise SupplementError(
            Message(zh=f"{len(refused)} 个附件不能用。", en=f"{len(refused)} supplement(s) cannot be used."),
            findings=tuple(refused),
        )
    return tuple(admitted), tuple(findings)


def _admit(
    plan: SupplementPlan,
    number: int,
    folder: Path,
    *,
    passwords: Mapping[str, str],
    siblings: frozenset[str],
) -> tuple[Supplement, tuple[Finding, ...]]:
    source, found = _as_pdf(plan, folder)
    safe = folder / f"{_identity(source)}-{number}.safe.pdf"
    facts = open_supplement(
        source,
        name=plan.source.name,
        password=passwords.get(plan.password_env) if plan.password_env else None,
        copy_to=safe,
        siblings=siblings,
        rotate=plan.choices.rotate,
    )
    pages = _pages(plan, facts)
    if plan.choices.changed == "error":
        refuse_changed(facts, plan.source.name, [page.index for page in pages])
    supplement = Supplement(
        key=f"supplement-{number}",
        name=plan.source.name,
        title=plan.title,
        path=facts.path,
        pages=pages,
        place=plan.source.place,
        start=plan.start,
        stitch_place=plan.place,
        choices=plan.choices,
        original=plan.source.path if plan.choices.original == "attach" else None,
        editions=plan.editions,
        divider=plan.divider,
        number=plan.number,
        stamp=plan.stamp,
        claims=facts.passport.claims if facts.passport else (),
    )
    return supplement, (*found, *facts.findings)


def _pages(plan: SupplementPlan, facts: PdfFacts) -> tuple[SupplementPage, ...]:
    indexes = parse_page_range(plan.pages, pages=len(facts.pages)) if plan.pages else range(len(facts.pages))
    return tuple(
        SupplementPage(
            index=index, width_pt=facts.pages[index].width_pt, height_pt=facts.pages[index].height_pt
        )
        for index in indexes
    )


def _as_pdf(plan: SupplementPlan, folder: Path) -> tuple[Path, tuple[Finding, ...]]:
    """A picture becomes a page of its own."""
    path = plan.source.path
    if not is_picture(path):
        return path, ()
    page = folder / f"{_identity(path)}.page.pdf"
    pictures = page_jpegs(plan.source, beside=folder / f"{_identity(path)}.pdf")
    page.write_bytes(pages_of_pictures(pictures))
    return page, tuple(finding for picture in pictures for finding in picture.findings)


def _identity(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:32]
