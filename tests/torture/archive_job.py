"""What the torture of the archive does with a batch of files, in a child: each closed, proved and closed again.

The real stages do it: admission, stitching, the ways of ``editions/ways.py`` until the claims hold. What a build asks
for one file is asked for a whole batch: one Java judges them all.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from report_pdf.child import ChildCrashed, ChildTimedOut
from report_pdf.editions import (
    ArchiveJob,
    archive,
    close_edition,
    first_ways,
    landed,
    next_job,
    page_pictures,
)
from report_pdf.errors import ReportPdfError
from report_pdf.model.archive import Enclosed, Original, Verdict
from report_pdf.model.edition import Edition, EditionSpec, PreflightReport
from report_pdf.model.issue import Issue, Supplement, SupplementPage
from report_pdf.model.pages import Packet, Placeholder, RenderedDocument
from report_pdf.model.plan import EditionName
from report_pdf.pdf import check_archive, open_supplement, read_tag_tree
from report_pdf.preflight import Validators, page_validation, validate
from report_pdf.preflight.claims import is_proved
from report_pdf.stitch import stitch

FLAVOURS = ("3a", "ua1")
FILE = "archive.pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A small issue, set, with so many pages kept for its one supplement."""

    issue: Issue
    spec: EditionSpec
    placeholders: tuple[Placeholder, ...]
    rendered: RenderedDocument


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it ended: ``kind``, why, what our own checks say of the result, seconds that were its own."""

    name: str
    kind: str
    why: str = ""
    own: tuple[str, ...] = ()
    seconds: float = 0.0
    pages: int = 0


@dataclass(slots=True, kw_only=True)
class _Case:
    name: str
    pages: int = 0
    seconds: float = 0.0
    job: ArchiveJob | None = None
    packet: Packet | None = None
    body: Body | None = None
    issue: Issue | None = None
    edition: Edition | None = None
    ended: tuple[str, str] | None = None
    why: list[str] = field(default_factory=list)

    def outcome(self) -> Outcome:
        assert self.ended is not None
        kind, why = self.ended
        own = _own(self.edition.data) if self.edition is not None and not kind.startswith("refused") else ()
        return Outcome(self.name, kind, why, own, round(self.seconds, 1), self.pages)


def archive_files(
    paths: Sequence[Path], bodies: Mapping[int, Body], folder: Path, *, validators: Validators, alone: bool
) -> list[Outcome]:
    """Every file's end. ``alone``: what the stages start children for runs in children."""
    if not alone:
        archive.run = page_pictures.run = page_validation.run = _here
    cases = [_timed(_arrive, _Case(name=path.name), path, bodies, folder) for path in paths]
    while waiting := [case for case in cases if case.ended is None]:
        for case in waiting:
            _timed(_close, case)
        closed = [case for case in waiting if case.ended is None]
        for case, verdicts in zip(closed, _verdicts(closed, validators), strict=True):
            _go_on(case, verdicts)
    return [case.outcome() for case in cases]


def _here(_: object, function: Callable[..., object], *args: object, **keywords: object) -> object:
    return function(*args, **keywords)


def _timed(step: Callable[..., object], case: _Case, *args: object) -> _Case:
    start = time.monotonic()
    try:
        step(case, *args)
    except ReportPdfError as error:
        case.ended = (f"refused: {error.code}", error.message.en)
    except (ChildCrashed, ChildTimedOut):
        raise
    case.seconds += time.monotonic() - start
    return case


def _arrive(case: _Case, path: Path, bodies: Mapping[int, Body], folder: Path) -> None:
    facts = open_supplement(path, name=path.name, copy_to=folder / f"{path.name}.safe.pdf")
    case.pages = min(len(facts.pages), max(bodies))
    body = case.body = bodies[case.pages]
    supplement = _supplement(
        path, facts.path, body, [(page.width_pt, page.height_pt) for page in facts.pages]
    )
    case.issue = replace(body.issue, supplements=(supplement,))
    case.packet = stitch(
        body.rendered, supplements=[supplement], placeholders=body.placeholders, labels=(), tags=False
    )
    received = {supplement.key: Original(name=path.name, data=path.read_bytes(), words="附件原件")}
    case.job = ArchiveJob(
        enclosed=Enclosed(entries=first_ways([supplement], "auto", {}), received=received),
        landed=landed(body.placeholders, body.rendered.anchors),
    )


def _supplement(path: Path, copy: Path, body: Body, sizes: Sequence[tuple[float, float]]) -> Supplement:
    (kept,) = body.issue.supplements
    pages = tuple(
        SupplementPage(index=index, width_pt=sizes[index][0], height_pt=sizes[index][1])
        for index in range(len(kept.pages))
    )
    return replace(kept, name=path.name, title=path.stem[:12], path=copy, pages=pages)


def _close(case: _Case) -> None:
    assert case.packet is not None
    assert case.issue is not None
    assert case.body is not None
    case.edition = close_edition(case.packet, case.issue, case.body.spec, archive=case.job)


def _verdicts(cases: Sequence[_Case], validators: Validators) -> list[tuple[Verdict, ...]]:
    """On all of them at once; whom that left without an answer is asked alone."""
    files = {case.name: case.edition.data for case in cases if case.edition is not None}
    given = validate(files, FLAVOURS, validators)
    for name, data in files.items():
        if len(files) > 1 and any(verdict.error for verdict in given[name]):
            given |= validate({name: data}, FLAVOURS, validators)
    return [given[case.name] for case in cases]


def _go_on(case: _Case, verdicts: tuple[Verdict, ...]) -> None:
    """Proved, or the next way, or nothing is left and the edition is refused."""
    assert case.edition is not None
    assert case.job is not None
    (entry,) = case.edition.entries
    if is_proved(FLAVOURS, verdicts):
        case.ended = (entry.way.value, "; ".join(case.why))
        return
    broken = [
        f"{verdict.validator} {verdict.flavour} {one.rule}"
        for verdict in verdicts
        for one in verdict.broken
        if one.believed
    ] + [verdict.error for verdict in verdicts if verdict.error]
    case.why.append(f"not {entry.way.value}: {', '.join(dict.fromkeys(broken))}")
    report = PreflightReport(
        file=FILE,
        edition=EditionName.ARCHIVE,
        checks=(),
        flavours=FLAVOURS,
        verdicts=verdicts,
        proved=False,
        entries=case.edition.entries,
    )
    case.job = next_job(case.job, report)
    if case.job is None:
        case.ended = ("refused: claim broken", case.why[-1])


def _own(pdf: bytes) -> tuple[str, ...]:
    """What our own checks say of errors in a finished file."""
    return tuple(
        f"{breach.check.id}: {breach.message.en}"
        for breach in check_archive(read_tag_tree(pdf))
        if breach.check.severity.value == "error"
    )
