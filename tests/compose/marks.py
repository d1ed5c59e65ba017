"""What the checker takes for a mark, a Han character or a letter: its own tables, not the composer's."""

from __future__ import annotations

OPENING = frozenset("“‘（《〈「『【〖〔［｛")
"""Their ink is in the right half of the cell."""
CLOSING = frozenset("”’）》〉」』】〗〕］｝、，。．：；！？")
"""Their ink is in the left half of the cell: closing brackets, pauses and stops."""
DASH, ELLIPSIS, MIDDLE_DOT = "—", "…", "·"
HYPHENS = "-‐\u00ad"
NEVER_STARTS = frozenset("、，。．：；！？’”）】〗》〉」』］｝〕·‧・～–／%‰℃,.:;!?)]}")
"""GB/T 15834, CLREQ 行首禁则."""
NEVER_ENDS = frozenset("‘“（【〖《〈「『［｛〔([{￥¥$／")
"""GB/T 15834, CLREQ 行尾禁则."""


def is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" or char == "〇"


def is_western(char: str) -> bool:
    """A Latin letter or a figure."""
    return char.isascii() and char.isalnum()
