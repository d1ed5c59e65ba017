"""The printing condition a profile was made for, read from the profile itself (ICC.1:2022 9.2: desc, targ, cprt).

A registered condition is named as the ICC's registry names it, so that a print shop's program finds it; any other
is described in the profile's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_pdf.pdf.press.identity import OutputCondition

__all__ = ["condition_of", "profile_texts"]

_HEADER = 128
_MOST_TAGS = 200
_MOST_TEXT = 4096
_REGISTRY = "http://www.color.org"

# What profiles say → the name in the registry of characterization data, and what it is. The first that fits.
_REGISTERED: tuple[tuple[str, str, str], ...] = (
    (r"fogra\s*(\d\d)", "FOGRA{0}", "Offset printing, characterization data FOGRA{0}"),
    (r"iso\s*coated\s*v2\b|isocoated_v2", "FOGRA39", "Offset printing, ISO 12647-2:2004/Amd 1, coated paper"),
    (r"pso[ _-]*coated[ _-]*v3", "FOGRA51", "Offset printing, ISO 12647-2:2013, premium coated paper"),
    (r"pso[ _-]*uncoated[ _-]*v3", "FOGRA52", "Offset printing, ISO 12647-2:2013, wood-free uncoated paper"),
    (
        r"pso[ _-]*lwc[ _-]*improved",
        "FOGRA45",
        "Offset printing, ISO 12647-2, improved light-weight coated paper",
    ),
    (
        r"pso[ _-]*lwc[ _-]*standard",
        "FOGRA46",
        "Offset printing, ISO 12647-2, standard light-weight coated paper",
    ),
    (r"pso[ _-]*uncoated", "FOGRA47", "Offset printing, ISO 12647-2, uncoated white paper"),
    (r"crpc\s*-?\s*([1-7])", "CGATS21-2-CRPC{0}", "ANSI CGATS.21-2, reference printing condition {0}"),
    (r"gracol\s*2013[ _]*uncoated", "CGATS21-2-CRPC3", "GRACoL 2013, uncoated paper (CRPC 3)"),
    (r"gracol\s*2013", "CGATS21-2-CRPC6", "GRACoL 2013, premium coated paper (CRPC 6)"),
    (r"swop\s*2013", "CGATS21-2-CRPC5", "SWOP 2013, publication coated paper (CRPC 5)"),
    (r"gracol\s*2006", "CGATS TR 006", "GRACoL 2006, coated paper number 1"),
    (r"swop\s*2006[ _]*coated\s*#?3", "CGATS TR 003", "SWOP 2006, coated paper number 3"),
    (r"swop\s*2006[ _]*coated\s*#?5", "CGATS TR 005", "SWOP 2006, coated paper number 5"),
    (r"cgats\s*tr\s*(00[1-6])", "CGATS TR {0}", "Characterization data CGATS TR {0}"),
    (r"swop", "CGATS TR 001", "SWOP, web offset publications on coated paper"),
    (r"japan\s*color\s*2001\s*uncoated|jc200104", "JC200104", "Japan Color 2001, uncoated paper"),
    (r"japan\s*color\s*2001\s*coated|jc200103", "JC200103", "Japan Color 2001, coated paper (type 3)"),
    (r"japan\s*color\s*2002\s*newspaper|jcn2002", "JCN2002", "Japan Color 2002, newspaper"),
    (r"japan\s*color\s*2003\s*web\s*coated|jcw2003", "JCW2003", "Japan Color 2003, web coated"),
    (r"japan\s*color\s*2011\s*coated", "JC201103", "Japan Color 2011, coated paper"),
)


def condition_of(profile: bytes, *, name: str) -> OutputCondition:
    """The condition. ``name``: what the ticket called the profile, for one that says nothing of itself."""
    texts = profile_texts(profile)
    described = texts.get("desc") or name
    for text in filter(None, (_named_by_target(texts.get("targ", "")), described, texts.get("targ", ""))):
        for pattern, identifier, words in _REGISTERED:
            if found := re.search(pattern, text, re.IGNORECASE):
                return OutputCondition(
                    identifier=identifier.format(*found.groups()),
                    condition=words.format(*found.groups()),
                    information=described,
                    registry=_REGISTRY,
                )
    return OutputCondition(identifier="Custom", condition=described, information=described, registry="")


def _named_by_target(text: str) -> str:
    """The registered data set a target tag refers to instead of holding it (ICC.1:2022 9.2.14)."""
    found = re.match(r"ICCHDAT\s+(.+)", text)
    return found[1] if found else ""


def profile_texts(profile: bytes) -> dict[str, str]:
    """The texts of the tags that describe a profile: as far as they can be read."""
    return {
        tag: text for tag, data in _tags(profile) if tag in {"desc", "targ", "cprt"} and (text := _text(data))
    }


def _tags(profile: bytes) -> Iterator[tuple[str, bytes]]:
    count = min(_MOST_TAGS, int.from_bytes(profile[_HEADER : _HEADER + 4]))
    for at in range(_HEADER + 4, _HEADER + 4 + 12 * count, 12):
        start, size = (int.from_bytes(profile[at + n : at + n + 4]) for n in (4, 8))
        yield profile[at : at + 4].decode("latin-1"), profile[start : start + size]


def _text(data: bytes) -> str:
    kind = data[:4]
    if kind == b"text":
        text = data[8 : 8 + _MOST_TEXT].split(b"\0")[0].decode("latin-1")
    elif kind == b"desc":
        length = int.from_bytes(data[8:12])
        text = data[12 : 12 + min(length, _MOST_TEXT)].split(b"\0")[0].decode("latin-1")
    elif kind == b"mluc" and int.from_bytes(data[8:12]):
        # The first record: language, country, length and offset of UTF-16.
        length, offset = int.from_bytes(data[20:24]), int.from_bytes(data[24:28])
        text = data[offset : offset + min(length, _MOST_TEXT)].decode("utf-16-be", "replace").split("\0")[0]
    else:
        return ""
    return " ".join(text.split())
