"""A supplement whose pages are not shown becomes the sheet that stands for it."""

from __future__ import annotations

from dataclasses import replace

from report_pdf.model.issue import Supplement, SupplementPage
from report_pdf.pdf import page_boxes

__all__ = ["as_sheet"]


def as_sheet(supplement: Supplement, sheet: bytes) -> Supplement:
    """``supplement`` with ``sheet`` (a PDF) for its file, which is kept beside it."""
    path = supplement.path.with_name(f"{supplement.key}.sheet.pdf")
    path.write_bytes(sheet)
    pages = tuple(
        SupplementPage(index=index, width_pt=boxes.trim.width, height_pt=boxes.trim.height)
        for index, boxes in enumerate(page_boxes(sheet))
    )
    return replace(supplement, path=path, pages=pages)
