"""``report-pdf fonts``: the faces, what they hold, and what a text lacks in them."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from report_pdf.cli.terminal import exits_with_its_code, say_findings, user_language
from report_pdf.errors import InputError
from report_pdf.findings import Message, Place
from report_pdf.fonts import (
    Face,
    Rank,
    catalogue,
    check_coverage,
    coverage,
    gb2312,
    general_table,
    may_embed,
    missing,
)

__all__ = ["command"]

_HEADS = {
    "zh": ("字体家族", "字重", "字形数", "通用规范汉字表", "GB 2312", "可嵌入", "许可", "文件"),
    "en": ("family", "weight", "glyphs", "8105", "GB 2312", "embeds", "licence", "file"),
}
# Wide enough that a pipe or a file gets whole lines.
_PIPED_WIDTH = 200

Lines = tuple[tuple[str, Place], ...]


@click.command("fonts")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--text", help="检查这段文字。Check this text.")
@exits_with_its_code
def command(file: Path | None, text: str | None) -> None:
    """列出字体，或检查一段文字、一个 UTF-8 文件缺哪些字。Lists the faces, or what a text lacks."""
    out = _output()
    if file is None and text is None:
        out.print(_faces())
        return
    lines = (*(_typed(text) if text else ()), *(_read(file) if file else ()))
    out.print(_lacking(lines))
    say_findings(check_coverage(lines), language=user_language())


def _output() -> Console:
    """Standard output, as wide as the terminal when there is one."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_PIPED_WIDTH)


def _faces() -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in _HEADS[user_language()]:
        table.add_column(head)
    for face in catalogue():
        held = coverage(face)
        table.add_row(
            face.family,
            str(face.weight),
            str(held.glyphs),
            _share(held.characters, general_table()),
            _share(held.characters, gb2312()),
            "✓" if may_embed(face) else "✗",
            face.licence,
            face.file,
        )
    return table


def _share(held: frozenset[int], promised: frozenset[int]) -> str:
    return f"{len(held & promised)}/{len(promised)}"


def _lacking(lines: Lines) -> Table:
    """What each face lacks, then what all of them lack."""
    english = user_language() == "en"
    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in ("face", "lacks") if english else ("字体", "缺字"):
        table.add_column(head)
    # The fallback faces hold nothing but what the six lack: only all together do they answer the question.
    for face in (face for face in catalogue() if face.rank is Rank.CASE):
        table.add_row(str(face), _distinct(lines, (face,)))
    table.add_row("all together" if english else "合计", _distinct(lines, catalogue()))
    return table


def _distinct(lines: Lines, faces: tuple[Face, ...]) -> str:
    found = dict.fromkeys(cluster.text for line, _ in lines for cluster in missing(line, faces=faces))
    return f"{len(found)}: {' '.join(found)}" if found else "0"


def _typed(text: str) -> Lines:
    return tuple((line, Place(file="--text", line=number, column=1)) for number, line in _numbered(text))


def _read(file: Path) -> Lines:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            Message(zh="文件不是 UTF-8 编码。", en="the file is not UTF-8."),
            place=Place(file=str(file), offset=error.start),
            hint=Message(zh="请另存为 UTF-8。", en="Save it as UTF-8."),
        ) from error
    return tuple((line, Place(file=str(file), line=number, column=1)) for number, line in _numbered(text))


def _numbered(text: str) -> list[tuple[int, str]]:
    """Lines as editors count them: str.splitlines would also break at form feeds and U+2028."""
    return list(enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1))
