"""What is drawn over a small page: where it is cut, how far it bleeds, what is safe, its pictures, what was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from report_pdf.findings import Severity
from report_pdf.model.pages import Resource
from report_pdf.model.proof import ProofBox, ProofFinding, ProofPage
from report_pdf.pictures import heat_colour

__all__ = ["AROUND_MM", "COLOURS", "ink_scale", "page_lines", "peak_lines"]

SAFETY_MM = 5.0
"""Nearer to the trim nothing should stand that may not be cut (GWG 2022; trade practice)."""

AROUND_MM = 1.0
"""By how much the drawing is larger than the page on each side, on the proof."""

COLOURS = {
    "bleed": "#0a6ebd",
    "trim": "#d6006c",
    "safety": "#0b8a5a",
    "picture": "#1f2328",
    Severity.ERROR: "#c8102e",
    Severity.WARNING: "#c26a00",
    Severity.INFO: "#5b6670",
}
_THIN, _MEDIUM = 0.09, 0.14
_HALO = 0.12


def page_lines(page: ProofPage, findings: Iterable[ProofFinding], *, scale: float) -> Resource:
    """An SVG to lie over the page's picture; ``scale``: millimetres on the proof for one of the page."""
    trim = page.trim
    safe = ProofBox(
        left=trim.left + SAFETY_MM,
        top=trim.top + SAFETY_MM,
        width=max(0.0, trim.width - 2 * SAFETY_MM),
        height=max(0.0, trim.height - 2 * SAFETY_MM),
    )
    bleed = ProofBox(left=0, top=0, width=page.width_mm, height=page.height_mm)
    shapes = [
        *(_outline(picture.box, "#ffffff", scale=scale, width=_THIN + _HALO) for picture in page.pictures),
        *(_outline(picture.box, COLOURS["picture"], scale=scale, width=_THIN) for picture in page.pictures),
        *(_outline(box, "#ffffff", scale=scale, width=_MEDIUM + _HALO) for box in (safe, trim, bleed)),
        _outline(safe, COLOURS["safety"], scale=scale, width=_MEDIUM, dash=0.8),
        _outline(trim, COLOURS["trim"], scale=scale, width=_MEDIUM),
        _outline(bleed, COLOURS["bleed"], scale=scale, width=_MEDIUM),
        *_found(findings, scale),
    ]
    return _svg(f"proof:lines-{page.number}.svg", page, shapes, scale)


def peak_lines(page: ProofPage, *, scale: float) -> Resource:
    """Over the map of a page's ink: the trim, and the fullest square."""
    shapes = [_outline(page.trim, COLOURS["trim"], scale=scale, width=_THIN)]
    if page.peak is not None:
        shapes += [
            _outline(page.peak.place, "#ffffff", scale=scale, width=_MEDIUM + 2 * _HALO),
            _outline(page.peak.place, COLOURS["picture"], scale=scale, width=_MEDIUM + 0.06),
        ]
    return _svg(f"proof:peak-{page.number}.svg", page, shapes, scale)


def ink_scale(limit: float) -> Resource:
    """The colours of the map from 0 to a fifth over ``limit``."""
    top = limit * 1.2
    steps = 120
    bars = "".join(
        f'<rect x="{step}" y="0" width="{steps - step}" height="6" '
        f'fill="{_hex(heat_colour((step + 0.5) / steps * top, limit))}"/>'
        for step in range(steps)
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {steps} 6" '
        f'preserveAspectRatio="none">{bars}</svg>'
    )
    return Resource(url="proof:scale.svg", data=svg.encode(), media_type="image/svg+xml")


def _hex(colour: tuple[int, int, int]) -> str:
    red, green, blue = colour
    return f"#{red:02x}{green:02x}{blue:02x}"


def _found(findings: Iterable[ProofFinding], scale: float) -> Iterator[str]:
    for finding in findings:
        colour = COLOURS[finding.finding.severity]
        for box in finding.places:
            around = 0.35 / scale
            yield _outline(
                ProofBox(
                    left=box.left - around,
                    top=box.top - around,
                    width=box.width + 2 * around,
                    height=box.height + 2 * around,
                ),
                colour,
                scale=scale,
                width=_MEDIUM + 0.06,
            )


def _outline(box: ProofBox, colour: str, *, scale: float, width: float, dash: float = 0) -> str:
    """``width`` and ``dash`` in millimetres on the proof."""
    dashed = f' stroke-dasharray="{dash / scale:.2f} {dash * 0.7 / scale:.2f}"' if dash else ""
    return (
        f'<rect x="{box.left:.2f}" y="{box.top:.2f}" width="{box.width:.2f}" height="{box.height:.2f}" '
        f'fill="none" stroke="{colour}" stroke-width="{width / scale:.3f}"{dashed}/>'
    )


def _svg(url: str, page: ProofPage, shapes: Iterable[str], scale: float) -> Resource:
    """A millimetre of the proof larger on each side than the page: lines on its edge are drawn whole."""
    more = AROUND_MM / scale
    view = f"{-more:.3f} {-more:.3f} {page.width_mm + 2 * more:.3f} {page.height_mm + 2 * more:.3f}"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}">{"".join(shapes)}</svg>'
    return Resource(url=url, data=svg.encode(), media_type="image/svg+xml")
