"""What may be said of a layout that is to be printed: what the engine cannot separate, and what a press refuses."""

from __future__ import annotations

from report_pdf.findings import Finding, Message, Place, Rule, Severity

__all__ = ["HINTS", "RULES", "found"]

RULES: tuple[Rule, ...] = (
    Rule(
        code="layout/press-colour",
        severity=Severity.ERROR,
        rationale=Message(
            zh="印刷版的颜色都用四色给出；屏幕色（RGB、Lab）换算后不再是设计时的油墨。",
            en="Every colour for a press is given in inks: converted from RGB or Lab it is not what was designed.",
        ),
        source="GWG 2022 R0027",
    ),
    Rule(
        code="layout/press-unknown-colour",
        severity=Severity.ERROR,
        rationale=Message(
            zh="颜色引用了调色板里没有的名字，排出来是别的颜色。",
            en="A colour refers to a name the palette does not have: it would come out as another colour.",
        ),
    ),
    Rule(
        code="layout/press-outside-palette",
        severity=Severity.WARNING,
        rationale=Message(
            zh="四色值写在调色板之外：换印刷条件或改色时会漏掉它。",
            en="Inks are written outside the palette: a change of colours would miss them.",
        ),
    ),
    Rule(
        code="layout/press-gradient",
        severity=Severity.ERROR,
        rationale=Message(
            zh="排版引擎不会画四色渐变：不是中断，就是渐变消失。",
            en="The engine cannot draw gradients in CMYK: it stops, or the gradient vanishes.",
        ),
        source="ISO 32000-2 8.7.4.5",
    ),
    Rule(
        code="layout/press-shadow",
        severity=Severity.ERROR,
        rationale=Message(
            zh="模糊的阴影由渐变画成，四色里画不出；文字阴影引擎不画。",
            en="Blurred shadows are made of gradients, which fail in CMYK; text shadows are not drawn at all.",
        ),
    ),
    Rule(
        code="layout/press-border",
        severity=Severity.ERROR,
        rationale=Message(
            zh="立体边框（groove、ridge、inset、outset）要由引擎调浅调深，四色下中断。",
            en="The engine shades groove, ridge, inset and outset borders itself, and stops at CMYK.",
        ),
    ),
    Rule(
        code="layout/press-effect",
        severity=Severity.ERROR,
        rationale=Message(
            zh="滤镜、混合模式、蒙版，引擎不画或中断，印出来就没有。",
            en="Filters, blend modes and masks are not drawn, or stop the engine: they would be missing in print.",
        ),
    ),
    Rule(
        code="layout/press-element",
        severity=Severity.ERROR,
        rationale=Message(
            zh="这个元素由引擎自带的样式画，用的是屏幕色或立体边框。",
            en="The engine draws this element with colours or borders of its own, in RGB.",
        ),
    ),
    Rule(
        code="layout/press-profile",
        severity=Severity.ERROR,
        rationale=Message(
            zh="印刷条件写在 issue.yaml；样式里再写一个，输出意图就有两个。",
            en="The output condition is the ticket's: a second one in a style sheet contradicts it.",
        ),
        source="ISO 15930-7 6.4",
    ),
    Rule(
        code="layout/press-marks",
        severity=Severity.ERROR,
        rationale=Message(
            zh="引擎把裁切标记画在出血之内，又是屏幕色；标记由印刷版自己加在出血之外。",
            en="The engine draws marks inside the bleed and in RGB; the print edition adds its own outside.",
        ),
    ),
    Rule(
        code="layout/press-ink-limit",
        severity=Severity.ERROR,
        rationale=Message(
            zh="这个颜色的四色总墨量超过印厂的上限，会粘脏。",
            en="The colour has more ink than the press allows: sheets would set off.",
        ),
        source="GWG 2022 R0026",
    ),
    Rule(
        code="layout/press-small-text",
        severity=Severity.WARNING,
        rationale=Message(
            zh="8 点以下的多色字或反白字，套印稍有不准就花。",
            en="Text below 8 pt in several inks, or in white, blurs where plates do not register.",
        ),
        source="GWG 2022 R0016, R0017",
    ),
    Rule(
        code="layout/page-break",
        severity=Severity.INFO,
        rationale=Message(
            zh="杂志的正文接着排，稿件里的换页是原来那种纸上的，不照办。",
            en="A magazine's text runs on: a manuscript's page breaks belong to the paper it was written on.",
        ),
    ),
)

HINTS = {
    "layout/press-colour": Message(
        zh="在 css/edition-print.css 的调色板里写成 device-cmyk(C M Y K)，这里用 var(--名字)。",
        en="Give it as device-cmyk(C M Y K) in the palette of css/edition-print.css and use var(--name) here.",
    ),
    "layout/press-unknown-colour": Message(
        zh="在 css/edition-print.css 里加上它，或改正名字。",
        en="Add it to css/edition-print.css, or mend the name.",
    ),
    "layout/press-outside-palette": Message(
        zh="移到 css/edition-print.css 的调色板，这里用 var(--名字)。",
        en="Move it to the palette of css/edition-print.css and use var(--name) here.",
    ),
    "layout/press-gradient": Message(
        zh="用平色，或把渐变做进图片。", en="Use a flat tint, or put the gradient into a picture."
    ),
    "layout/press-shadow": Message(
        zh="用不模糊的阴影（模糊半径 0），或一道线、一块底色。",
        en="Use a shadow without blur, or a rule, or a tint.",
    ),
    "layout/press-border": Message(
        zh="用 solid、double、dashed 或 dotted。", en="Use solid, double, dashed or dotted."
    ),
    "layout/press-effect": Message(
        zh="把效果做进图片；叠色用 device-cmyk() 直接给出。",
        en="Put the effect into the picture; give the resulting colour as device-cmyk().",
    ),
    "layout/press-element": Message(
        zh="改用 div 或 span，样式自己写。", en="Use a div or a span with a style of your own."
    ),
    "layout/press-profile": Message(
        zh="删去它；在 issue.yaml 里写 editions: {print: {profile: …}}。",
        en="Delete it; write editions: {print: {profile: …}} in issue.yaml.",
    ),
    "layout/press-marks": Message(
        zh="写 marks: none；要哪些标记，写在 issue.yaml 的 editions: {print: {marks: …}}。",
        en="Write marks: none; issue.yaml says which marks there are: editions: {print: {marks: …}}.",
    ),
    "layout/press-ink-limit": Message(
        zh="减淡青、品红、黄，用黑版代替（灰成分替代）。",
        en="Take cyan, magenta and yellow back and let black replace them.",
    ),
    "layout/page-break": Message(
        zh="后面要另起一页的，分成两篇稿件。",
        en="What is to begin on a page of its own, make an article of its own.",
    ),
    "layout/press-small-text": Message(
        zh="小字用单色黑，或加大到 8 点。", en="Set small text in black alone, or at 8 pt and more."
    ),
}

_BY_CODE = {rule.code: rule for rule in RULES}


def found(code: str, place: Place, *, zh: str, en: str) -> Finding:
    """A finding of the rule ``code`` in these words, with the rule's remedy."""
    return _BY_CODE[code].at(place, Message(zh=zh, en=en), hint=HINTS[code])
