"""Wrong characters in words, and variants that are not recommended (GF 1001-2001)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_pdf.copyedit.check import Remark
from report_pdf.copyedit.dictionary import MISSPELLED, VARIANTS, stands_alone
from report_pdf.copyedit.passage import Passage
from report_pdf.findings import Message, Rule, Severity

__all__ = ["RULES", "misspellings", "variants"]

_MISSPELT = Rule(
    code="copyedit/misspelling",
    severity=Severity.WARNING,
    rationale=Message(
        zh="常见的错别字：这样写没有这个词。", en="A common slip: there is no word written like this."
    ),
)
_VARIANT = Rule(
    code="copyedit/variant-word",
    severity=Severity.INFO,
    rationale=Message(
        zh="异形词用推荐的词形；引用原文时照旧。",
        en="Of two spellings of a word the recommended one is used; quotations keep theirs.",
    ),
    source="GF 1001-2001《第一批异形词整理表》；《264组异形词整理表（草案）》",
)
RULES = (_MISSPELT, _VARIANT)

_SHORT = 3
_WRONG = re.compile("|".join(sorted(map(re.escape, MISSPELLED), key=len, reverse=True)))
_VARIED = re.compile("|".join(sorted(map(re.escape, VARIANTS), key=len, reverse=True)))
_SOURCES = ("《》", "“”", "〈〉")


def misspellings(passage: Passage) -> Iterator[Remark]:
    """走头无路 becomes 走投无路."""
    for found in _words(passage, _WRONG):
        right = MISSPELLED[found.group()]
        yield Remark(
            rule=_MISSPELT, start=found.start(), end=found.end(), after=right,
            message=Message(zh=f"“{found.group()}”应为“{right}”。", en=f"“{found.group()}” set as “{right}”."),
        )  # fmt: skip


def variants(passage: Passage) -> Iterator[Remark]:
    """帐号: 账号 is recommended; nothing inside quotes and titles."""
    for found in _words(passage, _VARIED):
        if any(passage.inside(found.start(), marks) for marks in _SOURCES):
            continue
        right = VARIANTS[found.group()]
        yield Remark(
            rule=_VARIANT, start=found.start(), end=found.end(),
            message=Message(zh=f"“{found.group()}”的推荐词形是“{right}”。", en=f"“{right}” is recommended."),
            hint=Message(zh=f"请写“{right}”。", en=f"Write “{right}”."),
        )  # fmt: skip


def _words(passage: Passage, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    for found in pattern.finditer(passage.text):
        start, end = found.span()
        whole = end - start > _SHORT or stands_alone(passage.text, start, end)
        if whole and not passage.is_shielded(start) and not passage.inside(start, "《》"):
            yield found
