"""Supplements' pages in the tree: a section for each, every page one figure with words.

In: the packet, in whose pages supplements are drawn as forms (``grafting``). Out: the drawing tagged as a ``Figure``
whose alternative text is the page's text. A tagged supplement that conforms may be merged structurally instead, before
this pass; its pages then need nothing from here.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

import pikepdf
from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject, EncodedStreamObject

from report_pdf.findings import Finding, Place
from report_pdf.pdf.actions import annotations_of
from report_pdf.pdf.archive.artifacts import strip_marks
from report_pdf.pdf.archive.facts import ArchiveFacts, PagePicture, SupplementPages
from report_pdf.pdf.archive.nodes import Node, attached_of, marks_of
from report_pdf.pdf.archive.rules import remarked
from report_pdf.pdf.archive.text import Mark
from report_pdf.pdf.geometry import Matrix, Rectangle, inherited, numbers_of, rectangle_of

__all__ = ["tag_supplements"]

_FORM = "/Supplement"


def tag_supplements(
    pdf: pikepdf.Pdf, root: Node, facts: ArchiveFacts, *, data: bytes, known: Iterable[Mark]
) -> Iterator[Finding]:
    """Hangs a section for each supplement into ``root`` where its pages stand; ``data``: the packet, for its texts."""
    most = dict[int, int]()
    for mark in known:
        if mark.form is None:
            most[mark.page] = max(most.get(mark.page, -1), mark.mcid)
    reader = PdfReader(io.BytesIO(data))
    for supplement in facts.supplements:
        section = Node(kind="Sect", title=supplement.title)
        for number, page in enumerate(supplement.pages, start=1):
            given = supplement.texts[number - 1] if number <= len(supplement.texts) else ""
            text = " ".join((given or _text_of(reader.pages[page - 1])).split())
            picture = supplement.pictures[number - 1] if number <= len(supplement.pictures) else None
            figure = _figure(pdf, page - 1, most.get(page - 1, -1) + 1, picture)
            if figure is None:
                continue
            figure.alt = _alternative(supplement, number, text, facts.closing.language)
            section.kids.append(figure)
            yield _said(facts.file, supplement, page, has_text=bool(text))
        if section.kids:
            root.kids.insert(_place(root, supplement.pages[0] - 1), section)


def _text_of(page: PageObject) -> str:
    """What the supplement's drawing says; the page's own folio is not part of it."""
    resources = page["/Resources"].get_object()
    drawings = resources["/XObject"].get_object() if isinstance(resources, DictionaryObject) else None
    if not isinstance(drawings, DictionaryObject):
        return ""
    forms = [drawings[name].get_object() for name in drawings if name.startswith(_FORM)]
    return "\n".join(page.extract_xform_text(form) for form in forms if isinstance(form, EncodedStreamObject))


def _place(root: Node, page: int) -> int:
    """Before the first block that starts on a later page."""
    for at, node in enumerate(root.nodes):
        pages = [mark.page for mark in marks_of(node)] + [attached.page for attached in attached_of(node)]
        if pages and min(pages) > page:
            return at
    return len(root.kids)


def _alternative(supplement: SupplementPages, number: int, text: str, language: str) -> str:
    count = len(supplement.pages)
    if language.startswith("zh"):
        head = f"附件《{supplement.title}》第 {number} 页，共 {count} 页。"
        return f"{head}本页文字：{text}" if text else f"{head}本页是图像。"
    head = f"Supplement “{supplement.title}”, page {number} of {count}."
    return f"{head} Text of the page: {text}" if text else f"{head} The page is a picture."


def _said(file: str, supplement: SupplementPages, page: int, *, has_text: bool) -> Finding:
    if has_text:
        return remarked(
            "archive/supplement-as-picture",
            Place(file=file, page=page),
            zh=f"附件《{supplement.title}》的这一页作为图收录，文字写入替代文字。",
            en=f"this page of “{supplement.title}” is a figure; its text is the alternative text.",
        )
    return remarked(
        "archive/supplement-without-text",
        Place(file=file, page=page),
        zh=f"附件《{supplement.title}》的这一页没有可取的文字。",
        en=f"this page of “{supplement.title}” has no text to take.",
    )


def _figure(pdf: pikepdf.Pdf, index: int, mcid: int, picture: PagePicture | None) -> Node | None:
    """Marks what the page draws of the supplement; nothing where it draws none."""
    page = pdf.pages[index]
    content = list(pikepdf.parse_content_stream(page.obj))
    at = next((at for at, one in enumerate(content) if _draws_supplement(one)), None)
    if at is None:
        return None
    name = str(content[at].operands[0])
    resources = inherited(page.obj, "/Resources")
    form = resources["/XObject"][name] if resources is not None else None
    if not isinstance(form, pikepdf.Stream):
        return None
    if picture is None:
        strip_marks(form)
    else:
        _show(pdf, form, picture)
        _keep_links_only(pdf, page.obj)
    content[at : at + 1] = [
        pikepdf.ContentStreamInstruction(
            [pikepdf.Name.Figure, pikepdf.Dictionary({"/MCID": mcid})], pikepdf.Operator("BDC")
        ),
        content[at],
        pikepdf.ContentStreamInstruction([], pikepdf.Operator("EMC")),
    ]
    page.obj["/Contents"] = pdf.make_stream(pikepdf.unparse_content_stream(content))
    node = Node(kind="Figure", kids=[Mark(page=index, form=None, mcid=mcid)])
    before = content[at - 1]
    placed = numbers_of(pikepdf.Array(list(before.operands))) if str(before.operator) == "cm" else []
    if (box := _drawn_box(form, placed)) is not None:
        corners = [round(number, 2) for number in (box.left, box.bottom, box.right, box.top)]
        node.attributes["Layout"] = {"/BBox": pikepdf.Array(corners), "/Placement": pikepdf.Name.Block}
    return node


def _show(pdf: pikepdf.Pdf, form: pikepdf.Stream, picture: PagePicture) -> None:
    """The form draws the picture where it drew the page's upright face."""
    face = _drawn_box(form, [])
    assert face is not None
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
    kinds = {str(note.get("/Subtype")) for one in pdf.pages for note in annotations_of(one.obj)}
    if "/Widget" not in kinds and "/AcroForm" in pdf.Root:
        del pdf.Root["/AcroForm"]


def _is_link(note: pikepdf.Object) -> bool:
    return note.get("/Subtype") == pikepdf.Name.Link


def _draws_supplement(
    instruction: pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage,
) -> bool:
    return str(instruction.operator) == "Do" and str(instruction.operands[0]).startswith(_FORM)


def _drawn_box(form: pikepdf.Object, placed: list[float]) -> Rectangle | None:
    box = rectangle_of(form.get("/BBox"))
    own = numbers_of(form.get("/Matrix"))
    if box is None:
        return None
    for matrix in (own, placed):
        if len(matrix) == 6:
            box = Matrix(*matrix).rectangle(box)
    return box
