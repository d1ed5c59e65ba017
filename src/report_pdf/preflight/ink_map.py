"""Asks poppler how much ink each page gets: its pages in CMYK with overprint, measured and drawn as a map.

Nothing of it is needed to build an issue; without poppler a proof says that the ink was not measured.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from report_pdf.child import ChildCrashed, ChildLimits, ChildTimedOut, run, scratch
from report_pdf.pictures import InkReading, read_ink

__all__ = ["InkMeter", "InkPage", "find_ink_meter", "measure_ink", "read_pages"]

Edges = tuple[float, float, float, float]

_PPI = 36
"""A 15 mm square has 21 pixels in a row, a millimetre one and a half."""

_SQUARE_PT = 15 * 72 / 25.4
_SECONDS, _SECONDS_A_PAGE = 60.0, 5.0
_MEMORY = 3 * 2**30
_VERSION = re.compile(r"version (\S+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class InkMeter:
    """poppler's ``pdftoppm``: where it is, and its version."""

    path: Path
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InkPage:
    """What is measured of a page, in points from the upper left of its MediaBox: left, top, right, bottom."""

    shown: Edges
    trim: Edges


def find_ink_meter() -> InkMeter | None:
    """The one on the path, if it answers."""
    found = shutil.which("pdftoppm")
    if found is None:
        return None
    try:
        said = subprocess.run(  # noqa: S603 - found by us
            [found, "-v"], capture_output=True, text=True, timeout=20, check=False
        ).stderr
    except (OSError, subprocess.TimeoutExpired):
        return None
    version = _VERSION.search(said)
    return InkMeter(path=Path(found), version=version[1]) if version else None


def measure_ink(
    meter: InkMeter, pdf: bytes, pages: Sequence[InkPage], *, limit: float
) -> tuple[InkReading | None, ...]:
    """A reading for each page; None where poppler gave no picture of it, or none in CMYK.

    Args:
        meter: What measures.
        pdf: The finished file.
        pages: All its pages.
        limit: Per cent of ink from which the map is in its last colour.
    """
    seconds = _SECONDS + _SECONDS_A_PAGE * len(pages)
    # poppler is the child's child: it inherits the limits of memory, and ends before the child has to.
    limits = ChildLimits(wall_seconds=seconds + 60, memory_bytes=_MEMORY)
    try:
        return run(limits, read_pages, meter, pdf, tuple(pages), limit=limit, seconds=seconds)
    except (ChildCrashed, ChildTimedOut, MemoryError):
        return (None,) * len(pages)


def read_pages(
    meter: InkMeter, pdf: bytes, pages: Sequence[InkPage], *, limit: float, seconds: float
) -> tuple[InkReading | None, ...]:
    """The child's task."""
    with scratch() as name:
        folder = Path(name)
        (folder / "pages.pdf").write_bytes(pdf)
        _draw(meter, folder, seconds)
        drawn = {int(path.stem.rpartition("-")[2]): path for path in folder.glob("ink-*.tif")}
        return tuple(_read(drawn.get(number), page, limit) for number, page in enumerate(pages, 1))


def _draw(meter: InkMeter, folder: Path, seconds: float) -> None:
    """One TIFF a page: the plates as they come, overprint included (spots as their process colours)."""
    command = [str(meter.path), "-r", str(_PPI), "-tiff", "-overprint", "-forcenum", "-q"]
    try:
        subprocess.run(  # noqa: S603 - found by us, the file is our own
            [*command, str(folder / "pages.pdf"), str(folder / "ink")],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return  # what was not drawn is not measured


def _read(path: Path | None, page: InkPage, limit: float) -> InkReading | None:
    if path is None:
        return None
    scale = _PPI / 72
    try:
        return read_ink(
            path.read_bytes(),
            shown=_scaled(page.shown, scale),
            trim=_scaled(page.trim, scale),
            square_px=_SQUARE_PT * scale,
            limit=limit,
        )
    except (OSError, ValueError):
        return None


def _scaled(edges: Edges, scale: float) -> Edges:
    left, top, right, bottom = edges
    return left * scale, top * scale, right * scale, bottom * scale
