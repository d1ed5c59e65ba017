"""What may be said of an imposition: what was added, what was left, what the printer should look at."""

from __future__ import annotations

from report_pdf.findings import Finding, Message, Place, Rule, Severity

__all__ = ["RULES", "said"]

RULES: tuple[Rule, ...] = (
    Rule(
        code="imposition/blank-pages",
        severity=Severity.WARNING,
        rationale=Message(
            zh="页数凑不成整帖，补了空白页。", en="Blank pages were added: the pages did not fill the sheets."
        ),
    ),
    Rule(
        code="imposition/mixed-signatures",
        severity=Severity.INFO,
        rationale=Message(
            zh="余下的页拼成较小的书帖。", en="The pages left over make signatures with fewer pages."
        ),
    ),
    Rule(
        code="imposition/mixed-sizes",
        severity=Severity.WARNING,
        rationale=Message(
            zh="成品尺寸与全书不同的页：大的等比缩小，小的居中，四周留白。",
            en="Pages of another size than the rest: larger ones are reduced evenly, smaller ones centred on paper.",
        ),
        source="GWG 2022 R0004",
    ),
    Rule(
        code="imposition/no-bleed",
        severity=Severity.WARNING,
        rationale=Message(
            zh="切口处没有出血，裁切略偏就会露白边。",
            en="There is no bleed where the page is cut: where the cut is a hair off, white paper shows.",
        ),
        source="GWG 2022",
    ),
    Rule(
        code="imposition/creep",
        severity=Severity.INFO,
        rationale=Message(
            zh="套在里面的书页向订口移动，裁切后切口一侧的边距才一致。",
            en="Inner leaves are shifted towards the spine, so that the fore-edge margins stay even after trimming.",
        ),
    ),
    Rule(
        code="imposition/creep-deep",
        severity=Severity.WARNING,
        rationale=Message(
            zh="爬移超过 5 毫米，订口的文字可能被吃掉。",
            en="The creep is more than 5 mm: text near the spine may be lost.",
        ),
    ),
    Rule(
        code="imposition/spine",
        severity=Severity.INFO,
        rationale=Message(
            zh="书脊的宽度，由页数和纸厚算出，或由印厂给定。",
            en="The width of the spine, from pages and calipers or as the print shop gave it.",
        ),
    ),
    Rule(
        code="imposition/paper-assumed",
        severity=Severity.WARNING,
        rationale=Message(
            zh="没有写纸张，书脊是按常见的纸估的；差一张纸的厚度，书脊上的字就会偏到封面上。",
            en="Without a paper the spine is a guess, and lettering on it may end up on the cover.",
        ),
    ),
    Rule(
        code="imposition/too-thick",
        severity=Severity.WARNING,
        rationale=Message(
            zh="骑马订太厚合不拢，铁丝咬不住，里外页的切口差得多；印厂一般只订到 64 至 80 页。",
            en="A thick saddle-stitched issue springs open, the wire does not hold and creep grows: print shops stop at 64 to 80 pages.",
        ),
    ),
    Rule(
        code="imposition/too-thin",
        severity=Severity.WARNING,
        rationale=Message(
            zh="胶订靠书脊上的胶，太薄粘不牢；印厂一般要 48 页、3 毫米以上。",
            en="Glue needs a spine to hold on: print shops bind perfect from 48 pages and 3 mm on.",
        ),
        source="本社 house rule",
    ),
    Rule(
        code="imposition/spine-lettered",
        severity=Severity.INFO,
        rationale=Message(
            zh="书脊不窄于 5 毫米，印上刊名和期号。",
            en="A spine of 5 mm and more carries the magazine's name and number.",
        ),
    ),
    Rule(
        code="imposition/spine-unprinted",
        severity=Severity.WARNING,
        rationale=Message(
            zh="封面、封底的出血盖不满书脊，中间是白纸。",
            en="The bleed of front and back cover does not fill the spine: paper stays white between them.",
        ),
    ),
    Rule(
        code="imposition/pages-not-used",
        severity=Severity.INFO,
        rationale=Message(
            zh="封面展开只用封面的页，其余的页不在上面。", en="A cover spread has the cover's pages only."
        ),
    ),
    Rule(
        code="imposition/left-behind",
        severity=Severity.INFO,
        rationale=Message(
            zh="书签、页码标签、链接、结构标签、内嵌文件说的是单页，拼版后不再成立，已去掉。",
            en="Bookmarks, labels, links, tags and attachments speak of pages; on sheets they are dropped.",
        ),
        source="ISO 15930-7 6.17",
    ),
    Rule(
        code="imposition/notes-drawn",
        severity=Severity.INFO,
        rationale=Message(
            zh="会印出的批注和表单域已画进页面。",
            en="Notes and form fields that print became part of the page.",
        ),
        source="ISO 32000-2 12.5.3",
    ),
    Rule(
        code="imposition/claim-dropped",
        severity=Severity.INFO,
        rationale=Message(
            zh="拼版后不再是 PDF/A 或 PDF/UA，声明已去掉。",
            en="Sheets are neither PDF/A nor PDF/UA; the claim was taken out.",
        ),
        source="ISO 19005-3 6.6.4",
    ),
    Rule(
        code="imposition/claim-unproven",
        severity=Severity.INFO,
        rationale=Message(
            zh="PDF/X 的声明保留，拼版后的文件要重新检查。",
            en="The PDF/X claim is kept; the sheets have to be checked again.",
        ),
        source="ISO 15930-7 6.10",
    ),
    Rule(
        code="imposition/decrypted",
        severity=Severity.INFO,
        rationale=Message(zh="拼版后的文件不再加密。", en="The sheets are no longer encrypted."),
        source="ISO 32000-2 7.6",
    ),
    Rule(
        code="imposition/signature-void",
        severity=Severity.WARNING,
        rationale=Message(zh="任何改动都会使电子签名失效。", en="Any change ends a digital signature."),
        source="ISO 32000-2 12.8",
    ),
)

_BY_CODE = {rule.code: rule for rule in RULES}


def said(code: str, place: Place | None, *, zh: str, en: str, hint: Message | None = None) -> Finding:
    """A finding of the rule ``code`` in these words."""
    return _BY_CODE[code].at(place, Message(zh=zh, en=en), hint=hint)
