"""Independent checks of the finished bytes: a PreflightReport."""

from report_pdf.preflight.arriving import ARRIVING_RULES, judge_claims, say_claims
from report_pdf.preflight.claims import CLAIM_RULES, Validators, validate
from report_pdf.preflight.file_json import file_report_json
from report_pdf.preflight.foreign import FOREIGN_LIMITS, FileReport, FileSpec, preflight_file
from report_pdf.preflight.judging import CHECK_FAILED, every_rule
from report_pdf.preflight.proof_rules import PROOF_RULES
from report_pdf.preflight.proofing import inspect_print
from report_pdf.preflight.stage import preflight, report_json
from report_pdf.preflight.verapdf import VeraPdf, find_verapdf

RULES = (*every_rule(), CHECK_FAILED, *CLAIM_RULES, *ARRIVING_RULES, *PROOF_RULES)

__all__ = [
    "FOREIGN_LIMITS",
    "RULES",
    "FileReport",
    "FileSpec",
    "Validators",
    "VeraPdf",
    "file_report_json",
    "find_verapdf",
    "inspect_print",
    "judge_claims",
    "preflight",
    "preflight_file",
    "report_json",
    "say_claims",
    "validate",
]
