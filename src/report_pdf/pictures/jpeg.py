"""A JPEG file's segments (ITU-T T.81): is it whole, and what of it is picture.

libjpeg paints what is missing grey and passes over what is left, and says so only in warnings that Pillow throws
away. So completeness is checked here, on the bytes and while decoding.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from PIL import ImageFile
from PIL.JpegImagePlugin import JpegImageFile

from report_pdf.pictures.refused import Refused

__all__ = ["Frame", "Jpeg", "StrictJpeg", "parse", "strip"]

_SOI, _EOI, _SOS, _DQT, _DHT, _DRI = 0xD8, 0xD9, 0xDA, 0xDB, 0xC4, 0xDD
_APP0, _APP14 = 0xE0, 0xEE
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_DECODABLE_FRAMES = {0xC0, 0xC1, 0xC2}
_PICTURE_SEGMENTS = _DECODABLE_FRAMES | {_DQT, _DHT, _DRI}
_PROGRESSIVE = 0xC2

# In entropy-coded bytes FF is followed by 00 (stuffing), FF (fill) or D0-D7 (restart); anything else is a marker.
_MARKER_IN_SCAN = re.compile(rb"\xff+([\x01-\xcf\xd8-\xfe])", re.DOTALL)
_RESTART = re.compile(rb"\xff[\xd0-\xd7]")

# libjpeg looks up to 57 bits ahead; fewer bytes than this after the scan and it waits though it has all it needs.
_LOOK_AHEAD = b"\x00" * 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The frame header: marker SOFn, size, and (identifier, horizontal, vertical sampling) of each component."""

    marker: int
    width: int
    height: int
    components: tuple[tuple[int, int, int], ...]

    @property
    def progressive(self) -> bool:
        """Coefficients come in several scans."""
        return self.marker == _PROGRESSIVE

    @property
    def units(self) -> int:
        """Minimum coded units of a scan with all components (A.2)."""
        if len(self.components) == 1:
            across, down = 8, 8
        else:
            across = 8 * max(h for _, h, _ in self.components)
            down = 8 * max(v for _, _, v in self.components)
        return -(-self.width // across) * -(-self.height // down)


@dataclass(frozen=True, slots=True, kw_only=True)
class Jpeg:
    """Where the parts of the file are. ``segments``: (marker, start, end) with the FF; ``scans``: (start, end)."""

    data: bytes
    segments: tuple[tuple[int, int, int], ...]
    scans: tuple[tuple[int, int], ...]
    frame: Frame

    def payload(self, marker: int) -> bytes | None:
        """The first such segment's bytes after its length."""
        return next(
            (self.data[start + 4 : end] for kind, start, end in self.segments if kind == marker), None
        )


class StrictJpeg(JpegImageFile):
    """Decodes only a scan that has as much data as the picture needs, no less and no more.

    The decoder is fed in three steps: all but the scan's last byte (the last rows must still be missing), the rest
    with neutral bytes behind (now they must be there), the end. Progressive files have no such moment; their scans
    are checked by :func:`parse`.
    """

    steps: list[bytes]
    last_row_seen: list[bool]
    multi_scan: bool

    @classmethod
    def of(cls, jpeg: Jpeg) -> StrictJpeg:
        """The picture, not yet decoded."""
        image = cls(io.BytesIO(jpeg.data))
        image.last_row_seen = []
        image.multi_scan = len(jpeg.scans) > 1
        end = jpeg.segments[-1][2]
        if not image.multi_scan:
            start, stop = jpeg.scans[0]
            needed = start + len(jpeg.data[start:stop].rstrip(b"\x00\xff")) - 1
            image.steps = [jpeg.data[:needed], jpeg.data[needed:stop] + _LOOK_AHEAD, b"\xff\xd9"]
        else:
            image.steps = [jpeg.data[:end]]
        return image

    def load_read(self, read_bytes: int) -> bytes:  # noqa: ARG002 - Pillow's hook; the steps have their own sizes
        """The next step, once the decoder has taken the one before."""
        self.last_row_seen.append(self._sees_last_row())
        return self.steps.pop(0) if self.steps else b""

    def load_end(self) -> None:
        """Compare what was there at each step; the decoder may be content before the last one."""
        super().load_end()
        if self.multi_scan:
            return
        steps_taken = len(self.last_row_seen)
        if steps_taken == 1 or self.last_row_seen[1]:
            raise Refused("corrupt", "extra data in the scan")
        if steps_taken == 3 and not self.last_row_seen[2] and self._sees_last_row():
            raise Refused("truncated", "the scan ends before the picture")

    def _sees_last_row(self) -> bool:
        # Pixels are zero until decoded. Not self.crop(): that would load the picture, which is what is going on.
        width, height = self.size
        return self.im.crop((0, height - 1, width, height)).getbbox() is not None


def parse(data: bytes) -> Jpeg:
    """Walk the segments from SOI to EOI.

    Raises:
        Refused: The file ends too early, its restart markers or scans are not complete, or it is a kind of JPEG
            (lossless, arithmetic, hierarchical, 12 bits) that is not for photographs on pages.
    """
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    segments, scans = _walk(data)
    frame = _frame(data, segments)
    jpeg = Jpeg(data=data, segments=segments, scans=scans, frame=frame)
    if not scans:
        raise Refused("truncated", "no scan")
    _check_restarts(jpeg)
    _check_coverage(jpeg)
    return jpeg


def _walk(data: bytes) -> tuple[tuple[tuple[int, int, int], ...], tuple[tuple[int, int], ...]]:
    segments: list[tuple[int, int, int]] = []
    scans: list[tuple[int, int]] = []
    at = 2
    while True:
        marker, at = _next_marker(data, at)
        if marker == _EOI:
            segments.append((marker, at, at + 2))
            return tuple(segments), tuple(scans)
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if end > len(data) or end < at + 4:
            raise Refused("truncated", f"segment FF{marker:02X} at byte {at}")
        segments.append((marker, at, end))
        at = end
        if marker == _SOS:
            at = _scan_end(data, end)
            scans.append((end, at))


def _next_marker(data: bytes, at: int) -> tuple[int, int]:
    if at >= len(data) - 1:
        raise Refused("truncated", "no end marker")
    if data[at] != 0xFF:
        raise Refused("corrupt", f"no marker at byte {at}")
    while at + 1 < len(data) and data[at + 1] == 0xFF:  # fill bytes (B.1.1.2)
        at += 1
    if at + 1 >= len(data):
        raise Refused("truncated", "no end marker")
    return data[at + 1], at


def _scan_end(data: bytes, start: int) -> int:
    found = _MARKER_IN_SCAN.search(data, start)
    if found is None:
        raise Refused("truncated", "no end marker")
    return found.start()


def _frame(data: bytes, segments: tuple[tuple[int, int, int], ...]) -> Frame:
    for marker, start, end in segments:
        if marker in _FRAMES:
            body = data[start + 4 : end]
            if marker not in _DECODABLE_FRAMES or body[0] != 8:
                raise Refused("unsupported", f"JPEG SOF{marker - 0xC0}, {body[0]} bit")
            parts = tuple(
                (body[6 + 3 * i], body[7 + 3 * i] >> 4, body[7 + 3 * i] & 15) for i in range(body[5])
            )
            height, width = int.from_bytes(body[1:3]), int.from_bytes(body[3:5])
            return Frame(marker=marker, width=width, height=height, components=parts)
    raise Refused("truncated", "no frame header")


def _check_restarts(jpeg: Jpeg) -> None:
    """Restart markers count modulo 8 (B.2.1) and stand between every interval: none may be missing."""
    interval = int.from_bytes(jpeg.payload(_DRI) or b"")
    for start, end in jpeg.scans:
        restarts = [jpeg.data[found.start() + 1] - 0xD0 for found in _RESTART.finditer(jpeg.data, start, end)]
        if any(number != index % 8 for index, number in enumerate(restarts)):
            raise Refused("corrupt", "restart markers out of order")
        whole = len(jpeg.scans) == 1 and not jpeg.frame.progressive
        if whole and interval and len(restarts) != -(-jpeg.frame.units // interval) - 1:
            raise Refused("corrupt", f"{len(restarts)} restart markers")


def _check_coverage(jpeg: Jpeg) -> None:
    """Every component has scans for all its coefficients down to the last bit (G.1.1.1)."""
    missing = {(part, k) for part, _, _ in jpeg.frame.components for k in range(64)}
    for marker, start, end in jpeg.segments:
        if marker == _SOS:
            body = jpeg.data[start + 4 : end]
            parts = body[1 : 1 + 2 * body[0] : 2]
            first, last, bits = body[1 + 2 * body[0] : 4 + 2 * body[0]]
            if bits & 15 == 0 or not jpeg.frame.progressive:
                last = last if jpeg.frame.progressive else 63
                missing -= {(part, k) for part in parts for k in range(first, last + 1)}
    if missing:
        raise Refused("truncated", "scans are missing")


def strip(jpeg: Jpeg) -> bytes:
    """The same picture without metadata: tables, frame, scans, and the two segments that say how to read colours."""
    parts = [b"\xff\xd8"]
    scans = iter(jpeg.scans)
    for marker, start, end in jpeg.segments:
        segment = jpeg.data[start:end]
        if marker in _PICTURE_SEGMENTS or (marker == _APP14 and segment[4:9] == b"Adobe"):
            parts.append(segment)
        elif marker == _APP0 and segment[4:9] == b"JFIF\x00" and len(parts) == 1:
            # Without its thumbnail: 14 bytes of fields, thumbnail 0 x 0.
            parts.append(b"\xff\xe0\x00\x10" + segment[4:16] + b"\x00\x00")
        elif marker == _SOS:
            first, last = next(scans)
            parts += [segment, jpeg.data[first:last]]
    return b"".join(parts) + b"\xff\xd9"
