"""``report-pdf preflight FILE.pdf --for print|archive|email``: checks any PDF."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click
from rich.console import Console

from report_pdf.cli.preflight_report import print_report
from report_pdf.cli.terminal import exits_with_its_code, user_language
from report_pdf.delivery import write_files
from report_pdf.errors import MissingToolError, PreflightFailed, ReportPdfError, UsageError
from report_pdf.findings import Message, Place, Severity
from report_pdf.model.plan import EditionName
from report_pdf.pdf import PressStandard
from report_pdf.preflight import (
    FileReport,
    FileSpec,
    Validators,
    file_report_json,
    find_verapdf,
    preflight_file,
)

__all__ = ["command"]

_PROFILES = {"sheet": PressStandard.SHEET, "magazine": PressStandard.MAGAZINE}
_STANDARD_OUTPUT = "-"


@click.command("preflight")
@click.argument("file", metavar="FILE.pdf", type=click.Path(path_type=Path))
@click.option(
    "--for",
    "purpose",
    type=click.Choice([name.value for name in EditionName]),
    required=True,
    help="用途：付印、存档、邮寄。What the file is for.",
)
@click.option(
    "--profile",
    type=click.Choice(list(_PROFILES)),
    default="sheet",
    show_default=True,
    help="GWG 2022 的哪一套：单张纸胶印，或杂志广告。Which variant of GWG 2022.",
)
@click.option(
    "--ink-limit",
    type=click.IntRange(100, 400),
    default=300,
    show_default=True,
    metavar="PERCENT",
    help="任一 15 毫米见方内的平均墨量上限。Most ink in any 15 mm square.",
)
@click.option(
    "--spot", "spots", multiple=True, metavar="NAME", help="约定的专色，可重复 A spot colour agreed on."
)
@click.option(
    "--json", "json_file", metavar="FILE|-", help="给程序看的报告；- 写到标准输出。The report for programs."
)
@click.option(
    "--password-env",
    "password_name",
    metavar="NAME",
    help="密码所在的环境变量 Environment variable with the password.",
)
@exits_with_its_code
def command(
    *,
    file: Path,
    purpose: str,
    profile: str,
    ink_limit: int,
    spots: tuple[str, ...],
    json_file: str | None,
    password_name: str | None,
) -> None:
    """检查任一 PDF 能否付印、存档、邮寄。Check any PDF for print, archive or email.

    不合的以 6 退出，读不了的以 3 退出。Violations end with 6, a file that cannot be read with 3.
    """
    spec = FileSpec(
        purpose=EditionName(purpose),
        standard=_PROFILES[profile],
        ink_limit=ink_limit,
        spots=frozenset(spots),
        password=_password(password_name),
    )
    try:
        report = preflight_file(file, spec, name=str(file), validators=_validators(spec.purpose))
    except ReportPdfError as error:
        if json_file:
            _write(_unread(file, error), json_file)
        raise
    if json_file != _STANDARD_OUTPUT:
        print_report(report, Console(highlight=False, soft_wrap=True), language=user_language())
    if json_file:
        _write(file_report_json(report), json_file)
    if not report.passed:
        raise _failed(report)


def _validators(purpose: EditionName) -> Validators:
    if purpose is not EditionName.ARCHIVE:
        return Validators()
    try:
        return Validators(verapdf=find_verapdf(), cache=_cache())
    except MissingToolError:
        return Validators()


def _cache() -> Path:
    own = os.environ.get("REPORT_PDF_CACHE")
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(own) if own else Path(base) / "report-pdf"


def _password(name: str | None) -> str:
    if name is None:
        return ""
    if name not in os.environ:
        raise UsageError(
            Message(zh=f"没有环境变量“{name}”。", en=f"there is no environment variable “{name}”."),
            hint=Message(zh=f"先执行 export {name}=密码。", en=f"Run export {name}=PASSWORD first."),
        )
    return os.environ[name]


def _write(data: bytes, where: str) -> None:
    if where == _STANDARD_OUTPUT:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    path = Path(where)
    write_files({path.name: data}, path.parent)


def _unread(file: Path, error: ReportPdfError) -> bytes:
    """The report on a file that could not be checked."""
    record = {
        "file": str(file),
        "verdict": "unread",
        "error": {
            "code": error.code,
            "message": {"zh": error.message.zh, "en": error.message.en},
            "hint": {"zh": error.hint.zh, "en": error.hint.en} if error.hint else None,
        },
    }
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode(errors="backslashreplace")


def _failed(report: FileReport) -> PreflightFailed:
    errors = sum(finding.severity is Severity.ERROR for finding in report.findings)
    return PreflightFailed(
        Message(zh=f"印前检查未通过：错误 {errors} 个。", en=f"preflight failed: {errors} errors."),
        place=Place(file=report.file),
    )
