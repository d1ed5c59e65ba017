"""A layout's HTML and CSS: nothing inline, nothing undefined, everything escaped; and type that reads on its photograph."""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import replace

import pytest
from PIL import Image

from report_pdf.copyedit import copyedit
from report_pdf.editions import spec_of
from report_pdf.errors import LayoutError
from report_pdf.findings import Place
from report_pdf.issue import gather
from report_pdf.layout import lay_out
from report_pdf.manuscript import read_manuscript
from report_pdf.model.edition import PictureSpec
from report_pdf.model.plan import EditionName, SourceFile
from report_pdf.pictures import clean, fit_all
from report_pdf.plan import read_plan
from report_pdf.resources import layouts_folder


def _gather(path, work):
    plan = read_plan(path)
    texts = [
        copyedit(read_manuscript(a.manuscript.path, name=a.manuscript.name), plan.lint) for a in plan.articles
    ]
    issue = gather(plan, texts, work=work, private=work / "private", passwords={})
    return issue, spec_of(EditionName.EMAIL, plan.editions)


@pytest.fixture
def gathered(tmp_path):
    return lambda path: _gather(path, tmp_path / "work")


@pytest.fixture(scope="module")
def small(tmp_path_factory, new_desk):
    """The desk's small issue, gathered once, and the email edition's specification."""
    folder = tmp_path_factory.mktemp("small")
    return _gather(new_desk(folder / "desk").issue(), folder / "work")


@pytest.fixture
def own_layouts(tmp_path):
    folder = tmp_path / "layouts"
    shutil.copytree(layouts_folder(), folder)
    return folder


def _lay(issue, spec, layouts=None, layout="magazine"):
    return lay_out(issue, spec, layouts=layouts or layouts_folder(), layout=layout)


def test_no_style_stands_in_the_html_and_every_property_used_is_defined(small):
    """What is not defined belongs to elements that this issue does not have."""
    pages = _lay(*small)
    assert not re.search(r"<[^>]*\sstyle\s*=|<style", pages.html)
    css = "\n".join(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL) for _, text in pages.style_sheets)
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", css)
    defined = set(re.findall(r"(--[\w-]+)\s*:", css))
    assert len(defined) > 20
    for selector, body in rules:
        missing = set(re.findall(r"var\(\s*(--[\w-]+)\s*\)", body)) - defined
        classes = re.findall(r"\.([\w-]+)", selector)
        there = any(re.search(rf'class="[^"]*\b{name}\b', pages.html) for name in classes[-1:])
        assert not (missing and (there or not classes)), (selector.strip(), missing)


def test_every_picture_has_its_placement_and_every_link_its_goal(small):
    pages = _lay(*small)
    urls = re.findall(r'<img src="(issue:picture[^"]*)"', pages.html)
    assert sorted(urls) == sorted(placement.url for placement in pages.placements)
    ids = re.findall(r'\sid="([^"]+)"', pages.html)
    assert len(ids) == len(set(ids))
    targets = set(re.findall(r'href="#([^"]+)"', pages.html))
    assert targets <= set(ids)
    assert {placeholder.anchor for placeholder in pages.placeholders} <= set(ids)


def test_marks_of_html_in_a_text_are_text(gathered, desk):
    text = "钟<b>与</b>人 & “锤”\n\n师傅写下 <script>alert(1)</script> 和 {{ 7 * 7 }}，没有人看得懂。\n"
    pages = _lay(*gathered(desk.issue(article=text)))
    assert "<script" not in pages.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in pages.html
    assert "{{ 7 * 7 }}" in pages.html


def test_a_layout_that_does_not_exist_is_said_with_those_that_do(small):
    with pytest.raises(LayoutError) as caught:
        _lay(*small, layout="newspaper")
    assert "newspaper" in caught.value.message.zh
    assert "magazine" in caught.value.hint.zh


@pytest.mark.parametrize(
    "fault",
    [
        "{% if %}",
        "{{ no_such_thing.name }}",
        "{% include 'parts/gone.html.j2' %}",
        "{{ identity.name | shout }}",
    ],
)
def test_an_error_in_a_template_names_its_file_and_line(small, own_layouts, fault):
    part = own_layouts / "magazine" / "parts" / "colophon.html.j2"
    lines = part.read_text("utf-8").splitlines()
    part.write_text("\n".join([lines[0], fault, *lines[1:]]), "utf-8")
    with pytest.raises(LayoutError) as caught:
        _lay(*small, layouts=own_layouts)
    assert (caught.value.place.file, caught.value.place.line) == ("parts/colophon.html.j2", 2)


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("layout.toml", 'grid = "18pt"', 'grid = "18 furlongs"'),
        ("layout.toml", 'grid = "18pt"', ""),
        ("layout.toml", "[measures]", "[measures"),
        ("layout.toml", '"page", ', '"gone", '),
    ],
)
def test_a_wrong_layout_toml_is_a_layout_error_with_its_place(small, own_layouts, file, before, after):
    path = own_layouts / "magazine" / file
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")
    with pytest.raises(LayoutError) as caught:
        _lay(*small, layouts=own_layouts)
    assert caught.value.place.file == "layouts/magazine/layout.toml"


_SHADES = (15, 70, 128, 185, 240)


@pytest.fixture(scope="module")
def covers(tmp_path_factory, new_desk):
    """Photographs from dark to light, cleaned."""
    desk = new_desk(tmp_path_factory.mktemp("covers") / "desk")
    paths = [desk.photo(f"{shade}.jpg", size=(800, 1100), shade=shade) for shade in _SHADES]
    sources = [SourceFile(name=path.name, path=path, place=Place(file="issue.yaml")) for path in paths]
    return dict(zip(_SHADES, clean(sources, desk.folder / "clean"), strict=True))


@pytest.mark.parametrize("shade", _SHADES)
def test_cover_type_reads_on_any_photograph(small, covers, shade):
    """WCAG 2.2, 1.4.3, measured on the pixels that go into the page, by this test's own arithmetic."""
    issue, spec = small
    picture = replace(issue.cover.picture, path=covers[shade].path, sha256=covers[shade].sha256)
    pages = _lay(replace(issue, cover=replace(issue.cover, picture=picture)), spec)
    (placement,) = [p for p in pages.placements if "cover" in p.url]
    (picture,) = fit_all((placement,), PictureSpec(ppi=72, quality=90))
    image = Image.open(io.BytesIO(picture.data)).convert("RGB")
    css = "\n".join(text for _, text in pages.style_sheets)
    for name, top, bottom in (("--cover-type", 0.05, 0.2), ("--cover-foot-type", 0.66, 0.96)):
        (named,) = re.findall(rf"{name}: var\((--\w+)\)", css)
        colour = re.findall(rf"{named}: #(\w{{6}})", css)[-1]
        ink = _luminance(tuple(bytes.fromhex(colour)))
        band = image.crop(
            (image.width // 12, int(image.height * top), image.width * 11 // 12, int(image.height * bottom))
        )
        small = band.resize((40, 12), Image.Resampling.BOX)
        ground = sorted(_luminance(small.getpixel((x, y))) for x in range(40) for y in range(12))
        light, dark = ground[len(ground) * 9 // 10], ground[len(ground) // 10]
        assert min(_contrast(ink, light), _contrast(ink, dark)) >= 4.5, (name, colour)


def _luminance(rgb):
    parts = [c / 255 for c in rgb]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _contrast(one, other):
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)
