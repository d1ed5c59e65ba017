"""What there is to say of a file that was opened: repaired, decrypted, cleaned, read by another library, doubtful."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import pikepdf

from report_pdf.findings import Finding, Message, Place
from report_pdf.pdf.rules import said
from report_pdf.pdf.stitch_passport import Passport
from report_pdf.pdf.stitch_readings import Agreed

__all__ = ["doubts", "opening_findings", "passport_finding", "promises"]

_MOST = 200_000


def doubts(passport: Passport | None, name: str, *, agreed: Agreed) -> Iterator[Finding]:
    """What there is to say of a reading that is not the plain one."""
    place = Place(file=name)
    pages = passport.pages if passport else 0
    by = passport.read_by if passport else "qpdf"
    if by != "qpdf":
        yield said(
            "pdf/read-anew",
            place,
            zh=f"qpdf 读不全，改用 {by} 的读法，共 {pages} 页；请核对。",
            en=f"qpdf cannot read all of it; {by}'s reading is used, {pages} pages. Look at them.",
        )
    if by == "pdfium-pages":
        yield said(
            "pdf/pages-only",
            place,
            zh="结构无法修复，只取得页面：书签、表单、图层、附件、标签都未带入。",
            en="its structure is beyond repair: only pages were got; bookmarks, form, layers, embedded files and "
            "tags are lost.",
        )
    wanted = agreed.pages
    if wanted and (not agreed.unanimous or pages != wanted):
        yield said(
            "pdf/readers-differ",
            place,
            zh=f"各阅读器看到的页数不同：这里用 {pages} 页；请核对。",
            en=f"readers do not agree on how many pages it has; {pages} are used here. Look at them.",
        )
    promised = max(passport.promised_pages if passport else 0, min(agreed.promised, _MOST))
    if promised > pages:
        yield said(
            "pdf/pages-missing",
            place,
            zh=f"文件自称 {promised} 页，只有 {pages} 页真的在里面。",
            en=f"it promises {promised} pages; only {pages} are there.",
        )


def opening_findings(
    pdf: pikepdf.Pdf, *, name: str, repaired: bool, removed: Counter[str]
) -> tuple[Finding, ...]:
    """Repaired, decrypted, freed of active content."""
    place = Place(file=name)
    findings = []
    if repaired:
        findings.append(
            said(
                "pdf/repaired",
                place,
                zh="文件结构有损，已修复；请核对页面。",
                en="its structure was damaged and was repaired; look at its pages.",
            )
        )
    if pdf.is_encrypted:
        findings.append(
            said(
                "pdf/decrypted",
                place,
                zh="原文件加密，合订后不再加密。",
                en="it was encrypted; what is stitched is not.",
            )
        )
    if removed:
        kinds = ", ".join(f"{kind} × {count}" for kind, count in sorted(removed.items()))
        findings.append(
            said(
                "pdf/active-content-removed",
                place,
                zh=f"去掉了动作内容：{kinds}。",
                en=f"active content was taken out: {kinds}.",
            )
        )
    return tuple(findings)


def promises(name: str, *, claims: Sequence[str], signed: bool) -> Iterator[Finding]:
    """What a body promises that stitching cannot keep."""
    place = Place(file=name)
    if claims:
        words = ", ".join(claims)
        yield said(
            "pdf/claim-unproven",
            place,
            zh=f"正文声明符合 {words}，合订后的文件未经验证。",
            en=f"it claims {words}; the stitched file is not proved to keep that.",
            hint=Message(
                zh="用 report-pdf preflight 检查后再交付。",
                en="Run report-pdf preflight before delivering it.",
            ),
        )
    if signed:
        yield said(
            "pdf/signature-void",
            place,
            zh="正文的电子签名随合订失效。",
            en="the body's digital signature ends with stitching.",
        )


def passport_finding(passport: Passport, name: str) -> Finding:
    """What the file is, in a line; the report has all of it."""
    sizes = ", ".join(f"{width:g} × {height:g} mm × {count}" for width, height, count in passport.sizes[:4])
    marks = (
        (passport.encrypted, "加密", "encrypted"),
        (passport.signatures, f"签名 {passport.signatures}", f"{passport.signatures} signatures"),
        (passport.form == "xfa", "XFA 表单", "an XFA form"),
        (passport.fields, f"表单域 {passport.fields}", f"{passport.fields} form fields"),
        (passport.layers, f"图层 {passport.layers}", f"{passport.layers} layers"),
        (
            passport.attachments,
            f"内嵌文件 {len(passport.attachments)}",
            f"{len(passport.attachments)} files inside",
        ),
        (passport.bookmarks, f"书签 {passport.bookmarks}", f"{passport.bookmarks} bookmarks"),
        (passport.tagged, "有结构标签", "tagged"),
        (
            passport.missing_fonts,
            f"未嵌字体 {'、'.join(passport.missing_fonts[:5])}",
            f"fonts not embedded: {', '.join(passport.missing_fonts[:5])}",
        ),
        (passport.claims, f"声明 {'、'.join(passport.claims)}", f"claims {', '.join(passport.claims)}"),
    )
    more_zh = "".join(f"，{zh}" for there, zh, _ in marks if there)
    more_en = "".join(f", {en}" for there, _, en in marks if there)
    by = f"，由 {passport.producer} 生成" if passport.producer else ""
    made = f", made by {passport.producer}" if passport.producer else ""
    return said(
        "pdf/passport",
        Place(file=name),
        zh=f"PDF {passport.version}{by}：{passport.pages} 页（{sizes}）{more_zh}。",
        en=f"PDF {passport.version}{made}: {passport.pages} pages ({sizes}){more_en}.",
    )
