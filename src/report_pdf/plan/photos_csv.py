"""``photos.csv`` in a folder of photographs: which of them are printed, in which order, with which words.

One photograph a row: 文件, 图说, 摄影, 替代文字, 焦点, 使用 (file, caption, credit, alt, focus, use). What it leaves empty is
taken from elsewhere as ever; ``use`` 否 keeps a photograph out of print. A caption behind ？ is a proposal, not yet one.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from report_pdf.findings import Finding, Message, Place
from report_pdf.model.plan import Focus, PhotoPlan, SourceFile
from report_pdf.plan.paths import pictures_in
from report_pdf.plan.rules import rule
from report_pdf.plan.values import FocusPoint

__all__ = ["NAMES", "Listed", "ProposedRow", "listed", "write_list"]

NAMES: Final = ("photos.csv", "照片.csv")
"""What the list is called; the first is what we write."""

_MAX_BYTES: Final = 4 << 20
_COLUMNS: Final = {
    "file": ("file", "文件", "文件名", "照片", "图片"),
    "caption": ("caption", "图说", "图注", "说明"),
    "credit": ("credit", "摄影", "图片来源", "作者"),
    "alt": ("alt", "替代文字", "图片描述"),
    "focus": ("focus", "焦点", "主体位置"),
    "use": ("use", "使用", "用"),
}
_HEADS: Final = {name: column for column, names in _COLUMNS.items() for name in names}
_WRITTEN: Final = ("文件", "图说", "摄影", "替代文字", "焦点", "使用")
_NO: Final = frozenset({"no", "n", "0", "false", "否", "不用", "不", "×"})
_UNSETTLED: Final = ("？", "?")
"""Before a caption: nobody has confirmed it yet; it is matched as if it were not there."""
_FOCUS: Final[TypeAdapter[Focus]] = TypeAdapter(FocusPoint)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The photographs that are printed, in order, and what is wrong with the list."""

    photos: tuple[PhotoPlan, ...] = ()
    findings: tuple[Finding, ...] = ()


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
    try:
        rows = list(_rows(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        return Listed(findings=(_unreadable(where, error),))
    return _read(rows, folder, where)


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


def _rows(file: Path) -> Iterator[tuple[int, list[str]]]:
    """Excel writes UTF-8 with a byte order mark, or GB18030; some lists are divided by tabs or semicolons."""
    with file.open("rb") as stream:
        data = stream.read(_MAX_BYTES)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    head = text.partition("\n")[0]
    divider = max(",\t;", key=head.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=divider, strict=True)
    for row in reader:
        if any(cell.strip() for cell in row) and not row[0].startswith("#"):
            yield reader.line_num, [cell.strip() for cell in row]


def _read(rows: list[tuple[int, list[str]]], folder: Path, where: str) -> Listed:
    if not rows:
        return Listed(findings=(_no_head(where),))
    columns = [_HEADS.get(name.lower(), "") for name in rows[0][1]]
    if "file" not in columns:
        return Listed(findings=(_no_head(where),))
    findings = [_unknown(where, name) for name, column in zip(rows[0][1], columns, strict=True) if not column]
    there = {unicodedata.normalize("NFC", path.name).casefold(): path for path in pictures_in(folder)}
    photos: list[PhotoPlan] = []
    seen: set[str] = set()
    for line, cells in rows[1:]:
        row = dict(zip(columns, cells, strict=False))
        place = Place(file=where, line=line, column=1)
        key = unicodedata.normalize("NFC", row.get("file", "")).casefold()
        if key not in there or key in seen:
            findings.append(_wrong_file(row.get("file", ""), place, twice=key in seen))
            continue
        seen.add(key)
        if row.get("use", "").lower() in _NO:
            continue
        focus, wrong = _focus(row.get("focus", ""), place)
        findings += wrong
        path, caption = there[key], row.get("caption") or None
        settled = caption is None or not caption.startswith(_UNSETTLED)
        photos.append(
            PhotoPlan(
                source=SourceFile(name=f"{where.rpartition('/')[0]}/{path.name}", path=path, place=place),
                caption=caption if settled else None,
                credit=row.get("credit") or None,
                alt=row.get("alt") or None,
                focus=focus,
                listed=settled,
            )
        )
    findings += [_unlisted(path.name, where) for key, path in there.items() if key not in seen]
    return Listed(photos=tuple(photos), findings=tuple(findings))


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


def _wrong_file(name: str, place: Place, *, twice: bool) -> Finding:
    if twice:
        return rule("duplicate-key").at(
            place,
            Message(zh=f"“{name}”写了两行。", en=f"“{name}” has two rows."),
            hint=Message(zh="一张照片只写一行。", en="Write one row for each photograph."),
        )
    return rule("missing-file").at(
        place,
        Message(
            zh=f"文件夹里没有“{name}”。" if name else "这一行没有文件名。",
            en=f"there is no “{name}” in the folder." if name else "the row names no file.",
        ),
        hint=Message(
            zh="第一列写照片的文件名，要和文件夹里的一样。",
            en="The file's name goes there, as in the folder.",
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


def _unknown(where: str, name: str) -> Finding:
    return rule("unknown-key").at(
        Place(file=where, line=1, column=1),
        Message(zh=f"没有“{name}”这一栏。", en=f"there is no column “{name}”."),
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


def _unreadable(where: str, error: Exception) -> Finding:
    return rule("unreadable").at(
        Place(file=where),
        Message(zh="清单读不了。", en=f"the list cannot be read ({type(error).__name__})."),
        hint=Message(zh="请在表格软件里另存为“CSV UTF-8”。", en="Save it as “CSV UTF-8” in the spreadsheet."),
    )
