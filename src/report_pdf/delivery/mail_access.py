"""What a connection to the server is given, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from report_pdf.delivery.journal import State

__all__ = ["Access", "Answer", "Envelope", "Patience"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds to wait: for the connection, for an answer, for the answer to a whole message (RFC 5321, 4.5.3.2)."""

    connection: float = 30
    command: float = 300
    end: float = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How to get in. ``authorities``: a file of certificates that are trusted instead of the system's."""

    password: str = ""
    authorities: Path | None = None
    patience: Patience = Patience()


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Who a message is from and for, as the server is told."""

    sender: str
    recipient: str

    @property
    def needs_utf8(self) -> bool:
        """Whether an address is not ASCII (RFC 6531)."""
        return not (self.sender.isascii() and self.recipient.isascii())


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of a message; ``is_lost``: and of the connection with it."""

    state: State
    code: int = 0
    reason: str = ""
    is_lost: bool = False
