"""What the engine made of the copyfitting: estimates beside the anchors it set."""

from __future__ import annotations

from report_pdf.model.pages import Anchor, CopyEstimate, PaginatedHtml, RenderedDocument

__all__ = ["corrections", "looseness"]

_WELL_FILLED = 4  # lines that may stay white at the foot of an article's last page


def corrections(pages: PaginatedHtml, rendered: RenderedDocument) -> dict[str, float]:
    """By how many lines each article runs longer than it was first thought to, for the next pass."""
    anchors = {anchor.name: anchor for anchor in rendered.anchors}
    return {
        one.article: one.correction + _ran(one, anchors[one.start], anchors[one.end]) - one.lines
        for one in pages.estimates
        if one.start in anchors and one.end in anchors
    }


def looseness(pages: PaginatedHtml, rendered: RenderedDocument) -> float:
    """White lines at the articles' ends beyond what looks intended, in all; nought is well fitted."""
    anchors = {anchor.name: anchor for anchor in rendered.anchors}
    white = [one.page_lines - _line(one, anchors[one.end]) for one in pages.estimates if one.end in anchors]
    return sum(max(0.0, lines - _WELL_FILLED) for lines in white)


def _ran(one: CopyEstimate, start: Anchor, end: Anchor) -> float:
    return (end.page - start.page) * one.page_lines + _line(one, end) - _line(one, start)


def _line(one: CopyEstimate, anchor: Anchor) -> float:
    return (anchor.y_pt - one.head_pt) / one.line_pt
