"""A paragraph of a Word file as it was read, before anyone says what it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from report_pdf.manuscript.docx_drawing import Placed
from report_pdf.model.manuscript import Span, SpanKind

__all__ = ["RunText", "joined", "merged"]


@dataclass(slots=True)
class RunText:
    """A paragraph read.

    Attributes:
        inserted, deleted: Tracked changes.
        hidden: Characters left out.
        strong: How many characters are bold; ``sizes`` and ``faces``: how many are set in which.
        marked: How many are underlined or on a coloured ground, by the kind.
        unknown_symbols: Of picture faces, with no character for them.
        raised: Readings over characters (ruby) that stand in brackets behind them.
        reshaped: Equations that stand on one line now.
    """

    text: str = ""
    spans: list[Span] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    inserted: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    hidden: str = ""
    strong: int = 0
    sizes: Counter[int] = field(default_factory=Counter)
    faces: Counter[str] = field(default_factory=Counter)
    marked: Counter[str] = field(default_factory=Counter)
    unknown_symbols: Counter[str] = field(default_factory=Counter)
    raised: int = 0
    reshaped: int = 0


def joined(first: RunText, second: RunText) -> RunText:
    """Two paragraphs as one: the mark between them is deleted, or the first is the other's initial."""
    shift = len(first.text)
    moved = [replace(span, start=span.start + shift, end=span.end + shift) for span in second.spans]
    return RunText(
        text=first.text + second.text,
        spans=[*first.spans, *moved],
        placed=[*first.placed, *second.placed],
        inserted=[*first.inserted, *second.inserted],
        deleted=[*first.deleted, *second.deleted],
        hidden=first.hidden + second.hidden,
        strong=first.strong + second.strong,
        sizes=first.sizes + second.sizes,
        faces=first.faces + second.faces,
        marked=first.marked + second.marked,
        unknown_symbols=first.unknown_symbols + second.unknown_symbols,
        raised=first.raised + second.raised,
        reshaped=first.reshaped + second.reshaped,
    )


def merged(spans: list[Span]) -> list[Span]:
    """Spans of one kind that touch are one: Word cuts runs anywhere."""
    whole: list[Span] = []
    for kind in SpanKind:
        last: Span | None = None
        for span in sorted((one for one in spans if one.kind is kind), key=lambda one: one.start):
            if (
                last is not None
                and kind is not SpanKind.NOTE
                and span.start <= last.end
                and span.target == last.target
            ):
                last = Span(start=last.start, end=max(last.end, span.end), kind=kind, target=span.target)
                whole[-1] = last
            else:
                whole.append(span)
                last = span
    return sorted(whole, key=lambda one: (one.start, -one.end))
