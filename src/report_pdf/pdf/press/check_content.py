"""Checks of what the pages paint: colour spaces, black and white, small type, lines, images (GWG 2022)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from report_pdf.pdf.geometry import numbers_of
from report_pdf.pdf.press.functions import NoFunction, function_of
from report_pdf.pdf.press.sight import Colour, Mark
from report_pdf.pdf.press.subject import Breach, PressPage, PressSubject

__all__ = ["CONTENT_CHECKS"]

_PAINTS = ("text", "fill", "stroke", "image", "stencil", "shading")
_FORBIDDEN = frozenset({"DeviceRGB", "CalRGB", "CalGray", "CalCMYK", "Lab", "ICCBased", ""})
_COMPONENTS = {"DeviceGray": 1, "DeviceRGB": 3, "CalRGB": 3, "Lab": 3, "DeviceCMYK": 4}
_PROCESS = frozenset({"Cyan", "Magenta", "Yellow", "Black", "None", "All"})
_THIN_FILL = 0.25


def _black(colour: Colour) -> bool:
    return colour.inks is not None and tuple(round(part, 3) for part in colour.inks) == (0, 0, 0, 1)


def _white(colour: Colour) -> bool:
    return colour.inks is not None and not any(colour.inks)


def _counted(
    found: Iterator[tuple[PressPage, Mark]], words: tuple[str, str] | Callable[[Mark], tuple[str, str]]
) -> Iterator[Breach]:
    """One breach for each page and wording, with how often."""
    counts: Counter[tuple[int, str, str]] = Counter(
        (page.number, *(words if isinstance(words, tuple) else words(mark))) for page, mark in found
    )
    for (page, zh, en), times in counts.items():
        yield Breach(page, f"{zh}({times} 处)。", f"{en} ({times} times).")


def colour_space(subject: PressSubject) -> Iterator[Breach]:
    """Nothing but DeviceCMYK, DeviceGray, Separation and DeviceN over them."""

    def bad(mark: Mark) -> list[str]:
        # An image without a colour space is JPEG 2000, which says its own.
        unnamed = mark.kind == "image" and mark.colour.families == ("",)
        return [] if unnamed else [name for name in mark.colour.families if name in _FORBIDDEN]

    found = ((page, mark) for page, mark in subject.marks(*_PAINTS) if not mark.colour.pattern and bad(mark))
    yield from _counted(
        found, lambda mark: (f"{mark.kind} 用 {bad(mark)[0]}", f"{mark.kind} in {bad(mark)[0]}")
    )


def group_space(subject: PressSubject) -> Iterator[Breach]:
    """Transparency mixes in DeviceCMYK; in grey inside a luminosity mask."""
    allowed = {False: {"DeviceCMYK", ""}, True: {"DeviceCMYK", "DeviceGray", ""}}
    found = ((page, mark) for page, mark in subject.marks("group") if mark.detail not in allowed[mark.masked])
    yield from _counted(
        found, lambda mark: (f"透明组在 {mark.detail} 中混合", f"a group mixes in {mark.detail}")
    )


def shading_width(subject: PressSubject) -> Iterator[Breach]:
    """As many outputs as the space has components."""
    for page, mark in subject.marks("shading"):
        wanted = len(mark.colour.names) or _COMPONENTS.get(mark.colour.family)
        if mark.image is None or wanted is None or "/Function" not in mark.image:
            continue
        domain = numbers_of(mark.image.get("/Domain")) or [0.0, 1.0, 0.0, 1.0]
        inputs = 2 if mark.image.get("/ShadingType") == 1 else 1
        try:
            outputs = len(function_of(mark.image["/Function"])(domain[0 : 2 * inputs : 2]))
        except (NoFunction, IndexError):
            outputs = 0
        if outputs != wanted:
            yield Breach(
                page.number,
                f"渐变函数有 {outputs} 个输出,色彩空间要 {wanted} 个。",
                f"a shading's function gives {outputs} numbers where its space has {wanted}.",
            )


def broken_content(subject: PressSubject) -> Iterator[Breach]:
    """Content streams can be read."""
    found = ((page, mark) for page, mark in subject.marks("broken"))
    yield from _counted(found, ("内容流无法解析", "content cannot be parsed"))


def postscript(subject: PressSubject) -> Iterator[Breach]:
    """No PostScript XObjects."""
    yield from _counted(subject.marks("postscript"), ("PostScript 对象", "a PostScript XObject"))


def transfer(subject: PressSubject) -> Iterator[Breach]:
    """No transfer functions or halftone phases."""
    yield from _counted(
        subject.marks("transfer"),
        lambda mark: (f"图形状态带有 {mark.detail}", f"a graphics state has {mark.detail}"),
    )


def intent(subject: PressSubject) -> Iterator[Breach]:
    """One of the four rendering intents."""
    yield from _counted(
        subject.marks("intent"),
        lambda mark: (f"呈现意图“{mark.detail}”", f"the rendering intent “{mark.detail}”"),
    )


def font(subject: PressSubject) -> Iterator[Breach]:
    """Fonts of visible text are in the file."""
    found = ((page, mark) for page, mark in subject.marks("text") if not mark.embedded)
    yield from _counted(found, lambda mark: (f"字体 {mark.font} 未嵌入", f"font {mark.font} is not embedded"))


def white_text(subject: PressSubject) -> Iterator[Breach]:
    """White would vanish."""
    found = ((page, mark) for page, mark in subject.marks("text") if mark.overprint and _white(mark.colour))
    yield from _counted(found, ("白字叠印,会消失", "white text overprints and vanishes"))


def white_path(subject: PressSubject) -> Iterator[Breach]:
    """So would white shapes."""
    found = (
        (page, mark)
        for page, mark in subject.marks("fill", "stroke")
        if mark.overprint and _white(mark.colour)
    )
    yield from _counted(found, ("白色图形叠印,会消失", "a white path overprints and vanishes"))


def black_text(subject: PressSubject) -> Iterator[Breach]:
    """Misregistration shows white rims around small black text that knocks out."""
    found = (
        (page, mark)
        for page, mark in subject.marks("text")
        if mark.size_pt < 12 and _black(mark.colour) and not (mark.overprint and mark.overprint_mode == 1)
    )
    yield from _counted(found, ("12 点以下黑字没有叠印", "black text below 12 pt does not overprint"))


def black_line(subject: PressSubject) -> Iterator[Breach]:
    """As small black text."""
    found = (
        (page, mark)
        for page, mark in subject.marks("stroke")
        if mark.size_pt < 2 and _black(mark.colour) and not (mark.overprint and mark.overprint_mode == 1)
    )
    yield from _counted(found, ("2 点以下黑线没有叠印", "a black line below 2 pt does not overprint"))


def grey_text(subject: PressSubject) -> Iterator[Breach]:
    """DeviceGray black does not overprint as K does."""
    found = (
        (page, mark)
        for page, mark in subject.marks("text")
        if mark.colour.family == "DeviceGray"
        and _black(mark.colour)
        and mark.size_pt < 12
        and not mark.masked
    )
    yield from _counted(found, ("黑字用 DeviceGray", "black text in DeviceGray"))


def grey_line(subject: PressSubject) -> Iterator[Breach]:
    """The same for lines."""
    found = (
        (page, mark)
        for page, mark in subject.marks("stroke")
        if mark.colour.family == "DeviceGray" and _black(mark.colour) and mark.size_pt < 2 and not mark.masked
    )
    yield from _counted(found, ("黑线用 DeviceGray", "a black line in DeviceGray"))


def rich_black_text(subject: PressSubject) -> Iterator[Breach]:
    """K from 85 % and more than 280 % in all."""
    found = (
        (page, mark)
        for page, mark in subject.marks("text")
        if (inks := mark.colour.inks) is not None and inks[3] >= 0.85 and sum(inks) > 2.8
    )
    yield from _counted(found, ("四色黑字", "text in four-colour black"))


def small_text(subject: PressSubject) -> Iterator[Breach]:
    """White, or of several inks, below the size that stays in register."""
    least = 9 if subject.magazine else 8

    def hard(mark: Mark) -> bool:
        inks = mark.colour.inks
        return (
            inks is not None
            and 0 < mark.size_pt < least - 0.05
            and (not any(inks) or sum(part > 0 for part in inks) > 1)
        )

    found = ((page, mark) for page, mark in subject.marks("text") if hard(mark))
    yield from _counted(
        found, (f"{least} 点以下的反白字或多色字", f"white or multi-ink text below {least} pt")
    )


def hairline(subject: PressSubject) -> Iterator[Breach]:
    """Lines, and fills as thin as lines."""
    found = (
        (page, mark)
        for page, mark in subject.marks("stroke", "fill")
        if mark.size_pt < _THIN_FILL - 0.005
        and not (mark.kind == "fill" and _white(mark.colour))
        and mark.alpha > 0
        and not mark.masked
        and mark.box is not None
        and max(mark.box.width, mark.box.height) > 2
    )
    yield from _counted(found, ("线细于 0.25 点", "a line below 0.25 pt"))


def spot(subject: PressSubject) -> Iterator[Breach]:
    """Named inks that nobody agreed on."""
    agreed = _PROCESS | subject.spots
    found = ((page, mark) for page, mark in subject.marks(*_PAINTS) if set(mark.colour.names) - agreed)
    yield from _counted(
        found,
        lambda mark: (
            f"未约定的专色 {', '.join(sorted(set(mark.colour.names) - agreed))}",
            f"a spot colour nobody agreed on: {', '.join(sorted(set(mark.colour.names) - agreed))}",
        ),
    )


def all_inks(subject: PressSubject) -> Iterator[Breach]:
    """Registration colour belongs to marks, outside."""
    found = ((page, mark) for page, mark in subject.marks(*_PAINTS) if "All" in mark.colour.names)
    yield from _counted(found, ("页内用 All 套版色", "registration colour inside the bleed"))


def image_ppi(subject: PressSubject) -> Iterator[Breach]:
    """Below this nobody prints: 150 ppi, 550 for line art."""
    found = (
        (page, mark)
        for page, mark in subject.marks("image", "stencil")
        if _counts(mark) and mark.ppi <= (549 if mark.bits == 1 else 149)
    )
    yield from _counted(
        found, lambda mark: (f"图片只有 {mark.ppi:.0f} ppi", f"an image has only {mark.ppi:.0f} ppi")
    )


def image_ppi_low(subject: PressSubject) -> Iterator[Breach]:
    """Below this it shows: 225 ppi, 800 for line art."""
    found = (
        (page, mark)
        for page, mark in subject.marks("image", "stencil")
        if _counts(mark) and (549 < mark.ppi <= 799 if mark.bits == 1 else 149 < mark.ppi <= 224)
    )
    yield from _counted(
        found, lambda mark: (f"图片只有 {mark.ppi:.0f} ppi", f"an image has only {mark.ppi:.0f} ppi")
    )


def _counts(mark: Mark) -> bool:
    """A few pixels are a flat colour, not a picture."""
    return mark.ppi > 0 and min(mark.pixels) > 16


CONTENT_CHECKS: Mapping[str, Callable[[PressSubject], Iterator[Breach]]] = {
    "broken-content": broken_content,
    "colour-space": colour_space,
    "group-space": group_space,
    "shading-width": shading_width,
    "postscript": postscript,
    "font": font,
    "transfer": transfer,
    "intent": intent,
    "white-text": white_text,
    "white-path": white_path,
    "black-text": black_text,
    "black-line": black_line,
    "grey-text": grey_text,
    "grey-line": grey_line,
    "rich-black-text": rich_black_text,
    "small-text": small_text,
    "hairline": hairline,
    "spot": spot,
    "all-inks": all_inks,
    "image-ppi": image_ppi,
    "image-ppi-low": image_ppi_low,
}
