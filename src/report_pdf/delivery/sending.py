"""Messages are sent one by one, with the journal written before and after each; what may be tried again is, later.

Nobody twice: what the journal has as sent, or as uncertain, is left alone. Nobody lost: every message ends in the journal
as sent, refused, deferred or uncertain, or is still to be sent. Clock and sleep come from outside.
"""

from __future__ import annotations

import datetime as dt
import enum
import heapq
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from report_pdf.delivery.journal import Entry, Journal, State
from report_pdf.delivery.mail_access import Answer, Envelope
from report_pdf.delivery.mail_connection import Connection, ServerAway
from report_pdf.delivery.message_folder import Mail
from report_pdf.delivery.message_head import dated
from report_pdf.errors import DeliveryError, InputError
from report_pdf.findings import Message, Place

__all__ = ["Again", "Outcome", "PostOffice", "SendSpec", "Standing", "send_mails", "standings"]

_MOST_LOST_IN_A_ROW = 5
_UNDECIDED = frozenset({State.CLOSING, State.UNCERTAIN})


@dataclass(frozen=True, slots=True, kw_only=True)
class SendSpec:
    """How fast, and how patiently.

    Attributes:
        per_minute: Messages begun in a minute, at most.
        attempts: At one message, or at the connection, in one run.
        first_wait: Seconds before the second attempt; each next wait is twice as long.
        longest_wait: Seconds.
        per_connection: Messages before a new connection: servers have their limits.
    """

    per_minute: int = 30
    attempts: int = 5
    first_wait: float = 30
    longest_wait: float = 900
    per_connection: int = 50

    def wait(self, failures: int) -> float:
        """Seconds to wait after so many failures."""
        return float(min(self.longest_wait, self.first_wait * 2 ** (failures - 1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class PostOffice:
    """What sending uses of the outside.

    Attributes:
        connect: A new connection.
        now: The time of day, with its zone.
        monotonic: Seconds that only grow.
        sleep: Waits so many seconds.
        say: Is told what became of each attempt.
    """

    connect: Callable[[], Connection]
    now: Callable[[], dt.datetime]
    monotonic: Callable[[], float]
    sleep: Callable[[float], None]
    say: Callable[[Outcome], None] = lambda _: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of an attempt; ``again_in``: seconds until the next one of this run, None if there is none."""

    mail: Mail
    state: State
    code: int
    reason: str
    again_in: float | None = None


class Standing(enum.Enum):
    """What a message is to this run. ``CHANGED``: its recipient got another version of the same packet before."""

    DUE = "due"
    SENT = "sent"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """What is sent although the journal advises against it."""

    uncertain: bool = False
    refused: bool = False
    changed: bool = False


def standings(
    mails: Sequence[Mail], entries: Mapping[str, Entry], again: Again | None = None
) -> dict[str, Standing]:
    """Where each message stands, by Message-ID."""
    wanted = again or Again()
    served = {
        (entry.packet, entry.recipient)
        for entry in entries.values()
        if entry.state is State.SENT or entry.state in _UNDECIDED
    }
    return {mail.identity: _standing(mail, entries.get(mail.identity), served, wanted) for mail in mails}


def _standing(mail: Mail, entry: Entry | None, served: set[tuple[str, str]], again: Again) -> Standing:
    if entry is not None and entry.state is State.SENT:
        return Standing.SENT
    if entry is not None and entry.state in _UNDECIDED:
        return Standing.DUE if again.uncertain else Standing.UNCERTAIN
    if entry is not None and entry.state is State.REFUSED:
        return Standing.DUE if again.refused else Standing.REFUSED
    if (mail.packet, mail.recipient.address.casefold()) in served:
        return Standing.DUE if again.changed else Standing.CHANGED
    return Standing.DUE


def send_mails(mails: Sequence[Mail], journal: Journal, spec: SendSpec, office: PostOffice) -> None:
    """Sends ``mails`` in their order; each is tried again later while its refusals are temporary.

    Raises:
        DeliveryError: The server cannot be reached, or will have nothing from us; or the journal cannot be written.
        InputError: A file is not what it was when it was read.
    """
    run = _Run(journal, spec, office)
    waiting = [(0.0, order, 1, mail) for order, mail in enumerate(mails)]
    heapq.heapify(waiting)
    try:
        while waiting:
            due, order, attempt, mail = heapq.heappop(waiting)
            run.rest_until(due)
            answer = run.send(mail)
            again_in = spec.wait(attempt) if _may_be_tried_again(answer, attempt, spec) else None
            if again_in is not None:
                heapq.heappush(waiting, (office.monotonic() + again_in, order, attempt + 1, mail))
            outcome = Outcome(
                mail=mail, state=answer.state, code=answer.code, reason=answer.reason, again_in=again_in
            )
            office.say(outcome)
    finally:
        run.close()


def _may_be_tried_again(answer: Answer, attempt: int, spec: SendSpec) -> bool:
    return answer.state is State.DEFERRED and attempt < spec.attempts


class _Run:
    """The connection of a run, and when it may be used next."""

    def __init__(self, journal: Journal, spec: SendSpec, office: PostOffice) -> None:
        self._journal = journal
        self._spec = spec
        self._office = office
        self._connection: Connection | None = None
        self._used = 0
        self._next_start = 0.0
        self._lost_in_a_row = 0

    def rest_until(self, moment: float) -> None:
        """Waits for ``moment`` and for the rate. Nobody keeps a connection through a long rest."""
        seconds = max(moment, self._next_start) - self._office.monotonic()
        if seconds > self._spec.first_wait / 2:
            self.close()
        if seconds > 0:
            self._office.sleep(seconds)
        self._next_start = self._office.monotonic() + 60 / self._spec.per_minute

    def send(self, mail: Mail) -> Answer:
        """One attempt, journalled."""
        data = _unchanged(mail)
        connection = self._connected()
        date = self._journal.begin(mail, self._office.now())
        envelope = Envelope(sender=mail.sender.address, recipient=mail.recipient.address)
        try:
            answer = connection.deliver(
                envelope,
                dated(data, date),
                before_end=lambda: self._journal.closing(mail, self._office.now()),
            )
        except DeliveryError as error:
            self._journal.end(mail, State.DEFERRED, self._office.now(), reason=error.message.en)
            raise
        self._journal.end(mail, answer.state, self._office.now(), code=answer.code, reason=answer.reason)
        self._used += 1
        self._mind(answer)
        return answer

    def close(self) -> None:
        """Ends the connection, if there is one."""
        if self._connection is not None:
            self._connection.quit()
            self._connection = None

    def _mind(self, answer: Answer) -> None:
        if not answer.is_lost:
            self._lost_in_a_row = 0
            return
        self._connection = None
        self._lost_in_a_row += 1
        if self._lost_in_a_row >= _MOST_LOST_IN_A_ROW:
            raise _away(f"{self._lost_in_a_row} × {answer.reason}")

    def _connected(self) -> Connection:
        if self._used >= self._spec.per_connection:
            self.close()
        failures = 0
        while self._connection is None:
            try:
                self._connection, self._used = self._office.connect(), 0
            except ServerAway as error:
                failures += 1
                if failures >= self._spec.attempts:
                    raise _away(str(error)) from error
                self._office.sleep(self._spec.wait(failures))
        return self._connection


def _unchanged(mail: Mail) -> bytes:
    """What was read and checked before is what is sent."""
    try:
        data = mail.path.read_bytes()
    except OSError:
        data = b""
    if not mail.matches(data):
        raise InputError(
            Message(zh="发送途中这个文件变了。", en="this file has changed since the sending began."),
            place=Place(file=mail.file),
            hint=Message(zh="再运行一次。", en="Run it again."),
        )
    return data


def _away(reason: str) -> DeliveryError:
    return DeliveryError(
        Message(zh=f"服务器连不上：{reason}", en=f"the server cannot be reached: {reason}"),
        hint=Message(
            zh="过一会儿再运行一次：发过的不会再发。",
            en="Run it again later: what was sent is not sent again.",
        ),
    )
