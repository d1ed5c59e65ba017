from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Array, Dictionary, Name, String

# An arrow of three colours, so that no turn or mirror looks like another.
ARROW = b"1 0 0 rg 30 40 60 20 re f 0 0.6 0 rg 30 60 20 80 re f 0 0 1 rg 120 150 40 10 re f"


class Maker:
    """Small PDFs for tests, made in code."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def save(self, pdf: pikepdf.Pdf, name: str, **options: object) -> Path:
        path = self.folder / name
        pdf.save(path, static_id=True, **options)
        return path

    def new(
        self, pages: int = 1, *, size: tuple[float, float] = (200, 300), drawing: bytes = ARROW
    ) -> pikepdf.Pdf:
        pdf = pikepdf.new()
        for _ in range(pages):
            pdf.add_blank_page(page_size=size)
            page = pdf.pages[-1]
            page.obj["/Contents"] = pdf.make_stream(drawing)
            page.obj["/Resources"] = Dictionary()
        return pdf

    def body(self, pages: int = 4, *, drawing: bytes = b"", size: tuple[float, float] = (200, 300)) -> bytes:
        out = io.BytesIO()
        self.new(pages, drawing=drawing, size=size).save(out, static_id=True)
        return out.getvalue()

    def outline(self, pdf: pikepdf.Pdf, *titles: tuple[str, int, tuple]) -> None:
        with pdf.open_outline() as outline:
            for title, page, children in titles:
                item = pikepdf.OutlineItem(title, page)
                item.children.extend(pikepdf.OutlineItem(t, p) for t, p in children)
                outline.root.append(item)

    def name_page(self, pdf: pikepdf.Pdf, name: str, page: int) -> None:
        destination = Array([pdf.pages[page].obj, Name.XYZ, 0, 250, 0])
        pdf.Root["/Names"] = Dictionary(Dests=Dictionary(Names=Array([String(name), destination])))

    def link(self, pdf: pikepdf.Pdf, page: int, **keys: object) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([10, 20, 60, 40]), **keys)
        owner = pdf.pages[page].obj
        if "/Annots" not in owner:
            owner["/Annots"] = Array()
        owner["/Annots"].append(pdf.make_indirect(note))


@pytest.fixture
def make(tmp_path: Path) -> Maker:
    return Maker(tmp_path)


@pytest.fixture
def seen() -> Callable[[bytes | Path, int], list[tuple[int, int, int]]]:
    """The pixels of a page as PDFium shows it."""

    def render(pdf: bytes | Path, page: int) -> tuple[tuple[int, int], list[tuple[int, int, int]]]:
        document = pdfium.PdfDocument(pdf)
        try:
            image = document[page].render(scale=1).to_pil().convert("RGB")
            return image.size, image.tobytes()
        finally:
            document.close()

    return render
