"""Texts with their places in; nothing out, or findings, or one error that names each character no face has."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from report_pdf.errors import FontError
from report_pdf.findings import Finding, Message, Place, Severity
from report_pdf.fonts.catalogue import Face, Rank, catalogue
from report_pdf.fonts.clusters import VARIATION_SELECTORS, clusters
from report_pdf.fonts.coverage import coverage, has_variant, holds
from report_pdf.fonts.rules import (
    BORROWED,
    CONTROL,
    DAMAGED,
    FALLBACK,
    MISSING,
    OTHER_HAND,
    PRIVATE_USE,
    VARIANT,
)

__all__ = ["check_coverage"]

_PRESENTATION = frozenset("\ufe0e\ufe0f")
_EMOJI = range(0x1F000, 0x20000)
_REGULAR = 400
_PLACES_SHOWN = 5
_CHECK_FORM = Message(
    zh="请核对用字；如应作规范字，改原稿。",
    en="Check the character; if a standard form is meant, write that.",
)
_CHECK_FORM_NO_BOLD = Message(
    zh="请核对用字；此字没有粗体，在标题里也印常规体。",
    en="Check the character; it has no bold form, so headings show it in regular weight too.",
)


def check_coverage(
    texts: Iterable[tuple[str, Place]], *, faces: Sequence[Face] | None = None
) -> tuple[Finding, ...]:
    """Check every cluster of every text against the faces; each place is of its text's first character.

    Returns:
        What is drawn otherwise than asked for (a variant's usual form, a borrowed glyph, a fallback face's).

    Raises:
        FontError: With one finding for each cluster that no face has, where it first stands.
    """
    stack = tuple(catalogue() if faces is None else faces)
    everywhere = frozenset.intersection(*(coverage(face).characters for face in _case(stack)))
    found = [finding for text, place in texts for finding in _findings(text, place, stack, everywhere)]
    findings = _once_each(found)
    lacking = [finding for finding in found if finding.severity is Severity.ERROR]
    if lacking:
        raise FontError(_summary(lacking), place=lacking[0].place, findings=findings)
    return findings


def _summary(lacking: Sequence[Finding]) -> Message:
    number = len(lacking)
    return Message(
        zh=f"有 {number} 处文字无法排印。",
        en=f"{number} {'characters' if number > 1 else 'character'} cannot be set.",
    )


def _once_each(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """A character once, where it first stands: a name comes back on every page of its article."""
    found: dict[tuple[str, Message], list[Finding]] = {}
    for finding in findings:
        found.setdefault((finding.code, finding.message), []).append(finding)
    return tuple(_counted(same) for same in found.values())


def _counted(same: Sequence[Finding]) -> Finding:
    # A caption is set twice where the contents show its picture too: one place in the manuscript.
    first, places = same[0], tuple(dict.fromkeys(finding.place for finding in same))
    if (number := len(places)) == 1:
        return first
    shown = ", ".join(map(str, places[1:_PLACES_SHOWN]))
    more_zh, more_en = ("等", ", …") if number > _PLACES_SHOWN else ("", "")
    message = Message(
        zh=f"{first.message.zh}共 {number} 处，另见 {shown}{more_zh}。",
        en=f"{first.message.en} {number} times, also at {shown}{more_en}.",
    )
    return dataclasses.replace(first, message=message)


def _findings(
    text: str, place: Place, stack: Sequence[Face], everywhere: frozenset[int]
) -> Iterator[Finding]:
    # Most texts are wholly in every face: one set operation settles them.
    if everywhere.issuperset(map(ord, text)):
        return
    for cluster in clusters(text):
        if not (len(cluster.text) == 1 and ord(cluster.text) in everywhere):
            yield from _judge(cluster.text, _along(place, cluster.index), stack)


def _along(place: Place, characters: int) -> Place:
    """The place ``characters`` further on in the line."""
    if place.column is None:
        return place
    return dataclasses.replace(place, column=place.column + characters)


def _judge(cluster: str, place: Place, stack: Sequence[Face]) -> Iterator[Finding]:
    if unusable := _unusable(cluster, place):
        yield unusable
        return
    holders = [face for face in stack if holds(face, cluster)]
    if not holders:
        yield _missing(cluster, place)
        return
    asked = [mark for mark in cluster if ord(mark) in VARIATION_SELECTORS and mark not in _PRESENTATION]
    if asked and not any(has_variant(face, cluster) for face in holders):
        yield _variant(cluster, place)
    if set(holders).isdisjoint(_case(stack)):
        yield _from_fallback(cluster, place, holders)
        return
    lacking = {face.family for face in _case(stack)} - {face.family for face in holders}
    if lacking:
        yield _borrowed(cluster, place, sorted(lacking))


def _case(stack: Sequence[Face]) -> Sequence[Face]:
    """The faces that text is set in; where there are fallback faces only, they are."""
    return [face for face in stack if face.rank is Rank.CASE] or stack


def _unusable(cluster: str, place: Place) -> Finding | None:
    """Characters that no face could have."""
    for character in cluster:
        category = unicodedata.category(character)
        if character == "\ufffd":
            return DAMAGED.at(
                place,
                _called(cluster, zh="原文在转码时丢了字", en="a character was lost here"),
                hint=Message(
                    zh="请对照原稿补上这个字。", en="Compare the original and put the character in."
                ),
            )
        if category == "Co":
            return PRIVATE_USE.at(
                place,
                _called(cluster, zh="私用区字符没有公认的字形", en="private use, no agreed form"),
                hint=Message(
                    zh="请换成 Unicode 正式编码的字。", en="Use the character's code in Unicode proper."
                ),
            )
        if category in {"Cs", "Zl", "Zp"} or (category == "Cc" and character not in "\t\n\r"):
            return CONTROL.at(
                place,
                _called(cluster, zh="控制字符", en="a control character"),
                hint=Message(zh="请删去。", en="Delete it."),
            )
    return None


def _missing(cluster: str, place: Place) -> Finding:
    shown = f"“{cluster}”"
    return MISSING.at(
        place, _called(cluster, zh=f"没有一个字体有{shown}", en=f"no face has {shown}"), hint=_remedy(cluster)
    )


def _remedy(cluster: str) -> Message:
    """What to write instead: the unified form of a compatibility character, else a question back to the author."""
    unified = unicodedata.normalize("NFKC", cluster)
    if unified != cluster and any(holds(face, unified) for face in catalogue()):
        return Message(
            zh=f"请改用“{unified}”({_codes(unified)})。", en=f"Write “{unified}” ({_codes(unified)})."
        )
    if any(ord(character) in _EMOJI for character in cluster):
        return Message(
            zh="杂志字体不含表情符号；请删去，或改用 ● ★ ✓ 等符号。",
            en="The faces have no emoji; delete it or use a sign such as ● ★ ✓.",
        )
    if unicodedata.name(cluster[0], "").startswith("CJK"):
        return Message(
            zh="请核对是否用字有误；后备字体也没有这个字，人名地名可问作者有无通行写法。",
            en="Check that it is the right character; the fallback faces lack it too. Ask for a common form.",
        )
    return Message(zh="请换用别的写法。", en="Write it in another way.")


def _variant(cluster: str, place: Place) -> Finding:
    return VARIANT.at(
        place, _called(cluster, zh="没有所选的异体字形，将印通常字形", en="the usual form will be printed")
    )


def _borrowed(cluster: str, place: Place, families: Sequence[str]) -> Finding:
    names = ", ".join(families)
    return BORROWED.at(
        place,
        _called(cluster, zh=f"{names} 没有“{cluster}”，将借用别家字形", en=f"“{cluster}” is not in {names}"),
    )


def _from_fallback(cluster: str, place: Place, holders: Sequence[Face]) -> Finding:
    rule = OTHER_HAND if all(face.rank is Rank.OTHER_HAND for face in holders) else FALLBACK
    has_bold = any(face.weight > _REGULAR for face in holders)
    return rule.at(
        place,
        _called(cluster, zh=f"“{cluster}”印作后备字体", en=f"“{cluster}” is set in a fallback face"),
        hint=_CHECK_FORM if has_bold else _CHECK_FORM_NO_BOLD,
    )


def _called(cluster: str, *, zh: str, en: str) -> Message:
    names = " + ".join(unicodedata.name(character, "unnamed") for character in cluster)
    return Message(zh=f"{zh}：{_codes(cluster)} {names}。", en=f"{en}: {_codes(cluster)} {names}.")


def _codes(cluster: str) -> str:
    return " ".join(f"U+{ord(character):04X}" for character in cluster)
