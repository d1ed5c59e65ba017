"""``MailPacket`` and ``Letter``: what goes into one message, and who it is from and for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

__all__ = ["CoverPicture", "Letter", "MailPacket", "Mailbox"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """One person's address, checked: ``address`` as it is sent, its domain in ASCII; ``name`` as it is shown.

    ``needs_utf8``: letters outside ASCII before the @, which only servers with SMTPUTF8 (RFC 6531) deliver.
    """

    address: str
    name: str = ""

    @property
    def needs_utf8(self) -> bool:
        """Whether the address itself cannot be written in ASCII."""
        return not self.address.isascii()

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.name else self.address


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverPicture:
    """The cover, small, as a JPEG. ``shown_width``, ``shown_height``: CSS pixels; it has twice as many of its own."""

    data: bytes
    shown_width: int
    shown_height: int

    @property
    def content_id(self) -> str:
        """What the letter calls it by (RFC 2392), the same for the same picture."""
        return f"{hashlib.sha256(self.data).hexdigest()[:24]}@cover"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailPacket:
    """What is enclosed.

    Attributes:
        issue: The issue's id.
        id: The packet's own number; empty where there is but one.
        file: The enclosed file's name, for people.
        pdf: Its bytes.
        pages: How many it has.
        cover: A picture of its first page.
        part: Which of how many messages this is, where one is not enough.
    """

    issue: str
    id: str = ""
    file: str
    pdf: bytes
    pages: int
    cover: CoverPicture
    part: tuple[int, int] = (1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The words of a message; the HTML has its style sheet inlined and calls the cover ``cid:``."""

    language: str
    subject: str
    text: str
    html: str
