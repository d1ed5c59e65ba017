"""Content that the structure tree does not hold is an artifact: running heads, folios, grounds, rules.

ISO 32000-1, 14.8.2.2; ISO 14289-1, 7.1 and 7.8. Only marked-content operators change, so pages look the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pikepdf

from report_pdf.pdf.archive.operators import (
    Instruction,
    first_of,
    instructions_of,
    mcid_of,
    name_of,
    operator_of,
)
from report_pdf.pdf.archive.text import Mark
from report_pdf.pdf.geometry import inherited

__all__ = ["mark_artifacts", "strip_marks"]

_PATH = frozenset({"m", "l", "c", "v", "y", "h", "re", "W", "W*"})
_PATH_ENDS = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"})
_PAINTS = frozenset({"Tj", "TJ", "'", '"', "Do", "sh", "INLINE IMAGE"})
_BEGINS = frozenset({"BMC", "BDC"})


def mark_artifacts(pdf: pikepdf.Pdf, held: frozenset[Mark], known: Iterable[Mark]) -> int:
    """Makes artifacts of all that ``held`` does not name; gives how many sequences were.

    ``known``: every marked-content sequence there is. Forms that hold such sequences are content of their page and are
    rewritten like it; other forms are drawn as a whole.
    """
    forms = sorted({mark.form for mark in known if mark.form is not None})
    speaking = set(forms)
    count = 0
    for index, page in enumerate(pdf.pages):
        keep = {mark.mcid for mark in held if mark.page == index and mark.form is None}
        apart = _names(inherited(page.obj, "/Resources"), speaking)
        made, content = _rewritten(instructions_of(page.obj), keep, apart)
        if made:
            page.obj["/Contents"] = pdf.make_stream(pikepdf.unparse_content_stream(content))
            count += made
    for form in forms:
        keep = {mark.mcid for mark in held if mark.form == form}
        stream = pdf.get_object(form)
        apart = _names(stream.get("/Resources"), speaking)
        made, content = _rewritten(instructions_of(stream), keep, apart)
        if made and isinstance(stream, pikepdf.Stream):
            stream.write(pikepdf.unparse_content_stream(content))
            count += made
    return count


def _names(resources: object, forms: set[tuple[int, int]]) -> frozenset[str]:
    """By which names these forms are drawn."""
    drawings = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(drawings, pikepdf.Dictionary):
        return frozenset()
    return frozenset(name for name, drawn in drawings.items() if drawn.objgen in forms)


def _rewritten(
    content: list[Instruction], keep: set[int], apart: frozenset[str]
) -> tuple[int, list[Instruction]]:
    """The content with its artifacts marked, and how many there are; forms named in ``apart`` mark their own."""
    out: list[Instruction] = []
    depth = made = 0
    start: int | None = None
    for instruction in content:
        operator = operator_of(instruction)
        if operator in _BEGINS:
            depth += 1
            if (mcid := _mcid(instruction)) is not None and mcid not in keep:
                made += 1
                out.append(_artifact())
                continue
        elif operator == "EMC":
            depth = max(0, depth - 1)
        elif depth == 0 and operator in _PATH and start is None:
            start = len(out)
        out.append(instruction)
        if depth == 0 and operator in _PATH_ENDS:
            if operator != "n" and start is not None:
                made += 1
                out[start:start] = [_artifact(paged=False)]
                out.append(_end())
            start = None
        elif depth == 0 and _paints(instruction, operator, apart):
            made += 1
            out[-1:] = [_artifact(paged=False), instruction, _end()]
    return made, out


def _paints(instruction: Instruction, operator: str, apart: frozenset[str]) -> bool:
    return operator in _PAINTS and not (operator == "Do" and name_of(first_of(instruction)) in apart)


def _mcid(instruction: Instruction) -> int | None:
    return mcid_of(instruction.operands[1]) if len(instruction.operands) > 1 else None


def _artifact(*, paged: bool = True) -> pikepdf.ContentStreamInstruction:
    kind = pikepdf.Name.Pagination if paged else pikepdf.Name.Layout
    operands = [pikepdf.Name.Artifact, pikepdf.Dictionary({"/Type": kind})]
    return pikepdf.ContentStreamInstruction(operands, pikepdf.Operator("BDC"))


def _end() -> pikepdf.ContentStreamInstruction:
    return pikepdf.ContentStreamInstruction([], pikepdf.Operator("EMC"))


def strip_marks(stream: pikepdf.Stream) -> None:
    """Takes every mark but those of layers out of a form that is one figure: it is tagged where it is drawn."""
    waiting, seen = [stream], {stream.objgen}
    while waiting:
        form = waiting.pop()
        if content := _without_marks(form):
            form.write(pikepdf.unparse_content_stream(content))
        for inner in _drawn_by(form):
            if inner.objgen not in seen:
                seen.add(inner.objgen)
                waiting.append(inner)


def _drawn_by(form: pikepdf.Stream) -> Iterator[pikepdf.Stream]:
    """The forms and tiles that a form draws."""
    resources: object = form.get("/Resources")
    for kind in ("/XObject", "/Pattern"):
        shelf = resources.get(kind) if isinstance(resources, pikepdf.Dictionary) else None
        for drawn in shelf.values() if isinstance(shelf, pikepdf.Dictionary) else ():
            if isinstance(drawn, pikepdf.Stream) and _has_content(drawn):
                yield drawn


def _has_content(drawn: pikepdf.Stream) -> bool:
    return drawn.get("/Subtype") == pikepdf.Name.Form or drawn.get("/PatternType") == 1


def _without_marks(form: pikepdf.Stream) -> list[Instruction]:
    kept: list[Instruction] = []
    open_marks: list[bool] = []
    for instruction in instructions_of(form):
        operator = operator_of(instruction)
        if operator in _BEGINS:
            open_marks.append(name_of(first_of(instruction)) == "/OC")
            if not open_marks[-1]:
                continue
        elif operator == "EMC":
            if not (open_marks and open_marks.pop()):
                continue
        elif operator in ("MP", "DP"):
            continue
        kept.append(instruction)
    return kept
