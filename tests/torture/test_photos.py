"""Every awkward photograph of the corpus is either right or refused by name.

Nearly all were made from one picture, so the reference is not another decoder but that picture itself (``p8.png``,
plain 8-bit RGB): turned as the tag says, laid on white, or made grey.
"""

from __future__ import annotations

import re
import sys
import tarfile
from array import array
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from report_pdf.errors import PictureError
from report_pdf.findings import Place
from report_pdf.model.plan import SourceFile
from report_pdf.pictures import clean

pytestmark = pytest.mark.torture

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "photos.tar"
ALLOWED = 6.0

# A picture with no whole or no agreed content: there is nothing to be right about.
MUST_BE_REFUSED = re.compile(
    r"bomb_.*|trunc.*|corrupt_mid\.jpg|empty\.jpg|html\.jpg|text\.jpg|fake\.heic|.*\.svg|int32\.tif"
)

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@pytest.fixture(scope="module")
def photos(tmp_path_factory):
    if not CORPUS.is_file():
        pytest.skip("../shared/corpus/photos.tar is not here")
    folder = tmp_path_factory.mktemp("photos")
    with tarfile.open(CORPUS) as tar:
        tar.extractall(folder, filter="data")
    return folder / "photos"


def reference(path, motif):
    """What the picture must look like, by another way than ours."""
    if found := re.match(r"orient(\d)", path.name):
        turn = TURNS.get(int(found[1]))
        return motif.transpose(turn) if turn is not None else motif
    with Image.open(path) as image:
        if path.stem == "gray16":
            values = array("i", image.convert("I").tobytes())
            return Image.frombytes("L", image.size, bytes(round(value * 255 / 65535) for value in values))
        if path.name == "rgba16.png":
            alpha = image.getchannel("A").getextrema()[0] / 255
            return motif.point(lambda value: value * alpha + 255 * (1 - alpha))
        if path.name == "float.tif":
            return Image.new("L", image.size, 128)
        if path.name in ("bilevel.tif", "photo50MP.jpg"):
            return image.convert("L" if image.mode == "1" else "RGB")
    return motif


def error_of(picture, expected):
    """Mean error over all channels, 0 to 255; a grey picture is compared as grey."""
    if picture.size != expected.size:
        return 255.0
    if picture.mode != expected.mode:
        return 255.0
    means = ImageStat.Stat(ImageChops.difference(picture, expected)).mean
    return sum(means) / len(means)


def test_right_or_refused(photos, tmp_path, capsys):
    Image.MAX_IMAGE_PIXELS, before = None, Image.MAX_IMAGE_PIXELS
    try:
        rows = [judged(path, photos, tmp_path) for path in sorted(photos.iterdir())]
    finally:
        Image.MAX_IMAGE_PIXELS = before
    with capsys.disabled():
        sys.stdout.write(table_of(rows))
    assert [row for row in rows if row[1] == "WRONG"] == []
    assert len(rows) >= 80


def table_of(rows):
    lines = [
        f"{name:24} {verdict:8} {'' if error is None else format(error, '.2f'):>6}  {said}"
        for name, verdict, error, said in rows
    ]
    counts = {kind: sum(row[1] == kind for row in rows) for kind in ("right", "refused", "WRONG")}
    return "\n".join(["", *lines, f"{len(rows)} files: {counts}", ""])


def judged(path, photos, tmp_path):
    with Image.open(photos / "p8.png") as image:
        motif = image.convert("RGB")
    source = SourceFile(name=path.name, path=path, place=Place(file="issue.yaml"))
    expected_refusal = MUST_BE_REFUSED.fullmatch(path.name) is not None
    try:
        (made,) = clean([source], tmp_path / "cache")
    except PictureError as error:
        codes = " ".join(finding.code for finding in error.findings)
        named = path.name in str(error) and error.hint is not None
        return path.name, "refused" if expected_refusal and named else "WRONG", None, codes
    said = " ".join(finding.code for finding in made.findings)
    if expected_refusal:
        return path.name, "WRONG", None, f"taken {said}"
    with Image.open(made.path) as image:
        error = error_of(image, reference(path, motif))
    return path.name, "right" if error <= ALLOWED else "WRONG", error, said
