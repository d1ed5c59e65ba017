"""What a drawing of a Word file holds: pictures, text boxes, lettering, and what cannot be taken over, in its order.

Two kinds of drawing are in use: DrawingML and the older VML, which WPS still writes (ISO/IEC 29500-1, 20, and -4, 19).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from report_pdf.manuscript.docx_package import DocxPackage, Element, qn
from report_pdf.model.manuscript import Cut

__all__ = ["Placed", "drawn"]

_FILE_NAME = re.compile(
    r".*[\\/]|[\w\-. ()（）]*\.(?:jpe?g|png|gif|bmp|tiff?|webp|heic|emf|wmf)", re.IGNORECASE
)
_NUMBER = re.compile(r"(-?\d*\.?\d+)(%|f|)")
_LEAST_CUT = 0.002
"""Less is rounding."""
_OUTLINES = tuple(map(qn, ("v:line", "v:rect", "v:oval", "v:polyline", "v:arc", "v:curve", "v:roundrect")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What stands in a paragraph beside text: a ``picture`` (part's name), a ``box`` of paragraphs, a page ``break``.

    Attributes:
        alt: The picture's alternative text.
        cut: How the author has cut and turned it.
        words: Lettering that a drawing holds as an attribute.
        unread: What it is that cannot be taken over (a chart, a drawing, an equation's picture).
        relation: Of a diagram: where its words are.
        drawing: Which drawing of the paragraph it belongs to: a picture and its words may be one.
    """

    picture: str = ""
    alt: str = ""
    cut: Cut | None = None
    box: Element | None = None
    words: str = ""
    page_break: bool = False
    unread: str = ""
    relation: str = ""
    drawing: int = 0


def drawn(drawing: Element, package: DocxPackage, *, number: int) -> Iterator[Placed]:
    """Everything in it. What has two forms is read in the first that says anything (ISO/IEC 29500-3)."""
    found = list(_within(drawing, package, fallback=False)) or list(_within(drawing, package, fallback=True))
    if not found and (what := _unread(drawing)):
        found = [Placed(unread=what)]
    yield from (replace(one, drawing=number) for one in found)


def _within(drawing: Element, package: DocxPackage, *, fallback: bool) -> Iterator[Placed]:
    described = drawing.find(f".//{qn('wp:docPr')}")
    for element in drawing.iter():
        if not isinstance(element.tag, str) or _inside(element, drawing, "w:txbxContent"):
            continue
        if _inside(element, drawing, "mc:Fallback") is not fallback:
            continue
        reader = _READERS.get(element.tag)
        placed = reader(element, described, package) if reader is not None else None
        if placed is not None:
            yield placed


def _blip(element: Element, described: Element | None, package: DocxPackage) -> Placed | None:
    relation = element.get(qn("r:embed")) or element.get(qn("r:link"))
    own = next(element.iterancestors(qn("pic:pic")), None)
    named = own.find(f"{qn('pic:nvPicPr')}/{qn('pic:cNvPr')}") if own is not None else None
    placed = _picture(element, relation, _alt(named) or _alt(described), package)
    return replace(placed, cut=_cut(element)) if placed is not None and placed.picture else placed


def _image_data(element: Element, _: Element | None, package: DocxPackage) -> Placed | None:
    relation = element.get(qn("r:id")) or element.get(qn("o:relid")) or element.get(qn("r:pict"))
    placed = _picture(element, relation, _alt(element.getparent(), "alt"), package)
    return replace(placed, cut=_vml_cut(element)) if placed is not None and placed.picture else placed


def _lettering(element: Element, _: Element | None, __: DocxPackage) -> Placed | None:
    words = element.get("string", "").strip()
    return Placed(words=words) if words else None


_READERS: dict[str, Callable[[Element, Element | None, DocxPackage], Placed | None]] = {
    qn("a:blip"): _blip,
    qn("v:imagedata"): _image_data,
    qn("v:textpath"): _lettering,
    qn("w:txbxContent"): lambda element, _, __: Placed(box=element),
    qn("c:chart"): lambda _, __, ___: Placed(unread="chart"),
    qn("cx:chart"): lambda _, __, ___: Placed(unread="chart"),
    qn("dgm:relIds"): lambda element, _, __: Placed(unread="diagram", relation=element.get(qn("r:dm"), "")),
}


def _cut(blip: Element) -> Cut | None:
    """20.1.8.55, in thousandths of a percent or as a percentage; and 20.1.7.6, in sixty-thousandths of a degree."""
    fill = blip.getparent()
    source = fill.find(qn("a:srcRect")) if fill is not None else None
    shares = [_share(source.get(side, "0"), 100_000) if source is not None else 0.0 for side in "ltrb"]
    form = fill.getparent().find(f"{qn('pic:spPr')}/{qn('a:xfrm')}") if fill is not None else None
    angle = form.get("rot", "0") if form is not None else "0"
    turns = round(int(angle) / 5_400_000) % 4 if re.fullmatch(r"-?\d+", angle) else 0
    return _cut_of(shares, turns)


def _vml_cut(element: Element) -> Cut | None:
    """Part 4, 19.1.2.11: a fraction, or 65 536ths with an f."""
    names = ("cropleft", "croptop", "cropright", "cropbottom")
    return _cut_of([_share(element.get(name, "0"), 1) for name in names], 0)


def _share(value: str, whole: int) -> float:
    found = _NUMBER.fullmatch(value.strip())
    if found is None:
        return 0.0
    return float(found[1]) / {"%": 100, "f": 65_536, "": whole}[found[2]]


def _cut_of(shares: list[float], turns: int) -> Cut | None:
    """None: it is as it came. A frame around it (a share below 0) is no cut; what leaves nothing is a mistake."""
    left, top, right, bottom = (max(0.0, share) if share > _LEAST_CUT else 0.0 for share in shares)
    if left + right >= 1 or top + bottom >= 1:
        return None
    cut = Cut(left=left, top=top, right=right, bottom=bottom, turns=turns)
    return cut if cut != Cut() else None


def _alt(element: Element | None, *names: str) -> str:
    """What is said of a picture; a file's name says nothing."""
    for name in names or ("descr", "title"):
        said = (element.get(name) or "").strip() if element is not None else ""
        if said and not _FILE_NAME.fullmatch(said):
            return said
    return ""


def _picture(element: Element, relation: str | None, alt: str, package: DocxPackage) -> Placed | None:
    if not relation:
        return None
    name, outside = package.target(element, relation)
    if outside or not name:
        return Placed(unread=f"linked {name}" if name else "picture")
    return Placed(picture=name, alt=alt)


def _inside(element: Element, drawing: Element, name: str) -> bool:
    """Whether it stands in an element of that name below the drawing; such an element itself stands in none."""
    parent = element.getparent()
    while parent is not None and parent is not drawing:
        if parent.tag == qn(name):
            return True
        parent = parent.getparent()
    return False


def _unread(drawing: Element) -> str:
    """An empty anchor and a plain rule are nothing that a reader misses."""
    if drawing.find(f".//{qn('o:OLEObject')}") is not None:
        return "object"
    if drawing.tag != qn("w:drawing") and all(child.tag in _OUTLINES for child in drawing):
        return ""
    return "drawing" if len(drawing) else ""
