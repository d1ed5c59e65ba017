"""An edition too large for one file, in several: each within the limit, each with the bookmarks of all."""

from __future__ import annotations

from dataclasses import replace

from report_pdf.editions.rules import IN_PARTS
from report_pdf.editions.weight import refusal
from report_pdf.findings import Message, Place
from report_pdf.model.edition import Edition, EditionPart
from report_pdf.pdf import ClosingFacts, PartPages, close, part_of

__all__ = ["in_parts"]


def in_parts(edition: Edition, pdf: bytes, facts: ClosingFacts, *, max_size: int) -> Edition:
    """The edition with its parts; refused where a single page is over the limit.

    Args:
        edition: At its lightest, closed.
        pdf: The same, not closed.
        facts: What each part says of itself.
        max_size: Bytes.
    """
    name = edition.name.value
    bounds = _bounds(pdf, facts, edition.pages, max_size)
    if bounds is None:
        return replace(edition, refused=True, findings=(*edition.findings, refusal(edition, max_size)))
    files = [f"{name}-{number}.pdf" for number in range(1, len(bounds) + 1)]
    pages = tuple(
        PartPages(file=file, first=first, last=last)
        for file, (first, last) in zip(files, bounds, strict=True)
    )
    parts = tuple(
        EditionPart(
            file=part.file,
            data=close(part_of(pdf, part, pages), _titled(facts, at, len(pages))),
            first=part.first,
            last=part.last,
        )
        for at, part in enumerate(pages, 1)
    )
    where = "、".join(f"{part.file}（{part.first}–{part.last}）" for part in parts)
    finding = IN_PARTS.at(
        Place(file=f"{name}.pdf"),
        Message(
            zh=f"最轻也有 {len(edition.data) / 1000:,.0f} kB，分成 {len(parts)} 个文件：{where}。",
            en=f"at its lightest {len(edition.data) / 1000:,.0f} kB: in {len(parts)} files, "
            + ", ".join(f"{part.file} ({part.first}–{part.last})" for part in parts)
            + ".",
        ),
    )
    return replace(edition, parts=parts, findings=(*edition.findings, finding))


def _bounds(pdf: bytes, facts: ClosingFacts, pages: int, max_size: int) -> list[tuple[int, int]] | None:
    """As many pages in each part as fit, found by halving; None where one page alone does not."""
    bounds: list[tuple[int, int]] = []
    first = 1
    while first <= pages:
        low, high = first - 1, pages
        while low < high:
            middle = (low + high + 1) // 2
            part = PartPages(file="", first=first, last=middle)
            # The last part's title and links to others are the longest: measured with all of them.
            if len(close(part_of(pdf, part, (part, part)), _titled(facts, 99, 99))) <= max_size:
                low = middle
            else:
                high = middle - 1
        if low < first:
            return None
        bounds.append((first, low))
        first = low + 1
    return bounds


def _titled(facts: ClosingFacts, number: int, count: int) -> ClosingFacts:
    return replace(facts, title=f"{facts.title} ({number}/{count})")
