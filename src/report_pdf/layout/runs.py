"""A block's text with its spans as nested runs, as a template writes them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from report_pdf.layout.copyfit import text_lines
from report_pdf.layout.languages import english_parts
from report_pdf.layout.measures import LayoutFolder
from report_pdf.layout.table_views import RunView
from report_pdf.model.manuscript import Block, Note, Span, SpanKind, all_blocks

__all__ = ["NoteShelf", "line_runs", "note_calls", "note_lines", "runs_of"]

_NOTE_PT, _NOTE_LINE_PT = 8.0, 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteShelf:
    """The article's notes by key. ``addresses``: whether a link's address is printed as a note (paper has no links)."""

    notes: Mapping[str, tuple[Note, ...]]
    addresses: bool = False

    @classmethod
    def of(cls, blocks: Sequence[Block], *, addresses: bool = False) -> NoteShelf:
        """All notes of an article."""
        notes: dict[str, list[Note]] = defaultdict(list)
        for block in all_blocks(blocks):
            if isinstance(block, Note):
                notes[block.key].append(block)
        return cls(notes={key: tuple(found) for key, found in notes.items()}, addresses=addresses)

    def called(self, blocks: Sequence[Block]) -> frozenset[str]:
        """Keys that a text of ``blocks`` calls: the other notes stand in the text."""
        return frozenset(
            span.target for block in all_blocks(blocks) for span in block.spans if span.kind is SpanKind.NOTE
        )


def runs_of(block: Block, shelf: NoteShelf, *, start: int = 0, end: int | None = None) -> tuple[RunView, ...]:
    """``block.text[start:end]``. Of two spans that overlap the later ends where the earlier does."""
    until = len(block.text) if end is None else end
    spans = sorted(block.spans, key=lambda span: (span.start, -span.end))
    return _runs(block.text, [s for s in spans if start <= s.start and s.end <= until], start, until, shelf)


def note_calls(block: Block, shelf: NoteShelf) -> tuple[RunView, ...]:
    """The calls alone, for words that are set in a way of their own."""
    return tuple(
        run for span in block.spans if span.kind is SpanKind.NOTE for run in _run(block.text, span, (), shelf)
    )


def note_lines(blocks: Sequence[Block], folder: LayoutFolder, shelf: NoteShelf) -> float:
    """Lines of the grid that the notes which these blocks call take at the foot of a column, with the rule above."""
    measure = folder.pt("column-width") / _NOTE_PT
    height = 0.0
    for block in all_blocks(blocks):
        for span in block.spans:
            paragraphs = (
                [note.text for note in shelf.notes.get(span.target, ())] if span.kind is SpanKind.NOTE else []
            )
            if span.kind is SpanKind.LINK and shelf.addresses:
                paragraphs = [_readable(span.target)]
            height += sum(text_lines(words, measure_em=measure, indent_em=1.5) for words in paragraphs)
    return height * _NOTE_LINE_PT / folder.pt("grid") + (0.5 if height else 0.0)


def line_runs(
    block: Block, lines: Sequence[str], shelf: NoteShelf, *, lead: str = ""
) -> tuple[tuple[RunView, ...], ...]:
    """The lines a heading is broken into, each as runs: a note is called on the line of the word before it.

    ``lead``: the heading's number, which is not in its text, and stands before the first line.
    """
    made: list[tuple[RunView, ...]] = []
    at = 0
    for number, line in enumerate(lines):
        start = max(at, block.text.find(line, at))
        end = start + len(line) if number < len(lines) - 1 else len(block.text)
        own = tuple(
            span
            for span in block.spans
            if span.kind is not SpanKind.STRONG
            and (span.kind is not SpanKind.NOTE or span.start > start or not number)
        )
        before = (RunView(kind="text", text=lead),) if lead and not number else ()
        made.append((*before, *runs_of(replace(block, spans=own), shelf, start=start, end=end)))
        at = end
    return tuple(made)


def _runs(text: str, spans: Sequence[Span], start: int, end: int, shelf: NoteShelf) -> tuple[RunView, ...]:
    runs: list[RunView] = []
    at, index = start, 0
    while index < len(spans):
        span = spans[index]
        index += 1
        if span.start < at:
            continue  # its beginning is another's end: that part is set already
        if span.start > at:
            runs += _spoken(text[at : span.start])
        inside = []
        while index < len(spans) and spans[index].start < span.end:
            inside.append(spans[index])
            index += 1
        runs += _run(text, span, [one for one in inside if one.end <= span.end], shelf)
        at = span.end
    if at < end:
        runs += _spoken(text[at:end])
    return tuple(runs)


def _spoken(text: str) -> Iterator[RunView]:
    """Words as they are, English ones under their own language."""
    for part, is_english in english_parts(text):
        yield RunView(kind="english" if is_english else "text", text=part)


def _run(text: str, span: Span, inside: Sequence[Span], shelf: NoteShelf) -> list[RunView]:
    if span.kind is SpanKind.NOTE:
        paragraphs = tuple(
            RunView(kind="note-paragraph", runs=runs_of(note, shelf))
            for note in shelf.notes.get(span.target, ())
        )
        return [RunView(kind="note", runs=paragraphs)] if paragraphs else []
    # Paper has no links: their words are set as the words beside them.
    kind = "printed-link" if span.kind is SpanKind.LINK and shelf.addresses else span.kind.value
    run = RunView(
        kind=kind,
        target=span.target,
        runs=_runs(text, inside, span.start, span.end, shelf),
    )
    if (
        span.kind is SpanKind.LINK
        and shelf.addresses
        and _says_something_else(text[span.start : span.end], span)
    ):
        address = RunView(
            kind="note-paragraph", runs=(RunView(kind="address", runs=_pieces(_readable(span.target))),)
        )
        return [run, RunView(kind="note", runs=(address,))]
    return [run]


def _says_something_else(words: str, link: Span) -> bool:
    return not link.target.startswith("#") and _readable(link.target) != _readable(words.strip())


def _pieces(address: str) -> tuple[RunView, ...]:
    """An address parted where a line may end: behind a slash, before a sign that joins (Chicago 17, 7.46)."""
    parts = re.findall(r"[?&=.#_-]?[^/?&=.#_-]*/+|[?&=.#_-]?[^/?&=.#_-]+|.", address)
    return tuple(RunView(kind="text", text=part) for part in parts)


def _readable(address: str) -> str:
    """An address as it is typed."""
    return address.removeprefix("https://").removeprefix("http://").removeprefix("mailto:").rstrip("/")
