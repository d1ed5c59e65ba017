"""Runs the checks, each for itself, in a child with limits: what they read may be foreign, and made to do harm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report_pdf import child
from report_pdf.child import ChildCrashed, ChildLimits, ChildTimedOut
from report_pdf.findings import Finding, Message, Rule, Severity
from report_pdf.pdf import PressStandard
from report_pdf.preflight.check import CHECKS, Subject
from report_pdf.preflight.checks import load_checks

__all__ = ["CHECK_FAILED", "applied", "every_rule", "judge", "judge_in_child", "limits_of"]

load_checks()

CHECK_FAILED = Rule(
    code="preflight/check-failed",
    severity=Severity.ERROR,
    rationale=Message(
        zh="有一项检查没有做完：没有查过的，不能说没有问题。",
        en="A check did not come to its end: what was not looked at cannot be called sound.",
    ),
)
_HINT = Message(
    zh="文件可能损坏或过大：在原程序中重新导出，再查一次。",
    en="The file may be damaged or too heavy: export it again, and check that.",
)
_PAGE_BYTES = 200_000


def limits_of(data: bytes) -> ChildLimits:
    """What the checks of a build's own file may cost: it grows with the file."""
    seconds = 120 + len(data) // _PAGE_BYTES
    return ChildLimits(wall_seconds=seconds, cpu_seconds=seconds, memory_bytes=4 << 30)


def applied(subject: Subject) -> tuple[Rule, ...]:
    """The rules that the subject is held to."""
    return tuple(
        rule for check in CHECKS if check.applies(subject) for rule in check.rules_for(subject.standard)
    )


def every_rule() -> tuple[Rule, ...]:
    """Each that any check stands for, once; with its weight on sheet-fed presses where that differs."""
    found: dict[str, Rule] = {}
    for check in CHECKS:
        for standard in (PressStandard.SHEET, PressStandard.MAGAZINE):
            found = {rule.code: rule for rule in check.rules_for(standard)} | found
    return tuple(found.values())


def judge(subject: Subject) -> tuple[Finding, ...]:
    """What every check finds; one that breaks off is a finding of its own, and the others go on."""
    return tuple(_judge(subject))


def _judge(subject: Subject) -> Iterator[Finding]:
    for check in CHECKS:
        if not check.applies(subject):
            continue
        try:
            yield from check.run(subject, check.rule)
        except MemoryError:
            yield _broken_off(subject, check.rule, zh="内存不足", en="not enough memory")
        except Exception as error:  # noqa: BLE001 - libraries raise many kinds over broken files
            why = f"{type(error).__name__}: {str(error)[:200]}"
            yield _broken_off(subject, check.rule, zh=why, en=why)


def judge_in_child(subject: Subject, limits: ChildLimits) -> tuple[Finding, ...]:
    """The same, where it can do no harm."""
    try:
        return child.run(limits, judge, subject)
    except (ChildTimedOut, ChildCrashed, MemoryError) as error:
        why = Message(zh="时间用完", en="out of time")
        if not isinstance(error, ChildTimedOut):
            why = Message(zh="内存或时间用完", en="out of memory or time")
        return tuple(_broken_off(subject, rule, zh=why.zh, en=why.en) for rule in _unjudged(subject))


def _unjudged(subject: Subject) -> Sequence[Rule]:
    return [check.rule for check in CHECKS if check.applies(subject)]


def _broken_off(subject: Subject, rule: Rule, *, zh: str, en: str) -> Finding:
    return CHECK_FAILED.at(
        subject.at(),
        Message(
            zh=f"检查“{rule.code}”中断：{zh}。",
            en=f"the check {rule.code} broke off: {en}.",
        ),
        hint=_HINT,
    )
