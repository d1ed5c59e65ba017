"""Full-width letters and figures become half-width; blanks beside Chinese marks go, blanks between Han are said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_pdf.copyedit.characters import HAN
from report_pdf.copyedit.check import Remark
from report_pdf.copyedit.passage import Passage
from report_pdf.findings import Message, Rule, Severity
from report_pdf.model.manuscript import Bullet

__all__ = ["RULES", "full_width_letters", "spaces_beside_marks", "spaces_in_sentences"]

_LETTERS = Rule(
    code="copyedit/full-width-letter",
    severity=Severity.INFO,
    rationale=Message(
        zh="字母和阿拉伯数字用半角。", en="Latin letters and figures are half-width in horizontal text."
    ),
    source="CLREQ, 中文与西文的混排",
)
_BESIDE_MARK = Rule(
    code="copyedit/space-beside-mark",
    severity=Severity.INFO,
    rationale=Message(
        zh="全角标点自带空白，旁边不加空格。",
        en="Full-width marks carry their own space: none is typed beside them.",
    ),
    source="CLREQ, 标点符号的字形、尺寸与字面分布",
)
_IN_SENTENCE = Rule(
    code="copyedit/space-in-sentence",
    severity=Severity.INFO,
    rationale=Message(
        zh="句子里汉字之间不空格；多半是误按，也可能是人名排列。",
        en="No space between Han characters in a sentence: a slip, or a list of names.",
    ),
    source="house style",
)
RULES = (_LETTERS, _BESIDE_MARK, _IN_SENTENCE)

_FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_BESIDE = re.compile(
    f"(?<=[，。、；：？！）》】])[ \u00a0]+(?=[{HAN}，。、；：？！（）《》【】])|(?<=[{HAN}])[ \u00a0]+(?=[，。、；：？！（）《》【】])"
    f"|(?<=[（《【])[ \u00a0]+(?=[{HAN}])"
)
_BETWEEN = re.compile(f"(?<=[{HAN}])[ \u00a0\u3000\t]+(?=[{HAN}])")
_PANEL_ITEM = re.compile(r"\A(?:超过|超|近|约|逾)?\d[\d,.]*[^\s\d]{0,4}[ \u3000]\S+\Z")
"""348次 履职活动: an item of a key-figure panel."""
_LABEL = re.compile(
    r"\A(?:第[〇零一二三四五六七八九十百千\d]{1,8}[条章节编款项回]|[一二三四五六七八九十]{1,3}|\d{4}年\d{1,2}月\d{1,2}日|[问答例注图表][〇一二三四五六七八九十\d]*)\Z"
)
"""第三条 任何人：the blank behind a clause's number or a date at the beginning is the author's."""


def full_width_letters(passage: Passage) -> Iterator[Remark]:
    """ＧＤＰ, ２０２２."""
    for found in _FULL_WIDTH.finditer(passage.text if not passage.japanese else ""):
        if passage.is_shielded(found.start()) and not found.group()[0].isdecimal():
            continue
        after = "".join(chr(ord(ch) - 0xFEE0) for ch in found.group())
        yield Remark(
            rule=_LETTERS,
            start=found.start(),
            end=found.end(),
            after=after,
            message=Message(
                zh=f"全角“{found.group()}”改为“{after}”。",
                en=f"full-width “{found.group()}” set as “{after}”.",
            ),
        )


def spaces_beside_marks(passage: Passage) -> Iterator[Remark]:
    """Blanks before or after a full-width mark, in running text only."""
    if not passage.running:
        return
    for found in _BESIDE.finditer(passage.text):
        if passage.is_shielded(found.start()) or _LABEL.search(passage.text[: found.start()]):
            continue
        yield Remark(
            rule=_BESIDE_MARK,
            start=found.start(),
            end=found.end(),
            after="",
            message=Message(zh="标点旁的空格已去掉。", en="space beside a mark taken out."),
        )


def spaces_in_sentences(passage: Passage) -> Iterator[Remark]:
    """Blanks between Han characters of running text; a heading's are its author's phrase breaks."""
    if (
        not passage.running
        or passage.japanese
        or (passage.kind is Bullet and _PANEL_ITEM.match(passage.text))
    ):
        return
    for found in _BETWEEN.finditer(passage.text):
        if passage.is_shielded(found.start()) or _LABEL.search(passage.text[: found.start()]):
            continue
        yield Remark(
            rule=_IN_SENTENCE,
            start=found.start(),
            end=found.end(),
            message=Message(zh="句子里汉字之间有空格。", en="space between Han characters of a sentence."),
        )
