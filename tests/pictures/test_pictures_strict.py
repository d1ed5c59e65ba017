"""Half pictures, bombs and strangers: one error that names every one of them."""

from __future__ import annotations

import io
import zlib

import pytest
from PIL import Image, ImageFile

from report_pdf.child import ChildLimits
from report_pdf.errors import PictureError
from report_pdf.pictures import clean, isolation


def encoded(image, **options):
    file = io.BytesIO()
    image.save(file, **options)
    return file.getvalue()


@pytest.fixture
def refusal(hand_in, tmp_path):
    """The only finding's code when the file is refused, and that nothing was left of it."""

    def of(name, content):
        with pytest.raises(PictureError) as caught:
            clean([hand_in(name, content)], tmp_path / "cache")
        (finding,) = caught.value.findings
        assert name in finding.message.en
        assert name in finding.message.zh
        assert finding.hint
        assert str(finding.place) == "issue.yaml:9:13"
        assert list((tmp_path / "cache").iterdir()) == []
        return finding.code

    return of


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {}),
        ("JPEG", {"progressive": True}),
        ("PNG", {}),
        ("TIFF", {}),
        ("TIFF", {"compression": "tiff_lzw"}),
        ("TIFF", {"compression": "jpeg"}),
        ("GIF", {}),
        ("WEBP", {}),
        ("BMP", {}),
        ("AVIF", {}),
        ("JPEG2000", {}),
    ],
)
@pytest.mark.parametrize("part", [0.3, 0.9])
def test_no_format_gives_half_a_picture(motif, refusal, without_child, kind, options, part):
    whole = encoded(motif.resize((240, 160)), format=kind, **options)
    assert refusal(f"photo.{kind.lower()}", whole[: int(len(whole) * part)]) in {
        "picture/truncated",
        "picture/corrupt",
    }


def test_a_jpeg_cut_and_closed_again_is_seen(motif, refusal):
    """The end marker is there, rows are missing: decoders paint them grey and say nothing."""
    whole = encoded(motif, format="JPEG", quality=90)
    assert refusal("p.jpg", whole[: len(whole) * 2 // 3] + b"\xff\xd9") == "picture/truncated"


def test_a_progressive_jpeg_without_its_last_scans_is_seen(motif, refusal):
    whole = encoded(motif, format="JPEG", progressive=True)
    third = [at for at in range(len(whole)) if whole.startswith(b"\xff\xda", at)][2]
    assert refusal("p.jpg", whole[:third] + b"\xff\xd9") == "picture/truncated"


def test_a_jpeg_with_a_lost_restart_interval_is_seen(motif, refusal):
    whole = encoded(motif, format="JPEG", restart_marker_blocks=4)
    first, second = whole.index(b"\xff\xd2"), whole.index(b"\xff\xd3")
    assert refusal("p.jpg", whole[:first] + whole[second:]) == "picture/corrupt"


def test_two_jpegs_run_into_one_are_seen(motif, refusal):
    whole = encoded(motif, format="JPEG")
    start = whole.index(b"\xff\xda") + 14
    assert refusal("p.jpg", whole[:-2] + whole[start:]) == "picture/corrupt"


def test_a_flipped_bit_in_a_png_is_seen(motif, refusal):
    whole = bytearray(encoded(motif, format="PNG"))
    whole[whole.index(b"IDAT") + 400] ^= 4
    assert refusal("p.png", bytes(whole)) == "picture/corrupt"


def test_a_flipped_bit_in_a_deflated_tiff_is_seen(motif, refusal, without_child):
    whole = bytearray(encoded(motif, format="TIFF", compression="tiff_adobe_deflate"))
    whole[len(whole) // 2] ^= 4
    assert refusal("p.tif", bytes(whole)) in {"picture/corrupt", "picture/truncated"}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.jpg", b"", "picture/empty"),
        ("page.jpg", b"<!DOCTYPE html><p>404", "picture/not-a-picture"),
        ("x.svg", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "picture/unsupported"),
        ("layers.psd", b"8BPS\x00\x01" + bytes(40), "picture/unsupported"),
        ("IMG_1.HEIC", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(40), "picture/corrupt"),
    ],
)
def test_strangers_are_named(refusal, without_child, name, content, code):
    assert refusal(name, content) == code


def test_numbers_without_white_are_refused(refusal, without_child):
    assert refusal("i.tif", encoded(Image.new("I", (4, 4), 70000), format="TIFF")) == "picture/no-white"
    assert refusal("f.tif", encoded(Image.new("F", (4, 4), 3.5), format="TIFF")) == "picture/no-white"


def test_a_bomb_is_refused_before_it_goes_off(motif, refusal):
    small = encoded(motif, format="PNG")
    head = (
        small[12:29]
        .replace((96).to_bytes(4), (60_000).to_bytes(4), 1)
        .replace((64).to_bytes(4), (60_000).to_bytes(4), 1)
    )
    bomb = small[:12] + head + zlib.crc32(head).to_bytes(4) + small[33:]
    assert refusal("bomb.png", bomb) == "picture/too-many-pixels"


def test_a_file_beyond_the_bytes_is_refused_unread(tmp_path, hand_in):
    source = hand_in("huge.tif", b"II*\x00")
    with source.path.open("r+b") as file:
        file.truncate(800 * 2**20)  # sparse
    with pytest.raises(PictureError) as caught:
        clean([source], tmp_path / "cache")
    assert caught.value.findings[0].code == "picture/too-many-bytes"


def test_memory_has_a_limit(motif, refusal, monkeypatch):
    limits = ChildLimits(wall_seconds=60, memory_bytes=220 * 2**20)
    monkeypatch.setattr(isolation, "LIMITS", limits)
    large = Image.new("L", (10_000, 9_000))
    assert refusal("large.png", encoded(large, format="PNG", compress_level=1)) == "picture/too-heavy"


def test_all_bad_files_come_in_one_error(motif, hand_in, tmp_path):
    good = hand_in("good.png", motif, format="PNG")
    gone = hand_in("gone.jpg", b"")
    gone.path.unlink()
    html = hand_in("page.jpg", b"<html>")
    with pytest.raises(PictureError) as caught:
        clean([gone, good, html], tmp_path / "cache")
    assert [finding.code for finding in caught.value.findings] == ["picture/missing", "picture/not-a-picture"]
    assert str(caught.value) == "2 photographs cannot be used."


def test_another_library_cannot_make_it_lenient(motif, refusal, monkeypatch):
    """The engine sets this for its whole process."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    whole = encoded(motif, format="JPEG")
    assert refusal("p.jpg", whole[: len(whole) // 2]) == "picture/truncated"
