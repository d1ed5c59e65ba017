"""An article's items as sections, and the style sheet that gives each element its own measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report_pdf.layout.openers import TITLE_LINE
from report_pdf.layout.views import (
    ArticleView,
    BoxContent,
    BoxItem,
    FiguresItem,
    FlowItem,
    PictureItem,
    SectionView,
    TableItem,
)

__all__ = ["article_css", "sections_of"]


def sections_of(items: Sequence[FlowItem]) -> tuple[SectionView, ...]:
    """A table or box that may run over pages stands between two stretches of columns."""
    sections: list[SectionView] = []
    for item in items:
        if isinstance(item, TableItem | BoxItem) and item.place == "apart":
            sections.append(SectionView(items=(item,), apart=True))
        elif sections and not sections[-1].apart:
            sections[-1] = SectionView(items=(*sections[-1].items, item))
        else:
            sections.append(SectionView(items=(item,)))
    return tuple(sections)


def article_css(view: ArticleView) -> str:
    """What only this article's elements have: no style stands in the HTML itself."""
    rules = [
        f"#{view.key}-title {{ --title-size: {view.title_size_pt}pt; --title-line: {view.title_size_pt * TITLE_LINE}pt }}"
    ]
    if view.opener:
        rules.append(f"#{view.opener.key} {{ --opener-picture-lines: {view.opener_picture_lines} }}")
    for item in _items(view):
        match item:
            case PictureItem():
                rules += _picture_css(item)
            case FiguresItem():
                rules.append(f"#{item.key} {{ --key-figure-size: {item.size_pt}pt }}")
            case TableItem():
                rules += _table_css(item)
    return "\n".join(rules)


def _items(view: ArticleView) -> Iterator[FlowItem | BoxContent]:
    for section in view.sections:
        for item in section.items:
            yield item
            if isinstance(item, BoxItem):
                yield from item.content
    yield from view.turned


def _picture_css(item: PictureItem) -> list[str]:
    """Its slot; what is shown whole has a size of its own in it."""
    rules = [f"#{item.key} {{ --picture-lines: {item.picture_lines} }}"]
    if item.picture.whole_mm:
        width, height = item.picture.whole_mm
        rules.append(f"#{item.key} {{ --picture-width: {width:.3f}mm; --picture-height: {height:.3f}mm }}")
    return rules


def _table_css(item: TableItem) -> list[str]:
    """Column widths, size, and what brings numbers under each other."""
    columns = [
        f"#{item.key} .table-column:nth-child({number}) {{ width: {width}% }}"
        for number, width in enumerate(item.widths, 1)
    ]
    figures = [f"#{item.key} .cell--{name} {{ padding-right: {em}em }}" for name, em in item.paddings]
    size = f"#{item.key} {{ --table-size: {item.size_pt}pt; --table-line: {item.size_pt * 1.5}pt }}"
    return [size, *columns, *figures]
