"""Checks of what the file says of itself, and of its boxes (ISO 15930-7; GWG 2022 R0001 to R0006, R0034, R0035)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from report_pdf.pdf.geometry import Rectangle
from report_pdf.pdf.press.subject import Breach, PressSubject

__all__ = ["DOCUMENT_CHECKS"]

_TOLERANCE = 0.5
_OUTSIDE_NOTES = frozenset({"PrinterMark", "TrapNet"})
_WANTED = ("DocumentID", "VersionID", "RenditionClass", "CreateDate", "ModifyDate")


def version(subject: PressSubject) -> Iterator[Breach]:
    """PDF 1.6 or what came before."""
    found = subject.document.version
    if tuple(int(part) if part.isdigit() else 0 for part in found.split(".")) > (1, 6):
        yield Breach(None, f"文件是 PDF {found}，应为 1.6。", f"the file is PDF {found}, not 1.6.")


def encrypted(subject: PressSubject) -> Iterator[Breach]:
    """No encryption; a file identifier."""
    if subject.document.encrypted:
        yield Breach(None, "文件已加密。", "the file is encrypted.")
    if not subject.document.has_id:
        yield Breach(None, "文件没有 /ID。", "the file has no /ID.")


def identification(subject: PressSubject) -> Iterator[Breach]:
    """XMP says what the file is."""
    found = subject.document.identifiers
    said = found.get("GTS_PDFXVersion", "")
    if said not in {"PDF/X-4", "PDF/X-4p"}:
        yield Breach(None, f"XMP 未声明 PDF/X-4（“{said}”）。", f"XMP does not say PDF/X-4 (“{said}”).")
    missing = ", ".join(name for name in _WANTED if not found.get(name))
    if missing:
        yield Breach(None, f"XMP 缺少 {missing}。", f"XMP has no {missing}.")


def trapped(subject: PressSubject) -> Iterator[Breach]:
    """Info or XMP says True or False; both the same."""
    info, xmp = subject.document.info_trapped, subject.document.identifiers.get("Trapped", "")
    if (info or xmp) not in {"True", "False"}:
        yield Breach(None, "Trapped 应为 True 或 False。", "Trapped is neither True nor False.")
    elif info and xmp and xmp != info:
        yield Breach(None, "Info 与 XMP 的 Trapped 不一致。", "Trapped differs between Info and XMP.")


def output_intent(subject: PressSubject) -> Iterator[Breach]:
    """One GTS_PDFX intent with a condition and a CMYK output profile."""
    press = [intent for intent in subject.document.intents if intent[0] == "GTS_PDFX"]
    if len(press) != 1:
        yield Breach(
            None, f"GTS_PDFX 输出意图有 {len(press)} 个。", f"there are {len(press)} GTS_PDFX intents."
        )
    for _, condition, kind, space in press:
        if not condition:
            yield Breach(None, "输出意图没有印刷条件名称。", "the output intent names no condition.")
        if not kind and not space:
            yield Breach(None, "输出意图没有嵌入特性文件。", "the output intent has no profile in it.")
        elif (kind, space) != ("prtr", "CMYK"):
            yield Breach(
                None,
                f"输出意图的特性文件不是 CMYK 输出类（{kind} {space}）。",
                f"the intent's profile is none for CMYK output ({kind} {space}).",
            )


def annotation(subject: PressSubject) -> Iterator[Breach]:
    """Nothing to click inside the bleed."""
    for page in subject.pages:
        inside = [
            kind
            for kind, box in page.annotations
            if kind not in _OUTSIDE_NOTES and (box is None or _meet(box, page.bled))
        ]
        if inside:
            kinds = ", ".join(sorted(set(inside)))
            yield Breach(
                page.number,
                f"页内有 {len(inside)} 处批注（{kinds}）。",
                f"{len(inside)} annotations inside ({kinds}).",
            )


def action(subject: PressSubject) -> Iterator[Breach]:
    """No actions, forms, attachments."""
    for name in sorted(set(subject.document.actions)):
        yield Breach(None, f"文件带有 {name}。", f"the file has {name}.")


def box(subject: PressSubject) -> Iterator[Breach]:
    """TrimBox or ArtBox, not both; trim within bleed within media."""
    for page in subject.pages:
        if (page.trim is None) == (page.art is None):
            yield Breach(
                page.number,
                "TrimBox 与 ArtBox 应恰有其一。",
                "there is not exactly one of TrimBox and ArtBox.",
            )
            continue
        if page.bleed is not None and not _inside(page.cut, page.bleed):
            yield Breach(page.number, "TrimBox 超出 BleedBox。", "the TrimBox reaches out of the BleedBox.")
        if not _inside(page.bled, page.media):
            yield Breach(page.number, "BleedBox 超出 MediaBox。", "the BleedBox reaches out of the MediaBox.")


def crop_box(subject: PressSubject) -> Iterator[Breach]:
    """CropBox is MediaBox; no UserUnit."""
    for page in subject.pages:
        if page.crop is not None and not (_inside(page.crop, page.media) and _inside(page.media, page.crop)):
            yield Breach(page.number, "CropBox 与 MediaBox 不同。", "the CropBox is not the MediaBox.")
        if page.user_unit != 1:
            yield Breach(page.number, "带有 UserUnit。", "there is a UserUnit.")


def trim_size(subject: PressSubject) -> Iterator[Breach]:
    """One size, not turned."""
    first = subject.pages[0].cut if subject.pages else None
    for page in subject.pages:
        cut = page.cut
        if (
            first is not None
            and max(abs(cut.width - first.width), abs(cut.height - first.height)) > _TOLERANCE
        ):
            size = f"{cut.width * 25.4 / 72:.1f}×{cut.height * 25.4 / 72:.1f} mm"
            yield Breach(
                page.number, f"成品尺寸与第一页不同（{size}）。", f"another trim size than page 1 ({size})."
            )
        if page.turn:
            yield Breach(page.number, f"带有 /Rotate {page.turn}。", f"there is /Rotate {page.turn}.")


def empty_page(subject: PressSubject) -> Iterator[Breach]:
    """Ink lies inside the trim: text that nobody sees, and white, are none."""
    for page in subject.pages:
        if not any(mark.inked and (mark.box is None or _meet(mark.box, page.cut)) for mark in page.marks):
            yield Breach(page.number, "空白页。", "the page is empty.")


def layers(subject: PressSubject) -> Iterator[Breach]:
    """One configuration, the default, and no others to choose from."""
    if subject.document.layers_listed:
        yield Breach(
            None, "图层除默认配置外另有配置（/Configs）。", "the layers have other configurations (/Configs)."
        )


def _inside(inner: Rectangle, outer: Rectangle) -> bool:
    return (
        inner.left >= outer.left - _TOLERANCE
        and inner.bottom >= outer.bottom - _TOLERANCE
        and inner.right <= outer.right + _TOLERANCE
        and inner.top <= outer.top + _TOLERANCE
    )


def _meet(one: Rectangle, other: Rectangle) -> bool:
    return (
        one.left <= other.right
        and one.right >= other.left
        and one.bottom <= other.top
        and one.top >= other.bottom
    )


DOCUMENT_CHECKS: Mapping[str, Callable[[PressSubject], Iterator[Breach]]] = {
    "version": version,
    "encrypted": encrypted,
    "identification": identification,
    "trapped": trapped,
    "output-intent": output_intent,
    "annotation": annotation,
    "action": action,
    "box": box,
    "crop-box": crop_box,
    "trim-size": trim_size,
    "empty-page": empty_page,
    "layers": layers,
}
