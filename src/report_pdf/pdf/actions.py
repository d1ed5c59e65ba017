"""Takes active content out of a foreign PDF and says what it took (ISO 32000-2 12.6; facts on hostile files)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator

import pikepdf

__all__ = ["is_executable", "linked_file", "remove_active_content"]

_SAFE_SCHEMES = ("http:", "https:", "mailto:", "tel:", "ftp:", "#")
_TURNING = frozenset({"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"})
_MEDIA = frozenset({"/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"})
_MEDIA_KEYS = ("/RichMediaContent", "/RichMediaSettings", "/Movie", "/Sound", "/3DD", "/3DV", "/3DA", "/MK")


_EXECUTABLE = (
    ".exe", ".dll", ".com", ".scr", ".msi", ".bat", ".cmd", ".ps1", ".vbs", ".vbe", ".js", ".jse", ".wsf", ".wsh",
    ".hta", ".lnk", ".jar", ".sh", ".app", ".reg", ".cpl", ".pif", ".msp", ".gadget", ".command", ".desktop", ".so",
    ".dylib", ".apk", ".deb", ".rpm",
)  # fmt: skip
_MAGIC = (
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"#!",
    b"L\x00\x00\x00\x01\x14\x02",
)


def remove_active_content(pdf: pikepdf.Pdf, *, siblings: Collection[str] = frozenset()) -> Counter[str]:
    """Leaves inner links, web links and page turning; counts the rest by kind (``JavaScript``, ``Launch`` …).

    ``siblings``: names of files that are stitched with this one; a link into one of them stays.
    """
    removed: Counter[str] = Counter()
    root = pdf.Root
    if _dangerous(root.get("/OpenAction"), removed):
        del root["/OpenAction"]
    _drop_additional(root, removed)
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names:
        removed["JavaScript"] += 1
        del names["/JavaScript"]
    done: set[tuple[int, int]] = set()
    for page in pdf.pages:
        _drop_additional(page.obj, removed)
        for annotation in annotations_of(page.obj):
            _clean(annotation, removed, siblings)
            _drop_executable(annotation, removed)
            done.add(annotation.objgen)
    for field in fields_of(root):
        _clean(field, removed)
    for item in pdf.objects:
        # Bookmarks, and whatever hangs on no page.
        if isinstance(item, pikepdf.Dictionary):
            _clean_loose(item, removed, siblings, is_done=item.objgen in done)
    form = root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/CO" in form:
        del form["/CO"]
    return removed


def annotations_of(page: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """A page's annotations that are dictionaries."""
    annotations = page.get("/Annots")
    if not isinstance(annotations, pikepdf.Array):
        return
    for annotation in list(annotations):
        if isinstance(annotation, pikepdf.Dictionary):
            yield annotation


def fields_of(root: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """All form fields and widgets below the catalogue's form, each once."""
    form = root.get("/AcroForm")
    waiting = [form.get("/Fields")] if isinstance(form, pikepdf.Dictionary) else []
    seen: set[tuple[int, int]] = set()
    while waiting:
        kids = waiting.pop()
        if not isinstance(kids, pikepdf.Array):
            continue
        for field in list(kids):
            if not isinstance(field, pikepdf.Dictionary) or field.objgen in seen:
                continue
            if field.is_indirect:
                seen.add(field.objgen)
            yield field
            waiting.append(field.get("/Kids"))


def is_executable(name: str, content: Callable[[], bytes] | None = None) -> bool:
    """By the file's name, or by how it begins."""
    if name.strip().rstrip(". ").lower().endswith(_EXECUTABLE):
        return True
    if content is None:
        return False
    try:
        return content().startswith(_MAGIC)
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, AttributeError):
        return False  # nobody can unpack it


def linked_file(action: object) -> str:
    """The name of the file a remote link leads to, without its folder; empty for any other action."""
    if not isinstance(action, pikepdf.Dictionary) or _kind(action) != "GoToR":
        return ""
    return _file_name(action.get("/F"))


def _file_name(specification: object) -> str:
    written = specification
    if isinstance(specification, pikepdf.Dictionary):
        written = next(
            (specification[key] for key in ("/UF", "/F", "/Unix", "/DOS") if key in specification), None
        )
    if not isinstance(written, pikepdf.String):
        return ""
    return str(written).replace("\\", "/").rsplit("/", 1)[-1]


def _drop_executable(annotation: pikepdf.Dictionary, removed: Counter[str]) -> None:
    """A file hung on the page: its pin stays, a program goes."""
    if str(annotation.get("/Subtype")) != "/FileAttachment":
        return
    file = annotation.get("/FS")
    streams = file.get("/EF") if isinstance(file, pikepdf.Dictionary) else None
    held = next(iter(streams.values()), None) if isinstance(streams, pikepdf.Dictionary) else None
    content = held.read_bytes if isinstance(held, pikepdf.Stream) else None
    if is_executable(_file_name(file), content):
        removed["executable"] += 1
        annotation["/Subtype"] = pikepdf.Name.Stamp
        del annotation["/FS"]


def _clean_loose(
    item: pikepdf.Dictionary, removed: Counter[str], siblings: Collection[str], *, is_done: bool
) -> None:
    """Any object; ``is_done``: it is an annotation whose actions were looked at."""
    keys = item.keys()
    if "/A" in keys and not is_done:
        _clean_action(item, "/A", removed, siblings)
    if "/AA" in keys:
        _drop_additional(item, removed)
    if "/JS" in keys and isinstance(item.get("/JS"), pikepdf.String | pikepdf.Stream):
        removed["JavaScript"] += 1
        del item["/JS"]


def _clean_action(
    holder: pikepdf.Dictionary, key: str, removed: Counter[str], siblings: Collection[str] = frozenset()
) -> None:
    action = holder.get(key)
    if action is None:
        return
    if linked_file(action).lower() in siblings and isinstance(action, pikepdf.Dictionary):
        if "/Next" in action:
            removed["GoToR"] += 1
            del action["/Next"]
    elif _dangerous(action, removed):
        del holder[key]


def _clean(
    holder: pikepdf.Dictionary, removed: Counter[str], siblings: Collection[str] = frozenset()
) -> None:
    keys = holder.keys()  # of a large file's hundred thousand annotations each costs a look
    for key in ("/A", "/PA"):
        if key in keys:
            _clean_action(holder, key, removed, siblings)
    if "/AA" in keys:
        _drop_additional(holder, removed)
    if str(holder.get("/Subtype")) in _MEDIA:
        removed[str(holder["/Subtype"])[1:]] += 1
        # Its picture on the page stays, what would play goes.
        holder["/Subtype"] = pikepdf.Name.Stamp
        for key in _MEDIA_KEYS:
            if key in holder:
                del holder[key]


def _drop_additional(holder: pikepdf.Object, removed: Counter[str]) -> None:
    if "/AA" not in holder:
        return
    additional = holder["/AA"]
    if isinstance(additional, pikepdf.Dictionary):
        for action in list(additional.values()):
            removed[_kind(action)] += 1
    del holder["/AA"]


def _dangerous(action: object, removed: Counter[str]) -> bool:
    """Whether an action must go; its harmless first step loses what would follow it."""
    if not isinstance(action, pikepdf.Dictionary) or not _is_action(action):
        return False
    kind = _kind(action)
    if not _harmless(action, kind):
        removed[kind] += 1
        return True
    if "/Next" in action:
        following = action["/Next"]
        steps = list(following) if isinstance(following, pikepdf.Array) else [following]
        for step in steps:
            removed[_kind(step)] += 1
        del action["/Next"]
    return False


def _is_action(action: pikepdf.Dictionary) -> bool:
    """The attributes of a structure element hang in /A too; they have no /S and an owner."""
    return "/S" in action or str(action.get("/Type")) == "/Action"


def _harmless(action: pikepdf.Dictionary, kind: str) -> bool:
    if kind == "GoTo":
        return True
    if kind == "Named":
        return str(action.get("/N")) in _TURNING
    if kind == "URI":
        address = str(action.get("/URI", "")).strip().lower()
        return address.startswith(_SAFE_SCHEMES) or ":" not in address.split("/")[0]
    return False


def _kind(action: object) -> str:
    kind = action.get("/S") if isinstance(action, pikepdf.Dictionary) else None
    return str(kind)[1:].encode("ascii", "replace").decode() if isinstance(kind, pikepdf.Name) else "unknown"
