"""What phones and cameras write: HEIC, raw files with a JPEG inside, the date a photograph was taken."""

from __future__ import annotations

import base64
import datetime as dt
import io
import random
import struct
from pathlib import Path

import pytest
from PIL import Image

from report_pdf.pictures import read_facts
from report_pdf.pictures.decode import decode
from report_pdf.pictures.refused import Refused

# 64 by 48 pixels, blue on the left and red on the right, taken on 5 July 2022: made for this test.
HEIC = (
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAb5tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    "ADRpbG9jAAAAAERAAAIAAQAAAAAB4gABAAAAAAAAAGEAAgAAAAACQwABAAAAAAAAAFYAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAA"
    "AAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAA"
    "kAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq"
    "5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xh"
    "cAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAA"
    "ABppcmVmAAAAAAAAAA5jZHNjAAIAAQABAAAAv21kYXQAAABdKAGvCeA5IyS///jSf3v8WdP/+jGFwTj69h//3Czt/7lU9RGNYsqK"
    "La54ozfOcVYjHfCid7zV/tuufv8/0rwhekJ7jRP3+f6XAn+gxXuhnj0YBPcQuteNJM1fXsGAAAAABkV4aWYAAE1NACoAAAAIAAIB"
    "EgADAAAAAQAGAACHaQAEAAAAAQAAACYAAAAAAAGQAwACAAAAFAAAADgAAAAAMjAyMjowNzowNSAxMDowMDowMAA="
)


@pytest.fixture
def heic(tmp_path: Path) -> Path:
    path = tmp_path / "IMG_0001.HEIC"
    path.write_bytes(base64.b64decode(HEIC))
    return path


def test_a_photograph_of_a_phone_is_read(heic: Path) -> None:
    decoded = decode(heic)
    assert decoded.image.size == (64, 48)
    left, right = (decoded.image.getpixel((x, 24)) for x in (8, 56))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert left[2] > left[0] + 60
    assert right[0] > right[2] + 60
    assert read_facts([heic])[0].taken == dt.date(2022, 7, 5)


def test_half_of_it_is_refused(heic: Path) -> None:
    heic.write_bytes(heic.read_bytes()[:-200])
    with pytest.raises(Refused):
        decode(heic)


def _raw(preview: bytes) -> bytes:
    """A little-endian TIFF as cameras write it: a directory with a JPEG, and one with the sensor's pattern."""
    entries = [
        (254, 4, 1, 1),
        (259, 3, 1, 6),
        (513, 4, 1, 200),
        (514, 4, 1, len(preview)),
        (50706, 1, 4, 0x401),
    ]
    directory = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *one) for one in entries)
    head = b"II*\0" + struct.pack("<I", 8) + directory + struct.pack("<I", 0)
    return head.ljust(200, b"\0") + preview


def _jpeg(size: tuple[int, int], *, quality: int) -> bytes:
    grain = random.Random(7)  # noqa: S311 - grain
    pixels = bytes(grain.randrange(256) for _ in range(size[0] * size[1]))
    out = io.BytesIO()
    exif = Image.Exif()
    exif.get_ifd(0x8769)[36867] = "2021:02:03 04:05:06"
    Image.frombytes("L", size, pixels).convert("RGB").save(out, "JPEG", quality=quality, exif=exif)
    return out.getvalue()


def test_a_raw_file_is_its_jpeg_and_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "DSC_1.NEF"
    path.write_bytes(_raw(_jpeg((600, 400), quality=95)))
    decoded = decode(path)
    assert decoded.image.size == (600, 400)
    assert [remark.key for remark in decoded.remarks] == ["raw-preview"]
    assert read_facts([path])[0].taken == dt.date(2021, 2, 3)


def test_a_thumbnail_is_not_taken_for_the_photograph(tmp_path: Path) -> None:
    path = tmp_path / "DSC_2.dng"
    path.write_bytes(_raw(_jpeg((60, 40), quality=50)))
    with pytest.raises(Refused) as caught:
        decode(path)
    assert (caught.value.key, caught.value.detail) == ("unsupported", "RAW")


def test_what_cannot_be_read_has_no_facts(tmp_path: Path) -> None:
    path = tmp_path / "x.jpg"
    path.write_bytes(b"\xff\xd8\xff nothing")
    (facts,) = read_facts([path])
    assert (facts.width, facts.taken) == (0, None)
