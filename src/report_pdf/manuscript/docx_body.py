"""The paragraphs, tables and boxes of a Word file as pieces, and everything that is not taken over as findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from report_pdf.findings import Finding, Message, Place
from report_pdf.manuscript.docx_drawing import Placed
from report_pdf.manuscript.docx_numbering import Numbering
from report_pdf.manuscript.docx_package import DocxPackage, Element, qn
from report_pdf.manuscript.docx_runs import read_runs
from report_pdf.manuscript.docx_say import bare, deleted, left_out, metafile, said_of, unread
from report_pdf.manuscript.docx_styles import ParagraphLook, Styles
from report_pdf.manuscript.docx_tables import captioned, table_pieces, words_of
from report_pdf.manuscript.docx_text import RunText, joined
from report_pdf.manuscript.pieces import Look, Piece
from report_pdf.model.manuscript import (
    Block,
    Caption,
    Dek,
    Figure,
    Note,
    PageBreak,
    Quote,
    Span,
    SpanKind,
    Title,
)

__all__ = ["DocxBody"]

_ROLES: dict[str, type[Block]] = {"title": Title, "subtitle": Dek, "caption": Caption, "quote": Quote}
_DRAWN = (".emf", ".wmf", ".emz", ".wmz", ".svg", ".pict", ".pct")
_LONGEST_HEADING = 60
"""WPS gives whole paragraphs an outline level by mistake: those are text."""


class DocxBody:
    """Reads once, in order; ``line`` counts paragraphs, as a reader of the file would.

    ``placed`` and ``named``: the pictures that are set, and those a finding names; ``contents``: characters of a
    generated table of contents; ``commented``: at which paragraph each comment stands.
    """

    def __init__(self, package: DocxPackage, *, file: str) -> None:
        self.package = package
        self.file = file
        self.styles = Styles(package.styles)
        self.numbering = Numbering(package.numbering)
        self.line = 0
        self.findings: list[Finding] = []
        self.placed: set[str] = set()
        self.named: set[str] = set()
        self.commented: dict[str, int] = {}
        self.contents = 0
        self._before: RunText | None = None

    def pieces(self) -> Iterator[Piece]:
        """The body, and the notes behind it."""
        if self.package.body is not None:
            yield from self.blocks(self.package.body)
        yield from self.notes(self.package.footnotes, "footnote")
        yield from self.notes(self.package.endnotes, "endnote")

    def blocks(self, parent: Element) -> Iterator[Piece]:
        """Paragraphs and tables, whatever is wrapped around them."""
        for child in parent:
            if not isinstance(child.tag, str):
                continue
            if child.tag == qn("w:p"):
                yield from self.paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self.table(child)
            elif child.tag in {qn("w:del"), qn("w:moveFrom"), qn("w:sectPr"), qn("mc:Fallback")}:
                continue
            elif child.tag == qn("w:sdt"):
                yield from self.control(child)
            elif child.tag == qn("w:altChunk"):
                self.findings.append(_foreign(self._place(self.line + 1)))
            else:
                yield from self.blocks(child)

    def control(self, element: Element) -> Iterator[Piece]:
        """A content control; a generated table of contents is the old pages' and left out."""
        gallery = element.find(f".//{qn('w:docPartGallery')}")
        content = element.find(qn("w:sdtContent"))
        if gallery is not None and gallery.get(qn("w:val")) == "Table of Contents":
            self.line += len(list(element.iter(qn("w:p"))))
            self.contents += len(bare("".join(element.itertext(qn("w:t")))))
        elif content is not None:
            yield from self.blocks(content)

    def table(self, element: Element) -> Iterator[Piece]:
        """A table."""
        for row in element.iter(qn("w:tr")):
            if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
                words = "".join(row.itertext(qn("w:t"), qn("w:delText")))
                self.findings.append(deleted(words, self._place(self.line + 1)))
        yield from table_pieces(element, self.blocks, place=lambda: self._place(self.line + 1))

    def paragraph(self, element: Element) -> Iterator[Piece]:
        """The paragraph, then what is placed in it."""
        self.line += 1
        for comment in element.iter(qn("w:commentReference")):
            self.commented[comment.get(qn("w:id"))] = self.line
        look = self.styles.look(element)
        read = read_runs(element, self.package, self.styles)
        place = self._place(self.line)
        self.findings += said_of(read, place)
        if self._before is not None:
            read, self._before = joined(self._before, read), None
        if look.goes_on and element.getnext() is not None and element.getnext().tag == qn("w:p"):
            self._before = read
            return
        if look.role == "contents":
            self.contents += len(bare(read.text))
            return
        if look.new_page:
            yield _page_break(place)
        label = self.numbering.label(*look.numbering) if look.numbering and bare(read.text) else None
        if bare(read.text) or any(one.kind is SpanKind.NOTE for one in read.spans):
            yield from self.texts(read, look, label, place)
        else:
            yield Piece(place=place, source="\n")
        for _, drawing in groupby(read.placed, key=lambda one: one.drawing):
            yield from captioned([piece for one in drawing for piece in self.beside(one, place)])

    def texts(self, read: RunText, look: ParagraphLook, label: str | None, place: Place) -> Iterator[Piece]:
        """One piece a line: a line break within a paragraph begins a new one, as it does on the page."""
        start = 0
        shown = _look(read, look)
        for number, line in enumerate(read.text.split("\n")):
            end = start + len(line)
            own = tuple(
                replace(span, start=max(span.start, start) - start, end=min(span.end, end) - start)
                for span in read.spans
                if (span.start < end and span.end > start)
                or (span.start == span.end and start <= span.start <= end)
            )
            first = number == 0
            if bare(line) or own:
                at = replace(place, column=start + 1)
                yield replace(self.text(line, own, look, label if first else None, at), look=shown)
            start = end + 1

    def text(
        self, line: str, spans: tuple[Span, ...], look: ParagraphLook, label: str | None, place: Place
    ) -> Piece:
        """One line as what its paragraph is."""
        source = f"{line}\n"
        kind = _ROLES.get(look.role)
        if kind is not None:
            lead = len(line) - len(line.lstrip())
            own = tuple(replace(s, start=max(0, s.start - lead), end=max(0, s.end - lead)) for s in spans)
            block = kind(text=line.strip(), spans=own, place=place, source=source)
            return Piece(place=place, source=source, block=block)
        if look.level and _may_be_heading(line):
            front = f"{label} " if label else ""
            moved = tuple(replace(s, start=s.start + len(front), end=s.end + len(front)) for s in spans)
            return Piece(text=front + line, spans=moved, place=place, source=source, level=look.level)
        if label is not None:
            level = (look.numbering[1] if look.numbering else 0) + 1
            return Piece(text=line, spans=spans, place=place, source=source, bullet=level, number=label)
        return Piece(text=line, spans=spans, place=place, source=source)

    def beside(self, placed: Placed, place: Place) -> Iterator[Piece]:
        """A picture, a text box's paragraphs, a page break, or the word that something is left out."""
        if placed.picture.lower().endswith(_DRAWN) or placed.picture not in {"", *self.package.media}:
            self.named.add(placed.picture)
            self.findings.append(metafile(placed.picture, place))
        elif placed.picture:
            self.placed.add(placed.picture)
            block: Block = Figure(
                text="", place=place, source="", picture=placed.picture, alt=placed.alt, cut=placed.cut
            )
            yield Piece(place=place, source="", block=block)
        elif placed.box is not None:
            yield from captioned(list(self.blocks(placed.box)))
        elif placed.words:
            yield Piece(text=placed.words, place=place, source=f"{placed.words}\n")
        elif placed.page_break:
            yield _page_break(place)
        elif placed.unread:
            self.findings.append(unread(placed, place, words=self.words_in(placed)))

    def words_in(self, placed: Placed) -> str:
        """What is written in a SmartArt diagram."""
        root = self.package.body.getroottree().getroot()
        name, _ = self.package.related.get(root, {}).get(placed.relation, ("", False))
        diagram = self.package.diagrams.get(name)
        texts = diagram.iter(qn("dgm:t")) if diagram is not None else ()
        return "；".join(filter(None, ("".join(text.itertext(qn("a:t"))).strip() for text in texts)))

    def notes(self, root: Element | None, kind: str) -> Iterator[Piece]:
        """Every note's paragraphs; separators are none (17.11.3)."""
        if root is None:
            return
        for note in root:
            if not isinstance(note.tag, str) or note.get(qn("w:type")) not in {None, "normal"}:
                continue
            key = f"{kind}-{note.get(qn('w:id'))}"
            for piece in list(self.blocks(note)):
                words = words_of(piece)
                if isinstance(piece.block, Figure | PageBreak):
                    yield piece
                elif words:
                    yield _note(piece, words, key)

    def _place(self, line: int) -> Place:
        return Place(file=self.file, line=line, column=1)


def _note(piece: Piece, words: str, key: str) -> Piece:
    own = piece.block if piece.block is not None else piece
    shift = len(words) - len(own.text.lstrip() if piece.block is None else own.text)
    lead = shift - (len(own.text) - len(own.text.lstrip()) if piece.block is None else 0)
    ends = (replace(s, start=max(0, s.start + lead), end=min(len(words), s.end + lead)) for s in own.spans)
    spans = tuple(span for span in ends if span.start <= span.end)
    block = Note(text=words, spans=spans, place=piece.place, source=piece.source, key=key)
    return Piece(place=piece.place, source=piece.source, block=block)


def _page_break(place: Place) -> Piece:
    return Piece(place=place, source="", block=PageBreak(text="", place=place, source=""))


def _may_be_heading(line: str) -> bool:
    return len(bare(line)) <= _LONGEST_HEADING and bare(line)[-1:] not in "。；，"


def _look(read: RunText, paragraph: ParagraphLook) -> Look:
    """How most of the paragraph looks."""
    size = read.sizes.most_common(1)[0][0] if read.sizes else 0
    face = read.faces.most_common(1)[0][0] if read.faces else ""
    count = len(bare(read.text))
    bold = bool(count) and read.strong >= count
    return Look(size=size, face=face, bold=bold, centred=paragraph.centred, aside=paragraph.aside)


def _foreign(place: Place) -> Finding:
    return left_out(
        place,
        Message(
            zh="这里嵌着另一种格式的整段内容（altChunk），没有读。",
            en="a whole document of another kind is embedded here (altChunk): it is not read.",
        ),
        hint=Message(
            zh="用 Word 打开，再保存一次，它就成为正文。",
            en="Open the file in Word and save it once: it becomes text.",
        ),
    )
