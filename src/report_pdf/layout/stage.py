"""``layout``: an Issue becomes one edition's PaginatedHtml."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import segno

from report_pdf.findings import Place
from report_pdf.layout.articles import LaidArticle, lay_article
from report_pdf.layout.copyfit import text_lines
from report_pdf.layout.cover import lay_cover
from report_pdf.layout.measures import LayoutFolder, open_layout
from report_pdf.layout.pictures import Placed, place_picture, spans_page
from report_pdf.layout.press_lint import lint_for_press
from report_pdf.layout.supplements import lay_supplements
from report_pdf.layout.templates import fill_template
from report_pdf.layout.views import ArticleView
from report_pdf.model.edition import EditionSpec
from report_pdf.model.issue import Issue, Supplement
from report_pdf.model.pages import PacketSlot, PaginatedHtml, Resource
from report_pdf.model.plan import IssueIdentity

__all__ = ["lay_out"]

_WORDS = {
    "zh": {
        "cover": "封面",
        "contents": "目录",
        "supplements": "附件",
        "key_figures": "数字",
        "code": "扫码阅读电子版",
        "name": "刊名",
        "number": "期号",
        "date": "出版日期",
        "publisher": "主办",
    },
    "en": {
        "cover": "Cover",
        "contents": "Contents",
        "supplements": "Supplements",
        "key_figures": "In figures",
        "code": "Read this issue online",
        "name": "Title",
        "number": "Issue",
        "date": "Published",
        "publisher": "Publisher",
    },
}
_CONTENTS_PICTURE_LARGEST, _CONTENTS_PICTURE_SMALLEST = 19, 5


def lay_out(
    issue: Issue,
    spec: EditionSpec,
    *,
    layouts: Path,
    layout: str,
    corrections: Mapping[str, float] = MappingProxyType({}),
    blanks: int = 0,
) -> PaginatedHtml:
    """The whole issue in one HTML document.

    ``corrections``: what an earlier pass measured (see ``measuring``), by article. ``blanks``: pages left free before
    the back cover, for a signature to come out even.

    Raises:
        LayoutError: The layout does not exist or is wrong.
    """
    binding = spec.press.binding if spec.press else ""
    folder = open_layout(layouts, layout, names=issue.names, binding=binding)
    words = _WORDS["zh" if issue.language.startswith("zh") else "en"]
    laid = [
        lay_article(
            article,
            folder,
            page_class="article-a" if number % 2 else "article-b",
            correction=corrections.get(article.key),
            addresses=spec.press is not None,
        )
        for number, article in enumerate(issue.articles, 1)
    ]
    articles = tuple(article.view for article in laid)
    cover = lay_cover(issue.cover, issue.identity, articles, folder=folder, bleed_mm=spec.bleed_mm)
    wanted = tuple(supplement for supplement in issue.supplements if spec.name in supplement.editions)
    supplements = lay_supplements(wanted, folder, foot=words["supplements"], trimmed=spec.press is not None)
    contents = _contents_picture(issue, laid, wanted, folder)
    code = _code(issue.identity.url)
    views: dict[str, object] = {
        "language": issue.language,
        "document_title": " ".join(filter(None, (issue.identity.name, issue.identity.number))),
        "identity": issue.identity,
        "words": words,
        "date": _date(issue.identity.date, issue.language),
        "codes": _codes(issue.identity),
        "cover": cover.view,
        "colophon": _colophon(issue, words),
        "contents": {"picture": contents.view if contents else None},
        "articles": articles,
        "supplements": supplements.links,
        "supplement_pages": supplements.pages,
        "divided": any(page.divider for page in supplements.pages),
        "code": code.url if code else "",
        "back_lines": _back_lines(issue),
        "blanks": range(blanks),
        "personal": spec.personal,
    }
    sheets = _style_sheets(folder, spec, [cover.css, supplements.css, *(a.css for a in laid)], contents)
    return PaginatedHtml(
        html=fill_template(folder.path, folder.template, views),
        style_sheets=sheets,
        placements=(
            *cover.placements,
            *((contents.placement,) if contents else ()),
            *(placement for article in laid for placement in article.placements),
        ),
        placeholders=supplements.placeholders,
        resources=(code,) if code else (),
        estimates=tuple(article.estimate for article in laid),
        sources=_sources(issue),
        findings=(
            *(lint_for_press(folder, sheets, ink_limit=spec.press.ink_limit) if spec.press else ()),
            *(finding for article in laid for finding in article.findings),
        ),
        packet_slot=_packet_slot(folder, is_light=cover.head_is_light) if spec.personal else None,
    )


def _packet_slot(folder: LayoutFolder, *, is_light: bool) -> PacketSlot:
    return PacketSlot(
        anchor="packet-name",
        width_pt=folder.pt("type-area-width"),
        height_pt=folder.pt("packet-name-height"),
        is_light=is_light,
        mark_foot_pt=folder.pt("packet-mark-foot"),
    )


def _style_sheets(
    folder: LayoutFolder, spec: EditionSpec, own: list[str], contents: Placed | None
) -> tuple[tuple[str, str], ...]:
    own = [f":root {{ --bleed: {spec.bleed_mm}mm }}", *own]
    if contents:
        own = [*own, f".contents {{ --contents-picture-height: {contents.placement.height_mm:.3f}mm }}"]
    return (*folder.style_sheets, folder.edition_sheet(spec.style_sheet), ("issue.css", "\n".join(own)))


def _sources(issue: Issue) -> tuple[tuple[str, Place], ...]:
    return tuple(
        (f"{article.key}-block-{index}", block.place)
        for article in issue.articles
        for index, block in enumerate(article.blocks)
    )


def _contents_picture(
    issue: Issue, laid: list[LaidArticle], supplements: tuple[Supplement, ...], folder: LayoutFolder
) -> Placed | None:
    """A strip of a picture from inside, as tall as the entries leave room for."""
    wide = [
        p
        for article in reversed(issue.articles)
        for p in reversed(article.pictures)
        if spans_page(p, folder) and not p.whole
    ]
    openers = [article.pictures[0] for article in issue.articles if article.pictures]
    candidates = sorted(wide, key=lambda picture: picture in openers)
    used = sum(_entry_height(article.view) for article in laid) + 90
    used += (36 + 9 + 23 + 21.5 * len(supplements)) if supplements else 0
    lines = min(_CONTENTS_PICTURE_LARGEST, int((folder.pt("type-area-height") - used - 9) / 18))
    if not candidates or lines < _CONTENTS_PICTURE_SMALLEST:
        return None
    return place_picture(
        candidates[0],
        folder,
        key="contents",
        width_mm=folder.mm("type-area-width"),
        height_mm=lines * folder.mm("grid"),
    )


def _entry_height(view: ArticleView) -> float:
    measure = 483 - 84
    height = 31.5 + 28.5 * len(view.contents_lines)
    height += 15 if view.kicker else 0
    height += 18 * text_lines(view.dek, measure_em=measure / 10.5) if view.dek else 0
    height += 18 if view.byline else 0
    return height + (4.5 + 18.5 * len(view.parts) if view.parts else 0)


def _colophon(issue: Issue, words: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The colophon as given; what it does not say of name, number, date and publisher is added."""
    identity = issue.identity
    known = (
        (words["name"], identity.name),
        (words["number"], identity.number),
        (words["publisher"], identity.publisher),
        (words["date"], _date(identity.date, issue.language)),
        ("ISSN", identity.issn),
        ("CN", identity.cn),
    )
    given = {label for label, _ in identity.colophon}
    return tuple((label, text) for label, text in known if text and label not in given) + identity.colophon


def _codes(identity: IssueIdentity) -> str:
    return "　".join(
        f"{label} {text}" for label, text in (("ISSN", identity.issn), ("CN", identity.cn)) if text
    )


def _date(date: dt.date | None, language: str) -> str:
    if date is None:
        return ""
    return f"{date.year}年{date.month}月{date.day}日" if language.startswith("zh") else date.isoformat()


def _back_lines(issue: Issue) -> tuple[str, ...]:
    identity = issue.identity
    first = "　".join(filter(None, (identity.publisher, _date(identity.date, issue.language))))
    return tuple(filter(None, (first, _codes(identity), identity.url)))


def _code(url: str) -> Resource | None:
    """The QR code of the issue's address (ISO/IEC 18004, level M), as vectors."""
    if not url:
        return None
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        out, kind="svg", border=0, xmldecl=False, svgns=True, nl=False
    )
    return Resource(url="issue:code.svg", data=out.getvalue(), media_type="image/svg+xml")
