"""A Manuscript is corrected where that is safe; what only the desk can decide is reported with its place.

``copyedit`` for one manuscript, ``copyedit_issue`` for all of an issue; ``fixed_source`` gives the corrected source,
``ledger`` every figure of the issue.
"""

from __future__ import annotations

from collections.abc import Sequence

from report_pdf.copyedit import switches
from report_pdf.copyedit.checks import RULES as _CHECKED
from report_pdf.copyedit.edit import copyedit, copyedit_issue, sheets_of
from report_pdf.copyedit.examples import EXAMPLES, Example
from report_pdf.copyedit.fix import FixedSource, fixed_source
from report_pdf.copyedit.ledger import LedgerEntry
from report_pdf.copyedit.ledger import entries as _entries
from report_pdf.copyedit.plan_texts import only_said, plan_texts
from report_pdf.copyedit.switches import unknown_codes
from report_pdf.model.manuscript import Manuscript
from report_pdf.model.plan import LintPlan

RULES = (*_CHECKED, *switches.RULES)

__all__ = [
    "EXAMPLES",
    "RULES",
    "Example",
    "FixedSource",
    "LedgerEntry",
    "copyedit",
    "copyedit_issue",
    "fixed_source",
    "ledger",
    "only_said",
    "plan_texts",
    "unknown_codes",
]


def ledger(manuscripts: Sequence[Manuscript], lint: LintPlan) -> tuple[LedgerEntry, ...]:
    """Every figure with a measure word, with what it counts and its sentence, across all manuscripts."""
    return _entries(sheets_of([manuscript.blocks for manuscript in manuscripts], lint))
