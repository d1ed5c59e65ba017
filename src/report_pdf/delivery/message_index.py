"""packets.json: which messages a folder holds, so that none is lost and none slips in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass
from pathlib import Path

from report_pdf.delivery.mail_rules import PACKET_INDEX, PACKET_STRANGE
from report_pdf.errors import InputError
from report_pdf.findings import Finding, Message, Place

__all__ = ["INDEX", "PacketEntry", "index_faults", "packets_json", "read_index"]

INDEX = "packets.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketEntry:
    """One message of the folder. ``to``: its address; ``sha256``: of the file."""

    file: str
    packet: str
    to: str
    sha256: str


def packets_json(issue: str, entries: Sequence[PacketEntry]) -> bytes:
    """The index's text, in the order given."""
    content = {"issue": issue, "packets": [asdict(entry) for entry in entries]}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def read_index(folder: Path) -> dict[str, str] | None:
    """SHA-256 by file, if there is an index.

    Raises:
        InputError: It cannot be read.
    """
    path = folder / INDEX
    if not path.exists():
        return None
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return {str(entry["file"]): str(entry["sha256"]) for entry in content["packets"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = Message(zh=f"读不懂：{error}", en=f"cannot be read: {error}")
        finding = PACKET_INDEX.at(Place(file=INDEX), message)
        raise InputError(message, place=finding.place, findings=(finding,)) from error


def index_faults(
    named: Mapping[str, str], digests: Mapping[str, str], there: AbstractSet[str]
) -> Iterator[Finding]:
    """What differs from the index.

    Args:
        named: SHA-256 by file, of the index.
        digests: SHA-256 of the messages that could be read.
        there: All messages of the folder.
    """
    for file in sorted(named.keys() - there):
        yield PACKET_INDEX.at(Place(file=file), Message(zh="不见了。", en="is missing."))
    for file, digest in digests.items():
        if named[file] != digest:
            yield PACKET_INDEX.at(Place(file=file), Message(zh="与生成时不同。", en="is not as it was made."))
    for file in sorted(there - named.keys()):
        yield PACKET_STRANGE.at(
            Place(file=file), Message(zh=f"{INDEX} 里没有它，不发。", en=f"is not in {INDEX} and not sent.")
        )
