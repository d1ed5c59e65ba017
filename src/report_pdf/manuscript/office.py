"""Old Word, WPS, RTF and OpenDocument files become ``.docx`` by LibreOffice, where that is installed.

LibreOffice opens foreign files here: it runs in a child with limits, with a profile of its own and no window.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from report_pdf.child import ChildCrashed, ChildLimits, ChildTimedOut, run
from report_pdf.errors import ManuscriptError, MissingToolError
from report_pdf.findings import Message, Place

__all__ = ["OFFICE", "as_docx"]

OFFICE = frozenset({".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".ott", ".fodt", ".sxw"})
"""Suffixes of what is read by way of LibreOffice."""

_SECONDS = 120
_LIMITS = ChildLimits(wall_seconds=_SECONDS + 10, cpu_seconds=_SECONDS, memory_bytes=4 << 30)
"""LibreOffice maps more than it uses: 4 GiB of addresses are 300 MB of memory."""
_PROGRAMS = ("soffice", "libreoffice")


def as_docx(path: Path, *, name: str) -> bytes:
    """The file as LibreOffice saves it for Word.

    Raises:
        MissingToolError: There is no LibreOffice.
        ManuscriptError: It cannot read the file, or not in time.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise _missing(path.suffix, name)
    try:
        made = run(_LIMITS, converted, program, path.resolve())
    except (ChildCrashed, ChildTimedOut, MemoryError) as error:
        raise _unreadable(name) from error
    if not made:
        raise _unreadable(name)
    return made


def converted(program: str, path: Path) -> bytes:
    """The child's task; empty where nothing was made."""
    with tempfile.TemporaryDirectory(prefix="report-pdf-office-") as folder:
        source = Path(folder, f"manuscript{path.suffix.lower()}")
        source.write_bytes(path.read_bytes())
        command = [
            program,
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nolockcheck"),
            *("--convert-to", "docx", "--outdir", folder, str(source)),
        ]
        with subprocess.Popen(  # noqa: S603 - our own command
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={"HOME": folder, "PATH": os.environ.get("PATH", os.defpath)},
            start_new_session=True,
        ) as process:
            try:
                process.wait(_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                return b""
        made = source.with_suffix(".docx")
        return made.read_bytes() if made.is_file() else b""


def _missing(suffix: str, name: str) -> MissingToolError:
    return MissingToolError(
        Message(
            zh=f"读 {suffix.lower()} 文件要用 LibreOffice，这台机器没有装。",
            en=f"reading {suffix.lower()} files takes LibreOffice, which is not installed.",
        ),
        place=Place(file=name),
        hint=Message(
            zh="用 Word 或 WPS 打开，另存为 .docx；或安装：sudo apt-get install libreoffice-writer-nogui",
            en="Save it as .docx in Word or WPS, or install: sudo apt-get install libreoffice-writer-nogui",
        ),
    )


def _unreadable(name: str) -> ManuscriptError:
    return ManuscriptError(
        Message(zh="LibreOffice 读不了这个文件。", en="LibreOffice cannot read this file."),
        place=Place(file=name),
        hint=Message(
            zh="用写它的软件打开，另存为 .docx。",
            en="Open it in the program that wrote it and save it as .docx.",
        ),
    )
