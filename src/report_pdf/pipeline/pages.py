"""An edition's pages: laid out and rendered again until each article's last page ends well."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

from report_pdf.fonts import font_face_css, font_resources
from report_pdf.imposition import bind
from report_pdf.layout import (
    corrections,
    lay_out,
    looseness,
)
from report_pdf.model.edition import EditionSpec
from report_pdf.model.issue import Issue
from report_pdf.model.pages import PaginatedHtml, RenderedDocument, Resource
from report_pdf.model.plan import IssuePlan
from report_pdf.pictures import FittedPicture, fit_all
from report_pdf.render import render
from report_pdf.resources import layouts_folder

__all__ = ["render_pages", "set_pages", "with_resources"]

_PASSES = 3
_FONTS_URL = "issue:fonts/"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pass:
    loose: float
    corrections: Mapping[str, float]
    pages: PaginatedHtml
    rendered: RenderedDocument


def set_pages(plan: IssuePlan, issue: Issue, spec: EditionSpec) -> tuple[PaginatedHtml, RenderedDocument]:
    """Lays out and renders; where articles end badly, again with what was measured, and takes the best."""
    measured: Mapping[str, float] = {}
    passes: list[_Pass] = []
    fitted: dict[Hashable, FittedPicture] = {}  # most pictures keep their size from pass to pass
    for _ in range(_PASSES):
        pages = lay_out(issue, spec, layouts=layouts_folder(), layout=plan.layout, corrections=measured)
        if any(_same(pages, before.pages) for before in passes):
            break  # nothing was chosen differently: it would come out the same
        pictures = fit_all(pages.placements, spec.pictures, made=fitted)
        rendered = render_pages(pages, pictures, numbered=spec.tagged)
        passes.append(
            _Pass(loose=looseness(pages, rendered), corrections=measured, pages=pages, rendered=rendered)
        )
        if passes[-1].loose == 0:
            break
        measured = corrections(pages, rendered)
    best = min(passes, key=lambda one: one.loose)
    if spec.press is None:
        return best.pages, best.rendered
    bound = bind(best.rendered.pages, spec.press, file=f"{spec.name.value}.pdf")
    said = (*best.pages.findings, *bound.findings)
    if not bound.blanks:
        return replace(best.pages, findings=said), best.rendered
    pages = lay_out(
        issue,
        spec,
        layouts=layouts_folder(),
        layout=plan.layout,
        corrections=best.corrections,
        blanks=bound.blanks,
    )
    return replace(pages, findings=said), render_pages(
        pages, fit_all(pages.placements, spec.pictures, made=fitted), numbered=spec.tagged
    )


def _same(one: PaginatedHtml, other: PaginatedHtml) -> bool:
    return (one.html, one.style_sheets) == (other.html, other.style_sheets)


def render_pages(
    pages: PaginatedHtml, pictures: Sequence[Resource], *, numbered: bool = False
) -> RenderedDocument:
    """The engine's document; ``numbered``: its tags keep the numbers of their elements."""
    return render(*with_resources(pages, pictures), numbered=numbered)


def with_resources(
    pages: PaginatedHtml, pictures: Sequence[Resource]
) -> tuple[PaginatedHtml, tuple[Resource, ...]]:
    """What the engine is given: the pages with the faces' style sheet, and all they may fetch."""
    faces = ("fonts.css", font_face_css(_FONTS_URL))
    dressed = replace(pages, style_sheets=(faces, *pages.style_sheets))
    return dressed, (*font_resources(_FONTS_URL), *pages.resources, *pictures)
