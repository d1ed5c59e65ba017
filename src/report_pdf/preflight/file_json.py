"""The report on one file, for programs."""

from __future__ import annotations

import json

from report_pdf.findings import Severity
from report_pdf.preflight.foreign import FileReport
from report_pdf.preflight.stage import finding_record, verdict_record

__all__ = ["file_report_json"]


def file_report_json(report: FileReport) -> bytes:
    """``verdict`` is ``violations`` or ``no-violation``: of the rules listed, and of no others."""
    counts = {
        severity.value: sum(finding.severity is severity for finding in report.findings)
        for severity in Severity
    }
    content = {
        "file": report.file,
        "sha256": report.sha256,
        "bytes": report.size,
        "pages": report.pages,
        "pdf_version": report.version,
        "purpose": report.purpose.value,
        "claims": list(report.claims),
        "verdict": "no-violation" if report.passed else "violations",
        "counts": counts,
        "rules": [
            {
                "code": rule.code,
                "severity": rule.severity.value,
                "source": rule.source,
                "rationale": {"zh": rule.rationale.zh, "en": rule.rationale.en},
            }
            for rule in report.rules
        ],
        "findings": [finding_record(finding) for finding in report.findings],
        "judged_by": list(report.judged_by),
        "verdicts": [verdict_record(verdict) for verdict in report.verdicts],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode(errors="backslashreplace")
