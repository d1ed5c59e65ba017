"""What reading a manuscript can find."""

from __future__ import annotations

from report_pdf.findings import Message, Rule, Severity

__all__ = [
    "DOUBTFUL_ENCODING",
    "GUESSED_ENCODING",
    "HARD_WRAPPED",
    "HEADING_NUMBER_JUMP",
    "INVISIBLE_CHARACTER",
    "LONG_TITLE",
    "LOST_ARROW",
    "LOST_CHARACTER",
    "PRIVATE_CHARACTER",
    "RULES",
]

LOST_ARROW = Rule(
    code="manuscript/lost-arrow",
    severity=Severity.WARNING,
    rationale=Message(
        zh="图说行首应有 ↓ 等箭头；没有箭头的图说可能被当作正文。",
        en="A caption starts with ↓ or another arrow; without it, it may be taken for body text.",
    ),
    source="house convention",
)
INVISIBLE_CHARACTER = Rule(
    code="manuscript/invisible-character",
    severity=Severity.WARNING,
    rationale=Message(
        zh="零宽字符和控制字符看不见，却会打断词语、搜索和排版，不会排出。",
        en="Zero-width and control characters are not seen but break words, searching and setting; left out.",
    ),
    source="Unicode 2.0 ff., general categories Cc and Cf",
)
LOST_CHARACTER = Rule(
    code="manuscript/lost-character",
    severity=Severity.ERROR,
    rationale=Message(
        zh="U+FFFD(�)表示此处的字在以前的转换中已经丢失，程序无法还原。",
        en="U+FFFD (�) stands where an earlier conversion lost a character; nobody can restore it but the author.",
    ),
    source="The Unicode Standard, section 23.8",
)
PRIVATE_CHARACTER = Rule(
    code="manuscript/private-character",
    severity=Severity.WARNING,
    rationale=Message(
        zh="专用区字符没有公认的字形，换一台机器就是另一个字。",
        en="A private-use character has no agreed shape: on another machine it is another character.",
    ),
    source="The Unicode Standard, section 23.5",
)
GUESSED_ENCODING = Rule(
    code="manuscript/guessed-encoding",
    severity=Severity.INFO,
    rationale=Message(
        zh="文件没有说明自己的编码，由内容判断得出。",
        en="The file does not say its encoding; it was concluded from the contents.",
    ),
)
DOUBTFUL_ENCODING = Rule(
    code="manuscript/doubtful-encoding",
    severity=Severity.WARNING,
    rationale=Message(
        zh="按 GB18030 读出的字中生僻字过多，原文件可能是另一种编码。",
        en="Read as GB18030 the text has too many rare characters: the file may be in another encoding.",
    ),
)
HEADING_NUMBER_JUMP = Rule(
    code="manuscript/heading-number-jump",
    severity=Severity.WARNING,
    rationale=Message(
        zh="小标题序号不连续，可能漏了一节或写错了号。",
        en="Heading numbers do not follow each other: a section may be missing or a number wrong.",
    ),
)
HARD_WRAPPED = Rule(
    code="manuscript/hard-wrapped",
    severity=Severity.WARNING,
    rationale=Message(
        zh="每个非空行都是一段；按行宽断开的文字会变成许多短段。",
        en="Every line with text is a paragraph; text broken at a line width becomes many short paragraphs.",
    ),
    source="house convention",
)
LONG_TITLE = Rule(
    code="manuscript/long-title",
    severity=Severity.WARNING,
    rationale=Message(
        zh="第一行是标题；它太长或以句号结尾时，稿件可能缺标题。",
        en="The first line is the title; where it is long or ends with a full stop, the title may be missing.",
    ),
    source="house convention",
)

RULES: tuple[Rule, ...] = (
    LOST_ARROW,
    INVISIBLE_CHARACTER,
    LOST_CHARACTER,
    PRIVATE_CHARACTER,
    GUESSED_ENCODING,
    DOUBTFUL_ENCODING,
    HEADING_NUMBER_JUMP,
    HARD_WRAPPED,
    LONG_TITLE,
)
