"""What closing an edition finds."""

from __future__ import annotations

from report_pdf.findings import Message, Rule, Severity
from report_pdf.pdf import ARCHIVE_RULES, PRESS_RULES

__all__ = [
    "COARSE_OUTLINES",
    "IN_PARTS",
    "PICTURES_FITTED",
    "RULES",
    "SUPPLEMENT_PICTURE_FITTED",
    "SUPPLEMENT_REFUSED",
    "TOO_LARGE",
]

SUPPLEMENT_REFUSED = Rule(
    code="editions/supplement-refused",
    severity=Severity.ERROR,
    rationale=Message(
        zh="附件的页面不合存档标准，issue.yaml 要求拒收这样的附件：存档版没有写出。",
        en="A supplement's pages break the archive's standard and issue.yaml refuses such: no archive edition is written.",
    ),
    source="ISO 19005-3; ISO 14289-1",
)
_LIMIT = "issue.yaml, editions.email.max_size"
PICTURES_FITTED = Rule(
    code="editions/picture-fitted",
    severity=Severity.INFO,
    rationale=Message(
        zh="为了不超过大小上限，照片按同样的可见误差减轻：这里说各成了什么。",
        en="To meet the limit photographs are made lighter at the same visible error; this says what each became.",
    ),
    source=_LIMIT,
)
SUPPLEMENT_PICTURE_FITTED = Rule(
    code="editions/supplement-picture-fitted",
    severity=Severity.INFO,
    rationale=Message(
        zh="为了不超过大小上限，附件里的图片重新压缩过；附件的文字和线条没有动。",
        en="To meet the limit a supplement's picture was compressed anew; its text and lines are as they were.",
    ),
    source=_LIMIT,
)
COARSE_OUTLINES = Rule(
    code="editions/coarse-outlines",
    severity=Severity.INFO,
    rationale=Message(
        zh="字体占了上限的一大份，或图片减到最轻仍超过上限：字形轮廓的坐标取整得粗些，正文字号相差约百分之一毫米；文字层没有动。",
        en="Fonts took much of the limit, or pictures at their lightest did not meet it: outlines are rounded, by about a "
        "hundredth of a millimetre at the size of text; what can be copied and searched is untouched.",
    ),
    source=_LIMIT,
)
IN_PARTS = Rule(
    code="editions/in-parts",
    severity=Severity.WARNING,
    rationale=Message(
        zh="减到最轻仍超过大小上限，按要求分成几个文件，每个都不超过上限，各带全部书签。",
        en="At its lightest the edition exceeds the limit and is written in parts, as asked, each with all bookmarks.",
    ),
    source=_LIMIT,
)
TOO_LARGE = Rule(
    code="editions/too-large",
    severity=Severity.ERROR,
    rationale=Message(
        zh="减到最轻仍超过大小上限，邮件版没有写出。",
        en="At its lightest the edition exceeds the limit: it is not written.",
    ),
    source=_LIMIT,
)
RULES = (
    SUPPLEMENT_REFUSED,
    PICTURES_FITTED,
    SUPPLEMENT_PICTURE_FITTED,
    COARSE_OUTLINES,
    IN_PARTS,
    TOO_LARGE,
    *ARCHIVE_RULES,
    *PRESS_RULES,
)
