"""The text of the finished pages: whole, in order, on the grid."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from finished_pdf import body_lines, bookmarks, columns, glyphs, raw_pages, squeezed

from report_pdf.model.manuscript import (
    Block,
    Bullet,
    Byline,
    Caption,
    Dek,
    Heading,
    Manuscript,
    Paragraph,
    Title,
)

_NOT_AT_LINE_START = set("，。、；：！？·…—～”’）》〉】』」〕％%")
_NOT_AT_LINE_END = set("“‘（《〈【『「〔")
_GRID_PT = 18


def _reads(block: Block) -> str:
    """A block as it reads on the page."""
    match block:
        case Dek():
            return "——" + block.text
        case Heading():
            return block.number + block.text
        case Bullet():
            return "●" + block.text
        case _:
            return block.text


def _texts(manuscript: Manuscript, kicker: str) -> list[str]:
    """In the order of the page: an opener has its byline above the lede."""
    head = [block for kind in (Title, Dek, Byline) if (block := manuscript.first(kind))]
    rest = [b for b in manuscript.blocks if b not in head and not isinstance(b, Caption)]
    return list(filter(None, map(squeezed, (kicker, *map(_reads, (*head, *rest))))))


def _beside(finished, article: int, texts: list[str]) -> list[str]:
    """What may stand on an article's pages besides its text: captions, heads, and words taken from the text."""
    plan, manuscript = finished.plan, finished.manuscripts[article]
    captions = [b.text for b in manuscript.blocks if isinstance(b, Caption)]
    photos = plan.articles[article].photos
    signed = [photo.credit or "" for photo in photos]
    captions += [photo.caption or "" for photo in photos]
    whole = ["".join(texts), *(squeezed(c + d) for c in captions for d in ("", *signed)), *signed]
    return [*map(squeezed, whole), "数字", squeezed(plan.issue.name + plan.issue.number)]


def _pieces(lines: Iterable[str], whole: str, beside: Iterable[str]) -> Iterator[str]:
    """Lines; what stands side by side on one baseline, such as a pull quote in the next column, each by itself."""
    for line in lines:
        known = any(squeezed(line) in text for text in (whole, *beside))
        yield from (squeezed(line),) if known else line.split()


def test_every_paragraph_stands_whole_and_in_order(finished):
    """Each line of an article's pages goes on with the text, or is not of it; only a page's end parts a paragraph."""
    for number, manuscript in enumerate(finished.manuscripts):
        texts = _texts(manuscript, finished.plan.articles[number].kicker or "")
        beside = _beside(finished, number, texts)
        whole, ends = "".join(texts), {0, *itertools.accumulate(map(len, texts))}
        at, last_page, strangers = 0, 0, []
        for page in finished.article_pages[number]:
            for piece in _pieces(raw_pages(finished.pdf)[page - 1], whole, beside):
                if whole.startswith(piece, at):
                    assert at in ends or not strangers or page != last_page, (
                        f"page {page}: {strangers} stand inside the paragraph that goes on with “{piece}”"
                    )
                    at, last_page, strangers = at + len(piece), page, []
                    continue
                strangers.append(piece)
                assert piece == str(page) or any(piece in text for text in beside), (
                    f"page {page}: “{piece}” is neither what follows (“{whole[at : at + 40]}”) nor of the issue"
                )
        assert whole[at:] == "", f"{manuscript.file}: lost from “{whole[at : at + 40]}” on"


def test_a_line_of_the_page_is_a_line_of_its_text_layer(finished):
    """Copied text breaks where lines end, and nowhere else."""
    for pages in finished.article_pages:
        for page in pages:
            copied = [squeezed(line) for line in raw_pages(finished.pdf)[page - 1]]
            lines = ["".join(glyph.text for glyph in line) for line in body_lines(finished.pdf, page)]
            broken = [line for line in lines if not any(line in one for one in copied)]
            assert broken == [], f"page {page}"


def test_body_lines_stand_on_one_grid_and_keep_the_rules_for_their_ends(finished):
    """Both columns of every page, and the back of each page, on the same lines."""
    origin, two_columns = None, 0
    for page in (page for pages in finished.article_pages for page in pages):
        lines = body_lines(finished.pdf, page)
        lefts = sorted(line[0].x for line in lines)
        two_columns += len(lines) > 20 and lefts[-1] - lefts[0] > 200
        for line in lines:
            origin = line[0].y if origin is None else origin
            off = (line[0].y - origin) % _GRID_PT
            words = "".join(glyph.text for glyph in line)
            assert min(off, _GRID_PT - off) < 0.5, f"page {page}: {off:.2f} pt off the grid: {words}"
            assert words[0] not in _NOT_AT_LINE_START, f"page {page}: {words}"
            assert words[-1] not in _NOT_AT_LINE_END, f"page {page}: {words}"
    assert two_columns >= 2


def test_a_heading_stands_over_its_own_text(finished):
    """Not at the foot of a column: at least two lines of body below it in its column."""
    for manuscript, pages in zip(finished.manuscripts, finished.article_pages, strict=True):
        headings = {squeezed(b.text) for b in manuscript.blocks if isinstance(b, Heading)}
        marks = [mark for mark in bookmarks(finished.pdf) if squeezed(mark.title) in headings]
        assert len(marks) == len(headings)
        for mark in marks:
            assert mark.page in pages
            lines = columns(glyphs(finished.pdf, mark.page), size=14)
            words = squeezed(mark.title)
            own = [line for line in lines if "".join(g.text for g in line) in words and len(line) > 1]
            assert own, f"page {mark.page}: the heading “{mark.title}” is not where its bookmark leads"
            foot = min(own, key=lambda line: line[0].y)[0]
            below = [
                line
                for line in body_lines(finished.pdf, mark.page)
                if line[0].y < foot.y and abs(line[0].x - foot.x) < 60
            ]
            assert len(below) >= 2, f"page {mark.page}: “{mark.title}” stands alone"


def test_bylines_and_paragraph_counts_are_those_of_the_manuscript(finished):
    """The check above is worth nothing if the manuscripts were read as nothing."""
    for manuscript in finished.manuscripts:
        assert sum(isinstance(block, Paragraph | Bullet) for block in manuscript.blocks) >= 5
        assert isinstance(manuscript.first(Byline), Byline)
