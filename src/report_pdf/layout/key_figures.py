"""Key figures out of the text: number, measure word and what is counted, each as its sentence says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from report_pdf.findings import Place
from report_pdf.model.manuscript import Block, Bullet, Paragraph
from report_pdf.typography import Quantity, quantities

__all__ = ["KeyFigure", "find_key_figures"]

_LIGHTEST = 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """“348 次 履职活动”, and the place of the block that says so. A hedge (近, 超) stays with its number."""

    hedge: str
    number: str
    unit: str
    label: str
    place: Place
    weight: float


def find_key_figures(blocks: Sequence[Block], *, count: int = 4) -> tuple[KeyFigure, ...]:
    """The ``count`` most telling figures in the order of the text; fewer than three make no panel: then none.

    They come out of the same reading as the copy editor's ledger. One whose thing has another figure elsewhere, or
    which its sentence does not say in these words, is not shown.
    """
    found: dict[str, KeyFigure] = {}
    contested: set[tuple[str, str]] = set()
    for block in blocks:
        if isinstance(block, Paragraph | Bullet):
            for figure in _in_block(block):
                thing = figure.label[-2:]
                known = found.get(thing)
                if known is not None and _contests(known, figure):
                    contested.add((figure.label, figure.unit))
                if known is None or figure.weight > known.weight:
                    found[thing] = figure
    sure = [figure for figure in found.values() if (figure.label, figure.unit) not in contested]
    ordered = sorted(sure, key=lambda figure: (figure.place.line or 0, figure.place.column or 0))
    strong = [figure for figure in ordered if figure.weight >= _LIGHTEST]
    best = sorted(strong, key=lambda figure: -figure.weight)[:count]
    return tuple(figure for figure in ordered if figure in best) if len(best) >= 3 else ()


def _contests(one: KeyFigure, other: KeyFigure) -> bool:
    """The same thing in the same unit with two exact figures."""
    exact = not (one.hedge or other.hedge or one.unit[0] in "多余" or other.unit[0] in "多余")
    return exact and (one.label, one.unit) == (other.label, other.unit) and one.number != other.number


def _in_block(block: Block) -> list[KeyFigure]:
    said = [quantity for quantity in quantities(block.text) if quantity.label]
    return [_figure(quantity, block.place) for quantity in said if _is_said(quantity, block.text)]


def _is_said(quantity: Quantity, text: str) -> bool:
    """The figure stands in its sentence as it will stand on the page, and so does what it counts."""
    low, high = quantity.clause
    words = f"{quantity.hedge}{quantity.number}{quantity.unit}"
    return text[quantity.start : quantity.end] == words and quantity.label in text[low:high].replace(
        "“", ""
    ).replace("”", "")


def _figure(quantity: Quantity, place: Place) -> KeyFigure:
    weight = (
        min(quantity.value, 3000) ** 0.3
        + 2 * min(len(quantity.label), 4)
        - (8 if quantity.is_vague else 0)
        - (6 if quantity.unit == "元" else 0)
    )
    return KeyFigure(
        hedge=quantity.hedge,
        number=quantity.number,
        unit=quantity.unit,
        label=quantity.label,
        place=place,
        weight=weight,
    )
