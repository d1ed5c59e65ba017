"""What to do about each breach: in the program that made the file, or in the file's tags (Acrobat, PAC, axesPDF)."""

from __future__ import annotations

from report_pdf.findings import Message

__all__ = ["REMEDIES"]

_AGAIN = Message(
    zh="在原程序里用样式（标题、列表、题注）排，导出时选“带标签的 PDF”，再查一遍。",
    en="Set it with styles (headings, lists, captions) in its own program, export it as tagged PDF, check again.",
)
_TAGS = Message(
    zh="在 Acrobat 的“标签”面板里改，或在原程序里改了重新导出。",
    en="Mend it in the tags panel of Acrobat, or in its own program, and export it again.",
)
_ALT = Message(
    zh="用一句话写图上有什么：不写文件名、“图片”，也不照抄图说。自己的照片写在 issue.yaml 的 alt。",
    en="Say in a sentence what is to be seen, not the file's name nor the caption; for our own photographs in alt:.",
)

REMEDIES = {
    "no-structure": _AGAIN,
    "no-language": Message(
        zh="在文档属性里写明语言，如 zh-CN。",
        en="Set the language in the document's properties, such as zh-CN.",
    ),
    "info-differs": Message(
        zh="在原程序的文档属性里改成一样，重新导出。",
        en="Make them the same in the document's properties and export it again.",
    ),
    "stray-text": Message(
        zh="是正文的收进标签，是装饰的标为“背景”（Artifact）。",
        en="Tag it if it is text, mark it as an artifact if it is decoration.",
    ),
    "wrong-parent": _AGAIN,
    "loose-annotation": Message(
        zh="在“标签”面板里用“查找未标记的注释”收进 Link 标签。",
        en="Find unmarked annotations in the tags panel and put each into a Link tag.",
    ),
    "heading-order": Message(
        zh="标题从第 1 级起，一级一级往下；没有字的标题删掉。",
        en="Begin with level 1 and go down one by one; delete headings without words.",
    ),
    "list-shape": Message(
        zh="列表（L）里只放列表项（LI），列表项里放标号（Lbl）和正文（LBody）。",
        en="A list (L) holds items (LI), an item its label (Lbl) and its body (LBody).",
    ),
    "figure-box": _AGAIN,
    "alt-says-nothing": _ALT,
    "alt-repeated": _ALT,
    "running-head": Message(
        zh="书眉和页码标为“背景”（Artifact，Pagination）。",
        en="Mark running heads and folios as artifacts of pagination.",
    ),
    "table-headers": Message(
        zh="给每个表头格（TH）写 Scope：管一列写 Column，管一行写 Row。",
        en="Give each header cell (TH) a Scope: Column or Row.",
    ),
    "headless-table": Message(
        zh="把第一行（或第一列）的格改成表头格（TH），Scope 写 Column（或 Row）；只用来排版的表，改成段落。",
        en="Make the cells of the first row (or column) header cells (TH) with Scope; one that only lays out, paragraphs.",
    ),
    "link-words": Message(
        zh="链接写成说得清去处的话，如“本期目录”，并写进链接的“说明”（Contents）。",
        en="Word the link so that it says where it leads, and put that into its Contents.",
    ),
    "foreign-language": Message(
        zh="给这一段（或其中的外文）写上它的语言。",
        en="Give the passage, or its foreign words, their language.",
    ),
    "hidden-text": Message(
        zh="是正文就收进标签；确是装饰，不必管。", en="Tag it if it is text; leave it if it is decoration."
    ),
    "page-order": _TAGS,
    "sight-order": Message(
        zh="照页面看一遍：该先读的，在“标签”或“阅读顺序”里移到前面；本来就该这样读，不必管。",
        en="Look at the page: move what is to be read first up in the tags; leave it if it is meant to be read so.",
    ),
    "no-headings": _AGAIN,
    "list-as-text": _AGAIN,
    "manuscript": Message(
        zh="这是程序的错：请把稿件和 preflight.json 发给维护者。",
        en="This is a fault of ours: send the manuscript and preflight.json to the maintainers.",
    ),
}
"""By the check's name, without ``archive/``."""
