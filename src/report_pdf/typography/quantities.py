"""Counted things in Chinese text: hedge, number, measure word, and what is counted, each as its clause says it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from report_pdf.typography.segmenter import tagged

__all__ = ["MEASURES", "Quantity", "quantities"]

MEASURES = (
    "万人次|人次|万元|亿元|平方公里|平方米|立方米|千瓦时|公里|公顷|公斤|千克|吨|亩|元|次|件|篇|份|名|人|个|条|场|项|家|所|户"
    "|处|座|棵|株|本|册|部|幅|张|套|栋|级|道|块|段|天|小时|分钟|%|％"
)
_COUNTED = re.compile(
    rf"(?P<before>[一-鿿“”]*?)(?P<hedge>超过|超|近|约|逾)?(?P<number>\d[\d,.]*)(?P<unit>(?:多|余)?(?:{MEASURES}))"
    r"(?P<after>[一-鿿]*)"
)
_CLAUSE = re.compile(r"[^，。；：、！？]+")
_FILLERS = re.compile(
    r"(累计|总计|共计|合计|达到|总共|一共|超过|已有|其中|全年|共|达|为|了|已|有|约|近|超|又|再)+$"
)
# Verbs that count nothing: “召开座谈会50次” counts 座谈会.
_VERBS = frozenset(
    [
        "召开",
        "形成",
        "组织",
        "开展",
        "解决",
        "提出",
        "签订",
        "完成",
        "举办",
        "走访",
        "新增",
        "建成",
        "收到",
        "办理",
        "发布",
        "拍摄",
        "记录",
        "采访",
        "接待",
        "整理",
        "种下",
        "修复",
    ]
)
_DEEDS = ("次", "人次", "万人次", "天", "小时")
"""Units that count doings: there a verb may be the label (出工1264人次)."""
_LONGEST = 6
_DOING = re.compile(r"^[办做](?=..)")
_DENIED = re.compile(r"[没未不无]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """``text[start:end]`` is hedge, number and unit; ``label`` is what is counted, empty where that is not clear.

    ``clause``: start and end of the clause around it.
    """

    start: int
    end: int
    hedge: str
    number: str
    unit: str
    label: str
    clause: tuple[int, int]

    @property
    def value(self) -> float:
        """The number alone, without its unit's power."""
        return float(self.number.replace(",", "").rstrip(".") or 0)

    @property
    def is_vague(self) -> bool:
        """近300, 120多: another number may say the same."""
        return bool(self.hedge) or self.unit[0] in "多余"


def quantities(text: str) -> tuple[Quantity, ...]:
    """Every figure with a measure word, in order."""
    found: list[Quantity] = []
    for clause in _CLAUSE.finditer(text):
        for match in _COUNTED.finditer(clause.group()):
            start = match.start("hedge") if match["hedge"] else match.start("number")
            found.append(
                Quantity(
                    start=clause.start() + start,
                    end=clause.start() + match.end("unit"),
                    hedge=match["hedge"] or "",
                    number=match["number"],
                    unit=match["unit"],
                    label=_label(match["before"], match["after"], match["unit"]),
                    clause=clause.span(),
                )
            )
    return tuple(found)


def _label(before: str, after: str, unit: str) -> str:
    """What is counted: the nouns after the measure word (“123件提案全部办结”), else those before the number."""
    if 3 <= len(after) <= _LONGEST and _names_something(after, alone=not before):
        return after
    kept: list[str] = []
    for word, tag in reversed(tagged(_FILLERS.sub("", before))):
        noun = tag.startswith("n") or tag in {"vn", "l", "j"}
        deed = tag == "v" and word not in _VERBS and len(word) > 1
        fits = sum(map(len, kept)) + len(word) <= _LONGEST and len(kept) < 2
        if not fits or not (noun or (deed and (kept or unit.lstrip("多余") in _DEEDS))):
            break
        kept.insert(0, word)
    label = _DOING.sub("", "".join(kept))
    return label if len(label) >= 2 and not _DENIED.search(label) else ""


def _names_something(after: str, *, alone: bool) -> bool:
    """Nouns only; a clause that begins with its number may end with what was done to them."""
    tags = [tag for _, tag in tagged(after)]
    nouns = [tag.startswith("n") or tag in {"vn", "l", "j"} for tag in tags]
    return all(nouns) or (
        alone and all(ok or tag == "v" for ok, tag in zip(nouns, tags, strict=True)) and any(nouns)
    )
