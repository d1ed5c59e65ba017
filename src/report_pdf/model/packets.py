"""Personal packets: who gets one, and what the desk says of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from report_pdf.findings import Finding, Place

__all__ = ["PacketRule", "PacketsPlan", "Recipient", "RecipientList"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketRule:
    """For recipients for whom ``when`` holds (empty: for all), the supplements ``take``, as written, in this order."""

    when: str
    take: tuple[str, ...]
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketsPlan:
    """What issue.yaml says of packets.

    Attributes:
        sender: Who the letters are from, ``name <address>``; empty: no letters are written.
        greeting: How letters begin, with columns in braces (``尊敬的{姓名}{称谓}：``).
        rules: Which supplements who gets; the first that holds decides.
    """

    sender: str = ""
    greeting: str = ""
    rules: tuple[PacketRule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """A row of the list.

    Attributes:
        number: Of the packet; also what its files are called.
        name: On the cover.
        title: Behind the name.
        email: As written, to be parsed by whoever sends; empty: no letter.
        greeting: How the letter begins; empty: as the templates do.
        language: Of the letter; empty: the issue's.
        supplements: Keys of those in the packet, in order.
        place: The row.
        email_place: The address's cell.
        columns: Every cell by its column's name, as written.
    """

    number: str
    name: str
    title: str = ""
    email: str = ""
    greeting: str = ""
    language: str = ""
    supplements: tuple[str, ...] = ()
    place: Place
    email_place: Place
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientList:
    """A list as far as it could be read, with every mistake in it."""

    recipients: tuple[Recipient, ...]
    findings: tuple[Finding, ...] = ()
