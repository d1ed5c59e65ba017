"""What form fields need beside themselves: the fonts their text is set in; or fields drawn into their pages.

ISO 32000-2 12.7.3 (the form's default resources), 12.7.4.3 (a field's default appearance).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pikepdf

__all__ = ["flatten_fields", "merge_resources"]

_DEEPEST = 32


def flatten_fields(pdf: pikepdf.Pdf) -> int:
    """Draws every field of the form into its page as it shows; all other annotations stay. Counts the fields."""
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return 0
    if bool(form.get("/NeedAppearances", False)):
        pdf.generate_appearance_streams()
    others: list[tuple[pikepdf.Object, list[pikepdf.Object]]] = []
    count = 0
    for page in pdf.pages:
        written = page.obj.get("/Annots")
        notes = list(written) if isinstance(written, pikepdf.Array) else []
        widgets = [note for note in notes if _is_widget(note)]
        count += len(widgets)
        others.append((page.obj, [note for note in notes if not _is_widget(note)]))
        page.obj["/Annots"] = pikepdf.Array(widgets)
    pdf.flatten_annotations("screen")
    for holder, kept in others:
        holder["/Annots"] = pikepdf.Array(kept)
    if "/AcroForm" in pdf.Root:
        del pdf.Root["/AcroForm"]
    return count


def _is_widget(note: object) -> bool:
    return isinstance(note, pikepdf.Dictionary) and str(note.get("/Subtype")) == "/Widget"


def merge_resources(
    packet: pikepdf.Pdf,
    source: pikepdf.Pdf,
    form: pikepdf.Object,
    theirs: object,
    fields: Sequence[pikepdf.Object],
) -> Iterator[tuple[str, str]]:
    """Enters the form's default resources into the packet's; yields what is called otherwise now, and how.

    ``fields`` are the packet's copies of the topmost fields: their appearances follow a font that is renamed.
    """
    if not isinstance(theirs, pikepdf.Dictionary):
        return
    if not isinstance(form.get("/DR"), pikepdf.Dictionary):
        form["/DR"] = pikepdf.Dictionary()
    for kind, group in theirs.items():
        if not isinstance(group, pikepdf.Dictionary):
            continue
        if not isinstance(form["/DR"].get(kind), pikepdf.Dictionary):
            form["/DR"][kind] = pikepdf.Dictionary()
        ours = form["/DR"][kind]
        for name, value in group.items():
            if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array):
                continue
            copy = packet.copy_foreign(value if value.is_indirect else source.make_indirect(value))
            new = _free(name, ours, copy)
            ours[new] = copy
            if new != name:
                if kind == "/Font":
                    _rename(fields, name, new)
                yield name, new


def _free(name: str, ours: pikepdf.Object, copy: pikepdf.Object) -> str:
    number, new = 1, name
    while new in ours and not _is_same(ours[new], copy):
        number += 1
        new = f"{name}-{number}"
    return new


def _is_same(one: pikepdf.Object, other: pikepdf.Object) -> bool:
    """The same object, or one written with the same words that leads to the same ones."""
    if isinstance(one, pikepdf.Stream) or isinstance(other, pikepdf.Stream):
        return one.objgen == other.objgen
    return one.objgen == other.objgen or one.unparse(resolved=True) == other.unparse(resolved=True)


def _rename(fields: Sequence[pikepdf.Object], name: str, new: str) -> None:
    pattern = re.compile(re.escape(name.encode()) + rb"(?=[\s/\[\]()<>{}%]|$)")
    waiting = [(field, 0) for field in fields]
    while waiting:
        field, depth = waiting.pop()
        if not isinstance(field, pikepdf.Dictionary) or depth > _DEEPEST:
            continue
        if isinstance(look := field.get("/DA"), pikepdf.String):
            field["/DA"] = pikepdf.String(pattern.sub(new.encode(), bytes(look)))
        kids = field.get("/Kids")
        waiting += [(kid, depth + 1) for kid in list(kids)] if isinstance(kids, pikepdf.Array) else []
