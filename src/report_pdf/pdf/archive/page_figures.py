"""A supplement's page as one figure whose alternative text is the page's text (ISO 14289-1, 7.3).

For pages without tags that hold; the page may be shown as a picture where its content cannot be archived.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import TypeVar

import pikepdf
from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject, EncodedStreamObject

from report_pdf.findings import Finding, Place
from report_pdf.pdf.actions import annotations_of
from report_pdf.pdf.archive.artifacts import strip_marks
from report_pdf.pdf.archive.drawing import SUPPLEMENT_NAME, Drawing, drawing_of
from report_pdf.pdf.archive.facts import ArchiveFacts, PagePicture, SupplementPages
from report_pdf.pdf.archive.fields import drop_unseen_fields
from report_pdf.pdf.archive.nodes import Node
from report_pdf.pdf.archive.rules import remarked
from report_pdf.pdf.archive.text import Mark
from report_pdf.pdf.geometry import Matrix, numbers_of, rectangle_of

__all__ = ["PageFigures", "alternative"]

T = TypeVar("T")


class PageFigures:
    """Makes figures of pages of one packet: it knows their texts and the next free numbers of their marks."""

    def __init__(self, pdf: pikepdf.Pdf, data: bytes, known: Iterable[Mark]) -> None:
        self._pdf = pdf
        self._reader = PdfReader(io.BytesIO(data))
        self._most: dict[int, int] = {}
        for mark in known:
            if mark.form is None:
                self._most[mark.page] = max(self._most.get(mark.page, -1), mark.mcid)

    def fill(self, part: Node, supplement: SupplementPages, facts: ArchiveFacts) -> Iterator[Finding]:
        """Hangs a figure for each page into ``part``; says what was done."""
        spoken: list[int] = []
        silent: list[int] = []
        for number, page in enumerate(supplement.pages, start=1):
            picture = _at(supplement.pictures, number)
            # Read before the drawing gives way to its picture.
            text = " ".join((_at(supplement.texts, number) or _text_of(self._reader.pages[page - 1])).split())
            figure = self._figure(page - 1, picture)
            if figure is not None:
                figure.alt = alternative(
                    supplement.title,
                    number=number,
                    count=len(supplement.pages),
                    text=text,
                    language=facts.closing.language,
                )
                part.kids.append(figure)
                (spoken if text else silent).append(page)
        yield from _said(facts.file, supplement, spoken, silent)

    def _figure(self, index: int, picture: PagePicture | None) -> Node | None:
        """Marks what the page draws of the supplement; nothing where it draws none."""
        drawing = drawing_of(self._pdf, index)
        if drawing is None:
            return None
        page = self._pdf.pages[index].obj
        box = drawing.box
        if picture is None:
            strip_marks(drawing.form)
        else:
            _show(self._pdf, drawing.form, picture)
            _keep_links_only(self._pdf, page)
        mcid = self._most.get(index, -1) + 1
        page["/Contents"] = self._pdf.make_stream(_marked(drawing, mcid))
        node = Node(kind="Figure", kids=[Mark(page=index, form=None, mcid=mcid)])
        if box is not None:
            corners = [round(number, 2) for number in (box.left, box.bottom, box.right, box.top)]
            node.attributes["Layout"] = {"/BBox": pikepdf.Array(corners), "/Placement": pikepdf.Name.Block}
        return node


def _at(items: tuple[T | None, ...], number: int) -> T | None:
    return items[number - 1] if number <= len(items) else None


def _text_of(page: PageObject) -> str:
    """What the supplement's drawing says; the page's own folio is not part of it."""
    try:
        return _said_by_drawings(page)
    except Exception:  # noqa: BLE001 - pypdf raises anything over broken content: then there is no text to take
        return ""


def _said_by_drawings(page: PageObject) -> str:
    resources = page["/Resources"].get_object()
    drawings = resources["/XObject"].get_object() if isinstance(resources, DictionaryObject) else None
    if not isinstance(drawings, DictionaryObject):
        return ""
    forms = [drawings[name].get_object() for name in drawings if name.startswith(SUPPLEMENT_NAME)]
    return "\n".join(page.extract_xform_text(form) for form in forms if isinstance(form, EncodedStreamObject))


def alternative(title: str, *, number: int, count: int, text: str, language: str) -> str:
    """What a page that is one figure is, for those who cannot see it."""
    if language.startswith("zh"):
        head = f"附件《{title}》第 {number} 页，共 {count} 页。"
        return f"{head}本页文字：{text}" if text else f"{head}本页是图像。"
    head = f"Supplement “{title}”, page {number} of {count}."
    return f"{head} Text of the page: {text}" if text else f"{head} The page is a picture."


def _said(file: str, supplement: SupplementPages, spoken: list[int], silent: list[int]) -> Iterator[Finding]:
    if spoken:
        yield remarked(
            "archive/supplement-as-picture",
            Place(file=file, page=spoken[0]),
            zh=f"附件《{supplement.title}》有 {len(spoken)} 页各作为一幅图收录，文字写入替代文字。",
            en=f"{len(spoken)} pages of “{supplement.title}” are figures; their texts are the alternative texts.",
        )
    if silent:
        yield remarked(
            "archive/supplement-without-text",
            Place(file=file, page=silent[0]),
            zh=f"附件《{supplement.title}》有 {len(silent)} 页没有可取的文字。",
            en=f"{len(silent)} pages of “{supplement.title}” have no text to take.",
        )


def _marked(drawing: Drawing, mcid: int) -> bytes:
    begin = pikepdf.ContentStreamInstruction(
        [pikepdf.Name.Figure, pikepdf.Dictionary({"/MCID": mcid})], pikepdf.Operator("BDC")
    )
    end = pikepdf.ContentStreamInstruction([], pikepdf.Operator("EMC"))
    content = list(drawing.content)
    content[drawing.at : drawing.at + 1] = [begin, content[drawing.at], end]
    return pikepdf.unparse_content_stream(content)


def _show(pdf: pikepdf.Pdf, form: pikepdf.Stream, picture: PagePicture) -> None:
    """The form draws the picture where it drew the page's upright face."""
    box, own = rectangle_of(form.get("/BBox")), numbers_of(form.get("/Matrix"))
    assert box is not None
    face = Matrix(*own).rectangle(box) if len(own) == 6 else box
    image = pdf.make_stream(picture.jpeg)
    image["/Type"], image["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Image
    image["/Width"], image["/Height"], image["/BitsPerComponent"] = picture.width, picture.height, 8
    image["/ColorSpace"] = pikepdf.Name.DeviceGray if picture.is_grey else pikepdf.Name.DeviceRGB
    image["/Filter"] = pikepdf.Name.DCTDecode
    form["/BBox"] = pikepdf.Array([face.left, face.bottom, face.right, face.top])
    form["/Resources"] = pikepdf.Dictionary({"/XObject": pikepdf.Dictionary({"/Page": image})})
    for key in ("/Matrix", "/Group"):
        if key in form:
            del form[key]
    numbers = (face.width, 0, 0, face.height, face.left, face.bottom)
    placed = " ".join(f"{number:.4f}".rstrip("0").rstrip(".") for number in numbers)
    form.write(f"q {placed} cm /Page Do Q".encode())


def _keep_links_only(pdf: pikepdf.Pdf, page: pikepdf.Object) -> None:
    """The picture shows what fields and notes showed; the original, attached, has them still."""
    notes = list(annotations_of(page))
    page["/Annots"] = pdf.make_indirect(pikepdf.Array([note for note in notes if _is_link(note)]))
    drop_unseen_fields(pdf)


def _is_link(note: pikepdf.Object) -> bool:
    return note.get("/Subtype") == pikepdf.Name.Link
