"""What of an article stands beside its text, and how a list of names is told: for the checks of what became of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from report_pdf.model.manuscript import Block, Box, Figure, Note, Table

__all__ = ["stands_beside", "told_pieces"]

_BESIDE = (Box, Figure, Note, Table)
"""At the head or foot of a page, on one of their own, in a picture's caption, or where they are called."""
_NEAR, _SHORT = 3, 60
_NAME = r"[^\s，。；：:！？、]{1,14}"
_NAMES = re.compile(rf"(?:[^\s，。；：:！？、]{{2,14}}[：:]\s*)?{_NAME}(?:[、\s]+{_NAME}){{3,}}")


def stands_beside(blocks: Sequence[Block], index: int) -> bool:
    """Whether a block may stand elsewhere than behind the one before it.

    A short text close to a table may be its title, its unit or a note to it, and goes where the table goes.
    """
    if isinstance(blocks[index], _BESIDE):
        return True
    near = blocks[max(0, index - _NEAR) : index + _NEAR + 1]
    return len(blocks[index].text) <= _SHORT and any(isinstance(block, Table) for block in near)


def told_pieces(text: str) -> list[str]:
    """A text as it is told; names in aligned columns have no commas between them and are each told by itself."""
    return re.split(r"[、\s]+|(?<=[：:])", text) if _NAMES.fullmatch(text) else [text]
