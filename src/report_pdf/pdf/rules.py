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
        code="pdf/passport",
        severity=Severity.INFO,
        rationale=Message(
            zh="收到的附件是什么：版本、页数、大小、签名、表单、图层、内嵌文件、标签、字体、声明的标准。",
            en="What a supplement is as it arrives: version, pages, sizes, signatures, form, layers, files, tags, "
            "fonts, standards it claims.",
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
        code="pdf/read-anew",
        severity=Severity.WARNING,
        rationale=Message(
            zh="qpdf 读不全的文件依次改用 pypdf、pdfium 的读法。",
            en="A file that qpdf cannot read whole is read by pypdf or pdfium, in this order.",
        ),
        source="ISO 32000-2 7.5",
    ),
    Rule(
        code="pdf/pages-only",
        severity=Severity.WARNING,
        rationale=Message(
            zh="结构无法修复的文件，只取得页面，其余丢失。",
            en="Of a file beyond repair only the pages are got; all else is lost.",
        ),
        source="ISO 32000-2 7.7.3",
    ),
    Rule(
        code="pdf/readers-differ",
        severity=Severity.WARNING,
        rationale=Message(
            zh="各阅读器看到的页数不同，文件可能损坏或有意误导。",
            en="Readers find different numbers of pages: the file is broken, or made to mislead.",
        ),
        source="ISO 32000-2 7.7.3",
    ),
    Rule(
        code="pdf/pages-missing",
        severity=Severity.WARNING,
        rationale=Message(
            zh="文件的页数登记多于真正存在的页。",
            en="The file's page tree promises more pages than there are.",
        ),
        source="ISO 32000-2 7.7.3",
    ),
    Rule(
        code="pdf/page-as-picture",
        severity=Severity.WARNING,
        rationale=Message(
            zh="合订后会变样的页，按所选转成图片。",
            en="A page that would not look the same went in as a picture, as was chosen.",
        ),
    ),
    Rule(
        code="pdf/page-unverified",
        severity=Severity.WARNING,
        rationale=Message(
            zh="这页没能与原样比对（比对用的 pdfium 画不出）。",
            en="A page could not be compared with its source: pdfium, which compares, cannot draw it.",
        ),
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
        code="pdf/original-attached",
        severity=Severity.INFO,
        rationale=Message(
            zh="按所选附上收到的原件：签名、动作内容等在原件里仍在。",
            en="The file as received is attached, as was chosen: its signature holds in there.",
        ),
        source="ISO 32000-2 7.11.4",
    ),
    Rule(
        code="pdf/layers-kept",
        severity=Severity.INFO,
        rationale=Message(zh="图层及其显示状态已带入。", en="Layers are carried with their state."),
        source="ISO 32000-2 8.11",
    ),
    Rule(
        code="pdf/tags-kept",
        severity=Severity.INFO,
        rationale=Message(
            zh="附件的结构标签并入正文的标签树，自成一部分。",
            en="The supplement's tags are a part of the body's tree.",
        ),
        source="ISO 32000-2 14.8.4.3",
    ),
    Rule(
        code="pdf/pages-as-figures",
        severity=Severity.INFO,
        rationale=Message(
            zh="正文有结构标签而附件没有：附件的每一页各作为一幅图并入，替代文字写明标题、页次和页上的文字，朗读软件读得到。",
            en="The body is tagged and the supplement is not: each of its pages is a figure whose alternative text names "
            "title and page and says the page's text, for a screen reader.",
        ),
        source="ISO 32000-2 14.8.4.8.5, 14.9.3",
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
        code="pdf/names-kept",
        severity=Severity.INFO,
        rationale=Message(
            zh="附件的命名目标已带入；文件内的链接直接指向页面，同名也不会串。",
            en="Named destinations are carried; links inside lead to their pages directly and cannot cross.",
        ),
        source="ISO 32000-2 12.3.2.4",
    ),
    Rule(
        code="pdf/name-renamed",
        severity=Severity.INFO,
        rationale=Message(
            zh="命名目标与别的文件同名，已改名。",
            en="A named destination was called like another file's and was renamed.",
        ),
        source="ISO 32000-2 12.3.2.4",
    ),
    Rule(
        code="pdf/name-left",
        severity=Severity.INFO,
        rationale=Message(
            zh="命名目标指向未合订的页，未带入。",
            en="A named destination leads to a page that is not stitched.",
        ),
        source="ISO 32000-2 12.3.2.4",
    ),
    Rule(
        code="pdf/threads-kept",
        severity=Severity.INFO,
        rationale=Message(
            zh="文章线已带入。",
            en="Article threads are carried.",
        ),
        source="ISO 32000-2 12.4.3",
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
        code="pdf/fields-flattened",
        severity=Severity.INFO,
        rationale=Message(
            zh="按所选把表单域画进页面。",
            en="Form fields are drawn into their pages, as was chosen.",
        ),
        source="ISO 32000-2 12.7",
    ),
    Rule(
        code="pdf/form-resource-renamed",
        severity=Severity.INFO,
        rationale=Message(
            zh="表单的字体等资源与别的文件同名而内容不同，已改名，表单域随之改写。",
            en="A form's font or other resource was called like another file's that is different; it was renamed and its fields follow.",
        ),
        source="ISO 32000-2 12.7.3",
    ),
    Rule(
        code="pdf/stored-once",
        severity=Severity.INFO,
        rationale=Message(
            zh="正文和附件之间逐字节相同的字体、图片只存一份。",
            en="Fonts and pictures that are byte for byte the same in body and supplements are stored once.",
        ),
        source="ISO 32000-2 7.3.10",
    ),
    Rule(
        code="pdf/field-left",
        severity=Severity.WARNING,
        rationale=Message(
            zh="同一页合订两次时，表单域只随第一次带入；不在合订的页上的表单域留下。",
            en="Where a page is stitched twice, its form fields come with the first only; fields that stand on no stitched "
            "page stay behind.",
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
            zh="附件自己的元数据、输出意图、软件私有数据等在合订本里没有位置，逐项列出。",
            en="What has no place in a packet (metadata, output intents, private data) is named.",
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
