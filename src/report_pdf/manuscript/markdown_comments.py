"""``<!-- … -->`` is a remark among authors: it becomes a token of its own, so that it is not set and can be said."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

__all__ = ["comments_plugin"]

_OPENING, _CLOSING = "<!--", "-->"


def comments_plugin(parser: MarkdownIt) -> None:
    """Comments on lines of their own, and inside a paragraph. One that is never closed stays text."""
    parser.block.ruler.before(
        "paragraph", "comment", _of_lines, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    parser.inline.ruler.before("autolink", "comment", _inside)


def _of_lines(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the library's form
    begin = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not state.src.startswith(_OPENING, begin):
        return False
    close = state.src.find(_CLOSING, begin + len(_OPENING), state.eMarks[end - 1])
    if close < 0:
        return False
    last = next(line for line in range(start, end) if close < state.eMarks[line])
    if state.src[close + len(_CLOSING) : state.eMarks[last]].strip():
        return False
    if not silent:
        token = state.push("comment", "", 0)
        token.map = [start, last + 1]
        state.line = last + 1
    return True


def _inside(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the library's form
    if not state.src.startswith(_OPENING, state.pos):
        return False
    close = state.src.find(_CLOSING, state.pos + len(_OPENING))
    if close < 0:
        return False
    after = close + len(_CLOSING)
    if not silent:
        token = state.push("comment", "", 0)
        token.meta = {"lines": state.src.count("\n", state.pos, after)}
    state.pos = after
    return True
