"""Probes: each is one look at this machine that says a version, or raises what is wrong. Nothing is fetched.

Nothing of the house is imported before its probe: the doctor must be able to speak where half of everything is missing.
"""

from __future__ import annotations

import ctypes
import importlib
import importlib.metadata
import re
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from report_pdf.resources import assets_folder

__all__ = [
    "faces",
    "fontconfig",
    "installed",
    "pdfium",
    "profile",
    "program",
    "python",
    "said",
    "shared",
    "verapdf",
]

_OLDEST_PYTHON = (3, 11)
_WHOLE_FONT = 0xB1B0AFBA
"""All 32-bit words of a TrueType file together, if no bit of it has changed (OpenType 1.9, head.checksumAdjustment)."""
_PROBE_SECONDS = 20


def python() -> str:
    """The Python that runs."""
    if sys.version_info < _OLDEST_PYTHON:
        raise ValueError(f"{sys.version.split()[0]} is too old")
    return sys.version.split()[0]


def installed(asked: str, name: str) -> Callable[[], str]:
    """A library by its requirement (``asked``) in the project's own metadata."""

    def probe() -> str:
        version = importlib.metadata.version(name)
        if (pinned := re.search(r"==([\w.]+)", asked)) and pinned[1] != version:
            raise ValueError(f"{version} is there, {pinned[1]} is wanted")
        return version

    return probe


def pdfium() -> str:
    """The shared library in the wheel, loaded."""
    return str(importlib.import_module("pypdfium2").PDFIUM_INFO)


def shared(names: tuple[str, ...], say: Callable[[Any], str]) -> Callable[[], str]:
    """A shared library by any of its names, and what it says of itself."""

    def probe() -> str:
        for name in names:
            try:
                return say(ctypes.CDLL(name))
            except OSError:
                continue
        raise FileNotFoundError(names[0])

    return probe


def said(function: str) -> Callable[[Any], str]:
    """What a library's own function says of it."""

    def say(library: Any) -> str:
        call = getattr(library, function)
        call.restype = ctypes.c_char_p
        return str(call().decode())

    return say


def fontconfig(library: Any) -> str:
    """Its version, from one number."""
    number = library.FcGetVersion()
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def faces() -> str:
    """Every shipped face is there and no bit of it has changed."""
    faces = importlib.import_module("report_pdf.fonts").catalogue()
    broken = [face.file for face in faces if not _is_whole(face.path)]
    if broken:
        raise ValueError(f"damaged: {', '.join(broken)}")
    return f"{len(faces)} faces"


def _is_whole(face: Path) -> bool:
    data = face.read_bytes()
    data += bytes(-len(data) % 4)
    return bool(sum(struct.unpack(f">{len(data) // 4}I", data)) % 2**32 == _WHOLE_FONT)


def profile() -> str:
    """The ICC profile's own length and signature (ISO 15076-1, 7.2)."""
    data = (assets_folder() / "icc" / "FOGRA39L_coated.icc").read_bytes()
    if data[36:40] != b"acsp" or int.from_bytes(data[:4], "big") != len(data):
        raise ValueError("damaged")
    return f"ICC {data[8]}.{data[9] >> 4}"


def program(name: str, *version: str) -> Callable[[], str]:
    """A program's first words about its version, from either stream: some talk to the wrong one."""

    def probe() -> str:
        path = shutil.which(name)
        if path is None:
            raise FileNotFoundError(name)
        done = subprocess.run(  # noqa: S603 - our own list of programs
            [path, *version],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_PROBE_SECONDS,
            check=False,
        )
        found = re.search(r"\d+(\.\d+)+\S*", done.stdout + done.stderr)
        return found[0].strip('",;') if found else "?"

    return probe


def verapdf() -> str:
    """All its parts together."""
    tool = importlib.import_module("report_pdf.preflight").find_verapdf()
    return tool.version or "?"
