"""The command line: the only place that knows exit codes and the terminal."""

from report_pdf.cli.root import main

__all__ = ["main"]
