"""What a PDF from anywhere says of itself before it is checked: pages, encryption, claims. Runs in a child.

In: its bytes, maybe its password. Out: ``ForeignFacts`` with bytes that need no password.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

import pikepdf

from report_pdf.findings import Message
from report_pdf.pdf.actions import remove_active_content
from report_pdf.pdf.opening import named_faults, quiet, refusal
from report_pdf.pdf.particulars import Particulars

__all__ = ["ForeignFacts", "foreign_particulars", "look_at_foreign"]

_STREAM = re.compile(r"^stream <[^>]*>:?\s*")
_NAMESPACED = r"{prefix}:{name}(?:(?:\s[^>]*)?>\s*([^<\s]+)\s*<|\s*=\s*[\"']\s*([^\"'\s]+)\s*[\"'])"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignFacts:
    """A file before its checks.

    Attributes:
        plain: The same, decrypted; as received where it was not encrypted.
        pages: How many.
        encrypted: A password, maybe an empty one, opens it.
        version: Of PDF.
        flavours: What its XMP claims of PDF/A and PDF/UA, as validators name it (``3a``, ``ua1``).
        press: What it claims of PDF/X, as it says it.
    """

    plain: bytes
    pages: int
    encrypted: bool
    version: str
    flavours: tuple[str, ...]
    press: str


def look_at_foreign(data: bytes, *, name: str, password: str = "") -> ForeignFacts:
    """Opens the file as qpdf reads it, damage and all.

    Raises:
        SupplementError: No PDF, beyond repair, without a page, or encrypted without the right password.
    """
    quiet()
    with named_faults(name):
        try:
            opened = pikepdf.open(io.BytesIO(data), password=password, suppress_warnings=True)
        except pikepdf.PasswordError:
            raise refusal(
                name,
                zh="已加密，密码不对。" if password else "已加密，需要密码。",
                en="the password is wrong." if password else "it is encrypted and needs a password.",
                hint=Message(
                    zh="把密码放进环境变量，再用 --password-env 写上变量名。",
                    en="Put the password into an environment variable and name it with --password-env.",
                ),
            ) from None
        except pikepdf.PdfError as error:
            why = _STREAM.sub("", str(error))
            raise refusal(
                name, zh=f"不是 PDF，或已损坏（{why}）。", en=f"it is no PDF, or broken ({why})."
            ) from None
        with opened:
            return _facts(opened, data, name)


def foreign_particulars(data: bytes) -> Particulars:
    """Title, language, tags and active content, without the texts: these cannot be taken from every damaged file."""
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as opened:
        root, info = opened.Root, opened.trailer.get("/Info")
        title = info.get("/Title") if isinstance(info, pikepdf.Dictionary) else None
        language, marked = root.get("/Lang"), root.get("/MarkInfo")
        is_marked = isinstance(marked, pikepdf.Dictionary) and bool(marked.get("/Marked", False))
        return Particulars(
            title=str(title) if isinstance(title, pikepdf.String) else "",
            language=str(language) if isinstance(language, pikepdf.String) else "",
            tagged="/StructTreeRoot" in root and is_marked,
            linearized=opened.is_linearized,
            active=tuple(sorted(remove_active_content(opened))),
            texts=(),
        )


def _facts(pdf: pikepdf.Pdf, data: bytes, name: str) -> ForeignFacts:
    if not len(pdf.pages):
        raise refusal(name, zh="没有一页。", en="it has no page.")
    plain = data
    if pdf.is_encrypted:
        out = io.BytesIO()
        pdf.save(out, encryption=False, fix_metadata_version=False)
        plain = out.getvalue()
    said = _metadata(pdf)
    return ForeignFacts(
        plain=plain,
        pages=len(pdf.pages),
        encrypted=pdf.is_encrypted,
        version=str(pdf.pdf_version),
        flavours=_flavours(said),
        press=_press(pdf, said),
    )


def _metadata(pdf: pikepdf.Pdf) -> str:
    """The XMP as text; nothing where it is no stream or cannot be read."""
    metadata = pdf.Root.get("/Metadata")
    if not isinstance(metadata, pikepdf.Stream):
        return ""
    try:
        raw = metadata.read_bytes()
    except pikepdf.PdfError:
        return ""
    return raw.decode("utf-16" if raw[:2] in {b"\xfe\xff", b"\xff\xfe"} else "utf-8", "replace")


def _said(text: str, prefix: str, name: str) -> str:
    found = re.search(_NAMESPACED.format(prefix=prefix, name=name), text)
    return (found[1] or found[2] or "") if found else ""


def _flavours(text: str) -> tuple[str, ...]:
    part, accessible = _said(text, "pdfaid", "part"), _said(text, "pdfuaid", "part")
    level = _said(text, "pdfaid", "conformance").lower()
    claims = (part + level if part.isdigit() else "", f"ua{accessible}" if accessible.isdigit() else "")
    return tuple(claim for claim in claims if claim)


def _press(pdf: pikepdf.Pdf, text: str) -> str:
    if match := re.search(r"GTS_PDFXVersion(?:(?:\s[^>]*)?>\s*([^<]+)<|\s*=\s*[\"']([^\"']+)[\"'])", text):
        return (match[1] or match[2]).strip()
    info = pdf.trailer.get("/Info")
    said = info.get("/GTS_PDFXVersion") if isinstance(info, pikepdf.Dictionary) else None
    return str(said) if isinstance(said, pikepdf.String) else ""
