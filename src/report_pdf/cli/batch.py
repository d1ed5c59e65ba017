"""``report-pdf batch``: a personal packet for everybody on a list."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import click
from rich.table import Table

from report_pdf.cli.build import Bar, dated, moment_of_build, work_folder
from report_pdf.cli.terminal import also_speaks, console, exits_with_its_code, say_findings, user_language
from report_pdf.errors import MissingToolError, UsageError
from report_pdf.findings import Message
from report_pdf.packets import Packets, make_packets
from report_pdf.pipeline import World
from report_pdf.plan import read_plan, read_recipients

__all__ = ["command"]


@click.command(name="batch")
@click.argument("issue", metavar="ISSUE.yaml", type=click.Path(path_type=Path))
@click.argument("recipients", metavar="LIST.csv|LIST.xlsx", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="输出文件夹。Output folder. [default: dist/ID-packets]",
)
@click.option(
    "--from",
    "sender",
    default="",
    metavar="ADDRESS",
    help="信的发件人，不写则依 issue.yaml；都没有就不做 .eml。Who the letters are from.",
)
@click.option(
    "--engine",
    type=click.Choice(["processes", "dask"]),
    default="processes",
    show_default=True,
    help="在本机的几个进程里做，或在 Dask 集群上做。On this machine, or on a Dask cluster.",
)
@click.option(
    "--scheduler", default="", metavar="ADDRESS", help="Dask 调度器，如 tcp://host:8786。Its scheduler."
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1),
    default=os.cpu_count() or 1,
    help="同时几个进程。Processes at a time.",
)
@exits_with_its_code
def command(
    *, issue: Path, recipients: Path, output: Path | None, sender: str, engine: str, scheduler: str, jobs: int
) -> None:
    """给名单上的每个人做一份资料包：封面印姓名，每页印编号，附件和信各人不同。

    Makes a packet for everybody on the list: the name on the cover, a number on each page, supplements and letter of
    one's own. What is there already is not made again.
    """
    plan = dated(read_plan(issue))
    also_speaks(plan.language)
    listed = read_recipients(recipients, plan)
    folder = output or Path("dist") / f"{plan.issue.id}-packets"
    with Bar(user_language()) as bar:
        world = World(
            work=work_folder(), passwords=os.environ, say=bar.step, jobs=jobs, moment=moment_of_build()
        )
        begun = time.monotonic()
        made = make_packets(
            plan, listed, folder, world, executor=_engine(engine, scheduler, jobs), sender=sender
        )
        seconds = time.monotonic() - begun
    say_findings(made.findings, language=user_language())
    _summary(made, folder, seconds, language=user_language())


def _engine(name: str, scheduler: str, jobs: int) -> Callable[[], AbstractContextManager[Executor]]:
    if name == "processes":
        if scheduler:
            raise UsageError(
                Message(
                    zh="--scheduler 要和 --engine dask 一起用。", en="--scheduler goes with --engine dask."
                )
            )
        # A new interpreter for each: nothing of this one's threads and locks is copied.
        context = multiprocessing.get_context("spawn")
        return lambda: ProcessPoolExecutor(jobs, mp_context=context)
    if not scheduler:
        raise UsageError(
            Message(zh="--engine dask 要写 --scheduler。", en="--engine dask needs --scheduler."),
            hint=Message(
                zh="如 --scheduler tcp://192.0.2.1:8786。", en="Like --scheduler tcp://192.0.2.1:8786."
            ),
        )
    return lambda: _cluster(scheduler)


@contextmanager
def _cluster(scheduler: str) -> Iterator[Executor]:
    """Dask's workers behind the same seam; it is imported only here."""
    try:
        distributed = importlib.import_module("distributed")
    except ImportError as error:
        raise MissingToolError(
            Message(zh="没有安装 dask.distributed。", en="dask.distributed is not installed."),
            hint=Message(zh="pip install 'report-pdf[cluster]'", en="pip install 'report-pdf[cluster]'"),
        ) from error
    try:
        client = distributed.Client(scheduler, timeout="20s")
    except (OSError, ValueError, TimeoutError) as error:
        raise UsageError(
            Message(
                zh=f"连不上调度器 {scheduler}：{error}", en=f"cannot reach the scheduler {scheduler}: {error}"
            )
        ) from error
    with client:
        yield client.get_executor(retries=2, pure=False)


def _summary(made: Packets, folder: Path, seconds: float, *, language: str) -> None:
    zh = language.startswith("zh")
    table = Table(title="资料包" if zh else "Packets", title_justify="left", show_header=False)
    new = len(made.records) - made.kept
    letters = sum(bool(record.eml) for record in made.records)
    size = sum(record.size for record in made.records)
    table.add_row("文件夹" if zh else "Folder", str(folder))
    table.add_row("份数" if zh else "Packets", f"{len(made.records)}")
    table.add_row("其中原有" if zh else "there already", f"{made.kept}")
    table.add_row("信" if zh else "Letters", f"{letters}")
    table.add_row("PDF 合计" if zh else "PDF in all", f"{size / 1e6:,.1f} MB")
    table.add_row(
        "用时" if zh else "Time",
        f"{seconds:.1f} s（{new / max(seconds, 0.001):.1f}/s）" if zh else f"{seconds:.1f} s",
    )
    console.print(table)
