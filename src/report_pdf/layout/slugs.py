"""A line of text for each sheet's slug: title, page, edition, profile, date, hash."""

from __future__ import annotations

from pathlib import Path

from report_pdf.layout.copyfit import em_width
from report_pdf.layout.measures import open_layout
from report_pdf.layout.templates import fill_template
from report_pdf.model.edition import EditionSpec
from report_pdf.model.issue import Issue
from report_pdf.model.pages import PaginatedHtml

__all__ = ["lay_slugs"]

_SIZE_PT = 6.0
# From the first crop mark to the registration mark at the middle of the sheet's foot.
_BEFORE_MIDDLE_PT = 7 * 72 / 25.4


def lay_slugs(
    issue: Issue, spec: EditionSpec, *, layouts: Path, layout: str, pages: int, digest: str
) -> PaginatedHtml:
    """A small page for each sheet; ``digest`` names the pages' content."""
    folder = open_layout(layouts, layout)
    identity = issue.identity
    words = (
        identity.name,
        identity.number,
        spec.name.value,
        spec.press.profile.rsplit("/", 1)[-1] if spec.press else "",
        identity.date.isoformat() if identity.date else "",
        digest,
    )
    line = "\u2003".join(word for word in words if word)
    html = fill_template(
        folder.path,
        "slugs.html.j2",
        {"language": issue.language, "line": line, "pages": pages, "numbers": range(1, pages + 1)},
    )
    room = folder.pt("trim-width") / 2 - _BEFORE_MIDDLE_PT
    size = min(_SIZE_PT, room / em_width(f"{line} {pages}/{pages}"))
    css = f":root {{ --slug-size: {size:.2f}pt }}"
    return PaginatedHtml(
        html=html, style_sheets=(*folder.style_sheets, folder.edition_sheet("slugs"), ("slug-size.css", css))
    )
