"""How much ink lies in any 15 mm square (GWG 2022 R0026): a coarse reckoning from flat colours and image samples.

Each page is a grid of cells half as wide as the square. Marks cover what is below them, as far as their boxes tell:
this sees a picture or a field with too much ink, not two transparent ones that only add up to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pikepdf

from report_pdf.pdf.geometry import Rectangle, numbers_of
from report_pdf.pdf.press.sight import Mark
from report_pdf.pdf.press.subject import Breach, PressSubject

__all__ = ["INK_CHECKS"]

_CELL = 7.5 * 72 / 25.4
_ROWS_A_CELL = 12
_MOST_CELLS = 1000
"""On a side: 7.5 m; what says that it is larger is no page."""


def ink(subject: PressSubject) -> Iterator[Breach]:
    """The most in any square, where it passes the limit."""
    limit = min(subject.ink_limit, 305 if subject.magazine else 320)
    for page in subject.pages:
        grid = _Grid(page.cut)
        for mark in page.marks:
            if not mark.masked and mark.alpha >= 1 and mark.box is not None:
                _lay(grid, mark)
        most = grid.most()
        if most > limit + 0.5:
            yield Breach(
                page.number,
                f"15 毫米见方内平均墨量 {most:.0f}%,超过 {limit:.0f}%。",
                f"{most:.0f} % of ink in a 15 mm square, over {limit:.0f} %.",
            )


class _Grid:
    """Per cent of ink in each cell of a page."""

    def __init__(self, box: Rectangle) -> None:
        self.box = box
        self.columns = min(max(2, int(box.width / _CELL)), _MOST_CELLS)
        self.rows = min(max(2, int(box.height / _CELL)), _MOST_CELLS)
        self.cells = [0.0] * (self.columns * self.rows)

    def centres(self, box: Rectangle) -> Iterator[tuple[int, float, float]]:
        """Cells whose middle lies in ``box``."""
        for row in range(self.rows):
            y = self.box.bottom + (row + 0.5) * self.box.height / self.rows
            if not box.bottom <= y <= box.top:
                continue
            for column in range(self.columns):
                x = self.box.left + (column + 0.5) * self.box.width / self.columns
                if box.left <= x <= box.right:
                    yield row * self.columns + column, x, y

    def most(self) -> float:
        """In any two by two cells."""
        cells, width = self.cells, self.columns
        return max(
            (cells[at] + cells[at + 1] + cells[at + width] + cells[at + width + 1]) / 4
            for row in range(self.rows - 1)
            for at in range(row * width, row * width + width - 1)
        )


def _lay(grid: _Grid, mark: Mark) -> None:
    assert mark.box is not None
    if (
        mark.kind == "fill"
        and (inks := mark.colour.inks) is not None
        and min(mark.box.width, mark.box.height) > _CELL
    ):
        for cell, _, _ in grid.centres(mark.box):
            grid.cells[cell] = sum(inks) * 100
    elif mark.kind == "image" and mark.whole is not None and (samples := _samples(mark)) is not None:
        width, height = mark.pixels
        for cell, x, y in grid.centres(mark.box):
            across = (x - mark.whole.left) / mark.whole.width
            down = (mark.whole.top - y) / mark.whole.height
            half_x = _CELL / 2 / mark.whole.width * width
            half_y = _CELL / 2 / mark.whole.height * height
            left, right = int(max(0, across * width - half_x)), int(min(width, across * width + half_x + 1))
            top, bottom = int(max(0, down * height - half_y)), int(min(height, down * height + half_y + 1))
            grid.cells[cell] = _mean(samples, width, (left, top, right, bottom))


def _mean(samples: bytes, width: int, part: tuple[int, int, int, int]) -> float:
    """Per cent of ink, from a dozen of the rows."""
    left, top, right, bottom = part
    step = max(1, (bottom - top) // _ROWS_A_CELL)
    total = count = 0
    for row in range(top, bottom, step):
        start = (row * width + left) * 4
        total += sum(samples[start : start + (right - left) * 4])
        count += right - left
    return total / count / 255 * 100 if count else 0.0


def _samples(mark: Mark) -> bytes | None:
    """Of an 8-bit CMYK image, 255 for full ink."""
    image = mark.image
    if not isinstance(image, pikepdf.Stream) or mark.colour.families != ("DeviceCMYK",) or mark.bits != 8:
        return None
    try:
        data = image.read_bytes(decode_level=pikepdf.StreamDecodeLevel.all)
    except pikepdf.PdfError:
        return None
    if len(data) < mark.pixels[0] * mark.pixels[1] * 4:
        return None
    inverted = numbers_of(image.get("/Decode"))[:2] == [1, 0]
    return data.translate(bytes(range(255, -1, -1))) if inverted else data


INK_CHECKS: Mapping[str, Callable[[PressSubject], Iterator[Breach]]] = {"ink": ink}
