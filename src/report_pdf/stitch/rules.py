"""What stitching itself may say; what happens to a supplement's insides is said by pdf/."""

from __future__ import annotations

from report_pdf.findings import Message, Rule, Severity

__all__ = ["BLANK_PAGE", "IN_PARTS", "LINKS_TO_PARTS", "RULES"]

BLANK_PAGE = Rule(
    code="stitch/blank-page",
    severity=Severity.INFO,
    rationale=Message(
        zh="附件要求从右页起，前面补一张空白页。",
        en="A supplement that starts on a recto has a blank page before it.",
    ),
)

IN_PARTS = Rule(
    code="stitch/in-parts",
    severity=Severity.INFO,
    rationale=Message(
        zh="按要求的大小或页数分成几个文件，各带全部书签，书签最前面说明哪个文件里有什么。",
        en="The packet is in several files, by size or by pages as asked; in each, bookmarks say which part has what.",
    ),
)
LINKS_TO_PARTS = Rule(
    code="stitch/links-to-parts",
    severity=Severity.WARNING,
    rationale=Message(
        zh="链接的目标在别的部分里：改为打开那个文件，收件人要把各部分放在同一文件夹里。",
        en="A link's target is in another part: it opens that file, which has to lie in the same folder.",
    ),
    source="ISO 32000-2 12.6.4.3",
)

RULES: tuple[Rule, ...] = (BLANK_PAGE, IN_PARTS, LINKS_TO_PARTS)
