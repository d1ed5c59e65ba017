"""How commands speak: findings and errors in the user's language, and the exit code of an error."""

from __future__ import annotations

import functools
import locale
import os
import sys
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import ParamSpec

from rich.console import Console
from rich.text import Text

from report_pdf.errors import ReportPdfError
from report_pdf.findings import Finding, Severity

__all__ = ["also_speaks", "console", "exits_with_its_code", "say_error", "say_findings", "user_language"]

P = ParamSpec("P")

console = Console(stderr=True, highlight=False, soft_wrap=True)

_STYLES = {Severity.INFO: "cyan", Severity.WARNING: "yellow", Severity.ERROR: "bold red"}
_WORDS = {
    "zh": {Severity.INFO: "提示", Severity.WARNING: "注意", Severity.ERROR: "错误"},
    "en": {Severity.INFO: "note", Severity.WARNING: "warning", Severity.ERROR: "error"},
}


_issue_language: ContextVar[str] = ContextVar("issue_language", default="")


def also_speaks(language: str) -> None:
    """An issue in Chinese is talked about in Chinese, whatever the locale."""
    _issue_language.set(language)


def user_language() -> str:
    """``zh`` or ``en``, from the issue at hand, LC_ALL, LC_MESSAGES, LANG or the locale."""
    if _issue_language.get().lower().startswith("zh"):
        return "zh"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "zh" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"


def say_findings(findings: Iterable[Finding], *, language: str, to: Console = console) -> None:
    """One finding a line: place, weight, code, message; its remedy indented below."""
    tongue = "zh" if language.lower().startswith("zh") else "en"
    for finding in findings:
        line = Text()
        if finding.place is not None:
            line.append(f"{finding.place}: ", style="bold")
        line.append(_WORDS[tongue][finding.severity], style=_STYLES[finding.severity])
        line.append(f" [{finding.code}] ", style="dim")
        line.append(finding.message.in_language(tongue))
        to.print(line)
        if finding.hint is not None:
            to.print(Text("    → " + finding.hint.in_language(tongue), style="dim"))


def say_error(error: ReportPdfError, *, language: str) -> None:
    """The error, after the findings it carries."""
    say_findings(error.findings, language=language)
    if not any(finding.message == error.message for finding in error.findings):
        say_findings([error.as_finding()], language=language)


def exits_with_its_code(command: Callable[P, None]) -> Callable[P, None]:
    """A user's mistake ends a command with its message and its exit code, never with a traceback."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        _issue_language.set("")
        try:
            command(*args, **kwargs)
        except ReportPdfError as error:
            say_error(error, language=user_language())
            sys.exit(error.exit_code)
        except KeyboardInterrupt:
            sys.exit(130)

    return wrapped
