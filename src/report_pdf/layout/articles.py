"""An Article as its view: opener, flow, pictures fitted so that its last page ends well."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from report_pdf.findings import Finding
from report_pdf.layout.boxes import boxed_pictures, figures_item
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
from report_pdf.layout.pictures import Placed, caption_rows, place_picture, spans_page, whole_size
from report_pdf.layout.quotes import PullQuote, find_pull_quotes
from report_pdf.layout.rules import found
from report_pdf.layout.runs import NoteShelf
from report_pdf.layout.sections import article_css, sections_of
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
from report_pdf.model.manuscript import PageBreak
from report_pdf.model.pages import CopyEstimate, Placement

__all__ = ["LaidArticle", "lay_article"]

_MOST_QUOTES = 2
_LINES_A_QUOTE = 30  # a shorter text would repeat itself
_CONTENTS_EM = (483 - 84) / 19
_MOST_WHOLE_PT = 32 * 18
_MM = 25.4 / 72


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidArticle:
    """The view, the pictures' placements, and the style sheet that gives each element its own measures."""

    view: ArticleView
    placements: tuple[Placement, ...]
    css: str
    estimate: CopyEstimate
    findings: tuple[Finding, ...] = ()


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
    article: Article,
    folder: LayoutFolder,
    *,
    page_class: str,
    correction: float | None = None,
    addresses: bool = False,
) -> LaidArticle:
    """The article for one edition.

    ``page_class`` alternates so that each article starts a page group of its own; ``correction`` is what an earlier
    pass measured. ``addresses``: links give their addresses as notes.
    """
    title_size, title_lines = break_title(article.title, folder)
    shelf = NoteShelf.of(article.blocks, addresses=addresses)
    boxed = boxed_pictures(article.blocks, article.pictures)
    flow = flow_blocks(article.blocks, folder, shelf, key=article.key, boxed=boxed)
    article = replace(article, pictures=tuple(one for one in article.pictures if one not in boxed))
    # What the author has set apart is not chosen once more.
    own = {type(item) for item in flow.items}
    figures = () if FiguresItem in own else find_key_figures(article.blocks)
    count = 0 if QuoteItem in own else min(_MOST_QUOTES, int(flow.column_lines / _LINES_A_QUOTE))
    quotes = find_pull_quotes(article.blocks, folder, count=count)
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
    items = _arrange(
        article, flow, fit, tuple(zip(pictures, (item for item, _ in placed), strict=True)), figures, quotes
    )
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
        sections=sections_of(items),
        turned=flow.turned,
        parts=tuple(LinkView(key=i.key, text=i.text) for i in flow.items if isinstance(i, PartItem)),
    )
    placements = (*((opening.placement,) if opening else ()), *(p for _, p in placed), *flow.placements)
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
    return LaidArticle(
        view=view,
        placements=placements,
        css=article_css(view),
        estimate=estimate,
        findings=_breaks_ignored(article),
    )


def _breaks_ignored(article: Article) -> tuple[Finding, ...]:
    """Said once, at the first."""
    breaks = [block for block in article.blocks if isinstance(block, PageBreak)]
    if not breaks:
        return ()
    many = len(breaks)
    zh = f"稿件里有 {many} 处换页，正文接着排，不换页。"
    en = f"the manuscript has {many} page break(s); the text runs on."
    return (found("layout/page-break", breaks[0].place, zh=zh, en=en),)


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
    across = spans_page(picture, folder) and (picture.whole or not in_columns)
    width = folder.pt("type-area-width" if across else "column-width")
    if picture.whole:
        return _whole_need(picture, folder, across=across, width=width)
    # A wide picture may lose its sides down to 5 : 4, an upright one keeps its shape.
    widest = math.floor(width * max(picture.height / picture.width, 0.78) / 18)
    return FloatNeed(
        extra=caption_rows(picture, folder, width) + 1, across=across, widest=max(8, min(widest, 26))
    )


def _whole_need(picture: Picture, folder: LayoutFolder, *, across: bool, width: float) -> FloatNeed:
    """It has one height, whatever the last page would like."""
    rows = caption_rows(picture, folder, width)
    _, height = whole_size(picture, width * _MM, _MOST_WHOLE_PT * _MM)
    lines = math.ceil((height / _MM + (6 + 13.5 * rows if rows else 0) + 9) / 18)
    return FloatNeed(extra=rows + 1, across=across, widest=lines - rows - 1, least=lines - rows - 1)


def _place(
    picture: Picture, need: FloatNeed, lines: int, folder: LayoutFolder, *, key: str
) -> tuple[PictureItem, Placement]:
    width = folder.mm("type-area-width" if need.across else "column-width")
    height = _MOST_WHOLE_PT if picture.whole else lines * 18 - 4.5
    placed = place_picture(picture, folder, key=key, width_mm=width, height_mm=height * _MM)
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
    pictures: Sequence[tuple[Picture, PictureItem]],
    figures: Sequence[KeyFigure],
    quotes: Sequence[PullQuote],
) -> tuple[FlowItem, ...]:
    """Pictures where the manuscript names them or left room, else evenly; panel and quotes far from them."""
    named = [
        (flow.named[p.block], item) for p, item in pictures if p.block is not None and p.block in flow.named
    ]
    free = [item for p, item in pictures if p.block not in flow.named]
    slots = flow.slots[-len(free) :] if free and len(flow.slots) >= len(free) else ()
    at = slots or place_evenly(flow, len(free), taken=[index for index, _ in named])
    anchored: list[tuple[int, FlowItem]] = [*named, *zip(at, free, strict=True)]
    at = tuple(index for index, _ in anchored)
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
    views = tuple(FigureView(hedge=f.hedge, number=f.number, unit=f.unit, label=f.label) for f in figures)
    return figures_item(views, key=key)
