"""Walks over what a PDF's pages paint, for checks: colour, size, overprint and place of every mark.

Independent of the press pass: it reads operators, matrices, clips, forms, patterns, masks and Type 3 glyphs on its
own, so that it does not share the pass's mistakes (ISO 32000-2 8, 9, 11).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import pikepdf

from report_pdf.pdf.geometry import Matrix, Rectangle, inherited, number_of, numbers_of, rectangle_of
from report_pdf.pdf.press.ground import Ground
from report_pdf.pdf.press.layers import Layers, layers_of
from report_pdf.pdf.press.names import name_of
from report_pdf.pdf.press.operators import ELSEWHERE, OPERATORS
from report_pdf.pdf.press.reader import PAINTING, Reader, matrix_of, only_a_shape, within
from report_pdf.pdf.press.sight import Colour, Mark, Sight, colour_of, sides, space_name
from report_pdf.pdf.press.widths import Widths

__all__ = ["walk"]

_DEEPEST = 24
_LETTER = Rectangle(0, 0, 612, 792)
_INTENTS = frozenset({"/Perceptual", "/RelativeColorimetric", "/Saturation", "/AbsoluteColorimetric"})


def walk(pdf: pikepdf.Pdf) -> Iterator[Mark]:
    """Every mark of every page, in drawing order. Layers that are off when the file is opened are passed over."""
    layers, widths = layers_of(pdf.Root), dict[tuple[int, int], Widths]()
    for number, page in enumerate(pdf.pages, 1):
        media = rectangle_of(inherited(page.obj, "/MediaBox")) or _LETTER
        walker = _Walker(number, ground=Ground(media), layers=layers, widths=widths)
        group = page.obj.get("/Group")
        if isinstance(group, pikepdf.Dictionary) and "/CS" in group:
            walker.marks.append(Mark(page=number, kind="group", detail=space_name(group["/CS"])))
        walker.content(page, inherited(page.obj, "/Resources"), Sight(clip=media))
        yield from walker.marks


@dataclass(slots=True)
class _Walker:
    """One page. ``widths`` of the fonts are kept from page to page."""

    page: int
    ground: Ground
    layers: Layers
    widths: dict[tuple[int, int], Widths]
    marks: list[Mark] = field(default_factory=list)
    depth: int = 0
    open: set[tuple[int, int]] = field(default_factory=set)
    fonts: set[tuple[int, int]] = field(default_factory=set)

    def content(self, holder: pikepdf.Page | pikepdf.Object, resources: object, sight: Sight) -> None:
        """One content stream; what cannot be parsed is a mark of its own kind."""
        drawn = (0, 0) if isinstance(holder, pikepdf.Page) else holder.objgen
        if self.depth >= _DEEPEST or drawn in self.open:
            return
        self.depth += 1
        self.open |= {drawn} - {(0, 0)}
        try:
            items = pikepdf.parse_content_stream(holder)
        except (pikepdf.PdfError, TypeError, ValueError):
            self.marks.append(Mark(page=self.page, kind="broken"))
        else:
            _Stream(self, resources, sight).run(items)
        finally:
            self.depth -= 1
            self.open.discard(drawn)


class _Stream(Reader):
    """One stream of a page, which may call others."""

    def __init__(self, walker: _Walker, resources: object, sight: Sight) -> None:
        super().__init__(walker.page, walker.marks, walker.ground, resources=resources, sight=sight)
        self.walker = walker
        self.shown = [True]

    def run(
        self, items: Sequence[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage]
    ) -> None:
        """All operators."""
        for item in items:
            if isinstance(item, pikepdf.ContentStreamInlineImage):
                self._image(item.iimage.obj, inline=True)
                continue
            name = name_of(item.operator)
            self._mark_content(name, item)
            if name not in OPERATORS:
                self.marks.append(Mark(page=self.page, kind="operator", detail=name[:12]))
            handler = _HANDLERS.get(name)
            if handler is None:
                continue
            try:
                handler(self, name, list(item.operands))
            except (TypeError, ValueError, IndexError, AttributeError, KeyError, OverflowError):
                # Operands of the wrong kind or number.
                self.marks.append(Mark(page=self.page, kind="broken"))

    def _mark_content(self, name: str, item: pikepdf.ContentStreamInstruction) -> None:
        """Marked content of a layer that is off is not painted."""
        if name in {"BMC", "BDC"}:
            operands = list(item.operands)
            layered = name == "BDC" and len(operands) > 1 and str(operands[0]) == "/OC"
            content = self.find("/Properties", operands[1:]) if layered else None
            self.shown.append(self.shown[-1] and self.walker.layers.shows(content))
        elif name == "EMC" and len(self.shown) > 1:
            self.shown.pop()

    def add(self, mark: Mark) -> None:
        """Not what lies on a layer that is off."""
        if self.shown[-1]:
            super().add(mark)

    def widths(self, font: pikepdf.Object | None) -> Widths:
        """Read once a font."""
        if font is None or font.objgen == (0, 0):
            return super().widths(font)
        if font.objgen not in self.walker.widths:
            self.walker.widths[font.objgen] = super().widths(font)
        return self.walker.widths[font.objgen]

    def graphics(self, operator: str, operands: list[object]) -> None:
        del operator
        found = self.find("/ExtGState", operands)
        if isinstance(found, pikepdf.Dictionary):
            self.sight = self.sight.after(found)
            self._note_leavings(found)
            mask = found.get("/SMask")
            if isinstance(mask, pikepdf.Dictionary) and (group := mask.get("/G")) is not None:
                masked = replace(Sight(matrix=self.sight.matrix, clip=self.sight.clip), masked=True)
                self._form(group, masked)

    def _note_leavings(self, state: pikepdf.Object) -> None:
        names = [key[1:] for key in ("/TR", "/HTP") if key in state]
        if "/TR2" in state and str(state["/TR2"]) != "/Default":
            names.append("TR2")
        for name in names:
            self.marks.append(Mark(page=self.page, kind="transfer", detail=name))
        if "/RI" in state:
            self.intent("ri", [state["/RI"]])

    def intent(self, operator: str, operands: list[object]) -> None:
        """A rendering intent that is none of the four."""
        del operator
        if operands and (name := name_of(operands[0])) not in _INTENTS:
            self.marks.append(Mark(page=self.page, kind="intent", detail=name[1:]))

    def font(self, operator: str, operands: list[object]) -> None:
        """The glyphs of a Type 3 font are content too."""
        super().font(operator, operands)
        found = self.find("/Font", operands)
        if found is None or str(found.get("/Subtype")) != "/Type3" or found.objgen in self.walker.fonts:
            return
        self.walker.fonts.add(found.objgen)
        glyphs = found.get("/CharProcs")
        size = self.sight.font_size
        placed = matrix_of(numbers_of(found.get("/FontMatrix"))).then(Matrix(a=size, d=size))
        inside = replace(self.sight, matrix=placed.then(self.sight.matrix), clip=None, placed=False)
        if not isinstance(glyphs, pikepdf.Dictionary):
            return
        for key in sorted(glyphs.keys()):
            if not only_a_shape(glyphs[key]):
                self.walker.content(glyphs[key], found.get("/Resources", self.resources), inside)

    def colour(self, operator: str, operands: list[object]) -> None:
        """A pattern paints as its colour is set."""
        super().colour(operator, operands)
        found = self.sight.fill if operator.islower() else self.sight.stroke
        if found.pattern:
            self._pattern(self.find("/Pattern", [found.pattern]))

    def _pattern(self, pattern: pikepdf.Object | None) -> None:
        if pattern is None:
            return
        if number_of(pattern.get("/PatternType")) == 2:
            self._shading(pattern.get("/Shading"))
        elif isinstance(pattern, pikepdf.Stream):
            inside = Sight(matrix=matrix_of(numbers_of(pattern.get("/Matrix"))), placed=False)
            self.walker.content(pattern, pattern.get("/Resources", self.resources), inside)

    def draw(self, operator: str, operands: list[object]) -> None:
        del operator
        found = self.find("/XObject", operands)
        if found is None or not (self.shown[-1] and self.walker.layers.shows(found.get("/OC"))):
            return
        self.marks += (
            Mark(page=self.page, kind="external", detail=detail)
            for key, detail in ELSEWHERE.items()
            if key in found
        )
        if str(found.get("/Subtype")) == "/Image":
            self._image(found, inline=False)
        elif str(found.get("/Subtype")) == "/Form":
            if str(found.get("/Subtype2")) == "/PS" or "/PS" in found:
                self.marks.append(Mark(page=self.page, kind="postscript"))
            self._form(found, self.sight)
        else:
            self.note("postscript", colour=Colour(), box=None, size=0, overprint=False)

    def _form(self, form: pikepdf.Object, sight: Sight) -> None:
        matrix = matrix_of(numbers_of(form.get("/Matrix"))).then(sight.matrix)
        box = rectangle_of(form.get("/BBox"))
        clip = within(matrix.rectangle(box), sight.clip) if box else sight.clip
        group = form.get("/Group")
        if isinstance(group, pikepdf.Dictionary):
            self.marks.append(
                Mark(
                    page=self.page,
                    kind="group",
                    masked=sight.masked,
                    detail=space_name(group.get("/CS")),
                )
            )
        inside = replace(sight, matrix=matrix, clip=clip)
        self.walker.content(form, form.get("/Resources", self.resources), inside)

    def _image(self, image: pikepdf.Object, *, inline: bool) -> None:
        if "/Intent" in image:
            self.intent("ri", [image["/Intent"]])
        box = self.sight.matrix.rectangle(Rectangle(0, 0, 1, 1))
        stencil = bool(image.get("/ImageMask", False))
        across, down = sides(self.sight.matrix)
        size = (int(number_of(image.get("/Width")) or 0), int(number_of(image.get("/Height")) or 0))
        filters = image.get("/Filter")
        last = filters[-1] if isinstance(filters, pikepdf.Array) and len(filters) else filters
        ppi = [
            pixels / points * 72 for pixels, points in zip(size, (across, down), strict=True) if points > 0
        ]
        space = colour_of("cs", [image.get("/ColorSpace", "")], Colour(), self.resources)
        space = replace(space, values=())
        self.add(
            Mark(
                page=self.page,
                kind="stencil" if stencil else "image",
                colour=self.sight.fill if stencil else space,
                box=self.where(box),
                whole=box,
                pixels=size,
                ppi=min(ppi, default=0.0),
                bits=1 if stencil else int(number_of(image.get("/BitsPerComponent")) or 8),
                masked=self.sight.masked,
                alpha=self.sight.alpha,
                image=None if inline else image,
                overprint=self.sight.overprint_fill,
                detail="JPX" if str(last) == "/JPXDecode" else "",
            )
        )

    def shade(self, operator: str, operands: list[object]) -> None:
        del operator
        self._shading(self.find("/Shading", operands))

    def _shading(self, shading: pikepdf.Object | None) -> None:
        if shading is None:
            return
        space = colour_of("cs", [shading.get("/ColorSpace", "")], Colour(), self.resources)
        # Its first numbers are no colour it has to show.
        space = replace(space, values=())
        self.add(
            Mark(
                page=self.page,
                kind="shading",
                colour=space,
                box=self.sight.clip,
                masked=self.sight.masked,
                alpha=self.sight.alpha,
                image=shading,
            )
        )


_Handler: TypeAlias = Callable[[_Stream, str, list[object]], None]
_HANDLERS: dict[str, _Handler] = {
    **dict.fromkeys(("m", "l", "c", "v", "y", "re"), _Stream.path),
    **dict.fromkeys(("W", "W*"), _Stream.clip),
    **dict.fromkeys((*PAINTING, "n"), _Stream.end),
    **dict.fromkeys(("g", "rg", "k", "cs", "sc", "scn", "G", "RG", "K", "CS", "SC", "SCN"), _Stream.colour),
    **dict.fromkeys(("Td", "TD", "Tm", "T*"), _Stream.place_text),
    **dict.fromkeys(("Tr", "TL", "Tc", "Tw", "Tz", "Ts"), _Stream.text_state),
    **dict.fromkeys(("Tj", "TJ", "'", '"'), _Stream.show),
    "q": _Stream.save,
    "Q": _Stream.restore,
    "cm": _Stream.transform,
    "w": _Stream.width,
    "gs": _Stream.graphics,
    "BT": _Stream.begin_text,
    "Tf": _Stream.font,
    "Do": _Stream.draw,
    "sh": _Stream.shade,
    "ri": _Stream.intent,
}
