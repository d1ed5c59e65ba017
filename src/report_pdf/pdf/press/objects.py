"""The objects a page is made of, converted once each: forms, images, patterns, shadings, states, fonts.

Nothing of the source is changed in a way that would matter to a second user: what content names is made anew, with
resources of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pikepdf

from report_pdf.findings import Finding, Place
from report_pdf.pdf.geometry import number_of
from report_pdf.pdf.press.content import Content
from report_pdf.pdf.press.functions import NoFunction
from report_pdf.pdf.press.images import clean_mask, image_of_inline, limited_image, pressed_image
from report_pdf.pdf.press.ink import Space, UnknownSpace
from report_pdf.pdf.press.rules import finding_of_fault
from report_pdf.pdf.press.shadings import pressed_shading
from report_pdf.pdf.press.spaces import Spaces
from report_pdf.pdf.press.spec import PressSpec
from report_pdf.pdf.press.state import Mode, Overprint, State, pressed_group

__all__ = ["Objects"]

_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_STATE_KEYS = ("/LW", "/LC", "/LJ", "/ML", "/D", "/BM", "/CA", "/ca", "/AIS", "/TK", "/SA", "/FL", "/SM")
_DEEPEST = 24


@dataclass(slots=True)
class _Memory:
    """What an object became, and the faults that came with it."""

    made: pikepdf.Object | None
    faults: tuple[tuple[str, str], ...]
    inherits: bool = False


@dataclass(slots=True)
class Objects:
    """Converts the objects of one PDF; ``page`` is the one that is being worked on (``Things`` for content)."""

    pdf: pikepdf.Pdf
    spec: PressSpec
    page: int = 0
    spaces: Spaces = field(init=False)
    faults: list[tuple[int, str, str]] = field(default_factory=list)
    _known: dict[tuple[object, ...], _Memory] = field(default_factory=dict)
    _trail: list[tuple[str, str]] = field(default_factory=list)
    _open: set[tuple[int, int]] = field(default_factory=set)
    _depth: int = 0

    def __post_init__(self) -> None:
        self.spaces = Spaces(self.pdf, self.spec, fault=self.fault)

    # Faults

    def fault(self, code: str, what: str) -> None:
        """Notes a fault on the page that is being converted, once."""
        self._trail.append((code, what))
        if (self.page, code, what) not in self.faults:
            self.faults.append((self.page, code, what))

    def findings(self) -> tuple[Finding, ...]:
        """Every fault with its page."""
        return tuple(
            finding_of_fault(code, what, self.spec.origins.get(page) or Place(file=self.spec.file, page=page))
            for page, code, what in self.faults
        )

    def _once(
        self,
        thing: pikepdf.Object,
        what: tuple[object, ...],
        make: Callable[[], _Memory | pikepdf.Object | None],
    ) -> _Memory:
        """``make()``, or what it gave the last time, with the faults it brought then."""
        key = (thing.objgen, *what)
        known = self._known.get(key) if thing.objgen != (0, 0) else None
        if known is not None:
            for code, detail in known.faults:
                self.fault(code, detail)
            return known
        if thing.objgen in self._open and thing.objgen != (0, 0):
            # It draws itself.
            return _Memory(None, ())
        outer, self._trail = self._trail, []
        self._open.add(thing.objgen)
        result = make()
        self._open.discard(thing.objgen)
        known = result if isinstance(result, _Memory) else _Memory(result, ())
        known.faults = tuple(dict.fromkeys(self._trail))
        self._trail = outer + self._trail
        self._known[key] = known
        return known

    # Things

    def space(self, value: object, resources: object) -> Space:
        """A colour space; raises UnknownSpace."""
        return self.spaces.of(value, resources)

    def drawing(
        self, drawing: pikepdf.Object, resources: object, *, state: State, mode: Mode
    ) -> pikepdf.Object | None:
        """An image or form, converted; None for what no press prints."""
        kind = str(drawing.get("/Subtype"))
        if kind == "/Image":
            return self._once(drawing, ("image", mode), lambda: self._image(drawing, resources, mode)).made
        if kind == "/Form" and "/PS" not in drawing and str(drawing.get("/Subtype2")) != "/PS":
            return self.form(drawing, resources, state=state, mode=mode)
        return None

    def form(
        self, form: pikepdf.Object, resources: object, *, state: State, mode: Mode
    ) -> pikepdf.Object | None:
        """A form. One that paints in colours it inherits is made for each such colour."""
        own = form.get("/Resources")
        beside = () if isinstance(own, pikepdf.Dictionary) else (id(resources),)
        plain = ("form", mode, state.asked, state.set, round(state.scale, 3), *beside)
        memory = self._once(form, plain, lambda: self._form(form, own or resources, state, mode))
        if memory.inherits:
            coloured = (*plain, state.fill, state.stroke)
            memory = self._once(form, coloured, lambda: self._form(form, own or resources, state, mode))
        return memory.made

    def _form(self, form: pikepdf.Object, resources: object, state: State, mode: Mode) -> _Memory:
        if self._depth >= _DEEPEST:
            return _Memory(None, ())
        self._depth += 1
        try:
            content = Content(
                self, resources, mode=mode, start=replace(state, own_fill=False, own_stroke=False)
            )
            made = self.pdf.make_stream(content.rewrite(form))
        except pikepdf.PdfError:
            self.fault("press/not-convertible", "form")
            return _Memory(None, ())
        finally:
            self._depth -= 1
        made["/Type"], made["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
        for key in ("/BBox", "/Matrix", "/OC"):
            if key in form:
                made[key] = form[key]
        made["/Resources"] = content.shelf.resources()
        if isinstance(group := form.get("/Group"), pikepdf.Dictionary):
            made["/Group"] = pressed_group(group, mode)
        return _Memory(made, (), content.inherits)

    def _image(self, image: pikepdf.Object, resources: object, mode: Mode) -> pikepdf.Object | None:
        if "/SMask" in image and isinstance(mask := image["/SMask"], pikepdf.Stream):
            try:
                clean_mask(mask)
            except UnknownSpace:
                self.fault("press/not-convertible", "image with a matte")
        if bool(image.get("/ImageMask", False)):
            return image
        try:
            space = self.space(image["/ColorSpace"], resources) if "/ColorSpace" in image else None
            if space is not None and space.note:
                self.fault(*space.note)
            made = pressed_image(self.pdf, image, space, self.spec, mode=mode)
            foreign = self.spec.foreign is None or self.page in self.spec.foreign
            if made is not image or mode is not Mode.INK or not foreign:
                return made
            if (lighter := limited_image(self.pdf, image, self.spec)) is None:
                return image
            self.fault("press/ink-limited", f"{lighter[1]:.0f}%")
            return lighter[0]
        except UnknownSpace:
            self.fault("press/not-convertible", f"image {image.get('/ColorSpace', '')!s:.60}")
            return image

    def inline(self, image: pikepdf.PdfInlineImage, resources: object, *, mode: Mode) -> pikepdf.Object:
        """An inline image as an image of its own."""
        made = image_of_inline(self.pdf, image)
        return self._image(made, resources, mode) or made

    def pattern(self, pattern: pikepdf.Object, resources: object, *, mode: Mode) -> pikepdf.Object | None:
        """A pattern, converted."""
        return self._once(pattern, ("pattern", mode), lambda: self._pattern(pattern, resources, mode)).made

    def _pattern(self, pattern: pikepdf.Object, resources: object, mode: Mode) -> pikepdf.Object | None:
        if number_of(pattern.get("/PatternType")) == 2:
            shading = self.shading(pattern.get("/Shading"), resources, mode=mode)
            if shading is None:
                return None
            made: pikepdf.Object = pikepdf.Dictionary(
                Type=pikepdf.Name.Pattern, PatternType=2, Shading=shading
            )
            kept: tuple[str, ...] = ("/Matrix",)
        elif isinstance(pattern, pikepdf.Stream) and self._depth < _DEEPEST:
            self._depth += 1
            content = Content(self, pattern.get("/Resources", resources), mode=mode, start=State())
            try:
                made = self.pdf.make_stream(content.rewrite(pattern))
            except pikepdf.PdfError:
                self.fault("press/not-convertible", "pattern")
                return None
            finally:
                self._depth -= 1
            made["/Resources"] = content.shelf.resources()
            kept = (
                "/Type",
                "/PatternType",
                "/PaintType",
                "/TilingType",
                "/BBox",
                "/XStep",
                "/YStep",
                "/Matrix",
            )
        else:
            return None
        for key in kept:
            if key in pattern:
                made[key] = pattern[key]
        return self.pdf.make_indirect(made)

    def shading(
        self, shading: pikepdf.Object | None, resources: object, *, mode: Mode
    ) -> pikepdf.Object | None:
        """A shading, converted; None, with a fault, where that is impossible."""
        if not isinstance(shading, pikepdf.Dictionary | pikepdf.Stream):
            return None
        return self._once(shading, ("shading", mode), lambda: self._shading(shading, resources, mode)).made

    def _shading(self, shading: pikepdf.Object, resources: object, mode: Mode) -> pikepdf.Object | None:
        try:
            space = self.space(shading.get("/ColorSpace"), resources)
            return pressed_shading(self.pdf, shading, space, mode=mode)
        except (UnknownSpace, NoFunction, KeyError, IndexError):
            kind = shading.get("/ShadingType", 0)
            self.fault("press/not-convertible", f"shading {kind}")
            return None

    def graphics(self, state: pikepdf.Object, resources: object, *, mode: Mode) -> pikepdf.Object | None:
        """An ExtGState with what the press wants: no transfer curves, halftones, intents; overprint is set apart."""
        return self._once(state, ("state", mode), lambda: self._graphics(state, resources, mode)).made

    def _graphics(self, state: pikepdf.Object, resources: object, mode: Mode) -> pikepdf.Object | None:
        made = pikepdf.Dictionary({key: state[key] for key in _STATE_KEYS if key in state})
        mask = state.get("/SMask")
        if isinstance(mask, pikepdf.Dictionary):
            made["/SMask"] = self._soft_mask(mask, resources, mode)
        elif mask is not None:
            made["/SMask"] = pikepdf.Name("/None")
        font = state.get("/Font")
        if isinstance(font, pikepdf.Array) and len(font) == 2:
            made["/Font"] = pikepdf.Array([self.font(font[0], resources)[0], font[1]])
        if not len(made):
            return None
        made["/Type"] = pikepdf.Name.ExtGState
        return self.pdf.make_indirect(made)

    def _soft_mask(self, mask: pikepdf.Object, resources: object, mode: Mode) -> pikepdf.Object:
        luminous = mask.get("/S") == pikepdf.Name.Luminosity
        inner = Mode.GREY if luminous else mode
        group = mask["/G"]
        made = pikepdf.Dictionary(Type=pikepdf.Name.Mask, S=mask["/S"])
        if (form := self.form(group, resources, state=State(), mode=inner)) is not None:
            made["/G"] = form
        if luminous and isinstance(back := mask.get("/BC"), pikepdf.Array):
            values = [number_of(part) or 0.0 for part in list(back)]
            try:
                space = self.space(
                    group.get("/Group", pikepdf.Dictionary()).get("/CS"), group.get("/Resources")
                )
                made["/BC"] = pikepdf.Array([round(space.grey(values), 4)])
            except UnknownSpace:
                made["/BC"] = pikepdf.Array([0])
        if "/TR" in mask:
            made["/TR"] = mask["/TR"]
        return made

    def font(self, font: pikepdf.Object, resources: object) -> tuple[pikepdf.Object, bool]:
        """The font, and whether its glyphs are in the file; the glyphs of a Type 3 font are content too."""
        if str(font.get("/Subtype")) == "/Type3":
            made = self._once(font, ("font",), lambda: self._drawn_font(font, resources)).made
            return made or font, True
        below = font.get("/DescendantFonts")
        inner = below[0] if isinstance(below, pikepdf.Array) and len(below) else font
        descriptor = inner.get("/FontDescriptor")
        embedded = isinstance(descriptor, pikepdf.Dictionary) and any(key in descriptor for key in _FILES)
        return font, embedded

    def _drawn_font(self, font: pikepdf.Object, resources: object) -> pikepdf.Object | None:
        glyphs = font.get("/CharProcs")
        if not isinstance(glyphs, pikepdf.Dictionary) or self._depth >= _DEEPEST:
            return None
        self._depth += 1
        made = pikepdf.Dictionary(dict(font.items()))
        own = font.get("/Resources", resources)
        content = Content(self, own, mode=Mode.INK, start=State())
        try:
            drawn = {
                name: self.pdf.make_stream(self._glyph(content, glyph)) for name, glyph in glyphs.items()
            }
            made["/CharProcs"] = pikepdf.Dictionary(drawn)
        except pikepdf.PdfError:
            self.fault("press/not-convertible", "glyphs")
            return None
        finally:
            self._depth -= 1
        made["/Resources"] = content.shelf.resources()
        return self.pdf.make_indirect(made)

    def _glyph(self, content: Content, glyph: pikepdf.Object) -> bytes:
        content.restart(State(set=Overprint()))
        return content.rewrite(glyph)
