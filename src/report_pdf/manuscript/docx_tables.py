"""A Word table: rows of cells; or pictures with their captions in the cells below, which is no table for a reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from report_pdf.findings import Place
from report_pdf.manuscript.docx_package import Element, qn
from report_pdf.manuscript.pieces import Piece
from report_pdf.model.manuscript import Cell, Figure, PageBreak, Span, Table

__all__ = ["captioned", "table_pieces", "words_of"]

_CAPTION = 120
"""A longer text under a picture is no caption."""


@dataclass(slots=True, kw_only=True)
class _Read:
    """A cell read: its own words, and the pictures and breaks in it."""

    cell: Cell
    figures: list[Piece] = field(default_factory=list)


def table_pieces(
    table: Element, inside: Callable[[Element], Iterator[Piece]], *, place: Callable[[], Place]
) -> Iterator[Piece]:
    """The table, and what stands in it that no cell can hold behind it.

    A table of one cell is a frame around text; a nested one is its cell's text.

    Args:
        table: ``w:tbl``.
        inside: Reads the blocks of an element.
        place: Of the paragraph that is read next.
    """
    rows = [row for row in table.iter(qn("w:tr")) if _above(row, "w:tbl") is table and not _deleted(row)]
    cells = [[cell for cell in row.iter(qn("w:tc")) if _above(cell, "w:tr") is row] for row in rows]
    if sum(map(len, cells)) == 1:
        yield from captioned(list(inside(next(row[0] for row in cells if row))))
        return
    start = place()
    read = [[_read(cell, inside, place()) for cell in row] for row in cells]
    if (pictures := _picture_table(read)) is not None:
        yield from pictures
        return
    set_rows = _merged(read, cells)
    head = _head(set_rows, _repeated(rows))
    block = Table(text="", place=start, source="", rows=set_rows, head=head)
    if any(cell.text or cell.spans for row in set_rows for cell in row):
        yield Piece(place=start, source="".join(c.source for r in set_rows for c in r), block=block)
    yield from (piece for row in read for one in row for piece in one.figures)


def captioned(pieces: list[Piece]) -> list[Piece]:
    """Pictures and one short text each, in a cell or a text box: the texts are the pictures' captions."""
    figures = [at for at, piece in enumerate(pieces) if isinstance(piece.block, Figure)]
    texts = [at for at, piece in enumerate(pieces) if piece.block is None and piece.text.strip()]
    ready = len(figures) + len(texts) != sum(1 for p in pieces if p.block is not None or p.text.strip())
    if ready or not figures or len(texts) != len(figures):
        return pieces
    if any(len(pieces[at].text.strip()) > _CAPTION for at in texts):
        return pieces
    made = dict(zip(figures, (pieces[at] for at in texts), strict=True))
    return [
        _with_caption(piece, made[at]) if at in made else piece
        for at, piece in enumerate(pieces)
        if at not in texts
    ]


def _with_caption(figure: Piece, caption: Piece) -> Piece:
    block = figure.block
    assert isinstance(block, Figure)
    lead = len(caption.text) - len(caption.text.lstrip())
    spans = tuple(replace(s, start=max(0, s.start - lead), end=max(0, s.end - lead)) for s in caption.spans)
    source = figure.source + caption.source
    block = replace(block, text=caption.text.strip(), spans=spans, source=source)
    return replace(figure, block=block, source=source)


def _read(element: Element, inside: Callable[[Element], Iterator[Piece]], place: Place) -> _Read:
    """Its paragraphs, each on a line."""
    columns, _ = _spanned(element)
    text, source = "", ""
    spans: list[Span] = []
    figures: list[Piece] = []
    for piece in inside(element):
        if isinstance(piece.block, Figure | PageBreak):
            figures.append(piece)
            continue
        words = words_of(piece)
        if not words:
            continue
        text = f"{text}\n" if text else ""
        own = piece.block if piece.block is not None else piece
        offset = len(text) + len(words) - len(own.text)
        text += words
        spans += [replace(one, start=one.start + offset, end=one.end + offset) for one in own.spans]
        source += piece.source
    cell = Cell(text=text, spans=tuple(spans), place=place, source=source, columns=columns)
    return _Read(cell=cell, figures=figures)


def words_of(piece: Piece) -> str:
    """A piece's text where it can be nothing but text: numbers stand before it."""
    if piece.block is None:
        return f"{piece.number} {piece.text}".strip() if piece.number else piece.text.strip()
    if isinstance(piece.block, Table):
        return "\n".join("　".join(cell.text for cell in row) for row in piece.block.rows)
    return piece.block.text


def _merged(read: Sequence[Sequence[_Read]], cells: list[list[Element]]) -> tuple[tuple[Cell, ...], ...]:
    """Cells that continue one above are counted to it (17.4.84)."""
    rows: list[list[Cell]] = []
    open_above: dict[int, tuple[int, int]] = {}
    for own, elements in zip(read, cells, strict=True):
        made: list[Cell] = []
        column = 0
        for one, element in zip(own, elements, strict=True):
            span, merge = _spanned(element)
            if merge == "continue" and column in open_above:
                at, number = open_above[column]
                above = rows[at][number]
                text = "\n".join(filter(None, (above.text, one.cell.text)))
                rows[at][number] = replace(above, rows=above.rows + 1, text=text)
            else:
                open_above[column] = (len(rows), len(made))
                made.append(one.cell)
            column += span
        rows.append(made)
    return tuple(tuple(row) for row in rows if row)


def _picture_table(rows: Sequence[Sequence[_Read]]) -> list[Piece] | None:
    """The pictures with their captions, if every text of the table is one: in the cell, or in the row below or above."""
    pieces: dict[tuple[int, int], list[Piece]] = {}
    taken: set[tuple[int, int]] = set()
    pictured = [
        (r, c)
        for r, row in enumerate(rows)
        for c, one in enumerate(row)
        if any(isinstance(p.block, Figure) for p in one.figures)
    ]
    if not pictured:
        return None
    for r, c in pictured:
        own = rows[r][c]
        places = [(r, c)] if own.cell.text else [(r + 1, c), (r - 1, c)]
        at = next((p for p in places if _is_caption(rows, p, (r, c)) and p not in taken), None)
        if at is None:
            pieces[r, c] = own.figures
            continue
        taken.add(at)
        cell = rows[at[0]][at[1]].cell
        words = Piece(
            text=cell.text.replace("\n", " "), spans=cell.spans, place=cell.place, source=cell.source
        )
        pieces[r, c] = captioned([*own.figures[:1], words]) + own.figures[1:]
    texts = {(r, c) for r, row in enumerate(rows) for c, one in enumerate(row) if one.cell.text.strip()}
    if texts - taken:
        return None
    return [piece for at in sorted(pieces) for piece in pieces[at]]


def _is_caption(rows: Sequence[Sequence[_Read]], at: tuple[int, int], of: tuple[int, int]) -> bool:
    r, c = at
    if not (0 <= r < len(rows) and c < len(rows[r])):
        return False
    one = rows[r][c]
    alone = at == of or not one.figures
    return alone and 0 < len(one.cell.text.strip()) <= _CAPTION and len(rows[r]) >= len(rows[of[0]])


def _above(element: Element, name: str) -> Element | None:
    return next(element.iterancestors(qn(name)), None)


def _deleted(row: Element) -> bool:
    """A row whose deletion is tracked (17.13.5.12)."""
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _spanned(cell: Element) -> tuple[int, str]:
    properties = cell.find(qn("w:tcPr"))
    if properties is None:
        return 1, ""
    span, merge = properties.find(qn("w:gridSpan")), properties.find(qn("w:vMerge"))
    columns = span.get(qn("w:val"), "1") if span is not None else "1"
    how = merge.get(qn("w:val"), "continue") if merge is not None else ""
    return (int(columns) if columns.isdecimal() and columns != "0" else 1), how


def _head(rows: Sequence[Sequence[Cell]], repeated: int) -> int:
    """So many rows name the columns: those that are repeated on each page; else the first, if there are others.

    As far down as their cells reach: under a cell over several columns stand their own names. A first cell that alone
    reaches down names rows; what reaches to the end is no head.
    """
    if len(rows) < 2:
        return min(repeated, len(rows))
    first = rows[0]
    grouped = any(cell.columns > 1 for cell in first) or len({cell.rows for cell in first}) == 1
    if not repeated and not grouped and any(cell.rows > 1 for cell in first):
        return 0
    head, at = max(1, min(repeated, len(rows))), 0
    while at < head:
        head = max(head, *(at + cell.rows for cell in rows[at]))
        at += 1
    return head if head < len(rows) or head == repeated else 0


def _repeated(rows: list[Element]) -> int:
    """Rows that Word repeats on each page."""
    count = 0
    for row in rows:
        properties = row.find(qn("w:trPr"))
        if properties is None or properties.find(qn("w:tblHeader")) is None:
            break
        count += 1
    return count
