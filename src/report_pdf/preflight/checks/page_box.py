"""Pages that a reader sees whole: boxes inside one another, none empty of size."""

from __future__ import annotations

from collections.abc import Iterator

from report_pdf.findings import Finding, Message, Rule
from report_pdf.model.plan import EditionName
from report_pdf.preflight.check import Subject, check

_LEAST_PT = 3.0
_MOST_PT = 14400.0


@check(
    "preflight/page-box",
    rationale=Message(
        zh="页面框超出规范，阅读器和印刷机都会裁错。",
        en="Pages with impossible boxes are cut wrongly everywhere.",
    ),
    source="ISO 32000-2, 14.11.2 and annex C",
    foreign=frozenset(EditionName),
)
def page_boxes_possible(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """Sizes that a viewer can show."""
    for number, boxes in enumerate(subject.pages, 1):
        width, height = boxes.facts.width_pt, boxes.facts.height_pt
        if not (_LEAST_PT <= width <= _MOST_PT and _LEAST_PT <= height <= _MOST_PT):
            yield rule.at(
                subject.at(number),
                Message(
                    zh=f"页面大小 {width:.0f}×{height:.0f} pt 不合理。",
                    en=f"the page is {width:.0f} × {height:.0f} pt.",
                ),
            )
