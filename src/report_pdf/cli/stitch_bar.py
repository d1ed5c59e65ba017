"""A bar for stitching on a terminal; elsewhere nothing. And sizes as people write them."""

from __future__ import annotations

import re
from typing import Self

import click
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from report_pdf.cli.terminal import console
from report_pdf.findings import Message
from report_pdf.pdf import Progress

__all__ = ["SIZE", "StitchBar"]

_WORDS = {
    "admitted": Message(zh="查看附件", en="looking at supplements"),
    "stitched": Message(zh="合订", en="stitching"),
    "compared": Message(zh="逐页比对", en="comparing pages"),
    "parted": Message(zh="分成几个文件", en="making parts"),
}


class StitchBar:
    """Hears how far stitching has come. Only a terminal shows it, on standard error; it leaves nothing behind."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._bars = Bars(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        self._task = self._bars.add_task("", total=None)

    def __enter__(self) -> Self:
        if console.is_terminal:
            self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        if console.is_terminal:
            self._bars.stop()

    def hear(self, progress: Progress) -> None:
        """Moves the bar."""
        words = _WORDS[progress.step].in_language(self._language)
        self._bars.update(self._task, description=words, total=progress.of, completed=progress.done)


class _Size(click.ParamType[int]):
    """``10MB``, ``500 kB``, ``2MiB``: bytes."""

    name = "size"
    _WRITTEN = re.compile(r"(\d+(?:\.\d+)?)\s*([kKmMgG])(i?)[bB]?")
    _POWERS = {"k": 1, "m": 2, "g": 3}  # noqa: RUF012 - nobody changes it

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The bytes."""
        match = self._WRITTEN.fullmatch(str(value).strip())
        if match is None or not float(match[1]):
            self.fail(f"{value!r}：如 10MB、500 kB、2MiB。 Like 10MB, 500 kB, 2MiB.", param, ctx)
        unit = float(1024 if match[3] else 1000) ** self._POWERS[match[2].lower()]
        return round(float(match[1]) * unit)


SIZE = _Size()
