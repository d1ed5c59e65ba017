"""What reading a manuscript can find."""

from __future__ import annotations

from report_pdf.findings import Message, Rule, Severity

__all__ = [
    "COMMENT",
    "DOUBTFUL_ENCODING",
    "FRONT_MATTER",
    "GUESSED_ENCODING",
    "HARD_WRAPPED",
    "HEADING_NUMBER_JUMP",
    "INVISIBLE_CHARACTER",
    "LEFT_OUT",
    "LONG_TITLE",
    "LOST_ARROW",
    "LOST_CHARACTER",
    "MARKDOWN_SIGN",
    "PRIVATE_CHARACTER",
    "RESHAPED",
    "RULES",
    "TRACKED_CHANGE",
    "UNKNOWN_NOTE",
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

FRONT_MATTER = Rule(
    code="manuscript/front-matter",
    severity=Severity.WARNING,
    rationale=Message(
        zh="文件头里没有用上的内容不会印出，作者可能以为会。",
        en="What is not used of a file's head is not printed, though its author may think it is.",
    ),
)
LEFT_OUT = Rule(
    code="manuscript/left-out",
    severity=Severity.WARNING,
    rationale=Message(
        zh="稿件里有而不会印出的东西都要说出来。",
        en="Whatever a manuscript holds that is not set has to be said.",
    ),
)
RESHAPED = Rule(
    code="manuscript/reshaped",
    severity=Severity.WARNING,
    rationale=Message(
        zh="字都在，但样子换了：下划线、底色、注音、公式在版面上没有同样的写法。",
        en="Every character is there in another form: underlining, grounds, ruby, equations are set differently.",
    ),
)
TRACKED_CHANGE = Rule(
    code="manuscript/tracked-change",
    severity=Severity.WARNING,
    rationale=Message(
        zh="没有定稿的修订按“全部接受”处理，编辑要知道改了什么。",
        en="Changes still tracked are taken as accepted: the editor has to know which.",
    ),
    source="ISO/IEC 29500-1, 17.13.5",
)
COMMENT = Rule(
    code="manuscript/comment",
    severity=Severity.WARNING,
    rationale=Message(
        zh="批注不印出；没有处理的批注往往是没有改完的地方。",
        en="A comment is not set; one that is still there often marks what is not finished.",
    ),
    source="ISO/IEC 29500-1, 17.13.4",
)
UNKNOWN_NOTE = Rule(
    code="manuscript/unknown-note",
    severity=Severity.WARNING,
    rationale=Message(
        zh="有注没有注号，或有注号没有注，读者找不到对应的内容。",
        en="A note that nothing calls, or a call without its note, leads the reader nowhere.",
    ),
)
MARKDOWN_SIGN = Rule(
    code="manuscript/markdown-sign",
    severity=Severity.WARNING,
    rationale=Message(
        zh="Markdown 的记号没有配对、写错或不认得，会照字面印出，或者把后面的正文也收进去。",
        en="A mark of Markdown without its partner, or unknown, is printed as it stands or takes in what follows.",
    ),
)

RULES: tuple[Rule, ...] = (
    FRONT_MATTER,
    LEFT_OUT,
    RESHAPED,
    TRACKED_CHANGE,
    COMMENT,
    UNKNOWN_NOTE,
    MARKDOWN_SIGN,
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
