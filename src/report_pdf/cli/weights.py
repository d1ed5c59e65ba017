"""What an edition's pages weigh, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from report_pdf.cli.terminal import console
from report_pdf.editions import KINDS
from report_pdf.model.edition import Edition

__all__ = ["say_weights"]


def say_weights(editions: Sequence[Edition], *, language: str) -> None:
    """A table for each edition whose bytes were counted: a row for each page, a column for each kind."""
    for edition in editions:
        if edition.weights:
            console.print(_table(edition, language))


def _table(edition: Edition, language: str) -> Table:
    zh = language.startswith("zh")
    title = f"{edition.name.value}.pdf：各占多少字节" if zh else f"{edition.name.value}.pdf: bytes"
    table = Table(title=title, title_justify="left", show_footer=True)
    sums = {kind: sum(getattr(row, kind) for row in edition.weights) for kind in KINDS}
    table.add_column("页" if zh else "Page", justify="right", footer="合计" if zh else "Sum")
    for kind, words in KINDS.items():
        table.add_column(words.in_language(language), justify="right", footer=f"{sums[kind]:,}")
    table.add_column("合计" if zh else "Sum", justify="right", footer=f"{sum(sums.values()):,}")
    for row in edition.weights:
        numbers = [getattr(row, kind) for kind in KINDS]
        name = str(row.page) if row.page else ("全书" if zh else "whole")
        table.add_row(name, *(f"{number:,}" if number else "" for number in numbers), f"{sum(numbers):,}")
    return table
