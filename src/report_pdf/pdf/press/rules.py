"""What may be said of a PDF on its way to the press: what was changed beyond plain conversion, what could not be."""

from __future__ import annotations

from report_pdf.findings import Finding, Message, Place, Rule, Severity

__all__ = ["PRESS_RULES", "finding_of_fault", "reason_of_fault", "remarked"]

PRESS_RULES: tuple[Rule, ...] = (
    Rule(
        code="press/font-not-embedded",
        severity=Severity.ERROR,
        rationale=Message(
            zh="未嵌入的字体在印厂会被替换，版面随之走样。",
            en="A font that is not embedded is replaced at the print shop, and the page changes.",
        ),
        source="ISO 15930-7 6.5",
    ),
    Rule(
        code="press/not-convertible",
        severity=Severity.ERROR,
        rationale=Message(
            zh="这类内容无法换算为印刷四色，须把该页转为 300 ppi 的四色图片。",
            en="This cannot be computed in press inks; the page has to become a CMYK picture at 300 ppi.",
        ),
        source="GWG 2022 R0027",
    ),
    Rule(
        code="press/cmyk-of-other-profile",
        severity=Severity.INFO,
        rationale=Message(
            zh="内容的 CMYK 数值来自另一特性文件，数值原样保留（单色黑仍是单色黑）。",
            en="CMYK numbers made for another profile are kept as they are, so that black stays black alone.",
        ),
        source="GWG 2022 R0027",
    ),
    Rule(
        code="press/text-blackened",
        severity=Severity.INFO,
        rationale=Message(
            zh="四色黑的小字一套不准就发虚，改为单色黑叠印。",
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
            zh="页面没有出血，裁切略偏就会露白边。",
            en="The page has no bleed: where the cut is a hair off, white paper shows.",
        ),
        source="GWG 2022",
    ),
    Rule(
        code="press/white-edge",
        severity=Severity.INFO,
        rationale=Message(
            zh="附件页没有出血，但四边是白的，裁切偏一点也看不出。",
            en="A supplement's page has no bleed, and no need of it: its edges are white.",
        ),
        source="GWG 2022",
    ),
    Rule(
        code="press/page-turned",
        severity=Severity.INFO,
        rationale=Message(
            zh="横页在竖开本里缩得太小；印刷版转 90°，顶左底右，放满成品尺寸。",
            en="A landscape page would come out too small: in print it is turned by 90°, its head to the left.",
        ),
    ),
    Rule(
        code="press/page-as-picture",
        severity=Severity.WARNING,
        rationale=Message(
            zh="换算不了的页改印为 300 ppi 的四色图片：样子不变，文字不再是文字，小字略软。",
            en="A page that cannot be converted is printed as a CMYK picture at 300 ppi: it looks the same, "
            "but its text is no text any more and small letters are softer.",
        ),
        source="GWG 2022 R0027; ISO 15930-7 6.5",
    ),
    Rule(
        code="press/ink-limited",
        severity=Severity.WARNING,
        rationale=Message(
            zh="墨量过大不易干、会蹭脏；超限的青、品红、黄按比例减少，黑不动。",
            en="Too much ink does not dry and sets off: cyan, magenta and yellow give way, black stays.",
        ),
        source="GWG 2022 R0026",
    ),
    Rule(
        code="press/spot-not-found",
        severity=Severity.WARNING,
        rationale=Message(
            zh="印刷单列出的专色在文件里没有，多半是名字写法不同；那样专色会被换算成四色。",
            en="The ticket names a spot colour that is nowhere in the file: most likely it is spelt otherwise there.",
        ),
        source="GWG 2022 R0020",
    ),
)

_BY_CODE = {rule.code: rule for rule in PRESS_RULES}


def remarked(code: str, place: Place | None, *, zh: str, en: str, hint: Message | None = None) -> Finding:
    """A finding of the rule ``code`` in these words."""
    return _BY_CODE[code].at(place, Message(zh=zh, en=en), hint=hint)


def finding_of_fault(code: str, what: str, place: Place) -> Finding:
    """A fault the pass noted, in words."""
    reason = reason_of_fault(code, what)
    return remarked(code, place, zh=reason.zh, en=reason.en, hint=_WORDS[code][2])


def reason_of_fault(code: str, what: str) -> Message:
    """What is the matter, as a sentence."""
    zh, en, _ = _WORDS[code]
    kind, _, detail = what.partition(" ")
    detail = "" if kind == "colour" else detail
    named = f"{_THINGS[kind]}{detail}" if code == "press/not-convertible" and kind in _THINGS else what
    return Message(zh=zh.format(what=named), en=en.format(what=what))


_THINGS = {
    "page": "页面内容",
    "form": "嵌套图形",
    "pattern": "图案",
    "glyphs": "字形",
    "colour": "色彩空间",
    "image": "图片 ",
    "shading": "渐变，类型 ",
}


_WORDS: dict[str, tuple[str, str, Message | None]] = {
    "press/font-not-embedded": (
        "字体“{what}”没有嵌入。",
        "the font “{what}” is not embedded.",
        Message(
            zh="请在原程序中嵌入全部字体后重新导出；不得已时写 editions.print.supplement_fonts: picture，把该页印成图片。",
            en="Export it again with all fonts embedded; failing that, editions.print.supplement_fonts: picture "
            "prints the page as a picture.",
        ),
    ),
    "press/not-convertible": (
        "无法换算为印刷四色：{what}。",
        "cannot be converted to press inks: {what}.",
        Message(
            zh="请在原程序中把该内容转为四色图片（300 ppi）后重新导出。",
            en="Turn it into a CMYK picture (300 ppi) in its program and export it again.",
        ),
    ),
    "press/cmyk-of-other-profile": (
        "CMYK 数值来自特性文件“{what}”，原样保留。",
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
            zh="要印专色，请用 --spot 或 editions.print.spots 列出它的名称。",
            en="To print it as a spot colour, name it with --spot or in editions.print.spots.",
        ),
    ),
    "press/ink-limited": (
        "原有 {what} 的墨量，已减到上限以内。",
        "it had {what} of ink and was brought under the limit.",
        Message(
            zh="请看打样；最好在原程序里按印厂的特性文件重做。",
            en="Look at the proof; better make it anew for the print shop's profile.",
        ),
    ),
}
