"""Pages kept for supplements: each exactly as large as the page that will fill it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from report_pdf.layout.measures import LayoutFolder
from report_pdf.layout.views import LinkView, SupplementPageView
from report_pdf.model.issue import Supplement, SupplementPage
from report_pdf.model.pages import Placeholder
from report_pdf.model.plan import StitchPlace, StitchStart

__all__ = ["LaidSupplements", "lay_supplements"]


_FOOT = "font: 7.5pt/12pt var(--sans); color: var(--grey); white-space: nowrap; vertical-align: top; padding: 0 9mm"

_HOUSE = (StitchPlace.FIT, StitchPlace.CENTRE)
"""Places on a page of the house's size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidSupplements:
    """Links for the contents, pages for the template, placeholders for the stitcher, and the pages' style sheet."""

    links: tuple[LinkView, ...]
    pages: tuple[SupplementPageView, ...]
    placeholders: tuple[Placeholder, ...]
    css: str


def lay_supplements(
    supplements: Sequence[Supplement], folder: LayoutFolder, *, foot: str, trimmed: bool
) -> LaidSupplements:
    """The pages of all supplements of this edition.

    ``foot`` is the line beside each page's number; ``trimmed``: every page is cut to the magazine's own size.
    """
    pages: list[SupplementPageView] = []
    placeholders: list[Placeholder] = []
    css: list[str] = []
    trim = folder.pt("trim-width"), folder.pt("trim-height")
    for supplement in supplements:
        for number, page in enumerate(supplement.pages, 1):
            key = f"{supplement.key}-page-{number}"
            pages.append(_view(supplement, key, first=number == 1))
            placeholders.append(_placeholder(supplement, page, key, folder))
            face = trim if trimmed or supplement.stitch_place in _HOUSE else (page.width_pt, page.height_pt)
            css.append(_page_css(supplement, face, key, foot=foot, facing=trimmed))
    return LaidSupplements(
        links=tuple(LinkView(key=supplement.key, text=supplement.title) for supplement in supplements),
        pages=tuple(pages),
        placeholders=tuple(placeholders),
        css="\n".join(css),
    )


def _view(supplement: Supplement, key: str, *, first: bool) -> SupplementPageView:
    recto = first and supplement.start is StitchStart.RECTO
    return SupplementPageView(
        key=key,
        supplement=supplement.key,
        title=supplement.title,
        page_class=key,
        start="recto" if recto else "next",
        first=first,
    )


def _placeholder(supplement: Supplement, page: SupplementPage, key: str, folder: LayoutFolder) -> Placeholder:
    framed = supplement.stitch_place is StitchPlace.FRAME
    return Placeholder(
        anchor=key,
        supplement=supplement.key,
        index=page.index,
        width_pt=folder.pt("type-area-width") if framed else None,
        height_pt=folder.pt("type-area-height") if framed else None,
    )


def _page_css(supplement: Supplement, face: tuple[float, float], key: str, *, foot: str, facing: bool) -> str:
    """A page of its own name and size, with a number and the supplement's title small in its foot.

    ``facing``: it is bound, and its number stands at the fore-edge, outside, like every other.
    """
    if supplement.stitch_place is StitchPlace.FRAME:
        return f".{key} {{ page: supplement }}"
    width, height = face
    words = f'"{_quoted(foot)}\\2002{_quoted(supplement.title)}"'
    right = f'@bottom-right {{ content: {words} "\\2003" counter(page); {_FOOT} }}'
    left = f'@bottom-left {{ content: counter(page) "\\2003" {words}; {_FOOT} }}'
    feet = f"@page {key}:right {{ {right} }}\n@page {key}:left {{ {left} }}\n" if facing else ""
    return (
        f"@page {key} {{ size: {width:.3f}pt {height:.3f}pt; margin: 0 0 var(--supplement-foot) 0; "
        f"{'' if facing else right} }}\n{feet}"
        f".{key} {{ page: {key} }}"
    )


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
