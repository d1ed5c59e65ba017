"""The binding of a print file as the build writes it into manifest.json, and read back when the file is imposed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from report_pdf.imposition.binding import Binding
from report_pdf.imposition.measures import Inks

__all__ = ["Ticket", "read_ticket", "written_ticket"]

_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What a manifest says of a file's binding; lengths in millimetres, inks from 0 to 1.

    ``spine_inks``: ground and type.
    """

    caliper_mm: float
    cover_caliper_mm: float
    spine_mm: float | None = None
    name: str = ""
    number: str = ""
    spine_inks: tuple[Inks, Inks] | None = None


def written_ticket(
    binding: Binding,
    *,
    name: str,
    number: str,
    inks: tuple[tuple[float, ...], tuple[float, ...]] | None,
) -> Mapping[str, object]:
    """The entry for the manifest."""
    entry: dict[str, object] = {
        "kind": binding.kind,
        "caliper_mm": binding.caliper_mm,
        "cover_caliper_mm": binding.cover_caliper_mm,
    }
    if binding.spine_mm is not None:
        entry |= {"spine_mm": binding.spine_mm, "spine_name": name, "spine_number": number}
        if inks is not None:
            entry |= {"spine_ground": list(inks[0]), "spine_type": list(inks[1])}
    return entry


def read_ticket(file: Path) -> Ticket | None:
    """What the manifest beside ``file`` says of it; None without one, or when the file is not the one it names."""
    try:
        data, found = file.read_bytes(), json.loads((file.parent / _MANIFEST).read_text("utf-8"))
        digest = hashlib.sha256(data).hexdigest()
        entry = next(one["binding"] for one in found["files"] if one["sha256"] == digest)
        return _ticket(entry)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, StopIteration):
        return None  # a manifest of another program, or an older one: the options say it all


def _ticket(entry: Mapping[str, Any]) -> Ticket:
    spine = entry.get("spine_mm")
    inks = None
    if "spine_ground" in entry:
        inks = _inks(entry["spine_ground"]), _inks(entry["spine_type"])
    return Ticket(
        caliper_mm=float(entry["caliper_mm"]),
        cover_caliper_mm=float(entry["cover_caliper_mm"]),
        spine_mm=None if spine is None else float(spine),
        name=str(entry.get("spine_name", "")),
        number=str(entry.get("spine_number", "")),
        spine_inks=inks,
    )


def _inks(written: Any) -> Inks:
    cyan, magenta, yellow, black = (min(1.0, max(0.0, float(ink))) for ink in written)
    return cyan, magenta, yellow, black
