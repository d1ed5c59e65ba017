"""Counts the same rules on the same stress text: set by our composer and, where installed, by Typst.

The checker of ``tests/compose`` reads where every glyph of the finished files stands; it knows neither program. Run it
with ``python benchmarks/compose_rules.py``; it prints broken/opportunities, a row for each rule.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import sys
import tempfile
from pathlib import Path

from report_pdf.fonts.catalogue import catalogue
from report_pdf.resources import fonts_folder

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "compose"))

_FACE = "NotoSerifSCCut-Regular.ttf"


def by_typst(blocks: list[tuple[str, str]], *, right_pt: float) -> bytes:
    """The text in two columns of 22 em, justified, with Typst's own settings for Chinese."""
    family = next(face.family for face in catalogue() if face.file == _FACE)
    head = (
        f"#set page(width: 595pt, height: 842pt, margin: (left: 56pt, right: {right_pt}pt, y: 61pt))\n"
        f'#set text(font: "{family}", size: 10.5pt, top-edge: 0.8em, bottom-edge: -0.2em, lang: "zh", region: "cn")\n'
        "#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 7.5pt, spacing: 7.5pt)\n"
        "#show heading: set block(above: 18pt, below: 7.5pt)\n#show heading: set text(size: 14pt)\n"
    )
    parts = [
        ("== " if kind == "heading" else "") + f"#{json.dumps(text, ensure_ascii=False)}"
        for kind, text in blocks
    ]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "stress.typ")
        source.write_text(
            head + "#columns(2, gutter: 21pt)[\n" + "\n\n".join(parts) + "\n]\n", encoding="utf-8"
        )
        pdf: bytes = importlib.import_module("typst").compile(str(source), font_paths=[str(fonts_folder())])
    return pdf


def main() -> None:
    pages, stress, rules, conftest = (
        importlib.import_module(name) for name in ("pages", "stress", "rules", "conftest")
    )
    blocks = stress.headed()
    files = {"composer": pages.composed(pages.body(blocks)).pdf}
    if importlib.util.find_spec("typst") is None:
        print("Typst: not installed")
    else:
        files["Typst"] = by_typst(blocks, right_pt=pages.WIDTH - pages.COLUMNS[1][1])
    print(
        rules.table({name: rules.judge(conftest._setting(pdf, blocks)) for name, pdf in files.items()})  # noqa: SLF001
    )


if __name__ == "__main__":
    main()
