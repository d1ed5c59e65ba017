"""Fills pages of a body with pages of supplements, in a killable child; nothing is lost unlisted.

The frame (pages, bookmarks) is pypdf's work on the cloned body; what is foreign is grafted in by qpdf, which copies
streams, names and strings byte for byte. A supplement's page becomes a form XObject below what the body's page
already shows (its folio): its graphics state, resources and marked-content numbers stay its own.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

import pikepdf

from report_pdf import child
from report_pdf.errors import SupplementError
from report_pdf.findings import Finding, Message, Place
from report_pdf.model.pages import PageLabel
from report_pdf.pdf.geometry import Rectangle, inherited, page_facts, rectangle_of
from report_pdf.pdf.grafting import Insert, Source, graft
from report_pdf.pdf.labels import put_page_labels
from report_pdf.pdf.opening import named_faults, quiet, refusal
from report_pdf.pdf.skeleton import frame

__all__ = ["Bound", "bind"]


_Job = tuple[bytes, tuple[Insert, ...], tuple[tuple[float, float], ...], tuple[PageLabel, ...], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """The packet's bytes."""

    pdf: bytes
    pages: int
    findings: tuple[Finding, ...]


def bind(
    body: bytes,
    *,
    inserts: Sequence[Insert],
    blank_pages: Sequence[tuple[float, float]] = (),
    labels: Sequence[PageLabel] = (),
    body_name: str = "body",
) -> Bound:
    """``body``, blank pages behind it, and each insert's leaves in their pages.

    Raises:
        SupplementError: A file cannot be stitched, or goes beyond the limits; it names the file.
    """
    job = (body, tuple(inserts), tuple(blank_pages), tuple(labels), body_name)
    try:
        return child.run(_limits(inserts), _bind, *job)
    except (child.ChildTimedOut, child.ChildCrashed):
        culprits = [insert for insert in inserts if len(inserts) == 1 or not _goes_alone(insert, job)]
    names = ", ".join(insert.name for insert in culprits or inserts)
    raise refusal(
        names, zh="合订时超出时间或内存限制。", en="stitching it went beyond the limits of time or memory."
    )


def _limits(inserts: Sequence[Insert]) -> child.ChildLimits:
    pages = sum(len(insert.leaves) for insert in inserts)
    return child.ChildLimits(wall_seconds=180 + pages, cpu_seconds=120 + pages // 2, memory_bytes=6 << 30)


def _goes_alone(insert: Insert, job: _Job) -> bool:
    """Only after a failure: which of several files it was."""
    body, _, blank_pages, labels, body_name = job
    try:
        child.run(_limits([insert]), _bind, body, (insert,), blank_pages, labels, body_name)
    except (child.ChildTimedOut, child.ChildCrashed):
        return False
    return True


def _bind(
    body: bytes,
    inserts: tuple[Insert, ...],
    blank_pages: tuple[tuple[float, float], ...],
    labels: tuple[PageLabel, ...],
    body_name: str,
) -> Bound:
    """In the child."""
    quiet()
    findings: list[Finding] = []
    with ExitStack() as stack:
        faces = _faces(body, blank_pages, body_name)
        sources, chapters = [], []
        for insert in inserts:
            with named_faults(insert.name):
                sources.append(Source(stack, insert, faces))
                chapters.append(sources[-1].chapter(findings))
        try:
            framed = frame(body, blank_pages=blank_pages, chapters=chapters)
        except Exception as error:  # noqa: BLE001 - pypdf raises anything over a broken body
            raise _bad_body(body_name, error) from None
        packet = stack.enter_context(pikepdf.open(io.BytesIO(framed)))
        _restore_names(packet, stack.enter_context(pikepdf.open(io.BytesIO(body), suppress_warnings=True)))
        for source in sources:
            with named_faults(source.insert.name):
                findings += graft(packet, source)
        put_page_labels(packet, labels)
        out = io.BytesIO()
        packet.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return Bound(pdf=out.getvalue(), pages=len(packet.pages), findings=tuple(findings))


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
