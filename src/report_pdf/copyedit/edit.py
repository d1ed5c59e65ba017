"""Runs the checks over every block until nothing more is corrected, then collects what is only said.

Corrections are repeated to a fixed point, so editing an edited manuscript changes nothing. Every character of an
edited text remembers the source character it comes from: places are the source's, whatever was set before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from report_pdf.copyedit.check import Remark, Sheet
from report_pdf.copyedit.checks import CORRECTIONS, OBSERVATIONS, WIDE
from report_pdf.copyedit.passage import Passage, shields
from report_pdf.copyedit.positions import Position, source_positions
from report_pdf.copyedit.spans import Edit, moved
from report_pdf.copyedit.switches import Switches
from report_pdf.findings import Correction, Finding, Place
from report_pdf.model.manuscript import (
    Block,
    Bullet,
    Caption,
    Figure,
    Lede,
    Manuscript,
    Note,
    Paragraph,
    Quote,
    Span,
)
from report_pdf.model.plan import LintPlan

__all__ = ["copyedit", "copyedit_issue", "sheets_of"]

_ROUNDS = 12
"""Far above what is needed (two or three); each correction lessens what can be corrected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A block's text being edited; ``positions`` has the source position of each of its characters."""

    text: str
    positions: tuple[Position, ...]
    spans: tuple[Span, ...] = ()
    findings: tuple[Finding, ...] = ()


def copyedit(manuscript: Manuscript, lint: LintPlan) -> Manuscript:
    """Correct what is safe in one manuscript and report the rest; as an issue of this manuscript alone.

    Args:
        manuscript: Its blocks keep their number, kind, place and source.
        lint: What the desk tells the copy editor.

    Returns:
        The manuscript with corrected texts and the findings of both stages, each once, in the source's order.
    """
    (edited,) = copyedit_issue((manuscript,), lint)
    return edited


def copyedit_issue(manuscripts: Sequence[Manuscript], lint: LintPlan) -> tuple[Manuscript, ...]:
    """The same for all manuscripts of an issue, with what can only be seen across them."""
    switches = Switches.of(lint)
    edited = [_edit_all(manuscript.blocks, lint, switches) for manuscript in manuscripts]
    blocks = [tuple(block for block, _ in article) for article in edited]
    wide = _seen_across(blocks, lint, switches)
    done = []
    for at, manuscript in enumerate(manuscripts):
        kept = (finding for finding in manuscript.findings if switches.wants(finding))
        new = (finding for _, findings in edited[at] for finding in findings)
        done.append(replace(manuscript, blocks=blocks[at], findings=_in_order([*kept, *new, *wide[at]])))
    return tuple(done)


def sheets_of(articles: Sequence[Sequence[Block]], lint: LintPlan) -> tuple[Sheet, ...]:
    """Every block of the articles that has text, with those it is made of, in reading order."""
    return tuple(sheet for at, blocks in enumerate(articles) for sheet in _sheets(blocks, lint, at, None))


def _sheets(blocks: Sequence[Block], lint: LintPlan, article: int, inside: Block | None) -> Iterator[Sheet]:
    for block in blocks:
        if block.text:
            yield Sheet(
                article=article, block=block, passage=_passage(block.text, block, lint), inside=inside
            )
        yield from _sheets(block.inner, lint, article, block)


def _seen_across(
    articles: Sequence[Sequence[Block]], lint: LintPlan, switches: Switches
) -> list[list[Finding]]:
    """What the wide checks say, by article."""
    found: list[list[Finding]] = [[] for _ in articles]
    sheets = sheets_of(articles, lint)
    positions: dict[int, tuple[Position, ...]] = {}
    for check in WIDE:
        for sheet, remark in check(sheets):
            block = sheet.block
            where = positions.setdefault(id(block), source_positions(block))
            draft = _Draft(text=block.text, positions=where)
            finding = _finding(remark, draft, block)
            if not switches.off(remark.rule.code, finding.place, block.text, (remark.start, remark.end)):
                found[sheet.article].append(finding)
    return found


def _edit_all(
    blocks: tuple[Block, ...], lint: LintPlan, switches: Switches
) -> list[tuple[Block, tuple[Finding, ...]]]:
    """Each block, with those it is made of, and what was found in it."""
    edited = []
    for block, following in _with_following(blocks):
        draft = _edit(block, following, lint, switches)
        inner = _edit_all(block.inner, lint, switches)
        new = replace(block, text=draft.text, spans=draft.spans).with_inner([each for each, _ in inner])
        edited.append((new, (*draft.findings, *(found for _, findings in inner for found in findings))))
    return edited


def _with_following(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, str]]:
    for i, block in enumerate(blocks):
        yield block, next((later.text for later in blocks[i + 1 :] if later.text), "")


def _in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """Each once: a manuscript edited before brings the findings of that time."""
    once = {(finding.code, finding.place, finding.correction): finding for finding in findings}
    return tuple(sorted(once.values(), key=_reading_order))


def _reading_order(finding: Finding) -> tuple[int, int]:
    place = finding.place
    return (place.line or 0, place.column or 0) if place is not None else (0, 0)


def _edit(block: Block, following: str, lint: LintPlan, switches: Switches) -> _Draft:
    draft = _Draft(text=block.text, positions=source_positions(block), spans=block.spans)
    if not block.text:
        return draft
    draft = _corrected(draft, block, lint, switches)
    passage = _passage(draft.text, block, lint, following=following)
    remarks = [remark for check in OBSERVATIONS for remark in check(passage)]
    said = (_finding(remark, draft, block) for remark in remarks if _wanted(remark, draft, block, switches))
    return replace(draft, findings=(*draft.findings, *said))


def _corrected(draft: _Draft, block: Block, lint: LintPlan, switches: Switches) -> _Draft:
    passage = _passage(draft.text, block, lint)
    for _ in range(_ROUNDS):
        before = draft.text
        for check in CORRECTIONS:
            if passage.text != draft.text:
                passage = _passage(draft.text, block, lint)
            remarks = check(passage)
            wanted = [remark for remark in remarks if _wanted(remark, draft, block, switches)]
            draft = _apply(draft, wanted, block)
        if draft.text == before:
            break
    return draft


def _wanted(remark: Remark, draft: _Draft, block: Block, switches: Switches) -> bool:
    place = _place(remark, draft, block)
    return not switches.off(remark.rule.code, place, draft.text, (remark.start, remark.end))


def _passage(text: str, block: Block, lint: LintPlan, *, following: str = "") -> Passage:
    return Passage(
        text=text,
        running=isinstance(block, (Lede, Paragraph, Bullet, Caption, Quote, Note, Figure)),
        shielded=shields(text, (*lint.words, *lint.names)),
        following=following,
        kind=type(block),
        house_words=lint.house_words,
        people=lint.people,
    )


def _apply(draft: _Draft, remarks: list[Remark], block: Block) -> _Draft:
    """From left to right; of two that overlap the second waits for the next round."""
    pieces: list[str] = []
    positions: list[Position] = []
    edits: list[Edit] = []
    findings = list(draft.findings)
    done = 0
    for remark in sorted(remarks, key=lambda remark: remark.start):
        if remark.start < done or remark.after is None:
            continue
        pieces += draft.text[done : remark.start], remark.after
        positions += draft.positions[done : remark.start]
        positions += [draft.positions[_point(remark)]] * len(remark.after)
        edits.append(Edit(start=remark.start, end=remark.end, length=len(remark.after)))
        findings.append(_finding(remark, draft, block))
        done = remark.end
    pieces.append(draft.text[done:])
    positions += draft.positions[done:]
    return _Draft(
        text="".join(pieces),
        positions=tuple(positions),
        spans=moved(draft.spans, edits),
        findings=tuple(findings),
    )


def _point(remark: Remark) -> int:
    return remark.start if remark.at is None else remark.at


def _place(remark: Remark, draft: _Draft, block: Block) -> Place:
    line, column = draft.positions[_point(remark)]
    return Place(file=block.place.file, line=line, column=column)


def _finding(remark: Remark, draft: _Draft, block: Block) -> Finding:
    place = _place(remark, draft, block)
    correction = None
    if remark.after is not None:
        correction = Correction(before=draft.text[remark.start : remark.end], after=remark.after)
    return remark.rule.at(place, remark.message, hint=remark.hint, correction=correction)
