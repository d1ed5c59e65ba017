"""One thing is called by one name in an issue: terms, Latin names, book titles, foreign names; people in their order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from report_pdf.copyedit.characters import HAN
from report_pdf.copyedit.check import Remark, Sheet
from report_pdf.copyedit.checks.half_width_marks import TRANSLITERATION
from report_pdf.copyedit.dictionary import PAIRS, stands_alone
from report_pdf.findings import Message, Rule, Severity
from report_pdf.model.manuscript import Paragraph

__all__ = ["RULES", "orders", "repeated_paragraphs", "terms"]

_TERM = Rule(
    code="copyedit/inconsistent-term",
    severity=Severity.WARNING,
    rationale=Message(
        zh="同一期里一个事物用一个名称、一种写法。", en="One thing has one name and one spelling in an issue."
    ),
    source="house style",
)
_ORDER = Rule(
    code="copyedit/person-order",
    severity=Severity.WARNING,
    rationale=Message(
        zh="并列的人名按人名表（names.csv）的次序排。", en="People are listed in the order of names.csv."
    ),
    source="names.csv",
)
_PARAGRAPH = Rule(
    code="copyedit/repeated-paragraph",
    severity=Severity.WARNING,
    rationale=Message(
        zh="整段或整句重复，多半是粘贴了两次。",
        en="A paragraph or a sentence that is there twice was most likely pasted twice.",
    ),
)
RULES = (_TERM, _ORDER, _PARAGRAPH)

_LATIN = re.compile(
    r"(?<![A-Za-z0-9@./_-])[A-Za-z][A-Za-z0-9]*(?:[- ]?[A-Za-z0-9]+){0,2}(?![A-Za-z0-9@/_-]|\.[a-z])"
)
_TITLE = re.compile(r"《([^《》]{5,40})》")
_FOREIGN = re.compile(f"([{HAN}]{{2,6}})·([{HAN}]{{2,6}})")
_COUNTED = "〇零一二三四五六七八九十上中下前后甲乙丙丁东南西北新续第正副0123456789"
_LONG_SENTENCE = 16
_SENTENCE = re.compile(r"[^。！？]+[。！？]")

_Place = tuple[Sheet, int, int]


def terms(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, Remark]]:
    """Where the rarer of two forms stands; of two equally frequent ones the later."""
    yield from _rarer(_pairs(sheets))
    yield from _rarer(_latin(sheets))
    yield from _rarer(_titles(sheets))
    yield from _rarer(_foreign(sheets))


def _rarer(groups: Iterator[dict[str, list[_Place]]]) -> Iterator[tuple[Sheet, Remark]]:
    for forms in groups:
        usual = max(forms, key=lambda form: len(forms[form]))
        for form, places in forms.items():
            for sheet, start, end in places if form != usual else ():
                yield sheet, Remark(
                    rule=_TERM, start=start, end=end,
                    message=Message(zh=f"这里写“{form}”，别处写“{usual}”。", en=f"“{form}” here, “{usual}” elsewhere."),
                    hint=Message(zh="请统一。", en="Make them one."),
                )  # fmt: skip


def _pairs(sheets: Sequence[Sheet]) -> Iterator[dict[str, list[_Place]]]:
    for pair in PAIRS:
        forms = {form: [place for place in _places(sheets, form) if _is_word(place)] for form in pair}
        longer, shorter = sorted(pair, key=len, reverse=True)
        if shorter in longer:
            inside = {(id(sheet), at) for sheet, start, end in forms[longer] for at in range(start, end)}
            forms[shorter] = [place for place in forms[shorter] if (id(place[0]), place[1]) not in inside]
        if all(forms.values()):
            yield forms


def _is_word(place: _Place) -> bool:
    """义工 is none in 人道主义工作."""
    sheet, start, end = place
    return stands_alone(sheet.passage.text, start, end)


def _places(sheets: Sequence[Sheet], word: str) -> Iterator[_Place]:
    for sheet in sheets:
        for found in re.finditer(re.escape(word), sheet.passage.text):
            if not sheet.passage.is_shielded(found.start()):
                yield sheet, found.start(), found.end()


def _latin(sheets: Sequence[Sheet]) -> Iterator[dict[str, list[_Place]]]:
    """WiFi and Wi-Fi, APP and App; capitals at a sentence's beginning and whole Latin sentences apart."""
    found: dict[str, dict[str, list[_Place]]] = defaultdict(lambda: defaultdict(list))
    for sheet in sheets:
        for match in _LATIN.finditer(sheet.passage.text):
            word = match.group()
            if (
                len(word) > 1
                and not sheet.passage.is_shielded(match.start())
                and not sheet.passage.in_latin_sentence(match.start())
            ):
                found[re.sub("[- ]", "", word).casefold()][word].append((sheet, match.start(), match.end()))
    for forms in found.values():
        if len({form.casefold() for form in forms}) > 1 or _one_cased(forms):
            yield dict(forms)


def _one_cased(forms: Mapping[str, list[_Place]]) -> bool:
    """App and APP; AND beside and are two words, the name of a gate and the conjunction."""
    return len(forms) > 1 and not any(
        form.islower() for form in forms if any(other.isupper() for other in forms)
    )


def _titles(sheets: Sequence[Sheet]) -> Iterator[dict[str, list[_Place]]]:
    """《…》 that differ by one character, unless it counts (上, 二) or the titles are a series'."""
    found: dict[str, list[_Place]] = defaultdict(list)
    for sheet in sheets:
        for match in _TITLE.finditer(sheet.passage.text):
            found[match.group(1)].append((sheet, match.start(1), match.end(1)))
    names = sorted(found)
    for i, one in enumerate(names):
        for other in names[i + 1 :]:
            if _one_slip(one, other):
                yield {one: found[one], other: found[other]}


def _one_slip(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    size = max(len(one), len(other)) - start
    tails = [(1, 1)] if len(one) == len(other) else [(1, 0)] if len(one) > len(other) else [(0, 1)]
    same = any(one[start + a :] == other[start + b :] for a, b in tails)
    changed = one[start : start + 1] + other[start : start + 1]
    return same and size > 0 and not any(ch in _COUNTED for ch in changed)


def _foreign(sheets: Sequence[Sheet]) -> Iterator[dict[str, list[_Place]]]:
    """列夫·托尔斯泰 and 列夫托尔斯泰: where the name begins and ends is known only where both forms stand."""
    done: set[str] = set()
    whole = "\n".join(sheet.passage.text for sheet in sheets)
    for sheet in sheets:
        for match in _FOREIGN.finditer(sheet.passage.text):
            name = _without_dot(match.group(1), match.group(2), whole)
            if name and name not in done:
                done.add(name)
                bare = name.replace("·", "")
                yield {name: list(_places(sheets, name)), bare: list(_places(sheets, bare))}


def _without_dot(left: str, right: str, whole: str) -> str:
    """The longest ``…·…`` out of the two parts that also stands without its dot; empty where none does."""
    sizes = [(i, j) for i in range(2, len(left) + 1) for j in range(2, len(right) + 1)]
    parts = [(left[-i:], right[:j]) for i, j in sorted(sizes, key=sum, reverse=True)]
    names = [both for both in parts if all(_sounds_foreign(part) for part in both)]
    return next((f"{first}·{last}" for first, last in names if first + last in whole), "")


def _sounds_foreign(part: str) -> bool:
    return 2 * sum(ch in TRANSLITERATION for ch in part) >= len(part)


def orders(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, Remark]]:
    """张三、李四 where the list has 李四 first."""
    for sheet in sheets:
        ranks = {person.name: rank for rank, person in enumerate(sheet.passage.people)}
        if len(ranks) < 2:
            continue
        names = "|".join(map(re.escape, sorted(ranks, key=len, reverse=True)))
        last: re.Match[str] | None = None
        for found in re.finditer(names, sheet.passage.text):
            between = sheet.passage.text[last.end() : found.start()] if last else ""
            if (
                last
                and re.fullmatch(rf"[、，和与及 ]{{1,2}}[{HAN}]{{0,8}}", between)
                and ranks[found.group()] < ranks[last.group()]
            ):
                yield sheet, Remark(
                    rule=_ORDER, start=found.start(), end=found.end(),
                    message=Message(
                        zh=f"“{found.group()}”在人名表里排在“{last.group()}”之前。",
                        en=f"the list has {found.group()} before {last.group()}.",
                    ),
                )  # fmt: skip
            last = found


def repeated_paragraphs(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, Remark]]:
    """A long sentence that stands in the issue's running text before, word for word."""
    seen: dict[str, Sheet] = {}
    for sheet in sheets:
        if not isinstance(sheet.block, Paragraph):
            continue
        for found in _SENTENCE.finditer(sheet.passage.text):
            sentence = found.group().strip()
            if len(sentence) < _LONG_SENTENCE:
                continue
            if sentence in seen:
                first = seen[sentence].block.place
                yield sheet, Remark(
                    rule=_PARAGRAPH, start=found.start(), end=found.end(),
                    message=Message(zh=f"这一句在 {first} 已经有了。", en=f"this sentence stands at {first} already."),
                )  # fmt: skip
            seen.setdefault(sentence, sheet)
