"""Writes a set of files beside their targets, syncs and checks them, and only then gives them their names.

A name with slashes (``ferry-7-bag/data/archive.pdf``) is a file of a folder that is replaced as one. A folder that is an
archive's bag is validated before it gets its name.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from report_pdf.child import left_over, signed
from report_pdf.delivery.bag_check import check_bag
from report_pdf.errors import DeliveryError
from report_pdf.findings import Message

__all__ = ["write_files"]

_BAG_MARK = "bagit.txt"
_BAG_ZIP = "-bag.zip"
_BEFORE = ".before."


def write_files(files: Mapping[str, bytes], folder: Path) -> tuple[Path, ...]:
    """Writes every file into ``folder``, or none: what was there before stays until all are on the disk.

    Returns:
        The files, and of those in folders the folder.

    Raises:
        DeliveryError: The folder cannot be made or written, the disk is full, or a bag came out broken.
    """
    staged: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _clean_up(folder, _by_target(files))
        for name, content in _by_target(files).items():
            target = folder / name
            stage = _stage(content, target) if isinstance(content, bytes) else _stage_folder(content, target)
            staged.append((stage, target))
            _prove(stage, target)
        _take_names(staged)
        _sync_folder(folder)
    except OSError as error:
        raise DeliveryError(
            Message(
                zh=f"写不进“{folder}”：{error.strerror or error}。原有文件没有改动。",
                en=f"cannot write into “{folder}”: {error.strerror or error}. What was there is unchanged.",
            ),
            hint=Message(
                zh="检查磁盘空间和写权限，或用 -o 换一个文件夹。",
                en="Check the disk's space and the folder's permissions, or choose another one with -o.",
            ),
        ) from error
    finally:
        # Also when the user interrupts: nothing half-written stays beside the files.
        for temporary, _ in staged:
            _remove(temporary)
    return tuple(target for _, target in staged)


def _clean_up(folder: Path, names: Iterable[str]) -> None:
    """What a run that was killed left: what it had put aside goes back where nothing took its place, the rest away."""
    for aside in left_over(folder, _BEFORE):
        for old in sorted(aside.iterdir()):
            if not (folder / old.name).exists():
                old.replace(folder / old.name)
        _remove(aside)
    for name in names:
        for stage in left_over(folder, f".{name}."):
            _remove(stage)


def _by_target(files: Mapping[str, bytes]) -> dict[str, bytes | dict[str, bytes]]:
    """What stands directly in the folder: files, and folders with what they hold."""
    targets: dict[str, bytes | dict[str, bytes]] = {}
    for name, data in files.items():
        first, _, rest = name.partition("/")
        if not rest:
            targets[name] = data
        else:
            inside = targets.setdefault(first, {})
            assert isinstance(inside, dict), f"{first} is a file and a folder"
            inside[rest] = data
    return targets


def _take_names(staged: Sequence[tuple[Path, Path]]) -> None:
    """All take their names or none: what stood there is kept aside until the last has its own."""
    new = {target for _, target in staged if not target.exists()}
    with tempfile.TemporaryDirectory(prefix=signed(_BEFORE), dir=staged[0][1].parent) as aside:
        for temporary, target in staged:
            # A file is copied, so that its name is never without one; a folder cannot be replaced and moves, below.
            if target not in new and not temporary.is_dir():
                shutil.copy2(target, Path(aside) / target.name)
        try:
            for temporary, target in staged:
                if target not in new and temporary.is_dir():
                    _move_bag(target, Path(aside))
                temporary.replace(target)
        except BaseException:
            for _, target in staged:
                _put_back(target, Path(aside), is_new=target in new)
            raise


def _move_bag(target: Path, aside: Path) -> None:
    """Only a bag makes room for a bag: another folder of that name is the user's."""
    if not (target / _BAG_MARK).is_file():
        raise FileExistsError(0, f"“{target.name}” is there and is not a bag")
    target.rename(aside / target.name)


def _put_back(target: Path, aside: Path, *, is_new: bool) -> None:
    old = aside / target.name
    with contextlib.suppress(OSError):
        if is_new or old.is_dir():
            _remove(target)
        if old.exists():
            old.replace(target)


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _stage(data: bytes, target: Path) -> Path:
    descriptor, temporary = tempfile.mkstemp(prefix=signed(f".{target.name}."), dir=target.parent)
    path = Path(temporary)
    try:
        with os.fdopen(descriptor, "wb") as file:
            _fill(file.fileno(), path, data)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _stage_folder(files: Mapping[str, bytes], target: Path) -> Path:
    folder = Path(tempfile.mkdtemp(prefix=signed(f".{target.name}."), dir=target.parent))
    try:
        for name, data in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                _fill(file.fileno(), path, data)
        for inside in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
            inside.chmod(0o755)
            _sync_folder(inside)
    except BaseException:
        _remove(folder)
        raise
    return folder


def _fill(descriptor: int, path: Path, data: bytes) -> None:
    """Writes, syncs, reads back."""
    with os.fdopen(os.dup(descriptor), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o644)
    if path.read_bytes() != data:
        raise OSError(0, "the file read back differs from what was written")


def _prove(stage: Path, target: Path) -> None:
    is_bag = (stage / _BAG_MARK).is_file() if stage.is_dir() else target.name.endswith(_BAG_ZIP)
    if is_bag and (faults := check_bag(stage)):
        raise DeliveryError(
            Message(
                zh=f"“{target.name}”没有写出：档案包不合格。",
                en=f"“{target.name}” is not written: the bag is broken.",
            ),
            hint=Message(zh="这是程序的错，请报告。", en="This is the program's fault: please report it."),
            findings=faults,
        )


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
