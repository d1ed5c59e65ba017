"""Checks of a print file: GWG 2022 and ISO 15930-7, one function each, over what the pages paint and the file says.

They read finished bytes and know nothing of how these were made. A run that finds nothing says only that: no
violation of these rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from report_pdf.findings import Message, Severity
from report_pdf.pdf.press.check_content import CONTENT_CHECKS
from report_pdf.pdf.press.check_document import DOCUMENT_CHECKS
from report_pdf.pdf.press.check_drawings import DRAWING_CHECKS
from report_pdf.pdf.press.check_edges import EDGE_CHECKS
from report_pdf.pdf.press.check_ink import INK_CHECKS
from report_pdf.pdf.press.check_remedies import REMEDIES
from report_pdf.pdf.press.subject import Breach, PressSubject, subject_of

__all__ = ["PRESS_CHECKS", "PressBreach", "PressCheck", "PressStandard", "check_press"]


class PressStandard(Enum):
    """Which column of GWG 2022 is held to."""

    MAGAZINE = "MagazineAds CMYK"
    SHEET = "SheetCMYK CMYK"


@dataclass(frozen=True, slots=True, kw_only=True)
class PressCheck:
    """A rule: its id, its clause, what to do, how much it weighs in each standard (None: not at all)."""

    id: str
    source: str
    rationale: Message
    remedy: Message
    magazine: Severity | None
    sheet: Severity | None
    run: Callable[[PressSubject], Iterator[Breach]]

    def severity(self, standard: PressStandard) -> Severity | None:
        """In this standard."""
        return self.magazine if standard is PressStandard.MAGAZINE else self.sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class PressBreach:
    """A rule broken: where and how. ``page`` None: the file as a whole."""

    check: PressCheck
    severity: Severity
    page: int | None
    message: Message


_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

# id, clause, what it is for (zh, en), magazine ads, sheet-fed.
_TABLE: tuple[tuple[str, str, str, str, Severity | None, Severity | None], ...] = (
    ("version", "ISO 15930-7 6.1", "X-4 是 PDF 1.6。", "PDF/X-4 is PDF 1.6.", _E, _E),
    ("encrypted", "ISO 15930-7 6.1", "印刷文件不得加密。", "A print file is not encrypted.", _E, _E),
    (
        "identification",
        "ISO 15930-7 6.10",
        "文件须声明自己是 X-4。",
        "The file says that it is PDF/X-4.",
        _E,
        _E,
    ),
    ("trapped", "ISO 15930-7 6.10", "须说明是否已陷印。", "It says whether it is trapped.", _E, _E),
    (
        "output-intent",
        "GWG 2022 R0035",
        "须有 CMYK 输出意图。",
        "It is made for a named CMYK condition.",
        _E,
        _E,
    ),
    ("annotation", "ISO 15930-7 6.17", "页内不得有链接批注。", "No links or notes inside the page.", _E, _E),
    ("action", "ISO 15930-7 6.18", "不得有动作和脚本。", "No actions or scripts.", _E, _E),
    ("transfer", "ISO 15930-7 6.13", "不得有传递曲线和网目。", "No transfer curves or halftones.", _E, _E),
    ("intent", "ISO 15930-7 6.23", "呈现意图限四种。", "Only the four rendering intents.", _E, _E),
    ("postscript", "ISO 15930-7 6.14", "不得有 PostScript 对象。", "No PostScript objects.", _E, _E),
    ("font", "ISO 15930-7 6.5", "字体须嵌入。", "Fonts are embedded.", _E, _E),
    (
        "courier",
        "GWG 2022 R0014",
        "Courier 多半是缺字体时的替代。",
        "Courier is often a stopgap for a missing font.",
        _W,
        _W,
    ),
    ("box", "ISO 15930-7 6.1", "须有 TrimBox，各框逐层包含。", "There is a trim box; boxes nest.", _E, _E),
    (
        "crop-box",
        "GWG 2022 R0002, R0003",
        "CropBox 须等于 MediaBox。",
        "CropBox equals MediaBox; no UserUnit.",
        _E,
        _E,
    ),
    (
        "trim-size",
        "GWG 2022 R0004",
        "各页成品尺寸相同，不旋转。",
        "Pages have one trim size, no /Rotate.",
        None,
        _W,
    ),
    (
        "bleed",
        "本社 house rule",
        "碰到裁切线的图文须做满出血 3 毫米。",
        "What touches the trim goes on 3 mm outside it.",
        _W,
        _W,
    ),
    ("safety", "本社 house rule", "文字离裁切线 5 毫米以上。", "Text keeps 5 mm from the trim.", _W, _W),
    ("empty-page", "GWG 2022 R0005", "没有空白页。", "No page is empty.", _E, _W),
    (
        "layers",
        "GWG 2022 R0034",
        "图层只有默认配置。",
        "Layers have the default configuration alone.",
        _E,
        None,
    ),
    ("broken-content", "ISO 32000-2 7.8.2", "内容流须能解析。", "Content can be parsed.", _E, _E),
    ("operator", "ISO 15930-7 6.19", "只用 PDF 定义的操作符。", "Content has PDF's operators alone.", _E, _E),
    (
        "external",
        "ISO 15930-7 6.14",
        "要印的都在文件里，没有 OPI 和外部引用。",
        "All that prints is in the file: no OPI, no references.",
        _E,
        _E,
    ),
    (
        "unseen-text",
        "本社 house rule",
        "不可见的文字（多为识别扫描件所得）有的 RIP 会印出来。",
        "Invisible text, mostly of recognised scans, may be printed by a RIP.",
        _I,
        _I,
    ),
    ("colour-space", "GWG 2022 R0027", "只用四色、灰度和专色。", "Only CMYK, grey and spots.", _E, _E),
    ("group-space", "GWG 2022 R0030", "透明组在四色中混合。", "Groups mix in DeviceCMYK.", _E, _E),
    (
        "shading-width",
        "ISO 32000-2 8.7.4.5",
        "渐变函数与色彩空间相符。",
        "Shading functions fit their space.",
        _E,
        _E,
    ),
    ("white-text", "GWG 2022 R0007", "白字不得叠印。", "White text does not overprint.", _E, _E),
    ("white-path", "GWG 2022 R0008", "白色图形不得叠印。", "White paths do not overprint.", _W, _W),
    ("black-text", "GWG 2022 R0009", "12 点以下黑字须叠印。", "Black text below 12 pt overprints.", _W, _W),
    ("black-line", "GWG 2022 R0010", "2 点以下黑线须叠印。", "Black lines below 2 pt overprint.", _W, _W),
    ("grey-text", "GWG 2022 R0011", "小字不用 DeviceGray。", "Small text is not in DeviceGray.", _W, _W),
    ("grey-line", "GWG 2022 R0012", "细线不用 DeviceGray。", "Thin lines are not in DeviceGray.", _W, _W),
    ("grey-overprint", "GWG 2022 R0013", "DeviceGray 不叠印。", "DeviceGray does not overprint.", _W, _W),
    ("rich-black-text", "GWG 2022 R0015", "不用四色黑字。", "No text in four-colour black.", _W, _W),
    (
        "small-text",
        "GWG 2022 R0016, R0017",
        "小字不用反白、多色。",
        "Small text is neither white nor of many inks.",
        _W,
        _W,
    ),
    (
        "hairline",
        "GWG 2022 R0018, R0019; 本社 house rule",
        "细线不细于 0.25 点。",
        "No lines below 0.25 pt.",
        _W,
        _W,
    ),
    ("spot", "GWG 2022 R0020", "没有未约定的专色。", "No spot colours that were not agreed.", _E, _E),
    (
        "all-inks",
        "GWG 2022 R0024",
        "页内不用 All 套版色。",
        "No registration colour inside the bleed.",
        _W,
        _W,
    ),
    ("image-ppi", "GWG 2022 R0031, R0032", "图片须够清晰。", "Images have enough pixels.", _E, _E),
    (
        "image-ppi-low",
        "GWG 2022 R0031, R0032",
        "图片宜达 225 ppi，线条稿 800 ppi。",
        "Images have 225 ppi, line art 800.",
        _W,
        _W,
    ),
    (
        "raster-page",
        "GWG 2022 R0033",
        "整页图片里也有文字，宜达 450 ppi。",
        "A page that is one picture holds text too: 450 ppi.",
        _W,
        None,
    ),
    (
        "image-kind",
        "本社 house rule",
        "16 位和 JPEG 2000 的图片，有的 RIP 不收。",
        "Some RIPs refuse images of 16 bits and JPEG 2000.",
        _W,
        _W,
    ),
    (
        "ink",
        "GWG 2022 R0026",
        "15 毫米见方内墨量不超限。",
        "Ink in any 15 mm square is within the limit.",
        _W,
        _W,
    ),
)

_RUNS = {**DOCUMENT_CHECKS, **EDGE_CHECKS, **DRAWING_CHECKS, **CONTENT_CHECKS, **INK_CHECKS}

PRESS_CHECKS: tuple[PressCheck, ...] = tuple(
    PressCheck(
        id=f"press/{name}",
        source=source,
        rationale=Message(zh=zh, en=en),
        remedy=REMEDIES[name],
        magazine=magazine,
        sheet=sheet,
        run=_RUNS[name],
    )
    for name, source, zh, en, magazine, sheet in _TABLE
)


def check_press(
    pdf: bytes,
    *,
    standard: PressStandard = PressStandard.SHEET,
    checks: Sequence[PressCheck] = PRESS_CHECKS,
    ink_limit: float = 300,
    spots: frozenset[str] = frozenset(),
    password: str = "",
) -> tuple[PressBreach, ...]:
    """Every breach of ``checks``, in their order.

    Args:
        pdf: The finished bytes.
        standard: Whose severities.
        checks: Which, of all.
        ink_limit: The house's limit of the mean ink in 15 mm squares, in per cent; the standard's 305 or 320 apart.
        spots: Spot colours that were agreed.
        password: Of an encrypted file.
    """
    subject = subject_of(
        pdf, magazine=standard is PressStandard.MAGAZINE, ink_limit=ink_limit, spots=spots, password=password
    )
    return tuple(
        PressBreach(
            check=check, severity=severity, page=breach.page, message=Message(zh=breach.zh, en=breach.en)
        )
        for check in checks
        if (severity := check.severity(standard)) is not None
        for breach in check.run(subject)
    )
