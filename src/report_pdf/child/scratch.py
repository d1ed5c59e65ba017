"""Scratch folders that outlive no run for long: what a killed process left is cleaned by the next one.

Their names say whose they are, host and process: a folder is left over when that process is no more on this host.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import platform
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from report_pdf.errors import DeliveryError, ReportPdfError
from report_pdf.findings import Message

__all__ = ["left_over", "scratch", "signed"]

_PREFIX = "report-pdf-"
_ROOM = 4 << 20
"""Bytes that must still fit, or it was the disk."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_SIGNED = re.compile(r"(?P<host>[0-9a-f]{8})-(?P<process>[0-9]{1,10})-.*", re.DOTALL)


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A folder only its user can read, gone afterwards; those of killed runs go now.

    Raises:
        DeliveryError: There is no room for it: libraries that find none die, and it looks as if a file had killed them.
    """
    try:
        place = Path(tempfile.gettempdir())
    except OSError as error:  # it writes into it to see whether it can
        raise _no_room(Path(os.environ.get("TMPDIR", "/tmp"))) from error  # noqa: S108 - where it looked first
    for path in left_over(place, _PREFIX):
        shutil.rmtree(path, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=signed(_PREFIX)) as folder:
        try:
            yield Path(folder)
        except (ReportPdfError, OSError) as error:
            if _is_full(Path(folder), error):
                raise _no_room(place) from error
            raise


def _is_full(folder: Path, error: Exception) -> bool:
    if isinstance(error, OSError):
        return error.errno in _FULL
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(bytes(_ROOM))
    except OSError as full:
        return full.errno in _FULL
    return False


def _no_room(place: Path) -> DeliveryError:
    return DeliveryError(
        Message(
            zh=f"放临时文件的“{place}”没有空间了。原有文件没有改动。",
            en=f"there is no room left for temporary files in “{place}”. What was there is unchanged.",
        ),
        hint=Message(
            zh="腾出磁盘空间，或用环境变量 TMPDIR 换一个文件夹。",
            en="Make room on the disk, or choose another folder by the environment variable TMPDIR.",
        ),
    )


def signed(prefix: str) -> str:
    """``prefix`` with whose it is."""
    return f"{prefix}{_host()}-{os.getpid()}-"


def left_over(folder: Path, prefix: str) -> list[Path]:
    """What of this beginning is in the folder and belongs to a process of this host that is no more."""
    try:
        found = sorted(path for path in folder.iterdir() if path.name.startswith(prefix))
    except OSError:
        return []
    return [path for path in found if _is_left(path.name.removeprefix(prefix))]


def _is_left(name: str) -> bool:
    match = _SIGNED.fullmatch(name)
    if match is None or match["host"] != _host():
        return False
    try:
        os.kill(int(match["process"]), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _host() -> str:
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]
