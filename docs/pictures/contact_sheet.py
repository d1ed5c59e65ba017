# noqa: INP001 - a script beside what it makes
"""Pages of a finished PDF as a strip of spreads, for README.

Usage: ``python docs/pictures/contact_sheet.py PDF OUT.jpg "1 4-5 8-9" "10 6-7 14 16"`` (one argument a row: single pages
and spreads). Needs what the tests need (pypdfium2, Pillow).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

_PAGE_WIDTH = 320
_GAP, _MARGIN = 22, 26
_DESK, _SHADOW, _FOLD = "#dcd9d4", "#bdb8b0", "#e4e0da"


def contact_sheet(pdf: Path, rows: Sequence[Sequence[Sequence[int]]]) -> Image.Image:
    """``rows`` of groups of page numbers from 1; the pages of one group touch."""
    document = pypdfium2.PdfDocument(pdf)
    laid = [[_group(document, group) for group in row] for row in rows]
    width = max(sum(group.width + _GAP for group in row) - _GAP for row in laid) + 2 * _MARGIN
    heights = [max(group.height for group in row) for row in laid]
    sheet = Image.new("RGB", (width, sum(heights) + _GAP * (len(laid) - 1) + 2 * _MARGIN), _DESK)
    draw, y = ImageDraw.Draw(sheet), _MARGIN
    for row, height in zip(laid, heights, strict=True):
        x = (width - sum(group.width + _GAP for group in row) + _GAP) // 2
        for group in row:
            draw.rectangle((x + 4, y + 4, x + group.width + 3, y + group.height + 3), fill=_SHADOW)
            sheet.paste(group, (x, y))
            x += group.width + _GAP
        y += height + _GAP
    return sheet


def _group(document: pypdfium2.PdfDocument, numbers: Sequence[int]) -> Image.Image:
    pages = [_page(document, number) for number in numbers]
    group = Image.new("RGB", (sum(page.width for page in pages), max(page.height for page in pages)), "white")
    x = 0
    for page in pages:
        group.paste(page, (x, 0))
        x += page.width
        if x < group.width:
            ImageDraw.Draw(group).line((x, 0, x, group.height), fill=_FOLD)
    return group


def _page(document: pypdfium2.PdfDocument, number: int) -> Image.Image:
    """Rendered four times too large and brought down: small type stays even."""
    page = document[number - 1]
    scale = _PAGE_WIDTH / page.get_width()
    large = page.render(scale=4 * scale).to_pil().convert("RGB")
    return large.resize((_PAGE_WIDTH, round(page.get_height() * scale)), Image.Resampling.LANCZOS)


def _numbers(group: str) -> range:
    first, _, last = group.partition("-")
    return range(int(first), int(last or first) + 1)


if __name__ == "__main__":
    source, target, *wanted = sys.argv[1:]
    sheet = contact_sheet(Path(source), [[_numbers(group) for group in row.split()] for row in wanted])
    sheet.save(target, quality=88, optimize=True, progressive=True)
