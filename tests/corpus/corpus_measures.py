"""What a PDF holds, counted without the product's own code: the corpus table compares sources and results by it."""

from __future__ import annotations

import contextlib
import io
import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Stream, String

ACTIVE = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie",
    "/Sound", "/RichMediaExecute", "/GoTo3DView", "/SetOCGState", "/ResetForm", "/Hide", "/Trans", "/Thread",
}  # fmt: skip
EXECUTABLE = (".exe", ".dll", ".bat", ".cmd", ".com", ".scr", ".msi", ".vbs", ".js", ".jar", ".ps1", ".lnk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What is on the pages from ``first`` on (index from 0) and in the file; ``links`` are pairs of such pages."""

    pages: int
    bookmarks: int
    links: Counter
    fields: Counter
    layers: int
    hidden: int
    attachments: int
    tags: int
    active: tuple[str, ...]

    @classmethod
    def nothing(cls) -> Holdings:
        """Of a file that cannot be counted."""
        none = Counter()
        return cls(
            pages=0,
            bookmarks=0,
            links=none,
            fields=none,
            layers=0,
            hidden=0,
            attachments=0,
            tags=0,
            active=(),
        )


def holdings(data: bytes, *, first: int = 0, pages: int | None = None) -> Holdings:
    """Counts; everything unreadable counts as nothing."""
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        last = len(numbers) if pages is None else first + pages
        names = dict(_names(pdf.Root))
        shown = list(pdf.pages)[first:last]
        return Holdings(
            pages=len(numbers),
            bookmarks=sum(1 for _ in _bookmarks(pdf.Root)),
            links=Counter(_links(shown, numbers, names, first)),
            fields=Counter(_values(shown, _form(pdf.Root))),
            layers=_layers(pdf.Root)[0],
            hidden=_layers(pdf.Root)[1],
            attachments=_attachments(pdf),
            tags=_tags(pdf, {page.obj.objgen for page in shown}),
            active=tuple(sorted(_active(pdf))),
        )


def _bookmarks(root):
    waiting, seen = [root.get("/Outlines")], set()
    while waiting and len(seen) < 50_000:
        item = waiting.pop()
        if not isinstance(item, Dictionary) or item.objgen in seen:
            continue
        seen.add(item.objgen)
        if "/Title" in item and "/Parent" in item:
            yield item
        waiting += [item.get("/Next"), item.get("/First")]


def _names(root):
    old = root.get("/Dests")
    if isinstance(old, Dictionary):
        yield from ((key.encode(), value) for key, value in old.items())
    names = root.get("/Names")
    waiting, seen = [names.get("/Dests") if isinstance(names, Dictionary) else None], set()
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Dictionary) or node.objgen in seen:
            continue
        seen.add(node.objgen if node.is_indirect else object())
        pairs = list(node.get("/Names", [])) if isinstance(node.get("/Names"), Array) else []
        yield from (
            (bytes(k), v) for k, v in zip(pairs[::2], pairs[1::2], strict=False) if isinstance(k, String)
        )
        waiting += list(node["/Kids"]) if isinstance(node.get("/Kids"), Array) else []


def _notes(page):
    notes = page.obj.get("/Annots")
    return [n for n in list(notes) if isinstance(n, Dictionary)] if isinstance(notes, Array) else []


def _links(shown, numbers, names, first):
    for index, page in enumerate(shown):
        for note in _notes(page):
            if str(note.get("/Subtype")) != "/Link":
                continue
            target = note.get("/Dest")
            action = note.get("/A")
            if target is None and isinstance(action, Dictionary) and str(action.get("/S")) == "/GoTo":
                target = action.get("/D")
            target = _resolved(target, names)
            if isinstance(target, Array) and len(target):
                to = target[0]
                number = numbers.get(to.objgen) if isinstance(to, Dictionary) else to
                if isinstance(number, int) and 0 <= number - first < len(shown):
                    yield index, number - first


def _resolved(target, names):
    for _ in range(4):
        if isinstance(target, String):
            target = names.get(bytes(target))
        elif isinstance(target, Name):
            target = names.get(str(target).encode())
        elif isinstance(target, Dictionary):
            target = target.get("/D")
    return target


def _form(root):
    form = root.get("/AcroForm")
    fields = form.get("/Fields") if isinstance(form, Dictionary) else None
    return (
        {f.objgen for f in list(fields) if isinstance(f, Dictionary)} if isinstance(fields, Array) else set()
    )


def _values(shown, form):
    """Each field of the form with a widget on these pages: its kind and its value, whatever it is called."""
    for page in shown:
        for note in _notes(page):
            if str(note.get("/Subtype")) != "/Widget":
                continue
            kind = value = None
            top = note
            node = note
            for _ in range(30):
                kind = kind if kind is not None else node.get("/FT")
                value = value if value is not None else node.get("/V")
                top, node = node, node.get("/Parent")
                if not isinstance(node, Dictionary):
                    break
            if top.objgen not in form:
                continue
            if kind is not None and str(kind) != "/Sig":
                yield str(kind), bytes(value) if isinstance(value, String) else str(type(value))


def _layers(root):
    found = root.get("/OCProperties")
    groups = found.get("/OCGs") if isinstance(found, Dictionary) else None
    if not isinstance(groups, Array):
        return 0, 0
    config = found.get("/D")
    off = config.get("/OFF") if isinstance(config, Dictionary) else None
    groups = [group for group in list(groups) if isinstance(group, Dictionary)]
    return len(groups), len(off) if isinstance(off, Array) else 0


def _attachments(pdf):
    try:
        return sum(1 for name in pdf.attachments if not name.lower().endswith(EXECUTABLE))
    except Exception:  # noqa: BLE001 - a broken tree holds nothing
        return 0


def _tags(pdf, pages):
    """Structure elements that can be reached and hold content of one of these pages."""
    waiting, seen, found = [(pdf.Root.get("/StructTreeRoot"), None)], set(), 0
    while waiting:
        node, page = waiting.pop()
        if not isinstance(node, Dictionary) or (node.is_indirect and node.objgen in seen):
            continue
        seen.add(node.objgen if node.is_indirect else object())
        page = node.get("/Pg", page)
        kids = node.get("/K")
        kids = list(kids) if isinstance(kids, Array) else [kids]
        waiting += [(kid, page) for kid in kids]
        found += any(_page_held(kid, page) in pages for kid in kids)
    return found


def _page_held(kid, page):
    if isinstance(kid, Dictionary):
        page = kid.get("/Pg", page) if "/S" not in kid and ("/MCID" in kid or "/Obj" in kid) else None
    elif not isinstance(kid, int):
        return None
    return page.objgen if isinstance(page, Dictionary) else None


def _active(pdf):
    for item in pdf.objects:
        for holder in _within(item):
            kind = str(holder.get("/S")) if isinstance(holder.get("/S"), Name) else ""
            if (
                kind in ACTIVE
                and ("/Type" not in holder or str(holder["/Type"]) == "/Action")
                and "/P" not in holder
            ):
                yield kind[1:]
            if isinstance(holder.get("/AA"), Dictionary) and len(holder["/AA"]):
                yield "AA"
            if kind == "/URI" and str(holder.get("/URI", "")).strip().lower().startswith(
                ("javascript:", "file:")
            ):
                yield "URI"
    names = pdf.Root.get("/Names")
    if isinstance(names, Dictionary) and "/JavaScript" in names:
        yield "Names/JavaScript"
    with contextlib.suppress(Exception):  # a broken tree holds nothing
        yield from (name for name in pdf.attachments if name.lower().endswith(EXECUTABLE))


def _within(item, depth=6):
    if isinstance(item, Dictionary | Stream):
        yield item
        values = [value for _, value in item.items()]
    elif isinstance(item, Array):
        values = list(item)
    else:
        return
    for value in values if depth else []:
        if isinstance(value, Dictionary | Array) and not value.is_indirect:
            yield from _within(value, depth - 1)


def page_counts(path: Path) -> dict[str, int]:
    """How many pages each reader finds; 0 where it cannot open the file."""
    return {
        "pdfium": _pdfium(path),
        "poppler": _told(["pdfinfo", path]),
        "mupdf": _told(["mutool", "info", path]),
    }


def _pdfium(path):
    try:
        document = pypdfium2.PdfDocument(path)
        count = sum(_loads(document, index) for index in range(len(document)))
        document.close()
    except pypdfium2.PdfiumError:
        return 0
    return count


def _loads(document, index):
    """What /Count promises need not be there."""
    try:
        return document.get_page_size(index)[0] > 0
    except pypdfium2.PdfiumError:
        return False


def shows_a_page(path: Path) -> tuple[bool, bool, bool]:
    """Whether pdfium, poppler and mupdf can draw its first page."""
    with tempfile.TemporaryDirectory() as folder:
        drawn = [
            _made(["pdftoppm", "-r", "10", "-l", "1", "-png", path, f"{folder}/poppler"], folder),
            _made(["mutool", "draw", "-q", "-r", "10", "-o", f"{folder}/mupdf.png", path, "1"], folder),
        ]
    return (_pdfium(path) > 0, *drawn)


def _made(command, folder):
    before = len(list(Path(folder).iterdir()))
    try:
        done = subprocess.run(command, capture_output=True, timeout=30, check=False)
    except subprocess.TimeoutExpired:
        return False
    made = [file for file in Path(folder).iterdir() if file.stat().st_size]
    return done.returncode == 0 and len(made) > before


def _told(command):
    try:
        done = subprocess.run(command, capture_output=True, timeout=30, check=False)
    except subprocess.TimeoutExpired:
        return 0
    for line in done.stdout.decode(errors="replace").splitlines():
        if line.startswith("Pages:"):
            return int(line.split(":")[1].split()[0])
    return 0


def user_units(data: bytes) -> list[float]:
    """Each page's; pdfium draws as if all were 1."""
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            return [float(page.obj.get("/UserUnit", 1)) or 1.0 for page in pdf.pages]
    except (pikepdf.PdfError, pikepdf.PasswordError, TypeError, ValueError):
        return []


def drawn(
    data: bytes | Path, pages: list[int], units: list[float] | None = None, *, dpi: int = 50
) -> list[tuple[tuple[int, int], bytes]]:
    """Pages (from 0) in grey."""
    document = pypdfium2.PdfDocument(data)
    if document.get_formtype() != 0:
        document.init_forms()
    drawn = []
    for page in pages:
        if not _loads(document, page):
            drawn.append(((0, 0), b""))
            continue
        unit = units[page] if units and page < len(units) else 1
        scale = min(dpi / 72 * unit, 40 * dpi / max(document.get_page_size(page)))
        image = document[page].render(scale=scale).to_pil().convert("L")
        drawn.append((image.size, image.tobytes()))
    document.close()
    return drawn


def is_changed(one: tuple[tuple[int, int], bytes], other: tuple[tuple[int, int], bytes]) -> bool:
    """More than one pixel in a thousand differs by more than 40 from all that stand where it did."""
    if not one[1] or not other[1]:
        return bool(one[1])
    if max(abs(a - b) for a, b in zip(one[0], other[0], strict=True)) > 1:
        return True
    if one[0] != other[0]:
        return abs(sum(one[1]) / len(one[1]) - sum(other[1]) / len(other[1])) > 2
    width = one[0][0]
    different = sum(
        not (_is_near(one[1], at, other[1], width) and _is_near(other[1], at, one[1], width))
        for at in range(len(one[1]))
        if abs(one[1][at] - other[1][at]) > 40
    )
    return different > len(one[1]) / 1000


def _is_near(image, at, other, width):
    """The value stands there, or one pixel beside: edges move by parts of a pixel."""
    places = (at + down + across for down in (-width, 0, width) for across in (-1, 0, 1))
    return any(0 <= place < len(other) and abs(image[at] - other[place]) <= 40 for place in places)


def is_body_intact(data: bytes, front: bytes, back: bytes) -> bool:
    """The first and the last page's tags: every element there, and nothing else claims their parents."""
    del front, back
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        root = pdf.Root.get("/StructTreeRoot")
        if not isinstance(root, Dictionary) or "/ParentTree" not in root:
            return False
        rows = pikepdf.NumberTree(root["/ParentTree"])
        keys = Counter(
            int(item["/StructParents"])
            for item in pdf.objects
            if isinstance(item, Dictionary | Stream) and isinstance(item.get("/StructParents"), int)
        )
        for page in (pdf.pages[0], pdf.pages[-1]):
            key = page.obj.get("/StructParents")
            if key is None or keys[int(key)] != 1 or int(key) not in rows:
                return False
            elements = list(rows[int(key)])
            if len(elements) != 2 or any(e["/Pg"].objgen != page.obj.objgen for e in elements):
                return False
            if not all(_reached(root, element) for element in elements):
                return False
    return True


def _reached(root, element):
    node = element
    for _ in range(20):
        parent = node.get("/P")
        if not isinstance(parent, Dictionary):
            return False
        kids = parent.get("/K")
        kids = list(kids) if isinstance(kids, Array) else [kids]
        if not any(isinstance(kid, Dictionary) and kid.objgen == node.objgen for kid in kids):
            return False
        if parent.objgen == root.objgen:
            return True
        node = parent
    return False
