"""What the issue stage finds."""

from __future__ import annotations

from report_pdf.findings import Message, Rule, Severity

__all__ = [
    "CAPTION_CONTRADICTED",
    "CAPTION_WITHOUT_PICTURE",
    "PICTURE_NOT_FOUND",
    "PICTURE_WITHOUT_ALT",
    "PICTURE_WITHOUT_CAPTION",
    "RULES",
    "SAME_PHOTO",
    "SHARED_CAPTION",
    "TITLE_MISSING",
    "UNCERTAIN_CAPTION",
    "UNUSED_PHOTO",
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
UNCERTAIN_CAPTION = Rule(
    code="issue/uncertain-caption",
    severity=Severity.ERROR,
    rationale=Message(
        zh="图说配错照片，会印成张冠李戴；程序没有把握的，须由编辑认定。成品照样写出供核对，但不算合格；--draft 时只是“注意”。",
        en="A caption under the wrong photograph names the wrong people; where it is not certain an editor decides. "
        "The pages are written for checking but do not pass; with --draft it is a warning.",
    ),
)
CAPTION_CONTRADICTED = Rule(
    code="issue/caption-contradicted",
    severity=Severity.WARNING,
    rationale=Message(
        zh="照片自己的日期或编号与图说不符：不是次序错了，就是相机的钟没有对。",
        en="The photograph's own date or number contradicts the caption: the order is wrong, or the camera's clock.",
    ),
)
UNUSED_PHOTO = Rule(
    code="issue/unused-photo",
    severity=Severity.WARNING,
    rationale=Message(
        zh="照片文件夹里有一张没有用上，可能漏排。",
        en="A photograph beside those that are printed is not used: it may have been forgotten.",
    ),
)
SAME_PHOTO = Rule(
    code="issue/same-photo",
    severity=Severity.WARNING,
    rationale=Message(
        zh="一期里同一张照片印了两次，多半是交照片时拷重了。",
        en="One photograph is printed twice in an issue: most likely it was copied twice.",
    ),
)
PICTURE_NOT_FOUND = Rule(
    code="issue/picture-not-found",
    severity=Severity.ERROR,
    rationale=Message(
        zh="稿件里写着的照片必须在，否则印出来少一张。",
        en="A picture the manuscript names must be there, or the printed issue lacks it.",
    ),
)
PICTURE_WITHOUT_ALT = Rule(
    code="issue/picture-without-alt",
    severity=Severity.WARNING,
    rationale=Message(
        zh="照片没有替代文字，读屏软件的读者只能听到图说；有标签的版本（存档版、邮件版）都要有。",
        en="Without an alternative text, readers of the structure (archive, email) hear the caption at most.",
    ),
    source="ISO 14289-1, 7.3",
)
SHARED_CAPTION = Rule(
    code="issue/shared-caption",
    severity=Severity.WARNING,
    rationale=Message(
        zh="一条图说说的是几张照片，只印在第一张下面；它们不一定排在一起，“左图”“右图”要看版面。",
        en="One caption is meant for several photographs and is printed under the first; they need not stand together.",
    ),
)
TITLE_MISSING = Rule(
    code="issue/title-missing",
    severity=Severity.WARNING,
    rationale=Message(
        zh="稿件没有标题，目录和书眉只好用文件名。",
        en="Without a title the contents and running heads can only name the file.",
    ),
)
RULES = (
    PICTURE_NOT_FOUND,
    UNCERTAIN_CAPTION,
    CAPTION_CONTRADICTED,
    UNUSED_PHOTO,
    SAME_PHOTO,
    SHARED_CAPTION,
    PICTURE_WITHOUT_CAPTION,
    CAPTION_WITHOUT_PICTURE,
    PICTURE_WITHOUT_ALT,
    TITLE_MISSING,
)
