"""What stands where on the page, and what a reader of the text gets."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

import pypdfium2
from lines import Line, Setting, agreement, is_full
from marks import CLOSING, MIDDLE_DOT, OPENING, is_western
from rules import Case, case, rule

_ON_GRID_PT = 0.1
_UNREAD = frozenset("\r\n\f\ufeff\u00ad\ufffe\x02")
"""Line and page ends, and how readers tell a soft hyphen."""


def _by_column(setting: Setting) -> dict[tuple[int, int], list[Line]]:
    columns: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in setting.lines:
        columns[line.page, line.column].append(line)
    return columns


@rule
def measure_integer_em(setting: Setting) -> Iterator[Case]:
    """From the foremost start to the farthest end of a column's full lines: a whole number of em."""
    for lines in _by_column(setting).values():
        own = [line for line in lines if line.kind == "paragraph" and not line.first and not line.last]
        if len(own) < 3:
            continue
        starts = [line.glyphs[0].x + _blank(line, 0) for line in own]
        ends = [line.glyphs[-1].end - _blank(line, -1) for line in own]
        measure = (max(ends) - min(starts)) / own[0].em
        yield case(abs(measure - round(measure)) <= 0.05, own[0], measure)


def _blank(line: Line, at: int) -> float:
    glyph = line.glyphs[at]
    if at and glyph.text == MIDDLE_DOT:
        return max(0.0, glyph.end - line.right)
    return glyph.size / 2 if glyph.text in (CLOSING if at else OPENING) and is_full(glyph) else 0.0


@rule
def line_grid(setting: Setting) -> Iterator[Case]:
    """Every baseline of running text is on the grid that most of the file is on, on every page and in every column."""
    grid = setting.frame.grid
    lines = list(setting.body())
    phases = Counter(round(line.y % grid, 1) for line in lines)
    mostly = phases.most_common(1)[0][0] if phases else 0.0
    for line in lines:
        off = (line.y - mostly + grid / 2) % grid - grid / 2
        yield case(abs(off) <= _ON_GRID_PT, line, f"{off:.3f} pt")


@rule
def widow_orphan(setting: Setting) -> Iterator[Case]:
    """Of a paragraph that goes on in another column, two lines stand on either side."""
    for lines in setting.by_block.values():
        pieces = Counter((line.page, line.column) for line in lines)
        if lines[0].kind != "heading" and len(pieces) > 1:
            yield case(min(pieces.values()) >= 2, lines[0], "+".join(map(str, pieces.values())))


@rule
def heading_at_bottom(setting: Setting) -> Iterator[Case]:
    """Two lines follow a heading in its column."""
    for at, line in enumerate(setting.lines):
        rest = setting.lines[at + 1 : at + 3]
        if line.kind == "heading" and line.last and rest:
            own = [after for after in rest if (after.page, after.column) == (line.page, line.column)]
            yield case(len(own) == len(rest), line, f"{len(own)} lines follow")


@rule
def text_collision(setting: Setting) -> Iterator[Case]:
    """No two lines of a column and no two characters of a line are drawn over each other."""
    for lines in _by_column(setting).values():
        for above, line in pairwise([None, *lines]):
            assert line is not None
            near = above is not None and abs(above.y - line.y) < 0.9 * line.em
            yield case(not near and not _overlaps(line), line, _overlaps(line) or "lines")


def _overlaps(line: Line) -> str:
    for a, b, _ in line.pairs():
        latin = is_western(a.text) or is_western(b.text)
        if a.ink and b.ink and b.ink[0] < a.ink[2] - 0.02 * a.size and not latin:
            return a.text + b.text
    return ""


@rule
def off_page(setting: Setting) -> Iterator[Case]:
    width, height = setting.frame.size
    for line in setting.lines:
        for glyph in line.glyphs:
            left, bottom, right, top = glyph.ink or (glyph.x, glyph.y, glyph.end, glyph.y)
            yield case(left >= 0 and right <= width and bottom >= 0 and top <= height, line, glyph.text)


def _read_by_pdfium(pdf: bytes) -> list[str]:
    texts = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            texts.append(text.get_text_range())
            text.close()
            page.close()
    return texts


def _read_by_poppler(pdf: bytes) -> list[str]:
    command = ["pdftotext", "-raw", "-", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return done.stdout.decode().split("\f")


def _as_source(setting: Setting, read: list[str]) -> Iterator[Case]:
    """Each character of the source, read in its place; a space where a line ends may be read or not."""
    wanted: dict[int, str] = defaultdict(str)
    for line, after in pairwise([*setting.lines, None]):
        assert line is not None
        goes_on = after is not None and after.block == line.block
        end = after.at[0] if after is not None and goes_on else line.at[-1] + 1
        wanted[line.page] += setting.blocks[line.block].text[line.at[0] : end]
    for page, text in enumerate(read, start=1):
        yield from _as_read(page, "".join(char for char in text if char not in _UNREAD), wanted[page])


def _as_read(page: int, read: str, wanted: str) -> Iterator[Case]:
    at, to = 0, 0
    while at < len(read) or to < len(wanted):
        if read[at : at + 1] == wanted[to : to + 1]:
            yield Case(holds=True, measured="", page=page, text="")
            at, to = at + 1, to + 1
        elif wanted[to : to + 1].isspace():
            to += 1
        else:
            extra, missing = agreement(read[at:], wanted[to:])
            told = f"{read[at:][:extra]!r} for {wanted[to:][:missing]!r}"
            yield Case(holds=False, measured=told, page=page, text=wanted[max(0, to - 12) :][:24])
            at, to = at + extra, to + missing


@rule
def text_layer(setting: Setting) -> Iterator[Case]:
    """What pdfium reads is the source: its characters in its order, no invented spaces."""
    for page, what in setting.strange:
        yield Case(holds=False, measured=what, page=page, text="")
    yield from _as_source(setting, _read_by_pdfium(setting.pdf))


@rule
def text_layer_poppler(setting: Setting) -> Iterator[Case]:
    """The same for poppler, where it is installed."""
    if shutil.which("pdftotext"):
        yield from _as_source(setting, _read_by_poppler(setting.pdf))
