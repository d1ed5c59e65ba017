"""Wrong characters in words and set phrases, and variants that are not recommended (GF 1001-2001)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_pdf.copyedit.check import Remark
from report_pdf.copyedit.dictionary import MISSPELLED, PHRASES, VARIANTS, stands_alone
from report_pdf.copyedit.passage import Passage
from report_pdf.findings import Message, Rule, Severity

__all__ = ["RULES", "misspellings", "set_phrases", "variants"]

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
    source="GF 1001-2001《第一批异形词整理表》",
)
_PHRASE = Rule(
    code="copyedit/set-phrase",
    severity=Severity.WARNING,
    rationale=Message(
        zh="固定的提法里缺字、多字或错一个字。",
        en="A set phrase with a character missing, too many or wrong.",
    ),
)
RULES = (_MISSPELT, _VARIANT, _PHRASE)

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


def set_phrases(passage: Passage) -> Iterator[Remark]:
    """新时代中国特色会主义: the phrase with one character other than it should be, not at its ends."""
    done: set[int] = set()
    for phrase in PHRASES:
        for start, end in _slips(passage.text, phrase):
            if not done.isdisjoint(range(start, end)) or passage.is_shielded(start):
                continue
            done.update(range(start, end))
            yield Remark(
                rule=_PHRASE, start=start, end=end,
                message=Message(zh=f"“{passage.text[start:end]}”像是“{phrase}”。", en=f"this looks like “{phrase}”."),
                hint=Message(zh=f"请写“{phrase}”。", en=f"Write “{phrase}”."),
            )  # fmt: skip


def _slips(text: str, phrase: str) -> Iterator[tuple[int, int]]:
    """Where one half of the phrase is whole and the other has one slip in it."""
    half = len(phrase) // 2
    head, tail = phrase[:half], phrase[half:]
    if half < _SHORT:
        return
    at = text.find(head)
    while at >= 0:
        rest = text[at + half : at + half + len(tail) + 1]
        if (size := _slip(rest, tail)) is not None:
            yield at, at + half + size
        at = text.find(head, at + 1)
    at = text.find(tail)
    while at >= 0:
        before = text[max(0, at - half - 1) : at]
        if (size := _slip(before[::-1], head[::-1])) is not None:
            yield at - size, at + len(tail)
        at = text.find(tail, at + 1)


def _slip(found: str, wanted: str) -> int | None:
    """How many characters of ``found`` are ``wanted`` with one slip; its last character has to be there."""
    size = len(wanted)
    if found.startswith(wanted):
        return None
    for i in range(size - 1):
        if found[:i] != wanted[:i]:
            return None
        if found[i : i + size - 1 - i] == wanted[i + 1 :]:  # missing
            return size - 1
        if found[i + 1 : size] == wanted[i + 1 :] and len(found) >= size:  # wrong
            return size
        if found[i + 1 : size + 1] == wanted[i:] and len(found) > size and found[i] in wanted:  # doubled
            return size + 1
    return None
