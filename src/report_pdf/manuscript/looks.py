"""What a Word file shows by its type alone: a centred title, lines that stand out as headings, captions under pictures.

Desks write headings by making a line bold, larger or 黑体 far more often than by a style.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from report_pdf.manuscript import signs
from report_pdf.manuscript.pieces import Look, Piece
from report_pdf.model.manuscript import Block, Caption, Figure, Kicker, Span, SpanKind, Title

__all__ = ["by_look"]

T = TypeVar("T")

_BLACK = re.compile(r"黑|Hei|[大小]标宋|Gothic", re.IGNORECASE)
"""Faces of headings; a text set in one of them has no headings by face."""
_LARGER = 2
"""Half-points by which a heading is larger at least."""
_FRONT = 4
_KICKER = 30
_TITLE = 60
_CAPTION = 60
_SHOWS = re.compile(r"(?:图为|图片说明|[（(](?:图片|照片|摄影|资料图))")


def by_look(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with what their look says of them."""
    usual = _usual(pieces)
    marked = [replace(piece, strong=_stands_out(piece, usual)) for piece in pieces]
    if usual.bold:
        marked = [replace(piece, spans=_without(piece, SpanKind.STRONG)) for piece in marked]
    return _captions(_title(marked, usual), usual)


def _usual(pieces: Sequence[Piece]) -> Look:
    """How most characters are set."""
    sizes: Counter[int] = Counter()
    faces: Counter[str] = Counter()
    bold: Counter[bool] = Counter()
    for piece in pieces:
        if piece.look is not None and not piece.level:
            sizes[piece.look.size] += len(piece.text)
            faces[piece.look.face] += len(piece.text)
            bold[piece.look.bold] += len(piece.text)
    return Look(size=_most(sizes, 0), face=_most(faces, ""), bold=_most(bold, default=False))


def _most(counted: Counter[T], default: T) -> T:
    return counted.most_common(1)[0][0] if counted else default


def _stands_out(piece: Piece, usual: Look) -> bool:
    look = piece.look
    if look is None or piece.block is not None or piece.bullet:
        return False
    larger = bool(usual.size) and look.size >= usual.size + _LARGER
    blacker = bool(_BLACK.search(look.face)) and not _BLACK.search(usual.face)
    return (look.bold and not usual.bold) or larger or blacker


def _without(piece: Piece, kind: SpanKind) -> tuple[Span, ...]:
    return tuple(span for span in piece.spans if span.kind is not kind)


def _title(pieces: list[Piece], usual: Look) -> list[Piece]:
    """The title may stand below a line over it, and on two lines."""
    running = [at for at, piece in enumerate(pieces) if not isinstance(piece.block, Figure)][:_FRONT]
    first = _title_at([pieces[at] for at in running], usual)
    if first is None:
        return pieces
    made = list(pieces)
    for at in running[:first]:
        made[at] = _as(made[at], Kicker)
    at = running[first]
    title = _as(pieces[at], Title)
    until = at + 1
    while until < len(pieces) and not pieces[until - 1].blanks and _goes_on(pieces[at], pieces[until], usual):
        title = _longer(title, pieces[until])
        until += 1
    return [*made[:at], title, *pieces[until:]]


def _title_at(front: Sequence[Piece], usual: Look) -> int | None:
    """Which of the first lines is the title; None: the first, by its place."""
    styled = next((n for n, piece in enumerate(front) if isinstance(piece.block, Title)), None)
    if styled is None:
        sizes = [piece.look.size if piece.look and piece.look.centred else 0 for piece in front]
        largest = max(sizes, default=0)
        styled = sizes.index(largest) if largest >= usual.size + _LARGER and usual.size else None
    if styled is None or any(not _may_stand_over(piece) for piece in front[:styled]):
        return None
    return styled if front[styled].text.strip() or front[styled].block is not None else None


def _may_stand_over(piece: Piece) -> bool:
    raw = piece.text.strip()
    return piece.block is None and len(raw) <= _KICKER and not signs.is_closed(raw) and not signs.stops(raw)


def _goes_on(title: Piece, line: Piece, usual: Look) -> bool:
    """Whether ``line`` is the title's next one: set in every way as it is."""
    if title.look is None or line.look != title.look or not title.look.centred:
        return False
    stands_out = title.look.size >= usual.size + _LARGER or (title.look.bold and not usual.bold)
    words = line.block.text if line.block is not None else line.text.strip()
    kind = line.block is None or isinstance(line.block, Title)
    fits = len(words) + len(title.text) <= _TITLE
    return (
        stands_out
        and kind
        and fits
        and not signs.dek_start(words)
        and not signs.is_byline(words)
        and bool(words)
        and words[0] not in "（("
    )


def _longer(title: Piece, line: Piece) -> Piece:
    """Both lines, with the blank between them at which a headline may break."""
    block = title.block
    assert block is not None
    own = line.block if line.block is not None else line
    words = own.text.strip()
    lead = len(block.text) + 1 - (len(own.text) - len(own.text.lstrip()))
    spans = tuple(replace(one, start=one.start + lead, end=one.end + lead) for one in own.spans)
    source = title.source + line.source
    whole = replace(block, text=f"{block.text} {words}", spans=(*block.spans, *spans), source=source)
    return replace(title, block=whole, source=source, blanks=line.blanks)


def _as(piece: Piece, kind: type[Block]) -> Piece:
    """The line as a block of that kind."""
    if piece.block is not None:
        return piece
    lead = len(piece.text) - len(piece.text.lstrip())
    spans = tuple(
        replace(one, start=max(0, one.start - lead), end=max(0, one.end - lead)) for one in piece.spans
    )
    block = kind(text=piece.text.strip(), spans=spans, place=piece.place, source=piece.source)
    return replace(piece, block=block)


def _captions(pieces: list[Piece], usual: Look) -> list[Piece]:
    """A short centred line right under a picture, or one that says it shows it."""
    made = list(pieces)
    for at in range(1, len(pieces)):
        under = isinstance(pieces[at - 1].block, Figure)
        if under and _is_caption(pieces[at], usual):
            made[at] = _as(pieces[at], Caption)
    return made


def _is_caption(piece: Piece, usual: Look) -> bool:
    raw = piece.text.strip()
    if piece.block is not None or piece.look is None or piece.level or not 0 < len(raw) <= _CAPTION:
        return False
    if signs.mark_of(raw).kind is Caption:
        return False  # recognised by its own sign, which is taken off
    return bool(_SHOWS.match(raw)) or (
        piece.look.centred and not (usual.size and piece.look.size > usual.size) and not piece.strong
    )
