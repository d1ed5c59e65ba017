"""Paper as a desk orders it, ``105g 铜版纸``, and how thick a leaf of it is.

Thickness follows from weight and kind; mills differ by a tenth and more, so a caliper the printer gives always goes
before this table. Where its numbers come from: docs/reference/issue-yaml.md, “纸张”.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Final

from report_pdf.model.plan import PaperPlan
from report_pdf.plan.kinds import of_text, refused

__all__ = ["KINDS", "Caliper", "PaperKind", "SpineWidth", "paper_named", "read_caliper", "read_paper"]

_LEAST_MM, _MOST_MM = 0.03, 1.0
_LIGHTEST, _HEAVIEST = 40, 400
_CALIPER: Final = re.compile(r"([0-9]{0,4}(?:\.[0-9]{1,6})?)\s*(mm|毫米|um|μm|微米|丝|条)")
# 丝 and 条: what Chinese printers call a hundredth of a millimetre.
_MM: Final = {"mm": 1.0, "毫米": 1.0, "um": 0.001, "μm": 0.001, "微米": 0.001, "丝": 0.01, "条": 0.01}
_SPINE: Final = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,6})?)\s*(mm|毫米|cm|厘米)")
_WIDEST_MM = 80
_WEIGHT: Final = re.compile(r"([0-9]{2,3})\s*(?:g/m2|g/㎡|gsm|g|克)?")


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper: its ``names``, the first one for messages, and the caliper in mm for a weight in g/m²."""

    names: tuple[str, ...]
    caliper_mm: Callable[[int], float]


KINDS: Final = (
    PaperKind(
        ("哑粉纸", "无光铜", "哑光", "哑铜", "雪铜", "哑粉", "matt", "matte"),
        lambda weight: (weight - 10) / 1000,
    ),
    PaperKind(("白卡纸", "铜版卡", "白卡", "铜卡", "卡纸", "board"), lambda weight: weight / 1000),
    PaperKind(
        ("双胶纸", "胶版纸", "道林纸", "双胶", "offset", "uncoated"), lambda weight: weight * 1.25 / 1000
    ),
    PaperKind(("铜版纸", "光铜", "铜版", "coated", "gloss"), lambda weight: weight * 0.82 / 1000),
)
"""The more special name goes before the one it contains."""


def read_caliper(text: str) -> float:
    """``0.1mm``, ``100um``, ``10丝``: in millimetres."""
    match = _CALIPER.fullmatch(_narrow(text))
    millimetres = (
        round(float(match[1] or 0) * _MM[match[2]], 6) if match and match[1] not in {"", "."} else 0.0
    )
    if not _LEAST_MM <= millimetres <= _MOST_MM:
        raise refused(
            f"“{text}”不是纸的厚度。",
            f"“{text}” is no thickness of paper.",
            "如 0.1mm、100um、10丝（0.03 到 1 毫米）。",
            "Like 0.1mm or 100um (0.03 to 1 mm).",
        )
    return millimetres


def paper_named(name: str) -> PaperPlan | None:
    """The paper, when both its weight and its kind are known."""
    narrow = _narrow(name)
    weight = _WEIGHT.search(narrow)
    kind = next((kind for kind in KINDS if any(word in narrow for word in kind.names)), None)
    if weight is None or kind is None or not _LIGHTEST <= int(weight[1]) <= _HEAVIEST:
        return None
    return PaperPlan(name=name.strip(), caliper_mm=round(kind.caliper_mm(int(weight[1])), 3))


def read_paper(name: str) -> PaperPlan:
    """``105g 铜版纸``."""
    paper = paper_named(name)
    if paper is None:
        raise refused(
            f"不知道“{name}”有多厚。",
            f"how thick “{name}” is, is not known.",
            f"写克重和品种，如 105g 铜版纸（{'、'.join(kind.names[0] for kind in KINDS)}），或直接给厚度，如 {{caliper: 0.1mm}}。",
            "Give weight and kind, like 105g coated (coated, matt, offset, board), or the thickness: {caliper: 0.1mm}.",
        )
    return paper


def _spine(text: str) -> float:
    match = _SPINE.fullmatch(_narrow(text))
    millimetres = round(float(match[1]) * (10 if match[2] in {"cm", "厘米"} else 1), 6) if match else 0.0
    if not 0 < millimetres <= _WIDEST_MM:
        raise refused(
            f"“{text}”不是书脊的宽度。",
            f"“{text}” is no width of a spine.",
            f"带单位，如 4.2mm，最多 {_WIDEST_MM}mm；不写就由页数和纸张算。",
            f"Give a unit, like 4.2mm, {_WIDEST_MM}mm at most; without it, it is computed from pages and paper.",
        )
    return millimetres


def _narrow(text: str) -> str:
    # NFKC turns the micro sign into a Greek mu and ㎡ into m2.
    return unicodedata.normalize("NFKC", text).strip().lower()


Caliper = Annotated[float, of_text(read_caliper, pattern=r"^[0-9.]+\s*(mm|毫米|um|µm|μm|微米|丝|条)$")]
SpineWidth = Annotated[float, of_text(_spine, pattern=r"^[0-9.]+\s*(mm|毫米|cm|厘米)$")]
