"""Every rule of GWG 2022 and PDF/X-4 that the press checks know, over the finished print file."""

from __future__ import annotations

from collections.abc import Iterator

from report_pdf.findings import Finding, Message, Rule
from report_pdf.model.plan import EditionName
from report_pdf.pdf import check_press
from report_pdf.preflight.check import Subject, check


@check(
    "preflight/press",
    rationale=Message(
        zh="印厂按 GWG 2022 与 PDF/X-4 检查来稿；不合的地方先在这里指出来。",
        en="Print shops check against GWG 2022 and PDF/X-4: what breaks them is said here first.",
    ),
    source="GWG 2022 SheetCMYK; ISO 15930-7",
    editions=frozenset({EditionName.PRESS}),
)
def press(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """Each breach under the id of its own rule."""
    del rule
    for breach in check_press(subject.data, ink_limit=subject.spec.pictures.ink_limit):
        yield Finding(
            code=breach.check.id,
            severity=breach.severity,
            message=breach.message,
            place=subject.at(breach.page),
            hint=breach.check.rationale,
        )
