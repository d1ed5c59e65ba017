"""The ``report-pdf`` group: commands are imported only when they are called, so ``--help`` is quick."""

from __future__ import annotations

import importlib

import click

from report_pdf import __version__

__all__ = ["main"]

_COMMANDS = {
    "bag": "report_pdf.cli.bag",
    "batch": "report_pdf.cli.batch",
    "build": "report_pdf.cli.build",
    "doctor": "report_pdf.cli.doctor",
    "explain": "report_pdf.cli.explain",
    "fonts": "report_pdf.cli.fonts",
    "impose": "report_pdf.cli.impose",
    "lint": "report_pdf.cli.lint",
    "photos": "report_pdf.cli.photos",
    "preflight": "report_pdf.cli.preflight",
    "schema": "report_pdf.cli.schema",
    "send": "report_pdf.cli.send",
    "stitch": "report_pdf.cli.stitch",
}


class _Commands(click.Group):
    """Each command is one module with a Click command named ``command``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(_COMMANDS[cmd_name]).command
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="report-pdf")
def main() -> None:
    """稿件、照片、附件进，一期杂志出。A manuscript in, a magazine out."""
