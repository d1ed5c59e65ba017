"""An Article as its view: opener, flow, pictures fitted so that its last page ends well."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from report_pdf.layout.copyfit import CopyFit, Demand, FloatNeed, PageGrid, fit_copy
from report_pdf.layout.flow import Flow, flow_blocks, place_evenly
from report_pdf.layout.key_figures import KeyFigure, find_key_figures
from report_pdf.layout.measures import LayoutFolder
from report_pdf.layout.openers import (
    TITLE_LINE,
    USUAL_PICTURE_LINES,
    Opener,
    break_title,
    openers,
)
from report_pdf.layout.pictures import Placed, caption_rows, place_picture, spans_page
from report_pdf.layout.quotes import PullQuote, find_pull_quotes
from report_pdf.layout.views import (
    ArticleView,
    FiguresItem,
    FigureView,
    FlowItem,
    LinkView,
    ParagraphView,
    PartItem,
    PictureItem,
    QuoteItem,
)
from report_pdf.model.issue import Article, Picture
from report_pdf.model.pages import CopyEstimate, Placement

__all__ = ["LaidArticle", "lay_article"]

_MOST_QUOTES = 2
_LINES_A_QUOTE = 30  # a shorter text would repeat itself
_CONTENTS_EM = (483 - 84) / 19
_PANEL_PT, _FIGURE_PT, _FIGURE_EM = 459.0, 36.0, 0.58


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidArticle:
    """The view, the pictures' placements, and the style sheet that gives each element its own measures."""

    view: ArticleView
    placements: tuple[Placement, ...]
    css: str
    estimate: CopyEstimate


@dataclass(frozen=True, slots=True, kw_only=True)
class _Copy:
    """What is to be fitted; ``offers``: whether there can be a key-figure panel, and how many pull quotes."""

    article: Article
    flow: Flow
    folder: LayoutFolder
    offers: tuple[bool, int]
    correction: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    opener: Opener
    pictures: tuple[Picture, ...]
    needs: tuple[FloatNeed, ...]
    fit: CopyFit
    badness: float


def lay_article(
    article: Article, folder: LayoutFolder, *, page_class: str, correction: float | None = None
) -> LaidArticle:
    """The article for one edition.

    ``page_class`` alternates so that each article starts a page group of its own; ``correction`` is what an earlier
    pass measured.
    """
    title_size, title_lines = break_title(article.title, folder)
    flow = flow_blocks(article.blocks, folder, key=article.key)
    figures = find_key_figures(article.blocks)
    quotes = find_pull_quotes(
        article.blocks, folder, count=min(_MOST_QUOTES, int(flow.column_lines / _LINES_A_QUOTE))
    )
    copy = _Copy(
        article=article,
        flow=flow,
        folder=folder,
        offers=(bool(figures), len(quotes)),
        correction=correction,
    )
    plans = [
        _plan(copy, opener, in_columns=in_columns)
        for opener in openers(article, folder, title_height=len(title_lines) * title_size * TITLE_LINE)
        for in_columns in (False, True)
    ]
    plan = min(plans, key=lambda one: one.badness)
    opener, pictures, needs, fit = plan.opener, plan.pictures, plan.needs, plan.fit
    placed = tuple(
        _place(picture, need, lines, folder, key=f"{article.key}-picture-{number}")
        for number, (picture, need, lines) in enumerate(
            zip(pictures, needs, fit.picture_lines, strict=True), 1
        )
    )
    opening = _place_opener(article, opener, folder)
    items = _arrange(article, flow, fit, tuple(item for item, _ in placed), figures, quotes)
    view = ArticleView(
        key=article.key,
        page_class=page_class,
        title=article.title,
        title_lines=title_lines,
        contents_lines=folder.phrases(article.title, measure_em=_CONTENTS_EM, keep_whole=True),
        title_size_pt=title_size,
        kicker=article.kicker,
        dek=article.dek,
        byline=article.byline,
        lede=tuple(
            ParagraphView(key=f"{article.key}-lede-{n}", text=text) for n, text in enumerate(article.lede, 1)
        ),
        opener=opening.view if opening else None,
        opener_picture_lines=opener.picture_lines,
        overleaf=opener.overleaf,
        flow=items,
        parts=tuple(LinkView(key=i.key, text=i.text) for i in flow.items if isinstance(i, PartItem)),
    )
    placements = tuple(p.placement for p in ((opening,) if opening else ())) + tuple(p for _, p in placed)
    estimate = CopyEstimate(
        article=article.key,
        start=f"{article.key}-text",
        end=f"{article.key}-end",
        lines=fit.needed,
        correction=correction or 0.0,
        page_lines=folder.page_lines,
        line_pt=folder.pt("grid"),
        head_pt=folder.pt("head-margin"),
    )
    return LaidArticle(view=view, placements=placements, css=_css(view), estimate=estimate)


def _plan(copy: _Copy, opener: Opener, *, in_columns: bool) -> _Plan:
    """The copy fitted with this opener; ``in_columns`` keeps even wide pictures within one column."""
    flow, folder = copy.flow, copy.folder
    pictures = tuple(picture for picture in copy.article.pictures if picture is not opener.picture)
    needs = tuple(_need(picture, folder, in_columns=in_columns) for picture in pictures)
    demand = Demand(
        column_lines=flow.column_lines,
        across_lines=flow.band_lines,
        first_page=0 if opener.overleaf else folder.page_lines - opener.lines,
        page=PageGrid(lines=folder.page_lines, columns=folder.columns),
        pictures=needs,
    )
    fit = fit_copy(demand, offers=copy.offers, correction=copy.correction)
    narrowed = sum(in_columns and spans_page(picture, folder) for picture in pictures)
    # An opener that takes its page needs a text that is worth it; a small picture over one weighs little.
    thin = (
        max(0.0, folder.page_lines - flow.column_lines / folder.columns - flow.band_lines) / 3
        if opener.overleaf
        else 0.0
    )
    small = (
        0.4 * (USUAL_PICTURE_LINES - opener.picture_lines) if opener.picture and not opener.overleaf else 0.0
    )
    return _Plan(
        opener=opener,
        pictures=pictures,
        needs=needs,
        fit=fit,
        badness=fit.badness + 2.5 * narrowed + thin + abs(small),
    )


def _need(picture: Picture, folder: LayoutFolder, *, in_columns: bool) -> FloatNeed:
    across = spans_page(picture, folder) and not in_columns
    width = folder.pt("type-area-width" if across else "column-width")
    # A wide picture may lose its sides down to 5 : 4, an upright one keeps its shape.
    widest = math.floor(width * max(picture.height / picture.width, 0.78) / 18)
    return FloatNeed(
        extra=caption_rows(picture, folder, width) + 1, across=across, widest=max(8, min(widest, 26))
    )


def _place(
    picture: Picture, need: FloatNeed, lines: int, folder: LayoutFolder, *, key: str
) -> tuple[PictureItem, Placement]:
    width = folder.mm("type-area-width" if need.across else "column-width")
    placed = place_picture(picture, folder, key=key, width_mm=width, height_mm=(lines * 18 - 4.5) * 25.4 / 72)
    item = PictureItem(
        key=key,
        picture=placed.view,
        span="page" if need.across else "column",
        picture_lines=lines,
    )
    return item, placed.placement


def _place_opener(article: Article, opener: Opener, folder: LayoutFolder) -> Placed | None:
    if opener.picture is None:
        return None
    height = folder.mm("head-margin") + opener.picture_lines * folder.mm("grid")
    width = folder.mm("trim-width") + folder.mm("mirror-shift")
    return place_picture(
        opener.picture,
        folder,
        key=f"{article.key}-opener",
        width_mm=width,
        height_mm=height,
        caption_pt=folder.pt("type-area-width"),
    )


def _arrange(
    article: Article,
    flow: Flow,
    fit: CopyFit,
    pictures: Sequence[PictureItem],
    figures: Sequence[KeyFigure],
    quotes: Sequence[PullQuote],
) -> tuple[FlowItem, ...]:
    """Pictures where the manuscript left room, else evenly; panel and quotes as far from them as can be."""
    slots = flow.slots[-len(pictures) :] if pictures and len(flow.slots) >= len(pictures) else ()
    at = slots or place_evenly(flow, len(pictures))
    anchored: list[tuple[int, FlowItem]] = list(zip(at, pictures, strict=True))
    if fit.panel:
        panel = _panel(figures, key=f"{article.key}-figures")
        anchored.append((place_evenly(flow, 1, taken=at)[0], panel))
    taken = [index for index, _ in anchored]
    for quote, index in zip(quotes[: fit.quotes], place_evenly(flow, fit.quotes, taken=taken), strict=False):
        anchored.append((index, QuoteItem(key=f"{article.key}-quote-{quote.block}", lines=quote.lines)))
    items: list[FlowItem] = []
    for index in range(len(flow.items) + 1):
        items += [piece for at_index, piece in anchored if at_index == index]
        items += flow.items[index : index + 1]
    return tuple(items)


def _panel(figures: Sequence[KeyFigure], *, key: str) -> FiguresItem:
    """All figures at one size: the largest at which the widest still stands in its column."""
    width = _PANEL_PT / len(figures) - 6
    size = min(
        _FIGURE_PT,
        *((width - 10.5 * (len(f.hedge) + len(f.unit)) - 8) / (_FIGURE_EM * len(f.number)) for f in figures),
    )
    views = tuple(FigureView(hedge=f.hedge, number=f.number, unit=f.unit, label=f.label) for f in figures)
    return FiguresItem(key=key, figures=views, size_pt=round(size, 1))


def _css(view: ArticleView) -> str:
    """What only this article's elements have: no style stands in the HTML itself."""
    rules = [
        f"#{view.key}-title {{ --title-size: {view.title_size_pt}pt; --title-line: {view.title_size_pt * TITLE_LINE}pt }}"
    ]
    if view.opener:
        rules.append(f"#{view.opener.key} {{ --opener-picture-lines: {view.opener_picture_lines} }}")
    rules += [
        f"#{item.key} {{ --picture-lines: {item.picture_lines} }}"
        for item in view.flow
        if isinstance(item, PictureItem)
    ]
    rules += [
        f"#{item.key} {{ --key-figure-size: {item.size_pt}pt }}"
        for item in view.flow
        if isinstance(item, FiguresItem)
    ]
    return "\n".join(rules)
