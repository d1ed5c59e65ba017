"""The font programs of an edition for the mail, made small by those who know fonts."""

from __future__ import annotations

from collections.abc import Mapping

from report_pdf.fonts import compact_face, drawn_besides, faces_of
from report_pdf.pdf import NewProgram, font_programs

__all__ = ["compact_programs"]


def compact_programs(pdf: bytes, *, coarse: bool = False) -> Mapping[int, NewProgram]:
    """What stands for each font program of ``pdf``, by object number; cuts of one face share one.

    ``coarse``: outlines on half as fine a grid.
    """
    known = [
        (one, more) for one in font_programs(pdf) if (more := drawn_besides(one.data, one.used)) is not None
    ]
    made: dict[int, NewProgram] = {}
    for places in faces_of([one.data for one, _ in known]):
        cuts = [known[place] for place in places]
        used = frozenset().union(*(cut.used | more for cut, more in cuts))
        face = compact_face([cut.data for cut, _ in cuts], used, coarse=coarse)
        program = NewProgram(data=face.data, glyphs=face.glyphs)
        made.update({cut.key: program for cut, _ in cuts})
    return made
