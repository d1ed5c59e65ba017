# noqa: INP001 - a script beside what it makes
"""Pictures for the page about the print edition: a sheet with its boxes named, and a cover with its spine.

Usage: ``python docs/pictures/print_edition.py PRINT.pdf COVER.pdf FOLDER``. PRINT.pdf is the print edition of the sample
issue with ``binding: perfect``, COVER.pdf what ``report-pdf impose PRINT.pdf --cover --spine 7mm`` makes of it. Needs what
the tests need (pypdfium2, pikepdf, Pillow).
"""

from __future__ import annotations

import sys
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image, ImageDraw, ImageFont

_PAGE = 4
_PPI = 110
_MM = _PPI / 25.4
_MARGIN, _ROOM = 10, 270
_FACE = Path(__file__).resolve().parents[2] / "fonts"
_TRIM, _BLEED, _SAFE, _INK = "#0057b8", "#c8102e", "#00843d", "#333333"
_SAFETY_MM = 5


def sheet(pdf: Path) -> Image.Image:
    """One page of the print edition, its boxes drawn and named at its right."""
    page = _drawn(pdf, _PAGE)
    with pikepdf.open(pdf) as opened:
        boxes = {
            key: [float(edge) for edge in opened.pages[_PAGE - 1].obj[key]]
            for key in ("/TrimBox", "/BleedBox")
        }
    trim, bleed = (_pixels(boxes[key], page.height) for key in ("/TrimBox", "/BleedBox"))
    inset = round(_SAFETY_MM * _MM)
    safe = (trim[0] + inset, trim[1] + inset, trim[2] - inset, trim[3] - inset)
    picture = Image.new("RGB", (page.width + _ROOM + 2 * _MARGIN, page.height + 2 * _MARGIN), "#dcd9d4")
    picture.paste(page, (_MARGIN, _MARGIN))
    draw = ImageDraw.Draw(picture)
    for box, colour in ((bleed, _BLEED), (trim, _TRIM), (safe, _SAFE)):
        draw.rectangle([edge + _MARGIN for edge in box], outline=colour, width=2)
    right = page.width + _MARGIN
    named = (
        (bleed[2], 330, "出血框 BleedBox", "印满到这里，外扩 3 mm", _BLEED),
        (trim[2], 420, "成品框 TrimBox", "裁切在这里", _TRIM),
        (safe[2], 510, "安全线（不在文件里）", "字离成品边 5 mm 以上", _SAFE),
        (trim[2] - 2, bleed[1] - 22, "裁切标记", "出血之外，每块版都有", _INK),
        (page.width - 14, page.height // 2, "套准标记", "Separation /All", _INK),
        (trim[0] + 200, bleed[3] + 12, "说明行", "刊名、期号、日期、摘要、页次", _INK),
    )
    for x, y, title, words, colour in named:
        start = (x + _MARGIN, y + _MARGIN)
        draw.line((*start, right + 14, start[1]), fill=colour, width=2)
        draw.ellipse((start[0] - 4, start[1] - 4, start[0] + 4, start[1] + 4), fill=colour)
        draw.text((right + 20, start[1] - 18), title, font=_face(22, bold=True), fill=colour)
        draw.text((right + 20, start[1] + 8), words, font=_face(16), fill=_INK)
    return picture


def cover(pdf: Path) -> Image.Image:
    """The cover's outside."""
    return _drawn(pdf, 1)


def _drawn(pdf: Path, number: int) -> Image.Image:
    """Rendered twice too large and brought down."""
    page = pypdfium2.PdfDocument(pdf)[number - 1]
    large = page.render(scale=2 * _PPI / 72).to_pil().convert("RGB")
    return large.resize((large.width // 2, large.height // 2), Image.Resampling.LANCZOS)


def _pixels(box: list[float], height: int) -> tuple[float, float, float, float]:
    left, bottom, right, top = (edge / 72 * _PPI for edge in box)
    return left, height - top, right, height - bottom


def _face(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    (path,) = _FACE.glob(f"**/NotoSansSC*{'Bold' if bold else 'Regular'}*.ttf")
    return ImageFont.truetype(path, size)


if __name__ == "__main__":
    printed, spread, folder = (Path(argument) for argument in sys.argv[1:])
    for name, picture, width in (("print-sheet", sheet(printed), 1000), ("print-cover", cover(spread), 1100)):
        small = picture.resize(
            (width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS
        )
        small.save(folder / f"{name}.jpg", quality=82, optimize=True, progressive=True)
