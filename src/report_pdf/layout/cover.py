"""The cover: its headlines, the pages they lead to, and type that reads on its photograph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from report_pdf.layout.copyfit import em_width
from report_pdf.layout.measures import LayoutFolder
from report_pdf.layout.pictures import place_picture
from report_pdf.layout.views import ArticleView, CoverLineView, CoverView
from report_pdf.model.issue import Cover, Picture
from report_pdf.model.pages import Placement, Scrim
from report_pdf.model.plan import IssueIdentity
from report_pdf.pictures import LEAST_PPI, Tone, contrast, effective_ppi, tones

__all__ = ["LaidCover", "lay_cover"]

_LIGHT, _DARK = "var(--paper)", "var(--ink)"
_DARK_LUMINANCE = 0.011
_WANTED_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
_STRENGTHS = (0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85)
_HEAD_REGION = (0.05, 0.03, 0.95, 0.2)
_FOOT_REGION = (0.05, 0.62, 0.95, 0.97)
_MASTHEAD_PT = 112.0
_LEAST_TRACKING, _MOST_TRACKING = 0.12, 0.3  # em
_LEAD_PT = 36.0
_LEAD_SMALLEST_PT = 28.0
_BLEED_MM, _FRAME_MM = 3.0, 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidCover:
    """View, placement and own style sheet; ``head_is_light``: what colour type has on the cover's upper part."""

    view: CoverView
    placements: tuple[Placement, ...]
    css: str
    head_is_light: bool = True


def lay_cover(
    cover: Cover,
    identity: IssueIdentity,
    articles: Sequence[ArticleView],
    *,
    folder: LayoutFolder,
    bleed_mm: float,
) -> LaidCover:
    """The cover for one edition."""
    lead, *others = cover.headlines or (articles[0].title,)
    lead_pt, lead_lines = _break_lead(cover.title or _whole_title(lead, articles), folder)
    view = CoverView(
        picture=None,
        lead_lines=lead_lines,
        lead_dek=next((a.dek for a in articles if _announces(lead, a.title)), ""),
        lines=tuple(CoverLineView(text=line, target=_target(line, articles)) for line in others),
    )
    name_pt, tracking = _masthead_size(identity.name, folder.pt("type-area-width"))
    sizes = f"--masthead-size: {name_pt}pt; --masthead-tracking: {tracking}pt; --cover-lead-size: {lead_pt}pt"
    if cover.picture is None:
        css = f".cover {{ {sizes}; --cover-type: {_LIGHT}; --cover-foot-type: {_LIGHT} }}"
        return LaidCover(view=view, placements=(), css=css)
    # A photograph too coarse for the whole sheet stands inside a frame; the same in every edition.
    beyond = -_FRAME_MM if _is_coarse(cover.picture, folder) else bleed_mm
    width, height = folder.mm("trim-width") + 2 * beyond, folder.mm("trim-height") + 2 * beyond
    frame = f" .cover-photo {{ left: {-beyond}mm; top: {-beyond}mm; width: {width:.3f}mm; height: {height:.3f}mm }}"
    described = replace(cover.picture, alt=cover.picture.alt or identity.name)
    placed = place_picture(described, folder, key="cover", width_mm=width, height_mm=height)
    head, head_scrim = _type_on(placed.placement, _HEAD_REGION, edge="top", depth=0.34)
    foot, foot_scrim = _type_on(placed.placement, _FOOT_REGION, edge="bottom", depth=0.62)
    placement = Placement(
        url=placed.placement.url,
        picture=cover.picture,
        width_mm=width,
        height_mm=height,
        focus=cover.picture.focus,
        scrims=(*head_scrim, *foot_scrim),
    )
    return LaidCover(
        view=CoverView(
            picture=placed.view, lead_lines=view.lead_lines, lead_dek=view.lead_dek, lines=view.lines
        ),
        placements=(placement,),
        css=f".cover {{ {sizes}; --cover-type: {head}; --cover-foot-type: {foot} }}{frame}",
        head_is_light=head == _LIGHT,
    )


def _is_coarse(picture: Picture, folder: LayoutFolder) -> bool:
    """Over the whole sheet with its bleed it has fewer pixels than print can do with."""
    width, height = (folder.mm(side) + 2 * _BLEED_MM for side in ("trim-width", "trim-height"))
    whole = Placement(url="", picture=picture, width_mm=width, height_mm=height, focus=picture.focus)
    return effective_ppi(whole) < LEAST_PPI


def _type_on(
    placement: Placement,
    region: tuple[float, float, float, float],
    *,
    edge: Literal["top", "bottom"],
    depth: float,
) -> tuple[str, tuple[Scrim, ...]]:
    """Dark type where the picture is light all over the region, else light type on the weakest scrim that carries it."""
    tone = _tone(placement, region, ())
    if contrast(tone.dark, _DARK_LUMINANCE) >= _WANTED_CONTRAST:
        return _DARK, ()
    for strength in _STRENGTHS:
        scrims = (Scrim(edge=edge, depth=depth, strength=strength),)
        if contrast(_tone(placement, region, scrims).light, 1.0) >= _WANTED_CONTRAST:
            return _LIGHT, scrims
    return _LIGHT, (Scrim(edge=edge, depth=depth, strength=_STRENGTHS[-1]),)


def _tone(placement: Placement, region: tuple[float, float, float, float], scrims: tuple[Scrim, ...]) -> Tone:
    return tones(
        placement.picture,
        width_mm=placement.width_mm,
        height_mm=placement.height_mm,
        focus=placement.focus,
        region=region,
        scrims=scrims,
    )


def _masthead_size(name: str, width_pt: float) -> tuple[float, float]:
    """The name across the type area: as large as fits, then tracked out to the edges, at most by a third of an em."""
    gaps, wide = max(1, len(name) - 1), max(0.5, em_width(name))
    size = min(_MASTHEAD_PT, width_pt / (wide + _LEAST_TRACKING * gaps))
    most = _MOST_TRACKING if wide > len(name) * 0.8 else 0.0  # Latin letters are not spaced out
    tracking = min((width_pt - size * wide) / gaps, size * most)
    return round(size, 2), round(max(0.0, tracking), 2)


def _break_lead(text: str, folder: LayoutFolder) -> tuple[float, tuple[str, ...]]:
    size = _LEAD_PT
    lines = folder.phrases(text, measure_em=folder.pt("type-area-width") / size)
    while len(lines) > 2 and size > _LEAD_SMALLEST_PT:
        size -= 2
        lines = folder.phrases(text, measure_em=folder.pt("type-area-width") / size)
    return size, lines


def _announces(line: str, title: str) -> bool:
    return bool(line and title) and (title.startswith(line) or line.startswith(title))


def _whole_title(line: str, articles: Sequence[ArticleView]) -> str:
    """A headline that starts an article's title stands for all of it."""
    return next((article.title for article in articles if _announces(line, article.title)), line)


def _target(line: str, articles: Sequence[ArticleView]) -> str:
    for article in articles:
        if _announces(line, article.title) or _announces(line, article.dek):
            return article.key
        for part in article.parts:
            if part.text == line:
                return part.key
    return ""
