"""``report-pdf explain [CODE]``: what a finding means, where the rule comes from, and an example."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping

import click

from report_pdf.cli.rules import all_rules
from report_pdf.cli.terminal import exits_with_its_code, user_language
from report_pdf.copyedit import EXAMPLES
from report_pdf.errors import UsageError
from report_pdf.findings import Message, Rule, Severity

__all__ = ["command"]

_WEIGHTS = {
    Severity.INFO: Message(zh="提示", en="note"),
    Severity.WARNING: Message(zh="注意", en="warning"),
    Severity.ERROR: Message(zh="错误", en="error"),
}
_MOST_NEAR = 3


@click.command("explain")
@click.argument("code", required=False, metavar="[CODE]")
@click.option(
    "--format",
    "output",
    type=click.Choice(["human", "json"]),
    default="human",
    show_default=True,
    help="给人看还是给程序看。For people or for programs.",
)
@exits_with_its_code
def command(code: str | None, output: str) -> None:
    """说明一条检查：为什么、依据、前后对照的例子。What a finding means.

    CODE 可以只写后一半（doubled-word），也可以写房间（copyedit）；不写就列出全部。
    CODE may be its second half alone, or a room; without it all are listed.
    """
    rules = all_rules()
    found = rules if code is None else _chosen(code, rules)
    language = user_language()
    if output == "json":
        click.echo(
            json.dumps([_as_object(rule, language) for rule in found.values()], ensure_ascii=False, indent=2)
        )
    elif code is not None and len(found) == 1:
        (rule,) = found.values()
        click.echo("\n".join(_told(rule, language)))
    else:
        for rule in found.values():
            click.echo(
                f"{rule.code}  {_WEIGHTS[rule.severity].in_language(language)}  {rule.rationale.in_language(language)}"
            )


def _chosen(code: str, rules: Mapping[str, Rule]) -> Mapping[str, Rule]:
    if code in rules:
        return {code: rules[code]}
    found = {
        name: rule
        for name, rule in rules.items()
        if name.endswith(f"/{code}") or name.startswith(f"{code.rstrip('/')}/")
    }
    if found:
        return found
    halves = {name.partition("/")[2]: name for name in rules}
    near = [
        halves.get(name, name)
        for name in difflib.get_close_matches(code, [*rules, *halves], n=_MOST_NEAR, cutoff=0.5)
    ]
    said = "”“".join(dict.fromkeys(near))
    raise UsageError(
        Message(zh=f"没有“{code}”这项检查。", en=f"there is no finding “{code}”."),
        hint=Message(zh=f"是不是“{said}”？", en=f"Did you mean “{said}”?")
        if near
        else Message(zh="report-pdf explain 列出全部。", en="report-pdf explain lists them all."),
    )


def _told(rule: Rule, language: str) -> Iterator[str]:
    chinese = language.startswith("zh")
    yield (
        f"{rule.code}（{_WEIGHTS[rule.severity].zh}）"
        if chinese
        else f"{rule.code} ({_WEIGHTS[rule.severity].en})"
    )
    yield ""
    yield rule.rationale.in_language(language)
    if rule.source:
        yield f"依据：{rule.source}" if chinese else f"Source: {rule.source}"
    if (example := EXAMPLES.get(rule.code)) is not None:
        yield ""
        yield from _shown("前" if chinese else "before", example.before)
        yield from _shown("后" if chinese else "after", example.after)
    if rule.code.startswith(("copyedit/", "manuscript/")) and rule.severity is not Severity.ERROR:
        yield ""
        yield (
            "停用：issue.yaml 里写" if chinese else "Switch it off in issue.yaml:"
        ) + f" lint: {{disable: [{rule.code}]}}"
        yield ("只在一处停用：" if chinese else "Only here: ") + f'["{rule.code}@manuscript.txt:12"]'


def _shown(name: str, text: str) -> Iterator[str]:
    first, *rest = [line for line in text.split("\n") if line.strip()]
    yield f"  {name}  {first}"
    yield from (f"  {' ' * len(name) * (2 if name in '前后' else 1)}  {line}" for line in rest)


def _as_object(rule: Rule, language: str) -> dict[str, object]:
    example = EXAMPLES.get(rule.code)
    return {
        "code": rule.code,
        "severity": rule.severity.value,
        "rationale": rule.rationale.in_language(language),
        "source": rule.source or None,
        "before": example.before if example else None,
        "after": example.after if example else None,
    }
