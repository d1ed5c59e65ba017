"""Pieces of a Markdown file: as quotations, notes, a box's blocks; each with the lines of the source that are its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from report_pdf.manuscript.pieces import Piece
from report_pdf.model.manuscript import Block, Bullet, Note, Paragraph, Quote, Span, SpanKind

__all__ = ["as_block", "note", "numbered", "quote", "tiled"]


def quote(piece: Piece) -> Piece:
    """As a quotation's paragraph."""
    return replace(
        piece, block=Quote(text=piece.text, spans=piece.spans, place=piece.place, source=piece.source)
    )


def note(key: str) -> Callable[[Piece], Piece]:
    """What makes a piece a paragraph of the note ``key``."""

    def wrap(piece: Piece) -> Piece:
        made = Note(text=piece.text, spans=piece.spans, place=piece.place, source=piece.source, key=key)
        return replace(piece, block=made)

    return wrap


def numbered(piece: Piece, number: str) -> Piece:
    """With its number among its words: a note and a quotation have no lists of their own."""
    if not number:
        return piece
    lead = f"{number} "
    spans = tuple(replace(one, start=one.start + len(lead), end=one.end + len(lead)) for one in piece.spans)
    return replace(piece, text=lead + piece.text, spans=spans)


def as_block(piece: Piece) -> Block:
    """Inside a box nothing is guessed: a heading of its own is a strong paragraph."""
    if piece.block is not None:
        return piece.block
    text, place, source = piece.text, piece.place, piece.source
    if piece.bullet:
        return Bullet(
            text=text, spans=piece.spans, place=place, source=source, level=piece.bullet, number=piece.number
        )
    strong = (Span(start=0, end=len(text), kind=SpanKind.STRONG),) if piece.level else ()
    return Paragraph(text=text, spans=(*strong, *piece.spans), place=place, source=source)


def tiled(pieces: list[Piece], lines: list[str], *, start: int = 0) -> list[Piece]:
    """Each piece with the lines from its own to the next one's; the first also has what stands before it."""
    ordered = sorted(pieces, key=lambda piece: piece.place.line or 1)
    starts = [(piece.place.line or 1) - 1 for piece in ordered]
    tiled = []
    for at, piece in enumerate(ordered):
        begin = start if at == 0 else starts[at]
        end = next((later for later in starts[at:] if later > starts[at]), len(lines))
        shared = at > 0 and starts[at] == starts[at - 1]
        source = "" if shared else "".join(lines[begin:end])
        block = replace(piece.block, source=source) if piece.block is not None else None
        tiled.append(replace(piece, source=source, block=block))
    return tiled
