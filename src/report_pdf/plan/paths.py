"""Names written in an issue.yaml become files, and none of them leads out of the issue's folder.

A name is looked up in the folder listings, not handed to the system: so a name in other capitals (macOS does not
mind, Linux does) or in decomposed Unicode (macOS again) finds its file on every machine alike.
"""

from __future__ import annotations

import difflib
import os
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from report_pdf.findings import Finding, Message

__all__ = ["PICTURE_ENDINGS", "Jail", "PathRefusedError", "natural_order", "pictures_in"]

RAW_ENDINGS: Final = frozenset(
    [".arw", ".cr2", ".cr3", ".dng", ".nef", ".nrw", ".orf", ".pef", ".raf", ".rw2", ".srw"]
)
"""What cameras write untreated."""

PICTURE_ENDINGS: Final = RAW_ENDINGS | frozenset(
    [
        ".avif",
        ".bmp",
        ".gif",
        ".heic",
        ".heif",
        ".j2k",
        ".jfif",
        ".jp2",
        ".jpe",
        ".jpeg",
        ".jpg",
        ".jxl",
        ".png",
        ".psd",
        ".tif",
        ".tiff",
        ".webp",
    ]
)
"""More than can be printed: a photograph of the wrong kind is an error later, never silently left out."""

_MOST_SUGGESTED: Final = 3
_MOST_LISTED: Final = 3000


class PathRefusedError(Exception):
    """A name that stands for no file of the issue; ``rule`` is the code without the room."""

    def __init__(self, rule: str, message: Message, hint: Message) -> None:
        super().__init__(message.en)
        self.rule = rule
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Jail:
    """The folder no path may leave, and what was noticed while files were looked up in it.

    ``respelled``: names whose capitals differ from the disk's; ``named``: every file and folder that was asked for;
    ``faults``: what is wrong with a list that was read.
    """

    root: Path
    respelled: dict[str, str] = field(default_factory=dict)
    named: set[Path] = field(default_factory=set)
    faults: list[Finding] = field(default_factory=list)

    def file(self, name: str) -> Path:
        """The file called ``name``, resolved."""
        found = self.file_or_folder(name)
        if found.is_file():
            return found
        zh, en = ("文件夹", "a folder") if found.is_dir() else ("设备或管道", "no regular file")
        raise PathRefusedError(
            "not-a-file",
            Message(zh=f"“{name}”是{zh}，这里要一个文件。", en=f"“{name}” is {en}; a file is wanted here."),
            Message(zh="请写出文件名。", en="Name the file."),
        )

    def file_or_folder(self, name: str) -> Path:
        """The file or folder called ``name``, resolved."""
        _refuse_foreign(name)
        try:
            return self._walk(name)
        except (OSError, ValueError, RuntimeError) as error:
            raise PathRefusedError(
                "missing-file",
                Message(zh=f"读不了“{name}”。", en=f"“{name}” cannot be read: {error}."),
                Message(zh="请检查名称和读取权限。", en="Check the name and the permissions."),
            ) from error

    def _walk(self, name: str) -> Path:
        here = root = self.root.resolve()
        spelled: list[str] = []
        for part in (part for part in name.split("/") if part not in {"", "."}):
            entry = _entry(here, part)
            if entry is None:
                raise self._missing(name)
            spelled.append(entry)
            here = (here / entry).resolve(strict=True)
            if not here.is_relative_to(root):
                raise _outside(
                    name, "是指向文件夹之外的链接", "is a link that leads out of the issue's folder"
                )
        on_disk = "/".join(spelled)
        if _normal(on_disk) != _normal("/".join(part for part in name.split("/") if part not in {"", "."})):
            self.respelled[name] = on_disk
        self.named.add(here)
        return here

    def _missing(self, name: str) -> PathRefusedError:
        near = self._near(name)
        if "\\" in name:
            hint = Message(zh="路径请用“/”分隔。", en="Separate folders by “/”.")
        elif near:
            hint = Message(zh=f"是不是“{'”或“'.join(near)}”？", en=f"Did you mean “{'” or “'.join(near)}”?")
        else:
            hint = Message(
                zh="路径从 issue.yaml 所在的文件夹算起。", en="Paths start from the folder of issue.yaml."
            )
        return PathRefusedError(
            "missing-file", Message(zh=f"找不到文件“{name}”。", en=f"there is no file “{name}”."), hint
        )

    def _near(self, name: str) -> list[str]:
        """Files that may have been meant: the same name elsewhere first, then similar names."""
        files = _listing(self.root)
        base = _normal(name).rsplit("/", 1)[-1].casefold()
        same = [file for file in files if _normal(file).rsplit("/", 1)[-1].casefold() == base]
        similar = difflib.get_close_matches(name, files, n=_MOST_SUGGESTED, cutoff=0.7)
        return list(dict.fromkeys([*same, *similar]))[:_MOST_SUGGESTED]


def _refuse_foreign(name: str) -> None:
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", name):
        raise _outside(name, "是网址", "is a web address")
    if name.startswith(("/", "~", "\\")) or re.match(r"[A-Za-z]:[\\/]", name):
        raise _outside(name, "是绝对路径", "is an absolute path")
    if ".." in re.split(r"[/\\]", name):
        raise _outside(name, "含有“..”", "holds “..”")


def _outside(name: str, zh: str, en: str) -> PathRefusedError:
    return PathRefusedError(
        "path-outside",
        Message(zh=f"“{name}”{zh}。", en=f"“{name}” {en}."),
        Message(
            zh="请把文件放进 issue.yaml 所在的文件夹，再写相对路径。",
            en="Put the file into the folder of issue.yaml and write its relative path.",
        ),
    )


def _normal(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _entry(folder: Path, part: str) -> str | None:
    """The entry called ``part``: exactly, else in another normal form, else the only one in other capitals."""
    if not folder.is_dir():
        return None
    names = [entry.name for entry in folder.iterdir()]
    if part in names:
        return part
    for same in (_normal, lambda name: _normal(name).casefold()):
        matches = [name for name in names if same(name) == same(part)]
        if len(matches) == 1:
            return matches[0]
    return None


def _listing(root: Path) -> list[str]:
    """The relative names of the issue's files, not too many, hidden ones left out, links not followed."""
    listed: list[str] = []
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        inside = Path(folder).relative_to(root)
        # A name that is not UTF-8 could not be printed.
        printable = (name for name in sorted(files) if name.isprintable() and not name.startswith("."))
        listed += [(inside / name).as_posix() for name in printable]
        if len(listed) > _MOST_LISTED or len(inside.parts) > 3:
            break
    return listed[:_MOST_LISTED]


def natural_order(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts ``2.jpg`` before ``10.jpg``, whatever the zeros in front and the capitals."""
    pieces = re.findall(r"([0-9]{1,18})|([^0-9]+|[0-9])", unicodedata.normalize("NFKC", name).casefold())
    return tuple((0, int(digits), "") if digits else (1, 0, text) for digits, text in pieces)


def pictures_in(folder: Path) -> tuple[Path, ...]:
    """The folder's own pictures in natural order of their names; hidden files are none."""
    names = [
        entry.name
        for entry in folder.iterdir()
        if entry.suffix.lower() in PICTURE_ENDINGS and not entry.name.startswith(".") and entry.is_file()
    ]
    return tuple(folder / name for name in sorted(names, key=lambda name: (natural_order(name), name)))
