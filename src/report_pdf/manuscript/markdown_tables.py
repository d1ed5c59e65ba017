"""Tables of a Markdown file, each cell at its place; what Markdown drops of a row is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from report_pdf.findings import Finding, Place
from report_pdf.manuscript.markdown_inline import inline_text
from report_pdf.manuscript.markdown_said import surplus_cell
from report_pdf.model.manuscript import Cell, Table

__all__ = ["read_table"]

_ALIGN = {"text-align:left": "start", "text-align:center": "center", "text-align:right": "end"}


def read_table(
    tokens: Sequence[Token], lines: Sequence[str], line: int, *, file: str
) -> tuple[Table, tuple[Finding, ...]]:
    """The table whose tokens these are; it begins on ``line``, from 0."""
    rows: list[tuple[Cell, ...]] = []
    row: list[Cell] = []
    column = head = 0
    for at, token in enumerate(tokens):
        if token.type == "tr_open":
            row, column = [], 0
        elif token.type in {"th_open", "td_open"}:
            cell, column = _cell(token, tokens[at + 1], lines, column, file=file)
            row.append(cell)
        elif token.type == "tr_close":
            rows.append(tuple(row))
        elif token.type == "thead_close":
            head = len(rows)
    source = lines[line]
    place = Place(file=file, line=line + 1, column=len(source) - len(source.lstrip()) + 1)
    return Table(text="", place=place, source="", rows=tuple(rows), head=head), tuple(_surplus(rows))


def _cell(token: Token, inline: Token, lines: Sequence[str], column: int, *, file: str) -> tuple[Cell, int]:
    line = inline.map[0] if inline.map else 0
    source = lines[line]
    start = max(source.find(inline.content, column), column) if inline.content else column
    texts = inline_text(inline.children or [], split=False)
    text, spans = (texts[0].text, texts[0].spans) if texts else ("", ())
    place = Place(file=file, line=line + 1, column=start + 1)
    align = _ALIGN.get(str(token.attrs.get("style", "")), "")
    cell = Cell(text=text, spans=spans, place=place, source=source, align=align)
    return cell, start + len(inline.content)


def _surplus(rows: Sequence[tuple[Cell, ...]]) -> Iterator[Finding]:
    """Cells behind the last column."""
    for row in rows:
        source = row[0].source.strip()
        cells = escapedSplit(source.removeprefix(">").strip())
        written = cells[cells[0] == "" : len(cells) - (cells[-1] == "")]
        for extra in filter(None, map(str.strip, written[len(row) :])):
            yield surplus_cell(extra, replace(row[0].place, column=row[0].source.rfind(extra) + 1))
