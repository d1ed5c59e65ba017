"""A content stream that is being rewritten: its state, its colours, what it has written so far.

The operators that only change state are here; those that paint are in ``press_content``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias

import pikepdf

from report_pdf.pdf.geometry import number_of
from report_pdf.pdf.press.ink import Ink, Space, UnknownSpace
from report_pdf.pdf.press.names import name_of
from report_pdf.pdf.press.shelf import Shelf
from report_pdf.pdf.press.state import Mode, Overprint, State
from report_pdf.pdf.press.things import Things

__all__ = ["Stream", "instruction"]

_Instruction: TypeAlias = pikepdf.ContentStreamInstruction
_Operands: TypeAlias = Sequence[object]


class Stream:
    """One stream, read in ``resources`` and written with a shelf of its own."""

    def __init__(self, things: Things, resources: object, *, mode: Mode, start: State) -> None:
        self._things = things
        self._resources = resources
        self._mode = mode
        self.state = start
        self.shelf = Shelf()
        self.inherits = False
        self._stack: list[State] = []
        self._marks: list[bool] = []
        self._path: list[pikepdf.ContentStreamInstruction] = []
        self._out: list[pikepdf.ContentStreamInstruction] = []

    # State

    def _save(self, item: _Instruction) -> None:
        self._stack.append(self.state)
        self._out.append(item)

    def _restore(self, item: _Instruction) -> None:
        if self._stack:
            self.state = self._stack.pop()
            self._out.append(item)

    def _transform(self, item: _Instruction) -> None:
        self.state = self.state.scaled([number_of(operand) or 0.0 for operand in item.operands])
        self._out.append(item)

    def _width(self, item: _Instruction) -> None:
        self.state = replace(self.state, line_width=_number(list(item.operands)))
        self._out.append(item)

    def _text_mode(self, item: _Instruction) -> None:
        self.state = replace(self.state, text_mode=int(_number(list(item.operands))))
        self._out.append(item)

    def _graphics(self, item: _Instruction) -> None:
        name, found = self._find("/ExtGState", list(item.operands))
        if not isinstance(found, pikepdf.Dictionary):
            return
        self.state = replace(self.state, asked=_asked(found, self.state.asked))
        if (width := number_of(found.get("/LW"))) is not None:
            self.state = replace(self.state, line_width=width)
        made = self._things.graphics(found, self._resources, mode=self._mode)
        if made is not None:
            self._out.append(instruction([self.shelf.put("ExtGState", made, name=name)], "gs"))

    def _overprint(self, wanted: Overprint) -> None:
        if self._mode is Mode.GREY or wanted == self.state.set:
            return
        made = pikepdf.Dictionary(
            Type=pikepdf.Name.ExtGState, OP=wanted.stroke, op=wanted.fill, OPM=wanted.mode
        )
        name = f"/Overprint{int(wanted.stroke)}{int(wanted.fill)}{wanted.mode}"
        self._out.append(instruction([self.shelf.put("ExtGState", made, name=name)], "gs"))
        self.state = replace(self.state, set=wanted)

    # Colour

    def _device(self, item: _Instruction, *, fill: bool) -> None:
        family = {"rg": "DeviceRGB", "g": "DeviceGray", "k": "DeviceCMYK"}[str(item.operator).lower()]
        space = self._things.space(pikepdf.Name(f"/{family}"), self._resources)
        self._set(space, [number_of(operand) or 0.0 for operand in item.operands], fill=fill)

    def _space(self, item: _Instruction, *, fill: bool) -> None:
        value = item.operands[0] if len(item.operands) else None
        try:
            space = self._things.space(value, self._resources)
        except UnknownSpace:
            # A pattern space: its colour comes with the pattern.
            self._keep_space(None, fill=fill)
            return
        self._set(space, space.initial, fill=fill)

    def _keep_space(self, space: Space | None, *, fill: bool) -> None:
        if fill:
            self.state = replace(self.state, fill_space=space, fill=None, own_fill=True, blackened=False)
        else:
            self.state = replace(self.state, stroke_space=space, stroke=None, own_stroke=True)

    def _colour(self, item: _Instruction, *, fill: bool) -> None:
        operands = list(item.operands)
        if operands and isinstance(operands[-1], pikepdf.Name):
            self._pattern(operands, fill=fill)
            return
        space = self.state.fill_space if fill else self.state.stroke_space
        if space is None:
            self._things.fault("press/not-convertible", "colour space")
            return
        self._set(space, [number_of(operand) or 0.0 for operand in operands], fill=fill)

    def _set(self, space: Space, values: Sequence[float], *, fill: bool) -> None:
        if space.note:
            self._things.fault(*space.note)
        self._keep_space(space, fill=fill)
        if self._mode is Mode.GREY:
            grey = round(space.grey((*values, *space.initial[len(values) :])), 4)
            self._out.append(instruction([grey], "g" if fill else "G"))
        elif space.kept is not None:
            name = self.shelf.put("ColorSpace", space.kept, name="/Spot")
            self._out.append(instruction([name], "cs" if fill else "CS"))
            self._out.append(instruction([*values], "scn" if fill else "SCN"))
            self._remember(space.ink(values), fill=fill)
        else:
            self._paint(space.ink(values), fill=fill)

    def _paint(self, ink: Ink, *, fill: bool) -> None:
        self._remember(ink, fill=fill)
        self._out.append(instruction([*ink.cmyk], "k" if fill else "K"))

    def _remember(self, ink: Ink, *, fill: bool) -> None:
        if fill:
            self.state = replace(self.state, fill=ink, own_fill=True, blackened=False)
        else:
            self.state = replace(self.state, stroke=ink, own_stroke=True)

    def _pattern(self, operands: _Operands, *, fill: bool) -> None:
        name, found = self._find("/Pattern", operands[-1:])
        if found is None:
            return
        made = self._things.pattern(found, self._resources, mode=self._mode)
        if made is None:
            return
        self._keep_space(None, fill=fill)
        placed = self.shelf.put("Pattern", made, name=name)
        under: pikepdf.Object = pikepdf.Name.Pattern
        tint: list[float] = []
        if len(operands) > 1:
            # An uncoloured pattern is painted in the colour that comes with it.
            device = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}.get(len(operands) - 1)
            space = self._things.space(pikepdf.Name(f"/{device}"), self._resources) if device else None
            if space is None:
                self._things.fault("press/not-convertible", "pattern")
                return
            tint = [*space.ink([number_of(operand) or 0.0 for operand in operands[:-1]]).cmyk]
            array = pikepdf.Array([pikepdf.Name.Pattern, pikepdf.Name.DeviceCMYK])
            under = self.shelf.put("ColorSpace", array, name="/PatternInk")
        self._out.append(instruction([under], "cs" if fill else "CS"))
        self._out.append(instruction([*tint, placed], "scn" if fill else "SCN"))

    def _find(self, kind: str, operands: _Operands) -> tuple[str, pikepdf.Object | None]:
        """A resource by its name; what is no object with keys is none."""
        shelf = self._resources.get(kind) if isinstance(self._resources, pikepdf.Dictionary) else None
        key = operands[0] if len(operands) else None
        if not isinstance(key, pikepdf.Name) or not isinstance(shelf, pikepdf.Dictionary):
            return "/", None
        found = shelf.get(key)
        usable = isinstance(found, pikepdf.Dictionary | pikepdf.Stream)
        return name_of(key), found if usable else None


def _asked(found: pikepdf.Object, before: Overprint) -> Overprint:
    stroke = bool(found.get("/OP", before.stroke))
    # /OP alone sets both (ISO 32000-2 table 57).
    fill = bool(found.get("/op", found.get("/OP", before.fill)))
    mode = int(number_of(found.get("/OPM", before.mode)) or 0)
    return Overprint(stroke, fill, mode)


def _number(operands: _Operands) -> float:
    return (number_of(operands[0]) or 0.0) if len(operands) else 0.0


def instruction(operands: Sequence[object], operator: str) -> pikepdf.ContentStreamInstruction:
    """An instruction of ours."""
    return pikepdf.ContentStreamInstruction([_operand(each) for each in operands], pikepdf.Operator(operator))


def _operand(value: object) -> pikepdf.Object | Decimal:
    if isinstance(value, float | int):
        # PDF has no exponents, and more than four places no plate shows.
        return Decimal(f"{value:.4f}".rstrip("0").rstrip("."))
    assert isinstance(value, pikepdf.Object | Decimal)
    return value
