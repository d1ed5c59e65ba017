"""Packets in their folder: each lands whole or not at all, and one that is there and whole is not made again.

A packet is ``NUMBER.pdf`` and, where it is sent, ``NUMBER.eml``. Beside them, in ``.packets/``, a record of each says what
it was made of and what its bytes were.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from report_pdf.delivery.message_index import INDEX, PacketEntry, packets_json
from report_pdf.findings import Message, Rule, Severity

__all__ = [
    "LEDGER",
    "PACKET_LEFT",
    "PACKET_RULES",
    "PACKET_WITHOUT_LETTER",
    "PacketRecord",
    "keep_common",
    "land",
    "left_over",
    "record_of",
    "write_ledger",
]

LEDGER = "packets.csv"
_RECORDS = ".packets"

PACKET_LEFT = Rule(
    code="delivery/packet-left",
    severity=Severity.WARNING,
    rationale=Message(
        zh="文件夹里有名单上没有的资料包，多半是上一份名单的；不删，也不会被寄出。",
        en="The folder holds packets of nobody on the list, of an earlier one mostly; they stay, and are not sent.",
    ),
)
PACKET_WITHOUT_LETTER = Rule(
    code="delivery/packet-without-letter",
    severity=Severity.WARNING,
    rationale=Message(
        zh="要寄信，而这个人没有邮箱：只做了资料包，没有信。",
        en="Letters are made, but this person has no address: the packet is there, the letter is not.",
    ),
)
PACKET_RULES = (PACKET_LEFT, PACKET_WITHOUT_LETTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketRecord:
    """A packet that landed. ``key``: of all it was made from; ``pdf``, ``eml``: SHA-256, empty where there is no letter."""

    number: str
    name: str
    key: str
    pages: int
    size: int
    pdf: str
    eml: str = ""
    to: str = ""


def land(folder: Path, record: PacketRecord, files: Mapping[str, bytes]) -> None:
    """The packet's files, then its record: a record is never without its packet."""
    for name, data in files.items():
        _put(folder / name, data)
    _put(folder / _RECORDS / f"{record.number}.json", json.dumps(asdict(record), ensure_ascii=False).encode())


def record_of(folder: Path, number: str, key: str) -> PacketRecord | None:
    """The packet's record, where it was made of the same and its bytes are what they were."""
    try:
        record = PacketRecord(**json.loads((folder / _RECORDS / f"{number}.json").read_bytes()))
        same = record.key == key and _sha256(folder / f"{number}.pdf") == record.pdf
        whole = same and (not record.eml or _sha256(folder / f"{number}.eml") == record.eml)
    except (OSError, ValueError, TypeError):
        return None
    return record if whole else None


def keep_common(folder: Path, name: str, data: bytes) -> Path:
    """What many packets share, where every worker finds it."""
    path = folder / _RECORDS / name
    if not path.exists():
        _put(path, data)
    return path


def left_over(folder: Path, records: Iterable[PacketRecord]) -> tuple[str, ...]:
    """Files of packets that are on the list no more."""
    mine = {f"{record.number}.pdf" for record in records} | {
        f"{record.number}.eml" for record in records if record.eml
    }
    return tuple(
        sorted(
            path.name
            for path in folder.iterdir()
            if path.suffix in (".pdf", ".eml") and path.name not in mine
        )
    )


def write_ledger(folder: Path, issue: str, records: Sequence[PacketRecord]) -> None:
    """packets.csv for people; packets.json, by which letters are sent, where there are letters."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(["编号 number", "姓名 name", "邮箱 to", "页 pages", "字节 bytes", "SHA-256"])
    for record in records:
        rows.writerow([record.number, record.name, record.to, record.pages, record.size, record.pdf])
    _put(folder / LEDGER, b"\xef\xbb\xbf" + out.getvalue().encode())
    entries = [
        PacketEntry(file=f"{record.number}.eml", packet=record.number, to=record.to, sha256=record.eml)
        for record in records
        if record.eml
    ]
    if entries:
        _put(folder / INDEX, packets_json(issue, entries))


def _put(path: Path, data: bytes) -> None:
    """Beside its place first, then there in one move: two workers may do the same at once.

    Not synced one by one: what a power cut spoils does not match its record and is made again.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
