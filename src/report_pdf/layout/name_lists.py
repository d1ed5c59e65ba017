"""Lists of names: read from a text that holds nothing else, and set in aligned columns.

In 名单 names stand in columns without 、 between them, those of two characters as wide as those of three. The width is
tracking, not a blank: the text stays the name.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from report_pdf.layout.copyfit import em_width
from report_pdf.layout.table_views import NamesItem, NameView

__all__ = ["Roll", "names_item", "read_roll"]

_NAME = re.compile(
    r"[\u3400-\u9fff]{2,4}(?:[（(][^（）()]{1,6}[）)])?|[\u3400-\u9fff]{1,6}(?:·[\u3400-\u9fff]{1,8}){1,3}"
)
_LABEL = re.compile(r"(?P<label>[^，。；：:、\s]{2,14}[：:])\s*(?=\S)")
_LEAD = re.compile(
    r"名单|名录|人员|代表|委员|成员|理事|监事|作者|获奖|鸣谢|捐赠|出席|列席|参加|嘉宾|志愿者|编委|顾问|评委|学员|教师|党员|同志"
)
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
    "范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎雷龙黎史陶贺毛段郝顾龚邵覃武钱戴严莫孔向常汤康易乔赖文关温葛兰聂齐庞章"
    "鲁樊殷颜倪庄施安翟洪单左涂裴俞季骆柴凌路祝屈申尚柯翁毕焦纪管岳包欧梅娄卓柳房童时盛牛耿辛霍解成穆郎路裘上诸尉欧阳司"
)
_FEW, _MANY = 4, 8
"""Names that make a list: after words that announce one, and without."""
_COLUMNS = ((3.0, 5), (4.0, 4))
"""By the widest usual name in em: columns of 22 em."""
_MEASURE_EM = 22.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """Names, with what stands before them and a colon."""

    label: str
    names: tuple[str, ...]

    def is_list_of_names(self, lead: str) -> bool:
        """Whether these are people; ``lead``: the text before, which may announce them."""
        announced = _LEAD.search(self.label) or _LEAD.search(lead[-24:])
        known = sum(name[0] in _SURNAMES or "·" in name for name in self.names)
        return len(self.names) >= (_FEW if announced else _MANY) and known >= 0.8 * len(self.names)


def read_roll(text: str) -> Roll | None:
    """The names of a text, None if there is anything else in it; with a full stop it is a sentence."""
    label = match["label"] if (match := _LABEL.match(text)) else ""
    words = text[len(label) :].strip()
    names = ["".join(one.split()) for one in words.split("、")] if "、" in words else _joined(words.split())
    if not names or not all(_NAME.fullmatch(name) for name in names):
        return None
    return Roll(label=label, names=tuple(names))


def _joined(words: Sequence[str]) -> list[str]:
    """Names parted by blanks; 王　明 was typed as wide as three characters."""
    names: list[str] = []
    alone = False
    for word in words:
        if alone and len(word) == 1:
            names[-1] += word
            alone = False
            continue
        names.append(word)
        alone = len(word) == 1
    return names


def names_item(label: str, names: Sequence[tuple[str, str]], *, key: str) -> tuple[NamesItem, float]:
    """The item and its lines; ``names``: each with its element's id."""
    usual = sorted(em_width(name) for _, name in names)[int(0.9 * (len(names) - 1))]
    columns = next((count for widest, count in _COLUMNS if usual <= widest), 3)
    cell = _MEASURE_EM / columns
    views = tuple(
        NameView(
            key="" if number and own == names[number - 1][0] else own,
            text=name,
            spread=len(name) == 2,
            cells=min(columns, math.ceil((em_width(name) + 0.5) / cell)),
        )
        for number, (own, name) in enumerate(names)
    )
    rows = math.ceil(sum(view.cells for view in views) / columns)
    return NamesItem(key=key, label=label, names=views, columns=columns), rows + bool(label)
