"""A lower-case Latin function word alone between Chinese words: 智慧 and 力量."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_pdf.copyedit.characters import HAN
from report_pdf.copyedit.check import Remark
from report_pdf.copyedit.passage import Passage
from report_pdf.findings import Message, Rule, Severity

__all__ = ["RULES", "stray_words"]

_RULE = Rule(
    code="copyedit/stray-latin-word",
    severity=Severity.WARNING,
    rationale=Message(
        zh="汉语词之间单独一个英文虚词，多半是翻译或输入法留下的。",
        en="An English function word alone between Chinese words is left over from translation or typing.",
    ),
)
RULES = (_RULE,)
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
        if word.lower() not in _WORDS or passage.is_shielded(found.start(1)):
            continue
        meant = _WORDS[word.lower()]
        yield Remark(
            rule=_RULE,
            start=found.start(1),
            end=found.end(1),
            message=Message(zh=f"中文里夹着英文“{word}”。", en=f"English “{word}” between Chinese words."),
            hint=Message(zh=f"是否应为“{meant}”？", en=f"Is “{meant}” meant?") if meant else None,
        )
