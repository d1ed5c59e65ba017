"""Pictures sharp enough where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from report_pdf.findings import Finding, Message, Rule, Severity
from report_pdf.model.plan import EditionName
from report_pdf.preflight.check import Subject, check

_LEAST_PPI = 96
"""Below a screen's own resolution a picture is visibly soft."""


@check(
    "preflight/picture-soft",
    rationale=Message(
        zh="放得太大的照片在屏幕上发虚。", en="A picture set too large for its pixels looks soft on a screen."
    ),
    source="WCAG 2.2, 1.4.5 asks for legible pictures; 96 ppi is CSS's reference pixel",
    severity=Severity.WARNING,
    editions=frozenset({EditionName.EMAIL}),
    foreign=frozenset({EditionName.EMAIL}),
)
def picture_resolution(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """Resolution at placed size."""
    for image in subject.images:
        if 0 < image.ppi < _LEAST_PPI:
            yield rule.at(
                subject.at(image.page),
                Message(
                    zh=f"照片只有 {image.ppi:.0f} ppi（{image.width}×{image.height} 像素）。",
                    en=f"a picture has only {image.ppi:.0f} ppi ({image.width} × {image.height} pixels).",
                ),
                hint=Message(zh="换更大的照片，或放小一些。", en="Use a larger picture, or set it smaller."),
            )
