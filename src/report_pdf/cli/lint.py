"""``report-pdf lint FILE…``: what the copy editor finds, with places."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console

from report_pdf.cli.terminal import exits_with_its_code, say_error, say_findings, user_language
from report_pdf.copyedit import copyedit
from report_pdf.errors import ReportPdfError
from report_pdf.findings import Finding, Message
from report_pdf.manuscript import read_manuscript
from report_pdf.model.plan import LintPlan

__all__ = ["command"]


@click.command("lint")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "output",
    type=click.Choice(["human", "json"]),
    default="human",
    show_default=True,
    help="给人看还是给程序看。For people or for programs.",
)
@exits_with_its_code
def command(files: tuple[Path, ...], output: str) -> None:
    """审校稿件，逐条列出问题和位置。Copy-edit manuscripts: every finding with its place.

    文件不会被改动。有问题也以 0 退出；有文件读不了时，看完其余文件后以 3 退出。
    Files are not changed. Findings leave the exit code at 0; a file that cannot be read makes it 3, after all the
    others have been looked at.
    """
    results = [_lint(path) for path in files]
    (_print_json if output == "json" else _print_human)(results)
    if codes := [result.exit_code for result in results if isinstance(result, ReportPdfError)]:
        sys.exit(max(codes))


_Result = tuple[Finding, ...] | ReportPdfError


def _lint(path: Path) -> _Result:
    try:
        return copyedit(read_manuscript(path, name=str(path)), LintPlan()).findings
    except ReportPdfError as error:
        return error


def _print_human(results: Sequence[_Result]) -> None:
    language = user_language()
    out = Console(highlight=False, soft_wrap=True)
    for result in results:
        if isinstance(result, ReportPdfError):
            say_error(result, language=language)
        else:
            say_findings(result, language=language, to=out)
    out.print(_summary(results).in_language(language))


def _summary(results: Sequence[_Result]) -> Message:
    findings = [f for result in results if not isinstance(result, ReportPdfError) for f in result]
    corrected = sum(f.correction is not None for f in findings)
    unread = sum(isinstance(result, ReportPdfError) for result in results)
    decide = len(findings) - corrected
    return Message(
        zh=f"{len(results)} 个文件，{len(findings)} 条：排版时自动改正 {corrected} 条，须编辑决定 {decide} 条"
        + (f"；{unread} 个文件读不了。" if unread else "。"),
        en=f"{len(results)} file(s), {len(findings)} finding(s): {corrected} corrected when built, "
        f"{decide} for the desk to decide" + (f"; {unread} file(s) could not be read." if unread else "."),
    )


def _print_json(results: Sequence[_Result]) -> None:
    language = user_language()
    said: list[Finding] = []
    for result in results:
        said += (*result.findings, result.as_finding()) if isinstance(result, ReportPdfError) else result
    click.echo(json.dumps([_as_object(finding, language) for finding in said], ensure_ascii=False, indent=2))


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
