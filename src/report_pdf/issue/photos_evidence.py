"""What speaks for a caption belonging to a photograph: place, number, date, words of the file's name, shape, order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from report_pdf.findings import Message
from report_pdf.issue.photos_dates import Day, agreement, date_of_name, dates_in
from report_pdf.model.manuscript import Caption
from report_pdf.model.plan import PhotoPlan
from report_pdf.pictures import PhotoFacts

__all__ = ["Evidence", "Photo", "evidence", "in_sequence", "likeness"]

_NUMBERED = re.compile(r"(?:图片?|照片|pic|fig|photo)\s*[-_.]?\s*0*(?P<n>\d{1,3})(?!\d)", re.IGNORECASE)
_HAN_NUMBERED = re.compile(r"图\s?(?P<n>[一二三四五六七八九十])")
_ORDINAL = re.compile(r"^\D{0,12}?0*(?P<n>\d{1,3})(?!\d)")
_HAN = "〇一二三四五六七八九十"
_WIDE = re.compile(r"全景|合影|合照|航拍|鸟瞰|会场|座谈会|全体|远眺|沿线")
_TALL = re.compile(r"肖像|人像|半身|证书|海报|塔|竖幅|立轴")
_SQUARE = 1.1
_CAMERA = re.compile(
    r"^(?:IMG|DSC|DSCN|DSCF|P|MVIMG|PXL|DJI|GOPR|WX_CAMERA|MMEXPORT|微信图片|QQ图片)[-_]?\d*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """``weight``: how likely the match is by this alone, 0 to 1; negative: how much it speaks against it."""

    weight: float
    reason: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A photograph to match: the plan's, what its file says, and where the manuscript names it (a block's index)."""

    plan: PhotoPlan
    facts: PhotoFacts
    block: int | None = None

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return unicodedata.normalize("NFKC", PurePath(self.plan.source.name).stem)

    @property
    def day(self) -> tuple[Day, Message] | None:
        """When it was taken, and who says so."""
        if self.facts.taken is not None:
            taken = self.facts.taken
            day = Day(year=taken.year, month=taken.month, day=taken.day)
            return day, Message(zh="拍摄日期", en="the camera's date")
        named = date_of_name(self.plan.source.name)
        return (named, Message(zh="文件名里的日期", en="the date in the file's name")) if named else None


def evidence(photo: Photo, caption: Caption) -> Iterator[Evidence]:
    """Everything but where the two stand."""
    yield from _by_number(photo, caption.text)
    yield from _by_words(photo, caption.text)
    yield from _by_date(photo, caption.text)
    yield from _by_shape(photo, caption.text)


def in_sequence(photos: Sequence[Photo]) -> bool:
    """Whether somebody numbered the files 1, 2, 3 … in the order meant."""
    numbers = [int(found["n"]) if (found := _ORDINAL.match(one.stem)) else 0 for one in photos]
    by_camera = any(_CAMERA.match(one.stem) for one in photos)
    return (
        bool(numbers)
        and not by_camera
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and numbers[0] in (0, 1)
    )


def likeness(one: str, other: str) -> float:
    """How much of the shorter text's pairs of characters the other has too."""
    pairs, others = _pairs(one), _pairs(other)
    least = min(len(pairs), len(others))
    return len(pairs & others) / least if least else 0.0


def _by_number(photo: Photo, caption: str) -> Iterator[Evidence]:
    named, said = _numbered(photo.stem), _numbered(caption)
    if named and said:
        same = named == said
        yield Evidence(
            weight=0.95 if same else -0.7,
            reason=Message(zh="文件名和图说的编号", en="the number in the file's name and the caption"),
        )


def _numbered(text: str) -> int:
    if found := _NUMBERED.search(text):
        return int(found["n"])
    if found := _HAN_NUMBERED.search(text):
        return _HAN.index(found["n"])
    return 0


def _by_words(photo: Photo, caption: str) -> Iterator[Evidence]:
    words = re.sub(r"[\d\W_a-zA-Z]+", "", _CAMERA.sub("", photo.stem))
    if len(words) < 2:
        return
    share = likeness(words, caption)
    if share >= 0.3:
        yield Evidence(weight=0.9 * share, reason=Message(zh="文件名里的字", en="words of the file's name"))


def _by_date(photo: Photo, caption: str) -> Iterator[Evidence]:
    if photo.day is None:
        return
    day, who = photo.day
    agreed = [found for said in dates_in(caption) if (found := agreement(said, day)) is not None]
    if agreed:
        yield Evidence(weight=max(agreed), reason=who)


def _by_shape(photo: Photo, caption: str) -> Iterator[Evidence]:
    width, height = photo.facts.width, photo.facts.height
    wanted = bool(_WIDE.search(caption)) - bool(_TALL.search(caption))
    if not width or not height or not wanted:
        return
    is_wide, is_tall = width > height * _SQUARE, height > width * _SQUARE
    if is_wide or is_tall:
        agrees = is_wide == (wanted > 0)
        yield Evidence(weight=0.15 if agrees else -0.15, reason=Message(zh="横竖", en="its shape"))


def _pairs(text: str) -> set[str]:
    bare = re.sub(r"\W+", "", unicodedata.normalize("NFKC", text))
    return {bare[at : at + 2] for at in range(len(bare) - 1)}
