"""What the type case has to say about a text."""

from __future__ import annotations

from report_pdf.findings import Message, Rule, Severity

__all__ = ["BORROWED", "CONTROL", "DAMAGED", "MISSING", "PRIVATE_USE", "RULES", "VARIANT"]

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
RULES = (MISSING, DAMAGED, PRIVATE_USE, CONTROL, VARIANT, BORROWED)
