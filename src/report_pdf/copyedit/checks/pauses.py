"""、 between quotes and between titles in a row: usually left out, always one way in an issue (GB/T 15834-2011, 4.5.3.5).

The standard says 通常不用, and official documents keep the mark: where an issue writes it everywhere, that is its
house's way and said once; where it is written here and left out there, each place of the rarer way is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from report_pdf.copyedit.check import Remark, Sheet
from report_pdf.findings import Message, Rule, Severity

__all__ = ["RULES", "pauses"]

_PAUSE = Rule(
    code="copyedit/pause-between-quotes",
    severity=Severity.INFO,
    rationale=Message(
        zh="并列的引号之间、书名号之间通常不用顿号；用不用，全期一致。",
        en="No 、 is needed between quotes or titles in a row; an issue keeps to one way.",
    ),
    source="GB/T 15834-2011, 4.5.3.5",
)
RULES = (_PAUSE,)

_JOINTS = (
    re.compile(r"(?<![。！？…])”(?P<mark>、?)(?=“[^”]*[^”。！？…]”)"),
    re.compile(r"》(?P<mark>、?)(?=《)"),
)
"""Between two quotes, between two titles. What somebody says and another answers is no row."""
_HINT = Message(
    zh="若本刊一律用顿号，在 issue.yaml 的 lint: disable 里停用这一条。",
    en="If your house writes 、 there, switch this off in lint: disable of issue.yaml.",
)

_Joint = tuple[Sheet, re.Match[str]]


def pauses(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, Remark]]:
    """“甲”、“乙” beside “丙”“丁”; of two ways equally frequent, the one with the mark is the rarer."""
    for joint in _JOINTS:
        found = [
            (sheet, match)
            for sheet in sheets
            for match in joint.finditer(sheet.passage.text)
            if not sheet.passage.is_shielded(match.start())
        ]
        marked = [one for one in found if one[1]["mark"]]
        bare = [one for one in found if not one[1]["mark"]]
        if marked and not bare:
            yield _everywhere(marked)
        elif marked:
            yield from _rarer(marked, bare)


def _everywhere(marked: Sequence[_Joint]) -> tuple[Sheet, Remark]:
    sheet, match = marked[0]
    lines = sorted({sheet.block.place.line for sheet, _ in marked if sheet.block.place.line})
    count = len(marked)
    where = f"（共{count}处，第{'、'.join(map(str, lines[:8]))}{'……' if len(lines) > 8 else ''}行）"
    return sheet, Remark(
        rule=_PAUSE, start=match.start("mark"), end=match.end("mark"), hint=_HINT,
        message=Message(
            zh=f"此处顿号可省{where if count > 1 else ''}。",
            en="this 、 is not needed" + (f" ({count} places)." if count > 1 else "."),
        ),
    )  # fmt: skip


def _rarer(marked: Sequence[_Joint], bare: Sequence[_Joint]) -> Iterator[tuple[Sheet, Remark]]:
    with_mark = len(marked) <= len(bare)
    for sheet, match in marked if with_mark else bare:
        message = (
            Message(zh="此处用了顿号，别处不用。", en="a 、 here, none elsewhere.")
            if with_mark
            else Message(zh="此处没有顿号，别处都用。", en="no 、 here, as there is elsewhere.")
        )
        start = match.start("mark")
        # Without the mark the finding stands at the second quote.
        end = max(match.end("mark"), start + 1)
        yield sheet, Remark(rule=_PAUSE, start=start, end=end, message=message, hint=_HINT)
