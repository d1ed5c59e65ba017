"""Whether photographs have pixels enough for the size they are printed at, told while their names are still known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from report_pdf.findings import Finding, Message, Place, Rule, Severity
from report_pdf.model.pages import Anchor, Placement
from report_pdf.pictures.crop import effective_ppi

__all__ = ["RESOLUTION_RULES", "coarse_pictures", "pages_of"]

LEAST_PPI = 150
"""Below this nobody prints (GWG 2022 R0031)."""

_WHY = Message(
    zh="放得比像素能承受的大，印出来发虚、见锯齿。",
    en="Set larger than its pixels bear, a picture prints soft and jagged.",
)
_COARSE = Rule(code="pictures/too-coarse", severity=Severity.ERROR, rationale=_WHY, source="GWG 2022 R0031")
_LOW = Rule(code="pictures/low-ppi", severity=Severity.WARNING, rationale=_WHY, source="GWG 2022 R0031")
RESOLUTION_RULES = (_COARSE, _LOW)


def coarse_pictures(
    placements: Sequence[Placement], anchors: Sequence[Anchor], *, min_ppi: int, file: str
) -> tuple[Finding, ...]:
    """A finding for each picture placed below ``min_ppi``: its file, its page in ``file``, its pixels an inch there."""
    pages = pages_of(placements, anchors)
    return tuple(dict.fromkeys(_judged(placements, pages, min_ppi=min_ppi, file=file)))


def pages_of(placements: Sequence[Placement], anchors: Sequence[Anchor]) -> Mapping[str, int]:
    """The physical page of each placement's url: the element around it is called like the picture."""
    standing = {anchor.name: anchor.page for anchor in anchors}
    keys = {placement.url: placement.url.rpartition("/")[2].rpartition(".")[0] for placement in placements}
    return {url: standing[key] for url, key in keys.items() if key in standing}


def _judged(
    placements: Sequence[Placement], pages: Mapping[str, int], *, min_ppi: int, file: str
) -> Iterator[Finding]:
    for placement in placements:
        ppi = effective_ppi(placement)
        if ppi >= max(min_ppi, LEAST_PPI):
            continue
        rule = _COARSE if ppi < LEAST_PPI else _LOW
        page = pages.get(placement.url)
        where = (
            Message(zh=f"{file} 第 {page} 页", en=f"page {page} of {file}")
            if page
            else Message(zh=file, en=file)
        )
        size = f"{placement.width_mm:.0f}×{placement.height_mm:.0f}"
        widest = placement.width_mm * ppi / max(min_ppi, LEAST_PPI)
        yield rule.at(
            Place(file=placement.picture.name),
            Message(
                zh=f"{where.zh}放成 {size} 毫米，只有 {ppi:.0f} ppi（要 {min_ppi} ppi）。",
                en=f"{where.en} sets it at {size} mm, which leaves {ppi:.0f} ppi ({min_ppi} are wanted).",
            ),
            hint=Message(
                zh=f"请换一张大图（原片约 {placement.width_mm / 25.4 * 300:.0f} 像素宽）；现有的最多放 {widest:.0f} 毫米宽。",
                en=f"Use a larger file (some {placement.width_mm / 25.4 * 300:.0f} pixels across); this one bears "
                f"{widest:.0f} mm.",
            ),
        )
