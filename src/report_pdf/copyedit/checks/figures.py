"""Findings of the number ledger: one thing with two figures, and a panel's figure that the text does not say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report_pdf.copyedit.check import Remark, Sheet
from report_pdf.copyedit.ledger import LedgerEntry, agree, conflicts, entries
from report_pdf.findings import Message, Rule, Severity

__all__ = ["RULES", "figures"]

_CONFLICT = Rule(
    code="copyedit/figures-differ",
    severity=Severity.WARNING,
    rationale=Message(
        zh="同一件事在两处写了两个数，至少有一个不对。", en="One thing has two figures: one of them is wrong."
    ),
    source="the number ledger",
)
_UNFOUNDED = Rule(
    code="copyedit/key-figure-not-in-text",
    severity=Severity.WARNING,
    rationale=Message(
        zh="数字栏里的数，正文里要找得到。", en="A figure of a panel has to stand in the text."
    ),
    source="the number ledger",
)
RULES = (_CONFLICT, _UNFOUNDED)


def figures(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, Remark]]:
    """Both."""
    ledger = entries(sheets)
    differing = set()
    for one, other in conflicts(ledger):
        # a panel is drawn from the text: it is the panel's figure that is pointed to
        right, wrong = (other, one) if one.role == "panel" and other.role != "panel" else (one, other)
        differing.add(id(wrong))
        yield wrong.sheet, _remark(_CONFLICT, wrong, f"这里是“{wrong.written}”，{right.place} 是“{right.written}”（{_short(right)}）。",
            f"“{wrong.written}” here, “{right.written}” at {right.place}.")  # fmt: skip
    for entry in ledger:
        if entry.role == "panel" and id(entry) not in differing and not _is_founded(entry, ledger):
            yield (
                entry.sheet,
                _remark(
                    _UNFOUNDED,
                    entry,
                    f"正文里没有“{entry.written}”。",
                    f"the text does not say “{entry.written}”.",
                ),
            )


def _is_founded(entry: LedgerEntry, ledger: Sequence[LedgerEntry]) -> bool:
    return any(
        other.role != "panel"
        and other.sheet.article == entry.sheet.article
        and other.unit == entry.unit
        and other.value == entry.value
        and agree(entry, other)
        for other in ledger
    )


def _short(entry: LedgerEntry) -> str:
    return entry.sentence if len(entry.sentence) <= 24 else f"{entry.sentence[:24]}…"


def _remark(rule: Rule, entry: LedgerEntry, zh: str, en: str) -> Remark:
    return Remark(
        rule=rule,
        start=entry.start,
        end=entry.end,
        message=Message(zh=zh, en=en),
        hint=Message(zh="请核对原始材料。", en="Check the sources."),
    )
