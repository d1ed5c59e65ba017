"""Page labels: what a reader sees as page numbers (ISO 32000-2 12.4.2)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import pikepdf

from report_pdf.model.pages import PageLabel

__all__ = ["label_entry", "page_labels", "put_page_labels", "set_page_labels"]


def set_page_labels(data: bytes, labels: Sequence[PageLabel]) -> bytes:
    """The PDF with these page labels instead of its own."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        put_page_labels(pdf, labels)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def put_page_labels(pdf: pikepdf.Pdf, labels: Iterable[PageLabel]) -> None:
    """Writes the ranges into the catalogue. The first range must begin on page 1; if it does not, one is added."""
    ranges = {label.page: label for label in labels}
    if not ranges:
        return
    ranges.setdefault(1, PageLabel(page=1))
    numbers: list[object] = []
    for page in sorted(ranges):
        numbers += [page - 1, label_entry(ranges[page])]
    pdf.Root["/PageLabels"] = pdf.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(numbers)))


def label_entry(label: PageLabel) -> pikepdf.Dictionary:
    """A range as the catalogue has it."""
    entry = pikepdf.Dictionary()
    if label.style:
        entry["/S"] = pikepdf.Name(f"/{label.style}")
    if label.prefix:
        entry["/P"] = pikepdf.String(label.prefix)
    if label.start != 1:
        entry["/St"] = label.start
    return entry


def page_labels(data: bytes) -> tuple[str, ...]:
    """Each page's label."""
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        return tuple(str(page.label) for page in pdf.pages)
