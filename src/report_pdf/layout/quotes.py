"""Pull quotes: sentences of the text that carry by themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from report_pdf.layout.measures import LayoutFolder
from report_pdf.model.manuscript import Block, Paragraph

__all__ = ["PullQuote", "find_pull_quotes"]

_SENTENCE = re.compile(r"[^。！？]+[。！？]”?")
_PART = re.compile(r"[^，、]+[，、]?")
_MEASURE_EM = 14
_MOST_LINES, _SHORTEST_LINE = 3, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PullQuote:
    """A sentence broken at phrases; ``block`` is the index of the block it is taken from."""

    lines: tuple[str, ...]
    block: int


def find_pull_quotes(blocks: Sequence[Block], folder: LayoutFolder, *, count: int) -> tuple[PullQuote, ...]:
    """At most ``count`` sentences of 16 to 36 characters, far apart, none of them a paragraph of its own."""
    rated: list[tuple[float, int, str]] = []
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            rated += [(_rate(s), index, s) for s in _SENTENCE.findall(block.text) if _carries(s, block.text)]
    chosen: list[tuple[int, str]] = []
    for _, index, sentence in sorted(rated):
        if len(chosen) < count and all(abs(index - other) > 2 for other, _ in chosen):
            chosen.append((index, sentence))
    return tuple(
        PullQuote(lines=_lines(_spoken(sentence), folder), block=index) for index, sentence in sorted(chosen)
    )


def _lines(text: str, folder: LayoutFolder) -> tuple[str, ...]:
    """At its commas where each part fills a line and not more, else at phrases."""
    parts = tuple(_PART.findall(text))
    if len(parts) <= _MOST_LINES and all(_SHORTEST_LINE <= len(part) <= _MEASURE_EM for part in parts):
        return parts
    return folder.phrases(text, measure_em=_MEASURE_EM)


def _carries(sentence: str, paragraph: str) -> bool:
    text = _spoken(sentence)
    if "——" in text or text.endswith("？") or "见本期" in text or "：" in text:
        return False
    balanced = all(text.count(a) == text.count(b) for a, b in ("“”", "‘’", "《》", "（）"))
    leans = text.startswith(
        ("这", "那", "他", "她", "它", "其", "但", "而", "也", "所以", "因此", "于是", "同时", "此外")
    )
    return 16 <= len(text) <= 36 and len(sentence) < len(paragraph) and balanced and not leans


def _spoken(sentence: str) -> str:
    """Words in quotation marks, without them."""
    if sentence.startswith("“") and sentence.endswith("”"):
        return sentence[1:-1]
    return sentence


def _rate(sentence: str) -> float:
    """Lower is better: about 24 characters, few figures, few commas; speech carries further."""
    penalty = (
        abs(len(sentence) - 24) + 8 * len(re.findall(r"\d+", sentence)) + 3 * max(0, sentence.count("，") - 1)
    )
    return penalty - (10 if "“" in sentence else 0)
