"""``report-pdf impose``: single pages on press sheets."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click

from report_pdf.cli.terminal import exits_with_its_code, say_findings, user_language
from report_pdf.delivery import write_files
from report_pdf.errors import UsageError
from report_pdf.findings import Message
from report_pdf.imposition import (
    CALIPER_MM,
    COVER_CALIPER_MM,
    MM,
    SIGNATURES,
    Blank,
    Imposed,
    ImpositionSpec,
    Scheme,
    Spine,
    SpineSide,
    Ticket,
    impose,
    parse_sheet,
    read_ticket,
)
from report_pdf.model.plan import PaperPlan
from report_pdf.plan import KINDS, paper_named

__all__ = ["command"]

_LENGTH = re.compile(r"(\d+(?:\.\d+)?|\.\d+)\s*(mm|毫米|cm|厘米|pt|点|um|µm|μm|微米)?", re.IGNORECASE)
_UNITS = {
    None: MM, "mm": MM, "毫米": MM, "cm": 10 * MM, "厘米": 10 * MM, "pt": 1.0, "点": 1.0,
    "um": MM / 1000, "µm": MM / 1000, "μm": MM / 1000, "微米": MM / 1000,
}  # fmt: skip


class _Length(click.ParamType[float]):
    """``3mm``, ``0.3cm``, ``8pt``, ``100um``; a bare number is millimetres. In points."""

    name = "length"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        if isinstance(value, float):
            return value
        match = _LENGTH.fullmatch(str(value).strip())
        if match is None:
            said = Message(
                zh=f"“{value}”不是长度，写成 3mm、0.3cm、8pt 或 100um。",
                en=f"“{value}” is no length: write 3mm, 0.3cm, 8pt or 100um.",
            )
            self.fail(said.in_language(user_language()), param, ctx)
        unit = match[2].lower() if match[2] else None
        return float(match[1]) * _UNITS[unit]


_LENGTH_TYPE = _Length()


@click.command(name="impose")
@click.argument("file", metavar="FILE.pdf", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    metavar="OUT.pdf",
    required=True,
    type=click.Path(path_type=Path),
    help="输出文件 The result.",
)
@click.option(
    "--scheme",
    type=click.Choice([scheme.value for scheme in Scheme]),
    default=Scheme.SADDLE_STITCH.value,
    show_default=True,
    help="怎样拼 How pages go on sheets.",
)
@click.option("--cover", is_flag=True, help="封面展开，即 --scheme cover-spread The cover spread.")
@click.option("--pages", metavar="RANGE", help="只拼这些页 Only these pages: 1-4,z.")
@click.option(
    "--signature",
    type=click.Choice([str(pages) for pages in SIGNATURES]),
    default="4",
    show_default=True,
    help="每帖页数 Pages of a folded sheet.",
)
@click.option(
    "--inside",
    is_flag=True,
    help="自翻版的书帖套合（骑马订） Signatures of a work-and-turn lie in each other, for stitching.",
)
@click.option(
    "--sheet",
    metavar="SHEET",
    help="纸张 A3, SRA3, 889x1194/2, 大度对开, 440x320mm；不写则刚好放得下 default: just large enough.",
)
@click.option(
    "--paper-caliper",
    type=_LENGTH_TYPE,
    metavar="LENGTH",
    help="纸厚，不写则依清单，再不然 0.1mm Thickness of the paper; default: as the manifest says, else 0.1mm.",
)
@click.option(
    "--paper", metavar="PAPER", help="纸名，如 105g 铜版纸；厚度由它查出 Its weight and kind: 105g coated."
)
@click.option(
    "--creep",
    type=_LENGTH_TYPE,
    metavar="LENGTH",
    help="每层的爬移，不写则等于纸厚 Creep of a leaf; default: the caliper.",
)
@click.option(
    "--gutter",
    type=_LENGTH_TYPE,
    metavar="LENGTH",
    help="订口间隙，胶订默认 6mm 供铣背 Between pages at the spine; perfect: 6mm, to be milled.",
)
@click.option(
    "--bleed", type=_LENGTH_TYPE, metavar="LENGTH", default="3mm", show_default=True, help="出血 Bleed."
)
@click.option(
    "--blank",
    type=click.Choice([blank.value for blank in Blank]),
    help="空白页：封四之前，或最后 Blank pages: before the back cover (default when stitched), or last.",
)
@click.option(
    "--spine-side",
    type=click.Choice([side.value for side in SpineSide]),
    help="书脊在左或在右（竖排），不写则依文件 Where the spine is; default: as the file says.",
)
@click.option("--no-marks", is_flag=True, help="不加标记 Neither marks nor slug.")
@click.option(
    "--spine",
    type=_LENGTH_TYPE,
    metavar="LENGTH",
    help="封面的书脊宽，不写则算 Width of the cover's spine; default: computed.",
)
@click.option(
    "--cover-caliper",
    type=_LENGTH_TYPE,
    metavar="LENGTH",
    help="封面纸厚，不写则依清单，再不然 0.25mm Thickness of the cover's paper; default: the manifest's, else 0.25mm.",
)
@click.option("--cover-paper", metavar="PAPER", help="封面纸名 Weight and kind of the cover's paper.")
@click.option(
    "--spine-text", metavar="TEXT", help="书脊上的字，空串不印 What stands on the spine; empty: nothing."
)
@click.option(
    "--body-pages",
    type=click.IntRange(min=1),
    metavar="N",
    help="文件只有封面时的正文页数 Pages of the body, where the file is the cover only.",
)
@click.option(
    "--password-env",
    "password_name",
    metavar="NAME",
    help="密码所在的环境变量 Environment variable with the password.",
)
@exits_with_its_code
def command(
    *,
    file: Path,
    output: Path,
    scheme: str,
    cover: bool,
    pages: str | None,
    signature: str,
    inside: bool,
    sheet: str | None,
    paper_caliper: float | None,
    paper: str | None,
    creep: float | None,
    gutter: float | None,
    bleed: float,
    blank: str | None,
    spine_side: str | None,
    no_marks: bool,
    spine: float | None,
    cover_caliper: float | None,
    cover_paper: str | None,
    spine_text: str | None,
    body_pages: int | None,
    password_name: str | None,
) -> None:
    """把单页 PDF 拼成印张。Put the pages of a PDF on press sheets: FILE.pdf -o OUT.pdf."""
    ticket = read_ticket(file)
    spec = ImpositionSpec(
        scheme=Scheme.COVER_SPREAD if cover else Scheme(scheme),
        pages=pages,
        signature=int(signature),
        inside=inside,
        sheet=parse_sheet(sheet) if sheet else None,
        caliper=_caliper(paper_caliper, paper, ticket.caliper_mm if ticket else CALIPER_MM),
        creep=creep,
        gutter=gutter,
        bleed=bleed,
        blank=Blank(blank) if blank else None,
        spine_side=SpineSide(spine_side) if spine_side else None,
        marks=not no_marks,
        spine=_spine(
            spine, ticket, given=any((paper_caliper, paper, cover_caliper, cover_paper, body_pages))
        ),
        cover_caliper=_caliper(
            cover_caliper, cover_paper, ticket.cover_caliper_mm if ticket else COVER_CALIPER_MM
        ),
        lettering=_lettering(spine_text, ticket),
        body_pages=body_pages,
    )
    imposed = impose(file, spec, password=_password(password_name))
    write_files({output.name: imposed.pdf}, output.parent)
    say_findings(imposed.findings, language=user_language())
    click.echo(_done(output, imposed).in_language(user_language()))


def _caliper(length: float | None, paper: str | None, otherwise_mm: float) -> float:
    """In points: the thickness given, else the paper's, else what the manifest or the house says."""
    if length is not None:
        return length
    return (_paper(paper).caliper_mm if paper else otherwise_mm) * MM


def _paper(name: str) -> PaperPlan:
    paper = paper_named(name)
    if paper is None:
        raise UsageError(
            Message(zh=f"不知道“{name}”有多厚。", en=f"how thick “{name}” is, is not known."),
            hint=Message(
                zh=f"写克重和品种，如 105g 铜版纸（{'、'.join(kind.names[0] for kind in KINDS)}），或用 --paper-caliper 给厚度。",
                en="Write weight and kind (coated, matt, offset, board), or give --paper-caliper.",
            ),
        )
    return paper


def _spine(length: float | None, ticket: Ticket | None, *, given: bool) -> float | None:
    """What was asked for; else the manifest's, unless something it was computed from is given; else computed."""
    if length is not None or ticket is None or ticket.spine_mm is None or given:
        return length
    return ticket.spine_mm * MM


def _lettering(text: str | None, ticket: Ticket | None) -> Spine | None:
    inks = ticket.spine_inks if ticket else None
    name, number = (ticket.name, ticket.number) if ticket else ("", "")
    if text is not None:
        name, number = text.strip(), ""
    if not name:
        return None
    return (
        Spine(name=name, number=number, ground=inks[0], type=inks[1])
        if inks
        else Spine(name=name, number=number)
    )


def _password(name: str | None) -> str | None:
    if name is None:
        return None
    if name not in os.environ:
        raise UsageError(
            Message(zh=f"没有环境变量“{name}”。", en=f"there is no environment variable “{name}”."),
            hint=Message(zh=f"先执行 export {name}=密码。", en=f"Run export {name}=PASSWORD first."),
        )
    return os.environ[name]


def _done(output: Path, imposed: Imposed) -> Message:
    size = f"{imposed.width / MM:.0f}×{imposed.height / MM:.0f} mm"
    return Message(
        zh=f"{output}：{imposed.sheets} 张，{imposed.sides} 面，每张 {size}。",
        en=f"{output}: {imposed.sheets} sheets, {imposed.sides} sides, {size}.",
    )
