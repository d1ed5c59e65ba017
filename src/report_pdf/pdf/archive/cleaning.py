"""Small things that PDF/A and PDF/UA forbid or ask for, each without a change to what a page shows."""

from __future__ import annotations

import pikepdf

from report_pdf.pdf.actions import fields_of
from report_pdf.pdf.closing import drop_private_data, present
from report_pdf.pdf.metadata import ClosingFacts

__all__ = ["clean"]

_DEEPEST_ORDER = 32
_FORBIDDEN = ("/AA", "/OpenAction", "/Requirements", "/Perms", "/Collection", "/URI")


def clean(pdf: pikepdf.Pdf, facts: ClosingFacts) -> None:
    """Interpolation, private data, layers' names, the catalogue's claims."""
    drop_private_data(pdf)
    for holder in pdf.objects:
        if isinstance(holder, pikepdf.Stream):
            _clean_image(holder)
    for key in _FORBIDDEN:
        if key in pdf.Root:
            del pdf.Root[key]
    _name_layers(pdf.Root)
    _word_fields(pdf.Root)
    pdf.Root["/MarkInfo"] = pikepdf.Dictionary({"/Marked": True})
    present(pdf, facts)


def _clean_image(image: pikepdf.Stream) -> None:
    """``Interpolate`` and ``Alternates`` are forbidden (ISO 19005-3, 6.2.8); viewers smooth as they like anyway."""
    if image.get("/Subtype") != pikepdf.Name.Image:
        return
    for key in ("/Interpolate", "/Alternates", "/OPI"):
        if key in image:
            del image[key]


def _word_fields(root: pikepdf.Object) -> None:
    """Each field says what it is for (ISO 14289-1, 7.18.1); nothing is left to the viewer (ISO 19005-3, 6.4.1)."""
    form = root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return
    if "/NeedAppearances" in form:
        del form["/NeedAppearances"]
    for field in fields_of(root):
        if "/T" in field and not str(field.get("/TU", "")).strip():
            field["/TU"] = pikepdf.String(str(field["/T"]))


def _name_layers(root: pikepdf.Object) -> None:
    """Each configuration of layers has a name, and none switches by events (ISO 19005-3, 6.9; ISO 14289-1, 7.10)."""
    layers = root.get("/OCProperties")
    if not isinstance(layers, pikepdf.Dictionary):
        return
    configurations = [layers.get("/D"), *layers.get("/Configs", [])]
    for number, configuration in enumerate(configurations, start=1):
        if isinstance(configuration, pikepdf.Dictionary):
            if not str(configuration.get("/Name", "")):
                configuration["/Name"] = pikepdf.String(f"Layers {number}")
            if "/AS" in configuration:
                del configuration["/AS"]
            _order_all(configuration, layers)


def _order_all(configuration: pikepdf.Dictionary, layers: pikepdf.Dictionary) -> None:
    """A configuration that orders layers names every one there is (ISO 19005-3, 6.9): others come last."""
    order, known = configuration.get("/Order"), layers.get("/OCGs")
    if not isinstance(order, pikepdf.Array) or not isinstance(known, pikepdf.Array):
        return
    named: set[tuple[int, int]] = set()
    waiting: list[tuple[pikepdf.Object, int]] = [(order, 0)]
    while waiting:
        held, deep = waiting.pop()
        for one in list(held):
            if isinstance(one, pikepdf.Array) and deep < _DEEPEST_ORDER:
                waiting.append((one, deep + 1))
            elif isinstance(one, pikepdf.Dictionary):
                named.add(one.objgen)
    for layer in list(known):
        if isinstance(layer, pikepdf.Dictionary) and layer.objgen not in named:
            order.append(layer)
