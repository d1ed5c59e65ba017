"""What the issue stage finds."""

from __future__ import annotations

from report_pdf.findings import Message, Rule, Severity

__all__ = [
    "CAPTION_WITHOUT_PICTURE",
    "PICTURE_WITHOUT_ALT",
    "PICTURE_WITHOUT_CAPTION",
    "RULES",
    "TITLE_MISSING",
]

PICTURE_WITHOUT_CAPTION = Rule(
    code="issue/picture-without-caption",
    severity=Severity.WARNING,
    rationale=Message(
        zh="照片没有图说，读者不知道它是什么。", en="A picture without a caption does not say what it shows."
    ),
)
CAPTION_WITHOUT_PICTURE = Rule(
    code="issue/caption-without-picture",
    severity=Severity.WARNING,
    rationale=Message(
        zh="图说没有对应的照片：它仍印在正文里，不会丢失。",
        en="A caption no picture takes is still set in the text: nothing is lost.",
    ),
)
PICTURE_WITHOUT_ALT = Rule(
    code="issue/picture-without-alt",
    severity=Severity.INFO,
    rationale=Message(
        zh="照片没有替代文字，读屏软件的读者只能听到图说。",
        en="Without an alternative text, readers of the structure hear the caption at most.",
    ),
    source="ISO 14289-1, 7.3",
)
TITLE_MISSING = Rule(
    code="issue/title-missing",
    severity=Severity.WARNING,
    rationale=Message(
        zh="稿件没有标题，目录和书眉只好用文件名。",
        en="Without a title the contents and running heads can only name the file.",
    ),
)
RULES = (PICTURE_WITHOUT_CAPTION, CAPTION_WITHOUT_PICTURE, PICTURE_WITHOUT_ALT, TITLE_MISSING)
