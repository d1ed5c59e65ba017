"""Colours in ink, and colour spaces as the press pass sees them (ISO 32000-2 8.6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pikepdf

from report_pdf.pdf.press.spec import Cmyk

__all__ = ["Ink", "Space", "UnknownSpace", "limited"]

# Black ink from here, with as much of each colour: a neutral or nearly neutral dark.
_DARK = 0.6
_MIXED = 0.35
# GWG 2022 R0015 calls this a rich black in text, whoever gave it.
_RICH_BLACK, _RICH_SUM = 0.85, 2.8


class UnknownSpace(Exception):  # noqa: N818 - says what happened
    """The colour space is broken, or its colours cannot be computed."""


@dataclass(frozen=True, slots=True)
class Ink:
    """A colour as it is printed. ``native``: the document itself gave it in ink, so its overprint means something.

    ``spot`` is the name of the spot's space where it is printed by an ink of its own; then ``cmyk`` simulates it.
    """

    cmyk: Cmyk
    native: bool = True
    spot: bool = False

    @property
    def black(self) -> bool:
        """Black ink alone, at full strength."""
        return self.cmyk == (0.0, 0.0, 0.0, 1.0) and not self.spot

    @property
    def blackish(self) -> bool:
        """A black of four inks, converted or given so: small text in it is never in register (GWG 2022 R0015)."""
        *colours, black = self.cmyk
        if self.spot:
            return False
        if self.native:
            return black >= _RICH_BLACK and sum(self.cmyk) > _RICH_SUM
        return black >= _DARK and min(colours) >= _MIXED

    @property
    def white(self) -> bool:
        """Bare paper."""
        return not any(self.cmyk) and not self.spot


def limited(cmyk: Cmyk, most: float) -> Cmyk:
    """At most ``most`` parts of ink in all: cyan, magenta and yellow give way, black stays, for it draws."""
    *colours, black = cmyk
    if sum(cmyk) <= most + 1e-6:
        return cmyk
    share = max(0.0, most - black) / sum(colours)
    # Rounded down: the sum may not come out a hair above.
    cyan, magenta, yellow = (int(part * share * 10_000 + 1e-6) / 10_000 for part in colours)
    return cyan, magenta, yellow, black


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """A colour space.

    Attributes:
        family: Its PDF name without the slash.
        inks: Numbers to CMYK.
        grey: Numbers to lightness, for luminosity masks.
        kept: The space as the press gets it, when it keeps its own inks (spot colours).
        source: ``rgb``, ``lab``, ``grey``, ``cmyk``, ``indexed`` or ``other``: how its pixels are to be read.
        decode: Lowest and highest number of each component, as images code them.
        note: The code of a finding its use is worth, and what to name in it.
    """

    family: str
    components: int
    initial: tuple[float, ...]
    inks: Callable[[Sequence[float]], Cmyk]
    grey: Callable[[Sequence[float]], float]
    source: str
    native: bool = False
    profile: bytes | None = None
    kept: pikepdf.Object | None = None
    decode: tuple[float, ...] = ()
    note: tuple[str, str] | None = None

    @property
    def span(self) -> tuple[float, ...]:
        """``decode``, or 0 to 1 for each component."""
        return self.decode or (0.0, 1.0) * self.components

    def ink(self, values: Sequence[float]) -> Ink:
        """One colour of the space."""
        padded = (*values, *self.initial[len(values) :])
        return Ink(self.inks(padded), self.native, self.kept is not None)
