"""Page ranges as an editor writes them: ``1-3,8,z-1`` (``z`` is the last page; ``5-2`` runs backwards)."""

from __future__ import annotations

import re

from report_pdf.errors import SupplementError
from report_pdf.findings import Message

__all__ = ["parse_page_range"]

_PART = re.compile(r"(z|r?\d+)(?:-(z|r?\d+))?", re.IGNORECASE)
_MARKS = str.maketrans({",": ",", "、": ",", "—": "-", "–": "-", "~": "-", "～": "-", "－": "-"})
_HINT = Message(
    zh="页码写法：1-3,8,z-1；z 是末页，r2 是倒数第二页，5-2 倒序。",
    en="Write pages as 1-3,8,z-1; z is the last page, r2 the last but one, 5-2 runs backwards.",
)


def parse_page_range(text: str, *, pages: int) -> tuple[int, ...]:
    """Page indices from 0, in the order written.

    Raises:
        SupplementError: The range cannot be read, or names a page that is not there.
    """
    indices: list[int] = []
    for part in text.translate(_MARKS).replace(" ", "").split(","):
        match = _PART.fullmatch(part)
        if match is None:
            raise SupplementError(
                Message(zh=f"看不懂页码“{text}”。", en=f"“{text}” is no page range."), hint=_HINT
            )
        first = _number(match[1], pages=pages, text=text)
        last = _number(match[2], pages=pages, text=text) if match[2] else first
        step = 1 if last >= first else -1
        indices.extend(number - 1 for number in range(first, last + step, step))
    return tuple(indices)


def _number(word: str, *, pages: int, text: str) -> int:
    if word.lower() == "z":
        number = pages
    elif word[0] in "rR":
        number = pages + 1 - int(word[1:])
    else:
        number = int(word)
    if not 1 <= number <= pages:
        raise SupplementError(
            Message(
                zh=f"页码“{text}”超出范围：共 {pages} 页。",
                en=f"“{text}” names a page that is not there: the file has {pages}.",
            ),
            hint=_HINT,
        )
    return number
