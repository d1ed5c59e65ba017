# noqa: INP001 - a script beside what it makes
"""Six faults as they come off the press, each beside the same thing done right, for the page on sending to the printer.

Usage: ``python docs/pictures/print_faults.py OUT.png``. Nothing is read but the fonts; needs Pillow. Drawn four times too
large and brought down.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

_FACES = Path(__file__).resolve().parents[2] / "fonts"
_LARGE = 4
_PANEL, _GAP, _WORDS = (150, 112), 10, 46
_PAPER, _DESK, _INK = (255, 255, 255), "#dcd9d4", (35, 31, 32)
_BAD, _GOOD = "#b3141d", "#00703c"
_BLUE = (0, 87, 184)
_CYAN, _MAGENTA, _YELLOW = (0, 158, 224), (226, 0, 122), (255, 237, 0)

_Draw = Callable[[Image.Image, bool], None]


def _face(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FACES / f"NotoSansSCCut-{'Bold' if bold else 'Regular'}.ttf", size * _LARGE)


def _box(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
    return left * _LARGE, top * _LARGE, right * _LARGE, bottom * _LARGE


def _bleed(panel: Image.Image, good: bool) -> None:  # noqa: FBT001 - one of a row of panels
    """Cut a little aside: a white edge, unless the field goes on."""
    draw = ImageDraw.Draw(panel)
    draw.rectangle(_box(0 if good else 9, 0, 150, 112), fill=_BLUE)
    draw.text((30 * _LARGE, 40 * _LARGE), "封面", font=_face(26, bold=True), fill=_PAPER)


def _safety(panel: Image.Image, good: bool) -> None:  # noqa: FBT001
    """Type that the knife takes with it."""
    draw = ImageDraw.Draw(panel)
    for number, line in enumerate(("离成品边太近的字", "裁切时会被切掉", "或看着就要掉出去")):
        draw.text(
            ((24 if good else -7) * _LARGE, (22 + 24 * number) * _LARGE), line, font=_face(14), fill=_INK
        )


def _black(panel: Image.Image, good: bool) -> None:  # noqa: FBT001
    """Four inks, a little out of register."""
    shifts = ((0, 0, _INK),) if good else ((-3, 1, _CYAN), (3, 0, _MAGENTA), (0, 3, _YELLOW), (0, 0, _INK))
    for x, y, ink in shifts:
        plate = Image.new("RGB", panel.size, _PAPER)
        for number, line in enumerate(("正文用", "单色黑")):
            at = (24 * _LARGE + x * 2, (16 + 40 * number) * _LARGE + y * 2)
            ImageDraw.Draw(plate).text(at, line, font=_face(32), fill=ink)
        panel.paste(ImageChops.multiply(panel, plate))


def _reversed_type(panel: Image.Image, good: bool) -> None:  # noqa: FBT001
    """White on three inks that do not meet; larger, and on one ink."""
    size, lines = (20, ("反白的字", "要够大")) if good else (7, ("太小的反白字，三块版", "稍有不准就填死了"))
    inks = ((-2, (140, 210, 240)), (2, (238, 130, 180)), (0, (255, 246, 150)))
    for shift, ink in ((0, _BLUE),) if good else inks:
        plate = Image.new("RGB", panel.size, ink)
        for number, line in enumerate(lines):
            at = (22 * _LARGE + shift * 2, (30 + size * 1.5 * number) * _LARGE + shift * 2)
            ImageDraw.Draw(plate).text(at, line, font=_face(size, bold=good), fill=_PAPER)
        panel.paste(ImageChops.multiply(panel, plate))


def _pixels(panel: Image.Image, good: bool) -> None:  # noqa: FBT001
    """Hills at 300 ppi and at 72."""
    hills = Image.new("RGB", panel.size, (196, 222, 240))
    draw = ImageDraw.Draw(hills)
    for top, ink in ((38, (150, 180, 170)), (58, (96, 140, 110)), (78, (52, 98, 66))):
        ridge = [
            (x * _LARGE, (top - 9 * math.sin(x / 19 + top) - 4 * math.sin(x / 7)) * _LARGE)
            for x in range(151)
        ]
        draw.polygon([(0, panel.height), *ridge, (panel.width, panel.height)], fill=ink)
    hills = hills.filter(ImageFilter.GaussianBlur(2))
    if not good:
        hills = hills.resize((22, 17), Image.Resampling.BOX).resize(panel.size, Image.Resampling.NEAREST)
    panel.paste(hills)


def _hairline(panel: Image.Image, good: bool) -> None:  # noqa: FBT001
    """A line of a tenth of a point breaks into dots."""
    draw = ImageDraw.Draw(panel)
    for y in (24, 44, 64, 84):
        if good:
            draw.line((18 * _LARGE, y * _LARGE, 132 * _LARGE, y * _LARGE), fill=_INK, width=5)
        else:
            for x in range(18, 132, 2):
                if (x * x + y) % 7 < 4:
                    draw.line((x * _LARGE, y * _LARGE, (x + 1) * _LARGE, y * _LARGE), fill=_INK, width=1)


_FAULTS: tuple[tuple[str, str, _Draw], ...] = (
    ("press/bleed", "没有出血：裁偏就露白", _bleed),
    ("press/safety", "字太近：会被切掉", _safety),
    ("press/rich-black-text", "四色黑字：套不准就发虚", _black),
    ("press/small-text", "小字反白：笔画填死", _reversed_type),
    ("press/image-ppi", "像素不够：看得见格子", _pixels),
    ("press/hairline", "线太细：断断续续", _hairline),
)


def faults() -> Image.Image:
    """Two rows of three pairs."""
    width, height = 2 * _PANEL[0] + _GAP, _PANEL[1] + _WORDS
    sheet = Image.new("RGB", ((3 * width + 4 * 2 * _GAP) * _LARGE, (2 * height + 3 * _GAP) * _LARGE), _DESK)
    draw = ImageDraw.Draw(sheet)
    for number, (code, words, fault) in enumerate(_FAULTS):
        left = 2 * _GAP + number % 3 * (width + 2 * _GAP)
        top = _GAP + number // 3 * (height + _GAP)
        draw.text((left * _LARGE, top * _LARGE), words, font=_face(13, bold=True), fill=_INK)
        draw.text((left * _LARGE, (top + 19) * _LARGE), code, font=_face(10), fill="#5b5b5b")
        for good, at in ((False, left), (True, left + _PANEL[0] + _GAP)):
            panel = Image.new("RGB", (_PANEL[0] * _LARGE, _PANEL[1] * _LARGE), _PAPER)
            fault(panel, good)
            place = (at * _LARGE, (top + _WORDS - 8) * _LARGE)
            sheet.paste(panel, place)
            edge = _box(at, top + _WORDS - 8, at + _PANEL[0], top + _WORDS - 8 + _PANEL[1])
            draw.rectangle(edge, outline=_GOOD if good else _BAD, width=2 * _LARGE)
    return sheet.resize((sheet.width // 2, sheet.height // 2), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    faults().quantize(128, dither=Image.Dither.NONE).save(sys.argv[1], optimize=True)
