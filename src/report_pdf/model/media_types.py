"""What kind of file a name stands for, as archives and PDF attachments write it (IANA's registry; RFC 9512 for YAML).

One table for the file inside ``archive.pdf`` and for the bag beside it: both say the same of the same file.
"""

from __future__ import annotations

from pathlib import PurePosixPath

__all__ = ["media_type_of"]

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = {
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".xml": "application/xml",
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
    ".docx": f"{_WORD}.document",
    ".dotx": f"{_WORD}.template",
    ".docm": "application/vnd.ms-word.document.macroEnabled.12",
    ".dotm": "application/vnd.ms-word.template.macroEnabled.12",
    ".doc": "application/msword",
    ".dot": "application/msword",
    # Not registered; WPS Office and the desktops that know it call it so. Works, with the same ending, is long dead.
    ".wps": "application/wps-office.wps",
    ".rtf": "application/rtf",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ott": "application/vnd.oasis.opendocument.text-template",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".jpe": "image/jpeg",
    ".jfif": "image/jpeg",
    ".jp2": "image/jp2",
    ".j2k": "image/j2c",
    ".png": "image/png",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".bmp": "image/bmp",
    ".heic": "image/heic",
    ".heif": "image/heif",
    ".hif": "image/heif",
    ".avif": "image/avif",
}
_UNKNOWN = "application/octet-stream"


def media_type_of(name: str) -> str:
    """By the name's end; what no table knows is a stream of bytes."""
    return _TYPES.get(PurePosixPath(name).suffix.lower(), _UNKNOWN)
