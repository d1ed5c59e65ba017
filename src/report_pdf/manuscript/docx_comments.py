"""A copy of a Word file with remarks as comments beside the words they are about; the text itself is not touched."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import docx
from docx.document import Document
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from report_pdf.child import ChildCrashed, ChildLimits, ChildTimedOut, run
from report_pdf.errors import ManuscriptError
from report_pdf.findings import Message, Place
from report_pdf.manuscript.docx_body import DocxBody
from report_pdf.manuscript.docx_package import DocxPackage, Element, open_docx, qn
from report_pdf.manuscript.pieces import Piece

__all__ = ["Commented", "DocxRemark", "comment_docx"]

_LIMITS = ChildLimits(wall_seconds=60, cpu_seconds=60, memory_bytes=2 << 30)
_AUTHOR = "report-pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocxRemark:
    """``text`` is said of what stands at ``line`` and ``column`` (as the reader counts: paragraphs and characters)."""

    line: int
    column: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Commented:
    """The new file, and how many remarks have found no place in it."""

    data: bytes = field(repr=False)
    left: int = 0


def comment_docx(data: bytes, remarks: Sequence[DocxRemark], *, name: str) -> Commented:
    """The file with a comment for each remark; ``name`` is what messages call it.

    Raises:
        ManuscriptError: It cannot be opened or written anew.
    """
    try:
        return run(_LIMITS, commented, data, tuple(remarks), name=name)
    except (ChildCrashed, ChildTimedOut, MemoryError) as error:
        raise ManuscriptError(
            Message(
                zh="批注写不进这个 Word 文件。", en="the comments cannot be written into this Word file."
            ),
            place=Place(file=name),
            hint=Message(
                zh="用 Word 打开，另存为 .docx 再试。", en="Open it in Word, save it anew and try again."
            ),
        ) from error


def commented(data: bytes, remarks: tuple[DocxRemark, ...], *, name: str) -> Commented:
    """The child's task."""
    document = docx.Document(io.BytesIO(data))
    numbered = _numbered(data, document, name=name)
    left = 0
    for remark in remarks:
        paragraph = numbered.get(remark.line)
        runs = _runs_at(paragraph, remark.column) if paragraph is not None else []
        if runs:
            document.add_comment(runs, text=remark.text, author=_AUTHOR, initials="rp")
        else:
            left += 1
    out = io.BytesIO()
    document.save(out)
    return Commented(data=out.getvalue(), left=left)


def _numbered(data: bytes, document: Document, *, name: str) -> Mapping[int, Paragraph]:
    """The body's paragraphs by the number the reader gives them: it counts over its own copy of the same XML."""
    counted = _Counting(open_docx(data, name=name), file=name)
    for _ in counted.pieces():
        pass
    own = list(document.element.body.iter(qn("w:p")))
    theirs = {id(element): at for at, element in enumerate(counted.all)}
    return {
        line: Paragraph(own[theirs[id(element)]], document._body)  # noqa: SLF001 - python-docx has no other parent
        for line, element in counted.lines.items()
        if id(element) in theirs and theirs[id(element)] < len(own)
    }


class _Counting(DocxBody):
    """The reader, remembering which paragraph has which number."""

    def __init__(self, package: DocxPackage, *, file: str) -> None:
        super().__init__(package, file=file)
        self.lines: dict[int, Element] = {}
        self.all: list[Element] = list(package.body.iter(qn("w:p"))) if package.body is not None else []

    def paragraph(self, element: Element) -> Iterator[Piece]:
        """As the reader's."""
        self.lines.setdefault(self.line + 1, element)
        yield from super().paragraph(element)


def _runs_at(paragraph: Paragraph, column: int) -> list[Run]:
    """The run in which a character stands; the last one where the paragraph ends before it."""
    done = 0
    runs = [run for run in paragraph.runs if run.text]
    for one in runs:
        done += len(one.text)
        if column <= done:
            return [one]
    return runs[-1:]
