"""The email edition's close: small, clean, tagged, linearized; it says what the issue says of itself and nothing more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from report_pdf.child import ChildCrashed, ChildLimits, ChildTimedOut, run
from report_pdf.editions.email_fonts import compact_programs
from report_pdf.editions.email_parts import in_parts
from report_pdf.editions.fitting import Ladder, fit_pictures, ladders_of
from report_pdf.editions.imprint import imprint
from report_pdf.editions.rules import COARSE_OUTLINES
from report_pdf.editions.weight import refusal
from report_pdf.errors import RenderError
from report_pdf.findings import Finding, Message, Place
from report_pdf.model.edition import Edition, EditionSpec
from report_pdf.model.issue import Issue
from report_pdf.model.pages import Packet, Placement
from report_pdf.pdf import ClosingFacts, close, compact, tag_whole, weigh

__all__ = ["Lean", "close_email", "lean_pages"]

_LIMITS = ChildLimits(wall_seconds=900, memory_bytes=4 * 2**30)
_TRIES = 3
_GRIDS = {1: 1.0, 2: 0.82, 3: 0.72, 4: 0.66}
"""What outlines are rounded to, in thousandths of the em, and about how much of the fonts is left (at best)."""
_HEAVY_FONTS = 0.15
_WORDS_ALONE = 150_000
"""Bytes that an edition without photographs is brought under by its outlines alone, where that is enough."""
_DIGITS = "零一二三四"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lean:
    """Pages tagged and as small as they go, not closed yet."""

    pdf: bytes
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    packet: Packet
    spec: EditionSpec
    facts: ClosingFacts
    placements: tuple[Placement, ...]
    file: str
    kept: Path | None = None


def close_email(
    packet: Packet,
    issue: Issue,
    spec: EditionSpec,
    *,
    placements: Sequence[Placement] = (),
    kept: Path | None = None,
) -> Edition:
    """The finished bytes of the edition. ``placements``: its photographs, to be made lighter where the limit asks.

    ``kept``: a folder where what was measured of pictures is kept from build to build.

    Raises:
        RenderError: What a supplement unpacks to is more than this machine bears.
    """
    facts = imprint(issue, linearized=spec.linearized)
    lean = lean_pages(packet, spec, facts, placements=placements, kept=kept)
    data = close(lean.pdf, facts)
    edition = Edition(
        name=spec.name, data=data, pages=packet.pages, findings=lean.findings, weights=weigh(data)
    )
    if spec.max_size is None or len(data) <= spec.max_size:
        return edition
    if spec.too_large == "parts":
        return in_parts(edition, lean.pdf, facts, max_size=spec.max_size)
    return replace(edition, refused=True, findings=(*edition.findings, refusal(edition, spec.max_size)))


def lean_pages(
    packet: Packet,
    spec: EditionSpec,
    facts: ClosingFacts,
    *,
    placements: Sequence[Placement] = (),
    kept: Path | None = None,
) -> Lean:
    """Everything but the close, in a child: supplements are foreign content."""
    file = f"{spec.name.value}.pdf"
    job = _Job(packet=packet, spec=spec, facts=facts, placements=tuple(placements), file=file, kept=kept)
    try:
        return run(_LIMITS, _made_lean, job)
    except (ChildCrashed, ChildTimedOut, MemoryError) as error:
        raise RenderError(
            Message(
                zh="邮件版收尾时内存或时间耗尽。",
                en="closing the email edition took too much memory or time.",
            ),
            place=Place(file=file),
            hint=Message(
                zh="请逐个去掉附件再试，找出过大的那一个。",
                en="Leave the supplements out one by one to find the one that is too heavy.",
            ),
        ) from error


def _made_lean(job: _Job) -> Lean:
    """In the child: tags, fonts, and as much of the pictures as the limit leaves."""
    tagged, said = tag_whole(job.packet.pdf, job.facts, file=job.file)
    if not job.spec.compact:
        return Lean(pdf=tagged, findings=said)
    pdf = compact(tagged, programs=compact_programs(tagged))
    if not job.placements and (light := _light_words(tagged, pdf, job)) is not None:
        return replace(light, findings=(*said, *light.findings))
    if _excess(pdf, job) <= 0:
        return Lean(pdf=pdf, findings=said)
    ladders = ladders_of(pdf, job.placements, job.spec.pictures, kept=job.kept)
    fitted = pdf
    found: tuple[Finding, ...] = ()
    for grid in _grids(pdf, ladders, job):
        if grid > 1:
            pdf = compact(tagged, programs=compact_programs(tagged, grid=grid))
            ladders = ladders_of(pdf, job.placements, job.spec.pictures, known=ladders)
        left = _excess(pdf, job)
        fitted, found = _with_lighter_pictures(pdf, left, ladders, job) if left > 0 else (pdf, ())
        found = (*found, *_coarse(grid, job.file))
        if _excess(fitted, job) <= 0:
            break
    return Lean(pdf=fitted, findings=(*said, *found))


def _grids(pdf: bytes, ladders: Sequence[Ladder], job: _Job) -> tuple[int, ...]:
    """How coarse outlines may become, one after the other, from the finest that promises to fit.

    Where fonts take a good part of what the limit leaves, rounding them is seen less than what pictures would lose.
    """
    fonts = sum(row.fonts for row in weigh(pdf))
    spared = sum(ladder.held.length - min(len(rung.data) for rung in ladder.rungs) for ladder in ladders)
    limit = job.spec.max_size or 0
    promising = _promising(_excess(pdf, job) - spared, fonts)
    first = max(min(promising, default=max(_GRIDS)), 2 if fonts > _HEAVY_FONTS * limit else 1)
    return tuple(grid for grid in _GRIDS if grid >= first)


def _promising(excess: int, fonts: int) -> list[int]:
    return [grid for grid, left in _GRIDS.items() if excess <= fonts * (1 - left)]


def _light_words(tagged: bytes, pdf: bytes, job: _Job) -> Lean | None:
    """Of an edition of words alone the finest that any mail takes; None where rounding outlines is not enough."""
    limit = min(_WORDS_ALONE, job.spec.max_size or _WORDS_ALONE)
    excess = len(close(pdf, job.facts)) - limit
    for grid in _promising(excess, sum(row.fonts for row in weigh(pdf))):
        light = pdf if grid == 1 else compact(tagged, programs=compact_programs(tagged, grid=grid))
        if len(close(light, job.facts)) <= limit:
            return Lean(pdf=light, findings=tuple(_coarse(grid, job.file)))
    return None


def _with_lighter_pictures(
    pdf: bytes, excess: int, ladders: Sequence[Ladder], job: _Job
) -> tuple[bytes, tuple[Finding, ...]]:
    """Tried again with what the file's own order took: offsets grow shorter or longer with what they lead to."""
    found: tuple[Finding, ...] = ()
    fitted, wanted = pdf, excess
    for _ in range(_TRIES):
        chosen = fit_pictures(ladders, excess=wanted, origins=job.packet.origins, file=job.file)
        fitted, found = compact(pdf, pictures=chosen.pictures), chosen.findings
        left = _excess(fitted, job)
        if left <= 0 or chosen.saved < wanted:
            break
        wanted += left
    return fitted, found


def _excess(pdf: bytes, job: _Job) -> int:
    """Bytes above the limit, closed."""
    return len(close(pdf, job.facts)) - job.spec.max_size if job.spec.max_size is not None else 0


def _coarse(grid: int, file: str) -> Iterator[Finding]:
    if grid > 1:
        yield COARSE_OUTLINES.at(
            Place(file=file),
            Message(
                zh=f"为了更小，字形轮廓的坐标取千分之{_DIGITS[grid]}字，正文字号相差约百分之一毫米。",
                en=f"outlines are rounded to {grid} thousandths of the em to be smaller: "
                "about a hundredth of a millimetre at the size of text.",
            ),
        )
