"""A packet and its letter become one message (RFC 5322, MIME): the same bytes for the same packet, letter and people.

::

    multipart/mixed
    ├── multipart/alternative
    │   ├── text/plain
    │   └── multipart/related
    │       ├── text/html
    │       └── image/jpeg       the cover, called by its Content-ID
    └── application/pdf          the packet

Everything is ASCII, whatever the words are, so any server takes it; only an address that is not ASCII itself needs
SMTPUTF8.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import quopri
import re
from collections.abc import Sequence

from report_pdf.delivery.message_headers import (
    CRLF,
    disposition_header,
    header,
    mailbox_header,
    moment,
    text_header,
    type_header,
)
from report_pdf.model.mail import Letter, Mailbox, MailPacket

__all__ = ["PACKET_HEADER", "draft", "message"]

PACKET_HEADER = "X-Report-Pdf-Packet"
_DRAFT_HEADER = "X-Unsent"
_NOT_IN_IDENTIFIERS = re.compile(r"[^A-Za-z0-9._-]+")


def message(
    packet: MailPacket,
    letter: Letter,
    *,
    sender: Mailbox,
    recipient: Mailbox,
    date: dt.datetime | None = None,
) -> bytes:
    """The message to ``recipient``.

    Args:
        packet: What is enclosed.
        letter: Its words.
        sender: Who writes; bounces go there too.
        recipient: Who receives it, alone.
        date: When it was written. ``send`` puts its own, of the day it goes out.
    """
    digest = _digest(packet, letter, str(sender), str(recipient))
    named = _NOT_IN_IDENTIFIERS.sub("-", "-".join(filter(None, (packet.issue, packet.id)))).strip(".-")
    domain = sender.address.rpartition("@")[2]
    identity = f"<{digest[:32]}.{named or 'issue'}@{domain}>"
    head = [
        mailbox_header("From", sender),
        mailbox_header("To", recipient),
        *_about(letter, date),
        header("Message-ID", identity),
        text_header(PACKET_HEADER, "/".join(filter(None, (packet.issue, packet.id)))),
    ]
    return _assembled(head, packet, letter, digest)


def draft(packet: MailPacket, letter: Letter, *, date: dt.datetime | None = None) -> bytes:
    """The same without people: opened in a mail program it is a letter not sent yet, to be addressed there.

    ``X-Unsent`` is what Outlook goes by; others offer to edit it as new. The program puts its own sender, date and identity.
    """
    head = [header(_DRAFT_HEADER, "1"), *_about(letter, date)]
    return _assembled(head, packet, letter, _digest(packet, letter))


def _about(letter: Letter, date: dt.datetime | None) -> list[str]:
    lines = [text_header("Subject", letter.subject), header("Content-Language", letter.language)]
    return [*lines, header("Date", moment(date))] if date else lines


def _digest(packet: MailPacket, letter: Letter, *people: str) -> str:
    parts = (
        packet.issue,
        packet.id,
        str(packet.part),
        packet.file,
        letter.subject,
        letter.text,
        letter.html,
        *people,
    )
    digest = hashlib.sha256()
    for part in (*(part.encode() for part in parts), packet.pdf, packet.cover.data):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _assembled(head: Sequence[str], packet: MailPacket, letter: Letter, digest: str) -> bytes:
    shown = _multipart(
        "related",
        [_text("html", letter.html), _cover(packet)],
        digest,
        more={"type": "text/html"},
    )
    words = _multipart("alternative", [_text("plain", letter.text), shown], digest)
    whole = _multipart("mixed", [words, _enclosed(packet)], digest)
    return ("".join(head) + header("MIME-Version", "1.0") + whole).encode()


def _multipart(kind: str, parts: Sequence[str], digest: str, more: dict[str, str] | None = None) -> str:
    """``=_`` stands in neither base64 nor quoted-printable, so no part can hold the boundary (RFC 2045, 6.7)."""
    boundary = f"=_{hashlib.sha256(f'{kind} {digest}'.encode()).hexdigest()[:32]}"
    head = type_header(f"multipart/{kind}", **(more or {}), boundary=boundary)
    inside = "".join(f"--{boundary}{CRLF}{part}{CRLF}" for part in parts)
    return f"{head}{CRLF}{inside}--{boundary}--{CRLF}"


def _text(kind: str, text: str) -> str:
    data = CRLF.join(text.splitlines()) + CRLF
    head = type_header(f"text/{kind}", charset="utf-8")
    if text.isascii():
        body = quopri.encodestring(data.encode("ascii")).decode("ascii")
        return head + _encoding("quoted-printable") + CRLF + CRLF.join(body.splitlines()) + CRLF
    return head + _base64(data.encode())


def _cover(packet: MailPacket) -> str:
    name = "cover.jpg"
    return (
        type_header("image/jpeg", file=name)
        + header("Content-ID", f"<{packet.cover.content_id}>")
        + disposition_header("inline", name)
        + _base64(packet.cover.data)
    )


def _enclosed(packet: MailPacket) -> str:
    return (
        type_header("application/pdf", file=packet.file)
        + disposition_header("attachment", packet.file)
        + _base64(packet.pdf)
    )


def _base64(data: bytes) -> str:
    lines = base64.encodebytes(data).decode("ascii").replace("\n", CRLF)
    return f"{_encoding('base64')}{CRLF}{lines}"


def _encoding(name: str) -> str:
    return header("Content-Transfer-Encoding", name)
