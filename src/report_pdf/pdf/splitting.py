"""Cuts a finished file into parts, in a killable child: what is stitched is foreign, and there may be much of it.

In: the file, how large a part may be. Out: where it is cut, then the parts as files in a folder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from report_pdf import child
from report_pdf.errors import SupplementError
from report_pdf.findings import Message
from report_pdf.pdf.compact_parts import PartPages, Whole, take_part
from report_pdf.pdf.labels import page_labels
from report_pdf.pdf.opening import quiet
from report_pdf.pdf.parting import PartLimit, bounds_of
from report_pdf.pdf.stitch_progress import Hearing, Progress
from report_pdf.pdf.weights import weigh

__all__ = ["PartMade", "cut_points", "make_parts"]

_LINE = "附" * 120


@dataclass(frozen=True, slots=True, kw_only=True)
class PartMade:
    """A part in its file. ``links``: how many of it lead into other parts."""

    pages: PartPages
    path: Path
    size: int
    links: int


def cut_points(whole: Path, limit: PartLimit) -> list[tuple[int, int]]:
    """First and last page (from 1) of each part.

    Raises:
        PageTooLarge: A page does not fit alone.
        SupplementError: Cutting goes beyond the limits of time or memory.
    """
    try:
        return child.run(_limits(whole), _cut_points, whole, limit)
    except (child.ChildTimedOut, child.ChildCrashed):
        raise _too_heavy(whole.name) from None


def make_parts(
    whole: Path,
    parts: Sequence[PartPages],
    *,
    index: Sequence[str],
    folder: Path,
    hear: Hearing | None = None,
) -> tuple[PartMade, ...]:
    """Writes the parts into ``folder``. ``index``: as for ``Whole``; ``hear`` is told how many are made.

    Raises:
        SupplementError: It goes beyond the limits of time or memory.
    """
    try:
        return child.run_heard(hear or _unheard, _limits(whole), _make_parts, whole, parts, index, folder)
    except (child.ChildTimedOut, child.ChildCrashed):
        raise _too_heavy(whole.name) from None


def _unheard(progress: Progress) -> None:
    """Nobody asked."""


def _limits(whole: Path) -> child.ChildLimits:
    megabytes = whole.stat().st_size >> 20
    return child.ChildLimits(
        wall_seconds=600 + 60 * megabytes,
        cpu_seconds=300 + 30 * megabytes,
        memory_bytes=(6 << 30) + (megabytes << 22),
    )


def _cut_points(whole: Path, limit: PartLimit) -> list[tuple[int, int]]:
    """In the child."""
    quiet()
    data = whole.read_bytes()
    labels = page_labels(data)
    if limit.size is None:
        return bounds_of(len(labels), _unmeasured, limit)
    weights = [row.total for row in weigh(data) if row.page]
    del data
    likely = whole.stat().st_size // limit.size + 2
    made = whole.with_suffix(".part.pdf")

    def measure(first: int, last: int) -> int:
        part = PartPages(file=f"{whole.stem}-99-of-99.pdf", first=first, last=last)
        # Links may lead to others, and there is a line for each of them: measured with as many as are likely.
        parts = (part, *[PartPages(file=part.file, first=-1, last=-1)] * likely)
        return _made(
            whole, part, Whole(labels=labels, parts=parts, index=(_LINE, *[_LINE] * len(parts))), made
        ).size

    try:
        return bounds_of(len(labels), measure, limit, weights=weights)
    finally:
        made.unlink(missing_ok=True)


def _unmeasured(first: int, last: int) -> int:
    """Where only pages are counted."""
    del first, last
    return 0


def _make_parts(
    whole: Path, parts: Sequence[PartPages], index: Sequence[str], folder: Path
) -> tuple[PartMade, ...]:
    """In the child."""
    quiet()
    known = Whole(labels=page_labels(whole.read_bytes()), parts=parts, index=index)
    made = []
    for number, part in enumerate(parts, 1):
        made.append(_made(whole, part, known, folder / part.file))
        child.tell(Progress(step="parted", done=number, of=len(parts)))
    return tuple(made)


def _made(whole: Path, part: PartPages, known: Whole, path: Path) -> PartMade:
    with pikepdf.open(whole, suppress_warnings=True) as packet:
        links = take_part(packet, part, known)
        packet.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return PartMade(pages=part, path=path, size=path.stat().st_size, links=links)


def _too_heavy(name: str) -> SupplementError:
    return SupplementError(
        Message(
            zh=f"把“{name}”分成几个文件时超出时间或内存限制。",
            en=f"cutting “{name}” into parts went beyond the limits of time or memory.",
        ),
        hint=Message(
            zh="请少收几个附件，或分几次合订。", en="Take fewer supplements, or stitch them in several runs."
        ),
    )
