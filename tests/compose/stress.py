"""A text that is hard to set: the sentences of stress.txt, each shifted through all offsets of a line, and every pair of marks.

What is in it: quotation marks at every line position and nested, brackets within brackets, runs of marks, dashes and
ellipses, numbers with signs and measure words, dates, per cent, Latin words and phrases, names with a middle dot.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path

MEASURE_EM = 22

SENTENCES = Path(__file__).with_name("stress.txt").read_text(encoding="utf-8").splitlines()
_SHIFT = "清早的江面上还有一层薄雾对岸的人家已经升起炊烟来"
_OPENING, _CLOSING, _PAUSES, _STOPS = "“‘（《〈【", "”’）》〉】", "，、；：", "。！？"
_WORDS = ("渡口的船家", "岸边旧埠头", "船上点着灯", "江心有沙洲", "对岸是学校", "风里有桂香", "夜里听见雨")


def shifted() -> list[str]:
    """Every sentence, begun by nothing up to a line of other characters less one."""
    return [_SHIFT[:offset] + sentence for sentence in SENTENCES for offset in range(MEASURE_EM)]


def pairs() -> list[str]:
    """Every pair of marks that may meet, twelve to a paragraph."""
    ends = _CLOSING + _PAUSES + _STOPS
    meeting = [*product(ends, ends + _OPENING), *product(_OPENING, _OPENING)]
    meeting += [*product(ends, ("——", "……", "·")), *product(("——", "……", "·"), ends + _OPENING)]
    clauses = [_WORDS[at % 7] + "".join(pair) + _WORDS[(at + 3) % 7] for at, pair in enumerate(meeting)]
    return ["，".join(clauses[at : at + 12]) + "。" for at in range(0, len(clauses), 12)]


def headed() -> list[tuple[str, str]]:
    """The whole text as ``(kind, text)``: a heading before each sentence's paragraphs."""
    whole: list[tuple[str, str]] = []
    texts = shifted()
    for at in range(len(SENTENCES)):
        whole.append(("heading", f"渡口纪事 之{at + 1}"))
        whole += [("paragraph", text) for text in texts[at * MEASURE_EM : (at + 1) * MEASURE_EM]]
    whole.append(("heading", "标点相逢"))
    return whole + [("paragraph", text) for text in pairs()]
