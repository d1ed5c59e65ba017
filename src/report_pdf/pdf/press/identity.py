"""What the print file says of itself: PDF/X-4 in XMP and Info, and the printing condition it is made for.

ISO 15930-7 6.1 (PDF 1.6), 6.4 (output intent), 6.10 (identification); ISO 32000-2 14.11.5 (output intents).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import uuid
from dataclasses import dataclass
from xml.sax.saxutils import escape

import pikepdf

__all__ = ["FOGRA39", "OutputCondition", "PressFacts", "identify_press"]

_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
}
_PRIVATE = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputCondition:
    """A printing condition: its name in the ICC's registry, and what it is in words."""

    identifier: str
    condition: str
    information: str
    registry: str = "http://www.color.org"


FOGRA39 = OutputCondition(
    identifier="FOGRA39",
    condition="Offset printing, ISO 12647-2:2004/Amd 1, paper type 1 or 2 (coated), 115 g/m2",
    information="Coated FOGRA39 (ISO 12647-2:2004)",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PressFacts:
    """What the file says of itself. ``date`` comes from the issue; PDF/X wants one."""

    title: str
    date: dt.datetime
    identifier: str = ""
    language: str = "zh-CN"
    producer: str = "report-pdf"
    trapped: bool = False


def identify_press(pdf: bytes, facts: PressFacts, *, condition: OutputCondition, profile: bytes) -> bytes:
    """The finished print file. The same arguments give the same bytes."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for holder in opened.objects:
            if isinstance(holder, pikepdf.Dictionary | pikepdf.Stream):
                for key in _PRIVATE:
                    if key in holder:
                        del holder[key]
        opened.Root["/OutputIntents"] = pikepdf.Array([_intent(opened, condition, profile)])
        opened.Root["/Metadata"] = _metadata(opened, facts, seed=hashlib.sha256(pdf).digest())
        opened.trailer["/Info"] = opened.make_indirect(_info(facts))
        out = io.BytesIO()
        opened.save(
            out,
            deterministic_id=True,
            force_version="1.6",
            # Old RIPs read neither object streams nor compressed cross references well.
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


def _intent(pdf: pikepdf.Pdf, condition: OutputCondition, profile: bytes) -> pikepdf.Object:
    stream = pdf.make_stream(profile)
    stream["/N"] = 4
    stream["/Alternate"] = pikepdf.Name.DeviceCMYK
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.OutputIntent,
            S=pikepdf.Name.GTS_PDFX,
            OutputConditionIdentifier=pikepdf.String(condition.identifier),
            OutputCondition=pikepdf.String(condition.condition),
            RegistryName=pikepdf.String(condition.registry),
            Info=pikepdf.String(condition.information),
            DestOutputProfile=stream,
        )
    )


def _info(facts: PressFacts) -> pikepdf.Dictionary:
    date = pikepdf.String(_aware(facts.date).strftime("D:%Y%m%d%H%M%S") + _zone(facts.date))
    return pikepdf.Dictionary(
        Title=pikepdf.String(facts.title),
        Creator=pikepdf.String(facts.producer),
        Producer=pikepdf.String(facts.producer),
        CreationDate=date,
        ModDate=date,
        Trapped=pikepdf.Name("/True" if facts.trapped else "/False"),
    )


def _aware(date: dt.datetime) -> dt.datetime:
    return date if date.tzinfo else date.replace(tzinfo=dt.UTC)


def _zone(date: dt.datetime) -> str:
    offset = _aware(date).strftime("%z")
    return "Z" if offset == "+0000" else f"{offset[:3]}'{offset[3:5]}'"


def _metadata(pdf: pikepdf.Pdf, facts: PressFacts, *, seed: bytes) -> pikepdf.Object:
    """Uncompressed, so that it can be found without reading PDF (ISO 15930-7 6.10)."""
    stream = pdf.make_stream(_xmp(facts, seed).encode())
    stream["/Type"], stream["/Subtype"] = pikepdf.Name.Metadata, pikepdf.Name.XML
    return stream


def _xmp(facts: PressFacts, seed: bytes) -> str:
    date = _aware(facts.date).isoformat(timespec="seconds")
    document = uuid.UUID(bytes=hashlib.sha256(facts.identifier.encode() + b"/print").digest()[:16], version=4)
    instance = uuid.UUID(bytes=seed[:16], version=4)
    title = escape(facts.title)
    language = escape(facts.language, {'"': "&quot;"})
    properties = {
        "dc:format": "application/pdf",
        "dc:title": f'<rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li>'
        f'<rdf:li xml:lang="{language}">{title}</rdf:li></rdf:Alt>',
        "dc:identifier": escape(facts.identifier),
        "pdf:Producer": escape(facts.producer),
        "pdf:Trapped": str(facts.trapped),
        "pdfxid:GTS_PDFXVersion": "PDF/X-4",
        "xmp:CreatorTool": escape(facts.producer),
        "xmp:CreateDate": date,
        "xmp:ModifyDate": date,
        "xmp:MetadataDate": date,
        "xmpMM:DocumentID": f"uuid:{document}",
        "xmpMM:InstanceID": f"uuid:{instance}",
        "xmpMM:RenditionClass": "default",
        "xmpMM:VersionID": "1",
    }
    lines = "\n".join(f"   <{name}>{value}</{name}>" for name, value in properties.items() if value)
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        f' <rdf:RDF {spaces}>\n  <rdf:Description rdf:about="">\n{lines}\n'
        '  </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="r"?>'
    )
