"""Raw files of cameras: the picture inside is taken, upright and dated by the raw file's own notes."""

from __future__ import annotations

import datetime as dt
import io
import struct
from pathlib import Path

import pytest
from PIL import Image

from report_pdf.pictures import read_facts
from report_pdf.pictures.decode import decode
from report_pdf.pictures.refused import Refused

_LONG, _SHORT, _ASCII, _BYTE = 4, 3, 2, 1


def _inside(width: int = 900, height: int = 600) -> bytes:
    file = io.BytesIO()
    Image.effect_noise((width, height), 80).convert("RGB").save(file, "JPEG", quality=90)
    return file.getvalue()


def _long(value: int) -> bytes:
    return struct.pack("<I", value)


def _directory(entries: list[tuple[int, int, int, bytes]]) -> bytes:
    rows = [struct.pack("<HHI", tag, kind, count) + value for tag, kind, count, value in sorted(entries)]
    return struct.pack("<H", len(rows)) + b"".join(rows) + _long(0)


def _raw(kind: str, picture: bytes) -> bytes:
    """A TIFF as these cameras write them: notes and the place of a JPEG; no sensor values."""
    head = b"II*\0" + (_long(16) + b"CR\x02\0" + _long(0) if kind == "cr2" else _long(8))
    own = {"dng": 5, "nef": 4, "arw": 5, "cr2": 5}[kind]
    details = len(head) + 2 + 12 * own + 4
    day = details + 18
    below = day + 20
    at = below + 2 + 12 * 4 + 4
    strip = [(273, _LONG, 1, _long(at)), (279, _LONG, 1, _long(len(picture)))]
    jpeg = [(513, _LONG, 1, _long(at)), (514, _LONG, 1, _long(len(picture)))]
    first = {
        "dng": [(50706, _BYTE, 4, b"\1\4\0\0"), (330, _LONG, 1, _long(below)), (271, _ASCII, 2, b"C\0\0\0")],
        "nef": [(330, _LONG, 1, _long(below)), (33421, _SHORT, 2, struct.pack("<HH", 2, 2))],
        "arw": [*jpeg, (33421, _SHORT, 2, struct.pack("<HH", 2, 2))],
        "cr2": [*strip, (259, _SHORT, 1, struct.pack("<HH", 6, 0))],
    }[kind]
    notes = [(274, _SHORT, 1, struct.pack("<HH", 6, 0)), (34665, _LONG, 1, _long(details))]
    inner = [(254, _LONG, 1, _long(1)), (259, _SHORT, 1, struct.pack("<HH", 7, 0))]
    return b"".join(
        (
            head,
            _directory([*first, *notes]),
            _directory([(36867, _ASCII, 20, _long(day))]),
            b"2022:07:12 10:11:12\0",
            _directory([*inner, *(jpeg if kind == "nef" else strip)]),
            picture,
        )
    )


@pytest.mark.parametrize("kind", ["dng", "nef", "arw", "cr2"])
def test_the_picture_inside_stands_upright_and_has_its_day(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    path.write_bytes(_raw(kind, _inside()))
    (facts,) = read_facts([path])
    assert (facts.width, facts.height, facts.taken) == (600, 900, dt.date(2022, 7, 12))
    made = decode(path)
    assert made.image.size == (600, 900)
    assert [remark.key for remark in made.remarks] == ["raw-preview"]


def test_what_the_picture_says_itself_holds(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[274] = 1
    exif.get_ifd(0x8769)[36867] = "2021:01:02 03:04:05"
    file = io.BytesIO()
    Image.effect_noise((900, 600), 80).convert("RGB").save(file, "JPEG", quality=90, exif=exif)
    path = tmp_path / "a.nef"
    path.write_bytes(_raw("nef", file.getvalue()))
    (facts,) = read_facts([path])
    assert (facts.width, facts.height, facts.taken) == (900, 600, dt.date(2021, 1, 2))


@pytest.mark.parametrize("data", [_raw("dng", _inside(90, 60)), b"\0\0\0\x18ftypcrx " + bytes(400)])
def test_a_raw_file_without_a_picture_large_enough_is_refused_by_name(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.dng"
    path.write_bytes(data)
    with pytest.raises(Refused) as refused:
        decode(path)
    assert refused.value.args == ("unsupported", "RAW")
