"""Key figures out of the text: number, measure word and what is counted, each as its sentence says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from report_pdf.findings import Place
from report_pdf.model.manuscript import Block, Bullet, Paragraph
from report_pdf.typography import tagged

__all__ = ["KeyFigure", "find_key_figures"]

_MEASURE = (
    "万人次|人次|万元|亿元|平方公里|平方米|立方米|千瓦时|公里|公顷|公斤|千克|吨|亩|元|次|件|篇|份|名|人|个|条|场|项|家|所|户"
    "|处|座|棵|株|本|册|部|幅|张|套|栋|级|道|块|段|天|小时|分钟|%|％"
)
_COUNTED = re.compile(
    rf"(?P<before>[一-鿿“”]*?)(?P<hedge>超过|超|近|约|逾)?(?P<number>\d[\d,.]*)(?P<unit>(?:多|余)?(?:{_MEASURE}))"
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
_LIGHTEST = 9.0
_DOING = re.compile(r"^[办做](?=..)")
_DENIED = re.compile(r"[没未不无]")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """“348 次 履职活动”, and the place of the block that says so. A hedge (近, 超) stays with its number."""

    hedge: str
    number: str
    unit: str
    label: str
    place: Place
    weight: float


def find_key_figures(blocks: Sequence[Block], *, count: int = 4) -> tuple[KeyFigure, ...]:
    """The ``count`` most telling figures in the order of the text; fewer than three make no panel: then none."""
    found: dict[str, KeyFigure] = {}
    for block in blocks:
        if isinstance(block, Paragraph | Bullet):
            for figure in _in_block(block):
                thing = figure.label[-2:]
                if thing not in found or figure.weight > found[thing].weight:
                    found[thing] = figure
    ordered = sorted(found.values(), key=lambda figure: (figure.place.line or 0, figure.place.column or 0))
    strong = [figure for figure in ordered if figure.weight >= _LIGHTEST]
    best = sorted(strong, key=lambda figure: -figure.weight)[:count]
    return tuple(figure for figure in ordered if figure in best) if len(best) >= 3 else ()


def _in_block(block: Block) -> list[KeyFigure]:
    found = [match for clause in _CLAUSE.findall(block.text) for match in _COUNTED.finditer(clause)]
    labels = [_label(match["before"], match["after"], match["unit"]) for match in found]
    return [_figure(match, label, block.place) for match, label in zip(found, labels, strict=True) if label]


def _figure(match: re.Match[str], label: str, place: Place) -> KeyFigure:
    unit = match["unit"]
    value = float(match["number"].replace(",", "").rstrip(".") or 0)
    vague = bool(match["hedge"]) or unit[0] in "多余"
    weight = (
        min(value, 3000) ** 0.3 + 2 * min(len(label), 4) - (8 if vague else 0) - (6 if unit == "元" else 0)
    )
    return KeyFigure(
        hedge=match["hedge"] or "", number=match["number"], unit=unit, label=label, place=place, weight=weight
    )


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
