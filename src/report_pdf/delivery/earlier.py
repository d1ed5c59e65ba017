"""What an earlier build left under names that this one owes, and has not written: moved aside, never deleted.

A denied edition's old file may be the only one that an archive could still take; under its old name it would pass for
this build's.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from report_pdf.delivery.holdings import portable
from report_pdf.errors import DeliveryError
from report_pdf.findings import Finding, Message, Place, Rule, Severity
from report_pdf.model.plan import EditionName

__all__ = ["EARLIER_FILE", "set_aside_earlier"]

EARLIER_FILE = Rule(
    code="delivery/earlier-file",
    severity=Severity.WARNING,
    rationale=Message(
        zh="这一次没有写出的版本，旧文件不能仍叫这个名字，免得被当成这一次的成品；改名留着，不删除。",
        en="Where an edition was not written, an earlier build's file may not keep its name and pass for this one's; "
        "it is renamed, never deleted.",
    ),
)
_OWED = {
    EditionName.PRESS: r"print\.pdf|proof\.pdf",
    EditionName.ARCHIVE: r"archive\.pdf",
    EditionName.EMAIL: r"email(-\d+)?\.(pdf|eml)",
}
_SEAL = "tagmanifest-sha512.txt"
"""A bag's own digest of all it holds."""


def set_aside_earlier(
    folder: Path, *, issue: str, editions: Sequence[EditionName], written: Collection[str]
) -> tuple[Finding, ...]:
    """Renames in ``folder`` what those editions would be called and is not in ``written``; says what was moved where.

    Args:
        folder: Where this build has just been written.
        issue: Its id: bags of others are left alone.
        editions: What was to be made.
        written: Names of files and folders that were.

    Raises:
        DeliveryError: A name cannot be changed.
    """
    try:
        owed = {path for edition in editions for path in _owed(folder, edition, issue)}
        return tuple(_moved(path) for path in sorted(owed) if path.name not in set(written))
    except OSError as error:
        raise DeliveryError(
            Message(
                zh=f"“{folder}”里以前的文件改不了名：{error.strerror or error}。",
                en=f"an earlier file in “{folder}” cannot be renamed: {error.strerror or error}.",
            ),
            hint=Message(
                zh="它不是这一次做的：请移走或删除。",
                en="It is not of this build: move it away or delete it.",
            ),
        ) from error


def _owed(folder: Path, edition: EditionName, issue: str) -> Iterator[Path]:
    """What stands there under a name of the edition's."""
    bag = re.escape(f"{portable(issue)}-bag")
    is_archive = edition is EditionName.ARCHIVE
    for path in folder.iterdir():
        if path.is_file():
            named = re.fullmatch(_OWED[edition], path.name)
            if named or (is_archive and re.fullmatch(rf"{bag}\.zip", path.name)):
                yield path
        elif is_archive and re.fullmatch(bag, path.name) and (path / _SEAL).is_file():
            yield path  # only a bag that we sealed is ours to move


def _moved(path: Path) -> Finding:
    seal = path / _SEAL if path.is_dir() else path
    stem, suffix = (path.name, "") if path.is_dir() else (path.stem, path.suffix)
    name = f"{stem}-earlier-{hashlib.sha256(seal.read_bytes()).hexdigest()[:8]}"
    number = 1
    while path.is_dir() and path.with_name(name).exists():
        number += 1
        name = f"{name.partition('~')[0]}~{number}"
    path.replace(path.with_name(f"{name}{suffix}"))
    return _said(path.name, f"{name}{suffix}")


def _said(name: str, new: str) -> Finding:
    return EARLIER_FILE.at(
        Place(file=name),
        Message(
            zh=f"“{name}”是以前做的，这一次没有写出它；旧文件改名为“{new}”。",
            en=f"“{name}” is of an earlier build and was not written by this one; it is now called “{new}”.",
        ),
        hint=Message(
            zh="要存档的还是以前那一份，就用改名后的文件；否则先改正错误再做一次。",
            en="To keep the earlier one use the renamed file; else mend what was wrong and build again.",
        ),
    )
