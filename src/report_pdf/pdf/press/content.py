"""One content stream, operator by operator: colours to ink, black text overprinting, structure and intents away.

Every page, form, pattern and Type 3 glyph goes through here. What it names is converted by ``Things``, and the
stream leaves with resources of its own that hold only what it uses (ISO 32000-2 8, 9; GWG 2022 R0007 to R0012).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import pikepdf

from report_pdf.pdf.press.ink import Ink
from report_pdf.pdf.press.names import name_of
from report_pdf.pdf.press.state import Mode, Overprint, State
from report_pdf.pdf.press.stream import Stream, instruction
from report_pdf.pdf.press.things import Things

__all__ = ["Content"]

_Instruction: TypeAlias = pikepdf.ContentStreamInstruction


_PAINTING = {
    "f": (True, False),
    "F": (True, False),
    "f*": (True, False),
    "S": (False, True),
    "s": (False, True),
    "B": (True, True),
    "B*": (True, True),
    "b": (True, True),
    "b*": (True, True),
}
_PATHS = frozenset({"m", "l", "c", "v", "y", "h", "re", "W", "W*"})
_DROPPED = frozenset({"ri", "BX", "EX", "MP", "DP"})
# What operands of the wrong kind or number lead to: the content is broken.
_DAMAGE = (TypeError, ValueError, KeyError, IndexError, AttributeError)
_TEXT_FILLS = frozenset({0, 2, 4, 6})
_TEXT_STROKES = frozenset({1, 2, 5, 6})


class Content(Stream):
    """Rewrites one stream; ``start`` is the state it begins in."""

    def __init__(self, things: Things, resources: object, *, mode: Mode, start: State) -> None:
        super().__init__(things, resources, mode=mode, start=start)
        self._handlers = self._table()

    def restart(self, start: State) -> None:
        """Another stream that shares the resources: the next glyph."""
        self.state = start
        for left in (self._stack, self._marks, self._path, self._out):
            left.clear()

    def rewrite(self, holder: pikepdf.Page | pikepdf.Object, *, opening: bool = False) -> bytes:
        """The new stream. ``opening``: it starts a page, in grey black, which is written as black ink."""
        if opening:
            black = Ink((0.0, 0.0, 0.0, 1.0))
            self._paint(black, fill=True)
            self._paint(black, fill=False)
        try:
            self._read(holder)
        except _DAMAGE as error:
            raise pikepdf.PdfError(str(error)) from error
        self._out += [instruction([], "Q")] * len(self._stack)
        return pikepdf.unparse_content_stream(self._out)

    def _read(self, holder: pikepdf.Page | pikepdf.Object) -> None:
        for item in pikepdf.parse_content_stream(holder):
            if isinstance(item, pikepdf.ContentStreamInlineImage):
                self._inline(item)
                continue
            handler = self._handlers.get(name_of(item.operator))
            if handler is None:
                self._out.append(item)
            else:
                handler(item)

    def _table(self) -> dict[str, Callable[[_Instruction], None]]:
        table: dict[str, Callable[[_Instruction], None]] = {
            "q": self._save,
            "Q": self._restore,
            "cm": self._transform,
            "w": self._width,
            "gs": self._graphics,
            "Tf": self._font,
            "Tr": self._text_mode,
            "Do": self._draw,
            "sh": self._shade,
            "n": self._flush,
            "BMC": self._mark,
            "BDC": self._mark,
            "EMC": self._unmark,
        }
        table |= dict.fromkeys(_PATHS, self._path.append)
        table |= dict.fromkeys(_PAINTING, self._paint_path)
        table |= dict.fromkeys(("Tj", "TJ", "'", '"'), self._show)
        table |= dict.fromkeys(_DROPPED, self._drop)
        table |= dict.fromkeys(("rg", "g", "k"), lambda item: self._device(item, fill=True))
        table |= dict.fromkeys(("RG", "G", "K"), lambda item: self._device(item, fill=False))
        table |= {
            "cs": lambda item: self._space(item, fill=True),
            "CS": lambda item: self._space(item, fill=False),
        }
        table |= dict.fromkeys(("sc", "scn"), lambda item: self._colour(item, fill=True))
        table |= dict.fromkeys(("SC", "SCN"), lambda item: self._colour(item, fill=False))
        return table

    def _drop(self, item: _Instruction) -> None:
        """The press decides intents itself; what else is named here paints nothing."""

    # Painting

    def _paint_path(self, item: _Instruction) -> None:
        fills, strokes = _PAINTING[name_of(item.operator)]
        self._note_inheritance(fills=fills, strokes=strokes)
        self._recolour()
        self._overprint(self.state.wanted(fills=fills, strokes=strokes, text=False))
        self._flush(item)

    def _flush(self, item: _Instruction) -> None:
        """No operator but clipping may stand between a path and its painting, so paths wait for it."""
        self._out += self._path
        self._path.clear()
        self._out.append(item)

    def _show(self, item: _Instruction) -> None:
        mode = self.state.text_mode
        fills, strokes = mode in _TEXT_FILLS, mode in _TEXT_STROKES
        if (fills or strokes) and self.state.font:
            self._things.fault("press/font-not-embedded", self.state.font)
        self._note_inheritance(fills=fills, strokes=strokes)
        if fills:
            self._blacken()
        self._overprint(self.state.wanted(fills=fills, strokes=strokes, text=True))
        self._out.append(item)

    def _blacken(self) -> None:
        """Text in a four-colour black is written in black ink alone (GWG 2022 R0015)."""
        fill = self.state.fill
        if fill is not None and fill.blackish and not self.state.blackened and self._mode is Mode.INK:
            self._things.fault("press/text-blackened", "")
            self._out.append(instruction([0, 0, 0, 1], "k"))
            self.state = replace(self.state, blackened=True)

    def _recolour(self) -> None:
        """What is no text keeps its colour."""
        if self.state.blackened and self.state.fill is not None:
            self._paint(self.state.fill, fill=True)

    def _note_inheritance(self, *, fills: bool, strokes: bool) -> None:
        unknown = (fills and not self.state.own_fill) or (strokes and not self.state.own_stroke)
        self.inherits = self.inherits or unknown

    def _font(self, item: _Instruction) -> None:
        name, found = self._find("/Font", list(item.operands))
        missing = name[1:]
        if found is not None:
            made, embedded = self._things.font(found, self._resources)
            missing = "" if embedded else name_of(found.get("/BaseFont", name))[1:]
            placed = self.shelf.put("Font", made, name=name)
            item = instruction([placed, *list(item.operands)[1:]], "Tf")
        self.state = replace(self.state, font=missing)
        self._out.append(item)

    def _draw(self, item: _Instruction) -> None:
        name, found = self._find("/XObject", list(item.operands))
        if found is None:
            return
        self._recolour()
        stencil = bool(found.get("/ImageMask", False))
        # What a form paints with is not known here, so it counts as the callers' colours.
        form = str(found.get("/Subtype")) == "/Form"
        self._note_inheritance(fills=stencil or form, strokes=form)
        self._overprint(self.state.wanted(fills=stencil, strokes=False, text=False))
        made = self._things.drawing(found, self._resources, state=self.state, mode=self._mode)
        if made is not None:
            self._out.append(instruction([self.shelf.put("XObject", made, name=name)], "Do"))

    def _inline(self, item: pikepdf.ContentStreamInlineImage) -> None:
        self._recolour()
        self._overprint(self.state.wanted(fills=True, strokes=False, text=False))
        made = self._things.inline(item.iimage, self._resources, mode=self._mode)
        self._out.append(instruction([self.shelf.put("XObject", made, name="/Inline")], "Do"))

    def _shade(self, item: _Instruction) -> None:
        name, found = self._find("/Shading", list(item.operands))
        made = None if found is None else self._things.shading(found, self._resources, mode=self._mode)
        if made is not None:
            self._overprint(Overprint())
            self._out.append(instruction([self.shelf.put("Shading", made, name=name)], "sh"))

    # Marks: the structure goes, layers and replacement text stay

    def _mark(self, item: _Instruction) -> None:
        operands = list(item.operands)
        properties = operands[1] if len(operands) > 1 else None
        keep = False
        if str(operands[0]) == "/OC" and isinstance(properties, pikepdf.Name):
            name, found = self._find("/Properties", [properties])
            if found is not None:
                item = instruction([operands[0], self.shelf.put("Properties", found, name=name)], "BDC")
                keep = True
        elif isinstance(properties, pikepdf.Dictionary) and "/ActualText" in properties:
            item = instruction(
                [pikepdf.Name.Span, pikepdf.Dictionary(ActualText=properties.ActualText)], "BDC"
            )
            keep = True
        self._marks.append(keep)
        if keep:
            self._out.append(item)

    def _unmark(self, item: _Instruction) -> None:
        if self._marks and self._marks.pop():
            self._out.append(item)
