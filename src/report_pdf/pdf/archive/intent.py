"""sRGB as an ICC profile, made here from its definition: the same bytes on every machine (IEC 61966-2-1; ICC.1:2010).

A matrix profile for displays, version 4: three colourants adapted to D50 and one parametric curve.
"""

from __future__ import annotations

import struct

import pikepdf

__all__ = ["set_srgb_intent", "srgb_profile"]

_NAME = "sRGB IEC61966-2.1"
_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_WHITE = (0.96420, 1.0, 0.82491)
_ADAPTATION = (1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def _fixed(*numbers: float) -> bytes:
    return b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)


def _words(text: str) -> bytes:
    encoded = text.encode("utf-16-be")
    return b"mluc" + bytes(4) + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(encoded), 28) + encoded


def srgb_profile() -> bytes:
    """The profile."""
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + _fixed(*_CURVE)
    tags = {
        b"desc": _words(_NAME),
        b"cprt": _words("Public domain"),
        b"wtpt": b"XYZ " + bytes(4) + _fixed(*_WHITE),
        b"chad": b"sf32" + bytes(4) + _fixed(*_ADAPTATION),
        **{name: b"XYZ " + bytes(4) + _fixed(*values) for name, values in _PRIMARIES.items()},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    start = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    placed: dict[bytes, int] = {}
    for name, data in tags.items():
        if data not in placed:
            placed[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
        table += struct.pack(">4sII", name, placed[data], len(data))
    size = start + len(body)
    header = struct.pack(">I4sI4s4s4s", size, bytes(4), 0x04200000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + bytes(28) + _fixed(*_WHITE) + bytes(48)
    return header + table + body


def set_srgb_intent(pdf: pikepdf.Pdf) -> None:
    """The file's one output intent (ISO 19005-3, 6.2.3)."""
    profile = pdf.make_stream(srgb_profile())
    profile["/N"] = 3
    intent = pikepdf.Dictionary(
        {
            "/Type": pikepdf.Name.OutputIntent,
            "/S": pikepdf.Name.GTS_PDFA1,
            "/OutputConditionIdentifier": pikepdf.String(_NAME),
            "/RegistryName": pikepdf.String("http://www.color.org"),
            "/Info": pikepdf.String(_NAME),
            "/DestOutputProfile": profile,
        }
    )
    pdf.Root["/OutputIntents"] = pikepdf.Array([pdf.make_indirect(intent)])
