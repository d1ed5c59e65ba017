"""What may be said of a PDF on its way to the press: what was changed beyond plain conversion, what could not be."""

from __future__ import annotations

from report_pdf.findings import Finding, Message, Place, Rule, Severity

__all__ = ["PRESS_RULES", "finding_of_fault", "remarked"]

PRESS_RULES: tuple[Rule, ...] = (
    Rule(
        code="press/font-not-embedded",
        severity=Severity.ERROR,
        rationale=Message(
            zh="未嵌入的字体在印厂会被替换,版面随之走样。",
            en="A font that is not embedded is replaced at the print shop, and the page changes.",
        ),
        source="ISO 15930-7 6.5",
    ),
    Rule(
        code="press/not-convertible",
        severity=Severity.ERROR,
        rationale=Message(
            zh="这类内容无法换算为印刷四色,须把该页转为 300 ppi 的四色图片。",
            en="This cannot be computed in press inks; the page has to become a CMYK picture at 300 ppi.",
        ),
        source="GWG 2022 R0027",
    ),
    Rule(
        code="press/cmyk-of-other-profile",
        severity=Severity.INFO,
        rationale=Message(
            zh="内容的 CMYK 数值来自另一特性文件,数值原样保留(单色黑仍是单色黑)。",
            en="CMYK numbers made for another profile are kept as they are, so that black stays black alone.",
        ),
        source="GWG 2022 R0027",
    ),
    Rule(
        code="press/text-blackened",
        severity=Severity.INFO,
        rationale=Message(
            zh="四色黑的小字一套不准就发虚,改为单色黑叠印。",
            en="Text in four-colour black blurs when plates shift; it becomes black ink alone, overprinting.",
        ),
        source="GWG 2022 R0015",
    ),
    Rule(
        code="press/annotation-dropped",
        severity=Severity.INFO,
        rationale=Message(
            zh="印刷版不带链接、批注和表单域。", en="The print edition has no links, notes or form fields."
        ),
        source="ISO 15930-7 6.17",
    ),
    Rule(
        code="press/spot-converted",
        severity=Severity.WARNING,
        rationale=Message(
            zh="未列入专色的色名已换算为四色。",
            en="A spot colour that the ticket does not name was converted to process colours.",
        ),
        source="GWG 2022 R0020",
    ),
    Rule(
        code="press/no-bleed",
        severity=Severity.WARNING,
        rationale=Message(
            zh="页面没有出血,裁切略偏就会露白边。",
            en="The page has no bleed: where the cut is a hair off, white paper shows.",
        ),
        source="GWG 2022",
    ),
)

_BY_CODE = {rule.code: rule for rule in PRESS_RULES}


def remarked(code: str, place: Place | None, *, zh: str, en: str, hint: Message | None = None) -> Finding:
    """A finding of the rule ``code`` in these words."""
    return _BY_CODE[code].at(place, Message(zh=zh, en=en), hint=hint)


def finding_of_fault(code: str, what: str, place: Place) -> Finding:
    """A fault the pass noted, in words."""
    zh, en, hint = _WORDS[code]
    return remarked(code, place, zh=zh.format(what=what), en=en.format(what=what), hint=hint)


_WORDS: dict[str, tuple[str, str, Message | None]] = {
    "press/font-not-embedded": (
        "字体“{what}”没有嵌入。",
        "the font “{what}” is not embedded.",
        Message(zh="请在原程序中嵌入全部字体后重新导出。", en="Export it again with all fonts embedded."),
    ),
    "press/not-convertible": (
        "无法换算为印刷四色:{what}。",
        "cannot be converted to press inks: {what}.",
        Message(
            zh="请在原程序中把该内容转为四色图片(300 ppi)后重新导出。",
            en="Turn it into a CMYK picture (300 ppi) in its program and export it again.",
        ),
    ),
    "press/cmyk-of-other-profile": (
        "CMYK 数值来自特性文件“{what}”,原样保留。",
        "CMYK numbers made for the profile “{what}” are kept as they are.",
        None,
    ),
    "press/text-blackened": (
        "近黑色文字改为单色黑。",
        "nearly black text is printed in black ink alone.",
        None,
    ),
    "press/spot-converted": (
        "专色“{what}”已换算为四色。",
        "the spot colour “{what}” was converted to process colours.",
        Message(
            zh="要印专色,请在印刷单中列出它的名称。", en="Name it in the ticket to print it as a spot colour."
        ),
    ),
}
