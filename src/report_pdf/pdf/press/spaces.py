"""Colour spaces on their way to the press: what each one's numbers become in ink (ISO 32000-2 8.6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pikepdf

from report_pdf.pdf.geometry import number_of, numbers_of
from report_pdf.pdf.press.functions import Function, NoFunction, function_of, linear, tabled
from report_pdf.pdf.press.ink import Space, UnknownSpace, limited
from report_pdf.pdf.press.names import name_of
from report_pdf.pdf.press.spec import Cmyk, PressSpec

__all__ = ["Spaces"]

_GREYS = frozenset({"/DeviceGray", "/G", "/CalGray"})
_SHORT = {"/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK", "/I": "/Indexed"}
_PROCESS = ("/Cyan", "/Magenta", "/Yellow", "/Black")
_NEUTRAL = 1.5 / 255
_DEEPEST = 6


def _lightness(cmyk: Cmyk) -> float:
    cyan, magenta, yellow, black = cmyk
    return 1 - min(1.0, 0.3 * cyan + 0.59 * magenta + 0.11 * yellow + black)


def _unit(value: float) -> float:
    return min(1.0, max(0.0, value))


def _process(values: Sequence[float]) -> Cmyk:
    cyan, magenta, yellow, black = (round(_unit(value), 5) for value in values[:4])
    return cyan, magenta, yellow, black


class Spaces:
    """Reads colour spaces of one PDF and remembers them.

    ``fault`` is told of colours with too much ink; ``spots`` are the spot colours met.
    """

    def __init__(self, pdf: pikepdf.Pdf, spec: PressSpec, *, fault: Callable[[str, str], None]) -> None:
        self._pdf = pdf
        self._spec = spec
        self._fault = fault
        self.spots: set[str] = set()
        self._kept_spots: dict[tuple[str, ...], pikepdf.Object | None] = {}
        self._known: dict[tuple[int, int], Space] = {}
        self._grey = Space(
            family="DeviceGray",
            components=1,
            initial=(0.0,),
            inks=lambda v: (0.0, 0.0, 0.0, round(1 - _unit(v[0]), 5)),
            grey=lambda v: _unit(v[0]),
            source="grey",
            native=True,
        )
        self._cmyk = Space(
            family="DeviceCMYK",
            components=4,
            initial=(0.0, 0.0, 0.0, 1.0),
            inks=self._process,
            grey=lambda v: _lightness(_process(v)),
            source="cmyk",
            native=True,
        )
        self._rgb = self._rgb_space("DeviceRGB", None)

    def _process(self, values: Sequence[float]) -> Cmyk:
        """Ink the document gave, under the limit."""
        asked = _process(values)
        given = limited(asked, self._spec.ink_limit / 100)
        if given != asked:
            self._fault("press/ink-limited", f"{sum(asked):.0%}")
        return given

    def of(self, value: object, resources: object = None, depth: int = 0) -> Space:
        """The space of a name (looked up in ``resources``) or an array.

        Raises:
            UnknownSpace: None that can be converted; also for patterns.
        """
        if depth > _DEEPEST:
            raise UnknownSpace
        if isinstance(value, pikepdf.Name):
            return self._named(str(value), resources, depth)
        if not isinstance(value, pikepdf.Array) or not len(value):
            raise UnknownSpace
        if value.objgen in self._known and value.objgen != (0, 0):
            return self._known[value.objgen]
        try:
            space = self._made(value, resources, depth)
        except (IndexError, pikepdf.PdfError, NoFunction) as error:
            raise UnknownSpace from error
        self._known[value.objgen] = space
        return space

    def _named(self, name: str, resources: object, depth: int) -> Space:
        own = resources.get("/ColorSpace") if isinstance(resources, pikepdf.Dictionary) else None
        # Short names are for inline images; a page may call its own spaces so.
        if not (isinstance(own, pikepdf.Dictionary) and name in own):
            name = _SHORT.get(name, name)
        devices = {"/DeviceGray": self._grey, "/DeviceCMYK": self._cmyk, "/DeviceRGB": self._rgb}
        if name in devices:
            standing = own.get(f"/Default{name[7:]}") if isinstance(own, pikepdf.Dictionary) else None
            # A default RGB space says which RGB; grey and CMYK numbers go to the press as they are.
            if name == "/DeviceRGB" and isinstance(standing, pikepdf.Array):
                return self.of(standing, None, depth + 1)
            return devices[name]
        found = own.get(name) if isinstance(own, pikepdf.Dictionary) else None
        if found is None or found == pikepdf.Name(name):
            raise UnknownSpace
        return self.of(found, resources, depth + 1)

    def _made(self, value: pikepdf.Array, resources: object, depth: int) -> Space:
        family = str(value[0])
        if len(value) == 1 or family in _GREYS:
            return self._grey if family in _GREYS else self._named(family, resources, depth)
        if family == "/CalRGB":
            return self._rgb_space("CalRGB", None)
        if family == "/Lab":
            return self._lab_space(value[1])
        if family == "/ICCBased":
            return self._icc_space(value[1], resources, depth)
        if family in {"/Separation", "/DeviceN"}:
            return self._tinted(value, resources, depth)
        if family in {"/Indexed", "/I"}:
            return self._indexed(value, resources, depth)
        raise UnknownSpace

    def _rgb_space(self, family: str, profile: bytes | None) -> Space:
        return Space(
            family=family,
            components=3,
            initial=(0.0, 0.0, 0.0),
            inks=lambda v: self._rgb_inks((_unit(v[0]), _unit(v[1]), _unit(v[2])), profile),
            grey=lambda v: 0.3 * _unit(v[0]) + 0.59 * _unit(v[1]) + 0.11 * _unit(v[2]),
            source="rgb",
            profile=profile,
        )

    def _rgb_inks(self, values: tuple[float, float, float], profile: bytes | None) -> Cmyk:
        red, green, blue = values
        recipe = self._spec.palette.get((round(red * 255), round(green * 255), round(blue * 255)))
        if recipe is not None and profile is None:
            return recipe
        if max(values) - min(values) < _NEUTRAL:
            return 0.0, 0.0, 0.0, round(1 - green, 4)
        return self._spec.converter.colour(values, profile=profile)

    def _lab_space(self, value: pikepdf.Object) -> Space:
        low_a, high_a, low_b, high_b = numbers_of(value.get("/Range")) or (-100.0, 100.0, -100.0, 100.0)

        def inks(v: Sequence[float]) -> Cmyk:
            a, b = min(high_a, max(low_a, v[1])), min(high_b, max(low_b, v[2]))
            lightness = min(100.0, max(0.0, v[0]))
            if abs(a) < 0.5 and abs(b) < 0.5 and lightness > 99.5:
                return 0.0, 0.0, 0.0, 0.0
            return self._spec.converter.colour((lightness, a, b), space="lab")

        return Space(
            family="Lab",
            components=3,
            initial=(0.0, max(0.0, low_a), max(0.0, low_b)),
            inks=inks,
            grey=lambda v: _unit(v[0] / 100),
            source="lab",
            decode=(0.0, 100.0, low_a, high_a, low_b, high_b),
        )

    def _icc_space(self, stream: pikepdf.Object, resources: object, depth: int) -> Space:
        count = int(number_of(stream.get("/N")) or 0)
        if count == 1:
            return self._grey
        if count == 4:
            return replace(self._cmyk, note=("press/cmyk-of-other-profile", _described(stream)))
        if count != 3:
            raise UnknownSpace
        profile = stream.read_bytes() if isinstance(stream, pikepdf.Stream) else b""
        if profile[16:20] == b"Lab ":
            return self.of(stream.get("/Alternate"), resources, depth + 1)
        srgb = not profile or b"sRGB" in profile or b"s\0R\0G\0B" in profile
        return self._rgb if srgb else self._rgb_space("ICCBased", profile)

    def _indexed(self, value: pikepdf.Array, resources: object, depth: int) -> Space:
        base = self.of(value[1], resources, depth + 1)
        table = value[3].read_bytes() if isinstance(value[3], pikepdf.Stream) else bytes(value[3])

        def numbers(v: Sequence[float]) -> tuple[float, ...]:
            at = max(0, int(v[0])) * base.components
            row = table[at : at + base.components].ljust(base.components, b"\0")
            lows, highs = base.span[::2], base.span[1::2]
            return tuple(
                low + byte / 255 * (high - low) for byte, low, high in zip(row, lows, highs, strict=True)
            )

        return Space(
            family="Indexed",
            components=1,
            initial=(0.0,),
            inks=lambda v: base.inks(numbers(v)),
            grey=lambda v: base.grey(numbers(v)),
            source="indexed",
            native=base.native,
            note=base.note,
        )

    def _tinted(self, value: pikepdf.Array, resources: object, depth: int) -> Space:
        names = (
            [name_of(name) for name in list(value[1])]
            if isinstance(value[1], pikepdf.Array)
            else [name_of(value[1])]
        )
        inks = self._tint_inks(names, value, resources, depth)
        spots = [name for name in names if name[1:] in self._spec.spots]
        foreign = [name[1:] for name in names if name not in (*_PROCESS, "/None", "/All")]
        self.spots.update(foreign)
        kept = None
        if spots and all(name in (*spots, *_PROCESS, "/None") for name in names):
            kept = self._kept(names, inks)
        return Space(
            family=str(value[0])[1:],
            components=len(names),
            initial=(1.0,) * len(names),
            inks=inks,
            grey=lambda v: _lightness(inks(v)),
            source="other",
            native=True,
            kept=kept,
            note=None if kept is not None or not foreign else ("press/spot-converted", ", ".join(foreign)),
        )

    def _tint_inks(
        self, names: list[str], value: pikepdf.Array, resources: object, depth: int
    ) -> Callable[[Sequence[float]], Cmyk]:
        if all(name in (*_PROCESS, "/None") for name in names):
            return lambda v: self._process([_sum_of(names, v, ink) for ink in _PROCESS])
        if names == ["/All"]:
            # Marks inside artwork: black alone, for four full inks in one place never dry.
            return lambda v: (0.0, 0.0, 0.0, round(_unit(v[0]), 5))
        alternate = self.of(value[2], resources, depth + 1)
        tint: Function = function_of(value[3])
        return lambda v: alternate.inks(tint(v))

    def _kept(self, names: list[str], inks: Callable[[Sequence[float]], Cmyk]) -> pikepdf.Object | None:
        """The spot's space with its simulation in CMYK: one for each name, however many files bring their own."""
        key = tuple(names)
        if key not in self._kept_spots:
            # The simulation is sampled where nothing is printed: no finding comes of that.
            fault, self._fault = self._fault, lambda _code, _what: None
            self._kept_spots[key] = self._kept_space(names, inks)
            self._fault = fault
        return self._kept_spots[key]

    def _kept_space(self, names: list[str], inks: Callable[[Sequence[float]], Cmyk]) -> pikepdf.Object | None:
        if len(names) == 1:
            steps = [inks((step / 32,)) for step in range(33)]
            full = steps[-1]
            even = all(
                abs(part - step / 32 * most) < 0.004
                for step, row in enumerate(steps)
                for part, most in zip(row, full, strict=True)
            )
            function = linear((0, 0, 0, 0), full) if even else tabled(self._pdf, steps, (0, 1))
            name: pikepdf.Object = pikepdf.Name(names[0])
            return self._pdf.make_indirect(
                pikepdf.Array([pikepdf.Name.Separation, name, pikepdf.Name.DeviceCMYK, function])
            )
        size = {2: 17, 3: 9}.get(len(names))
        if size is None:
            return None
        grid = [
            inks([index // size**axis % size / (size - 1) for axis in range(len(names))])
            for index in range(size ** len(names))
        ]
        function = tabled(self._pdf, grid, [0, 1] * len(names), [size] * len(names))
        array = pikepdf.Array([pikepdf.Name(name) for name in names])
        return self._pdf.make_indirect(
            pikepdf.Array([pikepdf.Name.DeviceN, array, pikepdf.Name.DeviceCMYK, function])
        )


def _sum_of(names: list[str], values: Sequence[float], ink: str) -> float:
    return sum(value for name, value in zip(names, values, strict=False) if name == ink)


def _described(stream: pikepdf.Object) -> str:
    """The profile's name, from its ``desc`` tag (ICC.1 6.5.17, v2) as far as it can be read."""
    data = stream.read_bytes() if isinstance(stream, pikepdf.Stream) else b""
    at = data.find(b"desc\0\0\0\0")
    length = int.from_bytes(data[at + 8 : at + 12]) if at > 0 else 0
    return data[at + 12 : at + 12 + min(length, 80)].split(b"\0")[0].decode("latin-1")
