"""What stitching itself may say; what happens to a supplement's insides is said by pdf/."""

from __future__ import annotations

from report_pdf.findings import Message, Rule, Severity

__all__ = ["BLANK_PAGE", "RULES"]

BLANK_PAGE = Rule(
    code="stitch/blank-page",
    severity=Severity.INFO,
    rationale=Message(
        zh="附件要求从右页起，前面补一张空白页。",
        en="A supplement that starts on a recto has a blank page before it.",
    ),
)

RULES: tuple[Rule, ...] = (BLANK_PAGE,)
