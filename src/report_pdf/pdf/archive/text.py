"""What each piece of marked content says (ISO 32000-1, 14.6, 9.10.2): text by page, stream and MCID.

In: an open PDF. Out: the text of every marked-content sequence with an MCID, ActualText taken for what it stands for,
and which stream holds it: the page's own or a form's; where on the page it begins, and whether it is bold.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pikepdf

from report_pdf.pdf.archive.lettering import Lettering, lettering_of
from report_pdf.pdf.archive.operators import first_of, instructions_of, mcid_of, name_of, operator_of
from report_pdf.pdf.archive.pen import Pen
from report_pdf.pdf.geometry import Matrix, inherited, numbers_of, page_facts

__all__ = ["Mark", "MarkedText", "PageTexts", "loose_pages", "marked_texts", "read_texts"]

_DEEPEST_FORM = 12
_SHOWS = frozenset({"Tj", "TJ", "'", '"'})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A marked-content sequence: page index from 0, the form that holds it (None: the page itself), its number."""

    page: int
    form: tuple[int, int] | None
    mcid: int


@dataclass(slots=True, kw_only=True)
class MarkedText:
    """What a sequence shows.

    Attributes:
        text: Its words.
        paints: Whether anything but text is drawn in it.
        bold: Whether all its words are; None where it has none.
        spot: Where its text begins on the page as it is seen, if that runs level from left to right.
    """

    text: str = ""
    paints: bool = False
    bold: bool | None = None
    spot: tuple[float, float] | None = None


@dataclass(slots=True, kw_only=True)
class _Open:
    """A sequence that has begun; ``actual`` stands for all that is shown in it."""

    mark: Mark | None
    is_artifact: bool = False
    actual: str | None = None
    shown: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class _Reader:
    page: int
    found: dict[Mark, MarkedText]
    fonts: dict[tuple[int, int], Lettering]
    pen: Pen
    open: list[_Open] = field(default_factory=list)
    font: Lettering | None = None
    is_loose: bool = False
    loose: list[str] = field(default_factory=list)
    artifacts: list[str] = field(default_factory=list)

    def read(
        self, stream: pikepdf.Object, resources: object, form: tuple[int, int] | None, deep: int
    ) -> None:
        for instruction in instructions_of(stream):
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                self._paint()
                continue
            operator = operator_of(instruction)
            self.pen.follow(operator, instruction.operands)
            if operator in ("BDC", "BMC"):
                self._begin(list(instruction.operands), resources, form)
            elif operator == "EMC" and self.open:
                self._end()
            elif operator == "Tf":
                self.font = self._lettering(_entry(resources, "/Font", first_of(instruction)))
            elif operator in _SHOWS and len(instruction.operands):
                self._show(instruction.operands[-1])
            elif operator == "Do" and deep < _DEEPEST_FORM:
                self._do(_entry(resources, "/XObject", first_of(instruction)), resources, deep)
            elif operator == "sh":
                self._paint()

    def _begin(self, operands: list[pikepdf.Object], resources: object, form: tuple[int, int] | None) -> None:
        properties: object = operands[1] if len(operands) > 1 else None
        if isinstance(properties, pikepdf.Name):
            properties = _entry(resources, "/Properties", properties)
        mark, actual = None, None
        if isinstance(properties, pikepdf.Dictionary):
            if (mcid := mcid_of(properties)) is not None:
                mark = Mark(page=self.page, form=form, mcid=mcid)
                self.found.setdefault(mark, MarkedText())
            if (words := properties.get("/ActualText")) is not None:
                actual = str(words)
        is_artifact = bool(operands) and name_of(operands[0]) == "/Artifact"
        self.open.append(_Open(mark=mark, actual=actual, is_artifact=is_artifact))

    def _end(self) -> None:
        ended = self.open.pop()
        text = "".join(ended.shown) if ended.actual is None else ended.actual
        if ended.mark is not None:
            self.found[ended.mark].text += text
        elif ended.is_artifact:
            self.artifacts.append(text)
        elif self.open:
            self.open[-1].shown.append(text)

    def _show(self, shown: object) -> None:
        pieces = list(shown) if isinstance(shown, pikepdf.Array) else [shown]
        data = [bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String)]
        said = [self.font.decode(piece) for piece in data] if self.font is not None else []
        if not any(one.mark is not None or one.is_artifact for one in self.open):
            # A glyph whose character is not known may be anything.
            self.is_loose |= bool("".join(said).strip()) or bool(any(data) and not any(said))
            self.loose += said
        if self.open:
            self.open[-1].shown += said
            if "".join(said).strip():
                self._look()

    def _look(self) -> None:
        """Keeps how the words look that are shown now, and where they begin."""
        assert self.font is not None
        for sequence in self.open:
            if sequence.mark is not None:
                found = self.found[sequence.mark]
                if found.bold is None and not self.font.is_vertical:
                    found.spot = self.pen.spot
                found.bold = self.font.is_bold and found.bold is not False

    def _do(self, drawn: object, resources: object, deep: int) -> None:
        if not isinstance(drawn, pikepdf.Stream):
            return
        if drawn.get("/Subtype") != pikepdf.Name.Form:
            self._paint()
            return
        before = self.font, self.pen
        numbers = numbers_of(drawn.get("/Matrix"))
        self.pen = self.pen.within(Matrix(*numbers) if len(numbers) == 6 else Matrix())
        self.read(drawn, drawn.get("/Resources", resources), drawn.objgen, deep + 1)
        self.font, self.pen = before

    def _paint(self) -> None:
        for sequence in self.open:
            if sequence.mark is not None:
                self.found[sequence.mark].paints = True

    def _lettering(self, font: object) -> Lettering | None:
        if not isinstance(font, pikepdf.Dictionary):
            return None
        key = font.objgen
        if key == (0, 0):
            return lettering_of(font)
        if key not in self.fonts:
            self.fonts[key] = lettering_of(font)
        return self.fonts[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTexts:
    """All that a file's pages say; pages are indices from 0.

    Attributes:
        marked: Every marked-content sequence with a number, in content order.
        loose: By page, text that is neither in a numbered sequence nor an artifact; empty where its characters are not known.
        artifacts: By page, what each artifact says.
    """

    marked: dict[Mark, MarkedText]
    loose: dict[int, str]
    artifacts: dict[int, tuple[str, ...]]


def read_texts(pdf: pikepdf.Pdf) -> PageTexts:
    """Reads every page once."""
    texts = PageTexts(marked={}, loose={}, artifacts={})
    fonts: dict[tuple[int, int], Lettering] = {}
    for index, page in enumerate(pdf.pages):
        pen = Pen(space=page_facts(page.obj).upright)
        reader = _Reader(page=index, found=texts.marked, fonts=fonts, pen=pen)
        reader.read(page.obj, inherited(page.obj, "/Resources"), None, 0)
        if reader.is_loose:
            texts.loose[index] = "".join(reader.loose)
        texts.artifacts[index] = tuple(reader.artifacts)
    return texts


def marked_texts(pdf: pikepdf.Pdf) -> dict[Mark, MarkedText]:
    """Every marked-content sequence with a number, in content order."""
    return read_texts(pdf).marked


def loose_pages(pdf: pikepdf.Pdf) -> frozenset[int]:
    """Pages (index from 0) that show text which is neither in a numbered sequence nor an artifact."""
    return frozenset(read_texts(pdf).loose)


def _entry(resources: object, kind: str, name: object) -> object:
    if not isinstance(resources, pikepdf.Dictionary):
        return None
    shelf = resources.get(kind)
    known = name_of(name)
    return shelf.get(known) if known and isinstance(shelf, pikepdf.Dictionary) else None
