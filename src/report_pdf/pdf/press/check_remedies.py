"""What to do about each breach, said to whoever made the file: in the words of layout programs."""

from __future__ import annotations

from report_pdf.findings import Message

__all__ = ["REMEDIES"]

_EXPORT = ("用 PDF/X-4 预设重新导出。", "Export again with the PDF/X-4 preset.")
_CONVERT = (
    "导出时选“转换为目标配置文件”，目标选印厂的 CMYK 特性文件。",
    "Export with colours converted to the print shop's CMYK profile.",
)
_BLACK = (
    "把黑色设为 100K，勾选“叠印黑色”。",
    "Make black 100 % K and let it overprint.",
)
_PICTURE = ("换更大的图片，或放小一些。", "Use a larger picture, or set it smaller.")

_WORDS: dict[str, tuple[str, str]] = {
    "version": _EXPORT,
    "encrypted": ("去掉密码和权限限制后另存。", "Save it without password and restrictions."),
    "identification": _EXPORT,
    "trapped": _EXPORT,
    "output-intent": (
        "导出时选印厂指定的输出意图（如 FOGRA39）并嵌入特性文件。",
        "Export with the print shop's output intent (FOGRA39, say) and its profile embedded.",
    ),
    "annotation": ("删去批注、链接和表单域，或导出时不包括它们。", "Leave notes, links and fields out."),
    "action": ("删去动作、脚本、表单和附件。", "Remove actions, scripts, forms and attachments."),
    "transfer": ("导出时不保留传递函数和网目设置。", "Export without transfer functions and halftones."),
    "intent": _EXPORT,
    "postscript": ("在原程序中把置入的 EPS 换成 PDF 或图片。", "Replace placed EPS files by PDF or pictures."),
    "font": ("嵌入全部字体后重新导出；版权不许嵌入的，转为曲线。", "Embed all fonts, or outline those that may not be."),
    "courier": ("在原程序中看缺了哪种字体，补上后重新导出。", "Find the missing font, and export again."),
    "box": ("导出时设定成品尺寸和出血，勾选“使用文档出血设置”。", "Set trim size and bleed for the export."),
    "crop-box": ("去掉裁剪框（CropBox）和页面放大倍数（UserUnit）。", "Remove the CropBox and the UserUnit."),
    "trim-size": ("各页用同一成品尺寸，把旋转的页面转正。", "Give all pages one size, and turn none."),
    "bleed": ("把图文拉出裁切线外 3 毫米再导出。", "Pull the artwork 3 mm over the trim and export again."),
    "safety": ("把文字移到裁切线内 5 毫米以上。", "Move the text 5 mm inside the trim."),
    "empty-page": ("确认空白页是有意的；不是就删去。", "Make sure the page is meant to be empty."),
    "layers": ("导出时不生成图层，或合并图层。", "Export without layers, or merge them."),
    "broken-content": _EXPORT,
    "operator": _EXPORT,
    "external": ("把 OPI 和链接的高精度图换成嵌入的图片。", "Embed the pictures instead of OPI or references."),
    "unseen-text": ("一般不必处理；要去掉，导出时不带识别文字。", "Mostly harmless; else export without recognised text."),
    "colour-space": _CONVERT,
    "group-space": ("把透明混合空间设为文档 CMYK 后重新导出。", "Set the transparency blend space to CMYK."),
    "shading-width": ("重画这处渐变，或转为图片。", "Draw the gradient anew, or make it a picture."),
    "white-text": ("取消白字的叠印。", "Do not let white text overprint."),
    "white-path": ("取消白色图形的叠印。", "Do not let white shapes overprint."),
    "black-text": _BLACK,
    "black-line": _BLACK,
    "grey-text": ("改用 CMYK 的 K。", "Use the K of CMYK."),
    "grey-line": ("改用 CMYK 的 K。", "Use the K of CMYK."),
    "grey-overprint": ("改用 CMYK 的 K，或取消叠印。", "Use the K of CMYK, or do not overprint."),
    "rich-black-text": ("文字改为 100K 单色黑。", "Make the text 100 % K alone."),
    "small-text": ("把字放大，或改成单色。", "Set it larger, or in one ink."),
    "hairline": ("把线加粗到 0.25 点以上。", "Make lines 0.25 pt or more."),
    "spot": ("转为四色；真要专色，先与印厂约定名称。", "Convert it to CMYK, or agree on the ink's name first."),
    "all-inks": ("套版色只用于标记；页内改用 CMYK。", "Use CMYK inside the page, registration colour for marks."),
    "image-ppi": _PICTURE,
    "image-ppi-low": _PICTURE,
    "raster-page": ("导出时保留文字和矢量，不要整页转成图片。", "Keep text and vectors instead of a picture of the page."),
    "image-kind": ("导出时把图片降为 8 位，用 JPEG 或 ZIP 压缩。", "Export images with 8 bits, as JPEG or ZIP."),
    "ink": ("用限制总墨量的特性文件重新分色。", "Separate again with a profile that limits total ink."),
}  # fmt: skip

REMEDIES: dict[str, Message] = {name: Message(zh=zh, en=en) for name, (zh, en) in _WORDS.items()}
