"""``report-pdf build``: from issue.yaml, or a manuscript and a folder, to the finished editions."""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

import click
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from report_pdf import pipeline
from report_pdf.cli.terminal import also_speaks, console, exits_with_its_code, say_findings, user_language
from report_pdf.cli.weights import say_weights
from report_pdf.delivery import set_aside_earlier, write_files
from report_pdf.errors import DeliveryError, MissingToolError, PreflightFailed, UsageError
from report_pdf.findings import Finding, Message, Place, Severity
from report_pdf.model.plan import EditionName, IssuePlan
from report_pdf.pipeline import Build, Step, World
from report_pdf.plan import plan_from_manuscript, read_plan
from report_pdf.preflight import Validators, find_verapdf

__all__ = ["Bar", "command", "dated", "moment_of_build", "work_folder"]


@click.command()
@click.argument("issue", type=click.Path(path_type=Path))
@click.option(
    "--edition",
    "editions",
    default=None,
    metavar="NAME[,NAME]",
    help="要做的版本：print、archive、email。Editions to make. [default: print,archive,email]",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="输出文件夹。Output folder. [default: dist/ID]"
)
@click.option(
    "--photos", type=click.Path(path_type=Path), help="没有 issue.yaml 时：照片文件夹。Folder of photographs."
)
@click.option(
    "--supplement",
    "supplements",
    multiple=True,
    type=click.Path(path_type=Path),
    help="没有 issue.yaml 时：附件，可重复。A supplement; may be repeated.",
)
@click.option(
    "--spot",
    "spots",
    multiple=True,
    metavar="NAME",
    help="印刷版里单独出版的专色，名字照文件里的写，可重复。A spot colour printed as an ink of its own.",
)
@click.option("--draft", is_flag=True, help="草稿：照片用低分辨率。Pictures at low resolution.")
@click.option(
    "--weights", is_flag=True, help="列出邮件版各页各占多少。What each page of the email edition weighs."
)
@click.option("--strict", is_flag=True, help="“注意”也算错误。Warnings fail the build.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1),
    default=os.cpu_count() or 1,
    help="同时做几个版本。Editions at a time.",
)
@exits_with_its_code
def command(
    *,
    issue: Path,
    editions: str | None,
    output: Path | None,
    photos: Path | None,
    supplements: Sequence[Path],
    spots: Sequence[str],
    draft: bool,
    weights: bool,
    strict: bool,
    jobs: int,
) -> None:
    """出一期杂志。ISSUE 是 issue.yaml，或一篇稿件。

    Builds one issue from ISSUE.yaml, or from a manuscript with --photos and --supplement.
    """
    names = _editions(editions)
    plan = dated(_plan(issue, photos, supplements))
    also_speaks(plan.language)
    if spots:
        plan = _with_spots(plan, spots)
    if draft:
        plan = _drafted(plan)
    folder = output or Path("dist") / plan.issue.id
    with Bar(user_language()) as bar:
        world = World(
            work=work_folder(),
            passwords=os.environ,
            say=bar.step,
            jobs=jobs,
            validators=_validators(),
            moment=moment_of_build(),
        )
        made = pipeline.build(plan, names, world)
    if draft:
        made = replace(made, findings=tuple(map(_lenient, made.findings)))
    paths = write_files(made.files, folder)
    aside = set_aside_earlier(
        folder, issue=plan.issue.id, editions=names, written=[path.name for path in paths]
    )
    made = replace(made, findings=(*made.findings, *aside))
    say_findings(_condensed(made.findings), language=user_language())
    _summary(made, paths, language=user_language())
    if weights:
        say_weights(made.editions, language=user_language())
    _judge(made, strict=strict)


def _plan(issue: Path, photos: Path | None, supplements: Sequence[Path]) -> IssuePlan:
    if issue.suffix.lower() in {".yaml", ".yml"}:
        if photos or supplements:
            raise UsageError(
                Message(
                    zh="--photos 和 --supplement 只用于没有 issue.yaml 的稿件。",
                    en="--photos and --supplement are for a manuscript without an issue.yaml.",
                ),
                hint=Message(zh="请写进 issue.yaml。", en="Name them in issue.yaml."),
            )
        return read_plan(issue)
    return plan_from_manuscript(issue, photos=photos, supplements=tuple(supplements))


def _editions(text: str | None) -> tuple[EditionName, ...]:
    """The names asked for. Without one: every edition."""
    if text is None:
        return tuple(EditionName)
    known = {name.value: name for name in EditionName}
    wanted = [part.strip() for part in text.split(",") if part.strip()]
    unknown = [part for part in wanted if part not in known]
    if unknown or not wanted:
        raise UsageError(
            Message(zh=f"没有这个版本：{'、'.join(unknown)}。", en=f"no such edition: {', '.join(unknown)}."),
            hint=Message(zh="可选：print、archive、email。", en="Choose from print, archive, email."),
        )
    return tuple(dict.fromkeys(known[part] for part in wanted))


def dated(plan: IssuePlan) -> IssuePlan:
    """An issue without a date takes SOURCE_DATE_EPOCH's, never the clock's."""
    moment = moment_of_build()
    if plan.issue.date is not None or moment is None:
        return plan
    return replace(plan, issue=replace(plan.issue, date=moment.date()))


def moment_of_build() -> dt.datetime | None:
    """SOURCE_DATE_EPOCH: what reproducible builds take for the time of day."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            Message(
                zh=f"SOURCE_DATE_EPOCH 不是秒数：{epoch}",
                en=f"SOURCE_DATE_EPOCH is no number of seconds: {epoch}",
            )
        ) from error


def _drafted(plan: IssuePlan) -> IssuePlan:
    email = replace(plan.editions.email, dpi=72)
    return replace(plan, editions=replace(plan.editions, email=email))


def _lenient(finding: Finding) -> Finding:
    """A draft may show captions that nobody has confirmed yet."""
    return (
        replace(finding, severity=Severity.WARNING) if finding.code == "issue/uncertain-caption" else finding
    )


def _with_spots(plan: IssuePlan, names: Sequence[str]) -> IssuePlan:
    """Those of the ticket and those of the command line."""
    press = plan.editions.press
    press = replace(press, spots=tuple(dict.fromkeys((*press.spots, *names))))
    return replace(plan, editions=replace(plan.editions, press=press))


def _validators() -> Validators:
    """VeraPDF where it is; without it the other validator judges alone, and the report says so."""
    try:
        return Validators(verapdf=find_verapdf(), cache=work_folder())
    except MissingToolError:
        return Validators()


def work_folder() -> Path:
    """Cleaned pictures are kept between builds, under the hash of their source."""
    if own := os.environ.get("REPORT_PDF_CACHE"):
        return Path(own)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "report-pdf"


class Bar:
    """A bar on a terminal, plain lines otherwise."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        self._task = self._progress.add_task("", total=None)

    def __enter__(self) -> Self:
        if console.is_terminal:
            self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        if console.is_terminal:
            self._progress.stop()

    def step(self, step: Step) -> None:
        """Shows a step as it begins."""
        name = step.name.in_language(self._language)
        if console.is_terminal:
            self._progress.update(self._task, description=name, total=step.count, completed=step.number - 1)
        else:
            console.print(f"[{step.number}/{step.count}] {name}", markup=False)


def _summary(made: Build, paths: Sequence[Path], *, language: str) -> None:
    zh = language.startswith("zh")
    table = Table(title="成品" if zh else "Made", title_justify="left")
    table.add_column("文件" if zh else "File", overflow="fold")
    table.add_column("页" if zh else "Pages", justify="right")
    table.add_column("大小" if zh else "Size", justify="right")
    table.add_column("检查" if zh else "Preflight")
    pages = {f"{edition.name.value}.pdf": edition.pages for edition in made.editions}
    passed, failed = ("通过", "未通过") if zh else ("passed", "failed")
    verdicts = {report.file: passed if report.passed else failed for report in made.reports}
    for path in paths:
        size = f"{_size(made, path.name) / 1000:,.0f} kB"
        table.add_row(str(path), str(pages.get(path.name, "")), size, verdicts.get(path.name, ""))
    console.print(table)
    counts = {severity: sum(f.severity is severity for f in made.findings) for severity in Severity}
    console.print(
        f"错误 {counts[Severity.ERROR]}，注意 {counts[Severity.WARNING]}，提示 {counts[Severity.INFO]}"
        if zh
        else f"{counts[Severity.ERROR]} errors, {counts[Severity.WARNING]} warnings, {counts[Severity.INFO]} notes"
    )


def _size(made: Build, name: str) -> int:
    """Bytes of a file, or of all files of a folder."""
    return sum(len(data) for file, data in made.files.items() if file == name or file.startswith(f"{name}/"))


def _condensed(findings: Sequence[Finding]) -> list[Finding]:
    """Corrections of one kind in one file in one line: ``report-pdf lint`` has them one by one."""
    said: list[Finding] = []
    counts = Counter(_kind(finding) for finding in findings if finding.correction)
    for finding in findings:
        if not finding.correction or counts[_kind(finding)] == 1:
            said.append(finding)
        elif (count := counts.pop(_kind(finding), 0)) > 1:
            said.append(_counted(finding, count))
    return said


def _kind(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.place.file if finding.place else ""


def _counted(finding: Finding, count: int) -> Finding:
    change = finding.correction
    example = f"“{change.before}”→“{change.after}”" if change else ""
    return replace(
        finding,
        place=Place(file=finding.place.file) if finding.place else None,
        message=Message(zh=f"改正 {count} 处，如 {example}。", en=f"{count} corrected, such as {example}."),
        hint=Message(zh="逐条查看：report-pdf lint。", en="One by one: report-pdf lint."),
    )


def _judge(made: Build, *, strict: bool) -> None:
    """Files and reports are written; a broken promise still ends the command with its code."""
    if any(edition.refused for edition in made.editions):
        raise DeliveryError(
            Message(
                zh="邮件版超过大小上限，没有写出；各页各占多少，见 preflight.json 的 weights。",
                en="the email edition is over its limit and not written; preflight.json has the weight of each page.",
            )
        )
    broken = any(finding.severity is Severity.ERROR for finding in made.findings)
    if broken or not all(report.passed for report in made.reports):
        raise PreflightFailed(
            Message(zh="印前检查未通过，见 preflight.json。", en="preflight failed: see preflight.json.")
        )
    if strict and any(_weighs(finding) for finding in made.findings):
        raise PreflightFailed(
            Message(zh="--strict：有未处理的“注意”。", en="--strict: there are warnings left."),
            hint=Message(zh="改正，或去掉 --strict。", en="Mend them, or build without --strict."),
        )


def _weighs(finding: Finding) -> bool:
    """A correction already made is nothing left to do."""
    return finding.severity is not Severity.INFO and finding.correction is None
