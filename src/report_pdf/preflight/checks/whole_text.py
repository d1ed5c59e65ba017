"""Every paragraph of the issue is in the finished file, whole and in order."""

from __future__ import annotations

from collections.abc import Iterator

from report_pdf.findings import Finding, Message, Rule
from report_pdf.model.manuscript import PictureSlot
from report_pdf.preflight.check import Subject, check

_LEAST = 2


@check(
    "preflight/text-lost",
    rationale=Message(
        zh="成品的文字层必须一字不少，顺序不乱：否则复制、检索、朗读都会错。",
        en="The text layer must hold every character in order, or copying, searching and reading aloud go wrong.",
    ),
    source="ISO 14289-1, 7.2; ISO 32000-2, 9.10",
)
def whole_text(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """Each block is looked for behind the one before it; column and page ends may part it, nothing else."""
    if subject.issue is None:
        return
    text = "".join(_squeezed(page) for page in subject.particulars.texts)
    for article in subject.issue.articles:
        at = 0
        for block in article.blocks:
            wanted = _squeezed(block.text)
            if isinstance(block, PictureSlot) or not wanted:
                continue
            start, missing = _search(text, wanted, at)
            if missing:
                yield rule.at(
                    block.place,
                    Message(
                        zh=f"成品里找不到完整的这一段，缺“{missing[:12]}”。",
                        en=f"this block is not whole in the finished file: “{missing[:12]}” is missing.",
                    ),
                )
            else:
                at = start


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _search(text: str, wanted: str, at: int) -> tuple[int, str]:
    """Where ``wanted`` starts behind ``at``; or what of it is missing.

    A page's end parts a paragraph: what comes between its pieces (folio, running head, a picture's caption) is
    passed over, so it is found piece by piece, each as long as can be.
    """
    found = text.find(wanted, at)
    if found >= 0:
        return found, ""
    rest, position, first = wanted, at, -1
    while rest:
        size = _longest(text, rest, position)
        if size < min(_LEAST, len(rest)):
            return at, rest
        start = text.find(rest[:size], position)
        first = start if first < 0 else first
        position, rest = start + size, rest[size:]
    return first, ""


def _longest(text: str, wanted: str, at: int) -> int:
    """The length of the longest beginning of ``wanted`` that stands in ``text`` behind ``at``."""
    low, high = 0, len(wanted)
    while low < high:
        middle = (low + high + 1) // 2
        if text.find(wanted[:middle], at) >= 0:
            low = middle
        else:
            high = middle - 1
    return low
