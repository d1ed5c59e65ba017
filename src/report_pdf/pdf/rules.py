"""What may be said about a PDF that comes in or is stitched: everything that is repaired, renamed or left behind."""

from __future__ import annotations

from report_pdf.findings import Finding, Message, Place, Rule, Severity

__all__ = ["RULES", "said"]

RULES: tuple[Rule, ...] = (
    Rule(
        code="pdf/stitched",
        severity=Severity.INFO,
        rationale=Message(
            zh="一个附件合订完毕：页、书签、链接、表单域各多少。", en="What of a supplement was stitched in."
        ),
    ),
    Rule(
        code="pdf/repaired",
        severity=Severity.INFO,
        rationale=Message(
            zh="文件结构有损，已修复后使用。", en="The file's structure was damaged and was repaired."
        ),
        source="ISO 32000-2 7.5",
    ),
    Rule(
        code="pdf/decrypted",
        severity=Severity.INFO,
        rationale=Message(zh="合订后的文件不再加密。", en="What is stitched is no longer encrypted."),
        source="ISO 32000-2 7.6",
    ),
    Rule(
        code="pdf/signature-void",
        severity=Severity.WARNING,
        rationale=Message(
            zh="任何改动都会使电子签名失效，签名值不带入。",
            en="Any change ends a digital signature; its value is not carried.",
        ),
        source="ISO 32000-2 12.8",
    ),
    Rule(
        code="pdf/active-content-removed",
        severity=Severity.WARNING,
        rationale=Message(
            zh="附件不得带入脚本、启动程序、提交表单等动作。",
            en="A supplement brings in no script, launch, submission or other action.",
        ),
        source="ISO 32000-2 12.6",
    ),
    Rule(
        code="pdf/executable-removed",
        severity=Severity.WARNING,
        rationale=Message(zh="附件内嵌的可执行文件不带入。", en="Embedded executables are not carried."),
        source="ISO 32000-2 7.11.4",
    ),
    Rule(
        code="pdf/attachments-kept",
        severity=Severity.INFO,
        rationale=Message(zh="内嵌文件已带入。", en="Embedded files are carried."),
        source="ISO 32000-2 7.11.4",
    ),
    Rule(
        code="pdf/layers-kept",
        severity=Severity.INFO,
        rationale=Message(zh="图层及其显示状态已带入。", en="Layers are carried with their state."),
        source="ISO 32000-2 8.11",
    ),
    Rule(
        code="pdf/tags-left",
        severity=Severity.INFO,
        rationale=Message(
            zh="附件的结构标签未并入正文的标签树，朗读软件读不到附件的结构。",
            en="The supplement's tags are not merged into the body's tree; a screen reader misses its structure.",
        ),
        source="ISO 32000-2 14.8",
    ),
    Rule(
        code="pdf/link-left",
        severity=Severity.WARNING,
        rationale=Message(
            zh="链接指向未合订的页或其他文件，已去掉。",
            en="A link leads to a page that is not stitched, or to another file; it was taken off.",
        ),
        source="ISO 32000-2 12.3.2",
    ),
    Rule(
        code="pdf/bookmark-left",
        severity=Severity.WARNING,
        rationale=Message(
            zh="书签指向未合订的页，已去掉。",
            en="A bookmark leads to a page that is not stitched; it was left.",
        ),
        source="ISO 32000-2 12.3.3",
    ),
    Rule(
        code="pdf/names-resolved",
        severity=Severity.INFO,
        rationale=Message(
            zh="附件的命名目标改为直接指向页面，各附件同名也不会串。",
            en="Named destinations became pages, so that two supplements cannot cross.",
        ),
        source="ISO 32000-2 12.3.2.4",
    ),
    Rule(
        code="pdf/field-renamed",
        severity=Severity.INFO,
        rationale=Message(
            zh="表单域同名，已改名，值不变。", en="A form field's name was taken: renamed, value kept."
        ),
        source="ISO 32000-2 12.7.4.2",
    ),
    Rule(
        code="pdf/field-left",
        severity=Severity.WARNING,
        rationale=Message(
            zh="同一页合订两次时，表单域只随第一次带入。",
            en="Where a page is stitched twice, its form fields come with the first only.",
        ),
        source="ISO 32000-2 12.7",
    ),
    Rule(
        code="pdf/xfa-left",
        severity=Severity.WARNING,
        rationale=Message(zh="XFA 表单不带入。", en="XFA forms are not carried."),
        source="ISO 32000-2 Annex K",
    ),
    Rule(
        code="pdf/extras-left",
        severity=Severity.INFO,
        rationale=Message(
            zh="页码标签、文章线、翻页效果等不带入。",
            en="Page labels, article threads and transitions are not carried.",
        ),
        source="ISO 32000-2 12.4",
    ),
    Rule(
        code="pdf/scaled",
        severity=Severity.INFO,
        rationale=Message(
            zh="附件页与所留位置大小不同，已等比缩放居中。",
            en="A supplement's page was scaled, evenly, to the place kept for it.",
        ),
    ),
    Rule(
        code="pdf/claim-unproven",
        severity=Severity.WARNING,
        rationale=Message(
            zh="正文声明的标准在合订之后未经验证。",
            en="What the body claims to conform to is not proved for the stitched file.",
        ),
        source="ISO 19005-3 6.6.4",
    ),
)

_BY_CODE = {rule.code: rule for rule in RULES}


def said(code: str, place: Place | None, *, zh: str, en: str, hint: Message | None = None) -> Finding:
    """A finding of the rule ``code`` in these words."""
    return _BY_CODE[code].at(place, Message(zh=zh, en=en), hint=hint)
