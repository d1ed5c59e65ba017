"""``report-pdf stitch``: supplements behind any PDF."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Literal

import click

from report_pdf.cli.stitch_bar import SIZE, StitchBar
from report_pdf.cli.stitch_claims import with_claims_judged
from report_pdf.cli.terminal import exits_with_its_code, say_findings, user_language
from report_pdf.delivery import write_files
from report_pdf.errors import UsageError
from report_pdf.findings import Finding, Message
from report_pdf.model.plan import StitchChoices, StitchPlace, StitchStart
from report_pdf.stitch import (
    STAMP_PLACES,
    SplitPacket,
    SplitSpec,
    StampSpec,
    StitchedFiles,
    SupplementRequest,
    read_colour,
    split_packet,
    stitch_files,
)

__all__ = ["command"]

_WITH_PAGES = re.compile(r"(?P<file>.+)\[(?P<pages>[^\[\]]*)\]", re.DOTALL)


@click.command(name="stitch")
@click.argument("body", metavar="BODY.pdf", type=click.Path(path_type=Path))
@click.argument("supplements", metavar="SUPPLEMENT[页 pages]...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    metavar="OUT.pdf",
    required=True,
    type=click.Path(path_type=Path),
    help="输出文件 The result.",
)
@click.option(
    "--title",
    "titles",
    multiple=True,
    help="书签标题，按附件次序可重复 Bookmark titles, in order, repeatable.",
)
@click.option(
    "--start",
    type=click.Choice([start.value for start in StitchStart]),
    default=StitchStart.NEXT.value,
    show_default=True,
    help="从右页或下一页起 Start on a recto or on the next page.",
)
@click.option(
    "--place",
    type=click.Choice([place.value for place in StitchPlace]),
    default=StitchPlace.PAGE.value,
    show_default=True,
    help="原样成页，或缩进正文页框内 As its own page, or inside a page of the body's size.",
)
@click.option(
    "--rotate", type=click.Choice(["0", "90", "180", "270"]), default="0", help="顺时针旋转 Turn clockwise."
)
@click.option(
    "--changed",
    type=click.Choice(["error", "picture"]),
    default="error",
    show_default=True,
    help="会变样的页：出错，或转成图片 A page that would not look the same: an error, or a picture.",
)
@click.option(
    "--fields",
    type=click.Choice(["keep", "flatten"]),
    default="keep",
    show_default=True,
    help="表单域保留，或画进页面 Keep form fields, or flatten them into the pages.",
)
@click.option("--attach-originals", is_flag=True, help="附上收到的原件 Attach the files as received.")
@click.option(
    "--divider", is_flag=True, help="每个附件前加标题页 A page with its title before each supplement."
)
@click.option(
    "--number",
    "numbers",
    multiple=True,
    metavar="15A",
    help="附件首页的页码，按次序可重复 Label of a supplement's first page, in order, repeatable.",
)
@click.option(
    "--stamp",
    type=click.Choice(STAMP_PLACES),
    default=None,
    help="在附件页上印页码，印在哪里 Print the page label on supplements' pages, and where.",
)
@click.option(
    "--stamp-colour", default="black", show_default=True, help="页码的颜色 Its colour: red, #c00000."
)
@click.option(
    "--password-env",
    "password_names",
    metavar="NAME",
    multiple=True,
    help="密码所在的环境变量 Environment variable with the password; once for all, or one each in order.",
)
@click.option(
    "--split-size",
    type=SIZE,
    metavar="10MB",
    help="每个文件至多多大，超过则分成几个 Largest size of a file: more goes into several.",
)
@click.option(
    "--split-pages",
    type=click.IntRange(min=1),
    metavar="200",
    help="每个文件至多多少页 Most pages in a file.",
)
@click.option(
    "--report",
    metavar="F.json",
    type=click.Path(path_type=Path),
    help="合订报告 What was kept, changed, left.",
)
@exits_with_its_code
def command(
    *,
    body: Path,
    supplements: tuple[str, ...],
    output: Path,
    titles: tuple[str, ...],
    start: str,
    place: str,
    rotate: str,
    changed: Literal["error", "picture"],
    fields: Literal["keep", "flatten"],
    attach_originals: bool,
    divider: bool,
    numbers: tuple[str, ...],
    stamp: str | None,
    stamp_colour: str,
    password_names: tuple[str, ...],
    split_size: int | None,
    split_pages: int | None,
    report: Path | None,
) -> None:
    """把附件订在任一 PDF 之后。Stitch supplements behind any PDF: BODY.pdf A.pdf[1-4] B.pdf[3,z] -o OUT.pdf."""
    passwords = _one_each(_passwords(password_names), len(supplements))
    names = _titles(titles, len(supplements))
    choices = StitchChoices(
        rotate=int(rotate),
        changed=changed,
        fields=fields,
        original="attach" if attach_originals else "leave",
    )
    whole = SupplementRequest(
        path=body,
        name=str(body),
        start=StitchStart(start),
        place=StitchPlace(place),
        choices=choices,
        divider=divider,
    )
    called = [*numbers[: len(supplements)], *[""] * (len(supplements) - len(numbers))]
    requests = [
        replace(_request(word, whole), title=title, password=password, number=number)
        for word, title, password, number in zip(supplements, names, passwords, called, strict=True)
    ]
    spec = StampSpec(place=stamp, colour=read_colour(stamp_colour)) if stamp else None
    with StitchBar(user_language()) as bar:
        stitched = stitch_files(
            body, requests, body_name=str(body), body_password=passwords[0], stamp=spec, hear=bar.hear
        )
        stitched = with_claims_judged(stitched, requests)
        split = split_packet(
            stitched, SplitSpec(max_size=split_size, max_pages=split_pages), file=output.name, hear=bar.hear
        )
    write_files({part.file: part.data for part in split.parts}, output.parent)
    findings = (*stitched.findings, *split.findings)
    if report is not None:
        record = _report(replace(stitched, findings=findings), split, body=body, output=output)
        write_files({report.name: record}, report.parent)
    say_findings(findings, language=user_language())
    _say_done(stitched, split, output, supplements=len(requests))


def _say_done(stitched: StitchedFiles, split: SplitPacket, output: Path, *, supplements: int) -> None:
    done = Message(
        zh=f"{output}：共 {stitched.pages} 页，附件 {supplements} 个。",
        en=f"{output}: {stitched.pages} pages, {supplements} supplements.",
    )
    click.echo(done.in_language(user_language()))
    for part in split.parts if len(split.parts) > 1 else ():
        size = f"{len(part.data) / 1000:,.0f} kB"
        line = Message(
            zh=f"{output.parent / part.file}：第 {part.first}–{part.last} 页，{size}",
            en=f"{output.parent / part.file}: pages {part.first}–{part.last}, {size}",
        )
        click.echo(line.in_language(user_language()))


def _request(word: str, whole: SupplementRequest) -> SupplementRequest:
    """``report.pdf[1-4]``; a file that is really called so is that file."""
    match = None if Path(word).exists() else _WITH_PAGES.fullmatch(word)
    file, pages = (match["file"], match["pages"]) if match else (word, None)
    return replace(whole, path=Path(file), name=file, pages=pages)


def _titles(titles: Sequence[str], count: int) -> list[str | None]:
    if len(titles) > count:
        raise UsageError(
            Message(
                zh=f"给了 {len(titles)} 个标题，只有 {count} 个附件。",
                en=f"{len(titles)} titles for {count} supplements.",
            ),
            hint=Message(zh="--title 按附件次序一一对应。", en="--title goes with the supplements in order."),
        )
    return [*titles, *[None] * (count - len(titles))]


def _passwords(names: Sequence[str]) -> list[str]:
    missing = [name for name in names if name not in os.environ]
    if missing:
        raise UsageError(
            Message(
                zh=f"没有环境变量“{missing[0]}”。", en=f"there is no environment variable “{missing[0]}”."
            ),
            hint=Message(
                zh=f"先执行 export {missing[0]}=密码。", en=f"Run export {missing[0]}=PASSWORD first."
            ),
        )
    return [os.environ[name] for name in names]


def _one_each(passwords: Sequence[str], count: int) -> list[str | None]:
    if len(passwords) == 1:
        return [passwords[0]] * count
    return [*passwords[:count], *[None] * (count - len(passwords))]


def _report(stitched: StitchedFiles, split: SplitPacket, *, body: Path, output: Path) -> bytes:
    record = {
        "output": str(output),
        "pages": stitched.pages,
        "body": {"file": str(body), "sha256": stitched.body_sha256, "pages": stitched.body_pages},
        "supplements": [
            {
                "file": one.name,
                "title": one.title,
                "sha256": one.sha256,
                "source_pages": one.source_pages,
                "first_page": one.first_page,
                "passport": asdict(one.passport) if one.passport else None,
            }
            for one in stitched.supplements
        ],
        "parts": [
            {
                "file": part.file,
                "bytes": len(part.data),
                "first_page": part.first,
                "last_page": part.last,
                "links_to_parts": part.links,
            }
            for part in split.parts
        ],
        "findings": [_finding(finding) for finding in stitched.findings],
    }
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode(errors="backslashreplace")


def _finding(finding: Finding) -> dict[str, object]:
    place = finding.place
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "file": place.file if place else None,
        "page": place.page if place else None,
        "message": {"zh": finding.message.zh, "en": finding.message.en},
    }
