"""What a camera noted of its photographs: when they were taken, and their shape. Foreign bytes: read in a child.

EXIF's DateTimeOriginal counts, not the date of the last change (CIPA DC-008, 4.6.6.3).
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import ExifTags, Image

from report_pdf.child import ChildCrashed, ChildTimedOut, run
from report_pdf.pictures.exif_raw import preview
from report_pdf.pictures.heif import register
from report_pdf.pictures.isolation import LIMITS

__all__ = ["PhotoFacts", "read_facts"]

_SIDEWAYS = (5, 6, 7, 8)
_DATE = re.compile(r"(\d{4})[:\-/.](\d{2})[:\-/.](\d{2})")
_EARLIEST = 1990
"""Digital cameras are younger; 1980 and 1970 are clocks that were never set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoFacts:
    """``width`` and ``height`` upright, 0 where the file cannot be read; ``taken``: the camera's own date."""

    width: int = 0
    height: int = 0
    taken: dt.date | None = None


def read_facts(paths: Sequence[Path]) -> tuple[PhotoFacts, ...]:
    """One for each; a file that cannot be read has none, and is refused by name where it is cleaned."""
    if not paths:
        return ()
    try:
        return run(LIMITS, facts_of, tuple(paths))
    except (ChildCrashed, ChildTimedOut, MemoryError):
        return (PhotoFacts(),) * len(paths)


def facts_of(paths: tuple[Path, ...]) -> tuple[PhotoFacts, ...]:
    """The child's task."""
    register()
    Image.MAX_IMAGE_PIXELS = None  # nothing is decoded
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return tuple(map(_facts, paths))


def _facts(path: Path) -> PhotoFacts:
    try:
        with path.open("rb") as file, Image.open(preview(file) or file) as image:
            exif = image.getexif()
            turned = exif.get(ExifTags.Base.Orientation, 1) in _SIDEWAYS
            width, height = image.size[::-1] if turned else image.size
            return PhotoFacts(width=width, height=height, taken=_taken(exif))
    except Exception:  # noqa: BLE001 - whatever the decoders raise on broken bytes
        return PhotoFacts()


def _taken(exif: Image.Exif) -> dt.date | None:
    details = exif.get_ifd(ExifTags.IFD.Exif)
    for tag in (ExifTags.Base.DateTimeOriginal, ExifTags.Base.DateTimeDigitized):
        found = _DATE.match(str(details.get(tag, "")))
        if found and int(found[1]) >= _EARLIEST:
            try:
                return dt.date(int(found[1]), int(found[2]), int(found[3]))
            except ValueError:
                continue
    return None
