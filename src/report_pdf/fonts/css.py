"""The faces as the engine wants them: ``@font-face`` rules and the bytes behind their URLs."""

from __future__ import annotations

from report_pdf.fonts.catalogue import catalogue
from report_pdf.model.pages import Resource

__all__ = ["font_face_css", "font_resources"]


def font_face_css(base_url: str) -> str:
    """One rule for each face; its source is ``base_url`` followed by the file's name."""
    return "".join(
        "@font-face {\n"
        f'  font-family: "{face.family}";\n'
        f"  font-weight: {face.weight};\n"
        f"  font-style: {face.style};\n"
        f'  src: url("{base_url}{face.file}") format("truetype");\n'
        "}\n"
        for face in catalogue()
    )


def font_resources(base_url: str) -> tuple[Resource, ...]:
    """The files that ``font_face_css`` points to."""
    return tuple(
        Resource(url=base_url + face.file, data=face.path.read_bytes(), media_type="font/ttf")
        for face in catalogue()
    )
