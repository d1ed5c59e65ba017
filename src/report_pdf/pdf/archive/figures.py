"""Figures: where they stand in user space, and words for those who cannot see them (ISO 14289-1, 7.3)."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from report_pdf.findings import Finding, Message, Place
from report_pdf.pdf.archive.lists import Says
from report_pdf.pdf.archive.nodes import Node, marks_of, walk
from report_pdf.pdf.archive.rules import remarked
from report_pdf.pdf.geometry import inherited, numbers_of

__all__ = ["describe_figures"]

_POINTS_PER_PIXEL = 0.75


def describe_figures(pdf: pikepdf.Pdf, root: Node, says: Says, *, file: str) -> Iterator[Finding]:
    """Puts boxes right; a figure without words gets its caption's, and a finding."""
    for node in walk(root):
        if node.kind != "Figure":
            continue
        page = next((mark.page for mark in marks_of(node)), None)
        if page is not None and node.order is not None:
            _place(node, pdf.pages[page].obj)
        if node.alt.strip() or node.actual.strip():
            continue
        caption = "".join(says(kid) for kid in node.nodes if kid.kind == "Caption").strip()
        node.alt = caption or "图"
        yield remarked(
            "archive/picture-without-alt",
            Place(file=file, page=None if page is None else page + 1),
            zh=f"图片没有替代文字，暂用“{node.alt[:20]}”。",
            en=f"a picture has no alternative text; “{node.alt[:20]}” stands in.",
            hint=Message(
                zh="请在 issue.yaml 里给这张照片写 alt。", en="Write alt: for this photograph in issue.yaml."
            ),
        )


def _place(node: Node, page: pikepdf.Object) -> None:
    """The engine writes CSS pixels from the page's top left corner; user space counts points from the bottom."""
    layout = node.attributes.get("Layout", {})
    media = numbers_of(inherited(page, "/MediaBox"))
    box = numbers_of(layout.get("/BBox"))
    if len(box) != 4 or len(media) != 4:
        return
    left, top, right, bottom = (number * _POINTS_PER_PIXEL for number in box)
    wanted = (left, media[3] - bottom, right, media[3] - top)
    low, high = (media[0], media[1]) * 2, (media[2], media[3]) * 2
    fitted = [min(max(n, least), most) for n, least, most in zip(wanted, low, high, strict=True)]
    layout["/BBox"] = pikepdf.Array([round(number, 2) for number in fitted])
