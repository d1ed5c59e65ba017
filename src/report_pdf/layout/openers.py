"""What an article may open with, and how much of its first page that takes."""

from __future__ import annotations

import math
from dataclasses import dataclass

from report_pdf.layout.copyfit import text_lines
from report_pdf.layout.flow import longest_line
from report_pdf.layout.measures import LayoutFolder
from report_pdf.layout.pictures import caption_rows, carries_opener
from report_pdf.model.issue import Article, Picture

__all__ = ["TITLE_LINE", "USUAL_PICTURE_LINES", "Opener", "break_title", "openers"]

TITLE_LINE = 1.26
USUAL_PICTURE_LINES = 14
_TITLE_SIZES = (46.0, 42.0, 38.0, 36.0, 34.0, 32.0, 30.0, 28.0)
_LEDE_PT, _LEDE_INSET_PT = 12.0, 65.0
_FEWEST_TEXT_LINES = 9  # below an opener, in each column; fewer and the text starts overleaf
_LARGEST, _SMALLEST = 26, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Opener:
    """``picture_lines`` below the head margin, ``text_lines`` of everything else; ``overleaf``: text starts on the next page."""

    picture: Picture | None
    picture_lines: int
    text_lines: float
    overleaf: bool

    @property
    def lines(self) -> int:
        """All of it, in whole lines."""
        return math.ceil(self.picture_lines + self.text_lines)


def break_title(title: str, folder: LayoutFolder) -> tuple[float, tuple[str, ...]]:
    """The largest size at which the title's phrases stand on at most two lines, three for a very long one."""
    width_pt = folder.pt("type-area-width")
    for most in (2, 3):
        for size in _TITLE_SIZES:
            lines = folder.phrases(title, measure_em=width_pt / size)
            if len(lines) <= most and longest_line(lines) <= width_pt / size:
                return size, lines
    return _TITLE_SIZES[-1], folder.phrases(title, measure_em=width_pt / _TITLE_SIZES[-1])


def openers(article: Article, folder: LayoutFolder, *, title_height: float) -> tuple[Opener, ...]:
    """What the article may open with: a picture over the head that leaves room for text or takes the page; or type."""
    picture = next((p for p in article.pictures[:1] if carries_opener(p, folder)), None)
    lines = _opener_text(article, picture, folder, title_height=title_height)
    if picture is None:
        overleaf = lines > folder.page_lines - _FEWEST_TEXT_LINES
        return (Opener(picture=None, picture_lines=0, text_lines=lines, overleaf=overleaf),)
    room = math.floor(folder.page_lines - lines)
    heights = range(_SMALLEST, min(room - _FEWEST_TEXT_LINES, _LARGEST) + 1, 2)
    shared = tuple(
        Opener(picture=picture, picture_lines=height, text_lines=lines, overleaf=False) for height in heights
    )
    whole = Opener(picture=picture, picture_lines=max(room, 8), text_lines=lines, overleaf=True)
    return (*shared, whole) if room <= _LARGEST or not shared else shared


def _opener_text(
    article: Article, picture: Picture | None, folder: LayoutFolder, *, title_height: float
) -> float:
    """Lines of everything in an opener but its picture."""
    lede_em = (folder.pt("type-area-width") - _LEDE_INSET_PT) / _LEDE_PT
    lede = sum(
        text_lines(text, measure_em=lede_em, indent_em=2 if n else 0) for n, text in enumerate(article.lede)
    )
    height = (
        (27 if article.kicker else 0)
        + title_height
        + 9
        + (31.5 if article.dek else 0)
        + (22.5 if article.byline else 0)
        + (lede * 21 + 18 if lede else 0)
        + (18 + 13.5 * caption_rows(picture, folder, folder.pt("type-area-width")) if picture else 45)
    )
    return height / 18 + 1
