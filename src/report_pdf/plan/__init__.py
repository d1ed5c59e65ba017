"""issue.yaml, or a manuscript and a folder, becomes an IssuePlan."""

from __future__ import annotations

from report_pdf.plan.direct import plan_from_manuscript
from report_pdf.plan.editor_schema import json_schema
from report_pdf.plan.papers import KINDS, paper_named
from report_pdf.plan.photos_csv import NAMES as PHOTO_LISTS
from report_pdf.plan.photos_csv import ProposedRow, write_list
from report_pdf.plan.read import read_plan
from report_pdf.plan.recipients import read_recipients
from report_pdf.plan.recipients_findings import RECIPIENT_RULES
from report_pdf.plan.rules import RULES as _RULES

RULES = (*_RULES, *RECIPIENT_RULES)

__all__ = [
    "KINDS",
    "PHOTO_LISTS",
    "RULES",
    "ProposedRow",
    "json_schema",
    "paper_named",
    "plan_from_manuscript",
    "read_plan",
    "read_recipients",
    "write_list",
]
