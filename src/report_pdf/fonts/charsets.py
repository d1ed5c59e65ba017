"""The two tables that the shipped faces promise: 通用规范汉字表 (2013) and GB 2312-80."""

from __future__ import annotations

import functools

from report_pdf.resources import fonts_folder

__all__ = ["gb2312", "general_table"]


@functools.cache
def general_table() -> frozenset[int]:
    """The 8,105 characters of 通用规范汉字表."""
    text = (fonts_folder() / "characters-8105.txt").read_text(encoding="utf-8")
    rows = (row for row in text.splitlines() if not row.startswith("#"))
    return frozenset(ord(character) for row in rows for character in row)


@functools.cache
def gb2312() -> frozenset[int]:
    """Every character of GB 2312-80: 6,763 Han, 682 marks, letters and figures."""
    found = set[int]()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            found.update(map(ord, bytes((row, cell)).decode("gb2312", errors="ignore")))
    return frozenset(found)
