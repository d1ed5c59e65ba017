"""A manuscript file, or a text, becomes a ``Manuscript``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from report_pdf.errors import ManuscriptError
from report_pdf.findings import Finding, Message, Place, Severity
from report_pdf.manuscript.docx import WORD, read_docx
from report_pdf.manuscript.encoding import decode
from report_pdf.manuscript.inspect import inspect_characters, inspect_encoding, inspect_structure
from report_pdf.manuscript.lines import Line, cut, is_blank, visible
from report_pdf.manuscript.markdown import read_markdown
from report_pdf.manuscript.recognise import recognise, slots_after
from report_pdf.manuscript.signs import Mark
from report_pdf.model.manuscript import Block, Caption, Heading, Manuscript, PictureSlot, all_blocks

__all__ = ["parse_markdown", "parse_text", "read_manuscript"]

_MAX_BYTES = 16 << 20
"""A long novel has 3 MB; what is bigger is no manuscript."""
_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd"})

_Blocks = tuple[tuple[Block, ...], tuple[Finding, ...]]


def read_manuscript(path: Path, *, name: str) -> Manuscript:
    """Read a manuscript: Word, what LibreOffice reads, and Markdown by their suffix, else plain text of any supported encoding.

    Args:
        path: The file.
        name: What places and messages call it.
    """
    if path.suffix.lower() in WORD and path.is_file():
        return read_docx(path, name=name)
    try:
        with path.open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
    except OSError as error:
        raise _unreadable(name, error) from error
    if len(data) > _MAX_BYTES:
        raise ManuscriptError(
            Message(zh="稿件超过 16 MB，不像一篇文稿。", en="over 16 MB: this is no manuscript."),
            place=Place(file=name),
        )
    text, encoding = decode(data, name=name)
    said = inspect_encoding(data, text, encoding, file=name)
    blocks_of = read_markdown if path.suffix.lower() in _MARKDOWN else _read_text
    return _parse(text, blocks_of, file=name, encoding=encoding, said=said)


def parse_text(text: str, *, file: str) -> Manuscript:
    """Recognise the blocks of a decoded text; ``file`` is what places call it."""
    return _parse(text, _read_text, file=file, encoding="utf-8", said=())


def parse_markdown(text: str, *, file: str) -> Manuscript:
    """The blocks of a decoded Markdown text."""
    return _parse(text, read_markdown, file=file, encoding="utf-8", said=())


def _unreadable(name: str, error: OSError) -> ManuscriptError:
    reason = error.strerror or type(error).__name__
    return ManuscriptError(
        Message(zh=f"稿件无法打开：{reason}。", en=f"the manuscript cannot be opened: {reason}."),
        place=Place(file=name),
        hint=Message(zh="请检查文件名和权限。", en="Check the file's name and permissions."),
    )


def _without_text(file: str, findings: tuple[Finding, ...]) -> ManuscriptError:
    return ManuscriptError(
        Message(zh="稿件里没有文字。", en="the manuscript has no text."),
        place=Place(file=file),
        hint=Message(zh="请核对是不是这个文件。", en="Check that it is the right file."),
        findings=findings,
    )


class _Reads(Protocol):
    def __call__(self, text: str, /, *, file: str) -> _Blocks: ...


def _parse(
    text: str, blocks_of: _Reads, *, file: str, encoding: str, said: tuple[Finding, ...]
) -> Manuscript:
    findings = (*said, *inspect_characters(text, file=file))
    if is_blank(text):
        raise _without_text(file, findings)
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise ManuscriptError(
            Message(zh="稿件里有已经丢失的字。", en="characters of the manuscript are lost."),
            place=next(f.place for f in findings if f.severity is Severity.ERROR),
            hint=Message(zh="请向作者索取原稿。", en="Ask the author for the original."),
            findings=findings,
        )
    blocks, found = blocks_of(text, file=file)
    if not any(block.text for block in all_blocks(blocks)):
        raise _without_text(file, (*findings, *found))
    return Manuscript(file=file, encoding=encoding, blocks=blocks, findings=(*findings, *found))


def _read_text(text: str, /, *, file: str) -> _Blocks:
    lines = cut(text)
    marks = recognise(lines)
    return tuple(_blocks(lines, marks, file=file)), inspect_structure(lines, marks, file=file)


def _blocks(lines: tuple[Line, ...], marks: tuple[Mark, ...], *, file: str) -> Iterator[Block]:
    slots = slots_after(lines, marks)
    for i, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        blanks = "".join(line.blanks)
        yield _block(line, mark, file=file, source=line.lead + line.own + ("" if i in slots else blanks))
        if i in slots:
            yield PictureSlot(text="", place=Place(file=file, line=line.number + 1, column=1), source=blanks)


def _block(line: Line, mark: Mark, *, file: str, source: str) -> Block:
    text = visible(line.raw[mark.start : mark.end])
    place = Place(file=file, line=line.number, column=line.column + mark.start)
    if mark.kind is Heading:
        return Heading(text=text, place=place, source=source, number=mark.number, level=mark.level)
    if mark.kind is Caption:
        return Caption(text=text, place=place, source=source, lost_arrow=mark.lost_arrow)
    return mark.kind(text=text, place=place, source=source)
