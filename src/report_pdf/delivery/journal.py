"""The journal of a sending (SQLite): what became of every message, written and synced before the next step is taken.

A message goes ``opened`` → ``closing`` → ``sent``. Until ``closing`` the server does not have the whole message and must
forget it when the connection ends (RFC 5321, 4.1.1.4); after the server's answer it is ``sent``, ``deferred`` or ``refused``.
Who dies in between cannot know: what is found ``closing`` is ``uncertain``.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import enum
import os
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from report_pdf.delivery.message_folder import Mail
from report_pdf.errors import DeliveryError
from report_pdf.findings import Message

__all__ = ["JOURNAL", "Entry", "Journal", "State", "read_journal"]

JOURNAL = "sending.sqlite"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS messages (
    identity TEXT PRIMARY KEY, packet TEXT NOT NULL, recipient TEXT NOT NULL, file TEXT NOT NULL,
    state TEXT NOT NULL, attempts INTEGER NOT NULL, doubted INTEGER NOT NULL, dated TEXT NOT NULL,
    code INTEGER NOT NULL, reason TEXT NOT NULL, moment TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS steps (
    number INTEGER PRIMARY KEY, identity TEXT NOT NULL, moment TEXT NOT NULL, state TEXT NOT NULL,
    code INTEGER NOT NULL, reason TEXT NOT NULL);
"""
_ENTRIES = "SELECT identity, packet, recipient, state, attempts, dated, code, reason, moment FROM messages"
_BEGIN = """
INSERT INTO messages VALUES (:identity, :packet, :recipient, :file, :state, 1, 0, :dated, 0, '', :moment)
ON CONFLICT (identity) DO UPDATE SET state = :state, attempts = attempts + 1, file = :file, code = 0, reason = '',
    moment = :moment, doubted = max(doubted, state = 'uncertain')
"""
_CHANGE = """
UPDATE messages SET state = iif(:state = 'deferred' AND doubted, 'uncertain', :state), code = :code, reason = :reason,
    moment = :moment WHERE identity = :identity
"""
_STEP = "INSERT INTO steps (identity, moment, state, code, reason) VALUES (:identity, :moment, :state, :code, :reason)"


class State(enum.Enum):
    """How far a message has come."""

    OPENED = "opened"
    CLOSING = "closing"
    SENT = "sent"
    DEFERRED = "deferred"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the journal knows of a message. ``dated``: its Date, the same at every attempt; ``code``: the server's."""

    identity: str
    packet: str
    recipient: str
    state: State
    attempts: int
    dated: dt.datetime
    code: int
    reason: str
    moment: str


class Journal:
    """Open for writing, by one process at a time: the lock ends with the process.

    Raises:
        DeliveryError: Another process has it, or it cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        with _explained(folder):
            # No waiting for the lock: whoever has it is sending and will have it for long.
            self._database = sqlite3.connect(folder / JOURNAL, timeout=0, isolation_level=None)
        self._folder = folder

    def __enter__(self) -> Self:
        with _explained(self._folder):
            for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = FULL"):
                self._database.execute(f"PRAGMA {pragma}")
            self._database.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} COMMIT;")
        _sync_folder(self._folder)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def entries(self) -> dict[str, Entry]:
        """By Message-ID."""
        with _explained(self._folder):
            return _entries(self._database)

    def settle(self, now: dt.datetime) -> None:
        """After a run that was killed: what was closing is uncertain, what was only opened is to be sent still."""
        reason = "程序没等到服务器的回答就结束了 the program ended before the server's answer"
        for entry in self.entries().values():
            if entry.state is State.CLOSING:
                self._change(entry.identity, State.UNCERTAIN, now, reason=reason)
            elif entry.state is State.OPENED:
                self._change(entry.identity, State.DEFERRED, now, reason=reason)

    def begin(self, mail: Mail, now: dt.datetime) -> dt.datetime:
        """Before anything of the message is said to the server. Gives the Date it carries at this and all attempts."""
        facts: dict[str, str | int] = {
            "identity": mail.identity,
            "packet": mail.packet,
            "recipient": mail.recipient.address.casefold(),
            "file": mail.file,
            "state": State.OPENED.value,
            "dated": now.isoformat(),
            "moment": now.isoformat(),
            "code": 0,
            "reason": "",
        }
        self._write(_BEGIN, facts)
        return self._entry(mail.identity).dated

    def closing(self, mail: Mail, now: dt.datetime) -> None:
        """All of the message is with the server but its end, which is said next."""
        self._change(mail.identity, State.CLOSING, now)

    def end(self, mail: Mail, state: State, now: dt.datetime, *, code: int = 0, reason: str = "") -> State:
        """The server has answered, or never will. What was uncertain once does not become merely deferred."""
        self._change(mail.identity, state, now, code=code, reason=reason)
        return self._entry(mail.identity).state

    def _change(
        self, identity: str, state: State, now: dt.datetime, *, code: int = 0, reason: str = ""
    ) -> None:
        facts = {"identity": identity, "state": state.value, "code": code, "reason": reason}
        self._write(_CHANGE, {**facts, "moment": now.isoformat()})

    def _write(self, statement: str, facts: dict[str, str | int]) -> None:
        # The inner one commits, synced by synchronous = FULL, or rolls back.
        with _explained(self._folder), self._database:
            self._database.execute("BEGIN IMMEDIATE")
            self._database.execute(statement, facts)
            self._database.execute(_STEP, facts)

    def _entry(self, identity: str) -> Entry:
        with _explained(self._folder):
            return _entry(self._database.execute(f"{_ENTRIES} WHERE identity = ?", (identity,)).fetchone())


def read_journal(folder: Path) -> dict[str, Entry]:
    """What was sent before, by Message-ID; nothing where nothing was. Changes nothing.

    Raises:
        DeliveryError: A sending is under way.
    """
    if not (folder / JOURNAL).exists():
        return {}
    with _explained(folder), contextlib.closing(sqlite3.connect(folder / JOURNAL, timeout=0)) as database:
        return _entries(database)


def _entries(database: sqlite3.Connection) -> dict[str, Entry]:
    return {row[0]: _entry(row) for row in database.execute(_ENTRIES)}


def _entry(row: Sequence[str | int]) -> Entry:
    identity, packet, recipient, state, attempts, dated, code, reason, moment = row
    return Entry(
        identity=str(identity),
        packet=str(packet),
        recipient=str(recipient),
        state=State(state),
        attempts=int(attempts),
        dated=dt.datetime.fromisoformat(str(dated)),
        code=int(code),
        reason=str(reason),
        moment=str(moment),
    )


@contextlib.contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise DeliveryError(
                Message(zh=f"“{folder}”正在由另一个进程发送。", en=f"another process is sending “{folder}”."),
                hint=Message(zh="等它结束。", en="Wait until it has ended."),
            ) from error
        raise _unusable(folder, error) from error
    except (sqlite3.Error, OSError) as error:
        raise _unusable(folder, error) from error


def _unusable(folder: Path, error: Exception) -> DeliveryError:
    return DeliveryError(
        Message(
            zh=f"发送日志 {folder / JOURNAL} 读写不了：{error}。没有日志就不发。",
            en=f"the journal {folder / JOURNAL} cannot be used: {error}. Nothing is sent without it.",
        ),
        hint=Message(zh="检查磁盘空间和写权限。", en="Check the disk's space and the folder's permissions."),
    )


def _sync_folder(folder: Path) -> None:
    with _explained(folder):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
