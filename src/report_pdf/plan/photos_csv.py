"""``photos.csv`` in a folder of photographs: which of them are printed, in which order, with which words.

One photograph a row: 文件, 图说, 摄影, 替代文字, 焦点, 使用 (file, caption, credit, alt, focus, use). What it leaves empty is
taken from elsewhere as ever; ``use`` 否 keeps a photograph out of print. A caption behind ？ is a proposal, not yet one.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from report_pdf.findings import Finding, Message, Place
from report_pdf.model.plan import Focus, PhotoPlan, SourceFile
from report_pdf.plan.listed_rows import Columns, ListedRow, Rows, read_list
from report_pdf.plan.paths import pictures_in
from report_pdf.plan.rules import rule
from report_pdf.plan.values import FocusPoint

__all__ = ["NAMES", "Listed", "ProposedRow", "listed", "write_list"]

NAMES: Final = ("photos.csv", "照片.csv")
"""What the list is called; the first is what we write."""

_COLUMNS: Final[Columns] = {
    "file": ("file", "文件", "文件名", "照片", "图片"),
    "caption": ("caption", "图说", "图注", "说明"),
    "credit": ("credit", "摄影", "图片来源", "作者"),
    "alt": ("alt", "替代文字", "图片描述"),
    "focus": ("focus", "焦点", "主体位置"),
    "use": ("use", "使用", "用"),
}
_WRITTEN: Final = ("文件", "图说", "摄影", "替代文字", "焦点", "使用")
_NO: Final = frozenset({"no", "n", "0", "false", "否", "不用", "不使用", "不印", "不", "×", "✗"})
_YES: Final = frozenset({"", "yes", "y", "1", "true", "是", "用", "使用", "印", "√", "✓"})
_UNSETTLED: Final = ("？", "?")
"""Before a caption: nobody has confirmed it yet; it is matched as if it were not there."""
_FOCUS: Final[TypeAdapter[Focus]] = TypeAdapter(FocusPoint)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The photographs that are printed, in order, and what is wrong with the list.

    ``listed``: every file that has a row, printed or not.
    """

    photos: tuple[PhotoPlan, ...] = ()
    findings: tuple[Finding, ...] = ()
    listed: frozenset[Path] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedRow:
    """A row to write. ``doubt``: why its caption is not certain, empty where it is."""

    file: str
    caption: str = ""
    credit: str = ""
    alt: str = ""
    focus: str = ""
    doubt: str = ""


def listed(folder: Path, *, name: str) -> Listed | None:
    """What the folder's list says; None: it has none.

    Args:
        folder: The photographs'.
        name: What messages call it.
    """
    file = next((folder / one for one in NAMES if (folder / one).is_file()), None)
    if file is None:
        return None
    where = f"{name.rstrip('/')}/{file.name}"
    own = _read(read_list(file, name=where, columns=_COLUMNS), folder, where)
    return replace(own, listed=own.listed | {file.resolve()})


def write_list(rows: Sequence[ProposedRow]) -> bytes:
    """A list as a spreadsheet opens it; what is not certain has ？ before it and a line above that says why."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_WRITTEN)
    for row in rows:
        if row.doubt:
            writer.writerow([f"# {row.file}：{row.doubt}"])
        caption = f"{_UNSETTLED[0]}{row.caption}" if row.doubt else row.caption
        writer.writerow([row.file, caption, row.credit, row.alt, row.focus, ""])
    return out.getvalue().encode("utf-8-sig")


def _read(table: Rows, folder: Path, where: str) -> Listed:
    if not table.head or "file" not in table.columns:
        return Listed(findings=table.findings or (_no_head(where),))
    there = {_key(path.name): path for path in folder.iterdir() if path.is_file()}
    printable = {_key(path.name) for path in pictures_in(folder)}
    findings = [*table.findings, *_unknown(table, where)]
    photos: list[PhotoPlan] = []
    seen: dict[str, ListedRow] = {}
    for row in table.rows:
        key = _key(row.cell("file"))
        first = seen.setdefault(key, row)
        used, found = _used(row)
        findings += found
        if key not in there or first is not row or (used and key not in printable):
            findings.append(_wrong_file(row, there=key in there, first=first))
        elif used:
            photo, found = _photo(row, there[key], where)
            findings += found
            photos.append(photo)
    findings += [_unlisted(there[key].name, where) for key in there if key in printable and key not in seen]
    return Listed(
        photos=tuple(photos),
        findings=tuple(findings),
        listed=frozenset(there[key].resolve() for key in seen if key in there),
    )


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _photo(row: ListedRow, path: Path, where: str) -> tuple[PhotoPlan, list[Finding]]:
    focus, found = _focus(row.cell("focus"), row.at("focus"))
    caption = row.cell("caption") or None
    settled = caption is None or not caption.startswith(_UNSETTLED)
    return PhotoPlan(
        source=SourceFile(name=f"{where.rpartition('/')[0]}/{path.name}", path=path, place=row.at("file")),
        caption=caption if settled else None,
        credit=row.cell("credit") or None,
        alt=row.cell("alt") or None,
        focus=focus,
        listed=settled,
    ), found


def _used(row: ListedRow) -> tuple[bool, list[Finding]]:
    """Whether it is printed; a word that is neither yes nor no is said."""
    written = row.cell("use")
    if written.lower() in _NO or written.lower() in _YES:
        return written.lower() in _YES, []
    return True, [
        rule("wrong-value").at(
            row.at("use"),
            Message(
                zh=f"“使用”写着“{written}”，读不懂。", en=f"“{written}” under “use” is neither yes nor no."
            ),
            hint=Message(
                zh="印的空着，或写“是”；不印的写“否”。", en="Leave it empty or write yes; no keeps it out."
            ),
        )
    ]


def _focus(written: str, place: Place) -> tuple[Focus, list[Finding]]:
    """``0.3 0.4``, ``[0.3, 0.4]``, or a word."""
    if not written:
        return Focus(), []
    try:
        return _FOCUS.validate_python(written.strip("[]")), []
    except ValidationError:
        return Focus(), [
            rule("wrong-value").at(
                place,
                Message(zh=f"焦点“{written}”读不懂。", en=f"the focus “{written}” cannot be read."),
                hint=Message(
                    zh="从左、上量起，各是 0 到 1，如 0.3 0.4。",
                    en="From left and top, 0 to 1 each: 0.3 0.4.",
                ),
            )
        ]


def _wrong_file(row: ListedRow, *, there: bool, first: ListedRow) -> Finding:
    name, place = row.cell("file"), row.at("file")
    if not name:
        return rule("missing-key").at(
            place,
            Message(zh="这一行没有文件名。", en="the row names no file."),
            hint=Message(zh="写照片的文件名，或删去整行。", en="Name the file, or delete the row."),
        )
    if first is not row:
        return rule("duplicate-key").at(
            place,
            Message(zh=f"“{name}”与第 {first.line} 行重复。", en=f"“{name}” is in row {first.line} too."),
            hint=Message(zh="一张照片只写一行。", en="Write one row for each photograph."),
        )
    if there:
        return rule("wrong-value").at(
            place,
            Message(zh=f"“{name}”不是照片，印不了。", en=f"“{name}” is no photograph: it cannot be printed."),
            hint=Message(
                zh="导出为 JPEG、PNG 或 TIFF 再写它的名字；不印的，“使用”写“否”。",
                en="Export it as JPEG, PNG or TIFF and name that; or write no under “use”.",
            ),
        )
    return rule("missing-file").at(
        place,
        Message(zh=f"文件夹里没有“{name}”。", en=f"there is no “{name}” in the folder."),
        hint=Message(
            zh="要和文件夹里的文件名一样，连后缀。",
            en="The file's name goes there, as in the folder, with its ending.",
        ),
    )


def _unlisted(name: str, where: str) -> Finding:
    return rule("unlisted-photo").at(
        Place(file=where),
        Message(
            zh=f"照片“{name}”没有写进清单，不印。",
            en=f"the photograph “{name}” is not listed: it is not printed.",
        ),
        hint=Message(
            zh="要印就加一行；不印也加一行，“使用”写“否”。",
            en="Add a row; where it is not wanted, with “no” under “use”.",
        ),
    )


def _unknown(table: Rows, where: str) -> Iterator[Finding]:
    """Columns that there are not; one without a name only where something stands in it."""
    known = {name for names in _COLUMNS.values() for name in names}
    for at, name in enumerate(table.head):
        filled = any(row.cells[at : at + 1] not in ((), ("",)) for row in table.rows)
        if name.lower() in known or not (name or filled):
            continue
        yield rule("unknown-key").at(
            Place(file=where, line=table.line, column=at + 1),
            Message(zh=f"没有“{name}”这一栏。", en=f"there is no column “{name}”.")
            if name
            else Message(zh="这一栏没有栏名。", en="this column has no name."),
            hint=Message(zh=f"可以有：{'、'.join(_WRITTEN)}。", en=f"The columns are {', '.join(_COLUMNS)}."),
        )


def _no_head(where: str) -> Finding:
    return rule("missing-key").at(
        Place(file=where, line=1, column=1),
        Message(
            zh="第一行要写栏名，其中有“文件”。", en="the first row must name the columns, “file” among them."
        ),
        hint=Message(
            zh="用 report-pdf photos --write 写一份。", en="Let report-pdf photos --write make one."
        ),
    )
