"""A Word file opened: its parts and its pictures, within limits (ISO/IEC 29500-2)."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import unquote

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from lxml import etree

from report_pdf.errors import ManuscriptError
from report_pdf.findings import Message, Place

__all__ = ["DocxPackage", "Element", "open_docx", "qn"]

Element: TypeAlias = Any
"""An lxml element; its stubs do not follow subscripts by name."""

_MAX_UNPACKED = 512 << 20
_MAX_ENTRIES = 20_000
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", "w"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", "r"),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", "wp"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", "a"),
    (b"http://purl.oclc.org/ooxml/drawingml/picture", "pic"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", "m"),
)
_OTHER_TYPES = (
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
_HEAD = 8192
"""Bytes within which a part names its namespaces."""
_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "cx": "http://schemas.microsoft.com/office/drawing/2014/chartex",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
}


def qn(name: str) -> str:
    """``w:p`` as lxml names it."""
    prefix, local = name.split(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocxPackage:
    """The parts that hold text, and every picture of the package by its part's name.

    Attributes:
        body: ``w:body``.
        styles: ``w:styles``, or None; so the other parts.
        related: Of each part's root: relationship id to (part's name or address, whether outside the package).
        media: Every picture of the package, wherever it is used.
        aside: Headers and footers, whose text is the old page's.
        diagrams: The words of SmartArt, by their part's name.
        lost: Parts that cannot be unpacked.
    """

    body: Element
    styles: Element | None
    numbering: Element | None
    footnotes: Element | None
    endnotes: Element | None
    comments: Element | None
    related: Mapping[Element, Mapping[str, tuple[str, bool]]]
    media: Mapping[str, bytes]
    aside: tuple[Element, ...]
    diagrams: Mapping[str, Element]
    lost: tuple[str, ...]

    def target(self, element: Element, relation: str) -> tuple[str, bool]:
        """What ``relation`` leads to from ``element``: a part's name or an address outside, and which of the two."""
        root = element.getroottree().getroot()
        return self.related.get(root, {}).get(relation, ("", True))


def open_docx(data: bytes, *, name: str) -> DocxPackage:
    """The package.

    Raises:
        ManuscriptError: It is no Word file, is encrypted, damaged, or unpacks to more than 512 MB.
    """
    try:
        data, lost = _checked(data, name)
        return _package(docx.Document(io.BytesIO(data)), lost)
    except ManuscriptError:
        raise
    except Exception as error:  # the library's errors on damaged files are of every kind
        raise _damaged(name, error) from error


def _checked(data: bytes, name: str) -> tuple[bytes, tuple[str, ...]]:
    """The package as the library reads it, and what of it is damaged."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ManuscriptError(
            Message(
                zh="这是加密的 Word 文件，或者是旧的 .doc 格式。",
                en="this Word file is encrypted, or of the old .doc kind.",
            ),
            place=Place(file=name),
            hint=Message(
                zh="在 Word、WPS 里打开，去掉密码，另存为 .docx。",
                en="Open it in Word or WPS, remove the password, save it as .docx.",
            ),
        )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if len(entries) > _MAX_ENTRIES or sum(entry.file_size for entry in entries) > _MAX_UNPACKED:
            raise ManuscriptError(
                Message(zh="解压后超过 512 MB，不像一篇稿件。", en="it unpacks to over 512 MB."),
                place=Place(file=name),
            )
        return _mended(archive)


def _mended(archive: zipfile.ZipFile) -> tuple[bytes, tuple[str, ...]]:
    """A copy of the parts that can be read, in the usual variant, without relations that lead nowhere.

    The strict variant names the same things in other namespaces (ISO/IEC 29500-1 and -4), documents with macros and
    templates are the same but for their type.
    """
    parts: dict[str, bytes] = {}
    lost: list[str] = []
    for entry in archive.infolist():
        try:
            parts[entry.filename] = archive.read(entry)
        except (zipfile.BadZipFile, zlib.error, EOFError):
            if entry.filename.startswith(("word/document", "[Content_Types]", "_rels/")):
                raise
            lost.append(entry.filename)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as copy:
        for name, content in parts.items():
            copy.writestr(name, _as_usual(name, content, parts))
    return out.getvalue(), tuple(lost)


def _as_usual(name: str, content: bytes, parts: Mapping[str, bytes]) -> bytes:
    if not name.endswith((".xml", ".rels")):
        return content
    usual = _usual(content)
    return _without_dead_ends(name, usual, parts) if name.endswith(".rels") else usual


def _usual(content: bytes) -> bytes:
    if b"purl.oclc.org" in content[:_HEAD]:
        for strict, prefix in _STRICT:
            content = content.replace(strict, _NAMESPACES[prefix].encode())
    for other in _OTHER_TYPES:
        content = content.replace(other, CONTENT_TYPE.WML_DOCUMENT_MAIN.encode())
    return content


def _without_dead_ends(name: str, content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """WPS leaves relations to a part called NULL; the library reads nothing at all then."""
    root = _parsed(content)
    base = posixpath.dirname(posixpath.dirname(name))
    there = {part.lower() for part in parts}
    for relation in list(root):
        target = unquote((relation.get("Target") or "").split("#")[0])
        path = posixpath.normpath(posixpath.join("/", base, target)).lstrip("/")
        if relation.get("TargetMode") != "External" and target and path.lower() not in there:
            root.remove(relation)
    return bytes(etree.tostring(root))


def _package(document: Any, lost: tuple[str, ...]) -> DocxPackage:
    main = document.part
    related: dict[Element, dict[str, tuple[str, bool]]] = {}
    roots: dict[str, Element] = {}
    aside = []
    diagrams = {}

    def load(part: Any) -> Element:
        root = getattr(part, "element", None)
        root = _parsed(part.blob) if root is None else root
        related[root] = {
            key: (relation.target_ref, True)
            if relation.is_external
            else (str(relation.target_part.partname).lstrip("/"), False)
            for key, relation in part.rels.items()
        }
        return root

    body = load(main)
    for relation in main.rels.values():
        if relation.is_external:
            continue
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind in {"styles", "numbering", "footnotes", "endnotes", "comments"}:
            roots.setdefault(kind, load(relation.target_part))
        elif relation.reltype in {RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER}:
            aside.append(load(relation.target_part))
        elif kind == "diagramData":
            diagrams[str(relation.target_part.partname).lstrip("/")] = _parsed(relation.target_part.blob)
    return DocxPackage(
        body=body.find(qn("w:body")),
        styles=roots.get("styles"),
        numbering=roots.get("numbering"),
        footnotes=roots.get("footnotes"),
        endnotes=roots.get("endnotes"),
        comments=roots.get("comments"),
        related=related,
        media=dict(_media(document.part.package)),
        aside=tuple(aside),
        diagrams=diagrams,
        lost=lost,
    )


def _parsed(blob: bytes) -> Element:
    return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _media(package: Any) -> Iterator[tuple[str, bytes]]:
    for part in package.iter_parts():
        name = str(part.partname).lstrip("/")
        # The preview of the first page that Word keeps for file managers is none.
        if (part.content_type.startswith("image/") or "/media/" in name) and not name.startswith("docProps/"):
            yield name, part.blob


def _damaged(name: str, error: Exception) -> ManuscriptError:
    reason = f"{type(error).__name__}: {error}".splitlines()[0][:120]
    return ManuscriptError(
        Message(zh=f"Word 文件读不了（{reason}）。", en=f"the Word file cannot be read ({reason})."),
        place=Place(file=name),
        hint=Message(
            zh="用 Word 或 WPS 打开，另存为 .docx 再试。",
            en="Open it in Word or WPS and save it anew as .docx.",
        ),
    )
