"""Every paragraph of the issue is in the finished file, whole and in order."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence

from report_pdf.findings import Finding, Message, Rule
from report_pdf.model.manuscript import Block, SpanKind, all_blocks
from report_pdf.preflight.beside import stands_beside, told_pieces
from report_pdf.preflight.check import Subject, check

_Spot = tuple[int, int]
"""Index of a page, and of a character on it."""
_PAGEFUL = 200
"""Characters that a paragraph has at least on a page it does not end on, where it did not begin there either."""
_HYPHEN = re.compile(r"\xad|(?<=[A-Za-zÀ-ɏ])[-‐]\s*(?=[A-Za-zÀ-ɏ])")
_REACH = 2
"""So many pages on a paragraph may go on: between its halves one page may be all picture."""


@check(
    "preflight/text-lost",
    rationale=Message(
        zh="成品的文字层必须一字不少，顺序不乱：否则复制、检索、朗读都会错。",
        en="The text layer must hold every character in order, or copying, searching and reading aloud go wrong.",
    ),
    source="ISO 14289-1, 7.2; ISO 32000-2, 9.10",
)
def whole_text(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """Each block is looked for behind the one before it; the end of a page may part it, nothing else."""
    if subject.issue is None:
        return
    pages = [_squeezed(page) for page in subject.particulars.texts]
    for article in subject.issue.articles:
        at: _Spot = (0, 0)
        for index, block in enumerate(article.blocks):
            loose = stands_beside(article.blocks, index)
            for each in (block, *all_blocks(block.inner)):
                at = yield from _look(pages, each, at, rule, loose=loose)


def _look(
    pages: Sequence[str], block: Block, at: _Spot, rule: Rule, *, loose: bool
) -> Generator[Finding, None, _Spot]:
    """Where the block was found; ``loose``: it may stand anywhere and moves nothing."""
    spot = (0, 0) if loose else at
    for wanted in _pieces(block):
        found = _search(pages, wanted, spot)
        if found is None:
            missing = _missing(pages, wanted, spot)
            yield rule.at(
                block.place,
                Message(
                    zh=f"成品里找不到完整的这一段，缺“{missing[:12]}”。",
                    en=f"this block is not whole in the finished file: “{missing[:12]}” is missing.",
                ),
            )
        else:
            spot = found
    return at if loose else spot


def _pieces(block: Block) -> list[str]:
    """Its text between the calls of notes (a link may call one with its address)."""
    cuts = {span.start for span in block.spans if span.kind is SpanKind.NOTE}
    cuts |= {span.end for span in block.spans if span.kind is SpanKind.LINK}
    ends = sorted(cuts | {len(block.text)})
    starts = [0, *ends[:-1]]
    pieces = (told_pieces(block.text[start:end]) for start, end in zip(starts, ends, strict=True))
    return [piece for told in pieces for one in told if (piece := _squeezed(one))]


def _squeezed(text: str) -> str:
    """Without blanks, and without hyphens in words: whether the line's end has put one there cannot be told."""
    return "".join(_HYPHEN.sub("", text).split())


def _search(pages: Sequence[str], wanted: str, at: _Spot) -> _Spot | None:
    """Where ``wanted`` starts behind ``at``, whole on a page or parted by the page's end."""
    for number in range(at[0], len(pages)):
        behind = at[1] if number == at[0] else 0
        found = pages[number].find(wanted, behind)
        if found < 0:
            found = _parted(pages, wanted, (number, behind))
        if found >= 0:
            return number, found
    return None


def _parted(pages: Sequence[str], wanted: str, at: _Spot, *, least: int = 1) -> int:
    """Where a beginning of ``wanted`` stands on a page if all its rest stands on the next ones; -1 if nowhere.

    What comes between (folio, running head, captions) is passed over.
    """
    number, behind = at
    for size in range(_longest(pages[number], wanted, behind), least - 1, -1):
        following = range(number + 1, min(number + 1 + _REACH, len(pages)))
        rest = wanted[size:]
        if any(rest in pages[n] or _parted(pages, rest, (n, 0), least=_PAGEFUL) >= 0 for n in following):
            return pages[number].find(wanted[:size], behind)
    return -1


def _missing(pages: Sequence[str], wanted: str, at: _Spot) -> str:
    """What of ``wanted`` stands on no page behind ``at``."""
    return wanted[max((_longest(page, wanted, 0) for page in pages[at[0] :]), default=0) :]


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
