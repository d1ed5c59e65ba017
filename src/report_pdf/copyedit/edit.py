"""Runs the checks over every block until nothing more is corrected, then collects what is only said.

Corrections are repeated to a fixed point, so editing an edited manuscript changes nothing. Every character of an
edited text remembers the source character it comes from: places are the source's, whatever was set before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from report_pdf.copyedit.check import Remark
from report_pdf.copyedit.checks import CORRECTIONS, OBSERVATIONS
from report_pdf.copyedit.columns import source_columns
from report_pdf.copyedit.passage import Passage, shields
from report_pdf.findings import Correction, Finding, Place, Severity
from report_pdf.model.manuscript import Block, Bullet, Caption, Lede, Manuscript, Paragraph
from report_pdf.model.plan import LintPlan

__all__ = ["copyedit"]

_ROUNDS = 12
"""Far above what is needed (two or three); each correction lessens what can be corrected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A block's text being edited; ``columns`` has the source column of each of its characters."""

    text: str
    columns: tuple[int, ...]
    findings: tuple[Finding, ...] = ()


def copyedit(manuscript: Manuscript, lint: LintPlan) -> Manuscript:
    """Correct what is safe and report the rest.

    Args:
        manuscript: Its blocks keep their number, kind, place and source.
        lint: The desk's words and names (left alone) and the codes it does not want.

    Returns:
        The manuscript with corrected texts and the findings of both stages, each once, in the source's order.
    """
    drafts = [_edit(block, following, lint) for block, following in _with_following(manuscript.blocks)]
    blocks = tuple(
        replace(block, text=draft.text) for block, draft in zip(manuscript.blocks, drafts, strict=True)
    )
    kept = (finding for finding in manuscript.findings if _is_wanted(finding, lint))
    new = (finding for draft in drafts for finding in draft.findings)
    return replace(manuscript, blocks=blocks, findings=_in_order([*kept, *new]))


def _with_following(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, str]]:
    for i, block in enumerate(blocks):
        yield block, next((later.text for later in blocks[i + 1 :] if later.text), "")


def _is_wanted(finding: Finding, lint: LintPlan) -> bool:
    return finding.code not in lint.disable or finding.severity is Severity.ERROR


def _in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """Each once: a manuscript edited before brings the findings of that time."""
    once = {(finding.code, finding.place, finding.correction): finding for finding in findings}
    return tuple(sorted(once.values(), key=_reading_order))


def _reading_order(finding: Finding) -> tuple[int, int]:
    place = finding.place
    return (place.line or 0, place.column or 0) if place is not None else (0, 0)


def _edit(block: Block, following: str, lint: LintPlan) -> _Draft:
    draft = _Draft(text=block.text, columns=source_columns(block))
    if not block.text:
        return draft
    draft = _corrected(draft, block, lint)
    passage = _passage(draft.text, block, lint, following=following)
    remarks = [remark for check in OBSERVATIONS for remark in check(passage)]
    said = (_finding(remark, draft, block) for remark in remarks if remark.rule.code not in lint.disable)
    return replace(draft, findings=(*draft.findings, *said))


def _corrected(draft: _Draft, block: Block, lint: LintPlan) -> _Draft:
    passage = _passage(draft.text, block, lint)
    for _ in range(_ROUNDS):
        before = draft.text
        for check in CORRECTIONS:
            if passage.text != draft.text:
                passage = _passage(draft.text, block, lint)
            remarks = check(passage)
            wanted = [remark for remark in remarks if remark.rule.code not in lint.disable]
            draft = _apply(draft, wanted, block)
        if draft.text == before:
            break
    return draft


def _passage(text: str, block: Block, lint: LintPlan, *, following: str = "") -> Passage:
    return Passage(
        text=text,
        running=isinstance(block, (Lede, Paragraph, Bullet, Caption)),
        shielded=shields(text, (*lint.words, *lint.names)),
        following=following,
    )


def _apply(draft: _Draft, remarks: list[Remark], block: Block) -> _Draft:
    """From left to right; of two that overlap the second waits for the next round."""
    pieces: list[str] = []
    columns: list[int] = []
    findings = list(draft.findings)
    done = 0
    for remark in sorted(remarks, key=lambda remark: remark.start):
        if remark.start < done or remark.after is None:
            continue
        pieces += draft.text[done : remark.start], remark.after
        columns += draft.columns[done : remark.start]
        columns += [draft.columns[_point(remark)]] * len(remark.after)
        findings.append(_finding(remark, draft, block))
        done = remark.end
    pieces.append(draft.text[done:])
    columns += draft.columns[done:]
    return _Draft(text="".join(pieces), columns=tuple(columns), findings=tuple(findings))


def _point(remark: Remark) -> int:
    return remark.start if remark.at is None else remark.at


def _finding(remark: Remark, draft: _Draft, block: Block) -> Finding:
    place = Place(file=block.place.file, line=block.place.line, column=draft.columns[_point(remark)])
    correction = None
    if remark.after is not None:
        correction = Correction(before=draft.text[remark.start : remark.end], after=remark.after)
    return remark.rule.at(place, remark.message, hint=remark.hint, correction=correction)
