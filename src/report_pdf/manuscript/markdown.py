"""Markdown (CommonMark with tables, notes and strikethrough) as pieces, every one with its lines of the source.

Raw HTML is text. ``::: 引语``, ``::: 要点`` and ``::: 资料`` fence a pull quote, key figures and a side box.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from report_pdf.findings import Finding, Place
from report_pdf.manuscript.front_matter import read_front_matter
from report_pdf.manuscript.markdown_comments import comments_plugin
from report_pdf.manuscript.markdown_inline import ChineseInline, InlineText, Picture, inline_text, note_key
from report_pdf.manuscript.markdown_pieces import as_block, note, numbered, quote, tiled
from report_pdf.manuscript.markdown_said import (
    attributes_left_out,
    comment_left_out,
    literal_signs,
    note_twice,
    open_box,
    rule_left_out,
    table_in_note,
    unknown_notes,
    unread_head,
)
from report_pdf.manuscript.markdown_tables import read_table
from report_pdf.manuscript.pieces import Piece, blocks_of
from report_pdf.model.manuscript import Block, Box, BoxKind, Figure, Paragraph, Span, SpanKind, Table

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
_FENCE = re.compile(r"[\s>]*:{3,}\s*$")


def read_markdown(text: str, /, *, file: str) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """The blocks and what was found; the blocks' sources joined are ``text``."""
    lines = _LINES.findall(text)
    parser = _parser()
    env: dict[str, Any] = {}
    tokens = parser.parse(text, env)
    reader = _Reader(lines=tuple(lines), file=file, parser=parser, env=env)
    pieces = tiled(list(reader.pieces(tokens)), lines)
    blocks, shown = blocks_of(pieces, file=file)
    said = [*reader.findings, *shown, *unknown_notes(blocks), *literal_signs(blocks, lines, file=file)]
    if not any(token.type == "front_matter" for token in tokens):
        said += unread_head(lines, file=file)
    return blocks, tuple(said)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark")
    parser.inline = _chinese(parser)
    parser.enable(["table", "strikethrough"]).disable(["html_block", "html_inline"])
    parser.use(footnote_plugin).use(front_matter_plugin).use(
        container_plugin, name="box", validate=lambda info, _marker: _box_kind(info) is not None
    )
    parser.use(comments_plugin)
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
    in_note: bool = False


class _Reader:
    """Walks the tokens; each piece knows its line, sources come afterwards."""

    def __init__(self, *, lines: tuple[str, ...], file: str, parser: MarkdownIt, env: dict[str, Any]) -> None:
        self.lines = lines
        self.file = file
        self.parser = parser
        self.env = env
        self.findings: list[Finding] = []
        self.notes: set[str] = set()

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
                yield from self.pieces(inside, at if at.in_note else replace(at, wrap=quote))
            case "footnote_reference_open":
                yield from self._note(first, inside, at)
            case _:
                ready = list(self._apart(first, inside))
                if at.in_note and any(isinstance(one.block, Table | Box) for one in ready):
                    self.findings.append(table_in_note(ready[0].place))
                yield from ready

    def _note(self, first: Token, inside: Sequence[Token], at: _At) -> Iterator[Piece]:
        key = str(first.meta["label"])
        pieces = list(self.pieces(inside, replace(at, wrap=note(key), in_note=True)))
        if key in self.notes and pieces:
            self.findings.append(note_twice(key, pieces[0].place))
        self.notes.add(key)
        yield from pieces

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
                table, findings = read_table(inside, self.lines, line, file=self.file)
                self.findings += findings
                yield self._ready(table)
            case "container_box_open":
                yield self._ready(self._box(first, inside, line))
            case "fence" | "code_block":
                yield from self._code(first)
            case "hr":
                self.findings.append(rule_left_out(self._place(line)))
            case "comment":
                self.findings.append(comment_left_out(self._place(line)))
            case _:
                assert not first.content, first.type

    def _front_matter(self, token: Token) -> Iterator[Piece]:
        start, end = token.map or (0, 0)
        head = read_front_matter(list(self.lines[start:end]), file=self.file, inline=self._marked)
        self.findings += head.findings
        yield from (self._ready(block) for _, block in head.blocks)

    def _marked(self, text: str) -> tuple[str, tuple[Span, ...]]:
        """A text that stands outside of the body, with its marks and calls read."""
        (inline,) = self.parser.parseInline(text, self.env)
        told = inline_text(inline.children or [], split=False)
        return (told[0].text, told[0].spans) if told else ("", ())

    def _paragraph(self, inline: Token, at: _At) -> Iterator[Piece]:
        for piece in self._texts(inline, split=True):
            if piece.block is not None:
                yield piece
            elif at.wrap is not None:
                yield at.wrap(numbered(piece, at.number))
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
        yield from self._inner_notes(inline.children or [], start)

    def _inner_notes(self, children: Sequence[Token], line: int) -> Iterator[Piece]:
        """Notes written where they are called (``^[…]``), behind their paragraph; comments are said."""
        for token in children:
            if token.type == "comment":
                self.findings.append(comment_left_out(self._place(line, "<!--")))
                line += int(token.meta["lines"])
            elif token.type in {"softbreak", "hardbreak"}:
                line += 1
            elif token.type == "footnote_ref" and "label" not in token.meta:
                own = self.env["footnotes"]["list"][token.meta["id"]]
                for text in inline_text(own["tokens"], split=False):
                    yield note(note_key(token))(self._text(text, line))

    def _text(self, text: InlineText, line: int) -> Piece:
        return Piece(text=text.text, spans=text.spans, place=self._place(line, text.text), source="")

    def _picture(self, picture: Picture, line: int) -> Piece:
        """One text is its caption; with two, the first says what is seen."""
        caption, spans = self._marked(picture.title) if picture.title else (picture.alt, picture.spans)
        place = self._place(line, caption)
        if picture.attributes:
            self.findings.append(
                attributes_left_out(picture.attributes, self._place(line, picture.attributes))
            )
        alt = picture.alt if picture.title else ""
        made = Figure(text=caption, spans=spans, alt=alt, picture=picture.file, place=place, source="")
        return self._ready(made)

    def _list(self, tokens: Sequence[Token], at: _At) -> Iterator[Piece]:
        index = 0
        while index < len(tokens):
            end = _closing(tokens, index)
            item = tokens[index]
            level, number = at.bullet + 1, f"{item.info}{item.markup}" if item.info else ""
            inside = list(self.pieces(tokens[index + 1 : end], replace(at, bullet=level, number=number)))
            yield from inside[:1]
            # A further paragraph of the item has no mark of its own, and is no heading however short.
            yield from (
                self._plain(p) if p.block is None and p.bullet in (0, level) else p for p in inside[1:]
            )
            index = end + 1

    def _plain(self, piece: Piece) -> Piece:
        block = Paragraph(text=piece.text, spans=piece.spans, place=piece.place, source=piece.source)
        return replace(piece, block=block, bullet=0, number="")

    def _box(self, token: Token, tokens: Sequence[Token], line: int) -> Box:
        kind = _box_kind(token.info)
        assert kind is not None
        words = token.info.split(maxsplit=1)
        title = words[1].strip() if len(words) > 1 else ""
        until = token.map[1] if token.map else line + 1
        if until >= len(self.lines) or not _FENCE.match(self.lines[until]):
            self.findings.append(open_box(token.info.strip(), self._place(line)))
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
