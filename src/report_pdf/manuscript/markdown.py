"""Markdown (CommonMark with tables, notes and strikethrough) as pieces, every one with its lines of the source.

Raw HTML is text. ``::: 引语``, ``::: 要点`` and ``::: 资料`` fence a pull quote, key figures and a side box.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from report_pdf.findings import Finding, Message, Place
from report_pdf.manuscript.front_matter import read_front_matter
from report_pdf.manuscript.markdown_inline import ChineseInline, InlineText, Picture, inline_text
from report_pdf.manuscript.markdown_pieces import as_block, note, quote, tiled
from report_pdf.manuscript.pieces import Piece, blocks_of
from report_pdf.manuscript.rules import LEFT_OUT, UNKNOWN_NOTE
from report_pdf.model.manuscript import (
    Block,
    Box,
    BoxKind,
    Cell,
    Figure,
    Note,
    Paragraph,
    Span,
    SpanKind,
    Table,
    all_blocks,
)

__all__ = ["read_markdown"]

_BOXES = {
    "引语": BoxKind.PULL_QUOTE,
    "pull-quote": BoxKind.PULL_QUOTE,
    "要点": BoxKind.KEY_FIGURES,
    "数字": BoxKind.KEY_FIGURES,
    "key-figures": BoxKind.KEY_FIGURES,
    "资料": BoxKind.SIDE,
    "链接": BoxKind.SIDE,
    "box": BoxKind.SIDE,
    "side": BoxKind.SIDE,
}
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_ALIGN = {"text-align:left": "start", "text-align:center": "center", "text-align:right": "end"}


def read_markdown(text: str, /, *, file: str) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """The blocks and what was found; the blocks' sources joined are ``text``."""
    lines = _LINES.findall(text)
    reader = _Reader(lines=tuple(lines), file=file)
    pieces = tiled(list(reader.pieces(_parser().parse(text))), lines)
    blocks, shown = blocks_of(pieces, file=file)
    return blocks, (*reader.findings, *shown, *_unknown_notes(blocks))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark")
    parser.inline = _chinese(parser)
    parser.enable(["table", "strikethrough"]).disable(["html_block", "html_inline"])
    parser.use(footnote_plugin).use(front_matter_plugin).use(
        container_plugin, name="box", validate=lambda info, _marker: _box_kind(info) is not None
    )
    # A note that nothing calls would be dropped by this step; we keep every one where it stands.
    parser.disable("footnote_tail")
    return parser


def _chinese(parser: MarkdownIt) -> ChineseInline:
    inline = ChineseInline()
    inline.ruler.enableOnly(parser.inline.ruler.get_active_rules())
    inline.ruler2.enableOnly(parser.inline.ruler2.get_active_rules())
    return inline


def _box_kind(info: str) -> BoxKind | None:
    words = info.split()
    return _BOXES.get(words[0].lower()) if words else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _At:
    """What stands around: of a list item its level and number, of a quotation, of a note its key."""

    wrap: Callable[[Piece], Piece] | None = None
    bullet: int = 0
    number: str = ""


class _Reader:
    """Walks the tokens; each piece knows its line, sources come afterwards."""

    def __init__(self, *, lines: tuple[str, ...], file: str) -> None:
        self.lines = lines
        self.file = file
        self.findings: list[Finding] = []

    def pieces(self, tokens: Sequence[Token], at: _At = _At()) -> Iterator[Piece]:
        """Every piece of ``tokens``, in order."""
        index = 0
        while index < len(tokens):
            end = _closing(tokens, index)
            yield from self._one(tokens[index : end + 1], at)
            index = end + 1

    def _one(self, tokens: Sequence[Token], at: _At) -> Iterator[Piece]:
        first, inside = tokens[0], tokens[1:-1]
        match first.type:
            case "paragraph_open":
                yield from self._paragraph(inside[0], at)
            case "bullet_list_open" | "ordered_list_open":
                yield from self._list(inside, at)
            case "blockquote_open":
                yield from self.pieces(inside, replace(at, wrap=quote))
            case "footnote_reference_open":
                yield from self.pieces(inside, replace(at, wrap=note(str(first.meta["label"]))))
            case _:
                yield from self._apart(first, inside)

    def _apart(self, first: Token, inside: Sequence[Token]) -> Iterator[Piece]:
        """What is the same wherever it stands."""
        line = first.map[0] if first.map else 0
        match first.type:
            case "front_matter":
                yield from self._front_matter(first)
            case "heading_open":
                level = int(first.tag[1])
                yield from (replace(piece, level=level) for piece in self._texts(inside[0], split=False))
            case "table_open":
                yield self._ready(self._table(inside, line))
            case "container_box_open":
                yield self._ready(self._box(first, inside, line))
            case "fence" | "code_block":
                yield from self._code(first)
            case "hr":
                self.findings.append(_rule_left_out(self._place(line)))
            case _:
                assert not first.content, first.type

    def _front_matter(self, token: Token) -> Iterator[Piece]:
        start, end = token.map or (0, 0)
        head = read_front_matter(list(self.lines[start:end]), file=self.file)
        self.findings += head.findings
        yield from (self._ready(block) for _, block in head.blocks)

    def _paragraph(self, inline: Token, at: _At) -> Iterator[Piece]:
        for piece in self._texts(inline, split=True):
            if piece.block is not None:
                yield piece
            elif at.wrap is not None:
                yield at.wrap(piece)
            else:
                yield replace(piece, bullet=at.bullet, number=at.number)
            at = replace(at, bullet=0, number="")

    def _texts(self, inline: Token, *, split: bool) -> Iterator[Piece]:
        """The inline token's stretches of text, and its pictures behind the stretch they stand in."""
        start = inline.map[0] if inline.map else 0
        for text in inline_text(inline.children or [], split=split):
            if text.text.strip():
                yield self._text(text, start + text.line)
            yield from (self._picture(picture, start + picture.line) for picture in text.pictures)

    def _text(self, text: InlineText, line: int) -> Piece:
        return Piece(text=text.text, spans=text.spans, place=self._place(line, text.text), source="")

    def _picture(self, picture: Picture, line: int) -> Piece:
        """One text is its caption; with two, the first says what is seen."""
        caption, alt = (picture.title, picture.alt) if picture.title else (picture.alt, "")
        place = self._place(line, caption)
        return self._ready(Figure(text=caption, alt=alt, picture=picture.file, place=place, source=""))

    def _list(self, tokens: Sequence[Token], at: _At) -> Iterator[Piece]:
        index = 0
        while index < len(tokens):
            end = _closing(tokens, index)
            item = tokens[index]
            number = f"{item.info}{item.markup}" if item.info else ""
            level = tokens[index].level // 2 + 1
            inside = list(self.pieces(tokens[index + 1 : end], replace(at, bullet=level, number=number)))
            yield from inside[:1]
            # A further paragraph of the item has no mark of its own.
            yield from (replace(p, bullet=0, number="") if p.bullet == level else p for p in inside[1:])
            index = end + 1

    def _table(self, tokens: Sequence[Token], line: int) -> Table:
        rows: list[tuple[Cell, ...]] = []
        row: list[Cell] = []
        column = 0
        head = 0
        for at, token in enumerate(tokens):
            if token.type == "tr_open":
                row, column = [], 0
            elif token.type in {"th_open", "td_open"}:
                cell, column = self._cell(token, tokens[at + 1], column)
                row.append(cell)
            elif token.type == "tr_close":
                rows.append(tuple(row))
            elif token.type == "thead_close":
                head = len(rows)
        return Table(text="", place=self._place(line), source="", rows=tuple(rows), head=head)

    def _cell(self, token: Token, inline: Token, column: int) -> tuple[Cell, int]:
        line = inline.map[0] if inline.map else 0
        source = self.lines[line]
        start = max(source.find(inline.content, column), column) if inline.content else column
        texts = inline_text(inline.children or [], split=False)
        text, spans = (texts[0].text, texts[0].spans) if texts else ("", ())
        place = Place(file=self.file, line=line + 1, column=start + 1)
        align = _ALIGN.get(str(token.attrs.get("style", "")), "")
        cell = Cell(text=text, spans=spans, place=place, source=source, align=align)
        return cell, start + len(inline.content)

    def _box(self, token: Token, tokens: Sequence[Token], line: int) -> Box:
        kind = _box_kind(token.info)
        assert kind is not None
        words = token.info.split(maxsplit=1)
        title = words[1].strip() if len(words) > 1 else ""
        until = token.map[1] if token.map else line + 1
        pieces = tiled(list(self.pieces(tokens)), list(self.lines[:until]), start=line + 1)
        blocks = tuple(as_block(piece) for piece in pieces)
        return Box(text=title, place=self._place(line, title), source="", kind=kind, blocks=blocks)

    def _code(self, token: Token) -> Iterator[Piece]:
        start = (token.map[0] if token.map else 0) + (token.type == "fence")
        for at, line in enumerate(token.content.splitlines()):
            if line.strip():
                whole = Span(start=0, end=len(line), kind=SpanKind.CODE)
                place = self._place(start + at, line)
                # Whatever it looks like, it is no heading and no bullet.
                yield self._ready(Paragraph(text=line, spans=(whole,), place=place, source=""))

    def _ready(self, block: Block) -> Piece:
        return Piece(place=block.place, source="", block=block)

    def _place(self, line: int, text: str = "") -> Place:
        """Where ``text`` begins on the line, behind the marks before it."""
        source = self.lines[line] if line < len(self.lines) else ""
        at = source.find(text[:1]) if text else -1
        whole = source.find(text[:6].rstrip()) if text.strip() else -1
        column = whole if whole >= 0 else at
        blank = len(source) - len(source.lstrip())
        return Place(file=self.file, line=line + 1, column=(column if column >= 0 else blank) + 1)


def _closing(tokens: Sequence[Token], index: int) -> int:
    """The token that closes the one at ``index``."""
    depth = 0
    for at in range(index, len(tokens)):
        depth += tokens[at].nesting
        if depth == 0:
            return at
    return len(tokens) - 1


def _rule_left_out(place: Place) -> Finding:
    return LEFT_OUT.at(
        place,
        Message(zh="分隔线不印出。", en="a rule between paragraphs is not set."),
        hint=Message(
            zh="分开的两部分各写一个小标题；不要分隔线就删去。",
            en="Give what it divides headings of their own, or delete it.",
        ),
    )


def _unknown_notes(blocks: Sequence[Block]) -> Iterator[Finding]:
    """A call without its note is text for Markdown; a note without a call is kept and said."""
    called = {
        span.target for block in all_blocks(blocks) for span in block.spans if span.kind is SpanKind.NOTE
    }
    seen: set[str] = set()
    for block in all_blocks(blocks):
        if isinstance(block, Note) and block.key not in called and block.key not in seen:
            seen.add(block.key)
            yield UNKNOWN_NOTE.at(
                block.place,
                Message(
                    zh=f"正文里没有注“{block.key}”的注号。",
                    en=f"nothing in the text calls note “{block.key}”.",
                ),
                hint=Message(
                    zh=f"在要加注的字后面写 [^{block.key}]。",
                    en=f"Write [^{block.key}] behind the words it belongs to.",
                ),
            )
