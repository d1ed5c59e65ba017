"""What of a supplement's catalogue and pages has no place in a packet: each thing is named (ISO 32000-2, tables 29, 31)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pikepdf

from report_pdf.findings import Message

__all__ = ["carry_page_keys", "remains"]

# Carried, or listed by a finding of their own, or of no meaning outside their file.
_CARRIED = frozenset({
    "/Type", "/Pages", "/Names", "/Dests", "/Outlines", "/Threads", "/AcroForm", "/StructTreeRoot", "/MarkInfo",
    "/Lang", "/OCProperties", "/AF", "/PageLabels", "/AA", "/Version", "/Extensions", "/NeedsRendering", "/Perms",
    "/DSS",
})  # fmt: skip
_NAMES = frozenset({"/Dests", "/JavaScript", "/EmbeddedFiles"})
_LAYERS = frozenset({"/OCGs", "/D", "/Configs"})
_LAYER_STATE = frozenset({
    "/Type", "/BaseState", "/ON", "/OFF", "/Order", "/RBGroups", "/Locked", "/AS", "/ListMode",
})  # fmt: skip
_FORM = frozenset({"/Fields", "/DR", "/DA", "/Q", "/NeedAppearances", "/SigFlags", "/XFA", "/CO", "/Type"})
_INFO = frozenset({"/Title", "/Producer", "/Creator", "/CreationDate", "/ModDate", "/Trapped"})
_PAGE_CARRIED = frozenset({
    "/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Contents",
    "/Rotate", "/Group", "/B", "/Annots", "/StructParents", "/UserUnit", "/Tabs", "/Trans", "/Dur", "/AA", "/AF",
})  # fmt: skip
_WORDS = {
    "/Collection": Message(zh="文件包视图", en="portfolio view"),
    "/Legal": Message(zh="法律声明", en="legal attestation"),
    "/Metadata": Message(zh="文件自己的元数据", en="its own metadata"),
    "/OutputIntents": Message(zh="输出意图", en="output intents"),
    "/PieceInfo": Message(zh="软件私有数据", en="private application data"),
    "/SpiderInfo": Message(zh="网页抓取信息", en="web capture data"),
    "/URI": Message(zh="相对网址的基础", en="base of relative web addresses"),
    "/DPartRoot": Message(zh="文档分部", en="document parts"),
    "/Requirements": Message(zh="阅读器要求", en="requirements of readers"),
    "/VP": Message(zh="测量视口", en="viewports"),
    "/ID": Message(zh="网页抓取信息", en="web capture data"),
    "/PZ": Message(zh="首选缩放", en="preferred zoom"),
    "/SeparationInfo": Message(zh="分色信息", en="separation info"),
    "/TemplateInstantiated": Message(zh="页面模板", en="page templates"),
    "/PresSteps": Message(zh="演示步骤", en="presentation steps"),
    "/Thumb": Message(zh="页面缩略图", en="thumbnails"),
    "/LastModified": Message(zh="页面的修改日期", en="dates of its pages"),
    **dict.fromkeys(
        ("/OpenAction", "/PageLayout", "/PageMode", "/ViewerPreferences"),
        Message(zh="打开时的显示方式", en="how it opens"),
    ),
}


def remains(pdf: pikepdf.Pdf, pages: Iterable[pikepdf.Object]) -> Iterator[Message]:
    """The things that stay behind, each once."""
    told = {key for key, _ in pdf.Root.items() if key not in _CARRIED}
    for page in pages:
        told |= {key for key, _ in page.items() if key not in _PAGE_CARRIED}
    yield from dict.fromkeys(_WORDS.get(key) or Message(zh=key[1:], en=key[1:]) for key in sorted(told))
    yield from _inner(pdf)
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        yield from (
            Message(zh=f"名称树 {key[1:]}", en=f"names of {key[1:]}")
            for key, _ in names.items()
            if key not in _NAMES
        )


def _inner(pdf: pikepdf.Pdf) -> Iterator[Message]:
    """Keys of the file's own record, of its form and of its layers that nothing takes up; a language nobody speaks in."""
    if "/Lang" in pdf.Root and "/StructTreeRoot" not in pdf.Root:
        yield Message(zh="文件的语言", en="its language")
    info = pdf.trailer.get("/Info")
    said = (
        [key[1:] for key, _ in info.items() if key not in _INFO]
        if isinstance(info, pikepdf.Dictionary)
        else []
    )
    if said:
        keys = ", ".join(said)
        yield Message(zh=f"文件信息（{keys}）", en=f"its record ({keys})")
    layers = pdf.Root.get("/OCProperties")
    state = layers.get("/D") if isinstance(layers, pikepdf.Dictionary) else None
    parts = (
        (pdf.Root.get("/AcroForm"), _FORM, Message(zh="表单", en="its form")),
        (layers, _LAYERS, Message(zh="图层", en="its layers")),
        (state, _LAYER_STATE, Message(zh="图层状态", en="its layers' state")),
    )
    for holder, known, words in parts:
        if isinstance(holder, pikepdf.Dictionary):
            for key in sorted(holder.keys()):
                if key not in known:
                    yield Message(zh=f"{words.zh}的 {key[1:]}", en=f"{key[1:]} of {words.en}")


def carry_page_keys(
    packet: pikepdf.Pdf, source: pikepdf.Pdf, theirs: pikepdf.Object, ours: pikepdf.Object
) -> None:
    """How long a page shows and how it appears, and the order of its fields."""
    for key in ("/Trans", "/Dur", "/Tabs"):
        value = theirs.get(key)
        if value is None or key in ours:
            continue
        if isinstance(value, pikepdf.Dictionary):
            value = packet.copy_foreign(value if value.is_indirect else source.make_indirect(value))
        ours[key] = value
