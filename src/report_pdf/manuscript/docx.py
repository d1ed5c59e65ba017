"""A Word file becomes a ``Manuscript``: nothing in it is lost unsaid.

Every picture of the package is placed or named in a finding; tracked changes are taken as accepted; comments, hidden
text, headers and the old table of contents are said. Files come from anywhere: they are read in a child with limits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from report_pdf.child import ChildCrashed, ChildLimits, ChildTimedOut, run
from report_pdf.errors import ManuscriptError
from report_pdf.findings import Finding, Message, Place
from report_pdf.manuscript.docx_body import DocxBody
from report_pdf.manuscript.docx_package import DocxPackage, Element, open_docx, qn
from report_pdf.manuscript.inspect import inspect_characters
from report_pdf.manuscript.looks import by_look
from report_pdf.manuscript.office import OFFICE, as_docx
from report_pdf.manuscript.pieces import Piece, blocks_of
from report_pdf.manuscript.rules import COMMENT, LEFT_OUT, RESHAPED
from report_pdf.model.manuscript import (
    Block,
    Byline,
    Caption,
    Dek,
    Kicker,
    Lede,
    Manuscript,
    Media,
    SpanKind,
    Title,
    all_blocks,
)

__all__ = ["WORD", "read_docx"]

WORD = frozenset({".docx", ".docm", ".dotx", ".dotm"}) | OFFICE
"""Suffixes of what is read here."""

_APART = (Kicker, Title, Dek, Lede, Byline, Caption)
_OPEN_DOCUMENT = frozenset({".odt", ".ott"})
_MAX_BYTES = 256 << 20
_LIMITS = ChildLimits(wall_seconds=60, cpu_seconds=60, memory_bytes=2 << 30)


def read_docx(path: Path, *, name: str) -> Manuscript:
    """The file's manuscript with its pictures.

    Raises:
        ManuscriptError: It cannot be read.
        MissingToolError: It is of another kind and takes LibreOffice, which is not there.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= _MAX_BYTES else b""
    except OSError as error:
        raise _unopened(name, error) from error
    if size > _MAX_BYTES:
        raise ManuscriptError(
            Message(zh="Word 文件超过 256 MB。", en="the Word file has over 256 MB."),
            place=Place(file=name),
            hint=Message(
                zh="照片另外交，不要放在 Word 里。", en="Hand in the photographs as files of their own."
            ),
        )
    if (
        path.suffix.lower() in OFFICE and not data.startswith(b"PK\x03\x04")
    ) or path.suffix.lower() in _OPEN_DOCUMENT:
        data = as_docx(path, name=name)
    return _in_child(data, name)


def _in_child(data: bytes, name: str) -> Manuscript:
    try:
        return run(_LIMITS, manuscript_of, data, name=name)
    except (ChildCrashed, ChildTimedOut, MemoryError) as error:
        raise ManuscriptError(
            Message(
                zh="读 Word 文件超过了时间或内存的上限。",
                en="reading the Word file took too long or too much memory.",
            ),
            place=Place(file=name),
            hint=Message(
                zh="用 Word 打开，另存为 .docx；图片很大的先压缩图片。",
                en="Open it in Word and save it anew; compress large pictures first.",
            ),
        ) from error


def _unopened(name: str, error: OSError) -> ManuscriptError:
    reason = error.strerror or type(error).__name__
    return ManuscriptError(
        Message(zh=f"稿件无法打开：{reason}。", en=f"the manuscript cannot be opened: {reason}."),
        place=Place(file=name),
        hint=Message(zh="请检查文件名和权限。", en="Check the file's name and permissions."),
    )


def manuscript_of(data: bytes, *, name: str) -> Manuscript:
    """The child's task."""
    package = open_docx(data, name=name)
    body = DocxBody(package, file=name)
    pieces = by_look(_spaced(list(body.pieces())))
    blocks, shown = blocks_of(pieces, file=name)
    findings = (
        *inspect_characters("".join(piece.source for piece in pieces), file=name),
        *body.findings,
        *shown,
        *_lowered(blocks),
        *_damaged_parts(package, name),
        *_unplaced(package, body, name),
        *_comments(package.comments, body, name),
        *_aside(package, body, name),
    )
    if not any(block.text for block in all_blocks(blocks)):
        raise _without_text(name, findings, pictures=len(body.placed))
    media = tuple(Media(name=part, data=package.media[part]) for part in sorted(body.placed))
    return Manuscript(file=name, encoding="docx", blocks=blocks, findings=findings, media=media)


def _without_text(name: str, findings: tuple[Finding, ...], *, pictures: int) -> ManuscriptError:
    """Whatever else it holds is named by the findings."""
    only = (f"，只有 {pictures} 张图片", f", only {pictures} picture(s)") if pictures else ("", "")
    return ManuscriptError(
        Message(zh=f"稿件里没有文字{only[0]}。", en=f"the manuscript has no text{only[1]}."),
        place=Place(file=name),
        hint=Message(
            zh="文字若在图片里，请打字录入；若是空文件，请向作者要原稿。",
            en="Where its words are pictures, type them; where it is empty, ask the author for the original.",
        ),
        findings=findings,
    )


def _lowered(blocks: Sequence[Block]) -> Iterator[Finding]:
    """What stands apart is words alone: m² becomes m2 there, and somebody has to see it."""
    for block in blocks:
        raised = [s for s in block.spans if s.kind in (SpanKind.SUPERSCRIPT, SpanKind.SUBSCRIPT)]
        if raised and isinstance(block, _APART):
            words = "、".join(f"“{block.text[s.start : s.end]}”" for s in raised)
            yield RESHAPED.at(
                block.place,
                Message(
                    zh=f"标题、署名、图说里的上下标{words}排成平的。",
                    en=f"raised or lowered characters of a title, byline or caption are set level: {words}.",
                ),
                hint=Message(zh="平方、立方写成 ²、³，或改用文字。", en="Write ² or ³, or say it in words."),
            )


def _damaged_parts(package: DocxPackage, name: str) -> Iterator[Finding]:
    for part in package.lost:
        yield LEFT_OUT.at(
            Place(file=name),
            Message(
                zh=f"文件里的 {part} 已损坏，没有读。",
                en=f"{part} inside the file is damaged: it is not read.",
            ),
        )


def _spaced(pieces: list[Piece]) -> list[Piece]:
    """Empty paragraphs become the blanks of the piece before them."""
    spaced: list[Piece] = []
    for piece in pieces:
        if piece.block is not None or piece.text.strip():
            spaced.append(piece)
        elif spaced:
            spaced[-1] = replace(spaced[-1], blanks=spaced[-1].blanks + 1)
    return spaced


def _unplaced(package: DocxPackage, body: DocxBody, name: str) -> Iterator[Finding]:
    """Pictures that no paragraph shows: of headers, backgrounds, or nothing at all."""
    for part in sorted(package.media):
        if part not in body.placed and part not in body.named:
            yield LEFT_OUT.at(
                Place(file=name),
                Message(
                    zh=f"图片 {part} 不在正文里（页眉、背景或没有用到），没有取出。",
                    en=f"the picture {part} stands in no paragraph (header, background or unused): left out.",
                ),
            )


def _comments(root: Element | None, body: DocxBody, name: str) -> Iterator[Finding]:
    for comment in root.findall(qn("w:comment")) if root is not None else []:
        text = "".join(comment.itertext(qn("w:t"))).strip()
        author = comment.get(qn("w:author"), "")
        line = body.commented.get(comment.get(qn("w:id")))
        yield COMMENT.at(
            Place(file=name, line=line, column=1 if line else None),
            Message(
                zh=f"批注（{author}）：{text[:60]}" if author else f"批注：{text[:60]}",
                en=f"comment ({author}): {text[:60]}" if author else f"comment: {text[:60]}",
            ),
        )


def _aside(package: DocxPackage, body: DocxBody, name: str) -> Iterator[Finding]:
    """Headers, footers and the old table of contents belong to the old pages."""
    words = ["".join(part.itertext(qn("w:t"))).strip() for part in package.aside]
    for text in dict.fromkeys(filter(None, words)):
        yield LEFT_OUT.at(
            Place(file=name),
            Message(
                zh=f"页眉页脚“{text[:30]}”不印出。", en=f"the header or footer “{text[:30]}” is not set."
            ),
        )
    if body.contents:
        yield LEFT_OUT.at(
            Place(file=name),
            Message(
                zh=f"Word 生成的目录（{body.contents} 字）不印出，本刊另有目录。",
                en=f"the table of contents ({body.contents} characters) is not set: the issue has its own.",
            ),
        )
