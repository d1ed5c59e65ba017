"""Every line with text gets its mark: first by its own signs, then by where it stands.

Each step takes the lines and their marks and gives better marks; no step looks at what a later one decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from report_pdf.manuscript import signs
from report_pdf.manuscript.lines import Line
from report_pdf.manuscript.signs import Mark
from report_pdf.model.manuscript import (
    Block,
    Bullet,
    Byline,
    Caption,
    Dek,
    Heading,
    Lede,
    Paragraph,
    Part,
    Title,
)

__all__ = ["recognise", "slots_after"]

Marks = tuple[Mark, ...]
_NONE: Mapping[int, Mark] = MappingProxyType({})
_LEDES = 3
"""No more paragraphs than this stand between dek and byline; a byline further down is the text's end."""


def recognise(
    lines: Sequence[Line],
    *,
    preset: Mapping[int, Mark] = _NONE,
    by_look: bool = True,
    strong: frozenset[int] = frozenset(),
) -> Marks:
    """One mark a line.

    Args:
        lines: Every line with text.
        preset: Lines whose mark is known; nothing changes it.
        by_look: Whether headings and parts are found by their numbers and their look.
        strong: Lines that stand out by their type: bold, larger, in another face.
    """
    marks = _with(tuple(signs.mark_of(line.raw) for line in lines), preset)
    if not by_look:
        marks = _with(_without_headings(lines, marks), preset)
    for step in _BY_LOOK if by_look else _BY_FILE:
        marks = _with(step(lines, marks), preset)
        if step is _headings and strong:
            marks = _with(_strong(lines, marks, strong), preset)
    return marks


def _without_headings(lines: Sequence[Line], marks: Marks) -> Marks:
    return tuple(
        _whole(line, Paragraph) if mark.kind is Heading else mark
        for line, mark in zip(lines, marks, strict=True)
    )


def slots_after(lines: Sequence[Line], marks: Marks) -> frozenset[int]:
    """After which lines a photograph stood: more blank lines than the manuscript otherwise uses."""
    slots = _long_runs(lines)
    before_headings = {i - 1 for i, mark in enumerate(marks) if i and mark.kind in (Part, Heading)}
    # Two blank lines before every heading are the writer's habit, not pictures.
    if len(before_headings) >= 2 and before_headings <= slots:
        return slots - before_headings
    return slots


def _long_runs(lines: Sequence[Line]) -> frozenset[int]:
    runs = [len(line.blanks) for line in lines[:-1]]
    if not runs:
        return frozenset()
    counted = Counter(runs)
    habit = min(counted, key=lambda run: (-counted[run], run))
    return frozenset(i for i, run in enumerate(runs) if run >= max(2, habit + 1))


def _with(marks: Marks, changes: Mapping[int, Mark]) -> Marks:
    return tuple(changes.get(i, mark) for i, mark in enumerate(marks))


def _whole(line: Line, kind: type[Block], *, start: int = 0) -> Mark:
    return Mark(kind=kind, start=start, end=len(line.raw))


def _front(lines: Sequence[Line], marks: Marks) -> Marks:
    """Title, dek, lede, byline."""
    changes = {0: _whole(lines[0], Title)}
    at = 1
    while at < len(lines) and (start := signs.dek_start(lines[at].raw)):
        changes[at] = _whole(lines[at], Dek, start=start)
        at += 1
    byline = _front_byline(lines, marks, at)
    for i in range(at, byline):
        is_dek = i == at == 1 and signs.has_headline_shape(lines[i].raw)
        changes[i] = _whole(lines[i], Dek if is_dek else Lede, start=signs.lede_start(lines[i].raw) or 0)
    while byline < len(lines) and signs.is_byline(lines[byline].raw):
        changes[byline] = _whole(lines[byline], Byline)
        byline += 1
    for i in range(max(at, byline), min(len(lines), max(at, byline) + _LEDES)):
        if (start_of_lede := signs.lede_start(lines[i].raw)) is not None:
            changes[i] = _whole(lines[i], Lede, start=start_of_lede)
    return _with(marks, changes)


def _front_byline(lines: Sequence[Line], marks: Marks, at: int) -> int:
    """Where the byline stands, or ``at`` if there is none before the body."""
    for i in range(at, min(len(lines), at + _LEDES + 1)):
        if marks[i].kind is not Caption and signs.is_byline(lines[i].raw):
            return i
        second_title_line = i == at == 1
        is_text = marks[i].kind is Paragraph and not signs.has_headline_shape(lines[i].raw)
        if not (is_text or second_title_line):
            break
    return at


def _ending(lines: Sequence[Line], marks: Marks) -> Marks:
    """A byline may also close the text; captions can follow it."""
    changes: dict[int, Mark] = {}
    for i in range(len(lines) - 1, 0, -1):
        if marks[i].kind is not Caption and not signs.is_byline(lines[i].raw):
            break
        if marks[i].kind in (Paragraph, Bullet):
            changes[i] = _whole(lines[i], Byline)
    return _with(marks, changes)


def _lists(lines: Sequence[Line], marks: Marks) -> Marks:
    """Numbered lines in a row, or with nothing after them, are a list and no headings: the number stays text."""
    changes = {
        i: _whole(lines[i], Paragraph)
        for i, mark in enumerate(marks)
        if mark.kind is Heading
        and (i + 1 == len(marks) or _same_form(marks, i, i + 1) or _same_form(marks, i, i - 1))
    }
    return _with(marks, changes)


def _same_form(marks: Marks, one: int, other: int) -> bool:
    return marks[other].kind is Heading and marks[one].form == marks[other].form


def _lost_arrows(lines: Sequence[Line], marks: Marks) -> Marks:
    """A dated sentence that stands alone among pictures and captions; never a paragraph that text follows."""
    slots = _long_runs(lines)
    for i, line in enumerate(lines):
        if (
            marks[i].kind is Paragraph
            and signs.caption_by_shape(line.raw)
            and _stands_alone(lines, marks, slots, i)
        ):
            marks = _with(marks, {i: Mark(kind=Caption, start=0, end=len(line.raw), lost_arrow=True)})
    return marks


def _stands_alone(lines: Sequence[Line], marks: Marks, slots: frozenset[int], at: int) -> bool:
    above, below = at - 1 in slots, at in slots
    after_caption = marks[at - 1].kind is Caption
    last = at + 1 == len(lines)
    before_caption = not last and marks[at + 1].kind is Caption
    before_headline = last or marks[at + 1].kind is Heading or signs.has_headline_shape(lines[at + 1].raw)
    closed_above = above or after_caption
    closed_below = below or before_caption or before_headline
    return closed_above and closed_below


def _parts(lines: Sequence[Line], marks: Marks) -> Marks:
    """Short lines that group headings: a heading follows at once, or they look like such a part and group some."""
    short = [i for i, mark in enumerate(marks) if mark.kind is Paragraph and signs.is_short(lines[i].raw)]
    direct = {i for i in short if _heading_follows(lines, marks, i)}
    models = {lines[i].raw for i in direct}
    named = {
        i
        for i in short
        if (
            signs.names_a_part(lines[i].raw)
            or any(signs.has_part_shape(lines[i].raw, model) for model in models)
        )
        and _groups(lines, marks, i)
    }
    return _with(marks, {i: _whole(lines[i], Part) for i in direct | named})


def _heading_follows(lines: Sequence[Line], marks: Marks, at: int) -> bool:
    if at + 1 >= len(marks):
        return False
    return marks[at + 1].kind is Heading or _reads_as_heading(lines, marks, at + 1)


def _groups(lines: Sequence[Line], marks: Marks, at: int) -> bool:
    """Text or a heading follows, and a heading comes sooner or later."""
    later = range(at + 1, len(marks))
    return any(marks[i].kind is Heading or _reads_as_heading(lines, marks, i) for i in later)


def _headings(lines: Sequence[Line], marks: Marks) -> Marks:
    """Short lines without a mark at their end before text."""
    found = [i for i in range(1, len(lines)) if _reads_as_heading(lines, marks, i)]
    return _with(marks, {i: _whole(lines[i], Heading) for i in found})


def _strong(lines: Sequence[Line], marks: Marks, strong: frozenset[int]) -> Marks:
    """Short lines that stand out are headings wherever they stand, unless nothing follows."""
    changes: dict[int, Mark] = {}
    for i in sorted(strong):
        if i and i + 1 < len(lines) and marks[i].kind is Paragraph and signs.may_stand_out(lines[i].raw):
            own = signs.mark_of(lines[i].raw)
            changes[i] = own if own.kind is Heading else _whole(lines[i], Heading)
    return _with(marks, changes)


def _reads_as_heading(lines: Sequence[Line], marks: Marks, at: int) -> bool:
    if marks[at].kind is not Paragraph or not signs.has_headline_shape(lines[at].raw) or at + 1 >= len(lines):
        return False
    follower = lines[at + 1].raw
    is_text = marks[at + 1].kind is Bullet or (
        marks[at + 1].kind is Paragraph and not signs.has_headline_shape(follower)
    )
    runs_on = (
        not lines[at - 1].blanks
        and marks[at - 1].kind is Paragraph
        and not signs.is_closed(lines[at - 1].raw)
    )
    return is_text and not runs_on


def _levels(lines: Sequence[Line], marks: Marks) -> Marks:
    """Levels by the forms of the numbers; an unnumbered heading stands below the numbered one it follows."""
    del lines
    used = {mark.form for mark in marks if mark.kind is Heading and mark.number}
    ranks = {form: rank for rank, form in enumerate((f for f in signs.HEADING_FORMS if f in used), start=1)}
    changes: dict[int, Mark] = {}
    above = 0
    for i, mark in enumerate(marks):
        if mark.kind is Part:
            above = 0
        elif mark.kind is Heading:
            level = ranks[mark.form] if mark.number else above + 1
            above = level if mark.number else above
            changes[i] = replace(mark, level=level)
    return _with(marks, changes)


_BY_FILE = (_front, _ending, _lost_arrows)
_BY_LOOK = (_front, _ending, _lists, _lost_arrows, _parts, _headings, _levels)
