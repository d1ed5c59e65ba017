"""What further readers of PDF text get; pdfium and poppler are in ``rules_page``."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdf
from lines import Setting
from rules import Case, rule
from rules_page import _as_source

_HYPHEN_AT_END = re.compile(r"-(?=\n)")
"""These readers give the soft hyphen of a parted word as it is drawn."""


def _whole_words(text: str) -> str:
    return _HYPHEN_AT_END.sub("", text)


def _read_by_mupdf(pdf: bytes) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "pages.pdf")
        path.write_bytes(pdf)
        command = ["mutool", "draw", "-q", "-F", "txt", str(path)]
        done = subprocess.run(command, capture_output=True, check=True)
    return done.stdout.decode().split("\f")


@rule
def text_layer_mupdf(setting: Setting) -> Iterator[Case]:
    """The source for mupdf, where it is installed: up to 1.21 it knows no ActualText."""
    if shutil.which("mutool"):
        yield from _as_source(setting, [_whole_words(text) for text in _read_by_mupdf(setting.pdf)])


@rule
def text_layer_pypdf(setting: Setting) -> Iterator[Case]:
    """The source for pypdf."""
    pages = pypdf.PdfReader(io.BytesIO(setting.pdf)).pages
    yield from _as_source(setting, [_whole_words(page.extract_text()) for page in pages])
