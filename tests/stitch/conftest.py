from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest


@pytest.fixture
def pdf_file(tmp_path: Path) -> Callable[..., Path]:
    """A PDF of so many pages of one size, each with its own grey."""

    def make(name: str, pages: int = 1, size: tuple[float, float] = (200, 300), **options: object) -> Path:
        with pikepdf.new() as pdf:
            for number in range(pages):
                pdf.add_blank_page(page_size=size)
                pdf.pages[-1].obj["/Contents"] = pdf.make_stream(
                    f"0.{number + 3} g 20 20 90 60 re f".encode()
                )
            out = io.BytesIO()
            pdf.save(out, static_id=True, **options)
        path = tmp_path / name
        path.write_bytes(out.getvalue())
        return path

    return make
