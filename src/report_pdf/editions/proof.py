"""The close of a proof: it says which issue it is a proof of, and opens at its bookmarks."""

from __future__ import annotations

from dataclasses import replace

from report_pdf.editions.imprint import imprint
from report_pdf.model.issue import Issue
from report_pdf.pdf import close

__all__ = ["close_proof"]


def close_proof(pdf: bytes, issue: Issue) -> bytes:
    """The finished bytes."""
    facts = imprint(issue, linearized=True)
    kind = "签样" if issue.language.startswith("zh") else "Proof"
    return close(pdf, replace(facts, title=f"{facts.title} {kind}".strip(), authors=(), subject=""))
