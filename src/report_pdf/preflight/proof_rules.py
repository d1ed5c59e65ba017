"""What a proof could not show, as findings."""

from __future__ import annotations

from report_pdf.findings import Message, Rule, Severity

__all__ = ["INK_NOT_MEASURED", "PAGE_NOT_DRAWN", "PROOF_RULES"]

PAGE_NOT_DRAWN = Rule(
    code="preflight/proof-page-not-drawn",
    severity=Severity.WARNING,
    rationale=Message(
        zh="校样上缺了这一页的缩图：签字的人没有看到它。",
        en="The proof lacks this page's picture: whoever signs has not seen it.",
    ),
)
INK_NOT_MEASURED = Rule(
    code="preflight/proof-ink-not-measured",
    severity=Severity.INFO,
    rationale=Message(
        zh="墨量图要用 poppler 的 pdftoppm；没有它，校样写明“未测”。",
        en="The ink map needs poppler's pdftoppm; without it the proof says “not measured”.",
    ),
    source="GWG 2022 R0026",
)
PROOF_RULES = (PAGE_NOT_DRAWN, INK_NOT_MEASURED)
