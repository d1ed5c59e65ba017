"""issue.yaml, or a manuscript and a folder, becomes an IssuePlan."""

from __future__ import annotations

from report_pdf.plan.direct import plan_from_manuscript
from report_pdf.plan.editor_schema import json_schema
from report_pdf.plan.read import read_plan
from report_pdf.plan.rules import RULES

__all__ = ["RULES", "json_schema", "plan_from_manuscript", "read_plan"]
