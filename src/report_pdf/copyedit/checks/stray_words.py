"""Latin left between Chinese words: a function word (智慧 and 力量), a letter, a syllable of the input method."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from report_pdf.copyedit.characters import HAN
from report_pdf.copyedit.check import Remark, Sheet
from report_pdf.copyedit.dictionary import ENGLISH
from report_pdf.copyedit.passage import Passage
from report_pdf.findings import Message, Rule, Severity

__all__ = ["RULES", "stray_letters", "stray_words"]

_RULE = Rule(
    code="copyedit/stray-latin-word",
    severity=Severity.WARNING,
    rationale=Message(
        zh="汉语词之间单独一个英文虚词，多半是翻译或输入法留下的。",
        en="An English function word alone between Chinese words is left over from translation or typing.",
    ),
)
_LETTERS = Rule(
    code="copyedit/stray-letter",
    severity=Severity.WARNING,
    rationale=Message(
        zh="汉字之间的小写字母或拼音，多半是输入法留下的。",
        en="A lower-case letter or a syllable of pinyin between Han characters is left over from the input method.",
    ),
)
RULES = (_RULE, _LETTERS)
_WORDS = {
    "and": "和",
    "or": "或",
    "of": "的",
    "the": "",
    "with": "与",
    "but": "但",
    "for": "为",
    "from": "从",
} | dict.fromkeys(("to", "in", "on", "at", "by", "as", "is", "are", "was", "were", "an", "that", "this"), "")
_STRAY = re.compile(
    rf"(?<=[{HAN}”’》），、])\s*\b([Aa]nd|[Oo]r|[A-Z]?[a-z]+)\b\s*(?=[{HAN}“‘《（，、])", re.ASCII
)


def stray_words(passage: Passage) -> Iterator[Remark]:
    """The word, with the Chinese one that may be meant."""
    for found in _STRAY.finditer(passage.text):
        word = found.group(1)
        if word.lower() not in _WORDS or passage.is_shielded(found.start(1)) or passage.foreign:
            continue
        meant = _WORDS[word.lower()]
        yield Remark(
            rule=_RULE,
            start=found.start(1),
            end=found.end(1),
            message=Message(zh=f"中文里夹着英文“{word}”。", en=f"English “{word}” between Chinese words."),
            hint=Message(zh=f"是否应为“{meant}”？", en=f"Is “{meant}” meant?") if meant else None,
        )


_BETWEEN = re.compile(rf"(?<=[{HAN}，。、；：！？])([a-z]{{1,6}})(?=[{HAN}，。、；：！？])")
_SYLLABLE = (
    "(?:[bpmfdtnlgkhjqxzcsryw]|zh|ch|sh)?(?:a|o|e|i|u|v|ai|ei|ui|ao|ou|iu|ie|ve|er|an|en|in|un|vn|ang|eng|ing|ong|ia|iao|ian|iang|iong"
    "|ua|uo|uai|uan|uang|ue)"
)
_PINYIN = re.compile(f"(?:{_SYLLABLE})+")
_KNOWN_LETTERS = frozenset("abcekmnptxyz")
"""n个, x轴, k歌, p图, a股: letters that stand alone in Chinese text."""


def stray_letters(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, Remark]]:
    """会shi议, 我们d书; not a letter that stands for a name (w先生) throughout an article."""
    found = [(sheet, each) for sheet in sheets for each in _BETWEEN.finditer(sheet.passage.text)]
    often = Counter((sheet.article, each.group(1)) for sheet, each in found)
    for sheet, each in found:
        word = each.group(1)
        left = len(word) == 1 and word not in _KNOWN_LETTERS and often[sheet.article, word] == 1
        pinyin = len(word) > 1 and _PINYIN.fullmatch(word) and word not in ENGLISH and word not in _WORDS
        if (left or pinyin) and not sheet.passage.is_shielded(each.start(1)):
            yield (
                sheet,
                Remark(
                    rule=_LETTERS,
                    start=each.start(1),
                    end=each.end(1),
                    message=Message(zh=f"汉字之间夹着“{word}”。", en=f"“{word}” between Han characters."),
                ),
            )
