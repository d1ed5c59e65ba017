"""Every rule of GWG 2022 and PDF/X-4 that the press checks know, over the finished print file."""

from __future__ import annotations

from collections.abc import Iterator

from report_pdf.findings import Finding, Message, Rule
from report_pdf.model.plan import EditionName
from report_pdf.pdf import PRESS_CHECKS, PressStandard, check_press
from report_pdf.preflight.check import Subject, check


def press_rules(standard: PressStandard) -> tuple[Rule, ...]:
    """Those that weigh anything in a standard."""
    return tuple(
        Rule(code=one.id, severity=severity, rationale=one.rationale, source=one.source)
        for one in PRESS_CHECKS
        if (severity := one.severity(standard)) is not None
    )


def all_press_rules() -> tuple[Rule, ...]:
    """Each once, with its weight on sheet-fed presses, or in magazines where it has none there."""
    sheet = {rule.code: rule for rule in press_rules(PressStandard.SHEET)}
    return (*sheet.values(), *(r for r in press_rules(PressStandard.MAGAZINE) if r.code not in sheet))


@check(
    "preflight/press",
    rationale=Message(
        zh="印厂按 GWG 2022 与 PDF/X-4 检查来稿；不合的地方先在这里指出来。",
        en="Print shops check against GWG 2022 and PDF/X-4: what breaks them is said here first.",
    ),
    source="GWG 2022 SheetCMYK; ISO 15930-7",
    editions=frozenset({EditionName.PRESS}),
    foreign=frozenset({EditionName.PRESS}),
    rules=press_rules,
)
def press(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """Each breach under the id of its own rule."""
    del rule
    breaches = check_press(
        subject.received or subject.data,
        standard=subject.standard,
        ink_limit=subject.spec.pictures.ink_limit,
        spots=subject.spots | (frozenset(ticket.spots) if (ticket := subject.spec.press) else frozenset()),
        password=subject.password,
    )
    for breach in breaches:
        yield Finding(
            code=breach.check.id,
            severity=breach.severity,
            message=breach.message,
            place=subject.at(breach.page),
            hint=breach.check.remedy,
        )
