"""The report on one file, for people: each rule that is broken once, with its pages, why, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from report_pdf.findings import Finding, Message, Rule, Severity
from report_pdf.model.archive import Verdict
from report_pdf.preflight import FileReport

__all__ = ["page_range", "print_report"]

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_WORDS = {
    Severity.ERROR: Message(zh="错误", en="error"),
    Severity.WARNING: Message(zh="注意", en="warning"),
    Severity.INFO: Message(zh="提示", en="note"),
}
_SHOWN = 12
"""Wordings of one rule; the report for programs has all."""
_PURPOSES = {
    "print": Message(zh="付印", en="print"),
    "archive": Message(zh="存档", en="the archive"),
    "email": Message(zh="邮寄", en="email"),
}


def print_report(report: FileReport, to: Console, *, language: str) -> None:
    """Heading, findings by rule, worst first, and the sentence that counts."""
    to.print(_heading(report, language))
    rules = {rule.code: rule for rule in report.rules}
    for code, findings in _grouped(report.findings):
        to.print()
        for line in _group(findings, rules.get(code), language):
            to.print(line)
    to.print()
    for verdict in report.verdicts:
        to.print(_verdict(verdict, language))
    to.print(_last(report, language))


def _heading(report: FileReport, language: str) -> Text:
    claims = "、".join(report.claims) or "—"
    purpose = _PURPOSES[report.purpose.value]
    said = Message(
        zh=f"  {report.pages} 页 · {report.size:,} 字节 · PDF {report.version} · 自称 {claims} · 查能否{purpose.zh}",
        en=f"  {report.pages} pages · {report.size:,} bytes · PDF {report.version} · claims {claims} · for {purpose.en}",
    )
    text = Text(report.file, style="bold")
    return text.append(said.in_language(language), style="not bold")


def _grouped(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """By rule, in the order they were found; rules with errors before those with warnings."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.code, []).append(finding)
    return sorted(groups.items(), key=lambda group: _ORDER.index(group[1][0].severity))


def _group(findings: Sequence[Finding], rule: Rule | None, language: str) -> Iterable[Text]:
    severity = findings[0].severity
    head = Text(_WORDS[severity].in_language(language), style=_STYLES[severity])
    head.append(f" [{findings[0].code}] ", style="dim")
    if rule is not None:
        head.append(rule.rationale.in_language(language), style="bold")
        head.append(f"  {rule.source}", style="dim")
    yield head
    worded = list(_by_words(findings, language).items())
    for words, pages in worded[:_SHOWN]:
        where = _pages(pages, language)
        yield Text(f"    {where}", style="bold").append(words, style="not bold")
    if (rest := len(worded) - _SHOWN) > 0:
        more = Message(
            zh=f"还有 {rest} 条，见 --json 的报告。", en=f"and {rest} more, in the report of --json."
        )
        yield Text(f"    {more.in_language(language)}", style="dim")
    hints = dict.fromkeys(finding.hint.in_language(language) for finding in findings if finding.hint)
    for hint in hints:
        yield Text(f"    → {hint}", style="dim")


def _by_words(findings: Iterable[Finding], language: str) -> dict[str, list[int]]:
    """Pages of each wording."""
    found: dict[str, list[int]] = {}
    for finding in findings:
        pages = found.setdefault(finding.message.in_language(language), [])
        if finding.place is not None and finding.place.page is not None:
            pages.append(finding.place.page)
    return found


def _pages(pages: Sequence[int], language: str) -> str:
    if not pages:
        return ""
    listed = page_range(pages)
    return Message(zh=f"第 {listed} 页：", en=f"page {listed}: ").in_language(language)


def page_range(pages: Iterable[int]) -> str:
    """``1-3, 7`` of 1, 2, 3, 7."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _verdict(verdict: Verdict, language: str) -> Text:
    broken = sum(one.believed for one in verdict.broken)
    who = f"{verdict.validator} {verdict.version}".strip()
    checks = f"（{verdict.checks} 项）" if verdict.checks else ""
    checks_en = f" ({verdict.checks} checks)" if verdict.checks else ""
    if verdict.error:
        said = Message(
            zh=f"{who} 按 {verdict.flavour} 没能判。", en=f"{who} could not judge by {verdict.flavour}."
        )
    elif verdict.compliant:
        said = Message(
            zh=f"{who} 按 {verdict.flavour}{checks}：未发现不合。",
            en=f"{who} by {verdict.flavour}{checks_en}: no violation found.",
        )
    else:
        said = Message(
            zh=f"{who} 按 {verdict.flavour}{checks}：{broken} 条不合。",
            en=f"{who} by {verdict.flavour}{checks_en}: {broken} clauses broken.",
        )
    return Text(said.in_language(language), style="green" if verdict.compliant else "red")


def _last(report: FileReport, language: str) -> Text:
    """Never that a file conforms: only that these rules are kept."""
    count = len(report.rules)
    numbers = [sum(finding.severity is severity for finding in report.findings) for severity in _ORDER]
    if report.passed:
        said = Message(
            zh=f"所查 {count} 条规则没有违反；注意 {numbers[1]}，提示 {numbers[2]}。",
            en=f"No violation of these {count} rules; {numbers[1]} warnings, {numbers[2]} notes.",
        )
        return Text(said.in_language(language), style="green")
    said = Message(
        zh=f"所查 {count} 条规则有违反：错误 {numbers[0]}，注意 {numbers[1]}，提示 {numbers[2]}。",
        en=f"Violations of these {count} rules: {numbers[0]} errors, {numbers[1]} warnings, {numbers[2]} notes.",
    )
    return Text(said.in_language(language), style="bold red")
