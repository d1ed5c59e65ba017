"""What the type case has to say about a text."""

from __future__ import annotations

from report_pdf.findings import Message, Rule, Severity

__all__ = [
    "BORROWED",
    "CONTROL",
    "DAMAGED",
    "FALLBACK",
    "MISSING",
    "OTHER_HAND",
    "PRIVATE_USE",
    "RULES",
    "VARIANT",
]

MISSING = Rule(
    code="fonts/missing-glyph",
    severity=Severity.ERROR,
    rationale=Message(
        zh="字库中没有的字会印成方框；宁可停下，不印“豆腐块”。",
        en="A character that no face has would be printed as a box, so the build ends instead.",
    ),
    source="W3C CLREQ 2.1; ISO 19005-3 clause 6.2.11.8 (no .notdef)",
)
DAMAGED = Rule(
    code="fonts/replacement-character",
    severity=Severity.ERROR,
    rationale=Message(
        zh="U+FFFD 表示原文在转码时已经丢了字。",
        en="U+FFFD says that a character was lost when the text was converted.",
    ),
    source="Unicode 23.8",
)
PRIVATE_USE = Rule(
    code="fonts/private-use",
    severity=Severity.ERROR,
    rationale=Message(
        zh="私用区字符只有造字的那台电脑认得，别处没有公认的字形，也无法检索。",
        en="A private-use character means something only where it was made; elsewhere it has no form and no text.",
    ),
    source="Unicode 23.5; ISO 19005-3 clause 6.2.11.7",
)
CONTROL = Rule(
    code="fonts/control-character",
    severity=Severity.ERROR,
    rationale=Message(
        zh="控制字符没有字形，通常是从别的软件粘贴带来的。",
        en="A control character has no form; it usually came along when text was pasted from other software.",
    ),
    source="Unicode 23.1",
)
VARIANT = Rule(
    code="fonts/variant-not-drawn",
    severity=Severity.WARNING,
    rationale=Message(
        zh="异体字选择符指定的字形字库中没有，印出的是该字的通常字形。",
        en="The faces lack the form that a variation selector asks for, so the usual form is printed.",
    ),
    source="UTS #37",
)
BORROWED = Rule(
    code="fonts/borrowed-glyph",
    severity=Severity.INFO,
    rationale=Message(
        zh="有的字体家族缺这个字，若正文用那一家族，该字会借用另一家族的字形，看上去不一致。",
        en="A family lacks this character; text set in it borrows the form of another family, which shows.",
    ),
)
FALLBACK = Rule(
    code="fonts/fallback-glyph",
    severity=Severity.INFO,
    rationale=Message(
        zh="通用规范汉字表和 GB 2312 之外的字（生僻人名、繁体字、日本汉字）由同一设计的后备字体印出。字形没有问题，"
        "但表外的字往往是录入有误，或该用规范字，所以逐处列出，供对红。",
        en="A character beyond 通用规范汉字表 and GB 2312 (rare names, traditional and Japanese forms) is set in a "
        "fallback face of the same design. It looks right, but often it is a slip or has a standard form, so each "
        "place is listed for the proofreader.",
    ),
    source="W3C CLREQ 2.1; 通用规范汉字表 (2013)",
)
OTHER_HAND = Rule(
    code="fonts/fallback-of-another-hand",
    severity=Severity.WARNING,
    rationale=Message(
        zh="这个字只有别家设计的后备字体有，笔画粗细和神态与前后的字略有不同；请看版样，能换通行的写法就换。",
        en="Only a fallback face by other designers has this character; its strokes differ a little from its "
        "neighbours'. Look at the proof, and use a more common form where there is one.",
    ),
    source="W3C CLREQ 2.1",
)
RULES = (MISSING, DAMAGED, PRIVATE_USE, CONTROL, VARIANT, BORROWED, FALLBACK, OTHER_HAND)
