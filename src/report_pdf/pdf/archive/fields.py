"""A form's fields without those that no page shows any more (ISO 32000-1, 12.7.2, 12.7.3)."""

from __future__ import annotations

import pikepdf

from report_pdf.pdf.actions import annotations_of

__all__ = ["drop_unseen_fields"]

_DEEPEST = 32
_Name = tuple[int, int]


def drop_unseen_fields(pdf: pikepdf.Pdf) -> None:
    """Fields whose last widget has left its page leave the form, and a form without fields leaves the file."""
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return
    shown = {note.objgen for page in pdf.pages for note in annotations_of(page.obj)}
    gone: set[_Name] = set()
    fields = _seen(form.get("/Fields"), shown, gone, 0)
    if not fields:
        del pdf.Root["/AcroForm"]
        return
    form["/Fields"] = pikepdf.Array(fields)
    order = form.get("/CO")
    if isinstance(order, pikepdf.Array):
        form["/CO"] = pikepdf.Array([field for field in list(order) if field.objgen not in gone])


def _seen(fields: object, shown: set[_Name], gone: set[_Name], deep: int) -> list[pikepdf.Object]:
    held = list(fields) if isinstance(fields, pikepdf.Array) and deep < _DEEPEST else []
    kept: list[pikepdf.Object] = []
    for field in held:
        if isinstance(field, pikepdf.Dictionary) and _is_seen(field, shown, gone, deep):
            kept.append(field)
        elif isinstance(field, pikepdf.Object):
            gone.add(field.objgen)
    return kept


def _is_seen(field: pikepdf.Dictionary, shown: set[_Name], gone: set[_Name], deep: int) -> bool:
    if "/Kids" not in field:
        return field.objgen in shown
    kids = _seen(field["/Kids"], shown, gone, deep + 1)
    field["/Kids"] = pikepdf.Array(kids)
    return bool(kids)
