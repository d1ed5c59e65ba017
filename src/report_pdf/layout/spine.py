"""The colours of an issue's spine, from the palette of its layout: ``--spine`` and ``--spine-type``."""

from __future__ import annotations

from pathlib import Path

from report_pdf.layout.measures import open_layout
from report_pdf.layout.press_sheets import Origin, Token, blocks, expanded
from report_pdf.layout.press_values import inks_of
from report_pdf.model.edition import EditionSpec

__all__ = ["spine_inks"]


def spine_inks(
    spec: EditionSpec, *, layouts: Path, layout: str
) -> tuple[tuple[float, ...], tuple[float, ...]] | None:
    """Ground and type as cyan, magenta, yellow, black from 0 to 1; None where the layout gives no spine its colours.

    Raises:
        LayoutError: The layout does not exist or is wrong.
    """
    name, css = open_layout(layouts, layout).edition_sheet(spec.style_sheet)
    properties: dict[str, tuple[Token, ...]] = {
        one.name: one.tokens
        for block in blocks(css, Origin(file=name))
        for one in block.declarations
        if one.is_custom
    }
    ground, type_ = (
        inks_of(expanded(properties.get(key, ()), properties)) for key in ("--spine", "--spine-type")
    )
    return (ground, type_) if ground and type_ else None
