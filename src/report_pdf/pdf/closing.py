"""The last save: our own XMP and Info and nothing else, an ID from the content, the same bytes every time.

ISO 32000-2 14.3 (metadata), 14.4 (file identifiers), 12.2 (viewer preferences); ISO 16684-1 (XMP).
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from xml.sax.saxutils import escape

import pikepdf

from report_pdf.pdf.actions import annotations_of

__all__ = ["ClosingFacts", "close"]

_NAMESPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" '
    'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
)
_PRIVATE = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingFacts:
    """What the finished file says of itself.

    Attributes:
        title: Also shown in the window's title bar.
        authors: One entry a person.
        date: When it was made, from the issue or SOURCE_DATE_EPOCH; None says nothing.
        identifier: Of the publication (ISSN, the issue's id).
        subject: What it is about.
        producer: The program with its version.
        linearized: Opens at the first page before the rest has arrived.
        page_layout: How a viewer lays pages out.
        bookmarks_open: Whether a viewer shows the bookmarks at once.
    """

    title: str
    authors: tuple[str, ...] = ()
    publisher: str = ""
    date: dt.datetime | None = None
    language: str = "zh-CN"
    identifier: str = ""
    subject: str = ""
    producer: str = "report-pdf"
    linearized: bool = False
    page_layout: str = "SinglePage"
    bookmarks_open: bool = True


def close(pdf: bytes, facts: ClosingFacts) -> bytes:
    """The finished bytes. The same ``pdf`` and ``facts`` give the same ones."""
    with pikepdf.open(io.BytesIO(pdf)) as packet:
        _strip(packet)
        _describe(packet, facts)
        _present(packet, facts)
        out = io.BytesIO()
        packet.save(
            out,
            deterministic_id=True,
            linearize=facts.linearized,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return out.getvalue()


def _strip(packet: pikepdf.Pdf) -> None:
    """Drops what cameras, word processors and other programs noted, wherever it hangs."""
    for holder in packet.objects:
        if isinstance(holder, pikepdf.Dictionary | pikepdf.Stream) and str(holder.get("/Type")) != "/Catalog":
            for key in _PRIVATE:
                if key in holder:
                    del holder[key]
    for page in packet.pages:
        for annotation in annotations_of(page.obj):
            for key in ("/M", "/CreationDate"):
                if key in annotation:
                    del annotation[key]


def _describe(packet: pikepdf.Pdf, facts: ClosingFacts) -> None:
    packet.trailer["/Info"] = packet.make_indirect(pikepdf.Dictionary(_info(facts)))
    metadata = packet.make_stream(_xmp(facts).encode())
    metadata["/Type"] = pikepdf.Name.Metadata
    metadata["/Subtype"] = pikepdf.Name.XML
    packet.Root["/Metadata"] = metadata


def _info(facts: ClosingFacts) -> dict[str, pikepdf.Object]:
    words = {
        "/Title": facts.title,
        "/Author": "; ".join(facts.authors),
        "/Subject": facts.subject,
        "/Producer": facts.producer,
        "/CreationDate": _pdf_date(facts.date),
        "/ModDate": _pdf_date(facts.date),
    }
    return {key: pikepdf.String(value) for key, value in words.items() if value}


def _pdf_date(date: dt.datetime | None) -> str:
    if date is None:
        return ""
    offset = date.strftime("%z") or "+0000"
    zone = "Z" if offset == "+0000" else f"{offset[:3]}'{offset[3:5]}'"
    return date.strftime("D:%Y%m%d%H%M%S") + zone


def _xmp_date(date: dt.datetime) -> str:
    aware = date if date.tzinfo else date.replace(tzinfo=dt.UTC)
    return aware.isoformat(timespec="seconds")


def _xmp(facts: ClosingFacts) -> str:
    properties = [
        "<dc:format>application/pdf</dc:format>",
        _alternatives("dc:title", facts.title, facts.language),
        _list("dc:creator", "Seq", facts.authors),
        _list("dc:publisher", "Bag", (facts.publisher,)),
        _alternatives("dc:description", facts.subject, facts.language),
        _list("dc:language", "Bag", (facts.language,)),
        f"<dc:identifier>{escape(facts.identifier)}</dc:identifier>" if facts.identifier else "",
        f"<pdf:Producer>{escape(facts.producer)}</pdf:Producer>",
    ]
    if facts.date is not None:
        date = _xmp_date(facts.date)
        properties += [
            _list("dc:date", "Seq", (date,)),
            f"<xmp:CreateDate>{date}</xmp:CreateDate>",
            f"<xmp:ModifyDate>{date}</xmp:ModifyDate>",
            f"<xmp:MetadataDate>{date}</xmp:MetadataDate>",
        ]
    lines = "\n".join(f"   {line}" for line in properties if line)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        f' <rdf:RDF {_NAMESPACES}>\n  <rdf:Description rdf:about="">\n{lines}\n'
        '  </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="r"?>'
    )


def _list(name: str, kind: str, items: tuple[str, ...]) -> str:
    entries = "".join(f"<rdf:li>{escape(item)}</rdf:li>" for item in items if item)
    return f"<{name}><rdf:{kind}>{entries}</rdf:{kind}></{name}>" if entries else ""


def _alternatives(name: str, text: str, language: str) -> str:
    if not text:
        return ""
    entries = "".join(
        f'<rdf:li xml:lang="{tag}">{escape(text)}</rdf:li>' for tag in ("x-default", language) if tag
    )
    return f"<{name}><rdf:Alt>{entries}</rdf:Alt></{name}>"


def _present(packet: pikepdf.Pdf, facts: ClosingFacts) -> None:
    root = packet.Root
    if facts.language:
        root["/Lang"] = pikepdf.String(facts.language)
    preferences = root.get("/ViewerPreferences")
    if not isinstance(preferences, pikepdf.Dictionary):
        preferences = pikepdf.Dictionary()
    preferences["/DisplayDocTitle"] = True
    root["/ViewerPreferences"] = preferences
    root["/PageLayout"] = pikepdf.Name(f"/{facts.page_layout}")
    show = facts.bookmarks_open and "/Outlines" in root
    root["/PageMode"] = pikepdf.Name.UseOutlines if show else pikepdf.Name.UseNone
