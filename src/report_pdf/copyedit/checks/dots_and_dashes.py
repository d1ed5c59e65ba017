"""…… and —— and ·: six dots, two em, one middle dot (GB/T 15834-2011, 4.10, 4.11, 4.14)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_pdf.copyedit.characters import HAN, is_chinese, is_digit, is_latin
from report_pdf.copyedit.check import Remark
from report_pdf.copyedit.passage import Passage
from report_pdf.findings import Message, Rule, Severity

__all__ = ["RULES", "dashes", "ellipses", "middle_dots", "single_dashes"]

_ELLIPSIS = Rule(
    code="copyedit/ellipsis",
    severity=Severity.INFO,
    rationale=Message(
        zh="省略号是六个点“……”，占两个字。", en="The Chinese ellipsis is six dots, two em: ……."
    ),
    source="GB/T 15834-2011, 4.11.2, 5.1.5",
)
_DASH = Rule(
    code="copyedit/dash",
    severity=Severity.INFO,
    rationale=Message(zh="破折号是“——”，占两个字。", en="The Chinese dash is two em: ——."),
    source="GB/T 15834-2011, 4.10.2, 5.1.4",
)
_SINGLE_DASH = Rule(
    code="copyedit/single-dash",
    severity=Severity.WARNING,
    rationale=Message(
        zh="单个“—”是连接号；在句首、句末或标点旁边多半是缺了一半的破折号。",
        en="A single — joins two things; beside a mark or at an end it is most likely half a dash.",
    ),
    source="GB/T 15834-2011, 4.10.2, 4.13",
)
_MIDDLE_DOT = Rule(
    code="copyedit/middle-dot",
    severity=Severity.INFO,
    rationale=Message(zh="间隔号是“·”(U+00B7)。", en="The middle dot is · (U+00B7)."),
    source="GB/T 15834-2011, 4.14",
)
RULES = (_ELLIPSIS, _DASH, _SINGLE_DASH, _MIDDLE_DOT)

_DOTS = re.compile(r"(?<!\.)\.{3,6}(?!\.)|。{3,}|…+")
_HYPHENS = re.compile(r"[ ]?(?:[-－]{2,4}(?![-－])|[─―]{2,4})[ ]?|—{3}(?!—)")
_OTHER_DOTS = re.compile(f"(?<=[{HAN}])[•・‧･∙](?=[{HAN}])")
_MARKS = "，。、；：？！“”‘’（）《》"


def ellipses(passage: Passage) -> Iterator[Remark]:
    """..., 。。。, … and ………."""
    for found in _DOTS.finditer(passage.text):
        start, end = found.span()
        whole = found.group()
        right = whole[0] == "…" and len(whole) in (2, 4)
        chinese = passage.touches_chinese(start, end) or passage.amid_chinese(start, end)
        if right or passage.is_shielded(start) or passage.between_figures(start, end):
            continue
        if whole[0] == "。" or (chinese and not passage.in_latin_sentence(start)):
            yield _remark(_ELLIPSIS, found, "……", zh="省略号", en="ellipsis")


def dashes(passage: Passage) -> Iterator[Remark]:
    """--, －－, ──, ――, ———; not --option and not 2-3."""
    for found in _HYPHENS.finditer(passage.text):
        start, end = found.span()
        left, right = passage.before(start, " "), passage.after(end - 1, " ")
        sides = [ch for ch in (left, right) if ch]
        chinese = any(is_chinese(ch) or ch in "“”‘’" for ch in sides)
        bare = not any(is_latin(ch) or is_digit(ch) for ch in sides) or found.group().strip(" ")[0] in "─―—"
        if chinese and bare and not passage.in_latin_sentence(start) and not passage.is_shielded(start):
            yield _remark(_DASH, found, "——", zh="破折号", en="dash")


def middle_dots(passage: Passage) -> Iterator[Remark]:
    """Bullets and katakana dots between Han characters: 列夫•托尔斯泰."""
    for found in _OTHER_DOTS.finditer(passage.text if not passage.japanese else ""):
        if not passage.is_shielded(found.start()):
            yield _remark(_MIDDLE_DOT, found, "·", zh="间隔号", en="middle dot")


def single_dashes(passage: Passage) -> Iterator[Remark]:
    """A single — at an end of the text or beside a mark."""
    for found in re.finditer(r"(?<!—)—(?!—)", passage.text):
        at = found.start()
        left, right = passage.before(at), passage.after(at)
        if (not left or not right or left in _MARKS or right in _MARKS) and not passage.in_latin_sentence(at):
            yield Remark(
                rule=_SINGLE_DASH,
                start=at,
                end=at + 1,
                message=Message(
                    zh="单个“—”，像是少了一半的破折号。", en="a single — that looks like half a dash."
                ),
                hint=Message(zh="破折号写“——”。", en="Write the dash as ——."),
            )


def _remark(rule: Rule, found: re.Match[str], after: str, *, zh: str, en: str) -> Remark:
    before = found.group()
    return Remark(
        rule=rule,
        start=found.start(),
        end=found.end(),
        after=after,
        at=found.start() + len(before) - len(before.lstrip(" ")),
        message=Message(zh=f"{zh}“{before}”改为“{after}”。", en=f"{en} “{before}” set as “{after}”."),
    )
