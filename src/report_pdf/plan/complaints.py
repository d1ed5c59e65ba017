"""What validation refuses, as findings: with the place, the right form, and “did you mean”."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pydantic import ValidationError

from report_pdf.findings import Finding, Message, Place
from report_pdf.plan.colons import FULL_WIDTH
from report_pdf.plan.keys import field_at, homes_of, key_of, names_of, path_of, wanted_at
from report_pdf.plan.rules import rule
from report_pdf.plan.schema import IssueYaml
from report_pdf.plan.spelling import close_to
from report_pdf.plan.tree import Tree

__all__ = ["complaints"]

_LONGEST: Final = 240
_WANTED: Final = {
    "string_type": Message(zh="一段文字", en="text"),
    "tuple_type": Message(zh="一个列表", en="a list"),
    "model_type": Message(zh="一组“键: 值”", en="a mapping (keys with values)"),
    "model_attributes_type": Message(zh="一组“键: 值”", en="a mapping (keys with values)"),
}


def complaints(error: ValidationError, tree: Tree) -> Iterator[Finding]:
    """One finding for each error."""
    for detail in error.errors(include_url=False, include_input=False):
        steps = tuple(detail["loc"])
        match detail["type"]:
            case "missing":
                yield _missing(steps, tree)
            case "extra_forbidden":
                yield _unknown(steps, tree)
            case "refused":
                yield _refused(detail["ctx"], tree.place_of(steps))
            case kind:
                yield _wrong_type(steps, tree, str(kind))


def _example(steps: tuple[int | str, ...]) -> str:
    field = field_at(steps)
    names = [step for step in steps if isinstance(step, str)]
    return f"{names[-1]}: {key_of(field).example}" if field and names else "issue: {name: 某某通讯}"


def _missing(steps: tuple[int | str, ...], tree: Tree) -> Finding:
    field = field_at(steps)
    name = str(steps[-1])
    key = key_of(field) if field else None
    chinese = f"（{key.names[0]}）" if key else ""
    example = _example(steps)
    written = tree.keys.get(path_of(steps))
    zh, en = ("后面没有值", "has no value") if written else ("没有写", "is missing")
    return rule("missing-key").at(
        written or tree.place_of(steps[:-1]),
        Message(zh=f"必须有的键“{name}”{chinese}{zh}。", en=f"the required key “{name}” {en}."),
        hint=Message(zh=f"例如 {example}", en=f"For example {example}"),
    )


def _unknown(steps: tuple[int | str, ...], tree: Tree) -> Finding:
    word = str(steps[-1])
    shown = word if len(word) <= 40 else word[:40] + "…"
    return rule("unknown-key").at(
        tree.keys.get(path_of(steps)) or tree.place_of(steps),
        Message(zh=f"没有“{shown}”这个键。", en=f"there is no key “{shown}”."),
        hint=_advice(word, steps),
    )


def _advice(word: str, steps: tuple[int | str, ...]) -> Message:
    model = wanted_at(steps[:-1]) or IssueYaml
    if word == "<<":
        return Message(
            zh="合并键“<<”不能用，请把内容写出来。", en="Merge keys are not used; write the keys out."
        )
    if FULL_WIDTH in word:
        return Message(zh="键的后面要写半角冒号加空格。", en="Write a colon and a space after the key.")
    if word.startswith("\u3000"):
        return Message(
            zh="行首是全角空格，请改成半角空格。", en="A full-width space begins the line; use plain spaces."
        )
    if homes := homes_of(word.strip()):
        where = "、".join(homes[:3])
        return Message(
            zh=f"“{word}”属于 {where}，请检查缩进。",
            en=f"“{word}” belongs to {where}; check the indentation.",
        )
    if near := close_to(word, names_of(model)):
        return Message(zh=f"是不是“{near}”？", en=f"Did you mean “{near}”?")
    known = "、".join(f"{name}（{key_of(field).names[0]}）" for name, field in model.model_fields.items())
    return Message(zh=f"这里可以写：{known}。", en=f"Known here: {', '.join(model.model_fields)}.")


def _refused(words: dict[str, Any], place: Place | None) -> Finding:
    return rule(words["rule"]).at(
        place,
        Message(zh=_short(words["zh"]), en=_short(words["en"])),
        hint=Message(zh=words["hint_zh"], en=words["hint_en"]),
    )


def _short(text: str) -> str:
    """In one line that can be read, whatever was written as the value."""
    line = " ".join(text.split("\n"))
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"


def _wrong_type(steps: tuple[int | str, ...], tree: Tree, kind: str) -> Finding:
    wanted = _WANTED.get(kind, Message(zh="另一种写法", en="something else"))
    example = _example(steps)
    return rule("wrong-type").at(
        tree.place_of(steps),
        Message(zh=f"这里要{wanted.zh}。", en=f"{wanted.en} is wanted here."),
        hint=Message(zh=f"例如 {example}", en=f"For example {example}"),
    )
