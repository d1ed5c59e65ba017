"""Line and text boxes that are anonymous all have the same margins, borders and backgrounds: none.

In: boxes of the engine. Out: what the engine would work out property by property, for every line and twice for some.
"""

from __future__ import annotations

from typing import Any

from weasyprint.css import AnonymousStyle
from weasyprint.formatting_structure import boxes

from report_pdf.render.compose_engine import ENGINE

__all__ = ["layout_box_backgrounds", "resolve_percentages"]

_SIDES = ("top", "right", "bottom", "left")
_USED = (
    *(f"margin_{side}" for side in _SIDES),
    *(f"padding_{side}" for side in _SIDES),
    *(f"border_{side}_width" for side in _SIDES),
    *(f"{bound}{axis}" for axis in ("width", "height") for bound in ("", "min_", "max_")),
)
_CORNERS = ("top_left", "top_right", "bottom_right", "bottom_left")
_NO_BACKGROUND = {"background": None} | {f"border_{corner}_radius": (0, 0) for corner in _CORNERS}
_RESOLVED: dict[str, Any] = {}
"""What the engine itself made of the first such box."""


def _is_anonymous(box: Any) -> bool:
    return type(box) in (boxes.TextBox, boxes.LineBox) and type(box.style) is AnonymousStyle


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """The used margins, padding, borders and sizes of a box."""
    if not _is_anonymous(box):
        ENGINE["resolve_percentages"](box, containing_block)
        return
    if not _RESOLVED:
        ENGINE["resolve_percentages"](box, containing_block)
        _RESOLVED.update({name: getattr(box, name) for name in _USED})
    box.__dict__.update(_RESOLVED)


def layout_box_backgrounds(page: Any, box: Any, get_image_from_uri: Any, *args: Any, **options: Any) -> None:
    """The background of a box and, by the engine calling this again, of all in it."""
    if args or options or not _is_anonymous(box):
        ENGINE["layout_box_backgrounds"](page, box, get_image_from_uri, *args, **options)
        return
    box.__dict__.update(_NO_BACKGROUND)
    for child in box.all_children():
        layout_box_backgrounds(page, child, get_image_from_uri)
