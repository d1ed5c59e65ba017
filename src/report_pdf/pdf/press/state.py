"""The graphics state as far as the press cares: colours, text mode, line width, overprint (ISO 32000-2 8.4)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

import pikepdf

from report_pdf.pdf.press.ink import Ink, Space

__all__ = ["THIN_PT", "Mode", "Overprint", "State", "pressed_group"]

THIN_PT = 2.0
"""Black lines below this overprint (GWG 2022 R0010)."""


_BLACK = Ink((0.0, 0.0, 0.0, 1.0))


class Mode(Enum):
    """Where a content stream ends: ``INK`` on the sheet, ``GREY`` in a luminosity mask."""

    INK = "ink"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class Overprint:
    """/OP (strokes), /op (fills), /OPM (zeros of CMYK leave what is below)."""

    stroke: bool = False
    fill: bool = False
    mode: int = 0

    @property
    def effective(self) -> Overprint:
        """The mode says nothing where nothing overprints."""
        return self if self.stroke or self.fill else Overprint()


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """``asked`` is what the document set, ``set`` what is written. None as a colour: a pattern, or not known.

    ``own_fill`` and ``own_stroke``: the stream itself set the colour; else it came with whoever called it.
    ``blackened``: black ink is written where ``fill`` is a four-colour black, for text.
    """

    fill: Ink | None = None
    own_fill: bool = False
    own_stroke: bool = False
    blackened: bool = False
    stroke: Ink | None = None
    fill_space: Space | None = None
    stroke_space: Space | None = None
    asked: Overprint = Overprint()
    set: Overprint = Overprint()
    text_mode: int = 0
    line_width: float = 1.0
    scale: float = 1.0
    font: str = ""

    def scaled(self, matrix: Sequence[float]) -> State:
        """After ``cm``."""
        if len(matrix) != 6:
            return self
        a, b, c, d, *_ = matrix
        return replace(self, scale=self.scale * math.sqrt(abs(a * d - b * c)))

    @property
    def thin(self) -> bool:
        """Whether strokes are thin."""
        return self.line_width * self.scale < THIN_PT

    def wanted(self, *, fills: bool, strokes: bool, text: bool) -> Overprint:
        """How the next painting has to overprint: black text and thin black lines do, white never does."""
        fill, fill_mode = (
            _rule(_BLACK if self.blackened else self.fill, self.asked.fill, self.asked.mode, always=text)
            if fills
            else (False, 0)
        )
        always = self.thin or text
        stroke, stroke_mode = (
            _rule(self.stroke, self.asked.stroke, self.asked.mode, always=always) if strokes else (False, 0)
        )
        return Overprint(stroke, fill, max(fill_mode, stroke_mode)).effective


def _rule(ink: Ink | None, asked: bool, mode: int, *, always: bool) -> tuple[bool, int]:  # noqa: FBT001 - private
    if ink is None:
        return asked, mode
    if ink.black and always:
        return True, 1
    if ink.white or not ink.native:
        return False, 0
    return asked, mode if asked else 0


def pressed_group(group: pikepdf.Object, mode: Mode = Mode.INK) -> pikepdf.Dictionary:
    """A transparency group that mixes in press inks (GWG 2022 R0030)."""
    made = pikepdf.Dictionary(S=pikepdf.Name.Transparency)
    made["/CS"] = pikepdf.Name.DeviceGray if mode is Mode.GREY else pikepdf.Name.DeviceCMYK
    for key in ("/I", "/K"):
        if key in group:
            made[key] = group[key]
    return made
