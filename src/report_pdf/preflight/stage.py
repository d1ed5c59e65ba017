"""``preflight``: every check of an edition over its finished bytes, and the report for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from report_pdf.findings import Finding, Message
from report_pdf.model.archive import Verdict
from report_pdf.model.edition import Edition, EditionSpec, PreflightReport
from report_pdf.model.issue import Issue
from report_pdf.preflight.check import Subject
from report_pdf.preflight.claims import Validators, is_proved, said_of, validate
from report_pdf.preflight.judging import applied, judge_in_child, limits_of

__all__ = ["finding_record", "preflight", "report_json", "verdict_record"]


def preflight(
    edition: Edition,
    spec: EditionSpec,
    issue: Issue | None,
    *,
    file: str,
    validators: Validators | None = None,
) -> PreflightReport:
    """The report on ``edition``; the checks read nothing but its bytes and what was promised, in a child with limits.

    ``validators``: who judges what the edition claims.
    """
    subject = Subject(file=file, data=edition.data, spec=spec, issue=issue)
    flavours = edition.flavours
    verdicts = validate({file: edition.data}, flavours, validators or Validators())[file]
    return PreflightReport(
        file=file,
        edition=spec.name,
        checks=tuple(rule.code for rule in applied(subject)),
        findings=(
            *said_of(file, flavours, verdicts),
            *judge_in_child(subject, limits_of(edition.data)),
        ),
        flavours=flavours,
        verdicts=verdicts,
        proved=is_proved(flavours, verdicts),
        entries=edition.entries,
        weights=edition.weights,
        refused=edition.refused,
    )


def report_json(reports: Sequence[PreflightReport], findings: Sequence[Finding]) -> bytes:
    """preflight.json: each edition's verdict, and every finding of the whole build."""
    content = {
        "editions": [
            {
                "edition": report.edition.value,
                "file": report.file,
                "passed": report.passed,
                "written": report.proved and not report.refused,
                "checks": list(report.checks),
                **_claims(report),
                **_weights(report),
                "findings": [finding_record(finding) for finding in report.findings],
            }
            for report in reports
        ],
        "findings": [finding_record(finding) for finding in findings],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _weights(report: PreflightReport) -> dict[str, object]:
    """Bytes of each page by kind, where they were counted; page 0 is the file as a whole."""
    if not report.weights:
        return {}
    return {"weights": [asdict(row) for row in report.weights]}


def _claims(report: PreflightReport) -> dict[str, object]:
    """What the file claims, who says what of it, and how each supplement went in; nothing where nothing is claimed."""
    if not report.flavours:
        return {}
    return {
        "claims": list(report.flavours),
        "verdicts": [verdict_record(verdict) for verdict in report.verdicts],
        "supplements": [
            {
                "file": entry.name,
                "title": entry.title,
                "way": entry.way.value,
                "why": _message(entry.why),
                "on_arrival": [verdict_record(verdict) for verdict in entry.verdicts],
            }
            for entry in report.entries
        ],
    }


def verdict_record(verdict: Verdict) -> dict[str, object]:
    """A verdict for programs."""
    return {
        "validator": verdict.validator,
        "version": verdict.version,
        "flavour": verdict.flavour,
        "compliant": verdict.compliant,
        "checks": verdict.checks,
        "error": verdict.error or None,
        "broken": [
            {
                "clause": broken.rule,
                "count": broken.count,
                "page": broken.page,
                "object": broken.thing or None,
                "believed": broken.believed,
                "message": broken.message,
            }
            for broken in verdict.broken
        ],
    }


def finding_record(finding: Finding) -> dict[str, object]:
    """A finding for programs."""
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
