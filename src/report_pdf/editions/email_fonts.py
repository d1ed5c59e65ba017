"""The font programs of an edition for the mail, made small by those who know fonts."""

from __future__ import annotations

from collections.abc import Mapping

from report_pdf.fonts import compact_face, drawn_besides, faces_of
from report_pdf.pdf import NewProgram, font_programs

__all__ = ["compact_programs"]

_FEW_GLYPHS = 32
_DISPLAY_GRID = 2


def compact_programs(pdf: bytes, *, grid: int = 1) -> Mapping[int, NewProgram]:
    """What stands for each font program of ``pdf``, by object number; cuts of one face share one.

    ``grid``: thousandths of the em that outlines are rounded to; a face of few glyphs sets titles and figures, which
    are large, and stays finer.
    """
    known = [
        (one, more) for one in font_programs(pdf) if (more := drawn_besides(one.data, one.used)) is not None
    ]
    made: dict[int, NewProgram] = {}
    for places in faces_of([one.data for one, _ in known]):
        cuts = [known[place] for place in places]
        used = frozenset().union(*(cut.used | more for cut, more in cuts))
        finest = min(grid, _DISPLAY_GRID) if len(used) < _FEW_GLYPHS else grid
        face = compact_face([cut.data for cut, _ in cuts], used, grid=finest)
        program = NewProgram(data=face.data, glyphs=face.glyphs)
        made.update({cut.key: program for cut, _ in cuts})
    return made
