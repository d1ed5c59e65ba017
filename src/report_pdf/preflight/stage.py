"""``preflight``: every check of an edition over its finished bytes, and the report for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from report_pdf.findings import Finding, Message
from report_pdf.model.edition import Edition, EditionSpec, PreflightReport
from report_pdf.model.issue import Issue
from report_pdf.preflight.check import CHECKS, Subject
from report_pdf.preflight.checks import load_checks

__all__ = ["preflight", "report_json"]

load_checks()


def preflight(edition: Edition, spec: EditionSpec, issue: Issue | None, *, file: str) -> PreflightReport:
    """The report on ``edition``; the checks read nothing but its bytes and what was promised."""
    subject = Subject(file=file, data=edition.data, spec=spec, issue=issue)
    checks = [check for check in CHECKS if spec.name in check.editions]
    return PreflightReport(
        file=file,
        edition=spec.name,
        checks=tuple(check.rule.code for check in checks),
        findings=tuple(finding for check in checks for finding in check.run(subject, check.rule)),
    )


def report_json(reports: Sequence[PreflightReport], findings: Sequence[Finding]) -> bytes:
    """preflight.json: each edition's verdict, and every finding of the whole build."""
    content = {
        "editions": [
            {
                "edition": report.edition.value,
                "file": report.file,
                "passed": report.passed,
                "checks": list(report.checks),
                "findings": [_finding(finding) for finding in report.findings],
            }
            for report in reports
        ],
        "findings": [_finding(finding) for finding in findings],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _finding(finding: Finding) -> dict[str, object]:
    place = finding.place
    where = (
        {
            key: getattr(place, key)
            for key in ("file", "line", "column", "page", "offset")
            if getattr(place, key) is not None
        }
        if place
        else None
    )
    correction = finding.correction
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "place": where,
        "message": _message(finding.message),
        "hint": _message(finding.hint) if finding.hint else None,
        "correction": {"before": correction.before, "after": correction.after} if correction else None,
    }


def _message(message: Message) -> dict[str, str]:
    return {"zh": message.zh, "en": message.en}
