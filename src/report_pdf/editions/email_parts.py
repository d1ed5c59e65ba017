"""An edition too large for one file, in several: each within the limit, each with the bookmarks of all."""

from __future__ import annotations

from dataclasses import replace

from report_pdf.editions.rules import IN_PARTS
from report_pdf.editions.weight import refusal
from report_pdf.findings import Message, Place
from report_pdf.model.edition import Edition, EditionPart
from report_pdf.pdf import (
    ClosingFacts,
    PageTooLarge,
    PartLimit,
    PartPages,
    bounds_of,
    close,
    page_labels,
    part_of,
)

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
    labels = page_labels(pdf)

    def measure(first: int, last: int) -> int:
        part = PartPages(file="", first=first, last=last)
        # The last part's title and links to others are the longest: measured with all of them.
        return len(close(part_of(pdf, part, (part, part), labels=labels), _titled(facts, 99, 99)))

    try:
        bounds = bounds_of(edition.pages, measure, PartLimit(size=max_size))
    except PageTooLarge:
        return replace(edition, refused=True, findings=(*edition.findings, refusal(edition, max_size)))
    files = [f"{name}-{number}.pdf" for number in range(1, len(bounds) + 1)]
    pages = tuple(
        PartPages(file=file, first=first, last=last)
        for file, (first, last) in zip(files, bounds, strict=True)
    )
    parts = tuple(
        EditionPart(
            file=part.file,
            data=close(part_of(pdf, part, pages, labels=labels), _titled(facts, at, len(pages))),
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


def _titled(facts: ClosingFacts, number: int, count: int) -> ClosingFacts:
    return replace(facts, title=f"{facts.title} ({number}/{count})")
