"""Finds layouts/, fonts/ and assets/ in a checkout or inside an installed wheel."""

from __future__ import annotations

from pathlib import Path

from report_pdf.errors import MissingToolError
from report_pdf.findings import Message

__all__ = ["assets_folder", "fonts_folder", "layouts_folder"]

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    """The wheel carries the folders as ``report_pdf/_data/NAME`` (hatch_build.py); a checkout has them on top."""
    for candidate in (_PACKAGE / "_data" / name, _PACKAGE.parents[1] / name):
        if candidate.is_dir():
            return candidate
    raise MissingToolError(
        Message(zh=f"找不到安装文件夹“{name}”。", en=f"the installed folder “{name}” is missing."),
        hint=Message(zh="请重新安装 report-pdf。", en="Reinstall report-pdf."),
    )


def layouts_folder() -> Path:
    """Where the layouts are, one folder each."""
    return _folder("layouts")


def fonts_folder() -> Path:
    """Where the shipped faces are."""
    return _folder("fonts")


def assets_folder() -> Path:
    """Where the sample issue and the colour profiles are."""
    return _folder("assets")
