"""What a check sees of a mark on a page, and the graphics state it was painted in."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pikepdf

from report_pdf.pdf.geometry import Matrix, Rectangle, number_of
from report_pdf.pdf.press.names import name_of
from report_pdf.pdf.press.widths import Widths

__all__ = ["PAINTS", "Colour", "Mark", "Sight", "colour_of", "seen_font", "sides", "space_name"]

_DEVICES = {"g": "DeviceGray", "rg": "DeviceRGB", "k": "DeviceCMYK"}
_SHORT = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_NAMED = frozenset({"Separation", "DeviceN"})
_PLATES = frozenset({"Cyan", "Magenta", "Yellow", "Black", "None"})
_DEEPEST = 6
_HERE = Matrix()

PAINTS = ("text", "fill", "stroke", "image", "stencil", "shading")
"""Kinds of marks that are paint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colour:
    """A colour as the content gives it. ``families`` also has what lies below: an Indexed space's base, a pattern's."""

    families: tuple[str, ...] = ("DeviceGray",)
    values: tuple[float, ...] = (0.0,)
    names: tuple[str, ...] = ()
    pattern: str = ""

    @property
    def family(self) -> str:
        """The colour space's own."""
        return self.families[0]

    @property
    def inks(self) -> tuple[float, float, float, float] | None:
        """C, M, Y, K from 0 to 1, where the numbers say so themselves."""
        if self.pattern or not self.values:
            return None
        if self.family == "DeviceGray":
            return 0.0, 0.0, 0.0, 1 - self.values[0]
        if self.family == "DeviceCMYK" and len(self.values) == 4:
            return self.values[0], self.values[1], self.values[2], self.values[3]
        if self.family in _NAMED and len(self.values) == len(self.names) and set(self.names) <= _PLATES:
            tints = dict(zip(self.names, self.values, strict=True))
            return (
                tints.get("Cyan", 0),
                tints.get("Magenta", 0),
                tints.get("Yellow", 0),
                tints.get("Black", 0),
            )
        return None

    @property
    def tints(self) -> tuple[float, ...]:
        """The parts of every ink the colour has, spot inks too; empty where the numbers do not say."""
        if self.pattern:
            return ()
        if self.family in _NAMED and len(self.values) == len(self.names):
            return tuple(value for name, value in zip(self.names, self.values, strict=True) if name != "None")
        return self.inks or ()

    @property
    def white(self) -> bool:
        """Bare paper in the numbers of the colour (GWG 2022 D0010)."""
        return bool(self.tints) and not any(self.tints)

    @property
    def black(self) -> bool:
        """Black ink alone, at full strength (GWG 2022 D0013)."""
        return self.inks is not None and tuple(round(part, 3) for part in self.inks) == (0, 0, 0, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One thing painted.

    Attributes:
        kind: text, fill, stroke, image, stencil, shading; unseen (text that is not painted); group (a form that is a
            transparency group, its space in ``detail``); postscript; external (what lies outside the file, in
            ``detail``); transfer, intent and operator (what content has that it should not, in ``detail``); broken
            (content that cannot be parsed).
        box: Where it is on the page, inside the clips' rectangle, in points; text: from a tenth of an em under the
            base line to eight tenths above it.
        whole: Its box without the clips; in patterns and glyphs, whose place is not known, the only one.
        size_pt: Of text, of a line; of a fill its thinner side.
        masked: Inside a luminosity mask, where grey is right.
        normal: Mixed in blend mode Normal.
        overlaps: In front of something that is painted (GWG 2022 D0031), as far as boxes tell.
        on_colour: That is more than black ink alone, out of register with which black cannot be.
        detail: What the kind says; of an image ``JPX`` for JPEG 2000.
    """

    page: int
    kind: str
    colour: Colour = Colour()
    box: Rectangle | None = None
    whole: Rectangle | None = None
    size_pt: float = 0.0
    overprint: bool = False
    overprint_mode: int = 0
    font: str = ""
    embedded: bool = True
    alpha: float = 1.0
    masked: bool = False
    normal: bool = True
    overlaps: bool = False
    on_colour: bool = False
    pixels: tuple[int, int] = (0, 0)
    ppi: float = 0.0
    bits: int = 8
    detail: str = ""
    image: pikepdf.Object | None = None

    @property
    def inked(self) -> bool:
        """It leaves ink on the sheet."""
        return self.kind in PAINTS and self.alpha > 0 and not self.masked and not self.colour.white


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """The graphics state."""

    matrix: Matrix = _HERE
    clip: Rectangle | None = None
    fill: Colour = Colour()
    stroke: Colour = Colour()
    line_width: float = 1.0
    overprint_fill: bool = False
    overprint_stroke: bool = False
    overprint_mode: int = 0
    alpha: float = 1.0
    stroke_alpha: float = 1.0
    normal: bool = True
    masked: bool = False
    placed: bool = True
    font: str = ""
    embedded: bool = True
    widths: Widths | None = None
    font_size: float = 0.0
    stretch: float = 1.0
    rise: float = 0.0
    letter_space: float = 0.0
    word_space: float = 0.0
    text_mode: int = 0
    text: Matrix = _HERE
    line: Matrix = _HERE
    leading: float = 0.0

    def after(self, state: pikepdf.Object) -> Sight:
        """After an ExtGState."""
        stroke = bool(state.get("/OP", self.overprint_stroke))
        return replace(
            self,
            overprint_stroke=stroke,
            overprint_fill=bool(state.get("/op", state.get("/OP", self.overprint_fill))),
            overprint_mode=int(number_of(state.get("/OPM", self.overprint_mode)) or 0),
            line_width=_either(state.get("/LW"), self.line_width),
            alpha=_either(state.get("/ca"), self.alpha),
            stroke_alpha=_either(state.get("/CA"), self.stroke_alpha),
            normal=_is_normal(state["/BM"]) if "/BM" in state else self.normal,
        )

    @property
    def line_pt(self) -> float:
        """Line width on the page."""
        matrix = self.matrix
        return self.line_width * math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))

    @property
    def text_pt(self) -> float:
        """Text size on the page."""
        placed = self.text.then(self.matrix)
        return abs(self.font_size) * math.hypot(placed.c, placed.d)


def _is_normal(mode: object) -> bool:
    """The first of several blend modes counts."""
    if isinstance(mode, pikepdf.Array):
        mode = mode[0] if len(mode) else None
    return str(mode) in {"/Normal", "/Compatible"}


def _either(value: object, default: float) -> float:
    number = number_of(value)
    return default if number is None else number


def sides(matrix: Matrix) -> tuple[float, float]:
    """How long the unit square's sides become."""
    return math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)


def colour_of(operator: str, operands: Sequence[object], before: Colour, resources: object) -> Colour:
    """The colour after a colour operator."""
    plain = operator.lower()
    numbers = tuple(number for operand in operands if (number := number_of(operand)) is not None)
    if plain in _DEVICES:
        return Colour(families=(_DEVICES[plain],), values=numbers)
    if plain == "cs":
        families, names = _space(operands[0] if operands else None, resources, 0)
        black = {"DeviceCMYK": (0.0, 0.0, 0.0, 1.0)}
        initial = black.get(families[0], (1.0,) * len(names) if names else (0.0,))
        return Colour(families=families, values=initial, names=names)
    pattern = name_of(operands[-1]) if operands and isinstance(operands[-1], pikepdf.Name) else ""
    return replace(before, values=numbers, pattern=pattern)


def space_name(value: object) -> str:
    """The family of a colour space object."""
    return _space(value, None, 0)[0][0]


def _space(value: object, resources: object, depth: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Families from the space down to its base, and the names of its inks."""
    if depth > _DEEPEST:
        return ("",), ()
    if isinstance(value, pikepdf.Name):
        name = name_of(value)[1:]
        shelf = resources.get("/ColorSpace") if isinstance(resources, pikepdf.Dictionary) else None
        found = shelf.get(f"/{name}") if isinstance(shelf, pikepdf.Dictionary) and name else None
        if found is not None and found != value:
            return _space(found, resources, depth + 1)
        return (_SHORT.get(name, name),), ()
    if not isinstance(value, pikepdf.Array) or not len(value):
        return ("",), ()
    return _built(list(value), resources, depth)


def _built(
    items: list[pikepdf.Object], resources: object, depth: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The same of a colour space that is an array."""
    name = name_of(items[0])[1:]
    family = _SHORT.get(name, name)
    if family in {"Indexed", "Pattern"} and len(items) > 1:
        below, names = _space(items[1], resources, depth + 1)
        return (family, *below), names
    if family in {"Separation", "DeviceN"} and len(items) > 2:
        inks = list(items[1]) if isinstance(items[1], pikepdf.Array) else [items[1]]
        below, _ = _space(items[2], resources, depth + 1)
        return (family, *below), tuple(name_of(ink)[1:] for ink in inks)
    return (family,), ()


def seen_font(font: pikepdf.Object | None, operands: Sequence[object]) -> tuple[str, bool]:
    """A font's name, and whether its glyphs are in the file."""
    if not isinstance(font, pikepdf.Dictionary):
        return name_of(operands[0])[1:] if operands else "", False
    name = name_of(font.get("/BaseFont", font.get("/Name", "/")))[1:]
    if str(font.get("/Subtype")) == "/Type3":
        return name, True
    below = font.get("/DescendantFonts")
    inner = below[0] if isinstance(below, pikepdf.Array) and len(below) else font
    descriptor = inner.get("/FontDescriptor")
    return name, isinstance(descriptor, pikepdf.Dictionary) and any(key in descriptor for key in _FILES)
