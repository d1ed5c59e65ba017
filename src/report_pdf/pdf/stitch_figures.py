"""Pages without tags in a tagged body: each is a figure with words, so that a screen reader is told what is there.

In: the packet, in whose pages the supplement's are drawn as forms. Out: a ``Part`` with the supplement's title, in it a
``Figure`` for each page, whose alternative text names title and page and says the page's text, and its links and fields
(ISO 32000-2 14.8.4.8.5, 14.9.3). The archive's pass makes its own (``archive/page_figures``), in the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2

from report_pdf.pdf.archive.page_figures import alternative
from report_pdf.pdf.geometry import Rectangle
from report_pdf.pdf.stitch_ledger import TagTree

__all__ = ["Drawn", "figures", "page_texts"]

_LONGEST = 20_000
"""Characters of a page's text: a page that says more is no page that anybody reads aloud."""
_KINDS = {"/Link": pikepdf.Name.Link, "/Widget": pikepdf.Name.Form}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One of the supplement's pages (from 0) where it stands now: the packet's page, what draws it, and the box of it."""

    source: int
    page: pikepdf.Object
    drawing: pikepdf.Stream
    box: Rectangle


def page_texts(path: Path, pages: Iterable[int]) -> dict[int, str]:
    """What pdfium reads on each page; where it reads nothing, nothing."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return {}
    try:
        return {index: _text(document, index) for index in pages}
    finally:
        document.close()


def _text(document: pypdfium2.PdfDocument, index: int) -> str:
    try:
        page = document[index]
        text = page.get_textpage()
    except (pypdfium2.PdfiumError, IndexError):
        return ""
    try:
        words = text.get_text_range(0, min(text.count_chars(), _LONGEST), errors="ignore")
    except pypdfium2.PdfiumError:
        words = ""
    finally:
        text.close()
        page.close()
    return " ".join("".join(mark for mark in words if mark.isprintable() or mark.isspace()).split())


def figures(
    packet: pikepdf.Pdf,
    drawn: Sequence[Drawn],
    tree: TagTree,
    *,
    title: str,
    texts: Mapping[int, str],
    annotations: Iterable[pikepdf.Object] = (),
) -> int:
    """Hangs the part into the tree; gives the number of figures.

    Args:
        packet: The stitched pages.
        drawn: The supplement's pages, in order.
        tree: The packet's.
        title: Of the supplement.
        texts: What its pages say, by their index in it.
        annotations: The packet's copies of its annotations.
    """
    part = _element(packet, pikepdf.Name.Part)
    part["/T"] = pikepdf.String(title)
    language = _language(packet, title)
    kids = []
    for number, one in enumerate(drawn, 1):
        text = texts.get(one.source, "")
        words = alternative(title, number=number, count=len(drawn), text=text, language=language)
        figure = _element(packet, pikepdf.Name.Figure)
        figure["/P"], figure["/Pg"] = part, one.page
        figure["/Alt"], figure["/A"] = pikepdf.String(words), _layout(one.box)
        mcid = tree.mark(one.page, figure)
        figure["/K"] = mcid
        one.drawing.write(f"/Figure <</MCID {mcid}>> BDC\n".encode() + one.drawing.read_bytes() + b"EMC\n")
        kids.append(figure)
    kids += [element for note in annotations if (element := _annotated(packet, note, part, tree)) is not None]
    part["/K"] = pikepdf.Array(kids)
    tree.hang(part, first=drawn[0].page)
    return len(drawn)


def _element(packet: pikepdf.Pdf, kind: pikepdf.Name) -> pikepdf.Object:
    return packet.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=kind))


def _layout(box: Rectangle) -> pikepdf.Dictionary:
    corners = [round(number, 2) for number in (box.left, box.bottom, box.right, box.top)]
    return pikepdf.Dictionary(
        O=pikepdf.Name.Layout, BBox=pikepdf.Array(corners), Placement=pikepdf.Name.Block
    )


def _annotated(
    packet: pikepdf.Pdf, note: pikepdf.Object, part: pikepdf.Object, tree: TagTree
) -> pikepdf.Object | None:
    """A link's or a field's element: what can be used is in the tree."""
    kind = _KINDS.get(str(note.get("/Subtype")))
    if kind is None:
        return None
    element = _element(packet, kind)
    element["/P"] = part
    element["/K"] = pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Obj=note, Pg=note["/P"])
    note["/StructParent"] = tree.enter_parent(element)
    return element


def _language(packet: pikepdf.Pdf, title: str) -> str:
    """The body's; where it says none, the title's."""
    said = str(packet.Root.get("/Lang", ""))
    return said or ("zh" if any("\u4e00" <= mark <= "\u9fff" for mark in title) else "en")
