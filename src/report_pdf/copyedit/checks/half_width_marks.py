"""Half-width , . : ; ? ! in Chinese text become full-width (GB/T 15834-2011, 5.1.1, 5.1.2; CLREQ)."""

from __future__ import annotations

from collections.abc import Iterator

from report_pdf.copyedit.characters import QUOTES, is_chinese, is_digit, is_han, is_latin
from report_pdf.copyedit.check import Remark
from report_pdf.copyedit.passage import Passage
from report_pdf.findings import Message, Rule, Severity

__all__ = ["FULL_STOP_OR_DOT", "RULES", "TRANSLITERATION", "ambiguous_full_stops", "half_width_marks"]

_NAMES = {
    ",": ("，", "comma", "逗号"),
    ".": ("。", "full-stop", "句号"),
    ":": ("：", "colon", "冒号"),
    ";": ("；", "semicolon", "分号"),
    "?": ("？", "question-mark", "问号"),
    "!": ("！", "exclamation-mark", "叹号"),
}
_SOURCE = "GB/T 15834-2011, 5.1.1, 5.1.2; CLREQ, 标点符号的分类及用法"
_RULES = {
    mark: Rule(
        code=f"copyedit/half-width-{english}",
        severity=Severity.INFO,
        rationale=Message(
            zh=f"汉字之间的{chinese}用全角“{full}”。",
            en=f"In Chinese text the {english} is the full-width {full}.",
        ),
        source=_SOURCE,
    )
    for mark, (full, english, chinese) in _NAMES.items()
}
FULL_STOP_OR_DOT = Rule(
    code="copyedit/full-stop-or-dot",
    severity=Severity.WARNING,
    rationale=Message(
        zh="汉字之间的“.”可能是句号，也可能是外国人名的间隔号“·”。",
        en="A “.” between Han characters is either a full stop or the middle dot of a foreign name.",
    ),
    source="GB/T 15834-2011, 4.14",
)
RULES = (*_RULES.values(), FULL_STOP_OR_DOT)
TRANSLITERATION = frozenset(
    "阿埃艾安奥巴贝本比彼波布查茨达戴丹德迪蒂多厄恩尔法菲费芬弗福盖冈戈格古哈海汉赫亨胡霍吉加杰基简金卡凯坎康柯科克肯库奎拉"
    "莱赖兰朗劳勒雷里莉利列林琳隆卢鲁伦罗洛马玛迈麦曼梅门蒙米莫穆纳内尼涅娜诺帕潘佩皮珀普奇乔切琼萨塞赛森莎沙史斯丝苏索塔泰坦汤特"
    "廷托瓦威韦维温沃乌西希夏肖谢雅亚扬耶伊尤约詹朱兹"
)
"""The characters that foreign names are written with."""


def half_width_marks(passage: Passage) -> Iterator[Remark]:
    """One remark for each mark that stands in Chinese text."""
    for at, mark in enumerate(passage.text):
        if mark in _NAMES and not passage.is_shielded(at) and _stands_in_chinese(passage, at, mark):
            yield _remark(passage, at, mark)


def _stands_in_chinese(passage: Passage, at: int, mark: str) -> bool:
    if (
        passage.between_figures(at, at + 1)
        or passage.in_latin_sentence(at)
        or _ends_address(passage, at, mark)
    ):
        return False
    if mark == ".":
        return _is_full_stop(passage, at)
    if passage.touches_chinese(at, at + 1):
        return True
    left, right = passage.before(at, " "), passage.after(at, " ")
    if right and is_chinese(right):
        return True
    return passage.amid_chinese(at, at + 1) and not (is_latin(left or "1") or is_latin(right or "1"))


def _ends_address(passage: Passage, at: int, mark: str) -> bool:
    """``http://例.cn/?查询``: the mark may belong to the address."""
    return mark in ":?" and at > 0 and passage.is_shielded(at - 1) and not is_han(passage.before(at))


def _is_full_stop(passage: Passage, at: int) -> bool:
    """A dot after Chinese text at the end of a sentence; never in 3.14, 1.总则, Dr.王, 列夫.托尔斯泰, 图.jpg."""
    left, right = passage.before(at, QUOTES), passage.after(at, QUOTES)
    if not (left and is_chinese(left)) or passage.before(at) == "." or passage.after(at) == ".":
        return False
    if passage.after(at) in QUOTES or passage.before(at) in QUOTES:  # a name's dot has letters on both sides
        return not right or is_chinese(right)
    if right == " " or not is_han(right):
        nearest = passage.after(at, QUOTES + " ")
        return not nearest or is_chinese(nearest)
    return left not in TRANSLITERATION and right not in TRANSLITERATION and _clause(passage.text, at) > 3


def _clause(text: str, at: int) -> int:
    """How many Han characters stand before the dot without a mark."""
    count = 0
    while at - count > 0 and is_han(text[at - count - 1]):
        count += 1
    return count


def _remark(passage: Passage, at: int, mark: str) -> Remark:
    full, english, chinese = _NAMES[mark]
    start, end = at, at + 1
    if passage.running:  # the blank typed after a half-width mark is part of the same habit
        while end < len(passage.text) and passage.text[end] == " ":
            end += 1
        while start and passage.text[start - 1] == " ":
            start -= 1
    return Remark(
        rule=_RULES[mark],
        start=start,
        end=end,
        after=full,
        at=at,
        message=Message(
            zh=f"半角{chinese}“{mark}”改为“{full}”。",
            en=f"half-width {english.replace('-', ' ')} “{mark}” set as “{full}”.",
        ),
    )


def ambiguous_full_stops(passage: Passage) -> Iterator[Remark]:
    """A dot between Han characters that was not corrected."""
    text = passage.text
    for at in range(1, len(text) - 1):
        between = text[at] == "." and is_han(text[at - 1]) and is_han(text[at + 1])
        if between and not passage.is_shielded(at) and not is_digit(text[at - 1]):
            yield Remark(
                rule=FULL_STOP_OR_DOT,
                start=at,
                end=at + 1,
                message=Message(zh="“.”是句号还是间隔号？", en="is this “.” a full stop or a middle dot?"),
                hint=Message(zh="句末用“。”，人名用“·”。", en="“。” ends a sentence, “·” joins a name."),
            )
