"""What is found while packets are made ready to be sent."""

from __future__ import annotations

from report_pdf.findings import Message, Rule, Severity

__all__ = [
    "ADDRESS_EMPTY",
    "ADDRESS_ENCODING",
    "ADDRESS_HARMFUL",
    "ADDRESS_INVALID",
    "ADDRESS_SEVERAL",
    "MAIL_RULES",
    "PACKET_BROKEN",
    "PACKET_INDEX",
    "PACKET_SHARED",
    "PACKET_STRANGE",
    "PACKET_TWICE",
]

_FIELDS = "RFC 5322, 3.4, 3.6"

ADDRESS_EMPTY = Rule(
    code="delivery/address-empty",
    severity=Severity.ERROR,
    rationale=Message(
        zh="没有地址的一行会悄悄漏掉一位收件人。",
        en="A row without an address would quietly lose a recipient.",
    ),
    source=_FIELDS,
)
ADDRESS_SEVERAL = Rule(
    code="delivery/address-several",
    severity=Severity.ERROR,
    rationale=Message(
        zh="一份资料只给一个人：一格里有两个地址，第二个人会收到写给第一个人的那份。",
        en="A packet is for one person: with two addresses in one field another gets what was made for the first.",
    ),
    source=_FIELDS,
)
ADDRESS_HARMFUL = Rule(
    code="delivery/address-harmful",
    severity=Severity.ERROR,
    rationale=Message(
        zh="地址或姓名里的换行会在信头里另起一行，多出收件人。",
        en="A line break in an address or a name begins another header line, and with it other recipients.",
    ),
    source="RFC 5322, 2.2; RFC 2047, 5",
)
ADDRESS_ENCODING = Rule(
    code="delivery/address-encoding",
    severity=Severity.ERROR,
    rationale=Message(
        zh="读成乱码的名单，姓名和地址都不可信。",
        en="In a list read in the wrong encoding neither names nor addresses can be trusted.",
    ),
    source="RFC 6532",
)
ADDRESS_INVALID = Rule(
    code="delivery/address-invalid",
    severity=Severity.ERROR,
    rationale=Message(
        zh="写错的地址要么退信，要么寄给别人。",
        en="A mistyped address bounces or reaches somebody else.",
    ),
    source="RFC 5321, 4.1.2; RFC 5891",
)
PACKET_BROKEN = Rule(
    code="delivery/packet-broken",
    severity=Severity.ERROR,
    rationale=Message(
        zh="一份 .eml 是一封信：一位寄件人、一位收件人、一个 Message-ID，不抄送。",
        en="An .eml is one message: one sender, one recipient, one Message-ID, no copies.",
    ),
    source="RFC 5322, 2.1.1, 3.6",
)
PACKET_TWICE = Rule(
    code="delivery/packet-twice",
    severity=Severity.ERROR,
    rationale=Message(
        zh="两个文件是同一封信，或同一份资料给同一位收件人，就会有人收到两次。",
        en="Where two files are the same message, or the same packet to the same person, somebody would get it twice.",
    ),
    source="RFC 5322, 3.6.4",
)
PACKET_SHARED = Rule(
    code="delivery/packet-shared",
    severity=Severity.WARNING,
    rationale=Message(
        zh="一个地址有几份不同的资料：几个人合用一个信箱，或名单里重复了。",
        en="Several packets go to one address: people share it, or the list names somebody twice.",
    ),
)
PACKET_INDEX = Rule(
    code="delivery/packet-index",
    severity=Severity.ERROR,
    rationale=Message(
        zh="packets.json 说有哪些信：少了的会漏寄，改过的不知道是谁改的。",
        en="packets.json says which messages there are: missing ones would be lost, changed ones are nobody's.",
    ),
)

PACKET_STRANGE = Rule(
    code="delivery/packet-strange",
    severity=Severity.WARNING,
    rationale=Message(
        zh="packets.json 没有列出的信，是上一份名单的，或是别人放的：不发。",
        en="A message that packets.json does not name is of an earlier list, or somebody else's: it is not sent.",
    ),
)

MAIL_RULES = (
    ADDRESS_EMPTY,
    ADDRESS_SEVERAL,
    ADDRESS_HARMFUL,
    ADDRESS_ENCODING,
    ADDRESS_INVALID,
    PACKET_BROKEN,
    PACKET_TWICE,
    PACKET_SHARED,
    PACKET_INDEX,
    PACKET_STRANGE,
)
