"""Gathers a paragraph from the engine's boxes: all its inline content as one text.

In: an engine's line box before it is split. Out: ``Paragraph``, or nothing where the engine is to set it alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure import boxes

from report_pdf.render.compose_hyphens import hyphenations
from report_pdf.render.compose_paragraph import Paragraph, Part, Segment
from report_pdf.render.shaping import ShapedText, shape
from report_pdf.typography.matter import Inline, set_matter
from report_pdf.typography.scheme import Scheme

__all__ = ["gather", "has_chinese", "texts_of"]

_CHINESE = re.compile(
    "[\u2e80-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
_OBJECT = "\ufffc"
_COLLAPSING = ("normal", "nowrap")


def has_chinese(box: Any) -> bool:
    """Whether the inline content of ``box`` holds any Chinese character or mark."""
    if isinstance(box, boxes.TextBox):
        return _CHINESE.search(box.text) is not None
    inside = isinstance(box, (boxes.LineBox, boxes.InlineBox))
    return inside and any(has_chinese(child) for child in box.children)


def texts_of(box: Any) -> Iterator[str]:
    """The texts of all the text boxes in the flow of ``box``."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            yield child.text
        elif isinstance(child, boxes.InlineBox) and child.is_in_normal_flow():
            yield from texts_of(child)


class _UnsupportedError(Exception):
    """The paragraph holds something that the engine sets alone."""


def gather(
    line_box: Any, scheme: Scheme, *, resolve: Callable[[Any], None], measure: Callable[[Any], float]
) -> Paragraph | None:
    """The paragraph of ``line_box``, or nothing when the engine is to set it.

    Args:
        line_box: The engine's box of all the inline content, before it is split.
        scheme: How marks and gaps are set.
        resolve: Gives an inline box its used padding, border and margin.
        measure: The width of an inline object.
    """
    if line_box.style["direction"] != "ltr":
        return None
    paragraph = Paragraph(justified=line_box.style["text_align_all"] == "justify", scheme=scheme)
    try:
        end = _Gatherer(paragraph, resolve, measure).gather(line_box, 0)
    except _UnsupportedError:
        return None
    text = "".join(part.text for part in paragraph.parts)
    if end == 0 or not _CHINESE.search(text):
        return None
    _set(paragraph)
    return paragraph


class _Gatherer:
    def __init__(
        self, paragraph: Paragraph, resolve: Callable[[Any], None], measure: Callable[[Any], float]
    ) -> None:
        self._paragraph = paragraph
        self._resolve = resolve
        self._measure = measure

    def gather(self, parent: Any, end: int) -> int:
        for child in parent.children:
            if not child.is_in_normal_flow():
                continue
            if isinstance(child, boxes.TextBox):
                end = self._text(child, end)
            elif isinstance(child, boxes.InlineBox) and not child.is_leader:
                end = self._inline(child, end)
            elif isinstance(child, boxes.AtomicInlineLevelBox):
                part = Part(self._paragraph, end, _OBJECT, child.style, advance=self._measure(child))
                child.composed_part = part
                self._paragraph.parts.append(part)
                end = part.end
            else:
                raise _UnsupportedError
        return end

    def _text(self, box: Any, end: int) -> int:
        style = box.style
        newline = box.text == "\n" and style["white_space"] == "pre-line"
        if not newline and (style["white_space"] not in _COLLAPSING or "\n" in box.text):
            raise _UnsupportedError
        if style["font_size"] == 0 or style["direction"] != "ltr" or style["word_break"] == "break-all":
            raise _UnsupportedError
        part = Part(self._paragraph, end, box.text, style)
        if not newline and box.text:
            part.shaped = _shaped(box)
            if not part.shaped.plain:
                raise _UnsupportedError
        box.composed_part = part
        self._paragraph.parts.append(part)
        return part.end

    def _inline(self, box: Any, start: int) -> int:
        self._resolve(box)
        end = self.gather(box, start)
        if end > start > 0 and _is_raised(box):
            self._paragraph.calls.append((start, end))
        left, right = (_side(box, side) for side in ("left", "right"))
        if (left or right) and end == start:
            raise _UnsupportedError
        for char, sides in ((start, (left, 0.0)), (end - 1, (0.0, right))):
            if any(sides):
                before, after = self._paragraph.padding.get(char, (0.0, 0.0))
                self._paragraph.padding[char] = (before + sides[0], after + sides[1])
        return end


def _shaped(box: Any) -> ShapedText:
    known: ShapedText | None = box.__dict__.get("composed_shape")
    if known is None or known.text != box.text:
        known = box.composed_shape = shape(box.text, box.style)
    return known


def _is_raised(box: Any) -> bool:
    raised = box.style["vertical_align"]
    return not isinstance(raised, str) and raised > 0


def _side(box: Any, side: str) -> float:
    values = (
        getattr(box, f"margin_{side}"),
        getattr(box, f"padding_{side}"),
        getattr(box, f"border_{side}_width"),
    )
    return float(sum(0.0 if value == "auto" else value for value in values))


def _set(paragraph: Paragraph) -> None:
    """Divides the text at forced line ends and sets the matter of each piece."""
    for before, after in pairwise(paragraph.parts):
        before.after, after.before = after, before
    paragraph.wraps = any(part.style["white_space"] != "nowrap" for part in paragraph.parts)
    for parts in _between_newlines(paragraph.parts):
        start = parts[0].start
        text, advances, ems, joined = "", [], [], set[int]()
        hyphens: dict[int, float] = {}
        for part in parts:
            size = part.style["font_size"]
            advances += part.shaped.advances if part.shaped else [part.advance] * len(part.text)
            ems += [size] * len(part.text)
            if part.style["white_space"] == "nowrap":
                joined |= set(range(part.start - start, part.end - 1 - start))
            elif part.shaped and paragraph.justified:
                hyphens |= _hyphens(part, part.start - start)
            text += part.text
        padding = {
            char - start: sides
            for char, sides in paragraph.padding.items()
            if start <= char < start + len(text)
        }
        # A raised call of a note follows its word closely, and never starts a line.
        joined |= {call - 1 - start for call, _ in paragraph.calls if start < call <= start + len(text)}
        closed = {char - 1 - start for call in paragraph.calls for char in call}
        inline = Inline(joined=joined, padding=padding, hyphens=hyphens, closed=closed)
        matter = set_matter(text, advances, ems, scheme=paragraph.scheme, inline=inline)
        paragraph.segments.append(Segment(start, matter))


def _hyphens(part: Part, at: int) -> dict[int, float]:
    """The widths of the hyphens that may part words of ``part``; not where a ligature would be torn."""
    assert part.shaped is not None
    glyphs = part.shaped.glyphs
    found = hyphenations(part.text, part.style)
    part.hyphens = {i: hyphen for i, hyphen in found.items() if glyphs[i + 1]}
    return {at + i: hyphen.width() for i, hyphen in part.hyphens.items()}


def _between_newlines(parts: Sequence[Part]) -> Iterator[list[Part]]:
    gathered: list[Part] = []
    for part in parts:
        if part.text == "\n":
            if gathered:
                yield gathered
            gathered = []
        elif part.text:
            gathered.append(part)
    if gathered:
        yield gathered
