"""Says on each structure element which HTML element it is of: the archive pass makes one of the pieces of a paragraph.

In: the engine's box tree, where each fragment of an element is tagged on its own. Out: the same structure tree, whose
elements carry ``/XXElement``: the element's number in document order, its parent's, its tag, the structure type that its
``data-tag`` attribute asks for (or ``-``; ``LI.2``: an item of the second level in a flat list), and its id. ``lang``
attributes become ``/Lang`` (ISO 32000-1, 14.9.2). Names with XX are private (annex E); the closing passes drop them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf import tags

__all__ = ["ELEMENT_KEY", "install"]

ELEMENT_KEY = "XXElement"
_BuildTree = Callable[..., Iterator[Any]]
_ENGINE: dict[str, _BuildTree] = {}
_ORDER: dict[Any, tuple[int, int]] = {}
"""Each element's number and its parent's."""


def install() -> None:
    """Puts the marks into the engine, once per process; the engine's version is guarded where it is started."""
    if not _ENGINE:
        _ENGINE["_build_box_tree"] = tags._build_box_tree  # noqa: SLF001 - there is no public way
        tags._build_box_tree = _build_box_tree  # noqa: SLF001


def _build_box_tree(box: Any, *args: Any) -> Iterator[Any]:
    if isinstance(box, AbsolutePlaceholder):
        box = box._box  # noqa: SLF001 - as the engine does
    if box.element is not None and box.element_tag == "html":
        _number(box.element)
    for element in _ENGINE["_build_box_tree"](box, *args):
        if ELEMENT_KEY not in element and not isinstance(box, boxes.MarginBox):
            _mark(element, box)
        yield element


def _number(root: Any) -> None:
    """Numbers the elements of a document as it starts: the same element on a later page keeps its number."""
    if root not in _ORDER:
        _ORDER.clear()
        _ORDER[root] = 0, 0
        for number, element in enumerate(root.iter()):
            own = number, _ORDER[element][1]
            _ORDER[element] = own
            _ORDER.update((child, (0, number)) for child in element)


def _mark(structure: Any, box: Any) -> None:
    element = box.element
    if element is None or element not in _ORDER:
        return
    attributes = element.attrib
    is_itself = box.element_tag == element.tag
    words = [*map(str, _ORDER[element]), str(box.element_tag).rpartition("}")[2]]
    if is_itself:
        words += [attributes.get("data-tag") or "-", attributes.get("id", "")]
    structure[ELEMENT_KEY] = tags.pydyf.String(" ".join(words).rstrip())
    if is_itself and (language := attributes.get("lang")):
        structure["Lang"] = tags.pydyf.String(language)
