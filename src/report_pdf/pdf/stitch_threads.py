"""Article threads: beads on stitched pages, in their order, where they stand now (ISO 32000-2 12.4.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pikepdf

from report_pdf.pdf.destinations import Landing
from report_pdf.pdf.geometry import Matrix, rectangle_of

__all__ = ["carry_threads"]

_MOST = 20_000


def carry_threads(
    packet: pikepdf.Pdf,
    sheets: Sequence[pikepdf.Object],
    source: pikepdf.Pdf,
    landings: Mapping[int, Landing],
) -> tuple[int, int]:
    """Threads that were carried, and beads that were left because their page was. ``sheets``: the packet's pages."""
    theirs = source.Root.get("/Threads")
    if not isinstance(theirs, pikepdf.Array):
        return 0, 0
    theirs_at = [page.obj.objgen for page in source.pages]
    pages = {theirs_at[index]: (sheets[landing.page], landing.matrix) for index, landing in landings.items()}
    carried = left = 0
    for thread in list(theirs):
        if not isinstance(thread, pikepdf.Dictionary):
            continue
        beads = list(_beads(thread))
        kept = [bead for bead in beads if _page(bead) in pages]
        left += len(beads) - len(kept)
        if kept:
            _enter(packet, source, thread, [(bead, *pages[_page(bead)]) for bead in kept])
            carried += 1
    return carried, left


def _beads(thread: pikepdf.Object) -> Iterator[pikepdf.Object]:
    bead, seen = thread.get("/F"), set[tuple[int, int]]()
    while isinstance(bead, pikepdf.Dictionary) and bead.objgen not in seen and len(seen) < _MOST:
        seen.add(bead.objgen)
        yield bead
        bead = bead.get("/N")


def _page(bead: pikepdf.Object) -> tuple[int, int]:
    page = bead.get("/P")
    return page.objgen if isinstance(page, pikepdf.Dictionary) else (0, 0)


def _enter(
    packet: pikepdf.Pdf,
    source: pikepdf.Pdf,
    thread: pikepdf.Object,
    beads: list[tuple[pikepdf.Object, pikepdf.Object, Matrix]],
) -> None:
    copy = packet.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Thread))
    if isinstance(info := thread.get("/I"), pikepdf.Dictionary):
        copy["/I"] = packet.copy_foreign(info if info.is_indirect else source.make_indirect(info))
    new = [_bead(packet, bead, page, matrix) for bead, page, matrix in beads]
    for number, bead in enumerate(new):
        bead["/N"], bead["/V"] = new[(number + 1) % len(new)], new[number - 1]
    new[0]["/T"] = copy
    copy["/F"] = new[0]
    threads = packet.Root.get("/Threads")
    own = list(threads) if isinstance(threads, pikepdf.Array) else []
    packet.Root["/Threads"] = pikepdf.Array([*own, copy])


def _bead(packet: pikepdf.Pdf, bead: pikepdf.Object, page: pikepdf.Object, matrix: Matrix) -> pikepdf.Object:
    new = packet.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Bead, P=page))
    if (box := rectangle_of(bead.get("/R"))) is not None:
        moved = matrix.rectangle(box).rounded()
        new["/R"] = pikepdf.Array([moved.left, moved.bottom, moved.right, moved.top])
    own = page.get("/B")
    page["/B"] = pikepdf.Array([*(list(own) if isinstance(own, pikepdf.Array) else []), new])
    return new
