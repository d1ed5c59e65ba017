"""Reads a foreign file in a child and makes its safe copy: the best reading, what it is, what was taken out.

In: a file of anybody's. Out: ``PdfFacts`` or ``BodyFacts``; ``admission`` starts the child.
"""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf

from report_pdf.findings import Finding, Message
from report_pdf.pdf.actions import annotations_of, remove_active_content
from report_pdf.pdf.geometry import PageFacts, page_facts
from report_pdf.pdf.opening import named_faults, opened, quiet, read, refusal, wrong_password
from report_pdf.pdf.stitch_check import same_looks
from report_pdf.pdf.stitch_opened import doubts, opening_findings, passport_finding, promises
from report_pdf.pdf.stitch_passport import Passport, claims_of, passport_of, signatures_in
from report_pdf.pdf.stitch_readings import Agreed, Reading, agreed_pages, readings

__all__ = ["BodyFacts", "PdfFacts", "Wish", "admit_body", "admit_supplement", "widgets_of"]

_MOST_DRAWN = 39
"""So many pages and one more of a file are compared with the original when it comes in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfFacts:
    """A supplement's passport.

    Attributes:
        path: The copy that is safe to stitch, or the file itself when no copy was asked for.
        sha256: Of the file as received.
        pages: What of each page is seen.
        title: The file's own title, empty if none.
        attachments: Names of embedded files.
        changed: Pages (from 0) that look different in the safe copy.
        passport: All of it, for the report.
        findings: What was repaired, removed or cannot be carried.
    """

    path: Path
    sha256: str
    pages: tuple[PageFacts, ...]
    title: str = ""
    encrypted: bool = False
    repaired: bool = False
    signed: bool = False
    tagged: bool = False
    bookmarks: bool = False
    fields: int = 0
    layers: int = 0
    attachments: tuple[str, ...] = ()
    changed: tuple[int, ...] = ()
    passport: Passport | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyFacts:
    """A body of anybody's that supplements go behind: its bytes, repaired and decrypted, and what of it is seen."""

    pdf: bytes
    sha256: str
    pages: tuple[PageFacts, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be made of a file.

    Attributes:
        copy_to: Where the safe copy goes; None: it is only looked at.
        siblings: Names, in lower case, of files that are stitched with it: links into them stay.
        rotate: Clockwise: the copy's pages are turned.
    """

    copy_to: Path | None = None
    siblings: frozenset[str] = frozenset()
    rotate: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Received:
    """A file as it came, and what is to be made of it."""

    path: Path
    name: str
    password: str | None
    data: bytes
    wish: Wish


def admit_supplement(path: Path, name: str, password: str | None, wish: Wish) -> PdfFacts:
    """In the child."""
    quiet()
    file = _Received(path=path, name=name, password=password, data=read(path, name), wish=wish)
    with named_faults(name):
        if wish.copy_to is None:
            with opened(path, name, password) as pdf:
                return _look(pdf, file)
        return _turned(_best_reading(file, wish.copy_to), wish)


def _best_reading(file: _Received, copy_to: Path) -> PdfFacts:
    """The first reading that has all pages, looking as they did; else the one that comes nearest."""
    best: tuple[int, int] | None = None
    chosen: PdfFacts | None = None
    agreed: Agreed | None = None
    for reading in _readings(file):
        copy = copy_to.with_suffix(f".{reading.by}.pdf")
        try:
            with reading.pdf as pdf:
                facts = _look(pdf, file, copy_to=copy, by=reading.by)
        except (pikepdf.PdfError, ValueError, TypeError, RuntimeError):
            continue
        count = len(facts.pages)
        agreed = agreed_pages(file.path, file.password, count) if agreed is None else agreed
        changed = _changed(file, copy, pages=count)
        faults = (abs(count - agreed.pages) if agreed.pages else 0, len(changed))
        if best is None or faults < best:
            best, chosen = faults, replace(facts, path=copy_to, changed=changed)
            copy.replace(copy_to)
        if best == (0, 0):
            break
    if chosen is None:
        # Whoever reads it, nothing can be made of it: qpdf says why.
        opened(file.path, file.name, file.password).close()
        raise refusal(file.name, zh="没有一页。", en="it has no page.")
    said_too = doubts(chosen.passport, file.name, agreed=agreed or Agreed())
    return replace(chosen, findings=(*chosen.findings, *said_too))


def _turned(facts: PdfFacts, wish: Wish) -> PdfFacts:
    if wish.rotate == 0:
        return facts
    with pikepdf.open(facts.path, allow_overwriting_input=True, suppress_warnings=True) as pdf:
        for page, seen in zip(pdf.pages, facts.pages, strict=True):
            page.obj["/Rotate"] = (seen.turn + wish.rotate) % 360
        turned = tuple(page_facts(page.obj) for page in pdf.pages)
        pdf.save(facts.path, deterministic_id=True, fix_metadata_version=False)
    return replace(facts, pages=turned)


def _readings(file: _Received) -> Iterator[Reading]:
    try:
        yield from readings(file.path, file.password)
    except pikepdf.PasswordError:
        raise wrong_password(file.name, given=bool(file.password)) from None


def _changed(file: _Received, copy: Path, *, pages: int) -> tuple[int, ...]:
    """Pages (from 0) of the copy that do not look as pdfium shows them in the file; of many pages a sample."""
    sample = sorted({round(at * (pages - 1) / _MOST_DRAWN) for at in range(_MOST_DRAWN + 1)})
    found = same_looks(file.path, copy, pages=sample, password=file.password)
    return tuple(one.page for one in found if one.share is not None)


def admit_body(path: Path, name: str, password: str | None) -> BodyFacts:
    """In the child."""
    quiet()
    received = read(path, name)
    with named_faults(name), opened(path, name, password) as pdf:
        pages = tuple(page_facts(page.obj) for page in pdf.pages)
        if not pages:
            raise refusal(name, zh="没有一页。", en="it has no page.")
        claims, signed = claims_of(pdf), bool(signatures_in(pdf))
        # qpdf writes no /Size where there was none; pypdf cannot do without.
        pdf.trailer["/Size"] = len(pdf.objects) + 1
        out = io.BytesIO()
        pdf.save(out, encryption=False, deterministic_id=True, fix_metadata_version=False)
        findings = opening_findings(pdf, name=name, repaired=bool(pdf.get_warnings()), removed=Counter())
        findings += tuple(promises(name, claims=claims, signed=signed))
        return BodyFacts(
            pdf=out.getvalue(), sha256=hashlib.sha256(received).hexdigest(), pages=pages, findings=findings
        )


def _look(pdf: pikepdf.Pdf, file: _Received, *, copy_to: Path | None = None, by: str = "qpdf") -> PdfFacts:
    name = file.name
    pages = tuple(page_facts(page.obj) for page in pdf.pages)
    if not pages:
        raise refusal(name, zh="没有一页。", en="it has no page.")
    _permitted(pdf, name)
    passport = passport_of(pdf, pages, size=len(file.data), read_by=by, removed=Counter())
    removed = remove_active_content(pdf, siblings=file.wish.siblings)
    if copy_to is not None:
        pdf.save(copy_to, encryption=False, deterministic_id=True, fix_metadata_version=False)
    repaired = bool(passport.repaired or pdf.get_warnings()) or by != "qpdf"
    findings = opening_findings(pdf, name=name, repaired=repaired, removed=removed)
    if copy_to is not None:
        findings = (passport_finding(passport, name), *findings)
    return PdfFacts(
        path=copy_to or file.path,
        sha256=hashlib.sha256(file.data).hexdigest(),
        pages=pages,
        title=_title(pdf),
        encrypted=pdf.is_encrypted,
        repaired=repaired,
        signed=bool(passport.signatures),
        tagged=passport.tagged,
        bookmarks=bool(passport.bookmarks),
        fields=sum(1 for page in pdf.pages for _ in widgets_of(page.obj)),
        layers=passport.layers,
        attachments=passport.attachments,
        passport=replace(passport, removed=tuple(sorted(removed.items()))),
        findings=findings,
    )


def _permitted(pdf: pikepdf.Pdf, name: str) -> None:
    """An owner's password guards what may be done with a file that opens without one (ISO 32000-2, table 22)."""
    if not pdf.is_encrypted or pdf.owner_password_matched:
        return
    if not (pdf.allow.extract or pdf.allow.modify_assembly or pdf.allow.modify_other):
        raise refusal(
            name,
            zh="它的所有者不许取出或合并页面。",
            en="its owner does not allow pages to be taken out or put together.",
            hint=Message(
                zh="请向来源索要许可：把所有者密码放进环境变量，再用 password_env（--password-env）写上变量名。",
                en="Ask its owner: put the owner password into an environment variable and name it in password_env "
                "(--password-env).",
            ),
        )


def widgets_of(page: pikepdf.Object) -> list[pikepdf.Dictionary]:
    """A page's form widgets."""
    return [note for note in annotations_of(page) if str(note.get("/Subtype")) == "/Widget"]


def _title(pdf: pikepdf.Pdf) -> str:
    info = pdf.trailer.get("/Info")
    title = info.get("/Title") if isinstance(info, pikepdf.Dictionary) else None
    return " ".join(str(title).split()) if isinstance(title, pikepdf.String) else ""
