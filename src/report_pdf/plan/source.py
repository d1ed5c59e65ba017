"""The text of an issue.yaml: decoded, measured, and mended where a colon was typed wrongly.

Mending is for the sake of the messages only: a full-width colon hides every later mistake from YAML, so it is
reported, replaced, and the reading goes on. Places always speak of the text as it was written.
"""

from __future__ import annotations

import codecs
import errno
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from report_pdf.errors import PlanError
from report_pdf.findings import Finding, Message, Place
from report_pdf.plan.rules import rule

__all__ = ["LARGEST_BYTES", "Source", "open_source"]

LARGEST_BYTES: Final = 256 * 1024

_MARKED_ENCODINGS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text and its name. ``mended`` maps a line (from 0) to the columns of the colons that were mended."""

    name: str
    written: str
    findings: tuple[Finding, ...] = ()
    mended: Mapping[int, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def lines(self) -> list[str]:
        """The lines as written, broken where YAML breaks them."""
        return _lines(self.written)

    @property
    def text(self) -> str:
        """The text to be read: with the mended colons."""
        if not self.mended:
            return self.written
        return "\n".join(_mend(line, self.mended.get(row, ())) for row, line in enumerate(self.lines))

    def place(self, row: int, column: int) -> Place:
        """Row and column from 0 in the mended text become a place in the written text."""
        before = sum(1 for at, colon in enumerate(self.mended.get(row, ())) if column > colon + at)
        return Place(file=self.name, line=row + 1, column=column - before + 1)

    def mending(self, row: int, colon: int, finding: Finding) -> Source:
        """The source with one more colon mended, and why."""
        columns = tuple(sorted({*self.mended.get(row, ()), colon}))
        return replace(
            self,
            findings=(*self.findings, finding),
            mended=MappingProxyType({**self.mended, row: columns}),
        )


def _lines(text: str) -> list[str]:
    for ending in ("\r\n", "\r", "\x85", "\u2028", "\u2029"):
        text = text.replace(ending, "\n")
    return text.split("\n")


def _mend(line: str, colons: tuple[int, ...]) -> str:
    for colon in reversed(colons):
        line = f"{line[:colon]}: {line[colon + 1 :]}"
    return line


def open_source(file: Path) -> Source:
    """The file's text.

    Raises:
        PlanError: It cannot be opened, is too big, or is in no encoding that Chinese text comes in.
    """
    place = Place(file=file.name)
    try:
        data = _read(file)
    except (OSError, ValueError) as error:
        raise _unreadable(
            place,
            Message(
                zh=f"打不开“{file}”。", en=f"“{file}” cannot be opened: {getattr(error, 'strerror', error)}."
            ),
            Message(zh="请检查路径和读取权限。", en="Check the path and the permissions."),
        ) from error
    if len(data) > LARGEST_BYTES:
        raise _unreadable(
            place,
            Message(
                zh="文件超过 256 KiB，不像一份 issue.yaml。",
                en="more than 256 KiB: this is hardly an issue.yaml.",
            ),
            Message(zh="稿件文字请放在稿件文件里。", en="Keep the text of articles in manuscript files."),
        )
    return _decoded(data, file.name)


def _read(file: Path) -> bytes:
    # A pipe would make us wait for ever.
    if file.exists() and not file.is_file():
        raise OSError(errno.EINVAL, "not a regular file")
    with file.open("rb") as stream:
        return stream.read(LARGEST_BYTES + 1)


def _decoded(data: bytes, name: str) -> Source:
    for mark, encoding in _MARKED_ENCODINGS:
        if data.startswith(mark):
            return Source(name=name, written=_decode(data, encoding, name))
    try:
        return Source(name=name, written=data.decode("utf-8"))
    except UnicodeDecodeError:
        text = _decode(data, "gb18030", name)
    finding = rule("encoding").at(
        Place(file=name),
        Message(zh="文件不是 UTF-8，已按 GB18030 读取。", en="not UTF-8; read as GB18030."),
        hint=Message(zh="请另存为 UTF-8。", en="Save the file as UTF-8."),
    )
    return Source(name=name, written=text, findings=(finding,))


def _decode(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        offset = _undecodable_offset(data, error.start)
        raise _unreadable(
            Place(file=name, offset=offset),
            Message(
                zh=f"第 {offset} 字节处既不是 UTF-8 也不是 GB18030。",
                en=f"neither UTF-8 nor GB18030 at byte {offset}.",
            ),
            Message(zh="请用编辑器打开后另存为 UTF-8。", en="Open it in an editor and save it as UTF-8."),
        ) from error


def _undecodable_offset(data: bytes, start: int) -> int:
    """Where UTF-8 ends, unless a byte order mark promised UTF-16."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return start
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return start


def _unreadable(place: Place, message: Message, hint: Message) -> PlanError:
    finding = rule("unreadable").at(place, message, hint=hint)
    return PlanError(message, place=place, hint=hint, findings=(finding,))
