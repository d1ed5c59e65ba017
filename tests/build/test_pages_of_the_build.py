"""The finished PDF as an object: fonts, numbers, bookmarks, contents, supplements."""

from __future__ import annotations

import io
import subprocess

import pikepdf
import pytest
from finished_pdf import bookmarks, opened, raw_pages, seen, squeezed, text_in
from PIL import Image, ImageChops, ImageStat

from report_pdf.model.manuscript import Heading, Part
from report_pdf.model.plan import StitchStart

_FOLIO_STRIP_PT = 48


def test_qpdf_finds_nothing_wrong_and_the_file_is_linearized(finished):
    for check in (["--check"], ["--check-linearization"]):
        done = subprocess.run(["qpdf", *check, finished.pdf], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "WARNING" not in done.stdout + done.stderr
        assert "linearized" in done.stdout or "no linearization errors" in done.stdout


def test_every_font_is_embedded_as_a_subset_with_unicode(finished):
    lines = subprocess.run(["pdffonts", finished.pdf], capture_output=True, text=True, check=True).stdout
    fonts = [line.split() for line in lines.splitlines()[2:]]
    assert len(fonts) >= 5
    assert [font for font in fonts if font[-5:-2] != ["yes", "yes", "yes"]] == []


def test_every_page_has_the_number_that_is_printed_on_it(finished):
    with pikepdf.open(finished.pdf) as pdf:
        labels = [page.label for page in pdf.pages]
        front = [index for index, page in enumerate(raw_pages(finished.pdf)) if str(index + 1) in page]
    assert (labels[0], labels[-1]) == ("封面", "封底")
    assert labels[1:-1] == [str(number) for number in range(2, len(labels))]
    inside = [page - 1 for pages in finished.article_pages for page in pages]
    assert set(inside) <= set(front), "article pages without a folio"


def test_bookmarks_follow_the_articles_and_lead_to_their_headings(finished):
    marks = bookmarks(finished.pdf)
    for manuscript, pages in zip(finished.manuscripts, finished.article_pages, strict=True):
        nested = [b for b in manuscript.blocks if isinstance(b, Part | Heading)]
        deep = any(isinstance(b, Part) for b in nested)
        wanted = [(1 + (deep and isinstance(b, Heading)), b.text) for b in nested]
        start = next(i for i, mark in enumerate(marks) if mark.page == pages[0] and mark.level == 0)
        below = marks[start + 1 : start + 1 + len(nested)]
        assert [(mark.level, mark.title) for mark in below] == wanted
        for mark in below:
            assert squeezed(mark.title) in squeezed("".join(raw_pages(finished.pdf)[mark.page - 1]))
    assert [mark.page for mark in marks] == sorted(mark.page for mark in marks)


def test_printed_page_numbers_are_those_of_the_pages_they_lead_to(finished):
    """On cover and contents: the number inside a link, and the page the link leads to."""
    numbers = {page: _numbered_links(finished.pdf, page) for page in (1, 3)}
    assert all(printed == page for links in numbers.values() for printed, page in links), numbers
    leads = {page for _, page in numbers[3]}
    plan = finished.plan
    supplements = {
        mark.page for mark in bookmarks(finished.pdf) if mark.title in {s.title for s in plan.supplements}
    }
    assert len(supplements) == len(plan.supplements)
    assert {pages[0] for pages in finished.article_pages} | supplements <= leads


def _numbered_links(path, page: int) -> list[tuple[int, int]]:
    links = []
    with pikepdf.open(path) as pdf:
        order = {p.obj.objgen: n for n, p in enumerate(pdf.pages, 1)}
        names = pdf.Root.get("/Dests", {})
        tree = pikepdf.NameTree(pdf.Root.Names.Dests) if "/Dests" in pdf.Root.get("/Names", {}) else {}
        for link in pdf.pages[page - 1].obj.get("/Annots", []):
            goal = link.get("/Dest", link.get("/A", {}).get("/D"))
            if isinstance(goal, pikepdf.String):
                goal = tree[str(goal)]
            elif isinstance(goal, pikepdf.Name):
                goal = names[str(goal)]
            words = text_in(path, page, tuple(map(float, link.Rect))).lstrip("P")
            if words.isdigit():
                links.append((int(words), order[goal[0].objgen]))
    assert links
    return links


def _starts(finished) -> list[tuple[object, int]]:
    pages = {mark.title: mark.page for mark in bookmarks(finished.pdf) if mark.level == 0}
    return [(supplement, pages[supplement.title]) for supplement in finished.plan.supplements]


def test_supplements_stand_where_they_were_ordered(finished):
    with opened(finished.pdf) as packet:
        for supplement, page in _starts(finished):
            assert page % 2 == 1 or supplement.start is StitchStart.NEXT
            if supplement.source.path.suffix == ".pdf":
                with opened(supplement.source.path) as alone:
                    sizes = [packet[page - 1 + n].get_size() for n in range(len(alone))]
                    assert sizes == [pytest.approx(own.get_size(), abs=0.1) for own in alone]


def test_a_supplement_page_looks_as_it_does_alone_but_for_its_running_number(finished):
    for supplement, page in _starts(finished):
        for number, own in enumerate(_alone(supplement)):
            there = seen(finished.pdf, page + number)
            assert there.size == own.size
            body = (0, 0, own.width, own.height - _FOLIO_STRIP_PT)
            off = ImageChops.difference(there.crop(body), own.crop(body))
            if supplement.source.path.suffix == ".pdf":
                assert max(high for _, high in off.getextrema()) <= 2, (supplement.title, number + 1)
            else:  # drawn by another program here than there: its greys may differ by a hair
                assert max(ImageStat.Stat(off).mean) <= 2, supplement.title
            assert max(ImageStat.Stat(own.crop(body)).stddev) > 5, "an empty page proves nothing"
            strip = text_in(finished.pdf, page + number, (own.width / 2, 0, own.width, _FOLIO_STRIP_PT))
            assert strip.endswith(str(page + number)), strip


def _alone(supplement) -> list[Image.Image]:
    path = supplement.source.path
    if path.suffix == ".pdf":
        with opened(path) as pdf:
            count = len(pdf)
        return [seen(path, number) for number in range(1, count + 1)]
    picture = Image.open(io.BytesIO(path.read_bytes())).convert("RGB")
    # A4, upright or lying like the picture; the picture is the page.
    size = (596, 842) if picture.height > picture.width else (842, 596)
    return [picture.resize(size, Image.Resampling.BOX)]


def test_a_supplements_own_bookmarks_stand_below_its_title(finished):
    marks = bookmarks(finished.pdf)
    seen_any = False
    for supplement, page in _starts(finished):
        if supplement.source.path.suffix != ".pdf":
            continue
        own = [
            (mark.title, mark.page + page - 1, mark.level + 1) for mark in bookmarks(supplement.source.path)
        ]
        at = next(i for i, mark in enumerate(marks) if (mark.title, mark.level) == (supplement.title, 0))
        assert [(m.title, m.page, m.level) for m in marks[at + 1 : at + 1 + len(own)]] == own
        seen_any |= bool(own)
    assert seen_any


def test_the_real_issue_has_its_landscape_page_and_its_picture_page(real):
    starts = {supplement.source.path.name: page for supplement, page in _starts(real)}
    assert starts["survey-report.pdf"] % 2 == 1
    with opened(real.pdf) as packet:
        width, height = packet[starts["data-table-landscape.pdf"] - 1].get_size()
        assert width > height
        letter = packet[starts["scanned-letter.jpg"] - 1]
        assert len(list(letter.get_objects())) >= 1
