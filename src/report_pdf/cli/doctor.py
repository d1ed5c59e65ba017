"""``report-pdf doctor``: what is installed, what for, what is lost without it, and the one command to get it."""

from __future__ import annotations

import json
from collections.abc import Sequence

import click
from rich.console import Console
from rich.text import Text

from report_pdf.cli.equipment import Equipment, equipment
from report_pdf.cli.terminal import exits_with_its_code, user_language
from report_pdf.errors import MissingToolError
from report_pdf.findings import Message

__all__ = ["command"]


@click.command("doctor")
@click.option(
    "--format",
    "form",
    type=click.Choice(["human", "json"]),
    default="human",
    show_default=True,
    help="给人看，或给程序看。For people or for programs.",
)
@exits_with_its_code
def command(form: str) -> None:
    """说出装了什么、缺什么、怎样装上。Says what is installed, what is missing, and how to get it.

    不联网。能做成品以 0 退出，否则以 4。Needs no network; exits 0 when a build can be made, else 4.
    """
    found = tuple(equipment())
    if form == "json":
        click.echo(_json(found))
    else:
        _say(found)
    missing = [one.name for one in found if one.needed and not one.is_there]
    if missing:
        names = ", ".join(missing)
        raise MissingToolError(
            Message(zh=f"还不能做成品，缺：{names}。", en=f"no build can be made yet; missing: {names}."),
            hint=Message(zh="照 ✗ 下面的命令装上。", en="Run the commands below each ✗."),
        )


def _json(found: Sequence[Equipment]) -> str:
    items = [
        {
            "name": one.name,
            "found": one.is_there,
            "version": one.version or None,
            "trouble": _both(one.trouble) if one.trouble else None,
            "needed": one.needed,
            "purpose": _both(one.purpose),
            "lost": _both(one.lost),
            "command": one.command,
        }
        for one in found
    ]
    ready = all(one.is_there for one in found if one.needed)
    return json.dumps({"ready": ready, "items": items}, ensure_ascii=False, indent=2)


def _both(message: Message) -> dict[str, str]:
    return {"zh": message.zh, "en": message.en}


def _say(found: Sequence[Equipment]) -> None:
    out = Console(highlight=False, soft_wrap=True)
    language = user_language()
    lost, how, cannot = (
        ("没有它：", "装上：", "不能用：") if language == "zh" else ("without it: ", "get it: ", "no good: ")
    )
    for one in found:
        line = Text("✓ " if one.is_there else "✗ ", style="green" if one.is_there else "red")
        line.append(one.name, style="bold")
        line.append(f" {one.version}" if one.version not in {"", "✓"} else "")
        line.append(f"  {one.purpose.in_language(language)}", style="dim")
        out.print(line)
        if not one.is_there:
            if one.trouble:
                out.print(Text(f"    {cannot}{one.trouble.in_language(language)}"))
            out.print(Text(f"    {lost}{one.lost.in_language(language)}"))
            out.print(Text(f"    {how}{one.command}"))
