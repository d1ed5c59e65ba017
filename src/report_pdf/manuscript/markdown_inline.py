"""Markdown's inline marks: right beside Chinese, and as spans over plain text.

CommonMark decides by blanks and punctuation whether ``**`` opens or closes; Chinese has no blanks, so that
``与**“1+2+N”**体系`` comes out with the wrong words bold. Here a Chinese neighbour counts as a blank would
(commonmark/commonmark-spec#650). Text without Chinese is read exactly as CommonMark says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from report_pdf.model.manuscript import Span, SpanKind

__all__ = ["ChineseInline", "InlineText", "Picture", "inline_text", "joins", "note_key"]

_CHINESE = re.compile(
    "[\u1100-\u11ff\u2e80-\u303f\u3040-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\ufe10-\ufe1f\ufe30-\ufe6f\uff00-\uffef\U00016fe0-\U00018dff\U0001aff0-\U0001b16f\U00020000-\U0003ffff]"
)
"""Characters that stand beside each other without blanks, their marks included."""

_WIDE = frozenset("，。、；：？！（）《》〈〉【】「」『』〔〕")
"""They have a blank of their own."""
_ATTRIBUTES = re.compile(r"\{[ ]?[.#\w][^{}\n]*\}")
_SPANS = {
    "strong": SpanKind.STRONG,
    "em": SpanKind.EMPHASIS,
    "s": SpanKind.STRUCK,
    "link": SpanKind.LINK,
}


class _ChineseState(StateInline):
    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803, FBT001 - the library's names
        """As the library's, with a Chinese neighbour as good as a blank where a mark stands on the other side."""
        end = start
        while end < self.posMax and self.src[end] == self.src[start]:
            end += 1
        before = self.src[start - 1] if start > 0 else " "
        after = self.src[end] if end < self.posMax else " "
        left = _flanks(after, before)
        right = _flanks(before, after)
        opens = left and (canSplitWord or not right or _is_mark(before))
        closes = right and (canSplitWord or not left or _is_mark(after))
        if not canSplitWord and end - start > 1:
            # One _ joins the parts of a name (旧站_照片); two are only ever meant as a mark.
            opens = opens or (left and bool(_CHINESE.match(before)))
            closes = closes or (right and bool(_CHINESE.match(after)))
        return Scanned(opens, closes, end - start)


def _flanks(inner: str, outer: str) -> bool:
    """Whether a run with ``inner`` on the side of the words it marks can open (or close) there."""
    if isWhiteSpace(ord(inner)):
        return False
    marked = _is_mark(inner) and not _CHINESE.match(inner)
    return not marked or isWhiteSpace(ord(outer)) or _is_mark(outer) or bool(_CHINESE.match(outer))


def _is_mark(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


class ChineseInline(ParserInline):
    """The library's inline parser with our reading of delimiter runs."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Into ``tokens``, as the library's."""
        state = _ChineseState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """``![alt](file "title"){attributes}`` after ``line`` line ends of the inline text; ``spans`` over ``alt``."""

    file: str
    alt: str
    title: str
    line: int
    spans: tuple[Span, ...] = ()
    attributes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineText:
    """A stretch of text up to a hard break: ``line`` counts the line ends before it."""

    text: str
    spans: tuple[Span, ...]
    line: int
    pictures: tuple[Picture, ...] = ()


@dataclass(slots=True)
class _Writer:
    text: str = ""
    line: int = 0
    start_line: int = 0
    beside: bool = False
    spans: list[Span] = field(default_factory=list)
    opened: list[tuple[str, int, str]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    done: list[InlineText] = field(default_factory=list)

    def finish(self) -> None:
        """What is open goes on in the next stretch."""
        again = [(name, 0, target) for name, _, target in self.opened]
        while self.opened:
            self.close()
        text = InlineText(
            text=self.text,
            spans=tuple(sorted(self.spans, key=lambda span: (span.start, -span.end))),
            line=self.start_line,
            pictures=tuple(self.pictures),
        )
        if text.text or text.pictures:
            self.done.append(text)
        self.text, self.spans, self.pictures = "", [], []
        self.opened, self.start_line = again, self.line

    def close(self) -> None:
        """Ends the innermost mark."""
        name, start, target = self.opened.pop()
        if start < len(self.text):
            self.spans.append(Span(start=start, end=len(self.text), kind=_SPANS[name], target=target))


def inline_text(tokens: Sequence[Token], *, split: bool = True) -> tuple[InlineText, ...]:
    """The text of an inline token's children; ``split``: a hard break begins a new stretch, else it is a soft one.

    A line end between Chinese characters is nothing, elsewhere a blank.
    """
    writer = _Writer()
    for at, token in enumerate(tokens):
        writer.beside = at > 0 and tokens[at - 1].type == "image"
        _write(writer, token, _next_text(tokens[at + 1 :]), split=split)
    writer.finish()
    return tuple(writer.done)


def _write(writer: _Writer, token: Token, following: str, *, split: bool) -> None:
    match token.type:
        case "text" | "text_special":
            writer.text += _behind_picture(writer, token.content) if writer.beside else token.content
        case "softbreak" | "hardbreak":
            writer.line += 1
            if token.type == "hardbreak" and split:
                writer.finish()
            elif not joins(writer.text[-1:], following):
                writer.text += " "
        case "code_inline":
            start = len(writer.text)
            writer.text += token.content
            writer.spans.append(Span(start=start, end=len(writer.text), kind=SpanKind.CODE))
        case "footnote_ref":
            at = len(writer.text)
            writer.spans.append(Span(start=at, end=at, kind=SpanKind.NOTE, target=note_key(token)))
        case "comment":
            writer.line += int(token.meta["lines"])
        case "image":
            writer.pictures.append(_picture(token, writer.line))
        case _:
            _write_mark(writer, token)


def _write_mark(writer: _Writer, token: Token) -> None:
    if token.type.endswith("_open"):
        target = str(token.attrs.get("href", ""))
        writer.opened.append((token.type.removesuffix("_open"), len(writer.text), target))
    elif token.type.endswith("_close"):
        writer.close()
    else:
        writer.text += token.content


def note_key(token: Token) -> str:
    """What a call names its note; one written inside the text (``^[…]``) has no name of its own."""
    return str(token.meta.get("label") or f"^{int(token.meta['id']) + 1}")


def _picture(token: Token, line: int) -> Picture:
    told = inline_text(token.children or [], split=False)
    return Picture(
        file=str(token.attrs.get("src", "")),
        alt=told[0].text if told else "",
        spans=told[0].spans if told else (),
        title=str(token.attrs.get("title", "")),
        line=line,
    )


def _behind_picture(writer: _Writer, content: str) -> str:
    """Neither what some programs read there as the picture's measures, nor a second blank."""
    picture = writer.pictures[-1]
    if found := _ATTRIBUTES.match(content):
        writer.pictures[-1] = replace(picture, attributes=found.group())
        content = content[found.end() :]
    return content.lstrip(" ") if writer.text[-1:] in ("", " ") else content


def _next_text(tokens: Sequence[Token]) -> str:
    return next((token.content[:1] for token in tokens if token.content), "")


def joins(before: str, after: str) -> bool:
    """Whether nothing stands for a line end between the two."""
    if not before or not after or (_is_han(before) and _is_han(after)):
        return True
    return _is_picture(before) or _is_picture(after) or before in _WIDE or after in _WIDE


def _is_picture(character: str) -> bool:
    return unicodedata.category(character) == "So" and ord(character) > 0xFFFF


def _is_han(character: str) -> bool:
    return bool(_CHINESE.match(character)) or character in "“”‘’—…·"
