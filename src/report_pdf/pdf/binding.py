"""Fills pages of a body with pages of supplements, in a killable child; nothing is lost unlisted.

The frame (pages, bookmarks) is pypdf's work on the cloned body; what is foreign is grafted in by qpdf, which copies
streams, names and strings byte for byte. A supplement's page becomes a form XObject below what the body's page
already shows (its folio): its graphics state, resources and marked-content numbers stay its own.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf

from report_pdf import child
from report_pdf.child import scratch
from report_pdf.errors import SupplementError
from report_pdf.findings import Finding, Message, Place
from report_pdf.model.pages import PageLabel
from report_pdf.pdf.admission import changed_pages
from report_pdf.pdf.geometry import Rectangle, inherited, page_facts, rectangle_of
from report_pdf.pdf.grafting import graft
from report_pdf.pdf.labels import put_page_labels
from report_pdf.pdf.opening import named_faults, quiet, refusal
from report_pdf.pdf.rules import said
from report_pdf.pdf.skeleton import frame
from report_pdf.pdf.stitch_check import Difference, Shown, differences
from report_pdf.pdf.stitch_labels import run_on_labels
from report_pdf.pdf.stitch_ledger import Ledger
from report_pdf.pdf.stitch_names import enter_names
from report_pdf.pdf.stitch_page_tree import balance_page_tree
from report_pdf.pdf.stitch_progress import Hearing, Progress
from report_pdf.pdf.stitch_shared import store_once
from report_pdf.pdf.stitch_source import Insert, Source

__all__ = ["Bound", "bind"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """What a child is given. ``spoken``: pages' texts may be read, for those who cannot see them."""

    body: bytes
    inserts: tuple[Insert, ...]
    blank_pages: tuple[tuple[float, float], ...]
    labels: tuple[PageLabel, ...]
    body_name: str
    tags: bool
    to: Path
    spoken: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """What a child gives; the packet is in the file that the job names: a large one never passes through a pipe."""

    pages: int
    shown: tuple[tuple[Shown, ...], ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """The packet's bytes. ``shown``: where each insert's pages stand in it."""

    pdf: bytes
    pages: int
    shown: tuple[tuple[Shown, ...], ...] = ()
    findings: tuple[Finding, ...] = ()


def bind(  # noqa: PLR0913 - each is a wish of its own
    body: bytes,
    *,
    inserts: Sequence[Insert],
    blank_pages: Sequence[tuple[float, float]] = (),
    labels: Sequence[PageLabel] = (),
    body_name: str = "body",
    tags: bool = True,
    hear: Hearing | None = None,
) -> Bound:
    """``body``, blank pages behind it, and each insert's leaves in their pages; ``tags`` are merged, or left.

    ``hear``: is told how many inserts are stitched, how many pages compared.

    Raises:
        SupplementError: A file cannot be stitched, or goes beyond the limits; it names the file.
    """
    with scratch() as folder:
        job = _Job(
            body=body,
            inserts=tuple(inserts),
            blank_pages=tuple(blank_pages),
            labels=tuple(labels),
            body_name=body_name,
            tags=tags,
            to=Path(folder) / "packet.pdf",
        )
        made = _made(job, hear or _unheard)
        return Bound(pdf=job.to.read_bytes(), pages=made.pages, shown=made.shown, findings=made.findings)


def _made(job: _Job, hear: Hearing) -> _Made:
    inserts = job.inserts
    try:
        return child.run_heard(hear, _limits(inserts), _bound_and_checked, job)
    except (child.ChildTimedOut, child.ChildCrashed):
        pass
    try:
        # It may be pdfium, drawing or reading, that crashed or took too long: then it is said that nobody looked.
        made = child.run(_limits(inserts), _bind, replace(job, spoken=False))
        return replace(made, findings=(*made.findings, *map(_unverified, inserts)))
    except (child.ChildTimedOut, child.ChildCrashed):
        culprits = [insert for insert in inserts if len(inserts) == 1 or not _goes_alone(insert, job)]
    names = ", ".join(insert.name for insert in culprits or inserts)
    raise refusal(
        names, zh="合订时超出时间或内存限制。", en="stitching it went beyond the limits of time or memory."
    )


def _unheard(progress: Progress) -> None:
    """Nobody asked."""


def _limits(inserts: Sequence[Insert]) -> child.ChildLimits:
    pages = sum(len(insert.leaves) for insert in inserts)
    # What is stitched is held, packed as it came, until it is written.
    held = 2 * sum(insert.path.stat().st_size for insert in inserts)
    return child.ChildLimits(
        wall_seconds=180 + pages, cpu_seconds=120 + pages // 2, memory_bytes=(6 << 30) + held
    )


def _goes_alone(insert: Insert, job: _Job) -> bool:
    """Only after a failure: which of several files it was."""
    try:
        child.run(_limits([insert]), _bind, replace(job, inserts=(insert,)))
    except (child.ChildTimedOut, child.ChildCrashed):
        return False
    return True


def _bound_and_checked(job: _Job) -> _Made:
    """In the child: bound, compared page by page with the sources, and bound again with pictures where that is chosen."""
    bound = _bind(job)
    drawn = [(insert.path, shown) for insert, shown in zip(job.inserts, bound.shown, strict=True)]
    changed: list[tuple[Difference, ...]] = []
    pages, done = sum(len(shown) for _, shown in drawn), 0
    for found in differences(job.to, job.body, drawn):
        done += len(drawn[len(changed)][1])
        changed.append(found)
        child.tell(Progress(step="compared", done=done, of=pages))
    refused = [
        (insert.name, sorted({one.source + 1 for one in found if one.share is not None}))
        for insert, found in zip(job.inserts, changed, strict=True)
        if insert.changed == "error" and any(one.share is not None for one in found)
    ]
    if refused:
        errors = [changed_pages(name, pages) for name, pages in refused]
        errors[0].findings = tuple(error.as_finding() for error in errors[1:])
        raise errors[0]
    pictured = [frozenset(one.source for one in found if one.share is not None) for found in changed]
    if any(pictured):
        bound = _bind(job, pictured=pictured)
    unseen = tuple(
        _unverified(insert)
        for insert, found in zip(job.inserts, changed, strict=True)
        if any(one.share is None for one in found)
    )
    return replace(bound, findings=(*bound.findings, *unseen))


def _joined(count: int) -> Finding:
    return said(
        "pdf/stored-once",
        None,
        zh=f"{count} 份逐字节相同的字体、图片只存一份。",
        en=f"{count} fonts and pictures that are byte for byte the same as others are stored once.",
    )


def _unverified(insert: Insert) -> Finding:
    return said(
        "pdf/page-unverified",
        Place(file=insert.name),
        zh="没能与原样逐页比对；请看一遍。",
        en="its pages could not all be compared with the source. Look at them.",
    )


def _bind(job: _Job, *, pictured: Sequence[frozenset[int]] = ()) -> _Made:
    """In the child. ``pictured``: for each insert, the source pages that go in as pictures."""
    quiet()
    findings: list[Finding] = []
    with ExitStack() as stack:
        faces = _faces(job.body, job.blank_pages, job.body_name)
        sources, chapters = [], []
        siblings = frozenset(Path(insert.name).name.lower() for insert in job.inserts)
        blanks = len(job.blank_pages)
        for number, insert in enumerate(job.inserts):
            with named_faults(insert.name):
                drawn = pictured[number] if pictured else frozenset()
                sources.append(
                    Source(
                        insert,
                        faces,
                        pictured=drawn,
                        siblings=siblings,
                        blank_from=len(faces) - blanks,
                        spoken=job.spoken,
                    )
                )
                chapters.append(sources[-1].look(findings))
                sources[-1].shut()
        others = {Path(source.insert.name).name.lower(): source for source in sources}
        try:
            framed = frame(job.body, blank_pages=job.blank_pages, chapters=chapters)
        except Exception as error:  # noqa: BLE001 - pypdf raises anything over a broken body
            raise _bad_body(job.body_name, error) from None
        packet = stack.enter_context(pikepdf.open(io.BytesIO(framed)))
        _restore_names(
            packet, stack.enter_context(pikepdf.open(io.BytesIO(job.body), suppress_warnings=True))
        )
        ledger = Ledger(packet)
        for done, source in enumerate(sources, 1):
            source.others = others
            with named_faults(source.insert.name):
                findings += graft(packet, source, ledger, tags=job.tags)
            for one in sources:  # this one, and whichever its links led into
                one.shut()
            child.tell(Progress(step="stitched", done=done, of=len(sources)))
        ledger.finish()
        findings += enter_names(packet, ledger.pages, [source.names for source in sources])
        if job.labels:
            put_page_labels(packet, job.labels)
        else:
            run_on_labels(packet, [(source.last + 1, source.labels) for source in sources])
        if joined := store_once(packet):
            findings.append(_joined(joined))
        balance_page_tree(packet)
        packet.save(job.to, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        shown = tuple(source.shown() for source in sources)
        return _Made(pages=len(packet.pages), shown=shown, findings=tuple(findings))


def _restore_names(packet: pikepdf.Pdf, body: pikepdf.Pdf) -> None:
    """Names that are not UTF-8 come out of pypdf as UTF-8: the content stream would no longer find its resources."""
    for ours, theirs in zip(packet.pages, body.pages, strict=False):
        resources = inherited(theirs.obj, "/Resources")
        if resources is not None and _names(resources) != _names(inherited(ours.obj, "/Resources")):
            ours.obj["/Resources"] = packet.copy_foreign(body.make_indirect(resources))


def _names(resources: object, depth: int = 3) -> object:
    """The names under which a page finds its resources, and its forms theirs."""
    if depth == 0 or not isinstance(resources, pikepdf.Dictionary):
        return None
    kinds = {kind: group for kind, group in resources.items() if isinstance(group, pikepdf.Dictionary)}
    drawings = kinds.get("/XObject", pikepdf.Dictionary())
    inner = [
        _names(drawing.get("/Resources"), depth - 1)
        for _, drawing in sorted(drawings.items(), key=lambda pair: pair[0])
        if isinstance(drawing, pikepdf.Stream)
    ]
    return {kind: sorted(group.keys()) for kind, group in kinds.items()}, inner


def _bad_body(name: str, error: Exception) -> SupplementError:
    return SupplementError(
        Message(zh=f"正文“{name}”无法合订：{error}", en=f"nothing can be stitched behind “{name}”: {error}"),
        place=Place(file=name),
        hint=Message(zh="请另存该 PDF 后再试。", en="Save the PDF anew and try again."),
    )


def _faces(body: bytes, blank_pages: Sequence[tuple[float, float]], name: str) -> list[Rectangle]:
    """Where a supplement's page may stand on each page: the trimmed page, else what is visible."""
    try:
        with pikepdf.open(io.BytesIO(body), suppress_warnings=True) as pdf:
            faces = [rectangle_of(page.obj.get("/TrimBox")) or page_facts(page.obj).box for page in pdf.pages]
    except pikepdf.PdfError as error:
        raise _bad_body(name, error) from None
    return [*faces, *(Rectangle(0, 0, width, height) for width, height in blank_pages)]
