"""Bytes become text: UTF-8, UTF-16 and GB18030 (GB 18030-2022 as far as Python has it), by strict decoders only.

A byte order mark decides. Without one: UTF-8, then UTF-16 by where its NUL bytes or Han characters stand, then
GB18030. Text that is UTF-8 but for a damaged byte is an error, never GB18030: most pairs of any bytes are
"valid" there and a page of nonsense would be printed.
"""

from __future__ import annotations

import codecs

from report_pdf.errors import ManuscriptError
from report_pdf.findings import Message, Place

__all__ = ["decode"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"PK\x03\x04", "Word/WPS (.docx)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word/WPS (.doc, .wps)"),
    (b"%PDF-", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
)
_SAVE_AS_TEXT = Message(
    zh="请在 Word 或 WPS 中“另存为”纯文本(.txt)，编码选 UTF-8。",
    en="Save it as plain text (.txt, encoding UTF-8) in Word or WPS.",
)
_SAVE_AS_UTF8 = Message(
    zh="请用原来的编辑软件打开，另存为 UTF-8 编码的纯文本。",
    en="Open it in the program it was written with and save it as plain text in UTF-8.",
)
_ENOUGH = 0.8
"""Share of Chinese characters from which bytes without a mark are taken for UTF-16."""


def decode(data: bytes, *, name: str) -> tuple[str, str]:
    """The text and its encoding.

    Args:
        data: A whole file.
        name: What messages call it.

    Returns:
        Text without byte order mark, line ends untouched; and a codec name (``utf-8``, ``gb18030`` …).
    """
    _refuse_other_formats(data, name)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data, encoding, name=name, skip=len(mark)), encoding
    if b"\0" in data:
        return _utf16_by_nul(data, name)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        return _without_utf8(data, name, error)


def _refuse_other_formats(data: bytes, name: str) -> None:
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise ManuscriptError(
                Message(zh=f"这是 {kind} 文件，不是纯文本。", en=f"this is a {kind} file, not plain text."),
                place=Place(file=name),
                hint=_SAVE_AS_TEXT,
            )


def _strict(data: bytes, encoding: str, *, name: str, skip: int = 0) -> str:
    try:
        text = data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data, name, {encoding: error.start + skip}) from None
    if (at := text.find("\0")) >= 0:
        raise _nul(name, skip + len(text[:at].encode(encoding)))
    return text


def _utf16_by_nul(data: bytes, name: str) -> tuple[str, str]:
    """ASCII characters in UTF-16 have their NUL byte first (big end) or second (little end), never both."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    encoding = "utf-16-be" if even > odd else "utf-16-le"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text or _chinese_share(text, ascii_counts=True) < _ENOUGH:
        raise _nul(name, data.index(0))
    return text, encoding


def _without_utf8(data: bytes, name: str, utf8: UnicodeDecodeError) -> tuple[str, str]:
    if _is_damaged_utf8(data):
        raise _undecodable(data, name, {"utf-8": utf8.start})
    for encoding in ("utf-16-le", "utf-16-be"):
        if (text := _decoded(data, encoding)) and _chinese_share(text, ascii_counts=False) >= _ENOUGH:
            return text, encoding
    try:
        return data.decode("gb18030"), "gb18030"
    except UnicodeDecodeError as error:
        raise _undecodable(data, name, {"gb18030": error.start, "utf-8": utf8.start}) from None


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _is_damaged_utf8(data: bytes) -> bool:
    """Far more well-formed multi-byte characters than errors: GB18030 text has hardly any by chance."""
    text = data.decode("utf-8", errors="replace")
    good = sum(ch > "\u07ff" and ch != "\ufffd" for ch in text)
    return good > 2 * text.count("\ufffd")


def _chinese_share(text: str, *, ascii_counts: bool) -> float:
    """How much of a text is Han, CJK marks, full-width forms or general punctuation."""
    likely = sum(
        "\u4e00" <= ch <= "\u9fff"
        or "\u3000" <= ch <= "\u301f"
        or "\uff00" <= ch <= "\uff5e"
        or "\u2010" <= ch <= "\u25ff"
        or (ascii_counts and ("\x20" <= ch <= "\x7e" or ch in "\t\r\n"))
        for ch in text
    )
    return likely / len(text) if text else 0.0


def _undecodable(data: bytes, name: str, tried: dict[str, int]) -> ManuscriptError:
    offset = next(iter(tried.values()))
    byte = f"0x{data[offset]:02X}" if offset < len(data) else "—"
    codes = {code: f"{code.upper()} @ {at}" for code, at in tried.items()}
    listed = ", ".join(codes.values())
    return ManuscriptError(
        Message(
            zh=f"第 {offset} 字节({byte})无法解码；试过：{listed}。",
            en=f"byte {offset} ({byte}) cannot be decoded; tried: {listed}.",
        ),
        place=Place(file=name, offset=offset),
        hint=_SAVE_AS_UTF8,
    )


def _nul(name: str, offset: int) -> ManuscriptError:
    return ManuscriptError(
        Message(
            zh=f"第 {offset} 字节是 NUL：这不是文本文件，或已损坏。",
            en=f"byte {offset} is NUL: this is no text file, or it is damaged.",
        ),
        place=Place(file=name, offset=offset),
        hint=_SAVE_AS_UTF8,
    )
