"""How an issue is bound, from its ticket and the number of its pages: blank pages, block, spine.

In: pages as they were laid out, and the print edition's ticket. Out: what the build, its manifest and ``impose`` go by.
"""

from __future__ import annotations

from dataclasses import dataclass

from report_pdf.findings import Finding, Message, Place
from report_pdf.imposition.forms import Blank
from report_pdf.imposition.measures import CALIPER_MM, COVER_CALIPER_MM, spine_width
from report_pdf.imposition.padding import padded
from report_pdf.imposition.remarks import about_blanks, listed_mm
from report_pdf.imposition.rules import said
from report_pdf.model.plan import PressPlan

__all__ = ["Binding", "bind"]

_MULTIPLES = {"saddle-stitch": 4, "perfect": 2}
_COVER_PAGES = 4
_THINNEST_GLUED_MM = 3.0
_THICKEST_STITCHED_MM = 3.2
"""Of the folded pages: 64 pages of 0.1 mm, 80 of 0.08 mm. Print shops name 64 to 80 pages by paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """How an issue is bound; lengths in millimetres.

    Attributes:
        kind: ``saddle-stitch``, ``perfect`` or ``none``.
        pages: With blanks.
        blanks: How many of them stand before the back cover.
        caliper_mm: Of a leaf.
        cover_caliper_mm: Of the cover.
        spine_mm: Of a perfect bound issue.
        findings: What to say of it.
    """

    kind: str
    pages: int
    blanks: int
    caliper_mm: float
    cover_caliper_mm: float
    spine_mm: float | None = None
    findings: tuple[Finding, ...] = ()


def bind(pages: int, ticket: PressPlan, *, file: str) -> Binding:
    """The binding of so many pages. ``file`` is what the findings are about."""
    multiple = _MULTIPLES.get(ticket.binding, 1)
    blanks = -pages % multiple
    caliper = ticket.paper.caliper_mm if ticket.paper else CALIPER_MM
    cover = ticket.cover_paper.caliper_mm if ticket.cover_paper else COVER_CALIPER_MM
    findings: list[Finding] = []
    if blanks:
        order = padded(pages, multiple=multiple, blank=Blank.INTENDED)
        findings += about_blanks(order, file=file, multiple=multiple, movable=False)
    spine = None
    if ticket.binding == "perfect":
        spine, finding = _spine(pages + blanks, ticket, caliper, cover, file=file)
        findings += [finding, *_assumed(ticket, file=file), *_thin(spine, file=file)]
    if ticket.binding == "saddle-stitch":
        findings += _thick(pages + blanks, caliper, file=file)
    return Binding(
        kind=ticket.binding,
        pages=pages + blanks,
        blanks=blanks,
        caliper_mm=caliper,
        cover_caliper_mm=cover,
        spine_mm=spine,
        findings=tuple(findings),
    )


def _spine(
    pages: int, ticket: PressPlan, caliper: float, cover: float, *, file: str
) -> tuple[float, Finding]:
    body = max(0, pages - _COVER_PAGES)
    spine, how = ticket.spine_mm, ""
    if spine is None:
        spine = round(spine_width(body, caliper=caliper, cover_caliper=cover), 3)
        how = f"{(body + 1) // 2} × {listed_mm(caliper)} + {listed_mm(cover)}"
    zh, en = (f"（{how}）", f" ({how})") if how else ("（印厂给定）", " (given by the print shop)")
    finding = said(
        "imposition/spine",
        Place(file=file),
        zh=f"胶订，书脊 {listed_mm(spine)} mm{zh}。",
        en=f"perfect bound, the spine is {listed_mm(spine)} mm{en}.",
        hint=Message(
            zh=f"封面另成一个文件：report-pdf impose {file} --cover -o cover.pdf。",
            en=f"The cover is a file of its own: report-pdf impose {file} --cover -o cover.pdf.",
        ),
    )
    return spine, finding


def _assumed(ticket: PressPlan, *, file: str) -> list[Finding]:
    if ticket.spine_mm is not None or (ticket.paper and ticket.cover_paper):
        return []
    parts = [
        (ticket.paper, CALIPER_MM, "内文纸", "pages"),
        (ticket.cover_paper, COVER_CALIPER_MM, "封面纸", "cover"),
    ]
    missing = [(f"{zh} {mm} mm", f"{mm} mm for the {en}") for paper, mm, zh, en in parts if paper is None]
    return [
        said(
            "imposition/paper-assumed",
            Place(file=file),
            zh=f"没有写用什么纸，书脊按{'、'.join(zh for zh, _ in missing)}算。",
            en=f"no paper is named; the spine is computed with {', '.join(en for _, en in missing)}.",
            hint=Message(
                zh="在 issue.yaml 里写 editions: {print: {paper: 105g 铜版纸, cover_paper: 200g 铜版纸}}，或印厂给的 spine。",
                en="Name them in issue.yaml: editions: {print: {paper: 105g coated, cover_paper: 200g coated}}, or give the print shop's spine.",
            ),
        )
    ]


def _thin(spine: float, *, file: str) -> list[Finding]:
    if spine >= _THINNEST_GLUED_MM:
        return []
    return [
        said(
            "imposition/too-thin",
            Place(file=file),
            zh=f"书脊只有 {listed_mm(spine)} mm，胶订粘不牢。",
            en=f"a spine of {listed_mm(spine)} mm is too thin for glue to hold.",
            hint=Message(
                zh="改用骑马订（binding: saddle-stitch），或问过印厂。",
                en="Saddle-stitch it (binding: saddle-stitch), or ask the print shop.",
            ),
        )
    ]


def _thick(pages: int, caliper: float, *, file: str) -> list[Finding]:
    thickness = pages / 2 * caliper
    if thickness <= _THICKEST_STITCHED_MM + 1e-9:
        return []
    most = int(_THICKEST_STITCHED_MM / caliper * 2 + 1e-9) // 4 * 4
    return [
        said(
            "imposition/too-thick",
            Place(file=file),
            zh=f"骑马订 {pages} 页，合起来 {listed_mm(thickness)} mm 厚；这种纸宜在 {most} 页以内。",
            en=f"{pages} pages are {listed_mm(thickness)} mm thick; saddle stitching suits {most} pages of this paper.",
            hint=Message(
                zh="改用胶订（binding: perfect）、薄一些的纸，或减少页数。",
                en="Bind it perfect (binding: perfect), take thinner paper, or cut pages.",
            ),
        )
    ]
