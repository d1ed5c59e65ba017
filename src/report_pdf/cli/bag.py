"""``report-pdf bag``: is an archive's bag whole?"""

from __future__ import annotations

from pathlib import Path

import click

from report_pdf.cli.terminal import exits_with_its_code, say_findings, user_language
from report_pdf.delivery import check_bag
from report_pdf.errors import PreflightFailed
from report_pdf.findings import Message

__all__ = ["command"]


@click.command("bag")
@click.argument("bag", metavar="BAG", type=click.Path(exists=True, path_type=Path))
@exits_with_its_code
def command(bag: Path) -> None:
    """验证档案包（文件夹或 zip）：逐个文件重算校验码。Validates a bag, every digest counted anew."""
    faults = check_bag(bag)
    language = user_language()
    say_findings(faults, language=language)
    if faults:
        raise PreflightFailed(
            Message(
                zh=f"“{bag}”不完整，共 {len(faults)} 处。", en=f"“{bag}” is not whole: {len(faults)} faults."
            )
        )
    click.echo(Message(zh=f"“{bag}”完整无误。", en=f"“{bag}” is whole.").in_language(language))
