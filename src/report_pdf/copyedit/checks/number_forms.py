"""Numbers of one kind are written alike in a sentence: 三次 beside 3次 (GB/T 15835-2011); what is listed is counted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from report_pdf.copyedit.check import Remark
from report_pdf.copyedit.numerals import chinese_number, number_of
from report_pdf.copyedit.passage import Passage
from report_pdf.findings import Message, Rule, Severity

__all__ = ["RULES", "listed_counts", "number_forms"]

_FORM = Rule(
    code="copyedit/mixed-numerals",
    severity=Severity.WARNING,
    rationale=Message(
        zh="同一句话里，同类的数用同一种数字：都写3次、5次，或都写三次、五次。",
        en="In one sentence numbers of one kind are all in figures or all in Chinese numerals.",
    ),
    source="GB/T 15835-2011",
)
_COUNT = Rule(
    code="copyedit/count-mismatch",
    severity=Severity.WARNING,
    rationale=Message(zh="列举的项数与写出的数不符。", en="As many things are listed as the sentence says."),
)
RULES = (_FORM, _COUNT)

_MEASURES = "人次|次|个|名|位|件|项|篇|份|家|场|户|处|座|条|棵|株|册|部|幅|张|套|间|吨|亩|公里|米|元"
_COUNTED = re.compile(
    rf"(?<![第之每另同这那某一二三四五六七八九十百千万\d.—～-])(?:(?P<figures>\d+(?:\.\d+)?)|(?P<han>[二三四五六七八九十][一二三四五六七八九十百千]{{0,4}}))[多余]?(?P<unit>{_MEASURES})(?![寒春秋暑夏冬])"
)
_SENTENCE = re.compile(r"[^。！？；]+")
_SET = re.compile(
    r"[两三四五六七八九十][个项条](?:确立|维护|意识|自信|百年|代表|全面|方面|字|层面|阶段|时代|文明|结合|坚持|务必|更|能力|样|想|月|转变)"
)
_ITEM = r"(?:“[^”]{1,24}”|《[^》]{1,40}》)"
_LISTED = re.compile(
    rf"(?P<items>{_ITEM}(?:[、，]?(?:和|与|及|以及)?{_ITEM})+)(?P<etc>等)?(?:这)?(?P<number>\d{{1,2}}|[二三四五六七八九十两]{{1,3}}|十[一二三四五六七八九])(?:个|项|篇|部|本|种|条|份|家|场)"
)


def number_forms(passage: Passage) -> Iterator[Remark]:
    """The Chinese numeral beside figures with the same measure word, outside of quotes."""
    for sentence in _SENTENCE.finditer(passage.text):
        kinds: dict[str, dict[bool, list[re.Match[str]]]] = defaultdict(lambda: defaultdict(list))
        for found in _COUNTED.finditer(passage.text, sentence.start(), sentence.end()):
            fixed = _SET.match(passage.text, found.start()) or any(
                passage.inside(found.start(), pair) for pair in ("“”", "《》")
            )
            if not fixed and not (found["han"] and chinese_number(found["han"]) is None):
                kinds[found["unit"]][found["han"] is not None].append(found)
        for forms in kinds.values():
            if len(forms) == 2:
                rare = min(forms, key=lambda han: (len(forms[han]), not han))
                for found in forms[rare]:
                    yield Remark(
                        rule=_FORM, start=found.start(), end=found.end(),
                        message=Message(
                            zh=f"“{found.group()}”与同句“{forms[not rare][0].group()}”的数字写法不同。",
                            en=f"{found.group()} beside {forms[not rare][0].group()}.",
                        ),
                    )  # fmt: skip


def listed_counts(passage: Passage) -> Iterator[Remark]:
    """“甲”“乙”“丙”两项: three are listed. With 等 there may be more than are listed, never fewer."""
    for found in _LISTED.finditer(passage.text):
        items = len(re.findall(_ITEM, found["items"]))
        said = number_of(found["number"].replace("两", "二"))
        if said is not None and (items > said or (not found["etc"] and items != said)):
            start, end = found.span("number")
            yield Remark(
                rule=_COUNT, start=start, end=end,
                message=Message(zh=f"写的是{found['number']}，列出的有{items}。", en=f"{items} are listed."),
            )  # fmt: skip
