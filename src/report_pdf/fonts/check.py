"""Texts with their places in; nothing out, or findings, or one error that names each character no face has."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from report_pdf.errors import FontError
from report_pdf.findings import Finding, Message, Place, Severity
from report_pdf.fonts.catalogue import Face, catalogue
from report_pdf.fonts.clusters import VARIATION_SELECTORS, clusters
from report_pdf.fonts.coverage import coverage, has_variant, holds
from report_pdf.fonts.rules import BORROWED, CONTROL, DAMAGED, MISSING, PRIVATE_USE, VARIANT

__all__ = ["check_coverage"]

_PRESENTATION = frozenset("\ufe0e\ufe0f")
_EMOJI = range(0x1F000, 0x20000)


def check_coverage(
    texts: Iterable[tuple[str, Place]], *, faces: Sequence[Face] | None = None
) -> tuple[Finding, ...]:
    """Check every cluster of every text against the faces; each place is of its text's first character.

    Returns:
        What is drawn otherwise than asked for (a variant's usual form, a borrowed glyph).

    Raises:
        FontError: With one finding for each cluster that no face has.
    """
    stack = tuple(catalogue() if faces is None else faces)
    everywhere = frozenset.intersection(*(coverage(face).characters for face in stack))
    findings = tuple(
        finding for text, place in texts for finding in _findings(text, place, stack, everywhere)
    )
    lacking = [finding for finding in findings if finding.severity is Severity.ERROR]
    if lacking:
        raise FontError(_summary(lacking), place=lacking[0].place, findings=findings)
    return findings


def _summary(lacking: Sequence[Finding]) -> Message:
    number = len(lacking)
    return Message(
        zh=f"有 {number} 处文字无法排印。",
        en=f"{number} {'characters' if number > 1 else 'character'} cannot be set.",
    )


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
    lacking = {face.family for face in stack} - {face.family for face in holders}
    if lacking:
        yield _borrowed(cluster, place, sorted(lacking))


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
            zh="请核对是否用字有误；字库收通用规范汉字表和 GB 2312 的字，人名地名可问作者有无通行写法。",
            en="Check that it is the right character; the faces hold 通用规范汉字表 and GB 2312.",
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


def _called(cluster: str, *, zh: str, en: str) -> Message:
    names = " + ".join(unicodedata.name(character, "unnamed") for character in cluster)
    return Message(zh=f"{zh}:{_codes(cluster)} {names}。", en=f"{en}: {_codes(cluster)} {names}.")


def _codes(cluster: str) -> str:
    return " ".join(f"U+{ord(character):04X}" for character in cluster)
