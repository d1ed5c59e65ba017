"""A real SMTP server on loopback that behaves as it is told, recipient by recipient and attempt by attempt."""

from __future__ import annotations

import asyncio
import datetime as dt
import email.policy
import ssl
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from report_pdf.delivery import Journal, Mail, enclose, message
from report_pdf.model.mail import CoverPicture, Letter, Mailbox
from report_pdf.model.plan import IssueIdentity

SENDER = Mailbox(address="desk@example.com", name="渡口编辑部")
LETTER = Letter(language="zh-CN", subject="《渡口》第1期", text="您好！\n.\n", html="<p>您好！</p>")
IDENTITY = IssueIdentity(id="ferry-1", name="渡口", number="第1期")
COVER = CoverPicture(data=b"\xff\xd8 a picture \xff\xd9", shown_width=10, shown_height=14)

Watch = Callable[[str, str], None]


@dataclass
class PostOfficeOfTheTests:
    """What has arrived; ``manners``: for a recipient what to do at each attempt, ``ok`` once they are used up.

    ``550``, ``450``, ``421``: answer to RCPT. ``=554``, ``=451``: answer to the whole message. ``sender-550``: to MAIL.
    ``drop-before``, ``drop-after``: the connection goes before or after the final dot. ``silent``: no answer to it in time.
    ``watch`` is told of ``rcpt``, ``go-ahead``, ``data``, ``dot`` and ``answered`` with the recipient.
    """

    port: int = 0
    manners: dict[str, list[str]] = field(default_factory=dict)
    arrived: list[tuple[str, bytes]] = field(default_factory=list)
    attempts: Counter[str] = field(default_factory=Counter)
    connections: int = 0
    watch: Watch = lambda _stage, _recipient: None
    dropped: threading.Event = field(default_factory=threading.Event)
    now: dict[str, str] = field(default_factory=lambda: defaultdict(lambda: "ok"))

    def counts(self) -> Counter[str]:
        return Counter(recipient for recipient, _ in self.arrived)

    def messages(self) -> list[EmailMessage]:
        return [email.message_from_bytes(data, policy=email.policy.SMTP) for _, data in self.arrived]

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    # What aiosmtpd calls.

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Sequence[str]
    ) -> str:
        self.attempts[address] += 1
        waiting = self.manners.get(address, [])
        self.now[address] = waiting.pop(0) if waiting else "ok"
        self.watch("rcpt", address)
        if self.now[address][:3].isdigit():
            return f"{self.now[address]} 信箱 says no"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        (address,) = envelope.rcpt_tos
        manner = self.now[address]
        self.watch("data", address)
        if manner.startswith("="):
            return f"{manner[1:]} =cmd|no"
        assert isinstance(envelope.content, bytes)
        self.arrived.append((address, envelope.content))
        self.watch("dot", address)
        if manner == "drop-after":
            server.transport.abort()
        elif manner == "silent":
            await asyncio.sleep(1.5)
        elif manner == "slow":
            await asyncio.sleep(0.2)
        return "250 queued"


class _Smtp(SMTP):
    """With servers' worse manners."""

    office: PostOfficeOfTheTests

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.office.connections += 1
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self.office.dropped.set()

    async def smtp_MAIL(self, arg: str) -> None:  # noqa: N802
        if "refused@" in arg:
            await self.push("550 not you")
        else:
            await super().smtp_MAIL(arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        (address,) = self.envelope.rcpt_tos
        if self.office.now[address] == "drop-before":
            await self.push("354 go on")
            self.office.dropped.clear()
            self.transport.abort()
            return
        self.office.watch("go-ahead", address)
        await super().smtp_DATA(arg)
        self.office.watch("answered", address)


@contextmanager
def post_office(
    *, tls: ssl.SSLContext | None = None, starttls: bool = False, password: str = ""
) -> Iterator[PostOfficeOfTheTests]:
    """Open while the block runs."""
    office = PostOfficeOfTheTests()

    def authenticate(*arguments: object) -> AuthResult:
        given = arguments[-1]
        assert isinstance(given, LoginPassword)
        return AuthResult(success=given.password == password.encode(), handled=False)

    class _Controller(Controller):
        def factory(self) -> SMTP:
            smtp = _Smtp(
                office,
                hostname="post.example.com",
                enable_SMTPUTF8=True,
                tls_context=tls if starttls else None,
                require_starttls=starttls,
                authenticator=authenticate if password else None,
                auth_require_tls=False,
            )
            smtp.office = office
            return smtp

        def _trigger_server(self) -> None:
            # Calls itself to see whether it is there, which needs the port that was found free.
            self.port = self.server.sockets[0].getsockname()[1]
            super()._trigger_server()

    controller = _Controller(
        office, hostname="127.0.0.1", port=0, ssl_context=tls if tls and not starttls else None
    )
    controller.start()
    try:
        office.port, office.connections = controller.port, 0
        yield office
    finally:
        controller.stop()


class PatientJournal(Journal):
    """Gives a server that hangs up before the end of a message the time to do so before that end is said."""

    def __init__(self, folder: Path, office: PostOfficeOfTheTests) -> None:
        super().__init__(folder)
        self._tests_office = office

    def closing(self, mail: Mail, now: dt.datetime) -> None:
        if self._tests_office.now[mail.recipient.address] == "drop-before":
            assert self._tests_office.dropped.wait(10)
        super().closing(mail, now)


def packets(folder: Path, count: int, *, pdf: bytes = b"%PDF-1.7 small") -> list[str]:
    """So many messages in ``folder``; the addresses in their order."""
    folder.mkdir(parents=True, exist_ok=True)
    addresses = [f"r{number:04}@example.org" for number in range(1, count + 1)]
    for number, address in enumerate(addresses, 1):
        put(folder, f"{number:04}", Mailbox(address=address, name=f"收件人{number}"), pdf=pdf)
    return addresses


def put(
    folder: Path,
    packet: str,
    recipient: Mailbox,
    *,
    pdf: bytes = b"%PDF-1.7 small",
    sender: Mailbox = SENDER,
) -> Path:
    """One message, as a batch would leave it."""
    enclosed = enclose(pdf, IDENTITY, pages=1, id=packet, cover=COVER)
    path = folder / f"{packet}.eml"
    path.write_bytes(message(enclosed, LETTER, sender=sender, recipient=recipient))
    return path


@dataclass
class Clock:
    """Time passes only by sleeping."""

    seconds: float = 0.0
    slept: list[float] = field(default_factory=list)

    def monotonic(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    def now(self) -> dt.datetime:
        return dt.datetime(2026, 11, 23, 9, tzinfo=dt.timezone(dt.timedelta(hours=8))) + dt.timedelta(
            seconds=self.seconds
        )
