from __future__ import annotations

import io
import random

import pytest
from PIL import Image, ImageFile

from report_pdf.findings import Place
from report_pdf.model.issue import Picture
from report_pdf.model.plan import SourceFile
from report_pdf.pictures import clean, cleaning, page


@pytest.fixture
def motif():
    """A picture whose four corners, sides and shades can all be told apart, with some grain like a photograph's."""
    width, height = 96, 64
    grain = random.Random(7)  # noqa: S311 - grain
    image = Image.new("RGB", (width, height))
    image.putdata(
        [
            (
                40 + 2 * x + grain.randrange(4),
                30 + 3 * y + grain.randrange(4),
                60 + (90 if x > 60 and y < 20 else 0) + grain.randrange(4),
            )
            for y in range(height)
            for x in range(width)
        ]
    )
    return image


@pytest.fixture
def hand_in(tmp_path):
    """Writes bytes, or a picture in Pillow's words, as a file of the issue."""

    def write(name, content, **options):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(content if isinstance(content, bytes) else encoded(content, **options))
        return SourceFile(name=name, path=path, place=Place(file="issue.yaml", line=9, column=13))

    return write


@pytest.fixture
def without_child(monkeypatch):
    """Does the child's task here: starting one for each of a hundred pictures is slow."""

    def here(path, function, *args):
        return function(*args)

    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", Image.MAX_IMAGE_PIXELS)
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)
    for room in (cleaning, page):
        monkeypatch.setattr(room, "in_child", here)


@pytest.fixture
def cleaned(hand_in, tmp_path, without_child):
    """The clean picture of what is handed in, opened, and its findings' codes."""

    def make(name, content, **options):
        (picture,) = clean([hand_in(name, content, **options)], tmp_path / "cache")
        with Image.open(picture.path) as image:
            image.load()
        assert image.size == (picture.width, picture.height)
        return image, [finding.code for finding in picture.findings]

    return make


@pytest.fixture
def picture(hand_in, tmp_path, without_child):
    """A picture of the issue, ready to be placed."""

    def make(image, name="photo.png"):
        (made,) = clean([hand_in(name, image, format="PNG")], tmp_path / "cache")
        return Picture(
            name=name,
            path=made.path,
            sha256=made.sha256,
            width=made.width,
            height=made.height,
            place=made.source.place,
        )

    return make


def encoded(image, **options):
    file = io.BytesIO()
    image.save(file, **options)
    return file.getvalue()
