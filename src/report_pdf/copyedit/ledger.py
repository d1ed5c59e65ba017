"""The number ledger: every figure of an issue with its measure word, what it counts, and its sentence.

Figures of title, lede, text, captions, notes, tables and panels stand side by side; where one thing has two of them,
one is wrong. Two figures are of one thing when they have the same measure word and time, and what one sentence says
up to its figure is contained in what the other says: 到工业园区调研18次 and 到高校调研7次 are two things.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from report_pdf.copyedit.check import Sheet
from report_pdf.copyedit.numerals import chinese_number
from report_pdf.copyedit.positions import source_positions
from report_pdf.findings import Place
from report_pdf.model.manuscript import (
    Box,
    BoxKind,
    Bullet,
    Caption,
    Cell,
    Dek,
    Figure,
    Heading,
    Kicker,
    Lede,
    Note,
    Part,
    Quote,
    Table,
    Title,
)
from report_pdf.typography import MEASURES, quantities, tagged

__all__ = ["LedgerEntry", "agree", "conflicts", "entries"]

_ROLES = (
    (Kicker, "kicker"), (Title, "title"), (Dek, "dek"), (Lede, "lede"), (Heading, "heading"), (Part, "heading"),
    (Caption, "caption"), (Figure, "caption"), (Cell, "table"), (Quote, "quote"), (Note, "note"),
)  # fmt: skip
_SUMMARIES = frozenset({"title", "dek", "kicker", "table", "panel", "lede", "heading"})
"""Where few words stand for a sentence of the text."""
_SENTENCE = re.compile(r"[^。！？]+[。！？]?")
_TIME = re.compile(
    r"\d{2,4}年(?:\d{1,2}月)?|[一二][〇零一二三四五六七八九]{3}年|\d{1,2}月(?:\d{1,2}日)?|[去今前明]年|[上下]半年|第?[一二三四]季度|此前|目前|当时|每[年月天次人名]|首|同比|环比"
)
_SPELT = re.compile(
    rf"(?<![第一二三四五六七八九十百千万几数零〇\d])(?P<number>[二三四五六七八九两]?[十百千][一二三四五六七八九十百千零万]{{0,7}}|[三四五六七八九])(?P<unit>[多余]?(?:{MEASURES}))"
)
_EMPTY = frozenset(
    """
    开展 召开 组织 举办 累计 总计 共计 合计 达到 达 总共 一共 共 超过 全年 已 有 为 了 是 其中 约 近 超 增长 提高 下降 减少 增加 完成 实现
    进行 形成 提出 新增 突破 占 比 较 率 比例 平均 以上 以下 左右 建成 参加 参与 收到 办理 解决 走访 接待 推动 促进
    """.split()  # noqa: SIM905 - a list of words reads as words
)
_POWERS = (("亿", 1e8), ("万", 1e4))
_BOUNDS = ("以上", "以下", "以内")
_CELL = re.compile(rf"(?P<number>\d[\d,.]*)\s*(?P<unit>[多余]?(?:{MEASURES})|万|亿)?")
_HEAD_UNIT = re.compile(rf"[（(/](?:单位[：:])?(?P<unit>{MEASURES})[）)]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One figure.

    Attributes:
        sheet: The block it stands in; ``start:end`` there is hedge, number and unit.
        value: With its unit's 万 or 亿 multiplied out; ``unit`` is without them.
        vague: Hedged: 近, 超, 多.
        words: What its sentence says up to it, without empty words; ``clause``: its own clause only.
        names: Of people and places in the sentence; ``times``: the times it names.
        role: text, title, lede, caption, table, panel …
        sentence: The sentence, or a cell with its heads.
    """

    sheet: Sheet
    start: int
    end: int
    value: float
    unit: str
    vague: str
    words: frozenset[str]
    clause: frozenset[str]
    names: frozenset[str]
    times: frozenset[str]
    role: str
    sentence: str

    @property
    def written(self) -> str:
        """As it stands in the text."""
        return self.sheet.passage.text[self.start : self.end]

    @property
    def place(self) -> Place:
        """In the source."""
        line, column = source_positions(self.sheet.block)[self.start]
        return Place(file=self.sheet.block.place.file, line=line, column=column)


def entries(sheets: Sequence[Sheet]) -> tuple[LedgerEntry, ...]:
    """The whole ledger, in reading order."""
    heads = _table_heads(sheets)
    found: list[LedgerEntry] = []
    for sheet in sheets:
        if id(sheet.block) in heads:
            found += _of_cell(sheet, heads[id(sheet.block)])
        else:
            found += _of_text(sheet)
    return tuple(found)


def _of_text(sheet: Sheet) -> Iterator[LedgerEntry]:
    text, role = sheet.passage.text, _role(sheet)
    said = [(one.start, one.end, one.value, one.unit, one.hedge) for one in quantities(text)]
    for spelt in _SPELT.finditer(text):
        number = chinese_number(spelt["number"])
        if number is not None and number > 2:
            said.append((*spelt.span(), float(number), spelt["unit"], ""))
    if not said:
        return
    sentences = [found.span() for found in _SENTENCE.finditer(text)]
    for start, end, value, unit, hedge in sorted(said):
        low, high = next(span for span in sentences if span[0] <= start < span[1])
        before = text[low:start] if role != "panel" else text[low:start] + text[end:high]
        rest = re.match(r"[一-鿿]{0,6}", text[end:high])
        yield _entry(
            sheet,
            (start, end),
            (value, unit, hedge),
            before + (rest.group() if rest else ""),
            (role, text[low:high]),
        )


def _entry(
    sheet: Sheet, span: tuple[int, int], figure: tuple[float, str, str], context: str, told: tuple[str, str]
) -> LedgerEntry:
    value, unit, hedge = figure
    bare = unit.lstrip("多余")
    for power, factor in _POWERS:
        if bare.startswith(power):
            value, bare = value * factor, bare.removeprefix(power)
    times = frozenset(_TIME.findall(context))
    return LedgerEntry(
        sheet=sheet,
        start=span[0],
        end=span[1],
        value=value,
        unit=bare.replace("％", "%"),
        vague=hedge or (unit[0] if unit[:1] in ("多", "余") else ""),
        words=_words(_TIME.sub("", context)),
        clause=_words(_TIME.sub("", re.split("[，；：]", context)[-1])),
        names=frozenset(word for word, tag in tagged(told[1]) if tag[:2] in {"nr", "ns", "nt", "nz"}),
        times=times,
        role=told[0],
        sentence=told[1].strip(),
    )


def _words(text: str) -> frozenset[str]:
    """Nouns, verbs and names; a long name also by its parts is not needed: both sides are cut by one dictionary."""
    return frozenset(
        word
        for word, tag in tagged(re.sub(r"\d[\d,.]*", "", text))
        if word not in _EMPTY and len(word) > 1 and tag[:1] in {"n", "v", "a", "l", "j", "s", "i", "e"}
    )


def _role(sheet: Sheet) -> str:
    if isinstance(sheet.inside, Box) and sheet.inside.kind is BoxKind.KEY_FIGURES:
        return "panel"
    return next((role for kind, role in _ROLES if isinstance(sheet.block, kind)), "text")


def _table_heads(sheets: Sequence[Sheet]) -> dict[int, str]:
    """What a cell's row and column are called, by the cell; cells of the heads themselves are not in it."""
    heads: dict[int, str] = {}
    for table in {
        id(sheet.inside): sheet.inside for sheet in sheets if isinstance(sheet.inside, Table)
    }.values():
        top = [[cell.text for cell in row] for row in table.rows[: table.head]]
        for row in table.rows[table.head :]:
            names = [cell.text for cell in row[: max(1, table.head_columns)]]
            for at, cell in enumerate(row[max(1, table.head_columns) :], max(1, table.head_columns)):
                heads[id(cell)] = " ".join([*names, *(line[at] for line in top if at < len(line))])
    return heads


def _of_cell(sheet: Sheet, head: str) -> Iterator[LedgerEntry]:
    found = _CELL.fullmatch(sheet.passage.text.strip())
    named = _HEAD_UNIT.search(head)
    unit = (found["unit"] or (named["unit"] if named else "")) if found else ""
    if found is None or not unit:
        yield from _of_text(sheet)
        return
    start = sheet.passage.text.index(found["number"])
    span = (start, start + len(found.group()))
    value = float(found["number"].replace(",", "").rstrip(".") or 0)
    context = _HEAD_UNIT.sub("", head)
    yield _entry(sheet, span, (value, unit, ""), context, ("table", f"{head} {sheet.passage.text.strip()}"))


def conflicts(ledger: Sequence[LedgerEntry]) -> Iterator[tuple[LedgerEntry, LedgerEntry]]:
    """Pairs of figures of one thing that cannot both be right, the earlier first; each later figure once."""
    by_unit: dict[str, list[LedgerEntry]] = defaultdict(list)
    for entry in ledger:
        if entry.words and not _is_limit(entry):
            by_unit[entry.unit].append(entry)
    done: set[int] = set()
    for same in by_unit.values():
        for one, other in combinations(same, 2):
            if (
                id(other) not in done
                and not agree(one, other)
                and _of_one_thing(one, other)
                and not (_said_beside(one, other, same) or _said_beside(other, one, same))
            ):
                done.add(id(other))
                yield one, other


def _said_beside(one: LedgerEntry, other: LedgerEntry, same: Sequence[LedgerEntry]) -> bool:
    """The sentence of ``one`` has the figure of ``other`` too: 30个省和14个部门, told twice."""
    return any(
        near is not one and near.sheet is one.sheet and near.sentence == one.sentence and agree(near, other)
        for near in same
    )


def _of_one_thing(one: LedgerEntry, other: LedgerEntry) -> bool:
    shared = one.clause & other.clause
    if one.times != other.times or not shared:
        return False
    together = one.sheet.article == other.sheet.article and one.sheet.block is not other.sheet.block
    alike = one.clause == other.clause and one.names == other.names and len(shared) > 1
    if together and alike and one.role == other.role == "text":
        return not (_is_item(one) or _is_item(other))
    shared = one.words & other.words
    if not (one.words <= other.words or other.words <= one.words):
        return False
    summary = one.role in _SUMMARIES or other.role in _SUMMARIES
    if one.sheet.block is other.sheet.block and one.role != "table":
        return len(shared) > 2 and one.words == other.words and one.sentence != other.sentence
    needed = 3 if one.sheet.article != other.sheet.article and not summary else 2
    return len(shared) >= needed or (summary and one.words == other.words and sum(map(len, shared)) >= 4)


def _is_limit(entry: LedgerEntry) -> bool:
    """二千元以上五千元以下 sets bounds and counts nothing."""
    text = entry.sheet.passage.text
    return text.startswith(_BOUNDS, entry.end) or text[: entry.start].endswith(_BOUNDS)


def _is_item(entry: LedgerEntry) -> bool:
    """An item of a list is one of several things of a kind."""
    return isinstance(entry.sheet.block, Bullet)


def agree(one: LedgerEntry, other: LedgerEntry) -> bool:
    """Equal, or one of them says only about how much."""
    if one.value == other.value:
        return True
    if not one.vague and not other.vague:
        return False
    exact, vague = (one, other) if other.vague else (other, one)
    low, high = _bounds(vague)
    if exact.vague:
        other_low, other_high = _bounds(exact)
        return low <= other_high and other_low <= high
    return low <= exact.value <= high


def _bounds(entry: LedgerEntry) -> tuple[float, float]:
    value = entry.value
    match entry.vague:
        case "多" | "余":
            digits = f"{value:.0f}"
            step = 10 ** (len(digits) - len(digits.rstrip("0")))
            return value, value + max(step, 1)
        case "近":
            return value * 0.85, value
        case "约":
            return value * 0.9, value * 1.1
        case _:
            return value, value * 1.5
