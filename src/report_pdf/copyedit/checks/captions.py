"""Captions of an article are made alike: their dates, and whether they end with a full stop."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from report_pdf.copyedit.check import Remark, Sheet
from report_pdf.findings import Message, Rule, Severity
from report_pdf.model.manuscript import Caption, Figure

__all__ = ["RULES", "captions"]

_STOP = Rule(
    code="copyedit/caption-stop",
    severity=Severity.WARNING,
    rationale=Message(
        zh="一篇文章的图说，句末要么都用句号，要么都不用；短语式的图说末尾不用句号。",
        en="An article's captions all end with a full stop or none does; captions that are phrases have none.",
    ),
    source="GB/T 15834-2011, A.1",
)
_DATE = Rule(
    code="copyedit/caption-date",
    severity=Severity.WARNING,
    rationale=Message(zh="图说里的日期用同一种写法。", en="Dates in captions are written in one form."),
    source="GB/T 15835-2011",
)
RULES = (_STOP, _DATE)

_FORMS = (
    ("2022年11月", re.compile(r"(?<!\d)\d{4}年(?:\d{1,2}月)?")),
    ("二〇二二年十一月", re.compile(r"[一二][〇零○一二三四五六七八九]{3}年")),
    ("22年11月", re.compile(r"(?<!\d)\d{2}年(?=\d{1,2}月)")),
    ("2022.11", re.compile(r"(?<!\d)\d{4}[./]\d{1,2}")),
    ("2022-11", re.compile(r"(?<!\d)\d{4}-\d{1,2}")),
    ("11月3日", re.compile(r"(?<![\d年])\d{1,2}月\d{1,2}日")),
)
_LEAST = 2


def captions(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, Remark]]:
    """Those that differ from most of their article's."""
    for article in sorted({sheet.article for sheet in sheets}):
        own = [
            sheet
            for sheet in sheets
            if sheet.article == article and isinstance(sheet.block, Caption | Figure) and sheet.passage.text
        ]
        if len(own) >= _LEAST:
            yield from _stops(own)
            yield from _dates(own)


def _stops(own: Sequence[Sheet]) -> Iterator[tuple[Sheet, Remark]]:
    ended = [sheet.passage.text.endswith("。") for sheet in own]
    several = sum("。" in sheet.passage.text[:-1] for sheet in own)
    if len(set(ended)) < 2 or several * 2 > len(own):
        return
    most = sum(ended) * 2 > len(own)
    for sheet, has in zip(own, ended, strict=True):
        if has is not most:
            end = len(sheet.passage.text)
            zh, en = ("没有句号，别的图说有", "no full stop here, as other captions have") if most else (
                "末尾有句号，别的图说没有", "a full stop here, which other captions have not"
            )  # fmt: skip
            yield (
                sheet,
                Remark(rule=_STOP, start=end - 1, end=end, message=Message(zh=f"{zh}。", en=f"{en}.")),
            )


def _dates(own: Sequence[Sheet]) -> Iterator[tuple[Sheet, Remark]]:
    found = [(sheet, name, match) for sheet in own for name, match in _first(sheet.passage.text)]
    counts = Counter(name for _, name, _ in found)
    if len(counts) < 2:
        return
    # of two equally frequent forms the first is the rule
    usual = max(counts, key=lambda name: (counts[name], -[form for form, _ in _FORMS].index(name)))
    for sheet, name, match in found:
        if name != usual:
            yield sheet, Remark(
                rule=_DATE, start=match.start(), end=match.end(),
                message=Message(
                    zh=f"日期写作“{match.group()}”，别的图说写作“{usual}”的样子。",
                    en=f"the date is written {match.group()}, elsewhere like {usual}.",
                ),
            )  # fmt: skip


def _first(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    matches = [(name, match) for name, form in _FORMS if (match := form.search(text)) is not None]
    if matches:
        yield min(matches, key=lambda one: one[1].start())
