"""The words a value may be: each in English and in Chinese."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Final

from report_pdf.model.plan import EditionName, StitchPlace, StitchStart
from report_pdf.plan.kinds import Kind, of_text, refused
from report_pdf.plan.spelling import close_to

__all__ = [
    "ArchiveStandard",
    "Binding",
    "Edition",
    "Mark",
    "Placement",
    "PressStandard",
    "Start",
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
PLACEMENT: Final[dict[str, StitchPlace]] = {
    "page": StitchPlace.PAGE,
    "原页": StitchPlace.PAGE,
    "整页": StitchPlace.PAGE,
    "frame": StitchPlace.FRAME,
    "版心": StitchPlace.FRAME,
    "加框": StitchPlace.FRAME,
}
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
PRESS_STANDARD: Final[dict[str, str]] = {"pdf/x-4": "pdf/x-4"}
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


def _one_of(table: Mapping[str, object]) -> Kind:
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

    return of_text(read, enum=list(table))


Start = Annotated[StitchStart, _one_of(START)]
Placement = Annotated[StitchPlace, _one_of(PLACEMENT)]
Edition = Annotated[EditionName, _one_of(EDITION)]
Mark = Annotated[str, _one_of(MARK)]
Binding = Annotated[str, _one_of(BINDING)]
PressStandard = Annotated[str, _one_of(PRESS_STANDARD)]
ArchiveStandard = Annotated[str, _one_of(ARCHIVE_STANDARD)]
