"""What lies in a folder of photographs and is none: said by name, so that nothing is passed over silently."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Final

from report_pdf.findings import Finding, Message, Place
from report_pdf.plan.paths import PICTURE_ENDINGS, natural_order, pictures_in
from report_pdf.plan.rules import rule

__all__ = ["said_unread", "unread_files"]

_SYSTEM: Final = frozenset(
    [
        "thumbs.db",
        "ehthumbs.db",
        "desktop.ini",
        "icon\r",
        "picasa.ini",
        "zbthumbnail.info",
        "__macosx",
        "@eadir",
    ]
)
"""What systems and viewers leave behind; hidden files (``.DS_Store``, ``._*``) are not looked at either."""
_LOCK: Final = "~$"
_SETTINGS: Final = frozenset([".aae", ".dop", ".pp3", ".thm", ".xmp"])
"""A camera's or a program's notes beside the photograph of the same name; the photograph itself is read."""
_CLIP: Final = ".mov"
"""Beside a photograph of the same name: the three seconds of a Live Photo."""


def _kinds(hint: Message, endings: str) -> dict[str, Message]:
    return dict.fromkeys(endings.split(), hint)


_EXPORT: Final = Message(
    zh="要印，请导出为 JPEG、PNG 或 TIFF；不印，移出这个文件夹。",
    en="To print it, export it as JPEG, PNG or TIFF; else move it out of the folder.",
)
_HINTS: Final[Mapping[str, Message]] = (
    _kinds(
        Message(
            zh="要印，请导出为 300 ppi 以上的 PNG 或 TIFF；不印，移出这个文件夹。",
            en="To print it, export it as PNG or TIFF of 300 ppi or more; else move it out of the folder.",
        ),
        ".ai .cdr .dwg .emf .eps .svg .svgz .wmf",
    )
    | _kinds(
        Message(
            zh="要随刊附上，写进 supplements；要当照片印，请导出为 JPEG、PNG 或 TIFF；不印，移出这个文件夹。",
            en="To enclose it, name it under supplements; to print it as a picture, export it as JPEG, PNG or TIFF.",
        ),
        ".ofd .pdf .ppt .pptx",
    )
    | _kinds(
        Message(
            zh="要印，请截出一帧存成 JPEG 或 PNG；不印，移出这个文件夹。",
            en="To print it, save one frame as JPEG or PNG; else move it out of the folder.",
        ),
        ".3gp .avi .flv .insv .lrv .m4v .mkv .mov .mp4 .mpg .mpeg .mts .webm .wmv",
    )
    | _kinds(
        Message(
            zh="里面若是图说，请写进稿件（↓…），或用 report-pdf photos --write 写一份 photos.csv；不是，移出这个文件夹。",
            en="If it holds captions, put them into the manuscript, or let report-pdf photos --write make a photos.csv.",
        ),
        ".csv .doc .docx .et .htm .html .json .md .odt .rtf .tsv .txt .wps .xls .xlsx",
    )
    | _kinds(
        Message(
            zh="里面若有照片，请解开，把照片直接放进这个文件夹。",
            en="If there are photographs in it, unpack them into this folder.",
        ),
        ".7z .gz .rar .tar .tgz .zip",
    )
    | _kinds(
        Message(
            zh="没有传完或下载完，请再取一次。",
            en="It has not arrived whole: fetch it again.",
        ),
        ".crdownload .download .downloading .part .partial .td .tmp .xltd",
    )
    | _kinds(
        Message(
            zh="是相机或修图程序为另一张照片存的设置，那张照片不在这里：请补上，或移走这个文件。",
            en="It holds settings for a photograph that is not here: add that, or move the file away.",
        ),
        " ".join(sorted(_SETTINGS)),
    )
)
_NO_ENDING: Final = Message(
    zh="文件名没有后缀：是照片就补上（如 .jpg），不是就移出这个文件夹。",
    en="Its name has no ending: if it is a photograph add it (.jpg), else move it out of the folder.",
)


def unread_files(folder: Path, *, known: Collection[Path]) -> tuple[Path, ...]:
    """The files that are no photographs, and the folders that hold some, in natural order of their names.

    Args:
        folder: The photographs'.
        known: What is read or refused elsewhere.
    """
    stems = {picture.stem.casefold() for picture in pictures_in(folder)}
    found = [
        entry
        for entry in folder.iterdir()
        if not _is_systems(entry.name) and entry.resolve() not in known and _counts(entry, stems)
    ]
    return tuple(sorted(found, key=lambda entry: (natural_order(entry.name), entry.name)))


def said_unread(file: Path, *, name: str) -> Finding:
    """A file or folder of ``unread_files``; ``name``: what messages call the photographs' folder."""
    shown = "".join(sign if sign.isprintable() else "\ufffd" for sign in file.name)
    place = Place(file=f"{name.rstrip('/')}/{shown}")
    say: Callable[..., Finding] = rule("not-a-photograph").at
    if file.is_dir():
        number = len(pictures_in(file))
        return say(
            place,
            Message(
                zh=f"子文件夹“{shown}”里的 {number} 张照片没有读。",
                en=f"{number} photograph(s) in the folder “{shown}” are not read.",
            ),
            hint=Message(
                zh="要印，请移到上一层，或另写一条 photos；不印，移出这个文件夹。",
                en="To print them, move them up, or name that folder under photos too.",
            ),
        )
    hint = _HINTS.get(file.suffix.lower(), _EXPORT if file.suffix else _NO_ENDING)
    message = Message(zh=f"“{shown}”不是照片，没有读。", en=f"“{shown}” is no photograph: it is not read.")
    return say(place, message, hint=hint)


def _is_systems(name: str) -> bool:
    return name.startswith((".", _LOCK)) or name.casefold() in _SYSTEM


def _counts(entry: Path, stems: Collection[str]) -> bool:
    """A folder counts if there are photographs in it; what goes with a photograph of the same name does not."""
    if entry.is_dir():
        return bool(pictures_in(entry))
    ending = entry.suffix.lower()
    # IMG_1.xmp and IMG_1.CR2.xmp are both in use.
    beside = {entry.stem.casefold(), Path(entry.stem).stem.casefold()} & set(stems)
    return ending not in PICTURE_ENDINGS and not (beside and ending in (*_SETTINGS, _CLIP))
