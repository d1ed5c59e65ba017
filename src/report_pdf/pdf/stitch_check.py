"""The self-check of stitching: each stitched page, drawn small, beside its source (pdfium; runs in a child).

In: the packet, the body before it, and where each source page went. Out: the pages that do not look the same. What the
body itself draws on such a page (its folio) is left out of the comparison.
"""

from __future__ import annotations

import ctypes
import functools
import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import pypdfium2
import pypdfium2.raw as pdfium

from report_pdf.pdf.geometry import Rectangle

__all__ = ["Difference", "Shown", "differences", "page_counts", "same_looks"]

_SMALL, _LARGE = 50, 120
"""Pixels an inch; where a page differs when it is small, it is looked at once more, larger: samples of a picture that
is drawn smaller jump by a pixel for a hair's difference in its place."""
_LONGEST_INCHES = 20
_CHANNEL = 40
"""How far a channel must be off to count: what resampling does at edges is less."""
_SHARE = 0.001
_SCALED_SHARE = 0.01
_PAPER = 250
_MOST_READ = 400
"""So many pages are drawn before a document is read anew."""
_DEPTH = 3
"""Bytes of a pixel; rows are not padded."""
_NEARLY = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One source page and where it stands: indices from 0; ``box`` in the packet page's points; ``turn`` clockwise."""

    source: int
    page: int
    box: Rectangle
    turn: int = 0
    scaled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A stitched page that does not look like its source. ``share`` of its pixels; None: it could not be compared."""

    source: int
    page: int
    share: float | None


def page_counts(data: bytes | Path, password: str | None = None) -> tuple[int, int]:
    """How many pages the file says it has, and how many pdfium can load; 0, 0 when it cannot open the file."""
    try:
        document = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError:
        return 0, 0
    try:
        return len(document), sum(
            _Drawn(document, index).size() is not None for index in range(len(document))
        )
    finally:
        document.close()


def same_looks(
    one: bytes | Path, other: bytes | Path, *, pages: Iterable[int], password: str | None = None
) -> tuple[Difference, ...]:
    """Which of ``pages`` (from 0) look different in two readings of one file; what only one has is not compared."""
    with ExitStack() as stack:
        first = stack.enter_context(_opened(one, password))
        second = stack.enter_context(_opened(other))
        if first is None or second is None:
            return ()
        found = []
        for index in pages:
            if index >= min(len(first), len(second)):
                break
            share = _share(_Drawn(first, index), _Drawn(second, index), None)
            if share is None or share > _SHARE:
                found.append(Difference(source=index, page=index, share=share))
        return tuple(found)


def differences(
    packet: bytes | Path, body: bytes | Path, sources: Iterable[tuple[Path, Sequence[Shown]]]
) -> Iterator[tuple[Difference, ...]]:
    """Of each source the stitched pages that do not look as they did."""
    with ExitStack() as stack:
        before = stack.enter_context(_opened(body))
        ours = stack.enter_context(_Leafed(packet))
        for source, shown in sources:
            with _Leafed(source) as theirs:
                yield tuple(_differing(theirs, ours, before, shown))


class _Leafed:
    """A document while its pages are drawn: opened for the first, read anew after so many.

    pdfium keeps all it has read of an open document: of thousands of pages that would be the whole file, unpacked.
    """

    def __init__(self, data: bytes | Path) -> None:
        self._data = data
        self._stack = ExitStack()
        self._document: pypdfium2.PdfDocument | None = None
        self._left = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def for_a_page(self) -> pypdfium2.PdfDocument | None:
        """Open for one page more; None when pdfium cannot open it."""
        if self._left == 0:
            self._stack.close()
            self._document = self._stack.enter_context(_opened(self._data))
            self._left = _MOST_READ
        self._left -= 1
        return self._document


def _differing(
    source: _Leafed,
    packet: _Leafed,
    before: pypdfium2.PdfDocument | None,
    shown: Sequence[Shown],
) -> Iterator[Difference]:
    for one in shown:
        ours, theirs = packet.for_a_page(), source.for_a_page()
        if ours is None or theirs is None:
            yield Difference(source=one.source, page=one.page, share=1.0 if ours is None else None)
            continue
        covered = None
        if before is not None and one.page < len(before):
            covered = _Drawn(before, one.page, box=one.box)
        limit = _SCALED_SHARE if one.scaled else _SHARE
        share = _share(
            _Drawn(theirs, one.source, turn=one.turn),
            _Drawn(ours, one.page, box=one.box),
            covered,
            limit=limit,
        )
        if share is None or share > limit:
            yield Difference(source=one.source, page=one.page, share=share)


@contextmanager
def _opened(data: bytes | Path, password: str | None = None) -> Iterator[pypdfium2.PdfDocument | None]:
    try:
        document = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError:
        yield None
        return
    try:
        if document.get_formtype() != 0:
            document.init_forms()
        yield document
    finally:
        document.close()


@functools.lru_cache(maxsize=3)
def _canvas(size: int, number: int) -> tuple[bytearray, ctypes.Array[ctypes.c_ubyte]]:
    """Room to draw in, and the same for pdfium: a page's is as large as the last one's, mostly."""
    del number
    pixels = bytearray(size)
    return pixels, (ctypes.c_ubyte * size).from_buffer(pixels)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A page that may be drawn: the part of it within ``box``, turned clockwise by ``turn``."""

    document: pypdfium2.PdfDocument
    index: int
    box: Rectangle | None = None
    turn: int = 0

    def size(self, ppi: float = _SMALL) -> tuple[int, int] | None:
        """Pixels for the whole page; None when pdfium cannot load it."""
        try:
            width, height = self.document.get_page_size(self.index)
        except pypdfium2.PdfiumError:
            return None
        if self.turn in {90, 270}:
            width, height = height, width
        if not (width > 0 and height > 0):
            return None
        scale = ppi / 72 * min(1, _LONGEST_INCHES * 72 / max(width, height))
        return max(1, math.ceil(width * scale - 0.01)), max(1, math.ceil(height * scale - 0.01))

    def pixels(self, width: int, height: int, *, canvas: int) -> bytearray | None:
        """Rows of three bytes a pixel, on white, until the next is drawn; None when pdfium cannot load the page."""
        try:
            page = self.document[self.index]
            if self.box is not None and not self._is_whole(page, self.box):
                page.set_cropbox(self.box.left, self.box.bottom, self.box.right, self.box.top)
                page.set_mediabox(self.box.left, self.box.bottom, self.box.right, self.box.top)
                page.close()
                page = self.document[self.index]
        except (pypdfium2.PdfiumError, IndexError):
            return None
        pixels, held = _canvas(width * height * _DEPTH, canvas)
        bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGR, held, width * _DEPTH)
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
            place = (0, 0, width, height, self.turn // 90, pdfium.FPDF_ANNOT)
            pdfium.FPDF_RenderPageBitmap(bitmap, page, *place)
            if self.document.formenv:
                pdfium.FPDF_FFLDraw(self.document.formenv, bitmap, page, *place)
            return pixels
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
            page.close()

    @staticmethod
    def _is_whole(page: pypdfium2.PdfPage, box: Rectangle) -> bool:
        """The box is all that is seen of the page: nothing is cut off, and it need not be read again."""
        wanted = (box.left, box.bottom, box.right, box.top)
        boxes = (page.get_mediabox(fallback_ok=False), page.get_cropbox(fallback_ok=False))
        return boxes[0] is not None and all(
            one is None or max(abs(a - b) for a, b in zip(one, wanted, strict=True)) < _NEARLY
            for one in boxes
        )


def _share(
    source: _Drawn, stitched: _Drawn, covered: _Drawn | None, *, limit: float = _SHARE
) -> float | None:
    """The part of the pixels that differ, or enough of it to be over the limit; None when the source cannot be drawn."""
    share = _share_at(_SMALL, source, stitched, covered, limit=limit)
    if share is None or share <= limit:
        return share
    closer = _share_at(_LARGE, source, stitched, covered, limit=limit)
    return share if closer is None else min(share, closer)


def _share_at(
    ppi: float, source: _Drawn, stitched: _Drawn, covered: _Drawn | None, *, limit: float
) -> float | None:
    size = source.size(ppi)
    before = source.pixels(*size, canvas=0) if size is not None else None
    if size is None or before is None:
        return None
    after = stitched.pixels(*size, canvas=1)
    if after is None or (stitched.box is None and stitched.size(ppi) != size):
        return 1.0
    if before == after:
        return 0.0
    over = covered.pixels(*size, canvas=2) if covered is not None else None
    pixels = len(before) // _DEPTH
    off = 0
    for at in range(0, len(before), _DEPTH):
        if before[at : at + 3] != after[at : at + 3] and _is_off(before, after, at, row=size[0] * _DEPTH):
            off += over is None or min(over[at : at + 3]) >= _PAPER
            if off > limit * pixels:
                break  # a page of another colour would be looked at for half a minute
    return off / pixels


def _is_off(before: bytearray, after: bytearray, at: int, *, row: int) -> bool:
    """Neither pixel is found next to its place in the other drawing: an edge that moved by a part of a pixel is."""
    if _is_near(before, at, after, at):
        return False
    around = [at + down + across for down in (-row, 0, row) for across in (-_DEPTH, 0, _DEPTH)]
    places = [place for place in around if 0 <= place < len(before) - 2]
    return not (
        any(_is_near(before, at, after, place) for place in places)
        and any(_is_near(after, at, before, place) for place in places)
    )


def _is_near(one: bytearray, at: int, other: bytearray, place: int) -> bool:
    return all(abs(one[at + channel] - other[place + channel]) <= _CHANNEL for channel in range(3))
