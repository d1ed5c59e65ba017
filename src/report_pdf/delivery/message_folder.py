"""A folder of messages ready to be sent: read, and refused with every fault of every file at once.

The contract with whoever writes it: one ``.eml`` per recipient, directly in the folder; one ``From``, one ``To`` with one
address, one ``Message-ID``, no copies; issue and number in ``X-Report-Pdf-Packet``. Where ``packets.json`` is there, the
folder holds what it names, unchanged; other messages are left alone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from pathlib import Path

from report_pdf.delivery.mail_addresses import parse_mailbox
from report_pdf.delivery.mail_rules import PACKET_BROKEN, PACKET_SHARED, PACKET_TWICE
from report_pdf.delivery.message import PACKET_HEADER
from report_pdf.delivery.message_head import Head, read_head, well_formed
from report_pdf.delivery.message_index import INDEX, index_faults, read_index
from report_pdf.errors import InputError
from report_pdf.findings import Finding, Message, Place, Severity
from report_pdf.model.mail import Mailbox

__all__ = ["Mail", "MailFolder", "read_mails"]

_IDENTITY = re.compile(r"<[!-;=?A-Z\[-~]{1,200}@[!-;=?A-Z\[-~]{1,200}>")
_PACKET = re.compile(r"[\w./() -]{1,120}")
_ONE_EACH = ("from", "to", "message-id")
_COPIES = ("cc", "bcc", "resent-to", "resent-cc", "resent-bcc")
_ADDRESS_IT = Message(
    zh="这是草稿：在邮件程序里打开，写上收件人再发；不要放在要发的文件夹里。",
    en="It is a draft: open it in a mail program, address and send it there; keep it out of the folder to send.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One message as it waits in the folder. ``sha256``: of the file; ``identity``: its Message-ID."""

    path: Path
    identity: str
    packet: str
    sender: Mailbox
    recipient: Mailbox
    size: int
    sha256: str

    @property
    def file(self) -> str:
        """The file's name."""
        return self.path.name

    def matches(self, data: bytes) -> bool:
        """Whether the file still is what was read."""
        return hashlib.sha256(data).hexdigest() == self.sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFolder:
    """All messages of a folder, in the order of their files' names."""

    mails: tuple[Mail, ...]
    findings: tuple[Finding, ...] = ()


def read_mails(folder: Path) -> MailFolder:
    """Every ``.eml`` of the folder.

    Raises:
        InputError: There is none, or some are not what the contract says; with all findings.
    """
    mails: list[Mail] = []
    findings: list[Finding] = []
    paths = {path.name: path for path in sorted(folder.glob("*.eml")) if not path.name.startswith(".")}
    named = read_index(folder)
    for file, path in paths.items():
        mail = _read(path, findings) if named is None or file in named else None
        if mail is not None:
            mails.append(mail)
    findings += _twice(mails)
    if named is not None:
        findings += index_faults(named, {mail.file: mail.sha256 for mail in mails}, paths.keys())
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise _refused(folder, len(errors), findings)
    if not mails:
        raise InputError(
            Message(zh=f"“{folder}”里没有 .eml。", en=f"there is no .eml in “{folder}”."),
            place=Place(file=str(folder)),
        )
    return MailFolder(mails=tuple(mails), findings=tuple(findings))


def _refused(folder: Path, count: int, findings: Sequence[Finding]) -> InputError:
    return InputError(
        Message(
            zh=f"“{folder}”里有 {count} 处不对，一封也没有发。",
            en=f"{count} faults in “{folder}”: nothing was sent.",
        ),
        hint=Message(
            zh=f"改好，或重新生成这些信和 {INDEX}。", en=f"Mend them, or make messages and {INDEX} anew."
        ),
        findings=tuple(findings),
    )


def _read(path: Path, findings: list[Finding]) -> Mail | None:
    place = Place(file=path.name)
    try:
        data = path.read_bytes()
        head = read_head(data)
        _require(head)
        well_formed(data)
        (identity,), (sender,), (recipient,) = (head[name] for name in ("message-id", "from", "to"))
        return Mail(
            path=path,
            identity=_checked(identity, _IDENTITY, "Message-ID"),
            packet=_checked(_packet(head) or path.stem, _PACKET, PACKET_HEADER),
            sender=parse_mailbox(sender, place=place),
            recipient=parse_mailbox(recipient, place=place),
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
        )
    except InputError as error:
        findings += error.findings
    except OSError as error:
        reason = error.strerror or str(error)
        findings.append(
            PACKET_BROKEN.at(place, Message(zh=f"读不了：{reason}", en=f"cannot be read: {reason}"))
        )
    except ValueError as error:
        hint = _ADDRESS_IT if "X-Unsent" in str(error) else None
        findings.append(
            PACKET_BROKEN.at(place, Message(zh=f"不能发：{error}", en=f"cannot be sent: {error}"), hint=hint)
        )
    return None


def _require(head: Head) -> None:
    if "x-unsent" in head:
        raise ValueError("X-Unsent")
    for name in _ONE_EACH:
        if len(head.get(name, ())) != 1:
            raise ValueError(f"{name}: {len(head.get(name, ()))} × (1)")
    for name in _COPIES:
        if name in head:
            raise ValueError(f"{name}: {len(head[name])} × (0)")


def _packet(head: Head) -> str:
    """The issue and the packet's own number: ``ferry-1/0037``."""
    try:
        return str(make_header(decode_header(head.get(PACKET_HEADER.lower(), ("",))[0])))
    except (HeaderParseError, LookupError) as error:
        raise ValueError(PACKET_HEADER) from error


def _checked(value: str, pattern: re.Pattern[str], name: str) -> str:
    if not pattern.fullmatch(value):
        raise ValueError(f"{name}: {value[:80]!r}")
    return value


def _twice(mails: Sequence[Mail]) -> Iterator[Finding]:
    identities: dict[str, Mail] = {}
    packets: dict[tuple[str, str], Mail] = {}
    addresses: dict[str, Mail] = {}
    for mail in mails:
        address = mail.recipient.address.casefold()
        same = identities.setdefault(mail.identity, mail)
        same = packets.setdefault((mail.packet, address), mail) if same is mail else same
        if same is not mail:
            yield PACKET_TWICE.at(
                Place(file=mail.file),
                Message(zh=f"与 {same.file} 是同一封。", en=f"the same message as {same.file}."),
                hint=Message(zh="删去其中一个。", en="Remove one of them."),
            )
        elif addresses.setdefault(address, mail) is not mail:
            first = addresses[address].file
            yield PACKET_SHARED.at(
                Place(file=mail.file),
                Message(
                    zh=f"{mail.recipient.address} 也是 {first} 的收件人。",
                    en=f"{mail.recipient.address} is the recipient of {first} too.",
                ),
            )
