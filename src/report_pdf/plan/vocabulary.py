"""The words a value may be: each in English and in Chinese."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Final, Literal

from report_pdf.model.plan import EditionName, StitchPlace, StitchStart
from report_pdf.plan.kinds import Kind, of_text, refused
from report_pdf.plan.spelling import close_to

__all__ = [
    "ArchiveStandard",
    "ArchivedSupplements",
    "Bag",
    "Binding",
    "Changed",
    "Divider",
    "Edition",
    "Fields",
    "Intent",
    "Mark",
    "MissingBleed",
    "Original",
    "Originals",
    "Placement",
    "PressStandard",
    "Rotation",
    "StampPlace",
    "Start",
    "SupplementFonts",
    "TooLarge",
]

START: Final[dict[str, StitchStart]] = {
    "next": StitchStart.NEXT,
    "接排": StitchStart.NEXT,
    "下一页": StitchStart.NEXT,
    "recto": StitchStart.RECTO,
    "右页": StitchStart.RECTO,
    "单页": StitchStart.RECTO,
    "奇数页": StitchStart.RECTO,
}
TOO_LARGE: Final[dict[str, str]] = {"refuse": "refuse", "不写出": "refuse", "parts": "parts", "分卷": "parts"}
PLACEMENT: Final[dict[str, StitchPlace]] = {
    "page": StitchPlace.PAGE,
    "原页": StitchPlace.PAGE,
    "整页": StitchPlace.PAGE,
    "fit": StitchPlace.FIT,
    "适合": StitchPlace.FIT,
    "缩放": StitchPlace.FIT,
    "centre": StitchPlace.CENTRE,
    "center": StitchPlace.CENTRE,
    "居中": StitchPlace.CENTRE,
    "frame": StitchPlace.FRAME,
    "版心": StitchPlace.FRAME,
    "加框": StitchPlace.FRAME,
}
CHANGED: Final[dict[str, Literal["error", "picture"]]] = {
    "error": "error", "出错": "error", "picture": "picture", "图片": "picture", "转图片": "picture",
}  # fmt: skip
FIELDS: Final[dict[str, Literal["keep", "flatten"]]] = {
    "keep": "keep", "保留": "keep", "flatten": "flatten", "压平": "flatten", "画进页面": "flatten",
}  # fmt: skip
ORIGINAL: Final[dict[str, Literal["leave", "attach"]]] = {
    "leave": "leave", "不附": "leave", "attach": "attach", "附上": "attach",
}  # fmt: skip
DIVIDER: Final[dict[str, bool]] = {
    "true": True, "yes": True, "加": True, "是": True, "false": False, "no": False, "不加": False, "否": False,
}  # fmt: skip
STAMP: Final[dict[str, str]] = {
    "top-left": "top-left", "左上": "top-left", "top": "top", "上": "top", "top-right": "top-right",
    "右上": "top-right", "bottom-left": "bottom-left", "左下": "bottom-left", "bottom": "bottom", "下": "bottom",
    "bottom-right": "bottom-right", "右下": "bottom-right",
}  # fmt: skip
ROTATION: Final[dict[str, int]] = {"0": 0, "90": 90, "180": 180, "270": 270}
EDITION: Final[dict[str, EditionName]] = {
    "print": EditionName.PRESS,
    "印刷": EditionName.PRESS,
    "印刷版": EditionName.PRESS,
    "archive": EditionName.ARCHIVE,
    "存档": EditionName.ARCHIVE,
    "存档版": EditionName.ARCHIVE,
    "归档": EditionName.ARCHIVE,
    "email": EditionName.EMAIL,
    "邮件": EditionName.EMAIL,
    "邮件版": EditionName.EMAIL,
}
MARK: Final[dict[str, str]] = {
    "crop": "crop",
    "裁切标记": "crop",
    "registration": "registration",
    "套准标记": "registration",
    "colour-bar": "colour-bar",
    "color-bar": "colour-bar",
    "色标": "colour-bar",
    "slug": "slug",
    "说明行": "slug",
}
BINDING: Final[dict[str, str]] = {
    "saddle-stitch": "saddle-stitch",
    "骑马订": "saddle-stitch",
    "perfect": "perfect",
    "胶订": "perfect",
    "无线胶订": "perfect",
    "none": "none",
    "不装订": "none",
}
INTENT: Final[dict[str, str]] = {
    "relative": "relative",
    "相对": "relative",
    "相对比色": "relative",
    "perceptual": "perceptual",
    "感知": "perceptual",
    "可感知": "perceptual",
}
SUPPLEMENT_FONTS: Final[dict[str, str]] = {
    "refuse": "refuse",
    "拒收": "refuse",
    "不收": "refuse",
    "picture": "picture",
    "转图片": "picture",
    "图片": "picture",
}
MISSING_BLEED: Final[dict[str, str]] = {
    "white": "white",
    "留白": "white",
    "scale": "scale",
    "放大": "scale",
    "mirror": "mirror",
    "镜像": "mirror",
}
PRESS_STANDARD: Final[dict[str, str]] = {"pdf/x-4": "pdf/x-4"}
ORIGINALS: Final[dict[str, str]] = {
    "none": "none",
    "不收": "none",
    "manuscript": "manuscript",
    "稿件": "manuscript",
    "all": "all",
    "全部": "all",
}
ARCHIVED_SUPPLEMENTS: Final[dict[str, str]] = {
    "auto": "auto",
    "自动": "auto",
    "pictures": "pictures",
    "图片": "pictures",
    "attach": "attach",
    "内嵌": "attach",
    "refuse": "refuse",
    "拒收": "refuse",
}
BAG: Final[dict[str, str]] = {
    "folder": "folder",
    "文件夹": "folder",
    "zip": "zip",
    "压缩包": "zip",
    "none": "none",
    "不做": "none",
}
ARCHIVE_STANDARD: Final[dict[str, str]] = {
    name: name for name in ("pdf/a-3a+ua-1", "pdf/a-4f+ua-2", "pdf/a-2u")
}


def _words_of(table: Mapping[str, object]) -> tuple[str, str]:
    """The words a table knows: for a Chinese message with the Chinese ones, for an English one without."""
    meanings: dict[object, list[str]] = {}
    for word, meaning in table.items():
        meanings.setdefault(meaning, []).append(word)
    chinese = "；".join("、".join(words) for words in meanings.values())
    return chinese, ", ".join(words[0] for words in meanings.values())


def _one_of(table: Mapping[str, object], *more: object) -> Kind:
    """``more``: other ways in which an editor may understand what is written."""
    chinese, english = _words_of(table)

    def read(text: str) -> object:
        word = text.lower().replace("_", "-")
        if word in table:
            return table[word]
        near = close_to(text, table)
        hint_zh, hint_en = f"可以写：{chinese}。", f"Choose from: {english}."
        if re.search(r"[\uff0c、,]", text):
            hint_zh, hint_en = (
                f"几项要写成列表，如 [甲, 乙]。{hint_zh}",
                f"Write several as a list: [a, b]. {hint_en}",
            )
        elif near:
            hint_zh, hint_en = f"是不是“{near}”？{hint_zh}", f"Did you mean “{near}”? {hint_en}"
        raise refused(f"没有“{text}”这个选择。", f"there is no choice “{text}”.", hint_zh, hint_en)

    kind = of_text(read, enum=list(table))
    return Kind(kind.read, {"enum": [*more, *table]}) if more else kind


Start = Annotated[StitchStart, _one_of(START)]
Placement = Annotated[StitchPlace, _one_of(PLACEMENT)]
Divider = Annotated[bool, _one_of(DIVIDER, *(True, False))]
StampPlace = Annotated[str, _one_of(STAMP)]
Rotation = Annotated[int, _one_of(ROTATION)]
Changed = Annotated[Literal["error", "picture"], _one_of(CHANGED)]
Fields = Annotated[Literal["keep", "flatten"], _one_of(FIELDS)]
Original = Annotated[Literal["leave", "attach"], _one_of(ORIGINAL)]
Edition = Annotated[EditionName, _one_of(EDITION)]
Mark = Annotated[str, _one_of(MARK)]
Binding = Annotated[str, _one_of(BINDING)]
Intent = Annotated[str, _one_of(INTENT)]
SupplementFonts = Annotated[str, _one_of(SUPPLEMENT_FONTS)]
MissingBleed = Annotated[str, _one_of(MISSING_BLEED)]
PressStandard = Annotated[str, _one_of(PRESS_STANDARD)]
ArchiveStandard = Annotated[str, _one_of(ARCHIVE_STANDARD)]
Originals = Annotated[str, _one_of(ORIGINALS)]
ArchivedSupplements = Annotated[str, _one_of(ARCHIVED_SUPPLEMENTS)]
Bag = Annotated[str, _one_of(BAG)]
TooLarge = Annotated[str, _one_of(TOO_LARGE)]
