"""``report-pdf schema``: the JSON Schema of issue.yaml."""

from __future__ import annotations

import json

import click

from report_pdf.cli.terminal import exits_with_its_code
from report_pdf.plan import json_schema

__all__ = ["command"]


@click.command("schema")
@exits_with_its_code
def command() -> None:
    """输出 issue.yaml 的 JSON Schema，供编辑器补全和检查。Print the JSON Schema of issue.yaml."""
    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
