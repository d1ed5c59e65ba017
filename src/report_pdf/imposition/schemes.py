"""The schemes: from the number of pages to the forms of all sheets. Knows no sizes and no PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from report_pdf.imposition.forms import Cell, Edge, Face, Form, Gap, Scheme, SpineSide
from report_pdf.imposition.signatures import SIGNATURES, Signature, Span, gathered, nested

__all__ = ["forms"]

Pages = Sequence[int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """A side's cells before they are on a sheet."""

    cells: tuple[Cell, ...]
    columns: tuple[Gap, ...]
    rows: tuple[Gap, ...]

    def turned(self) -> _Block:
        """The whole block on its head."""
        width, height = len(self.columns), len(self.rows)
        cells = tuple(
            replace(
                cell,
                row=height - cell.row,
                column=width - cell.column,
                spine=_OTHER[cell.spine],
                turned=not cell.turned,
            )
            for cell in self.cells
        )
        return _Block(cells=cells, columns=self.columns[::-1], rows=self.rows[::-1])

    def moved(self, *, row: int = 0, column: int = 0) -> tuple[Cell, ...]:
        """The cells further down or to the right."""
        return tuple(replace(cell, row=cell.row + row, column=cell.column + column) for cell in self.cells)


_OTHER = {Edge.LEFT: Edge.RIGHT, Edge.RIGHT: Edge.LEFT, Edge.NONE: Edge.NONE}


def forms(
    scheme: Scheme,
    pages: Pages,
    *,
    signature: int = 4,
    spine_side: SpineSide = SpineSide.LEFT,
    inside: bool = False,
) -> tuple[Form, ...]:
    """Every side of every sheet, in the order they are printed.

    Args:
        scheme: How.
        pages: The book's pages in order, None for a blank one; for folded schemes and 2-up a multiple of 4, for the
            cover spread 2 (outside) or 4.
        signature: Pages a folded sheet has: 4, 8, 16 or 32.
        spine_side: Where the spine is.
        inside: For work-and-turn and work-and-tumble: signatures lie in each other, to be stitched.
    """
    if scheme is Scheme.TWO_UP:
        made = _two_up(pages)
    elif scheme is Scheme.COVER_SPREAD:
        made = _cover(pages)
    else:
        share = nested if inside or scheme is Scheme.SADDLE_STITCH else gathered
        made = _folded(scheme, pages, share(len(pages), size=signature))
    return tuple(made) if spine_side is SpineSide.LEFT else tuple(_mirrored(form) for form in made)


def _folded(scheme: Scheme, pages: Pages, spans: Sequence[Span]) -> Iterator[Form]:
    for number, span in enumerate(spans, 1):
        kind = SIGNATURES[len(span.pages)]
        front = _block(kind, kind.front, span=span, pages=pages)
        back = _block(kind, kind.back, span=span, pages=pages)
        if scheme is Scheme.WORK_AND_TURN:
            yield _side_by_side(front, back, number)
        elif scheme is Scheme.WORK_AND_TUMBLE:
            yield _one_above_the_other(front, back, number)
        else:
            yield _side(front, Face.FRONT, number)
            yield _side(back, Face.BACK, number)


def _block(kind: Signature, grid: Sequence[Sequence[int]], *, span: Span, pages: Pages) -> _Block:
    cells = tuple(
        Cell(
            page=pages[span.pages[local - 1] - 1],
            row=row,
            column=column,
            # A right-hand page has its spine on the left; on its head, on the right.
            spine=Edge.LEFT if (local % 2 == 1) is kind.upright[row] else Edge.RIGHT,
            turned=not kind.upright[row],
            depth=span.depth(local),
        )
        for row, line in enumerate(grid)
        for column, local in enumerate(line)
    )
    return _Block(cells=cells, columns=kind.columns, rows=kind.rows)


def _side(block: _Block, face: Face, number: int) -> Form:
    return Form(
        sheet=number,
        face=face,
        signature=number,
        cells=block.cells,
        columns=block.columns,
        rows=block.rows,
    )


def _side_by_side(front: _Block, back: _Block, number: int) -> Form:
    """Turned sideways, the left half falls behind the right half."""
    return Form(
        sheet=number,
        face=Face.BOTH,
        signature=number,
        cells=front.cells + back.moved(column=len(front.columns) + 1),
        columns=(*front.columns, Gap.CUT, *back.columns),
        rows=front.rows,
    )


def _one_above_the_other(front: _Block, back: _Block, number: int) -> Form:
    """Tumbled, the upper half falls behind the lower half, with its head where its foot was."""
    below = back.turned()
    return Form(
        sheet=number,
        face=Face.BOTH,
        signature=number,
        cells=front.cells + below.moved(row=len(front.rows) + 1),
        columns=front.columns,
        rows=(*front.rows, Gap.CUT, *below.rows),
    )


def _two_up(pages: Pages) -> Iterator[Form]:
    """Single leaves, two on a sheet: cut, then the left pile on top of the right one gives the book's order."""
    half = len(pages) // 2
    for sheet in range(half // 2):
        first = 2 * sheet
        fronts, backs = (first, half + first), (half + first + 1, first + 1)
        for face, side in ((Face.FRONT, fronts), (Face.BACK, backs)):
            cells = tuple(Cell(page=pages[at], row=0, column=column) for column, at in enumerate(side))
            yield Form(sheet=sheet + 1, face=face, signature=1, cells=cells, columns=(Gap.CUT,))


def _cover(pages: Pages) -> Iterator[Form]:
    """Back cover, spine, front cover; and the inside, where there is one."""
    yield _spread(Face.FRONT, pages[-1], pages[0])
    if len(pages) == 4:
        yield _spread(Face.BACK, pages[1], pages[2])


def _spread(face: Face, left: int | None, right: int | None) -> Form:
    cells = (
        Cell(page=left, row=0, column=0, spine=Edge.RIGHT),
        Cell(page=right, row=0, column=1, spine=Edge.LEFT),
    )
    return Form(sheet=1, face=face, signature=1, cells=cells, columns=(Gap.COVER_SPINE,))


def _mirrored(form: Form) -> Form:
    """For a book bound on its right: left and right change places, what stands on the pages does not."""
    width = len(form.columns)
    cells = tuple(replace(cell, column=width - cell.column, spine=_OTHER[cell.spine]) for cell in form.cells)
    return replace(form, cells=cells, columns=form.columns[::-1])
