"""Files the archive keeps inside, with what they are to it (ISO 19005-3, 6.8; ISO 32000-2, 14.13)."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping

import pikepdf

from report_pdf.findings import Finding, Place
from report_pdf.pdf.actions import annotations_of
from report_pdf.pdf.archive.facts import ArchiveFacts, Attachment
from report_pdf.pdf.archive.rules import remarked
from report_pdf.pdf.metadata import pdf_date

__all__ = ["attach"]

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_UNKNOWN_TYPE = "/application/octet-stream"


def attach(
    pdf: pikepdf.Pdf, facts: ArchiveFacts, parts: Mapping[str, pikepdf.Object] | None = None
) -> Iterator[Finding]:
    """Embeds what the facts name, and puts right what supplements brought.

    ``parts``: the structure element of each supplement by its key: its original hangs there too (14.13.5).
    """
    date = pdf_date(facts.closing.date or _EPOCH)
    specs = _known(pdf)
    if not facts.standard.attachments:
        if specs or facts.attachments:
            count = len(specs) + len(facts.attachments)
            yield remarked(
                "archive/attachment-left",
                Place(file=facts.file),
                zh=f"{facts.standard.name} 不收内嵌文件：{count} 个文件未收入。",
                en=f"{facts.standard.name} takes no files inside: {count} were left.",
            )
        _set(pdf, {})
        return
    for name, spec in specs.items():
        _put_right(spec, name, date)
    specs |= {one.name: _spec(pdf, one, date) for one in facts.attachments}
    for one in facts.attachments:
        if parts and one.supplement in parts:
            parts[one.supplement]["/AF"] = pikepdf.Array([specs[one.name]])
    _set(pdf, specs)


def _known(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    """All files inside, whether a name leads to them or an annotation."""
    names = pdf.Root.get("/Names")
    known: dict[str, pikepdf.Object] = {}
    if isinstance(names, pikepdf.Dictionary) and "/EmbeddedFiles" in names:
        known = {str(key): spec for key, spec in pikepdf.NameTree(names["/EmbeddedFiles"]).items()}
    seen = {spec.objgen for spec in known.values()}
    for page in pdf.pages:
        for annotation in annotations_of(page.obj):
            spec = annotation.get("/FS")
            if isinstance(spec, pikepdf.Dictionary) and "/EF" in spec and spec.objgen not in seen:
                spec = annotation["/FS"] = pdf.make_indirect(spec) if spec.objgen == (0, 0) else spec
                seen.add(spec.objgen)
                known[f"{spec.get('/UF', spec.get('/F', ''))}-{len(known) + 1}"] = spec
    return known


def _put_right(spec: pikepdf.Object, name: str, date: str) -> None:
    given = str(spec.get("/UF", spec.get("/F", name)))
    spec["/F"] = spec["/UF"] = pikepdf.String(given)
    if "/AFRelationship" not in spec:
        spec["/AFRelationship"] = pikepdf.Name.Unspecified
    if not str(spec.get("/Desc", "")):
        spec["/Desc"] = pikepdf.String(given)
    for stream in spec.get("/EF", pikepdf.Dictionary()).values():
        if "/Subtype" not in stream:
            stream["/Subtype"] = pikepdf.Name(_UNKNOWN_TYPE)
        params = stream.get("/Params", pikepdf.Dictionary())
        if "/ModDate" not in params:
            params["/ModDate"] = pikepdf.String(date)
        stream["/Params"] = params


def _spec(pdf: pikepdf.Pdf, attachment: Attachment, date: str) -> pikepdf.Object:
    stream = pdf.make_stream(attachment.data)
    stream["/Type"] = pikepdf.Name.EmbeddedFile
    stream["/Subtype"] = pikepdf.Name(f"/{attachment.media_type}")
    digest = hashlib.md5(attachment.data, usedforsecurity=False).digest()
    stream["/Params"] = pikepdf.Dictionary(
        {
            "/Size": len(attachment.data),
            "/ModDate": pikepdf.String(date),
            "/CheckSum": pikepdf.String(digest),
        }
    )
    return pdf.make_indirect(
        pikepdf.Dictionary(
            {
                "/Type": pikepdf.Name.Filespec,
                "/F": pikepdf.String(attachment.name),
                "/UF": pikepdf.String(attachment.name),
                "/Desc": pikepdf.String(attachment.description),
                "/AFRelationship": pikepdf.Name(f"/{attachment.relationship}"),
                "/EF": pikepdf.Dictionary({"/F": stream, "/UF": stream}),
            }
        )
    )


def _set(pdf: pikepdf.Pdf, specs: dict[str, pikepdf.Object]) -> None:
    root = pdf.Root
    if "/AF" in root:
        del root["/AF"]
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/EmbeddedFiles" in names:
        del names["/EmbeddedFiles"]
    if not specs:
        return
    if not isinstance(names, pikepdf.Dictionary):
        names = root["/Names"] = pdf.make_indirect(pikepdf.Dictionary())
    tree = pikepdf.NameTree.new(pdf)
    for name in sorted(specs):
        tree[name] = specs[name]
    names["/EmbeddedFiles"] = tree.obj
    root["/AF"] = pikepdf.Array([specs[name] for name in sorted(specs)])
