"""Writes a set of files beside their targets, syncs and checks them, and only then gives them their names."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from report_pdf.errors import DeliveryError
from report_pdf.findings import Message

__all__ = ["write_files"]


def write_files(files: Mapping[str, bytes], folder: Path) -> tuple[Path, ...]:
    """Writes every file into ``folder``, or none: what was there before stays until all are on the disk.

    Raises:
        DeliveryError: The folder cannot be made or written, or the disk is full.
    """
    staged: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            staged.append((_stage(data, folder, name), folder / name))
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
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    return tuple(target for _, target in staged)


def _take_names(staged: Sequence[tuple[Path, Path]]) -> None:
    """All take their names or none: what stood there is kept aside until the last has its own."""
    with tempfile.TemporaryDirectory(prefix=".before.", dir=staged[0][1].parent) as aside:
        taken: list[Path] = []
        for _, target in staged:
            if target.exists():
                shutil.copy2(target, Path(aside) / target.name)
        try:
            for temporary, target in staged:
                taken.append(target)
                temporary.replace(target)
        except BaseException:
            for target in taken:
                old = Path(aside) / target.name
                with contextlib.suppress(OSError):
                    old.replace(target) if old.exists() else target.unlink(missing_ok=True)
            raise


def _stage(data: bytes, folder: Path, name: str) -> Path:
    descriptor, temporary = tempfile.mkstemp(prefix=f".{name}.", dir=folder)
    path = Path(temporary)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        path.chmod(0o644)
        if path.read_bytes() != data:
            raise OSError(0, "the file read back differs from what was written")  # noqa: TRY301 - one exit
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
