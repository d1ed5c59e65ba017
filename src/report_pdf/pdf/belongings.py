"""What a supplement brings besides its pages: form fields, layers, embedded files.

ISO 32000-2 12.7 (forms), 8.11 (layers), 7.11.4 (embedded files).
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator, Sequence
from pathlib import Path

import pikepdf

from report_pdf.findings import Finding, Place
from report_pdf.pdf.actions import fields_of, is_executable
from report_pdf.pdf.rules import said
from report_pdf.pdf.stitch_associated import embedded_bytes
from report_pdf.pdf.stitch_configurations import carry_configurations, hidden_in
from report_pdf.pdf.stitch_fields import merge_resources
from report_pdf.pdf.stitch_ledger import Names

__all__ = [
    "attach_original",
    "carry_attachments",
    "carry_fields",
    "carry_layers",
    "prune_fields",
    "unplaced_fields",
]

_DEEPEST = 32


def unplaced_fields(source: pikepdf.Pdf, widgets: set[tuple[int, int]]) -> int:
    """How many of the form's topmost fields have nothing on the stitched pages: they stay behind."""
    form = source.Root.get("/AcroForm")
    fields = form.get("/Fields") if isinstance(form, pikepdf.Dictionary) else None
    if not isinstance(fields, pikepdf.Array):
        return 0
    return sum(isinstance(field, pikepdf.Dictionary) and not _kept(field, widgets) for field in list(fields))


def prune_fields(source: pikepdf.Pdf, widgets: set[tuple[int, int]]) -> int:
    """Before copying: fields lose widgets whose pages stay behind, and signature values. Counts the signatures."""
    signatures = 0
    for field in list(fields_of(source.Root)):
        if "/P" in field:
            del field["/P"]
        if str(field.get("/FT")) == "/Sig" and "/V" in field:
            del field["/V"]
            signatures += 1
        kids = field.get("/Kids")
        if isinstance(kids, pikepdf.Array):
            kept = [kid for kid in list(kids) if _kept(kid, widgets)]
            field["/Kids"] = pikepdf.Array(kept)
            for kid in kept:
                # A widget that does not know its field would come out as a field of its own.
                if "/Parent" not in kid and field.is_indirect:
                    kid["/Parent"] = field
    return signatures


def _kept(kid: object, widgets: set[tuple[int, int]], depth: int = 0) -> bool:
    if not isinstance(kid, pikepdf.Dictionary) or depth > _DEEPEST:
        return False
    if kid.objgen in widgets:
        return True
    kids = kid.get("/Kids")
    return isinstance(kids, pikepdf.Array) and any(_kept(k, widgets, depth + 1) for k in list(kids))


def carry_fields(
    packet: pikepdf.Pdf,
    source: pikepdf.Pdf,
    widgets: list[pikepdf.Object],
    *,
    names: Names[str],
    place: Place,
) -> Iterator[Finding]:
    """Enters the fields of carried widgets into the packet's form; a name that is taken is changed."""
    if not widgets:
        return
    theirs = source.Root.get("/AcroForm")
    theirs = theirs if isinstance(theirs, pikepdf.Dictionary) else pikepdf.Dictionary()
    form = _form(packet)
    entered: set[tuple[int, int]] = set()
    fields: list[pikepdf.Object] = []
    for widget in widgets:
        field = _top(widget)
        if field.objgen in entered:
            continue
        entered.add(field.objgen)
        name = str(field.get("/T", ""))
        if (new := _free(name, names)) != name:
            field["/T"] = pikepdf.String(new)
            yield said(
                "pdf/field-renamed",
                place,
                zh=f"表单域“{name}”改名为“{new}”。",
                en=f"the form field “{name}” is now called “{new}”.",
            )
        _inherit(packet, field, theirs)
        form["/Fields"].append(field)
        fields.append(field)
    for old, new in _merge_defaults(packet, source, form, fields):
        yield said(
            "pdf/form-resource-renamed",
            place,
            zh=f"表单的资源“{old[1:]}”与别的文件同名，已改名为“{new[1:]}”，表单域随之改写。",
            en=f"the form's resource “{old[1:]}” was called like another file's and is now “{new[1:]}”; its fields "
            "follow.",
        )


def _form(packet: pikepdf.Pdf) -> pikepdf.Object:
    form = packet.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        packet.Root["/AcroForm"] = packet.make_indirect(pikepdf.Dictionary(Fields=pikepdf.Array()))
        form = packet.Root["/AcroForm"]
    if not isinstance(form.get("/Fields"), pikepdf.Array):
        form["/Fields"] = pikepdf.Array()
    return form


def _top(field: pikepdf.Object) -> pikepdf.Object:
    for _ in range(_DEEPEST):
        parent = field.get("/Parent")
        if not isinstance(parent, pikepdf.Dictionary):
            break
        field = parent
    return field


def _free(name: str, names: Names[str]) -> str:
    return names.free(name, lambda number: f"{name}-{number}")


def _inherit(packet: pikepdf.Pdf, field: pikepdf.Object, theirs: pikepdf.Object) -> None:
    """What a field took from its form's defaults it keeps for itself."""
    for key in ("/DA", "/Q"):
        if key in theirs and key not in field:
            value = theirs[key]
            field[key] = packet.copy_foreign(value) if value.is_indirect else value


def _merge_defaults(
    packet: pikepdf.Pdf, source: pikepdf.Pdf, form: pikepdf.Object, fields: Sequence[pikepdf.Object]
) -> Iterator[tuple[str, str]]:
    theirs = source.Root.get("/AcroForm")
    if not isinstance(theirs, pikepdf.Dictionary):
        return
    if bool(theirs.get("/NeedAppearances", False)):
        form["/NeedAppearances"] = True
    yield from merge_resources(packet, source, form, theirs.get("/DR"), fields)


def carry_layers(packet: pikepdf.Pdf, source: pikepdf.Pdf, *, place: Place) -> Iterator[Finding]:
    """Layers with the state they are shown in; without it a hidden layer would come to light."""
    theirs = source.Root.get("/OCProperties")
    groups = theirs.get("/OCGs") if isinstance(theirs, pikepdf.Dictionary) else None
    if not isinstance(theirs, pikepdf.Dictionary) or not isinstance(groups, pikepdf.Array):
        return
    layers = [group for group in list(groups) if isinstance(group, pikepdf.Dictionary) and group.is_indirect]
    if not layers:
        return
    config = theirs.get("/D")
    config = config if isinstance(config, pikepdf.Dictionary) else pikepdf.Dictionary()
    hidden = hidden_in(layers, config)
    ours = _layers_of(packet)
    for group in layers:
        copy = packet.copy_foreign(group)
        ours["/OCGs"].append(copy)
        ours["/D"]["/OFF" if group.objgen in hidden else "/ON"].append(copy)
    for key in ("/Order", "/RBGroups", "/Locked", "/AS"):
        if isinstance(config.get(key), pikepdf.Array):
            copied = packet.copy_foreign(source.make_indirect(pikepdf.Array(config[key])))
            ours["/D"][key] = pikepdf.Array([*ours["/D"].get(key, pikepdf.Array()), *copied])
    states = carry_configurations(packet, source, ours, layers=layers)
    more_zh = f"，另有 {states} 套显示方案" if states else ""
    more_en = f", and {states} other configurations" if states else ""
    yield said(
        "pdf/layers-kept",
        place,
        zh=f"带入 {len(layers)} 个图层，其中 {len(hidden)} 个隐藏{more_zh}。",
        en=f"{len(layers)} layers are carried, {len(hidden)} of them hidden{more_en}.",
    )


def _layers_of(packet: pikepdf.Pdf) -> pikepdf.Object:
    if not isinstance(packet.Root.get("/OCProperties"), pikepdf.Dictionary):
        packet.Root["/OCProperties"] = packet.make_indirect(pikepdf.Dictionary())
    ours = packet.Root["/OCProperties"]
    if not isinstance(ours.get("/OCGs"), pikepdf.Array):
        ours["/OCGs"] = pikepdf.Array()
    if not isinstance(ours.get("/D"), pikepdf.Dictionary):
        ours["/D"] = pikepdf.Dictionary()
    for key in ("/ON", "/OFF"):
        if not isinstance(ours["/D"].get(key), pikepdf.Array):
            ours["/D"][key] = pikepdf.Array()
    return ours


def carry_attachments(
    packet: pikepdf.Pdf,
    source: pikepdf.Pdf,
    associated: Sequence[tuple[str, pikepdf.Object]] = (),
    *,
    names: Names[str],
    place: Place,
) -> Iterator[Finding]:
    """Embedded files, and those that are only ``associated`` with a page; executables stay behind."""
    kept, removed = [], []
    attachments = None
    for name, specification in source.attachments.items():
        file_name = (specification.filename or name).strip()
        if is_executable(name) or is_executable(file_name, specification.get_file().read_bytes):
            removed.append(file_name)
            continue
        new = _free(name, names)
        attachments = attachments or _attachments_of(packet)
        attachments[new] = packet.copy_foreign(source.make_indirect(specification.obj))
        kept.append(new)
    for name, item in associated:
        if is_executable(name, lambda item=item: embedded_bytes(item)):  # type: ignore[misc]  # this item's
            removed.append(name)
            continue
        new = _free(name, names)
        attachments = attachments or _attachments_of(packet)
        attachments[new] = packet.copy_foreign(item)
        kept.append(new)
    if kept:
        yield said(
            "pdf/attachments-kept",
            place,
            zh=f"带入内嵌文件：{'、'.join(kept)}。",
            en=f"embedded files are carried: {', '.join(kept)}.",
        )
    if removed:
        yield said(
            "pdf/executable-removed",
            place,
            zh=f"内嵌的可执行文件未带入：{'、'.join(removed)}。",
            en=f"embedded executables were left behind: {', '.join(removed)}.",
        )


def attach_original(
    packet: pikepdf.Pdf, original: tuple[str, Path] | None, *, names: Names[str], place: Place
) -> Iterator[Finding]:
    """The file as received, whole: what stitching ends, a signature above all, holds in there."""
    if original is None:
        return
    name, path = original
    new = _free(Path(name).name, names)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    attached = pikepdf.AttachedFileSpec(
        packet,
        path.read_bytes(),
        description="",
        filename=new,
        mime_type=kind,
        creation_date="",
        mod_date="",
    )
    attached.obj["/AFRelationship"] = pikepdf.Name.Source
    _attachments_of(packet)[new] = attached.obj
    yield said(
        "pdf/original-attached",
        place,
        zh=f"收到的原件作为内嵌文件附上：{new}。",
        en=f"the file as received is attached: {new}.",
    )


def _attachments_of(packet: pikepdf.Pdf) -> pikepdf.NameTree:
    names = packet.Root.get("/Names")
    if not isinstance(names, pikepdf.Dictionary):
        packet.Root["/Names"] = names = pikepdf.Dictionary()
        names = packet.Root["/Names"]
    if "/EmbeddedFiles" not in names:
        names["/EmbeddedFiles"] = pikepdf.NameTree.new(packet).obj
    return pikepdf.NameTree(names["/EmbeddedFiles"])
