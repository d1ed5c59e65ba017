"""Which keys of a file are no more in what was stitched of it, and whether a finding says so.

``python tests/corpus/corpus_keys.py ../shared/corpus/supplements.tar --sample 300``: keys of the catalogue, pages,
annotations, fields, forms, layers and structure elements, counted before and after without the product's own code.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from corpus_table import forked, sampled, stay_here, unpacked
from corpus_ways import ours, tagged_body
from pikepdf import Array, Dictionary, Stream

from report_pdf.errors import ReportPdfError

_DEEPEST = 60
# How findings call what a key stands for.
_CALLED = {
    "/Perms": "signature", "/SigFlags": "signature", "/OutputIntents": "output intents", "/SpiderInfo": "web capture",
    "/PageLayout": "how it opens", "/PageMode": "how it opens", "/ViewerPreferences": "how it opens",
    "/OpenAction": "how it opens", "/PieceInfo": "private application", "/AA": "active content", "/A": "active content",
    "/PZ": "preferred zoom", "/Thumb": "thumbnails", "/LastModified": "dates of its pages", "/Collection": "portfolio",
    "/NeedsRendering": "xfa", "/Annots": "link", "/Threads": "thread", "/URI": "base of relative", "/DPartRoot": "document parts",
}  # fmt: skip
# The packet has its own, or it is said of the whole: what these hold is counted by corpus_table.
_OF_THE_WHOLE = {
    "catalogue": {"/Type", "/Pages", "/Version", "/Names", "/Dests", "/Outlines", "/PageLabels", "/Extensions"},
    "page": {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/Resources", "/Group", "/Count",
             "/Kids", "/StructParents", "/UserUnit"},
    "annotation": {"/P", "/StructParent", "/Parent", "/Type"},
    "field": {"/P", "/StructParent", "/Parent", "/Type"},
    "element": {"/Type", "/P", "/Pg", "/K"},
}  # fmt: skip


def inventory(data: bytes, first: int, count: int | None) -> Counter[tuple[str, str]]:
    """How many things of each kind have each key, on the pages from ``first`` (from 0) on."""
    found: Counter[tuple[str, str]] = Counter()
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        shown = list(pdf.pages)[first : None if count is None else first + count]
        for kind, holder in _holders(pdf, [page.obj for page in shown]):
            for key, value in holder.items():
                if key not in _OF_THE_WHOLE.get(kind, ()) and not _is_empty(value):
                    found[kind, key] += 1
    return found


def _is_empty(value: object) -> bool:
    return isinstance(value, Array | Dictionary) and not isinstance(value, Stream) and len(list(value)) == 0


def _holders(pdf: pikepdf.Pdf, pages: list[pikepdf.Object]) -> Iterator[tuple[str, pikepdf.Object]]:
    yield "catalogue", pdf.Root
    for page in pages:
        yield "page", page
        notes = page.get("/Annots")
        for note in list(notes) if isinstance(notes, Array) else []:
            if isinstance(note, Dictionary):
                yield "annotation", note
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary):
        yield "form", form
        yield from (("field", field) for field in _below(form.get("/Fields"), "/Kids"))
    layers = pdf.Root.get("/OCProperties")
    if isinstance(layers, Dictionary):
        yield "layers", layers
        config = layers.get("/D")
        if isinstance(config, Dictionary):
            yield "layer state", config
        groups = layers.get("/OCGs")
        yield from (
            ("layer", one)
            for one in (list(groups) if isinstance(groups, Array) else [])
            if isinstance(one, Dictionary)
        )
    tree = pdf.Root.get("/StructTreeRoot")
    if isinstance(tree, Dictionary):
        yield "tree", tree
        yield from (("element", element) for element in _below(tree.get("/K"), "/K") if "/S" in element)


def _below(kids: object, key: str) -> Iterator[pikepdf.Object]:
    waiting, seen = [(kids, 0)], set()
    while waiting and len(seen) < 50_000:
        node, depth = waiting.pop()
        if isinstance(node, Array):
            waiting += [(one, depth + 1) for one in list(node)]
        elif isinstance(node, Dictionary) and not isinstance(node, Stream) and depth < _DEEPEST:
            if node.is_indirect and node.objgen in seen:
                continue
            seen.add(node.objgen if node.is_indirect else object())
            yield node
            waiting.append((node.get(key), depth + 1))


def gone(path: Path) -> tuple[dict[tuple[str, str], tuple[int, int]], tuple[str, ...]]:
    """What had fewer after stitching: before and after; and the findings."""
    stay_here()
    said: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        data, _ = ours(path, Path(folder), said=said)
    body = inventory(tagged_body([]), 0, None)
    try:
        before = inventory(path.read_bytes(), 0, None)
    except (pikepdf.PdfError, pikepdf.PasswordError):
        return {}, ()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = len(pdf.pages) - 2
    after = inventory(data, 1, pages)
    for (kind, key), count in body.items():
        if kind == "element":
            after[kind, key] -= count
    lost = {what: (count, max(0, after[what])) for what, count in before.items() if after[what] < count}
    return lost, tuple(said)


def main() -> None:
    """From the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--show", default="", help="kind/key: the files that lost it, with what was said")
    given = parser.parse_args()
    files: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        paths = (
            unpacked(given.archive, Path(folder))
            if given.archive.is_file()
            else [*given.archive.rglob("*.pdf")]
        )
        chosen = sampled(paths, given.skip + given.sample if given.sample else 0)[given.skip :]
        for path in chosen:
            kind, answer, _ = forked(lambda path=path: _tried(path))
            if kind != "done" or not answer:
                continue
            lost, said = answer
            if lost == "over":
                sys.stdout.write(f"{path.name[:16]} {said}\n")
                continue
            for (holder, key), (before, after) in lost.items():
                words = " ".join(said)
                listed = _is_said(holder, key, words.lower())
                files[holder, key].append(
                    (path.name[:16], f"{before}→{after} {'' if listed else 'UNNAMED '}{words}")
                )
    for (holder, key), ones in sorted(files.items()):
        unnamed = sum("UNNAMED" in words for _, words in ones)
        sys.stdout.write(
            f"{holder:12} {key:24} {len(ones):5} files, not named in {unnamed:4}  {ones[0][0]}\n"
        )
        if given.show == f"{holder}{key}":
            sys.stdout.writelines(f"    {name} {words}\n" for name, words in ones)


def _is_said(holder: str, key: str, words: str) -> bool:
    """Whether a finding speaks of it: by name, or of the fields or elements that it belonged to."""
    if holder == "tree" and key in ("/RoleMap", "/ClassMap"):
        return True  # names that are used are entered where they are used
    if key == "/Lang":
        return "language" in words or "tags are merged" in words  # it is the part's then
    groups = {"field": "form field", "form": "form", "element": "elements of its tags"}
    if key == "/AcroForm" or holder in groups:
        return any(
            word in words for word in (groups.get(holder, "form field"), "active content", "signature")
        )
    return _CALLED.get(key, key[1:]).lower() in words


def _tried(path: Path) -> object:
    try:
        return gone(path)
    except (ReportPdfError, MemoryError):
        return None


if __name__ == "__main__":
    main()
