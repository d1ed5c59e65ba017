"""``lint`` for programs: JSON, and SARIF 2.1.0 as code reviews and editors read it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import PurePath
from urllib.parse import quote

from report_pdf import __version__
from report_pdf.cli.lint_files import Linted
from report_pdf.copyedit import RULES as COPYEDIT_RULES
from report_pdf.copyedit import LedgerEntry
from report_pdf.findings import Finding, Severity
from report_pdf.manuscript import RULES as MANUSCRIPT_RULES

__all__ = ["as_json", "as_sarif", "ledger_lines"]

_LEVELS = {Severity.INFO: "note", Severity.WARNING: "warning", Severity.ERROR: "error"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def _all(results: Sequence[Linted]) -> Iterator[Finding]:
    for result in results:
        for error in result.errors:
            yield from (*error.findings, error.as_finding())
        yield from result.findings


def as_json(results: Sequence[Linted], language: str, *, with_ledger: bool) -> str:
    """A list of findings; with the ledger an object of both."""
    findings = [_as_object(finding, language) for finding in _all(results)]
    if not with_ledger:
        return json.dumps(findings, ensure_ascii=False, indent=2)
    entries = [_entry(entry) for result in results for entry in result.ledger]
    return json.dumps({"findings": findings, "ledger": entries}, ensure_ascii=False, indent=2)


def _as_object(finding: Finding, language: str) -> dict[str, object]:
    """Stable keys, null where there is nothing to say."""
    place = finding.place
    return {
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "offset": place.offset if place else None,
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message.in_language(language),
        "hint": finding.hint.in_language(language) if finding.hint else None,
        "correction": asdict(finding.correction) if finding.correction else None,
    }


def _entry(entry: LedgerEntry) -> dict[str, object]:
    return {
        "file": entry.place.file,
        "line": entry.place.line,
        "written": entry.written,
        "value": entry.value,
        "unit": entry.unit,
        "role": entry.role,
        "words": sorted(entry.words),
        "sentence": entry.sentence,
    }


def ledger_lines(results: Sequence[Linted]) -> Iterator[str]:
    """One figure a line: place, figure, role, sentence; separated by tabs, as a spreadsheet takes it."""
    for entry in (entry for result in results for entry in result.ledger):
        yield f"{entry.place}\t{entry.written}\t{entry.role}\t{entry.sentence}"


def as_sarif(results: Sequence[Linted], language: str) -> str:
    """One run of one tool."""
    findings = list(_all(results))
    used = sorted({finding.code for finding in findings})
    rules = {rule.code: rule for rule in (*COPYEDIT_RULES, *MANUSCRIPT_RULES)}
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "report-pdf lint",
                        "version": __version__,
                        "rules": [
                            {
                                "id": code,
                                "shortDescription": {"text": rules[code].rationale.in_language(language)},
                            }
                            if code in rules
                            else {"id": code}
                            for code in used
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, used, language) for finding in findings],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def _result(finding: Finding, used: Sequence[str], language: str) -> dict[str, object]:
    text = finding.message.in_language(language)
    if finding.hint is not None:
        text += f" {finding.hint.in_language(language)}"
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": used.index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
    }
    place = finding.place
    if place is not None:
        region = {"startLine": place.line, "startColumn": place.column or 1} if place.line else None
        location: dict[str, object] = {"artifactLocation": {"uri": quote(PurePath(place.file).as_posix())}}
        if region:
            location["region"] = region
        result["locations"] = [{"physicalLocation": location}]
        if finding.correction is not None and region and finding.correction.before:
            result["fixes"] = [_fix(finding, location, region)]
    return result


def _fix(finding: Finding, location: dict[str, object], region: dict[str, int]) -> dict[str, object]:
    assert finding.correction is not None
    end = region["startColumn"] + len(finding.correction.before)
    replacement = {
        "deletedRegion": {**region, "endLine": region["startLine"], "endColumn": end},
        "insertedContent": {"text": finding.correction.after},
    }
    return {
        "artifactChanges": [{"artifactLocation": location["artifactLocation"], "replacements": [replacement]}]
    }
