"""``report-pdf lint FILE…``: what the copy editor finds, with places; corrected copies; the number ledger."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from report_pdf.cli.lint_files import Linted, differences, fix, lint_all
from report_pdf.cli.lint_report import as_json, as_sarif, ledger_lines
from report_pdf.cli.terminal import exits_with_its_code, say_error, say_findings, user_language
from report_pdf.errors import ReportPdfError
from report_pdf.findings import Message

__all__ = ["command"]


@click.command("lint")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option(
    "--fix",
    "fixing",
    is_flag=True,
    help="在原文件旁边另写改正过的稿件（Word 写成带批注的副本）。Write a corrected copy beside each manuscript.",
)
@click.option("--diff", is_flag=True, help="列出改正的前后对照。Show what is corrected, before and after.")
@click.option(
    "--ledger", is_flag=True, help="列出全部数字：位置、所指、原句。List every figure with its sentence."
)
@click.option(
    "--format",
    "output",
    type=click.Choice(["human", "json", "sarif"]),
    default="human",
    show_default=True,
    help="给人看还是给程序看。For people or for programs.",
)
@exits_with_its_code
def command(files: tuple[Path, ...], *, fixing: bool, diff: bool, ledger: bool, output: str) -> None:
    """审校稿件，逐条列出问题和位置。Copy-edit manuscripts: every finding with its place.

    FILE 是稿件，或 issue.yaml（查其中全部稿件）。稿件旁边的 issue.yaml 列有这篇稿件时，用其中 lint 的词语、名单和停用。
    原文件不会被改动。有问题也以 0 退出；有文件读不了时，看完其余文件后以 3 退出。

    A FILE is a manuscript or an issue.yaml (all of its manuscripts). Where an issue.yaml beside a manuscript names it,
    its words, lists and switches hold. Files are not changed. Findings leave the exit code at 0; a file that cannot be
    read makes it 3, after all the others have been looked at.
    """
    results = lint_all(files)
    language = user_language()
    written = fix(results) if fixing else ()
    if output == "json":
        click.echo(as_json(results, language, with_ledger=ledger))
    elif output == "sarif":
        click.echo(as_sarif(results, language))
    elif diff:
        click.echo(differences(results), nl=False)
    elif ledger:
        _say_errors(results, language)
        click.echo("\n".join(ledger_lines(results)))
    else:
        _print_human(results, language)
    _say_written(written, language)
    codes = [error.exit_code for result in results for error in result.errors]
    if codes:
        sys.exit(max(codes))


def _print_human(results: Sequence[Linted], language: str) -> None:
    out = Console(highlight=False, soft_wrap=True)
    for result in results:
        for error in result.errors:
            say_error(error, language=language)
        say_findings(result.findings, language=language, to=out)
    out.print(_summary(results).in_language(language))


def _say_errors(results: Sequence[Linted], language: str) -> None:
    for error in (error for result in results for error in result.errors):
        say_error(error, language=language)


def _say_written(written: Sequence[tuple[Path, Message]], language: str) -> None:
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    for path, said in written:
        console.print(f"{path}: {said.in_language(language)}")


def _summary(results: Sequence[Linted]) -> Message:
    findings = [finding for result in results for finding in result.findings]
    corrected = sum(finding.correction is not None for finding in findings)
    errors: list[ReportPdfError] = [error for result in results for error in result.errors]
    files = sum(len(result.manuscripts) for result in results) + len(errors)
    decide = len(findings) - corrected
    return Message(
        zh=f"{files} 个文件，{len(findings)} 条：排版时自动改正 {corrected} 条，须编辑决定 {decide} 条"
        + (f"；{len(errors)} 个文件读不了。" if errors else "。"),
        en=f"{files} file(s), {len(findings)} finding(s): {corrected} corrected when built, "
        f"{decide} for the desk to decide"
        + (f"; {len(errors)} file(s) could not be read." if errors else "."),
    )
