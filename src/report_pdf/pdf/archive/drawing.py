"""Where a page draws its supplement: the form, and how it is placed (``grafting`` puts it below all else)."""

from __future__ import annotations

from dataclasses import dataclass

import pikepdf

from report_pdf.pdf.archive.operators import Instruction, first_of, name_of, operator_of
from report_pdf.pdf.geometry import Matrix, Rectangle, inherited, numbers_of, rectangle_of

__all__ = ["SUPPLEMENT_NAME", "Drawing", "drawing_of"]

SUPPLEMENT_NAME = "/Supplement"
"""How the names begin under which supplements are drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A supplement's page as it is drawn: the page's content, where in it, and the form.

    ``space``: from the supplement's own page to the page it stands on.
    """

    content: tuple[Instruction, ...]
    at: int
    form: pikepdf.Stream
    space: Matrix

    @property
    def box(self) -> Rectangle | None:
        """What is drawn, on the page it stands on."""
        box = rectangle_of(self.form.get("/BBox"))
        return None if box is None else self.space.rectangle(box)


def drawing_of(pdf: pikepdf.Pdf, index: int) -> Drawing | None:
    """The first supplement that page ``index`` (from 0) draws."""
    page = pdf.pages[index].obj
    content = tuple(pikepdf.parse_content_stream(page))
    at = next((at for at, one in enumerate(content) if _draws_supplement(one)), None)
    if at is None:
        return None
    resources = inherited(page, "/Resources")
    form = resources["/XObject"].get(name_of(first_of(content[at]))) if resources is not None else None
    if not isinstance(form, pikepdf.Stream):
        return None
    before = content[at - 1] if at else None
    placed = list(before.operands) if before is not None and operator_of(before) == "cm" else []
    space = _matrix(form.get("/Matrix")).then(_matrix(pikepdf.Array(placed)))
    return Drawing(content=content, at=at, form=form, space=space)


def _matrix(numbers: object) -> Matrix:
    given = numbers_of(numbers)
    return Matrix(*given) if len(given) == 6 else Matrix()


def _draws_supplement(instruction: Instruction) -> bool:
    return operator_of(instruction) == "Do" and name_of(first_of(instruction)).startswith(SUPPLEMENT_NAME)
