"""Checks of what lies behind the paint: streams, shadings, images, what prints from elsewhere, text nobody sees.

ISO 15930-7; GWG 2022 R0031 to R0033.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from report_pdf.pdf.geometry import numbers_of
from report_pdf.pdf.press.functions import NoFunction, function_of
from report_pdf.pdf.press.sight import Mark
from report_pdf.pdf.press.subject import Breach, PressPage, PressSubject, counted

__all__ = ["DRAWING_CHECKS"]

_COMPONENTS = {"DeviceGray": 1, "DeviceRGB": 3, "CalRGB": 3, "Lab": 3, "DeviceCMYK": 4}
_FEWEST_PIXELS = 16
_RASTER_PPI = 449
_BITS = 8


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
                f"渐变函数有 {outputs} 个输出，色彩空间要 {wanted} 个。",
                f"a shading's function gives {outputs} numbers where its space has {wanted}.",
            )


def broken_content(subject: PressSubject) -> Iterator[Breach]:
    """Content streams can be read."""
    found = ((page, mark) for page, mark in subject.marks("broken"))
    yield from counted(found, ("内容流无法解析", "content cannot be parsed"))


def postscript(subject: PressSubject) -> Iterator[Breach]:
    """No PostScript XObjects."""
    yield from counted(subject.marks("postscript"), ("PostScript 对象", "a PostScript XObject"))


def transfer(subject: PressSubject) -> Iterator[Breach]:
    """No transfer functions or halftone phases."""
    yield from counted(
        subject.marks("transfer"),
        lambda mark: (f"图形状态带有 {mark.detail}", f"a graphics state has {mark.detail}"),
    )


def intent(subject: PressSubject) -> Iterator[Breach]:
    """One of the four rendering intents."""
    yield from counted(
        subject.marks("intent"),
        lambda mark: (f"呈现意图“{mark.detail}”", f"the rendering intent “{mark.detail}”"),
    )


def image_ppi(subject: PressSubject) -> Iterator[Breach]:
    """Below this nobody prints: 150 ppi, 550 for line art."""
    found = (
        (page, mark)
        for page, mark in subject.marks("image", "stencil")
        if _counts(mark) and mark.ppi <= (549 if mark.bits == 1 else 149)
    )
    yield from counted(
        found, lambda mark: (f"图片只有 {mark.ppi:.0f} ppi", f"an image has only {mark.ppi:.0f} ppi")
    )


def image_ppi_low(subject: PressSubject) -> Iterator[Breach]:
    """Below this it shows: 225 ppi, 800 for line art."""
    found = (
        (page, mark)
        for page, mark in subject.marks("image", "stencil")
        if _counts(mark) and (549 < mark.ppi <= 799 if mark.bits == 1 else 149 < mark.ppi <= 224)
    )
    yield from counted(
        found, lambda mark: (f"图片只有 {mark.ppi:.0f} ppi", f"an image has only {mark.ppi:.0f} ppi")
    )


def _counts(mark: Mark) -> bool:
    """A few pixels are a flat colour, not a picture; what is clipped away is not seen."""
    seen = mark.box is None or (mark.box.width > 0 and mark.box.height > 0)
    return mark.ppi > 0 and max(mark.pixels) > _FEWEST_PIXELS and seen


def raster_page(subject: PressSubject) -> Iterator[Breach]:
    """A page that is one picture holds text too, which needs more."""
    for page in subject.pages:
        painted = [mark for mark in page.marks if mark.inked]
        if len(painted) != 1 or painted[0].kind != "image" or painted[0].bits == 1:
            continue
        (mark,) = painted
        if mark.box is not None and _covers(mark, page) and mark.ppi <= _RASTER_PPI:
            yield Breach(
                page.number,
                f"整页是一张 {mark.ppi:.0f} ppi 的图片。",
                f"the page is one picture of {mark.ppi:.0f} ppi.",
            )


def _covers(mark: Mark, page: PressPage) -> bool:
    box, cut = mark.box, page.cut
    return box is not None and (
        box.left <= cut.left + 1
        and box.bottom <= cut.bottom + 1
        and box.right >= cut.right - 1
        and box.top >= cut.top - 1
    )


def image_kind(subject: PressSubject) -> Iterator[Breach]:
    """Older RIPs stop at them; X-4 allows them."""
    found = (
        (page, mark)
        for page, mark in subject.marks("image", "stencil")
        if mark.bits > _BITS or mark.detail == "JPX"
    )

    def words(mark: Mark) -> tuple[str, str]:
        kind = "JPEG 2000" if mark.detail == "JPX" else f"{mark.bits}-bit"
        return f"图片是 {kind}", f"an image is {kind}"

    yield from counted(found, words)


def operator(subject: PressSubject) -> Iterator[Breach]:
    """No operators that PDF does not know, between BX and EX neither."""
    yield from counted(
        subject.marks("operator"),
        lambda mark: (f"未定义的操作符“{mark.detail}”", f"the operator “{mark.detail}” is none of PDF"),
    )


def external(subject: PressSubject) -> Iterator[Breach]:
    """What is printed is in the file."""
    yield from counted(
        subject.marks("external"),
        lambda mark: (
            f"对象引用外部内容（{mark.detail}）",
            f"something prints from elsewhere ({mark.detail})",
        ),
    )


def unseen_text(subject: PressSubject) -> Iterator[Breach]:
    """Text that recognition has put behind a scan: some RIPs print it."""
    yield from counted(subject.marks("unseen"), ("不可见的文字", "invisible text"))


DRAWING_CHECKS: Mapping[str, Callable[[PressSubject], Iterator[Breach]]] = {
    "broken-content": broken_content,
    "operator": operator,
    "shading-width": shading_width,
    "postscript": postscript,
    "external": external,
    "transfer": transfer,
    "intent": intent,
    "image-ppi": image_ppi,
    "image-ppi-low": image_ppi_low,
    "raster-page": raster_page,
    "image-kind": image_kind,
    "unseen-text": unseen_text,
}
