"""Opens a foreign PDF in a killable child: what it is, what was wrong with it, what was taken out.

In: a file of anybody's, maybe its password. Out: ``PdfFacts`` and, where asked for, a copy that was repaired,
decrypted and freed of active content by qpdf, which every later step reads.
"""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import pikepdf

from report_pdf import child
from report_pdf.findings import Finding, Message, Place
from report_pdf.pdf.actions import annotations_of, fields_of, remove_active_content
from report_pdf.pdf.geometry import PageFacts, page_facts
from report_pdf.pdf.opening import named_faults, opened, quiet, read, refusal
from report_pdf.pdf.rules import said

__all__ = ["LIMITS", "BodyFacts", "PdfFacts", "named_faults", "open_body", "open_supplement"]

LIMITS = child.ChildLimits(wall_seconds=120, cpu_seconds=60, memory_bytes=4 << 30)
"""What reading one foreign file may cost."""

P = ParamSpec("P")
T = TypeVar("T")

_CLAIMS = {b"pdfaid:part": "PDF/A", b"pdfuaid:part": "PDF/UA", b"GTS_PDFX": "PDF/X"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfFacts:
    """A supplement's passport.

    Attributes:
        path: The copy that is safe to stitch, or the file itself when no copy was asked for.
        sha256: Of the file as received.
        pages: What of each page is seen.
        title: The file's own title, empty if none.
        attachments: Names of embedded files.
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
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyFacts:
    """A body of anybody's that supplements go behind: its bytes, repaired and decrypted, and what of it is seen."""

    pdf: bytes
    sha256: str
    pages: tuple[PageFacts, ...]
    findings: tuple[Finding, ...] = ()


def open_supplement(
    path: Path,
    *,
    name: str | None = None,
    password: str | None = None,
    copy_to: Path | None = None,
    limits: child.ChildLimits = LIMITS,
) -> PdfFacts:
    """Opens ``path`` in a child.

    Args:
        path: The file.
        name: How messages call it.
        password: For an encrypted file.
        copy_to: Where the safe copy goes; without it the file is only looked at.
        limits: What the child may use.

    Raises:
        SupplementError: Missing, unreadable, encrypted without the right password, empty, or beyond the limits.
    """
    name = name or path.name
    return _in_child(limits, _admit_supplement, path, name, password, copy_to)


def open_body(path: Path, *, name: str | None = None, password: str | None = None) -> BodyFacts:
    """Opens a body in a child. Nothing of it is taken out.

    Raises:
        SupplementError: As for ``open_supplement``.
    """
    return _in_child(LIMITS, _admit_body, path, name or path.name, password)


def _in_child(
    limits: child.ChildLimits,
    admit: Callable[Concatenate[Path, str, P], T],
    path: Path,
    name: str,
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    try:
        return child.run(limits, admit, path, name, *args, **kwargs)
    except child.ChildTimedOut:
        raise refusal(
            name,
            zh="读取超时，文件可能有害或过于复杂。",
            en="reading it did not end in time; it may be hostile or too complex.",
        ) from None
    except child.ChildCrashed as crash:
        raise refusal(
            name,
            zh="读取时超出内存或时间限制。",
            en=f"reading it went beyond the limits of memory or time (exit code {crash.exit_code}).",
        ) from None


def _admit_supplement(path: Path, name: str, password: str | None, copy_to: Path | None) -> PdfFacts:
    """In the child."""
    quiet()
    quiet()
    received = read(path, name)
    with named_faults(name), opened(path, name, password) as pdf:
        return _look(pdf, path=path, name=name, received=received, copy_to=copy_to)


def _admit_body(path: Path, name: str, password: str | None) -> BodyFacts:
    """In the child."""
    quiet()
    quiet()
    received = read(path, name)
    with named_faults(name), opened(path, name, password) as pdf:
        pages = tuple(page_facts(page.obj) for page in pdf.pages)
        if not pages:
            raise refusal(name, zh="没有一页。", en="it has no page.")
        claims = [claim for key, claim in _CLAIMS.items() if key in _metadata(pdf)]
        signed = _signed(pdf)
        # qpdf writes no /Size where there was none; pypdf cannot do without.
        pdf.trailer["/Size"] = len(pdf.objects) + 1
        out = io.BytesIO()
        pdf.save(out, encryption=False, deterministic_id=True)
        findings = _findings(pdf, name=name, repaired=bool(pdf.get_warnings()), removed=Counter())
        findings += tuple(_promises(name, claims=claims, signed=signed))
        return BodyFacts(
            pdf=out.getvalue(), sha256=hashlib.sha256(received).hexdigest(), pages=pages, findings=findings
        )


def _look(pdf: pikepdf.Pdf, *, path: Path, name: str, received: bytes, copy_to: Path | None) -> PdfFacts:
    pages = tuple(page_facts(page.obj) for page in pdf.pages)
    if not pages:
        raise refusal(name, zh="没有一页。", en="it has no page.")
    signed = _signed(pdf)
    removed = remove_active_content(pdf)
    repaired = bool(pdf.get_warnings())
    if copy_to is not None:
        pdf.save(copy_to, encryption=False, deterministic_id=True)
        repaired = repaired or bool(pdf.get_warnings())
    findings = _findings(pdf, name=name, repaired=repaired, removed=removed)
    return PdfFacts(
        path=copy_to or path,
        sha256=hashlib.sha256(received).hexdigest(),
        pages=pages,
        title=_title(pdf),
        encrypted=pdf.is_encrypted,
        repaired=repaired,
        signed=signed,
        tagged="/StructTreeRoot" in pdf.Root,
        bookmarks=isinstance(pdf.Root.get("/Outlines"), pikepdf.Dictionary)
        and "/First" in pdf.Root["/Outlines"],
        fields=sum(1 for page in pdf.pages for _ in widgets_of(page.obj)),
        layers=_layers(pdf),
        attachments=tuple(sorted(pdf.attachments)),
        findings=findings,
    )


def widgets_of(page: pikepdf.Object) -> list[pikepdf.Dictionary]:
    """A page's form widgets."""
    return [note for note in annotations_of(page) if str(note.get("/Subtype")) == "/Widget"]


def _findings(pdf: pikepdf.Pdf, *, name: str, repaired: bool, removed: Counter[str]) -> tuple[Finding, ...]:
    place = Place(file=name)
    findings = []
    if repaired:
        findings.append(
            said(
                "pdf/repaired",
                place,
                zh="文件结构有损，已修复；请核对页面。",
                en="its structure was damaged and was repaired; look at its pages.",
            )
        )
    if pdf.is_encrypted:
        findings.append(
            said(
                "pdf/decrypted",
                place,
                zh="原文件加密，合订后不再加密。",
                en="it was encrypted; what is stitched is not.",
            )
        )
    if removed:
        kinds = ", ".join(f"{kind} × {count}" for kind, count in sorted(removed.items()))
        findings.append(
            said(
                "pdf/active-content-removed",
                place,
                zh=f"去掉了动作内容：{kinds}。",
                en=f"active content was taken out: {kinds}.",
            )
        )
    return tuple(findings)


def _signed(pdf: pikepdf.Pdf) -> bool:
    return any(str(field.get("/FT")) == "/Sig" and "/V" in field for field in fields_of(pdf.Root))


def _layers(pdf: pikepdf.Pdf) -> int:
    layers = pdf.Root.get("/OCProperties")
    groups = layers.get("/OCGs") if isinstance(layers, pikepdf.Dictionary) else None
    return len(list(groups)) if isinstance(groups, pikepdf.Array) else 0


def _title(pdf: pikepdf.Pdf) -> str:
    info = pdf.trailer.get("/Info")
    title = info.get("/Title") if isinstance(info, pikepdf.Dictionary) else None
    return " ".join(str(title).split()) if isinstance(title, pikepdf.String) else ""


def _metadata(pdf: pikepdf.Pdf) -> bytes:
    metadata = pdf.Root.get("/Metadata")
    return metadata.read_bytes() if isinstance(metadata, pikepdf.Stream) else b""


def _promises(name: str, *, claims: Sequence[str], signed: bool) -> Iterator[Finding]:
    place = Place(file=name)
    if claims:
        words = ", ".join(claims)
        yield said(
            "pdf/claim-unproven",
            place,
            zh=f"正文声明符合 {words}，合订后的文件未经验证。",
            en=f"it claims {words}; the stitched file is not proved to keep that.",
            hint=Message(
                zh="用 report-pdf preflight 检查后再交付。",
                en="Run report-pdf preflight before delivering it.",
            ),
        )
    if signed:
        yield said(
            "pdf/signature-void",
            place,
            zh="正文的电子签名随合订失效。",
            en="the body's digital signature ends with stitching.",
        )
