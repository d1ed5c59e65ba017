"""What can be said of a photograph: one rule for each reason to refuse it and for each doubt about its colours."""

from __future__ import annotations

from dataclasses import dataclass

from report_pdf.findings import Finding, Message, Place, Rule, Severity

__all__ = ["RULES", "Remark", "finding_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What the child saw, still without the file's name: the rule's key and the detail its sentence needs."""

    key: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Saying:
    """A rule with its sentence (``{name}``, ``{detail}``) and its remedy."""

    rule: Rule
    message: Message
    hint: Message | None


def _refusal(key: str, *, why: Message, message: Message, hint: Message) -> tuple[str, _Saying]:
    rule = Rule(code=f"picture/{key}", severity=Severity.ERROR, rationale=why)
    return key, _Saying(rule=rule, message=message, hint=hint)


def _doubt(
    key: str, severity: Severity, *, why: Message, message: Message, hint: Message | None = None
) -> tuple[str, _Saying]:
    rule = Rule(code=f"picture/{key}", severity=severity, rationale=why)
    return key, _Saying(rule=rule, message=message, hint=hint)


_WHOLE = Message(
    zh="残缺的照片只会印出一半，必须整幅解码成功。",
    en="A damaged photograph prints half; it must decode whole.",
)
_LIMITS = Message(
    zh="超大文件会耗尽内存与时间。",
    en="An oversized file eats the build's memory and time before anything is set.",
)
_KINDS = Message(
    zh="只接受能严格核对的图片格式。",
    en="Only formats that can be checked strictly are taken as photographs.",
)
_COLOUR = Message(
    zh="颜色须有依据，猜测之处要告诉编辑。",
    en="Colours need a ground; where they are guessed the desk is told.",
)
_RESEND = Message(
    zh="请向作者索取原文件，或在看图软件中打开后另存为 JPEG 再试。",
    en="Ask for the original file again, or open it in an image editor and save it as JPEG.",
)
_CONVERT = Message(
    zh="请在图像软件中另存为 8 位 JPEG、PNG 或 TIFF。",
    en="Save it as an 8-bit JPEG, PNG or TIFF in an image editor.",
)
_SMALLER = Message(
    zh="请缩小后再交稿：一整页 300 ppi 只需约 2600 × 3500 像素。",
    en="Hand in a smaller one: a full page at 300 ppi needs about 2600 × 3500 pixels.",
)

_SAYINGS: dict[str, _Saying] = dict(
    (
        _refusal(
            "missing",
            why=Message(zh="点名的照片必须在。", en="A photograph that is named must be there."),
            message=Message(zh="找不到照片“{name}”。", en="the photograph “{name}” is not there."),
            hint=Message(zh="请核对文件名与文件夹。", en="Check the file's name and folder."),
        ),
        _refusal(
            "unreadable",
            why=Message(zh="照片文件必须能打开。", en="The program must be able to open the file."),
            message=Message(
                zh="无法打开照片“{name}”（{detail}）。", en="“{name}” cannot be opened ({detail})."
            ),
            hint=Message(
                zh="请检查它是否是文件，以及读取权限。", en="Check that it is a file and may be read."
            ),
        ),
        _refusal(
            "empty",
            why=_WHOLE,
            message=Message(zh="照片“{name}”是空文件。", en="“{name}” is an empty file."),
            hint=_RESEND,
        ),
        _refusal(
            "not-a-picture",
            why=_KINDS,
            message=Message(zh="“{name}”不是图片。", en="“{name}” is not a picture."),
            hint=_RESEND,
        ),
        _refusal(
            "unsupported",
            why=_KINDS,
            message=Message(zh="不支持“{name}”的格式：{detail}。", en="“{name}” cannot be used: {detail}."),
            hint=_CONVERT,
        ),
        _refusal(
            "no-white",
            why=_COLOUR,
            message=Message(
                zh="“{name}”的数值没有约定的白点（{detail}），无法知道亮度。",
                en="“{name}” has numbers without an agreed white ({detail}): its brightness cannot be known.",
            ),
            hint=_CONVERT,
        ),
        _refusal(
            "truncated",
            why=_WHOLE,
            message=Message(zh="照片“{name}”不完整（{detail}）。", en="“{name}” is truncated ({detail})."),
            hint=_RESEND,
        ),
        _refusal(
            "corrupt",
            why=_WHOLE,
            message=Message(zh="照片“{name}”已损坏（{detail}）。", en="“{name}” is damaged ({detail})."),
            hint=_RESEND,
        ),
        _refusal(
            "too-many-pixels",
            why=_LIMITS,
            message=Message(zh="照片“{name}”过大：{detail}。", en="“{name}” is too large: {detail}."),
            hint=_SMALLER,
        ),
        _refusal(
            "too-many-bytes",
            why=_LIMITS,
            message=Message(
                zh="文件“{name}”过大：{detail}。", en="the file “{name}” is too large: {detail}."
            ),
            hint=_SMALLER,
        ),
        _refusal(
            "too-heavy",
            why=_LIMITS,
            message=Message(
                zh="解码“{name}”超出了限制（{detail}）。",
                en="decoding “{name}” went over its limit ({detail}).",
            ),
            hint=_SMALLER,
        ),
        _doubt(
            "first-of-many",
            Severity.WARNING,
            why=Message(zh="印刷品只能用一帧。", en="A page shows one frame."),
            message=Message(
                zh="“{name}”有 {detail} 帧，只用了第一帧。",
                en="“{name}” has {detail} frames; the first is used.",
            ),
            hint=Message(
                zh="如需其他一帧，请单独导出。", en="Export the frame you want as a picture of its own."
            ),
        ),
        _doubt(
            "raw-preview",
            Severity.WARNING,
            why=Message(
                zh="相机的 RAW 文件没有冲洗；印的是相机存在里面的 JPEG。",
                en="A camera's raw file is not developed; the JPEG that the camera put into it is printed.",
            ),
            message=Message(
                zh="“{name}”是 RAW 文件，用了其中的 JPEG 预览图（{detail}）。",
                en="“{name}” is a raw file: the JPEG inside it is used ({detail}).",
            ),
            hint=Message(
                zh="要更好的颜色和尺寸，请在修图软件里冲洗，导出 JPEG 或 TIFF。",
                en="For better colours and size develop it and export a JPEG or TIFF.",
            ),
        ),
        _doubt(
            "broken-profile",
            Severity.WARNING,
            why=_COLOUR,
            message=Message(
                zh="“{name}”内嵌的色彩描述文件无法使用（{detail}），按通用色彩空间处理。",
                en="the colour profile in “{name}” cannot be used ({detail}); it is taken as without one.",
            ),
            hint=Message(
                zh="请核对颜色，或在图像软件中重新指定描述文件。",
                en="Look at its colours, or assign a profile in an image editor.",
            ),
        ),
        _doubt(
            "adobe-rgb-assumed",
            Severity.WARNING,
            why=_COLOUR,
            message=Message(
                zh="相机标明“{name}”为 Adobe RGB，但没有内嵌描述文件，已按 Adobe RGB 转换。",
                en="the camera says “{name}” is Adobe RGB but embeds no profile; it was converted as Adobe RGB.",
            ),
        ),
        _doubt(
            "cmyk-without-profile",
            Severity.WARNING,
            why=_COLOUR,
            message=Message(
                zh="“{name}”是没有描述文件的 CMYK 图，屏幕颜色按简单公式换算。",
                en="“{name}” is CMYK without a profile; its colours were converted by the plain formula.",
            ),
            hint=Message(
                zh="请改交 RGB 原片，或带描述文件的 CMYK 图。",
                en="Hand in the RGB original, or CMYK with its profile.",
            ),
        ),
        _doubt(
            "cmyk-polarity-assumed",
            Severity.WARNING,
            why=_COLOUR,
            message=Message(
                zh="“{name}”没有标明 CMYK 的正反，按通行的反相读取。",
                en="“{name}” does not say which way round its CMYK is; it was read inverted, as is usual.",
            ),
            hint=Message(
                zh="请看一眼：若像底片，请另存。", en="Look at it: save it anew if it is a negative."
            ),
        ),
        _doubt(
            "misnamed",
            Severity.INFO,
            why=Message(zh="以内容为准，不以扩展名为准。", en="The content counts, not the extension."),
            message=Message(zh="“{name}”的内容其实是 {detail}。", en="“{name}” is in fact {detail}."),
        ),
        _doubt(
            "odd-file",
            Severity.WARNING,
            why=_WHOLE,
            message=Message(
                zh="读取“{name}”时有警告：{detail}。", en="reading “{name}” gave a warning: {detail}."
            ),
        ),
    )
)

RULES: tuple[Rule, ...] = tuple(saying.rule for saying in _SAYINGS.values())


def finding_of(remark: Remark, *, name: str, place: Place | None) -> Finding:
    """The remark as a sentence about the file called ``name``."""
    saying = _SAYINGS[remark.key]
    message = Message(
        zh=saying.message.zh.format(name=name, detail=remark.detail),
        en=saying.message.en.format(name=name, detail=remark.detail),
    )
    return saying.rule.at(place, message, hint=saying.hint)
