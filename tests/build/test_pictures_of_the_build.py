"""Photographs in the finished pages: each once where its figure is, over its own caption, with nothing of the camera."""

from __future__ import annotations

from itertools import pairwise

import pikepdf
from finished_pdf import pictures, squeezed, text_in
from PIL import Image

from report_pdf.model.manuscript import Caption

_CAPTION_BELOW_PT = 34


def _captions(finished, article: int) -> list[str]:
    """Of each photograph, in order: what issue.yaml says, else the manuscript's, one after the other."""
    given = iter([b.text for b in finished.manuscripts[article].blocks if isinstance(b, Caption)])
    return [squeezed(photo.caption or next(given, "")) for photo in finished.plan.articles[article].photos]


def test_every_photograph_stands_once_over_its_own_caption(finished):
    for number, pages in enumerate(finished.article_pages):
        photos = [Image.open(p.source.path).convert("RGB") for p in finished.plan.articles[number].photos]
        captions = _captions(finished, number)
        placed = [(page, box, image) for page in pages for box, image in pictures(finished.pdf, page)]
        assert len(placed) == len(photos)
        shown = [min(range(len(photos)), key=lambda n: _unlike(photos[n], image)) for _, _, image in placed]
        assert sorted(shown) == list(range(len(photos))), "each photograph once"
        for which, (page, (left, bottom, right, _), _) in zip(shown, placed, strict=True):
            below = text_in(finished.pdf, page, (left, bottom - _CAPTION_BELOW_PT, right, bottom))
            assert captions[which][:12] in below, f"page {page}: {below}"


def _unlike(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures' shades are apart, whatever was cut off."""
    bands = [image.resize((64, 64)).histogram() for image in (one, other)]
    steps = [[sum(band[n : n + 16]) for n in range(0, 768, 16)] for band in bands]
    return sum(abs(a - b) for a, b in zip(*steps, strict=True))


def test_no_photograph_is_stretched_or_stands_over_another(finished):
    for pages in finished.article_pages:
        for page in pages:
            boxes = [(box, image) for box, image in pictures(finished.pdf, page)]
            for (left, bottom, right, top), image in boxes:
                assert (right - left) / (top - bottom) == _about(image.width / image.height)
            ordered = sorted(box for box, _ in boxes)
            assert not any(_meet(one, other) for one, other in pairwise(ordered))


class _about(float):  # noqa: N801 - reads as a word in an assertion
    def __eq__(self, other: object) -> bool:
        return isinstance(other, float) and abs(other / float(self) - 1) < 0.01

    __hash__ = float.__hash__


def _meet(one, other) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_nothing_of_camera_or_word_processor_is_left(finished):
    """One XMP packet, the issue's own; no Exif, GPS, thumbnails or comments in any picture."""
    with pikepdf.open(finished.pdf) as pdf:
        packets = [item for item in pdf.objects if _is(item, "/Type", "/Metadata")]
        assert [packet.objgen for packet in packets] == [pdf.Root.Metadata.objgen]
        images = [item for item in pdf.objects if _is(item, "/Subtype", "/Image")]
        assert images
        for image in images:
            data = image.read_raw_bytes()
            assert not any(mark in data for mark in (b"Exif\0", b"ns.adobe.com", b"Photoshop", b"\xff\xfe\0"))
        strays = [
            item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/PieceInfo" in item
        ]
        assert strays == []


def _is(item: object, key: str, name: str) -> bool:
    return isinstance(item, pikepdf.Stream) and str(item.get(key)) == name
