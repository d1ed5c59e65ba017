"""Asks page-validation, a validator without Java: PDF/A-1 to -3 and PDF/UA-1, in a fraction of a second.

Where it and veraPDF disagree veraPDF is right more often; ``KNOWN_FALSE`` names what it is known to get wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib import metadata

import page

from report_pdf.child import ChildCrashed, ChildLimits, ChildTimedOut, run
from report_pdf.model.archive import Broken, Verdict
from report_pdf.pdf import pages_using

__all__ = ["KNOWN_FALSE", "judges", "validate_with_page"]

_NAME = "page-validation"
_LIMITS = ChildLimits(wall_seconds=300, memory_bytes=4 * 2**30)

_PROFILES = {
    "1a": "PDF_A_1A",
    "1b": "PDF_A_1B",
    "2a": "PDF_A_2A",
    "2b": "PDF_A_2B",
    "2u": "PDF_A_2U",
    "3a": "PDF_A_3A",
    "3b": "PDF_A_3B",
    "3u": "PDF_A_3U",
    "ua1": "PDF_UA_1",
}

_LENGTH = "STREAM-LENGTH-001"
_STREAM = rb"(?:^|[\r\n])%s obj\b(.{0,2000}?)\bstream\r?\n"
"""The beginning of the streams of an object of this number, up to their data."""
KNOWN_FALSE = frozenset({"TRUETYPE-GLYPH-WIDTH-001", "FONT-GLYPH-WIDTH-001"})
"""Version 0.11.0 takes a CID-keyed CFF glyph without a width operator for 0 wide; its width is ``defaultWidthX``."""


def judges(flavour: str) -> bool:
    """It knows no PDF/A-4 and no PDF/UA-2."""
    return flavour in _PROFILES


def validate_with_page(
    files: Mapping[str, bytes], flavours: Sequence[str], *, limits: ChildLimits = _LIMITS
) -> dict[str, tuple[Verdict, ...]]:
    """Its verdict on each file by each flavour, given in a child: what it reads may be foreign."""
    try:
        return run(limits, judge, dict(files), tuple(flavours))
    except (ChildCrashed, ChildTimedOut, MemoryError) as error:
        if len(files) > 1:  # one of them was too much: each alone
            alone = (
                validate_with_page({name: data}, flavours, limits=limits) for name, data in files.items()
            )
            return {name: given for one in alone for name, given in one.items()}
        failed = Verdict(validator=_NAME, version=_version(), flavour="", compliant=False, error=repr(error))
        return dict.fromkeys(files, tuple(replace(failed, flavour=flavour) for flavour in flavours))


def judge(files: Mapping[str, bytes], flavours: tuple[str, ...]) -> dict[str, tuple[Verdict, ...]]:
    """The child's task. Breaches it is known to see wrongly are kept and do not count."""
    return {name: tuple(_verdict(data, flavour) for flavour in flavours) for name, data in files.items()}


def _verdict(pdf: bytes, flavour: str) -> Verdict:
    verdict = Verdict(validator=_NAME, version=_version(), flavour=flavour, compliant=False)
    try:
        report = page.validate_pdf_bytes(pdf, profile=getattr(page.ValidationProfile, _PROFILES[flavour]))
    except page.PageError as error:
        return replace(verdict, error=str(error))
    broken = _placed(_broken(report, pdf), pdf)
    real = any(one.believed for one in broken)
    return replace(verdict, compliant=not real, checks=report.rules.total, broken=tuple(broken))


def _version() -> str:
    return metadata.version(_NAME)


def _broken(report: page.ValidationReport, pdf: bytes) -> list[Broken]:
    counts = Counter(failure.rule_id for failure in report.failures)
    first: dict[str, page.ValidationFailure] = {}
    real: set[str] = set()
    for failure in report.failures:
        first.setdefault(failure.rule_id, failure)
        if not _is_false(failure, pdf):
            if failure.rule_id not in real:
                first[failure.rule_id] = failure
            real.add(failure.rule_id)
    return [
        Broken(
            rule=rule,
            count=count,
            message=first[rule].message,
            thing=_thing(first[rule].object_id),
            believed=rule in real,
        )
        for rule, count in counts.items()
    ]


def _placed(broken: list[Broken], pdf: bytes) -> list[Broken]:
    """With the pages: it says them in words, or names the object that is used there."""
    numbers = {int(one.thing.split()[0]) for one in broken if one.thing and one.believed}
    used = pages_using(pdf, numbers) if numbers else {}
    placed = []
    for one in broken:
        said = re.search(r"\bpage (\d+)\b", one.message)
        pages = (int(said[1]),) if said else used.get(int(one.thing.split()[0]), ()) if one.thing else ()
        placed.append(replace(one, page=pages[0] if pages else None, pages=pages))
    return placed


def _thing(name: page.PdfObjectId | None) -> str:
    return f"{name.object_number} {name.generation} obj" if name is not None else ""


def _is_false(failure: page.ValidationFailure, pdf: bytes) -> bool:
    rule = failure.rule_id.partition("-")[2]
    if rule == _LENGTH:
        # Of one stream it names the object, of several none.
        name = failure.object_id
        return _lengths_are_right(pdf) if name is None else _length_is_right(pdf, name)
    return rule in KNOWN_FALSE and "CIDFontType0C" in failure.message


def _length_is_right(pdf: bytes, name: page.PdfObjectId) -> bool:
    """Data that ends in a carriage return and the line feed behind it are not one line end (ISO 32000-1, 7.3.8)."""
    start = re.compile(_STREAM % (b"%d %d" % (name.object_number, name.generation)), re.DOTALL)
    found = start.search(pdf)
    return found is not None and _end(found, pdf) is not None


def _lengths_are_right(pdf: bytes) -> bool:
    """The same of every stream, one behind the other: what stands in their data is none."""
    start = re.compile(_STREAM % rb"\d+ \d+", re.DOTALL)
    at: int | None = 0
    while at is not None and (found := start.search(pdf, at)):
        at = _end(found, pdf)
    return at is not None


def _end(stream: re.Match[bytes], pdf: bytes) -> int | None:
    """Where its data ends by its length, if the stream ends there."""
    length = re.search(rb"/Length (\d+)\b(?! \d+ R)", stream[1])
    end = stream.end() + int(length[1]) if length is not None else 0
    return end if length is not None and pdf.startswith(b"\nendstream", end) else None
