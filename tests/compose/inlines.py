"""The stress text with words set bold, linked and in another face: what a paragraph's inline boxes may not disturb."""

from __future__ import annotations

import html
import re
from itertools import count

from lines import Block

_WORDS = re.compile("“[^”“]*”|《[^》]*》|[0-9.]+|渡船|老伙计|GPS|River Works|manual|船家|岸边|学校")
_STYLES = (
    "<b>{}</b>",
    '<a href="https://example.org">{}</a>',
    '<em style="font: 700 1em/0 StressSans">{}</em>',
)


def marked(texts: list[str]) -> str:
    """One flow of two columns; every style comes before and after every kind of word."""
    number = count()

    def style(word: re.Match[str]) -> str:
        return _STYLES[next(number) % len(_STYLES)].format(word[0])

    inner = "".join(f"<p>{_WORDS.sub(style, html.escape(text, quote=False))}</p>" for text in texts)
    return f'<div class="text">{inner}</div>'


def blocks(texts: list[str]) -> list[Block]:
    """What a reader of it should get."""
    return [Block("paragraph", text) for text in texts]
