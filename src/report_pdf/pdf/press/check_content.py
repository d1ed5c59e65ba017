"""Checks of what the pages paint: colour spaces, black and white, small type, lines, spot colours (GWG 2022)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from report_pdf.pdf.press.sight import PAINTS, Mark
from report_pdf.pdf.press.subject import Breach, PressSubject, counted

__all__ = ["CONTENT_CHECKS"]

_FORBIDDEN = frozenset({"DeviceRGB", "CalRGB", "CalGray", "CalCMYK", "ICCBased"})
_INTENDED = _FORBIDDEN | {"Lab", ""}
"""Lab may be what a spot colour falls back to, not more (GWG 2022 R0027)."""
_NAMED = frozenset({"Separation", "DeviceN"})
_PROCESS = frozenset({"Cyan", "Magenta", "Yellow", "Black", "None", "All"})
_THIN = 0.25
_ROUND = 0.005
_SMALL_TEXT, _THIN_LINE = 12, 2


def colour_space(subject: PressSubject) -> Iterator[Breach]:
    """Nothing but DeviceCMYK, DeviceGray, Separation and DeviceN over them."""

    def bad(mark: Mark) -> list[str]:
        families = mark.colour.families
        # An image without a colour space is JPEG 2000, which says its own.
        if mark.kind == "image" and families == ("",) and mark.detail == "JPX":
            return []
        named = [at for at, family in enumerate(families) if family in _NAMED]
        below = named[0] if named else len(families)
        return [
            family or "?"
            for at, family in enumerate(families)
            if family in (_FORBIDDEN if at > below else _INTENDED)
        ]

    found = ((page, mark) for page, mark in subject.marks(*PAINTS) if not mark.colour.pattern and bad(mark))
    yield from counted(
        found, lambda mark: (f"{_zh(mark)}用 {bad(mark)[0]}", f"{mark.kind} in {bad(mark)[0]}")
    )


_KINDS = {
    "text": "文字", "fill": "填色", "stroke": "线条", "image": "图片", "stencil": "单色图片", "shading": "渐变",
}  # fmt: skip


def _zh(mark: Mark) -> str:
    return _KINDS.get(mark.kind, mark.kind)


def group_space(subject: PressSubject) -> Iterator[Breach]:
    """Transparency mixes in DeviceCMYK; in grey inside a luminosity mask."""
    allowed = {False: {"DeviceCMYK", ""}, True: {"DeviceCMYK", "DeviceGray", ""}}
    found = ((page, mark) for page, mark in subject.marks("group") if mark.detail not in allowed[mark.masked])
    yield from counted(
        found, lambda mark: (f"透明组在 {mark.detail} 中混合", f"a group mixes in {mark.detail}")
    )


def font(subject: PressSubject) -> Iterator[Breach]:
    """Fonts of visible text are in the file."""
    found = ((page, mark) for page, mark in subject.marks("text") if not mark.embedded)
    yield from counted(found, lambda mark: (f"字体 {mark.font} 未嵌入", f"font {mark.font} is not embedded"))


def courier(subject: PressSubject) -> Iterator[Breach]:
    """Courier is what a program takes when it has not the font."""
    found = ((page, mark) for page, mark in subject.marks("text") if mark.font.split("+")[-1] == "Courier")
    yield from counted(found, ("字体是 Courier,多半是缺字体时的替代", "the font is Courier, often a stopgap"))


def white_text(subject: PressSubject) -> Iterator[Breach]:
    """White would vanish."""
    found = (
        (page, mark)
        for page, mark in subject.marks("text")
        if mark.overlaps and mark.overprint and mark.colour.white
    )
    yield from counted(found, ("白字叠印，会消失", "white text overprints and vanishes"))


def white_path(subject: PressSubject) -> Iterator[Breach]:
    """So would white shapes."""
    found = (
        (page, mark)
        for page, mark in subject.marks("fill", "stroke")
        if mark.overlaps and mark.overprint and mark.colour.white
    )
    yield from counted(found, ("白色图形叠印，会消失", "a white path overprints and vanishes"))


def _knocks_out(mark: Mark) -> bool:
    """Black on ink that does not overprint; DeviceGray, mixed and transparent black have rules of their own."""
    black = mark.colour.black and mark.colour.family != "DeviceGray"
    overprints = mark.overprint and (mark.overprint_mode == 1 or mark.colour.family != "DeviceCMYK")
    return mark.on_colour and black and mark.alpha >= 1 and mark.normal and not mark.masked and not overprints


def black_text(subject: PressSubject) -> Iterator[Breach]:
    """Misregistration shows white rims around small black text that knocks out."""
    found = (
        (page, mark)
        for page, mark in subject.marks("text")
        if mark.size_pt < _SMALL_TEXT - _ROUND and _knocks_out(mark)
    )
    yield from counted(found, ("12 点以下黑字没有叠印", "black text below 12 pt does not overprint"))


def _is_line(mark: Mark, below: float) -> bool:
    """A stroke, or a fill as thin as one, that is longer than it is wide."""
    extent = mark.box or (mark.whole if mark.kind == "stroke" else None)
    return (
        mark.size_pt < below
        and extent is not None
        and max(extent.width, extent.height) > max(2.0, 4 * mark.size_pt)
    )


def black_line(subject: PressSubject) -> Iterator[Breach]:
    """As small black text."""
    found = (
        (page, mark)
        for page, mark in subject.marks("stroke", "fill")
        if _is_line(mark, _THIN_LINE - _ROUND) and _knocks_out(mark)
    )
    yield from counted(found, ("2 点以下黑线没有叠印", "a black line below 2 pt does not overprint"))


def _plain_grey(mark: Mark) -> bool:
    return mark.on_colour and mark.colour.family == "DeviceGray" and not mark.masked


def grey_text(subject: PressSubject) -> Iterator[Breach]:
    """DeviceGray black does not overprint as K does."""
    found = (
        (page, mark)
        for page, mark in subject.marks("text")
        if mark.size_pt < _SMALL_TEXT - _ROUND and _plain_grey(mark)
    )
    yield from counted(found, ("12 点以下的字用 DeviceGray", "text below 12 pt in DeviceGray"))


def grey_line(subject: PressSubject) -> Iterator[Breach]:
    """The same for lines."""
    found = (
        (page, mark)
        for page, mark in subject.marks("stroke", "fill")
        if _is_line(mark, _THIN_LINE - _ROUND) and _plain_grey(mark)
    )
    yield from counted(found, ("2 点以下的线用 DeviceGray", "a line below 2 pt in DeviceGray"))


def grey_overprint(subject: PressSubject) -> Iterator[Breach]:
    """Programs differ in what DeviceGray that overprints does."""
    found = ((page, mark) for page, mark in subject.marks(*PAINTS) if _plain_grey(mark) and mark.overprint)
    yield from counted(found, ("DeviceGray 叠印", "DeviceGray overprints"))


def rich_black_text(subject: PressSubject) -> Iterator[Breach]:
    """K from 85 % and more than 280 % in all."""
    found = (
        (page, mark)
        for page, mark in subject.marks("text")
        if (inks := mark.colour.inks) is not None and inks[3] >= 0.85 and sum(inks) > 2.8
    )
    yield from counted(found, ("四色黑字", "text in four-colour black"))


def small_text(subject: PressSubject) -> Iterator[Breach]:
    """White on ink, or of several inks, below the size that stays in register."""
    least = 9 if subject.magazine else 8

    def hard(mark: Mark) -> bool:
        return 0 < mark.size_pt < least - 0.05 and not mark.masked and _needs_register(mark)

    found = ((page, mark) for page, mark in subject.marks("text") if hard(mark))
    yield from counted(
        found, (f"{least} 点以下的反白字或多色字", f"white or multi-ink text below {least} pt")
    )


def _needs_register(mark: Mark) -> bool:
    several = sum(part > 0 for part in mark.colour.tints) > 1
    return several or (mark.colour.white and mark.overlaps)


def hairline(subject: PressSubject) -> Iterator[Breach]:
    """Lines, and fills as thin as lines."""
    found = (
        (page, mark)
        for page, mark in subject.marks("stroke", "fill")
        if _is_line(mark, _THIN - _ROUND)
        and mark.alpha > 0
        and not mark.masked
        and not (mark.colour.white and not mark.overlaps)
        and not (mark.kind == "fill" and mark.size_pt == 0)
    )
    yield from counted(found, ("线细于 0.25 点", "a line below 0.25 pt"))


def spot(subject: PressSubject) -> Iterator[Breach]:
    """Named inks that nobody agreed on."""
    agreed = _PROCESS | subject.spots
    found = ((page, mark) for page, mark in subject.marks(*PAINTS) if set(mark.colour.names) - agreed)
    yield from counted(
        found,
        lambda mark: (
            f"未约定的专色 {', '.join(sorted(set(mark.colour.names) - agreed))}",
            f"a spot colour nobody agreed on: {', '.join(sorted(set(mark.colour.names) - agreed))}",
        ),
    )


def all_inks(subject: PressSubject) -> Iterator[Breach]:
    """Registration colour belongs to marks, outside."""
    found = ((page, mark) for page, mark in subject.marks(*PAINTS) if "All" in mark.colour.names)
    yield from counted(found, ("页内用 All 套版色", "registration colour inside the bleed"))


CONTENT_CHECKS: Mapping[str, Callable[[PressSubject], Iterator[Breach]]] = {
    "colour-space": colour_space,
    "group-space": group_space,
    "font": font,
    "courier": courier,
    "white-text": white_text,
    "white-path": white_path,
    "black-text": black_text,
    "black-line": black_line,
    "grey-text": grey_text,
    "grey-line": grey_line,
    "grey-overprint": grey_overprint,
    "rich-black-text": rich_black_text,
    "small-text": small_text,
    "hairline": hairline,
    "spot": spot,
    "all-inks": all_inks,
}
