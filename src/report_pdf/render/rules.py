"""What the engine's complaints and the columns' compromises are called, and which log line is which."""

from __future__ import annotations

import logging
import re

from report_pdf.findings import Message, Rule, Severity

__all__ = ["RULES", "rule_of"]

MISSING_GLYPH = Rule(
    code="render/missing-glyph",
    severity=Severity.ERROR,
    rationale=Message(
        zh="字体里没有这个字，版面上会出现空框。",
        en="No face has this character: an empty box would be printed.",
    ),
)
UNKNOWN_PROPERTY = Rule(
    code="render/unknown-property",
    severity=Severity.WARNING,
    rationale=Message(
        zh="排版引擎不认识这个 CSS 属性，已忽略。",
        en="The engine does not know this CSS property and drops the declaration.",
    ),
)
INVALID_VALUE = Rule(
    code="render/invalid-value",
    severity=Severity.WARNING,
    rationale=Message(
        zh="这个 CSS 属性值无效，已忽略。", en="The value of this CSS property is not valid and is dropped."
    ),
)
CSS_SYNTAX = Rule(
    code="render/css-syntax",
    severity=Severity.WARNING,
    rationale=Message(
        zh="样式表有语法错误，整条规则被忽略。",
        en="A style sheet has a syntax error: the whole rule is dropped.",
    ),
    source="CSS Syntax 3",
)
IMAGE_LOST = Rule(
    code="render/image-lost",
    severity=Severity.ERROR,
    rationale=Message(
        zh="图片无法排入，版面上会缺图。", en="A picture cannot be set: the page would lack it."
    ),
)
FACE_LOST = Rule(
    code="render/face-lost",
    severity=Severity.ERROR,
    rationale=Message(
        zh="字体文件无法载入，会被别的字体代替。",
        en="A face cannot be loaded: another would take its place unasked.",
    ),
)
MISSING_ALTERNATIVE = Rule(
    code="render/missing-alternative",
    severity=Severity.WARNING,
    rationale=Message(
        zh="图片没有替代文字，读屏软件读不出来。",
        en="A picture has no alternative text for those who listen.",
    ),
    source="ISO 14289-1, 7.3",
)
BROKEN_REFERENCE = Rule(
    code="render/broken-reference",
    severity=Severity.WARNING,
    rationale=Message(
        zh="目录、页码或链接指向不存在的位置。",
        en="A contents line, page number or link points to nothing.",
    ),
)
RELATIVE_URL = Rule(
    code="render/relative-url",
    severity=Severity.ERROR,
    rationale=Message(
        zh="引擎只能取用整期自带的资源，相对地址无从找起。",
        en="The engine is given resources by their whole address: a relative one leads nowhere.",
    ),
)
DUPLICATE_ID = Rule(
    code="render/duplicate-id",
    severity=Severity.WARNING,
    rationale=Message(
        zh="两个元素用了同一个 id，链接和页码可能指错。",
        en="Two elements have the same id: links and page numbers may point to the wrong one.",
    ),
)
ENGINE_WARNING = Rule(
    code="render/engine-warning",
    severity=Severity.WARNING,
    rationale=Message(zh="排版引擎的提醒。", en="A remark of the engine."),
)
ENGINE_ERROR = Rule(
    code="render/engine-error",
    severity=Severity.ERROR,
    rationale=Message(
        zh="排版引擎报告内容有缺失。", en="The engine reports that something asked for is not on the page."
    ),
)
LOOSE_LINE = Rule(
    code="render/loose-line",
    severity=Severity.WARNING,
    rationale=Message(
        zh="这一行拉得过松：行里没有合适的断点。改动几个字就能收紧。",
        en="This line is set loose: it has no better break. Changing a few words closes it.",
    ),
)
COLUMNS_FALLBACK = Rule(
    code="render/columns-fallback",
    severity=Severity.WARNING,
    rationale=Message(
        zh="这里的分栏内容超出网格分栏的能力，改用引擎自带的分栏，行可能不在网格上。",
        en="These columns hold what the grid columns cannot set: the engine's own are used, off the grid.",
    ),
)
FLOAT_OVERSIZED = Rule(
    code="render/float-oversized",
    severity=Severity.WARNING,
    rationale=Message(
        zh="图片或版块高于版心，已照样排入，可能超出版心。",
        en="A page float is taller than the type area; it is set all the same and may run over the foot.",
    ),
)
FLOAT_LATE = Rule(
    code="render/float-late",
    severity=Severity.INFO,
    rationale=Message(
        zh="图片或版块在其文字所在页排不下，顺延到后面的页。",
        en="A page float does not fit on its text's page and stands on a later one.",
    ),
)
NOTE_LATE = Rule(
    code="render/note-late",
    severity=Severity.WARNING,
    rationale=Message(
        zh="脚注在注码所在的页排不下，移到下一页。把注文改短，或者把注码移开几行。",
        en="A footnote has no room on the page of its call and stands on the next: shorten it or move its call.",
    ),
)

RULES: tuple[Rule, ...] = (
    MISSING_GLYPH,
    UNKNOWN_PROPERTY,
    INVALID_VALUE,
    CSS_SYNTAX,
    IMAGE_LOST,
    FACE_LOST,
    MISSING_ALTERNATIVE,
    BROKEN_REFERENCE,
    DUPLICATE_ID,
    RELATIVE_URL,
    ENGINE_WARNING,
    ENGINE_ERROR,
    LOOSE_LINE,
    COLUMNS_FALLBACK,
    FLOAT_OVERSIZED,
    FLOAT_LATE,
    NOTE_LATE,
)

# The wording of WeasyPrint 70.0; first match wins. A line that matches none is an engine warning or error.
_WORDING: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (re.compile(r"\.notdef glyph"), MISSING_GLYPH),
    (re.compile(r"^Ignored `.*unknown property", re.DOTALL), UNKNOWN_PROPERTY),
    (re.compile(r"^(Ignored|Deprecated) `", re.DOTALL), INVALID_VALUE),
    (re.compile(r"^Invalid math function"), INVALID_VALUE),
    (re.compile(r"^(Parse error|Error: |Invalid or unsupported selector|Unknown (empty )?rule)"), CSS_SYNTAX),
    (re.compile(r"the whole .* ignored"), CSS_SYNTAX),
    (re.compile(r"^(Failed to (load|render) .*image|Unknown image mode)", re.IGNORECASE), IMAGE_LOST),
    (re.compile(r"^(Font-face .* cannot be loaded|Missing .* descriptor in '@font-face')"), FACE_LOST),
    (re.compile(r"has no required alt"), MISSING_ALTERNATIVE),
    (re.compile(r"^(No anchor|Content discarded: target)"), BROKEN_REFERENCE),
    (re.compile(r"^Anchor defined twice"), DUPLICATE_ID),
    (re.compile(r"^Relative URI reference"), RELATIVE_URL),
)


def rule_of(text: str, level: int) -> Rule:
    """The rule a log line of the engine belongs to."""
    for pattern, rule in _WORDING:
        if pattern.search(text):
            return rule
    return ENGINE_ERROR if level >= logging.ERROR else ENGINE_WARNING
