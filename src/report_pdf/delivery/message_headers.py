"""Header lines that every mail program reads: ASCII throughout, folded, ended by CRLF.

Text beyond ASCII becomes encoded words (RFC 2047); parameters are written twice, for RFC 2231 and for programs that know
only encoded words (Outlook). Written here and not by Python's ``email``, whose folding differs from version to version.
"""

from __future__ import annotations

import base64
import datetime as dt
import re
from collections.abc import Iterator
from email.utils import format_datetime
from urllib.parse import quote

from report_pdf.model.mail import Mailbox

__all__ = ["disposition_header", "header", "mailbox_header", "moment", "text_header", "type_header"]

CRLF = "\r\n"
_LINE = 76
_WORD_BYTES = 45  # 60 characters of base64: with the frame 72 of the 75 that a word may have (RFC 2047, 2)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")


def header(name: str, value: str) -> str:
    """One line as it is. Nothing that could begin another line gets in.

    Raises:
        ValueError: The value has a control character.
    """
    _check(name, value.replace(CRLF + " ", ""))  # but where it was folded here
    return f"{name}: {value}{CRLF}"


def text_header(name: str, text: str) -> str:
    """An unstructured field, as ``Subject``."""
    _check(name, text)
    return header(name, _phrase(text, first=len(name) + 2))


def mailbox_header(name: str, mailbox: Mailbox) -> str:
    """``From`` or ``To`` with one mailbox (RFC 5322, 3.4)."""
    _check(name, str(mailbox))
    if not mailbox.name:
        return header(name, mailbox.address)
    if _ATOMS.fullmatch(mailbox.name) and "=?" not in mailbox.name:
        shown = mailbox.name
    elif mailbox.name.isascii() and "=?" not in mailbox.name:
        shown = '"' + re.sub(r'(["\\])', r"\\\1", mailbox.name) + '"'
    else:
        shown = _words(mailbox.name)
    return header(name, f"{shown}{CRLF} <{mailbox.address}>")


def type_header(media_type: str, *, file: str = "", **parameters: str) -> str:
    """``Content-Type``; ``file`` as ``name``, which some programs show before the disposition's."""
    parts = [media_type, *(f'{key}="{value}"' for key, value in parameters.items())]
    if file:
        parts.append(f'name="{_file_words(file)}"')
    return header("Content-Type", f";{CRLF} ".join(parts))


def disposition_header(disposition: str, file: str) -> str:
    """``Content-Disposition`` (RFC 2183) with the file's name both ways."""
    parts = [disposition]
    if not file.isascii():  # first: programs that know both forms take the first of them
        parts.append(f"filename*=utf-8''{quote(file, safe='')}")
    parts.append(f'filename="{_file_words(file)}"')
    return header("Content-Disposition", f";{CRLF} ".join(parts))


def moment(date: dt.datetime) -> str:
    """``Date``'s value; of one without a zone only the day is known (RFC 5322, 3.3: ``-0000``)."""
    return format_datetime(date)


def _check(name: str, value: str) -> None:
    if _CONTROL.search(value):
        raise ValueError(f"a control character in the header {name}")


def _phrase(text: str, *, first: int) -> str:
    if text.isascii() and "=?" not in text:
        return _folded(text, first=first)
    return _words(text)


def _folded(text: str, *, first: int) -> str:
    lines, length = [""], first
    for word in text.split(" "):
        if lines[-1] and length + 1 + len(word) > _LINE:
            lines.append(word)
            length = 1 + len(word)
        else:
            lines[-1] += f" {word}" if lines[-1] else word
            length += 1 + len(word)
    return f"{CRLF} ".join(lines)


def _file_words(file: str) -> str:
    return file.replace("\\", "_").replace('"', "_") if file.isascii() else _words(file)


def _words(text: str) -> str:
    """Encoded words, one a line; no character is cut in two (RFC 2047, 5)."""
    encoded = (base64.b64encode(part.encode()).decode("ascii") for part in _parts(text))
    return f"{CRLF} ".join(f"=?utf-8?B?{word}?=" for word in encoded)


def _parts(text: str) -> Iterator[str]:
    part, length = "", 0
    for character in text:
        size = len(character.encode())
        if length + size > _WORD_BYTES:
            yield part
            part, length = "", 0
        part += character
        length += size
    yield part
