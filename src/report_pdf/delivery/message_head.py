"""The bytes of a message read strictly: its header fields, the shape a server takes, and what is put in on the way out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from report_pdf.delivery.message_headers import header, moment

__all__ = ["Head", "dated", "read_head", "well_formed"]

Head = Mapping[str, tuple[str, ...]]
"""Unfolded values by the field's name in small letters."""

_LONGEST_LINE = 998  # without CRLF (RFC 5322, 2.1.1)
_FIELD = re.compile(r"([!-9;-~]+):[ \t]*(.*)", re.DOTALL)
_FOLD = re.compile(r"\n(?=[ \t])")


def read_head(data: bytes) -> Head:
    """The header fields; text beyond ASCII must be UTF-8 (RFC 6532).

    Raises:
        ValueError: There is no head, or a line of it is no field.
    """
    head, _ = _parted(data)
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 at byte {error.start}") from error
    fields: dict[str, tuple[str, ...]] = {}
    for line in _FOLD.sub("", text).split("\n"):
        found = _FIELD.fullmatch(line)
        if found is None:
            raise ValueError(f"no header field: {line[:60]!r}")
        name = found[1].lower()
        fields[name] = (*fields.get(name, ()), found[2].strip(" \t"))
    return fields


def well_formed(data: bytes) -> None:
    """Whether any server takes it as it is: lines, no NUL, a body in ASCII (RFC 5321, 4.5.3.1.6; RFC 2045, 2.7).

    Raises:
        ValueError: Saying what it has that a server may break or refuse.
    """
    plain = data.replace(b"\r\n", b"\n")
    if b"\r" in plain or b"\0" in plain:
        raise ValueError("CR or NUL")
    _, body = _parted(data)
    if not body.isascii():
        raise ValueError("8-bit body")
    longest = max(map(len, plain.split(b"\n")))
    if longest > _LONGEST_LINE:
        raise ValueError(f"line of {longest} > {_LONGEST_LINE}")


def dated(data: bytes, date: dt.datetime) -> bytes:
    """The message with the date it goes out, every line ended by CRLF: what is handed to the server."""
    head, body = _parted(data)
    lines = re.split(rb"\n(?![ \t])", head)
    kept = [line for line in lines if not line.lower().startswith(b"date:")]
    kept.append(header("Date", moment(date)).rstrip().encode("ascii"))
    whole = b"\n".join(kept) + b"\n\n" + body
    return (whole if whole.endswith(b"\n") else whole + b"\n").replace(b"\n", b"\r\n")


def _parted(data: bytes) -> tuple[bytes, bytes]:
    head, mark, body = data.replace(b"\r\n", b"\n").partition(b"\n\n")
    if not mark:
        raise ValueError("no body")
    return head, body
