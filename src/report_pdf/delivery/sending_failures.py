"""failed.csv: who did not get a message, or may not have, and why; for the desk's own table program."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from report_pdf.delivery.journal import Entry, State
from report_pdf.delivery.message_folder import Mail

__all__ = ["FAILURES", "failures_csv"]

FAILURES = "failed.csv"
_COLUMNS = ("packet", "name", "address", "file", "outcome", "code", "reason", "attempts", "moment")
_OUTCOMES = {
    State.DEFERRED: "deferred",
    State.REFUSED: "refused",
    State.UNCERTAIN: "uncertain",
    State.CLOSING: "uncertain",
}
_FORMULA = ("=", "+", "-", "@")


def failures_csv(mails: Sequence[Mail], entries: Mapping[str, Entry]) -> bytes:
    """The rows in the order of the messages; UTF-8 with a mark, by which Excel knows it. Empty: nobody is missing."""
    rows = [
        (
            mail.packet,
            mail.recipient.name,
            mail.recipient.address,
            mail.file,
            _OUTCOMES[entry.state],
            entry.code or "",
            entry.reason,
            entry.attempts,
            entry.moment,
        )
        for mail in mails
        if (entry := entries.get(mail.identity)) is not None and entry.state in _OUTCOMES
    ]
    if not rows:
        return b""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    writer.writerows([_inert(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _inert(cell: str | int) -> str | int:
    """A server's words that begin like a formula are none."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
