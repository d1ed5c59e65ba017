"""What our patches take for granted of WeasyPrint 70.0: one test for each function replaced, wrapped or used."""

from __future__ import annotations

import inspect

import pytest
import weasyprint
from weasyprint import document, draw
from weasyprint.css import ComputedStyle
from weasyprint.draw import text as draw_text
from weasyprint.formatting_structure import boxes
from weasyprint.layout import LayoutContext, background, block, column, inline, preferred
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.text import line_break
from weasyprint.urls import FatalURLFetchingError, URLFetcher, fetch

from report_pdf.model.pages import Resource
from report_pdf.render import composer
from report_pdf.render.compose_engine import ENGINE
from report_pdf.render.custom_properties import keyword, line_grid, own_keyword
from report_pdf.render.fetcher import ForbiddenUrl, ResourceFetcher

LAYOUT = (
    "context box bottom_space skip_stack containing_block page_is_empty absolute_boxes fixed_boxes"
    " adjoining_margins"
)


def _parameters(function: object) -> str:
    return " ".join(inspect.signature(function).parameters)


def test_version() -> None:
    assert weasyprint.__version__ == "70.0"


@pytest.mark.parametrize(
    ("function", "parameters"),
    [
        (
            column.columns_layout,
            LAYOUT + " first_letter_style first_line_style",
        ),
        (column._create_column_box, "box containing_block children width position_y"),
        (
            block.block_level_layout,
            LAYOUT + " first_letter_style first_line_style discard max_lines",
        ),
        (block.block_level_width, "box containing_block with_min_max"),
        (block.block_level_page_break, "sibling_before sibling_after"),
        (block.block_level_page_name, "sibling_before sibling_after"),
        (block.avoid_page_break, "page_break context"),
        (block.collapse_margin, "adjoining_margins"),
        (block.relative_positioning, "box containing_block"),
        (LayoutContext.create_block_formatting_context, "self root_box new_list"),
        (LayoutContext.finish_block_formatting_context, "self root_box"),
        (LayoutContext.add_running_element, "self box"),
        (boxes.ParentBox.copy_with_children, "self new_children"),
        (boxes.ParentBox.remove_decoration, "self start end"),
        (AbsolutePlaceholder.translate, "self dx dy ignore_floats"),
        (URLFetcher.fetch, "self url headers"),
    ],
)
def test_signatures(function: object, parameters: str) -> None:
    assert _parameters(function) == parameters


@pytest.mark.parametrize(
    ("module", "name"),
    [(block, "block_level_layout_switch"), (block, "_linebox_layout"), (draw_text, "draw_first_line")],
)
def test_watched_functions_take_the_box_second(module: object, name: str) -> None:
    assert _parameters(getattr(module, name)).split()[1] in {"box", "textbox"}


@pytest.mark.parametrize(
    ("module", "name", "parameters"),
    [
        (inline, "get_next_linebox", "context linebox position_y bottom_space skip_stack containing_block absolute_boxes fixed_boxes first_letter_style first_line_style"),
        (inline, "split_text_box", "context box available_width skip is_line_start"),
        (inline, "split_inline_box", "context box position_x max_x bottom_space skip_stack containing_block absolute_boxes fixed_boxes line_placeholders waiting_floats line_children first_letter_style first_line_style"),
        (inline, "_break_waiting_children", "context box max_x bottom_space initial_skip_stack absolute_boxes fixed_boxes line_placeholders waiting_floats line_children children waiting_children first_letter_style first_line_style"),
        (inline, "atomic_box", "context box position_x skip_stack containing_block absolute_boxes fixed_boxes"),
        (inline, "justify_line", "context line extra_width"),
        (inline, "avoid_collisions", "context box containing_block outer"),
        (inline, "resolve_percentages", "box containing_block"),
        (background, "layout_box_backgrounds", "page box get_image_from_uri layout_children style"),
        (line_break, "split_first_line", "text style context max_width justification_spacing is_line_start minimum"),
        (preferred, "inline_max_content_width", "context box outer is_line_start"),
        (preferred, "inline_min_content_width", "context box outer skip_stack first_line is_line_start"),
        (draw_text, "draw_first_line", "stream textbox text_overflow block_ellipsis matrix"),
        (draw, "draw_inline_level", "stream page box offset_x text_overflow block_ellipsis"),
        (document.Page, "paint", "self stream scale"),
    ],
)  # fmt: skip
def test_the_engine_still_has_the_functions_the_composer_replaces(
    module: object, name: str, parameters: str
) -> None:
    composer.install()
    engine = ENGINE.get(name, getattr(module, name)) if module is not line_break else getattr(module, name)
    assert _parameters(engine) == parameters


def test_columns_are_called_through_the_block_module() -> None:
    assert block.columns_layout is column.columns_layout
    assert "columns_layout(" in inspect.getsource(block.block_box_layout)


def _style(css: str) -> ComputedStyle:
    """The computed style of a child of an element with that style."""
    page = weasyprint.HTML(string=f"<div style='{css}'><p>甲</p></div>").render().pages[0]
    (paragraph,) = [
        box
        for box in page._page_box.descendants()
        if box.element_tag == "p" and isinstance(box, boxes.BlockBox)
    ]
    return paragraph.style


def test_custom_properties_reach_the_computed_style_and_inherit() -> None:
    style = _style("--line-grid: 18pt; --float: Top")
    assert line_grid(style) == pytest.approx(24)
    assert keyword(style, "float") == "top"
    assert own_keyword(style, "float") == ""


@pytest.mark.parametrize(
    ("value", "pixels"),
    [
        ("none", None),
        ("0", None),
        ("1.5em", 30),
        ("calc(1em + 4px)", 24),
        ("var(--unit)", 12),
        ("18pt 2", None),
    ],
)
def test_line_grid_values(value: str, pixels: float | None) -> None:
    assert line_grid(_style(f"font-size: 20px; --unit: 9pt; --line-grid: {value}")) == pixels


def test_fetcher_serves_exact_addresses_and_nothing_else() -> None:
    fetcher = ResourceFetcher([Resource(url="issue:图/一.jpg", data=b"jpeg", media_type="image/jpeg")])
    with fetch(fetcher, "issue:%E5%9B%BE/%E4%B8%80.jpg") as response:
        assert (response.read(), response.content_type) == (b"jpeg", "image/jpeg")
    for url in ("issue:图/二.jpg", "data:text/plain,x", "file:///etc/hostname"):
        with pytest.raises(FatalURLFetchingError) as caught, fetch(fetcher, url):
            pass
        assert isinstance(caught.value.__cause__, ForbiddenUrl)
