"""The archive file's XMP and Info: who, what, when, and which standards it claims (ISO 16684-1; ISO 19005-3, 6.6).

Properties of schemas that PDF/A does not know are described in the packet itself (6.6.2.3.3). It is written plain, so
that it can be read without a PDF library.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

import pikepdf

from report_pdf.pdf.archive.facts import ArchiveFacts
from report_pdf.pdf.metadata import info_of, xmp_alternatives, xmp_date, xmp_list

__all__ = ["describe_archive"]

_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Property:
    name: str
    value_type: str
    category: str
    description: str


_UA = _Property(
    name="part",
    value_type="Integer",
    category="internal",
    description="Part of ISO 14289 the file conforms to",
)
_ISSN = _Property(name="issn", value_type="Text", category="external", description="ISSN of the publication")


def describe_archive(pdf: pikepdf.Pdf, facts: ArchiveFacts, *, data: bytes) -> None:
    """Writes XMP, and Info to the same effect where the standard has one; ``data`` makes the instance's identity."""
    instance = uuid.uuid5(uuid.NAMESPACE_OID, hashlib.sha256(data).hexdigest())
    stream = pdf.make_stream(_xmp(facts, instance).encode())
    stream["/Type"], stream["/Subtype"] = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root["/Metadata"] = stream
    if facts.standard.is_new:
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        return
    info = info_of(facts.closing)
    info["/Creator"] = pikepdf.String(facts.closing.producer)
    if facts.keywords:
        info["/Keywords"] = pikepdf.String("; ".join(facts.keywords))
    pdf.trailer["/Info"] = pdf.make_indirect(pikepdf.Dictionary(info))


def _xmp(facts: ArchiveFacts, instance: uuid.UUID) -> str:
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    lines = "\n".join(f"   {line}" for line in _properties(facts, instance) if line)
    padding = "\n".join([" " * 100] * 20)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        f' <rdf:RDF {names}>\n  <rdf:Description rdf:about="">\n{lines}\n  </rdf:Description>\n </rdf:RDF>\n'
        f'</x:xmpmeta>\n{padding}\n<?xpacket end="w"?>'
    )


def _properties(facts: ArchiveFacts, instance: uuid.UUID) -> Iterator[str]:
    standard, closing = facts.standard, facts.closing
    yield f"<pdfaid:part>{standard.part}</pdfaid:part>"
    if standard.conformance:
        yield f"<pdfaid:conformance>{standard.conformance}</pdfaid:conformance>"
    if standard.is_new:
        yield "<pdfaid:rev>2020</pdfaid:rev>"
    if standard.accessible_part:
        yield f"<pdfuaid:part>{standard.accessible_part}</pdfuaid:part>"
        if standard.is_new:
            yield "<pdfuaid:rev>2024</pdfuaid:rev>"
    yield "<dc:format>application/pdf</dc:format>"
    yield xmp_alternatives("dc:title", closing.title, closing.language)
    yield xmp_list("dc:creator", "Seq", closing.authors)
    yield xmp_list("dc:publisher", "Bag", (closing.publisher,))
    yield xmp_alternatives("dc:description", closing.subject, closing.language)
    yield xmp_list("dc:subject", "Bag", facts.keywords)
    yield xmp_list("dc:language", "Bag", (closing.language,))
    yield _plain("dc:identifier", closing.identifier)
    yield xmp_alternatives("dc:rights", facts.rights, closing.language)
    yield _plain("prism:issn", facts.issn)
    yield _plain("pdf:Producer", closing.producer)
    yield _plain("pdf:Keywords", "; ".join(facts.keywords))
    yield _plain("xmp:CreatorTool", closing.producer)
    if closing.date is not None:
        date = xmp_date(closing.date)
        yield xmp_list("dc:date", "Seq", (date,))
        for name in ("CreateDate", "ModifyDate", "MetadataDate"):
            yield _plain(f"xmp:{name}", date)
    yield _plain("xmpMM:DocumentID", f"uuid:{_document(facts)}")
    yield _plain("xmpMM:InstanceID", f"uuid:{instance}")
    if not standard.is_new:
        yield _extensions(facts)


def _document(facts: ArchiveFacts) -> uuid.UUID:
    """The same for every making of the same issue."""
    closing = facts.closing
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{closing.publisher}\n{closing.identifier}\n{closing.title}")


def _plain(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>" if text else ""


def _extensions(facts: ArchiveFacts) -> str:
    schemas = []
    if facts.standard.accessible_part:
        schemas.append(_schema("PDF/UA identification", "pdfuaid", (_UA,)))
    if facts.issn:
        schemas.append(_schema("PRISM basic metadata", "prism", (_ISSN,)))
    if not schemas:
        return ""
    bag = "".join(schemas)
    return f"<pdfaExtension:schemas><rdf:Bag>{bag}</rdf:Bag></pdfaExtension:schemas>"


def _schema(name: str, prefix: str, properties: tuple[_Property, ...]) -> str:
    entries = "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{one.name}</pdfaProperty:name>"
        f"<pdfaProperty:valueType>{one.value_type}</pdfaProperty:valueType>"
        f"<pdfaProperty:category>{one.category}</pdfaProperty:category>"
        f"<pdfaProperty:description>{one.description}</pdfaProperty:description></rdf:li>"
        for one in properties
    )
    return (
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaSchema:schema>{name}</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{_NAMESPACES[prefix]}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{entries}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )
