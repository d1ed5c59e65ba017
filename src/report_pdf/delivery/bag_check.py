"""Is a bag whole? The library ``bagit`` judges, every digest counted anew; what is wrong is said file by file."""

from __future__ import annotations

import logging
import shutil
import tempfile
import zipfile
from pathlib import Path

import bagit

from report_pdf.errors import InputError
from report_pdf.findings import Finding, Message, Place, Rule, Severity

__all__ = ["RULES", "check_bag"]

_SOURCE = "RFC 8493"

CHANGED = Rule(
    code="delivery/bag-changed",
    severity=Severity.ERROR,
    rationale=Message(
        zh="文件的 SHA-512 与清单不符：打包以后变过，哪怕一个字节。",
        en="A file's SHA-512 is not the manifest's: it has changed since, be it by one byte.",
    ),
    source=f"{_SOURCE}, 3",
)
MISSING = Rule(
    code="delivery/bag-missing",
    severity=Severity.ERROR,
    rationale=Message(
        zh="清单里有的文件，包里没有。", en="A file that the manifest lists is not in the bag."
    ),
    source=f"{_SOURCE}, 3",
)
UNEXPECTED = Rule(
    code="delivery/bag-unexpected",
    severity=Severity.ERROR,
    rationale=Message(
        zh="data/ 里的文件，清单里没有：不知道从哪里来。",
        en="A file in data/ that no manifest lists: nobody knows where it is from.",
    ),
    source=f"{_SOURCE}, 3",
)
INVALID = Rule(
    code="delivery/bag-invalid",
    severity=Severity.ERROR,
    rationale=Message(
        zh="不是一个 BagIt 包，或者它的标签文件有误。", en="Not a bag, or its tag files are wrong."
    ),
    source=f"{_SOURCE}, 2",
)
RULES = (CHANGED, MISSING, UNEXPECTED, INVALID)

_REMEDY = Message(
    zh="不要入库：请向移交方要一份完整的，或从备份取回。",
    en="Do not take it in: ask the sender for a whole one, or take it from a copy.",
)
# It speaks through logging as well as through its exceptions: once is enough.
logging.getLogger("bagit").addHandler(logging.NullHandler())
logging.getLogger("bagit").propagate = False


def check_bag(path: Path) -> tuple[Finding, ...]:
    """What is wrong with a bag, a folder or a zip; nothing if it is whole.

    Raises:
        InputError: There is neither, or the zip cannot be unpacked here.
    """
    if path.is_dir():
        return tuple(_faults(path))
    if not zipfile.is_zipfile(path):
        raise _refused(path, zh="不是文件夹，也不是 zip。", en="neither a folder nor a zip.")
    with tempfile.TemporaryDirectory(prefix="report-pdf-bag-") as folder:
        return tuple(_faults(_unpacked(path, Path(folder)), name=path.name))


def _faults(folder: Path, *, name: str = "") -> list[Finding]:
    name = name or folder.name
    try:
        bag = bagit.Bag(str(folder))
        faults = _complaints(bag, name)
        if faults and bag.info.pop("Payload-Oxum", None):
            # A wrong sum of bytes ends its reading: without it, it says which file is wrong.
            return _complaints(bag, name) or faults
    except (bagit.BagError, OSError, UnicodeDecodeError) as error:
        return [_invalid(name, str(error))]
    return faults


def _complaints(bag: bagit.Bag, name: str) -> list[Finding]:
    try:
        bag.validate()
    except bagit.BagValidationError as error:
        return [_fault(detail, name) for detail in error.details] or [_invalid(name, str(error))]
    return []


def _fault(detail: Exception, name: str) -> Finding:
    match detail:
        case bagit.ChecksumMismatch():
            rule, zh, en = CHANGED, "与清单的 SHA-512 不符", "does not have the SHA-512 of the manifest"
        case bagit.FileMissing():
            rule, zh, en = MISSING, "在清单里，不在包里", "is in the manifest and not in the bag"
        case bagit.UnexpectedFile():
            rule, zh, en = UNEXPECTED, "在包里，不在清单里", "is in the bag and not in the manifest"
        case _:
            return _invalid(name, str(detail))
    path = str(detail.path)
    return rule.at(
        Place(file=f"{name}/{path}"), Message(zh=f"“{path}”{zh}。", en=f"“{path}” {en}."), hint=_REMEDY
    )


def _invalid(name: str, why: str) -> Finding:
    return INVALID.at(
        Place(file=name), Message(zh=f"包不合格：{why}", en=f"not a valid bag: {why}"), hint=_REMEDY
    )


def _unpacked(path: Path, folder: Path) -> Path:
    """The one folder that a serialized bag has (RFC 8493, 4)."""
    with zipfile.ZipFile(path) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
        if size > shutil.disk_usage(folder).free:
            raise _refused(path, zh=f"解开要 {size} 字节，放不下。", en=f"unpacks to {size} bytes: no room.")
        try:
            archive.extractall(folder)  # members never leave the folder: zipfile drops “..” and roots
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
            raise _refused(path, zh=f"解不开：{error}", en=f"cannot be unpacked: {error}") from error
    inside = list(folder.iterdir())
    return inside[0] if len(inside) == 1 and inside[0].is_dir() else folder


def _refused(path: Path, *, zh: str, en: str) -> InputError:
    return InputError(
        Message(zh=f"“{path.name}”{zh}", en=f"“{path.name}”: {en}"),
        place=Place(file=str(path)),
        hint=Message(zh="请给出档案包的文件夹或 zip。", en="Name the bag's folder or zip."),
    )
