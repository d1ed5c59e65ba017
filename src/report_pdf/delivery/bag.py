"""The archive edition becomes a bag that an archive can take in (BagIt 1.0, RFC 8493).

::

    ID-bag/
      bagit.txt  bag-info.txt  manifest-sha512.txt  tagmanifest-sha512.txt
      data/archive.pdf             the edition
      data/preflight.json          what was checked
      data/sources/…               what the desk handed in
      data/licences/…              of the embedded faces
      data/metadata/premis.xml     what was done with it, by what, and how it came out (PREMIS 3.0)
      data/metadata/dat46.csv .xml metadata by the names of DA/T 46-2009

The same inputs give the same bytes, which the library ``bagit`` cannot promise: it writes the clock's date. It is the
judge instead: a bag gets its name only after it has been validated by it (``bag_check.py``).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from report_pdf import __version__
from report_pdf.delivery.dat46 import dat46_csv, dat46_xml
from report_pdf.delivery.holdings import Holding, Role, portable, sources
from report_pdf.delivery.premis import premis_xml
from report_pdf.fonts import catalogue
from report_pdf.model.edition import Edition, PreflightReport
from report_pdf.model.issue import Issue
from report_pdf.model.plan import IssuePlan

__all__ = ["BagFacts", "bag"]

_BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class BagFacts:
    """What a bag is made of.

    Attributes:
        edition: The archive edition, proved.
        report: What was found of it, with the validators' verdicts and each supplement's way in.
        report_file: The same as preflight.json.
        moment: When this was done: SOURCE_DATE_EPOCH; None: the issue's date stands for it.
    """

    plan: IssuePlan
    issue: Issue
    edition: Edition
    report: PreflightReport
    report_file: bytes
    moment: dt.datetime | None = None

    @property
    def when(self) -> str:
        """For events: the moment, else the issue's date, else ``unknown`` (EDTF has no word for it)."""
        if self.moment is not None:
            return self.moment.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        return self.plan.issue.date.isoformat() if self.plan.issue.date else "unknown"


def bag(facts: BagFacts) -> Mapping[str, bytes]:
    """Every file to write by its name: those of the folder ``ID-bag/``, one ``ID-bag.zip``, or none.

    ``editions.archive.bag`` of issue.yaml chooses.
    """
    form = facts.plan.editions.archive.bag
    name = f"{portable(facts.plan.issue.id)}-bag"
    if form == "none":
        return {}
    files = {f"{name}/{path}": data for path, data in _files(facts).items()}
    return {f"{name}.zip": _zipped(files)} if form == "zip" else files


def _files(facts: BagFacts) -> dict[str, bytes]:
    """In the order of their names, tag files first as readers expect them."""
    holdings = (*_made(facts), *sources(facts.plan), *_licences())
    payload = {holding.path: holding.data for holding in holdings}
    pages = facts.edition.pages
    payload["data/metadata/premis.xml"] = premis_xml(
        facts.plan, holdings, report=facts.report, when=facts.when, is_moment=facts.moment is not None
    )
    payload["data/metadata/dat46.csv"] = dat46_csv(facts.plan, facts.issue, holdings, pages=pages)
    payload["data/metadata/dat46.xml"] = dat46_xml(facts.plan, facts.issue, holdings, pages=pages)
    tags = {
        "bag-info.txt": _bag_info(facts, payload),
        "bagit.txt": _BAGIT,
        "manifest-sha512.txt": _manifest(payload),
    }
    return {**tags, "tagmanifest-sha512.txt": _manifest(tags), **dict(sorted(payload.items()))}


def _made(facts: BagFacts) -> tuple[Holding, ...]:
    return (
        Holding(path="data/archive.pdf", data=facts.edition.data, role=Role.EDITION),
        Holding(path="data/preflight.json", data=facts.report_file, role=Role.REPORT),
    )


def _licences() -> Iterator[Holding]:
    for path in sorted({face.licence_path for face in catalogue()}):
        yield Holding(path=f"data/licences/{path.name}", data=path.read_bytes(), role=Role.LICENCE)


def _manifest(files: Mapping[str, bytes]) -> bytes:
    """One line a file; no name has a mark that would have to be encoded (RFC 8493, 2.1.3)."""
    return "".join(
        f"{hashlib.sha512(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())
    ).encode()


def _bag_info(facts: BagFacts, payload: Mapping[str, bytes]) -> bytes:
    """RFC 8493, 2.2.2. Bagging-Date is the date of ``moment``, else the issue's."""
    identity = facts.plan.issue
    date = facts.moment.astimezone(dt.UTC).date() if facts.moment else identity.date
    lines = (
        ("Source-Organization", identity.publisher),
        ("External-Description", " ".join(filter(None, (identity.name, identity.number)))),
        ("External-Identifier", identity.id),
        ("External-Identifier", f"urn:ISSN:{identity.issn}" if identity.issn else ""),
        ("External-Identifier", identity.cn),
        ("Bagging-Date", date.isoformat() if date else ""),
        ("Bag-Group-Identifier", identity.name),
        ("Internal-Sender-Identifier", identity.id),
        ("Payload-Oxum", f"{sum(map(len, payload.values()))}.{len(payload)}"),
        ("Bag-Software-Agent", f"report-pdf {__version__}"),
    )
    return "".join(f"{label}: {_one_line(value)}\n" for label, value in lines if value).encode()


def _one_line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """The folder in one file (RFC 8493, 4); stored, because pictures and PDF are packed already."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.create_system = 3  # Unix, whatever this machine is
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, data)
    return out.getvalue()
