"""What a file says of itself, as Info and as XMP (ISO 32000-2, 14.3; ISO 16684-1)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from xml.sax.saxutils import escape

import pikepdf

__all__ = ["ClosingFacts", "info_of", "pdf_date", "xmp_alternatives", "xmp_date", "xmp_list", "xmp_of"]

_NAMESPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" '
    'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
)


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


def info_of(facts: ClosingFacts) -> dict[str, pikepdf.Object]:
    """The entries of Info."""
    words = {
        "/Title": facts.title,
        "/Author": "; ".join(facts.authors),
        "/Subject": facts.subject,
        "/Producer": facts.producer,
        "/CreationDate": pdf_date(facts.date),
        "/ModDate": pdf_date(facts.date),
    }
    return {key: pikepdf.String(value) for key, value in words.items() if value}


def pdf_date(date: dt.datetime | None) -> str:
    """As PDF writes it (7.9.4); nothing for None."""
    if date is None:
        return ""
    offset = date.strftime("%z") or "+0000"
    zone = "Z" if offset == "+0000" else f"{offset[:3]}'{offset[3:5]}'"
    return date.strftime("D:%Y%m%d%H%M%S") + zone


def xmp_date(date: dt.datetime) -> str:
    """As XMP writes it; without a zone it is taken for UTC."""
    aware = date if date.tzinfo else date.replace(tzinfo=dt.UTC)
    return aware.isoformat(timespec="seconds")


def xmp_of(facts: ClosingFacts) -> str:
    """The whole packet."""
    properties = [
        "<dc:format>application/pdf</dc:format>",
        xmp_alternatives("dc:title", facts.title, facts.language),
        xmp_list("dc:creator", "Seq", facts.authors),
        xmp_list("dc:publisher", "Bag", (facts.publisher,)),
        xmp_alternatives("dc:description", facts.subject, facts.language),
        xmp_list("dc:language", "Bag", (facts.language,)),
        f"<dc:identifier>{escape(facts.identifier)}</dc:identifier>" if facts.identifier else "",
        f"<pdf:Producer>{escape(facts.producer)}</pdf:Producer>",
    ]
    if facts.date is not None:
        date = xmp_date(facts.date)
        properties += [
            xmp_list("dc:date", "Seq", (date,)),
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


def xmp_list(name: str, kind: str, items: tuple[str, ...]) -> str:
    """A property that is a ``Bag`` or a ``Seq``; nothing without items."""
    entries = "".join(f"<rdf:li>{escape(item)}</rdf:li>" for item in items if item)
    return f"<{name}><rdf:{kind}>{entries}</rdf:{kind}></{name}>" if entries else ""


def xmp_alternatives(name: str, text: str, language: str) -> str:
    """A text by default and in its language; nothing without one."""
    if not text:
        return ""
    entries = "".join(
        f'<rdf:li xml:lang="{tag}">{escape(text)}</rdf:li>' for tag in ("x-default", language) if tag
    )
    return f"<{name}><rdf:Alt>{entries}</rdf:Alt></{name}>"
