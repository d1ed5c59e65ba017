"""Pages kept for supplements: each exactly as large as the page that will fill it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from report_pdf.layout.measures import LayoutFolder
from report_pdf.layout.supplement_feet import page_css, stamp_palette
from report_pdf.layout.views import LinkView, SupplementPageView
from report_pdf.model.issue import Supplement, SupplementPage
from report_pdf.model.numbering import called
from report_pdf.model.pages import Placeholder
from report_pdf.model.plan import StitchPlace, StitchStart

__all__ = ["LaidSupplements", "lay_supplements"]


_HOUSE = (StitchPlace.FIT, StitchPlace.CENTRE)
"""Places on a page of the house's size."""

_PLAIN_BLANKS = "@page :blank { background: none; @top-left { content: none } }"
"""Where supplements have dividers of their own, an empty page is none."""


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
    css: list[str] = [_PLAIN_BLANKS] if any(one.divider for one in supplements) else []
    trim = folder.pt("trim-width"), folder.pt("trim-height")
    for supplement in supplements:
        css.append(stamp_palette(supplement, inks=trimmed))
        count = len(supplement.pages)
        numbers = called(supplement.number, count) if supplement.number else ("",) * count
        for number, page in enumerate(supplement.pages, 1):
            key = f"{supplement.key}-page-{number}"
            pages.append(_view(supplement, key, first=number == 1))
            placeholders.append(_placeholder(supplement, page, key, folder, first=number == 1))
            face = trim if trimmed or supplement.stitch_place in _HOUSE else (page.width_pt, page.height_pt)
            css.append(page_css(supplement, face, key, number=numbers[number - 1], foot=foot, facing=trimmed))
    return LaidSupplements(
        links=tuple(
            LinkView(key=supplement.key, text=supplement.title, number=supplement.number)
            for supplement in supplements
        ),
        pages=tuple(pages),
        placeholders=tuple(placeholders),
        css="\n".join(filter(None, css)),
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
        divider=first and supplement.divider,
        # A late number is looked for on the page that bears it, not on the divider before that.
        starts_here=first and (not supplement.divider or bool(supplement.number)),
    )


def _placeholder(
    supplement: Supplement, page: SupplementPage, key: str, folder: LayoutFolder, *, first: bool
) -> Placeholder:
    framed = supplement.stitch_place is StitchPlace.FRAME
    return Placeholder(
        anchor=key,
        supplement=supplement.key,
        index=page.index,
        width_pt=folder.pt("type-area-width") if framed else None,
        height_pt=folder.pt("type-area-height") if framed else None,
        opens=f"{supplement.key}-divider" if first and supplement.divider else "",
    )
