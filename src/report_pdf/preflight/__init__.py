"""Independent checks of the finished bytes: a PreflightReport."""

from report_pdf.preflight.check import CHECKS
from report_pdf.preflight.stage import preflight, report_json

RULES = tuple(check.rule for check in CHECKS)

__all__ = ["RULES", "preflight", "report_json"]
