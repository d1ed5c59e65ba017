"""A paragraph of the engine as the composer sees it: one text, shaped once, planned as a whole.

In: the parts gathered from an engine's line box. Out: ``Paragraph``, whose lines are planned when a line is first
asked for at a place and a measure, and kept for the engine's repeated trial layouts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from report_pdf.render.compose_layout import ComposedLayout
from report_pdf.render.shaping import ShapedText
from report_pdf.typography.lines import LOOSE_EM, break_lines
from report_pdf.typography.matter import Matter
from report_pdf.typography.scheme import Scheme
from report_pdf.typography.spacing import Setting, set_line

__all__ = ["Paragraph", "Part", "Segment", "SetLine"]

_ROUNDING_EM = 0.0005


@dataclass(slots=True, eq=False)
class Part:
    """A text box, an object or a forced line end within a paragraph, from character ``start`` on.

    ``metrics`` are its line height, the baseline in it and the height of its text.
    """

    paragraph: Paragraph
    start: int
    text: str
    style: Any
    shaped: ShapedText | None = None
    advance: float = 0.0
    offsets: dict[int, int] = field(default_factory=dict)
    hyphens: dict[int, ShapedText] = field(default_factory=dict)
    metrics: tuple[float, float, float] | None = None
    before: Part | None = None
    after: Part | None = None

    @property
    def end(self) -> int:
        """After its last character."""
        return self.start + len(self.text)

    def hands_on(self) -> bool:
        """Whether the gap after its last character stands in the next box: no underline runs out under it."""
        after = self.after
        if after is None or self.shaped is None or after.shaped is None:
            return False
        decorated = [part.style["text_decoration_line"] != "none" for part in (self, after)]
        return decorated == [True, False]

    def char_at(self, offset: int) -> int:
        """The paragraph's character at a byte of this part; mostly one that was asked for before."""
        if not offset:
            return self.start
        if offset not in self.offsets:
            at = 0
            for i, char in enumerate(self.text):
                self.offsets[at] = i
                at += len(char.encode())
            self.offsets[at] = len(self.text)
        return self.start + self.offsets[offset]

    def offset_of(self, char: int) -> int:
        """The byte of this part where the paragraph's character ``char`` starts."""
        offset = len(self.text[: char - self.start].encode())
        self.offsets[offset] = char - self.start
        return offset


@dataclass(slots=True, eq=False)
class SetLine:
    """A planned line with its setting, places counted in the paragraph; pieces are kept for trial layouts."""

    start: int
    last: int
    follow: int
    setting: Setting
    pieces: dict[tuple[int, int], ComposedLayout] = field(default_factory=dict)

    def piece(self, part: Part, start: int, last: int) -> ComposedLayout:
        """Characters ``start`` to ``last`` of ``part`` as they stand in this line."""
        known = self.pieces.get((start, last))
        if known is None:
            known = self.pieces[start, last] = self._set(part, start, last)
        return known

    def _set(self, part: Part, start: int, last: int) -> ComposedLayout:
        assert part.shaped is not None
        size = part.style["font_size"]
        kerns = self.setting.kerns[start - self.start : last + 1 - self.start]
        lead = self.setting.lead if start == self.start else 0.0
        if last < self.last and last == part.end - 1 and part.hands_on():
            kerns[-1] = 0.0
        if start > self.start and start == part.start and part.before is not None and part.before.hands_on():
            lead -= self.setting.kerns[start - 1 - self.start]
        at = part.start
        hyphen = part.hyphens.get(last - at) if last == self.last else None
        if hyphen is not None:
            kerns[-1] -= hyphen.width()
        layout = ComposedLayout(part.shaped, start - at, last + 1 - at, kerns=kerns, lead=lead, size=size)
        if hyphen is not None:
            layout.hyphen = hyphen
            layout.width += hyphen.width()
        if last < self.last and part.after is not None and part.after.shaped is not None:
            layout.gap_after = self.setting.kerns[last - self.start]
        layout.measure_decoration(part.style)
        if start == self.start and self.setting.stretch > (LOOSE_EM + _ROUNDING_EM) * size:
            layout.loose_em = self.setting.stretch / size
        return layout


@dataclass(slots=True, eq=False)
class Segment:
    """What stands between forced line ends."""

    start: int
    matter: Matter


@dataclass(slots=True, eq=False)
class Paragraph:
    """See the module."""

    justified: bool
    scheme: Scheme
    parts: list[Part] = field(default_factory=list)
    padding: dict[int, tuple[float, float]] = field(default_factory=dict)
    calls: list[tuple[int, int]] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    lines: dict[tuple[int, float], SetLine] = field(default_factory=dict)
    wraps: bool = True
    texts: tuple[str, ...] = ()

    def line_at(self, start: int, width: float, following: Callable[[], Sequence[float]]) -> SetLine | None:
        """The line that starts at ``start`` on a measure of ``width``; ``following`` gives the next lines'."""
        key = (start, round(width, 2))
        line = self.lines.get(key)
        if line is None:
            self._plan(start, width, following)
            line = self.lines.get(key)
        return line

    def _plan(self, start: int, width: float, following: Callable[[], Sequence[float]]) -> None:
        segment = self.segment_at(start)
        if segment is None:
            return
        widths = [width, *following()] if self.wraps else [float("inf")]
        for line in break_lines(
            segment.matter, widths, start=start - segment.start, ragged=not self.justified
        ):
            own = width if line.start == start - segment.start else line.width
            planned = SetLine(
                start=line.start + segment.start,
                last=line.last + segment.start,
                follow=line.follow + segment.start,
                setting=set_line(segment.matter, line, justified=self.justified),
            )
            self.lines.setdefault((planned.start, round(own, 2)), planned)

    def segment_at(self, char: int) -> Segment | None:
        """The segment that holds ``char``."""
        for segment in self.segments:
            if segment.start <= char < segment.start + len(segment.matter.text):
                return segment
        return None
