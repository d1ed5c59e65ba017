"""Named destinations of supplements in the packet's own tree: kept, moved with their pages, renamed where they clash.

ISO 32000-2 12.3.2.4. Links inside the packet lead to their pages directly, so that no name can lead them astray; the
names stay for whoever points at the file from outside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf

from report_pdf.findings import Finding, Place
from report_pdf.pdf.annotations import destination_array
from report_pdf.pdf.destinations import Destination
from report_pdf.pdf.rules import said
from report_pdf.pdf.stitch_ledger import Names
from report_pdf.pdf.stitch_trees import name_pairs, name_tree

__all__ = ["NamedPlaces", "enter_names"]

_MOST_TOLD = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlaces:
    """A supplement's names that lead to stitched pages, where they lead now; ``left``: how many lead elsewhere."""

    place: Place
    names: tuple[tuple[bytes, Destination], ...]
    left: int = 0


def enter_names(
    packet: pikepdf.Pdf, pages: Sequence[pikepdf.Object], supplements: Sequence[NamedPlaces]
) -> Iterator[Finding]:
    """Writes the tree anew, once for all supplements; yields what was renamed or left. ``pages``: the packet's."""
    if not any(one.names or one.left for one in supplements):
        return
    names = packet.Root.get("/Names")
    if not isinstance(names, pikepdf.Dictionary):
        packet.Root["/Names"] = pikepdf.Dictionary()
        names = packet.Root["/Names"]
    pairs = list(name_pairs(names.get("/Dests")))
    taken = Names({key for key, _ in pairs} | _older(packet.Root))
    for one in supplements:
        renamed = []
        for written, target in one.names:
            new = _free(written, taken)
            pairs.append((new, destination_array(pages, target)))
            renamed += [(written, new)] if new != written else []
        yield from _told(one, renamed)
    names["/Dests"] = name_tree(packet, pairs)


def _older(root: pikepdf.Object) -> set[bytes]:
    """Names in the catalogue's own dictionary, as PDF 1.1 had them."""
    old = root.get("/Dests")
    return {key[1:].encode() for key, _ in old.items()} if isinstance(old, pikepdf.Dictionary) else set()


def _free(name: bytes, taken: Names[bytes]) -> bytes:
    # A UTF-16 name goes on in UTF-16.
    coding = "utf-16-be" if name.startswith(b"\xfe\xff") else "ascii"
    return taken.free(name, lambda number: name + f"-{number}".encode(coding))


def _told(one: NamedPlaces, renamed: Sequence[tuple[bytes, bytes]]) -> Iterator[Finding]:
    if one.names:
        yield said(
            "pdf/names-kept",
            one.place,
            zh=f"带入 {len(one.names)} 个命名目标。",
            en=f"{len(one.names)} named destinations are carried.",
        )
    if renamed:
        words = [f"{_words(old)} → {_words(new)}" for old, new in renamed[:_MOST_TOLD]]
        more = " …" if len(renamed) > _MOST_TOLD else ""
        yield said(
            "pdf/name-renamed",
            one.place,
            zh=f"{len(renamed)} 个命名目标与别的文件同名，已改名：{'，'.join(words)}{more}。",
            en=f"{len(renamed)} named destinations were called like another file's and are renamed: "
            f"{', '.join(words)}{more}.",
        )
    if one.left:
        yield said(
            "pdf/name-left",
            one.place,
            zh=f"{one.left} 个命名目标指向未合订的页，未带入。",
            en=f"{one.left} named destinations lead to pages that are not stitched and were left.",
        )


def _words(name: bytes) -> str:
    text = str(pikepdf.String(name))
    return "".join(mark if mark.isprintable() else "?" for mark in text)[:60]
