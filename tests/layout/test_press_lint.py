"""What a layout may not ask of a press: found in its sheets, templates and drawings, each at its place, all at once."""

from __future__ import annotations

import shutil

import pytest

from report_pdf.errors import LayoutError
from report_pdf.layout.measures import open_layout
from report_pdf.layout.press_lint import lint_for_press
from report_pdf.resources import layouts_folder

# What the build adds for each issue: the cover's type, light or dark.
_ISSUE = ("issue.css", ".cover { --cover-type: var(--paper); --cover-foot-type: var(--ink) }")


@pytest.fixture
def layouts(tmp_path):
    shutil.copytree(layouts_folder() / "magazine", tmp_path / "magazine")
    return tmp_path


def _lint(layouts, edition="edition-print", ink_limit=300):
    folder = open_layout(layouts, "magazine")
    sheets = (*folder.style_sheets, folder.edition_sheet(edition), _ISSUE)
    return lint_for_press(folder, sheets, ink_limit=ink_limit)


def _refused(layouts, **how):
    with pytest.raises(LayoutError) as caught:
        _lint(layouts, **how)
    return [(str(one.place).removeprefix("layouts/magazine/"), one.code) for one in caught.value.findings]


def _append(layouts, file, text):
    """Adds lines to a file of the layout; gives the number of the first."""
    path = layouts / "magazine" / file
    before = path.read_text("utf-8").rstrip("\n") + "\n"
    path.write_text(before + text, "utf-8")
    return before.count("\n") + 1


def test_the_house_layout_can_be_printed(layouts):
    assert _lint(layouts) == ()


@pytest.mark.parametrize(
    ("declaration", "column", "code"),
    [
        ("color: #c00", 12, "colour"),
        ("background: rgba(0, 0, 0, .4)", 17, "colour"),
        ("border: 1pt solid teal", 23, "colour"),
        ("color: color-mix(in srgb, var(--ink), var(--paper))", 12, "colour"),
        ("--wash: lab(50% 40 20)", 13, "colour"),
        ("color: var(--nobody, navy)", 26, "colour"),
        ("color: var(--idntity)", 12, "unknown-colour"),
        ("background: linear-gradient(var(--ink), var(--paper))", 17, "gradient"),
        ("--sky: radial-gradient(var(--ink), var(--paper))", 12, "gradient"),
        ("box-shadow: 1mm 1mm 2mm var(--rule)", 5, "shadow"),
        ("box-shadow: 0 0 var(--rule), 0 0 calc(1mm * 2) var(--rule)", 5, "shadow"),
        ("text-shadow: 1pt 1pt var(--rule)", 5, "shadow"),
        ("border: 2pt groove var(--rule)", 5, "border"),
        ("border-left-style: inset", 5, "border"),
        ("outline: 1pt ridge var(--rule)", 5, "border"),
        ("column-rule: 1pt outset var(--rule)", 5, "border"),
        ("filter: blur(2pt)", 5, "effect"),
        ("mix-blend-mode: multiply", 5, "effect"),
        ("mask-image: url(issue:code.svg)", 5, "effect"),
        ("-webkit-mask: none url(issue:code.svg)", 5, "effect"),
        ("--black: device-cmyk(1 1 .5 1)", 14, "ink-limit"),
        ("color: device-cmyk(0 0 0)", 12, "colour"),
    ],
)
def test_refused_in_a_style_sheet_with_line_and_column(layouts, declaration, column, code):
    line = _append(layouts, "css/text.css", f"p {{ {declaration} }}\n")
    assert _refused(layouts) == [(f"css/text.css:{line}:{column}", f"layout/press-{code}")]


@pytest.mark.parametrize(
    "declaration",
    [
        "color: currentcolor; background: transparent",
        "box-shadow: 1mm 1mm var(--rule); text-shadow: none; filter: none",
        "border: 1pt double var(--rule); box-shadow: inset 1mm 0 0 2mm var(--tint)",
        "opacity: .5; page: navy; font-family: Tan; content: '#fff'",
        "background: url(issue:wash.jpg#fff); string-set: red 'blue'",
    ],
)
def test_what_a_press_can_print_is_left_alone(layouts, declaration):
    _append(layouts, "css/text.css", f"p {{ {declaration} }}\n")
    assert _lint(layouts) == ()


def test_a_style_behind_a_name_is_found_where_it_is_used(layouts):
    line = _append(
        layouts, "css/text.css", ":root { --edge: groove; --soft: 0 0 2mm }\np { border: 1pt var(--edge) }\n"
    )
    _append(layouts, "css/figures.css", "\nimg { box-shadow: var(--soft) var(--rule) }")
    assert [code for _, code in _refused(layouts)] == ["layout/press-shadow", "layout/press-border"]
    assert _refused(layouts)[1][0] == f"css/text.css:{line + 1}:5"


def test_inside_media_and_margin_boxes(layouts):
    line = _append(
        layouts,
        "css/page.css",
        "@media print {\n  p { color: red }\n}\n@page cover { marks: crop;\n @top-left { color: #123456 } }\n"
        "@color-profile device-cmyk { src: url(x.icc) }\n",
    )
    assert _refused(layouts) == [
        (f"css/page.css:{line + 1}:14", "layout/press-colour"),
        (f"css/page.css:{line + 3}:15", "layout/press-marks"),
        (f"css/page.css:{line + 4}:21", "layout/press-colour"),
        (f"css/page.css:{line + 5}:1", "layout/press-profile"),
    ]


def test_templates_and_drawings_are_read_too(layouts):
    part = layouts / "magazine/parts/back-cover.html.j2"
    part.write_text(
        '{% if a > b %}<p style="color: red">{{ "<hr>" }}</p>{% endif %}\n'
        "<style>\n p { color: blue }\n</style>\n"
        '<div\n  class="{{ x }}" style="\n   border: 1pt ridge">\n<hr>\n',
        "utf-8",
    )
    (layouts / "magazine/mark.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg">\n<linearGradient id="g"/>'
        '<path fill="#123" stroke="device-cmyk(0 0 0 1)" d=""/></svg>',
        "utf-8",
    )
    assert _refused(layouts) == [
        ("mark.svg:2:1", "layout/press-gradient"),
        ("mark.svg:2:37", "layout/press-colour"),
        ("parts/back-cover.html.j2:1:32", "layout/press-colour"),
        ("parts/back-cover.html.j2:3:13", "layout/press-colour"),
        ("parts/back-cover.html.j2:7:4", "layout/press-border"),
        ("parts/back-cover.html.j2:8:1", "layout/press-element"),
    ]


def test_only_templates_that_make_the_pages_are_read(layouts):
    (layouts / "magazine/proof.html.j2").write_text("<hr>", "utf-8")
    assert _lint(layouts) == ()
    (layouts / "magazine/parts/flow-wrong.html.j2").write_text("<hr>", "utf-8")
    assert _refused(layouts) == [("parts/flow-wrong.html.j2:1:1", "layout/press-element")]


def test_the_sheets_of_other_editions_are_not_judged(layouts):
    _append(layouts, "css/edition-email.css", "p { color: red; filter: blur(1pt) }\n")
    assert _lint(layouts) == ()
    assert _refused(layouts, edition="edition-email")


def test_the_palette_keeps_to_the_ticket_s_ink_limit(layouts):
    assert _refused(layouts, ink_limit=200) == [("css/edition-print.css:3:15", "layout/press-ink-limit")]


def test_what_is_only_unwise_is_said_without_stopping(layouts):
    line = _append(
        layouts,
        "css/text.css",
        "p { font: 7pt/9pt var(--sans); color: var(--identity) }\nb { color: device-cmyk(0 0 0 .5) }\n",
    )
    assert [(one.place.line, one.code) for one in _lint(layouts)] == [
        (line, "layout/press-small-text"),
        (line + 1, "layout/press-outside-palette"),
    ]
