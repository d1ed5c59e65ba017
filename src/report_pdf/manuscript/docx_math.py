"""An equation on one line of text: what is raised or lowered stays so, a fraction becomes a/b (ISO/IEC 29500-1, 22.1)."""

from __future__ import annotations

from dataclasses import dataclass, field

from report_pdf.manuscript.docx_package import Element, qn
from report_pdf.model.manuscript import Span, SpanKind

__all__ = ["Linear", "linear"]

_PROPERTIES = frozenset(
    map(qn, ("m:fPr", "m:radPr", "m:naryPr", "m:dPr", "m:sSupPr", "m:sSubPr", "m:ctrlPr", "m:rPr", "m:accPr"))
)
_FLAT = frozenset(
    map(qn, ("m:r", "m:t", "m:e", "m:sSup", "m:sSub", "m:sSubSup", "m:oMath", "m:sup", "m:sub"))
)


@dataclass(slots=True)
class Linear:
    """``reshaped``: something of it could not be kept as it stands: a fraction, a root, a matrix."""

    text: str = ""
    spans: list[Span] = field(default_factory=list)
    reshaped: bool = False

    def write(self, element: Element) -> None:
        """One element with everything in it."""
        if not isinstance(element.tag, str) or element.tag in _PROPERTIES:
            return
        self.reshaped |= element.tag.startswith(qn("m:r")[:-1]) and element.tag not in _FLAT
        name = element.tag.rsplit("}", 1)[-1]
        match name:
            case "t":
                self.text += element.text or ""
            case "sSup" | "sSub" | "sSubSup" | "nary":
                self.scripts(element)
            case "f":
                self.group(element.find(qn("m:num")))
                self.text += "/"
                self.group(element.find(qn("m:den")))
            case "rad":
                self.script(element.find(qn("m:deg")), SpanKind.SUPERSCRIPT)
                self.text += "√"
                self.group(element.find(qn("m:e")))
            case "d":
                self.delimited(element)
            case "m" | "eqArr":
                self.rows(element)
            case _:
                self.inside(element)

    def inside(self, element: Element | None) -> None:
        """Its children."""
        for child in element if element is not None else ():
            self.write(child)

    def group(self, element: Element | None) -> None:
        """In brackets, where it is more than one sign or number."""
        start = len(self.text)
        self.inside(element)
        if not self.text[start:].isalnum():
            self.text = f"{self.text[:start]}({self.text[start:]})"
            self.spans = [
                Span(start=s.start + 1, end=s.end + 1, kind=s.kind) if s.start >= start else s
                for s in self.spans
            ]

    def scripts(self, element: Element) -> None:
        """What is raised stands behind what is lowered, both behind the base; of a sum, before its term."""
        base = element.find(qn("m:e"))
        is_sum = element.tag == qn("m:nary")
        if is_sum:
            self.text += _character(element, "m:naryPr", "m:chr", "∫")
        else:
            self.inside(base)
        self.script(element.find(qn("m:sub")), SpanKind.SUBSCRIPT)
        self.script(element.find(qn("m:sup")), SpanKind.SUPERSCRIPT)
        if is_sum:
            self.inside(base)

    def script(self, element: Element | None, kind: SpanKind) -> None:
        """Raised or lowered."""
        start = len(self.text)
        self.inside(element)
        if start < len(self.text):
            self.spans.append(Span(start=start, end=len(self.text), kind=kind))

    def delimited(self, element: Element) -> None:
        """In its own brackets."""
        parts = element.findall(qn("m:e"))
        self.text += _character(element, "m:dPr", "m:begChr", "(")
        for at, part in enumerate(parts):
            self.text += _character(element, "m:dPr", "m:sepChr", "|") if at else ""
            self.inside(part)
        self.text += _character(element, "m:dPr", "m:endChr", ")")

    def rows(self, element: Element) -> None:
        """One row behind the other."""
        rows = [row for row in element if row.tag in {qn("m:mr"), qn("m:e")}]
        for at, row in enumerate(rows):
            self.text += "; " if at else ""
            cells = row.findall(qn("m:e")) if row.tag == qn("m:mr") else [row]
            for number, cell in enumerate(cells):
                self.text += ", " if number else ""
                self.inside(cell)


def linear(math: Element) -> Linear:
    """The equation as text with spans."""
    written = Linear()
    written.inside(math)
    return written


def _character(element: Element, properties: str, name: str, default: str) -> str:
    found = element.find(f"{qn(properties)}/{qn(name)}")
    return str(found.get(qn("m:val"), "")) if found is not None else default
