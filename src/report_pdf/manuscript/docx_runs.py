"""One paragraph of a Word file: its text with spans, and what stands in it that is no text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from report_pdf.manuscript.docx_drawing import Placed, drawn
from report_pdf.manuscript.docx_math import linear
from report_pdf.manuscript.docx_package import DocxPackage, Element, qn
from report_pdf.manuscript.docx_styles import Styles, switched_on
from report_pdf.manuscript.docx_symbols import has_table, symbol
from report_pdf.manuscript.docx_text import RunText, merged
from report_pdf.model.manuscript import Span, SpanKind

__all__ = ["read_runs"]

_SPANS = (
    ("w:b", SpanKind.STRONG),
    ("w:i", SpanKind.EMPHASIS),
    ("w:strike", SpanKind.STRUCK),
    ("w:dstrike", SpanKind.STRUCK),
)
_CHARACTERS = {"w:tab": "\t", "w:ptab": "\t", "w:noBreakHyphen": "-", "w:cr": "\n"}
_IN_RUNS = frozenset({"w:t", "w:br", "w:sym", "w:fldChar", "w:drawing", "w:pict", "w:object", *_CHARACTERS})
_NOTES = {"w:footnoteReference": "footnote", "w:endnoteReference": "endnote"}
_SKIPPED = frozenset(
    map(
        qn,
        (
            "w:del",
            "w:moveFrom",
            "w:rPr",
            "w:pPr",
            "w:sdtPr",
            "w:sdtEndPr",
            "w:instrText",
            "w:delText",
            "w:delInstrText",
            "w:softHyphen",
            "w:lastRenderedPageBreak",
            "w:annotationRef",
            "w:footnoteRef",
            "w:endnoteRef",
            "w:separator",
            "w:continuationSeparator",
            "w:proofErr",
        ),
    )
)


@dataclass(slots=True)
class _Field:
    """A complex field: only what stands behind ``separate`` is shown (17.16.18)."""

    instruction: str = ""
    shown: bool = False
    start: int = 0


def read_runs(paragraph: Element, package: DocxPackage, styles: Styles) -> RunText:
    """The paragraph as it is shown."""
    properties = paragraph.find(qn("w:pPr"))
    style = properties.find(qn("w:pStyle")) if properties is not None else None
    reader = _Reader(package, styles, style.get(qn("w:val")) if style is not None else None)
    reader.children(paragraph)
    while reader.fields:
        reader.end_field()
    read = reader.read
    read.spans = merged(read.spans)
    return read


class _Reader:
    def __init__(self, package: DocxPackage, styles: Styles, style: str | None) -> None:
        self.package = package
        self.styles = styles
        self.style = style
        self.read = RunText()
        self.fields: list[_Field] = []
        self.drawings = 0

    def children(self, element: Element) -> None:
        for child in element:
            if isinstance(child.tag, str):
                self.one(child)

    def one(self, child: Element) -> None:
        tag = child.tag
        if tag in _SKIPPED:
            self.skipped(child)
        elif tag == qn("w:r"):
            self.run(child)
        elif tag in {qn("w:ins"), qn("w:moveTo")}:
            start = len(self.read.text)
            self.children(child)
            self.read.inserted.append(self.read.text[start:])
        elif tag == qn("w:hyperlink"):
            self.hyperlink(child)
        elif tag == qn("mc:AlternateContent"):
            self.alternate(child)
        elif tag == qn("m:oMath"):
            self.equation(child)
        elif tag == qn("w:ruby"):
            self.ruby(child)
        elif _short(tag) in _IN_RUNS:
            self.in_run(child, None, ())
        else:
            self.children(child)

    def skipped(self, child: Element) -> None:
        if child.tag in {qn("w:del"), qn("w:moveFrom")}:
            self.read.deleted.append("".join(child.itertext(qn("w:delText"), qn("w:t"))))
        elif child.tag == qn("w:instrText") and self.fields:
            self.fields[-1].instruction += child.text or ""

    def write(self, text: str, kinds: tuple[SpanKind, ...] = ()) -> None:
        if not text or any(not one.shown for one in self.fields):
            return
        start = len(self.read.text)
        self.read.text += text
        self.read.spans += [Span(start=start, end=start + len(text), kind=kind) for kind in kinds]
        if SpanKind.STRONG in kinds:
            self.read.strong += len("".join(text.split()))

    def run(self, run: Element) -> None:
        properties = run.find(qn("w:rPr"))
        if self.on(properties, "w:vanish"):
            self.read.hidden += "".join(run.itertext(qn("w:t")))
            return
        kinds = tuple(dict.fromkeys(self.kinds(properties)))
        start = len(self.read.text)
        for child in run:
            if isinstance(child.tag, str) and child.tag not in _SKIPPED - {qn("w:instrText")}:
                self.in_run(child, properties, kinds)
        self.measure(properties, len("".join(self.read.text[start:].split())))

    def measure(self, properties: Element | None, count: int) -> None:
        """How the run looks, weighed by its characters."""
        if not count:
            return
        self.read.sizes[self.styles.size(properties, self.style)] += count
        self.read.faces[self.styles.face(properties, self.style)] += count
        for name in ("w:u", "w:highlight"):
            found = properties.find(qn(name)) if properties is not None else None
            if found is not None and found.get(qn("w:val"), "single") != "none":
                self.read.marked[name] += count

    def in_run(self, child: Element, properties: Element | None, kinds: tuple[SpanKind, ...]) -> None:
        name = _short(child.tag)
        match name:
            case "w:t":
                self.words(child.text or "", properties, kinds)
            case "w:br":
                self.line_break(child)
            case "w:sym":
                self.symbol(child.get(qn("w:font"), ""), child.get(qn("w:char"), "0"), kinds)
            case "w:fldChar":
                self.field_mark(child.get(qn("w:fldCharType")))
            case "w:drawing" | "w:pict" | "w:object":
                self.drawings += 1
                self.read.placed += drawn(child, self.package, number=self.drawings)
            case _ if name in _CHARACTERS:
                self.write(_CHARACTERS[name])
            case _ if name in _NOTES:
                at = len(self.read.text)
                key = f"{_NOTES[name]}-{child.get(qn('w:id'))}"
                self.read.spans.append(Span(start=at, end=at, kind=SpanKind.NOTE, target=key))
            case _:
                self.one(child)

    def words(self, text: str, properties: Element | None, kinds: tuple[SpanKind, ...]) -> None:
        """Letters of a picture face are shapes."""
        faces = properties.find(qn("w:rFonts")) if properties is not None else None
        face = faces.get(qn("w:ascii"), "") if faces is not None else ""
        if not has_table(face) or any(one > "\xff" and not "\uf000" <= one <= "\uf0ff" for one in text):
            self.write(text, kinds)
            return
        for one in text:
            self.symbol(face, f"{ord(one):X}", kinds) if not one.isspace() else self.write(one, kinds)

    def kinds(self, properties: Element | None) -> Iterator[SpanKind]:
        for name, kind in _SPANS:
            if self.on(properties, name):
                yield kind
        if properties is None:
            return
        dots = properties.find(qn("w:em"))
        if dots is not None and dots.get(qn("w:val")) not in {None, "none"}:
            yield SpanKind.EMPHASIS
        raised = properties.find(qn("w:vertAlign"))
        if raised is not None and (value := raised.get(qn("w:val"))) in {"superscript", "subscript"}:
            yield SpanKind(value)

    def on(self, properties: Element | None, name: str) -> bool:
        """Its own property, else its character style's, else its paragraph style's (17.7.2)."""
        own = switched_on(properties, name)
        if own is not None:
            return own
        style = properties.find(qn("w:rStyle")) if properties is not None else None
        named = self.styles.run_switch(style.get(qn("w:val")), name) if style is not None else None
        return bool(self.styles.run_switch(self.style, name) if named is None else named)

    def line_break(self, element: Element) -> None:
        if element.get(qn("w:type")) == "page":
            self.read.placed.append(Placed(page_break=True))
        elif element.get(qn("w:type")) != "column":
            self.write("\n")

    def symbol(self, face: str, code: str, kinds: tuple[SpanKind, ...]) -> None:
        """A character of a picture face."""
        try:
            number = int(code, 16)
            shown = symbol(face, number) if number < 0x110000 else ""
        except ValueError:
            shown = ""
        if shown:
            self.write(shown, kinds)
        else:
            self.read.unknown_symbols[f"{face} {code}"] += 1

    def equation(self, element: Element) -> None:
        written = linear(element)
        start = len(self.read.text)
        self.write(written.text)
        if len(self.read.text) > start:
            self.read.spans += [replace(s, start=s.start + start, end=s.end + start) for s in written.spans]
            self.read.reshaped += written.reshaped

    def ruby(self, element: Element) -> None:
        """A reading over characters stands in brackets behind them (17.3.3.25)."""
        base, over = element.find(qn("w:rubyBase")), element.find(qn("w:rt"))
        if base is not None:
            self.children(base)
        reading = "".join(over.itertext(qn("w:t"))).strip() if over is not None else ""
        if reading:
            self.write(f"（{reading}）")
            self.read.raised += 1

    def hyperlink(self, element: Element) -> None:
        start = len(self.read.text)
        self.children(element)
        relation = element.get(qn("r:id"))
        address = self.package.target(element, relation)[0] if relation else ""
        self.link(start, address)

    def link(self, start: int, address: str) -> None:
        if address.startswith(("http:", "https:", "mailto:")) and start < len(self.read.text):
            self.read.spans.append(
                Span(start=start, end=len(self.read.text), kind=SpanKind.LINK, target=address)
            )

    def field_mark(self, kind: str | None) -> None:
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].shown = True
            self.fields[-1].start = len(self.read.text)
        elif kind == "end" and self.fields:
            self.end_field()

    def end_field(self) -> None:
        ended = self.fields.pop()
        words = ended.instruction.split()
        if ended.shown and len(words) > 1 and words[0].upper() == "HYPERLINK":
            self.link(ended.start, words[1].strip('"'))

    def alternate(self, element: Element) -> None:
        """Two forms say the same twice: the first that has words or a picture is taken (ISO/IEC 29500-3)."""
        second_best: list[Placed] = []
        for option in element:
            before, placed = len(self.read.text), len(self.read.placed)
            self.children(option)
            new = self.read.placed[placed:]
            if len(self.read.text) > before or any(not one.unread for one in new):
                return
            del self.read.placed[placed:]
            second_best = second_best or new
        self.read.placed += second_best


def _short(tag: str) -> str:
    return f"w:{tag.rsplit('}', 1)[-1]}" if tag.startswith(qn("w:p")[:-1]) else tag
