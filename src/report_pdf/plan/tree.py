"""Nodes → plain lists, mappings and strings under the schema's own key names, with a place for every path.

Chinese keys become the schema's, short forms become long, a single item becomes a list of one, empty values go. What
is of the wrong shape stays as it is: validation will say so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from report_pdf.findings import Finding, Message, Place
from report_pdf.plan.keys import field_at, item_of, known_words, mapping_of, names_of, path_of
from report_pdf.plan.nodes import Items, Keys, Node, Scalar
from report_pdf.plan.rules import rule
from report_pdf.plan.schema import IssueYaml, Written

__all__ = ["Plain", "Tree", "plant"]

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"
Steps: TypeAlias = tuple[str | int, ...]

_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff]")


@dataclass(slots=True)
class Tree:
    """The value and what was noticed on the way.

    ``places``: of values by path; ``keys``: of keys by path; ``glued``: rows and columns near which a colon was
    typed wrongly, so that a value swallowed its key.
    """

    value: Plain = ""
    places: dict[str, Place] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    glued: list[Scalar] = field(default_factory=list)

    def place_of(self, steps: Steps) -> Place | None:
        """The place of the value, else of its key, else of what holds it."""
        while steps:
            path = path_of(steps)
            if place := self.places.get(path) or self.keys.get(path):
                return place
            steps = steps[:-1]
        return self.places.get("")


def plant(root: Node) -> Tree:
    """The whole tree."""
    tree = Tree()
    tree.value = _mapping(tree, root, IssueYaml, ())
    return tree


def _value(tree: Tree, node: Node, wanted: object, steps: Steps) -> Plain:
    tree.places[path_of(steps)] = node.place
    if model := mapping_of(wanted):
        return _mapping(tree, node, model, steps)
    return _plain(tree, node, steps)


def _list(tree: Tree, node: Node, wanted: object, steps: Steps) -> Plain:
    tree.places[path_of(steps)] = node.place
    match node:
        case Items():
            return [_value(tree, item, wanted, (*steps, at)) for at, item in enumerate(node.items)]
        case Scalar():
            return [_value(tree, node, wanted, (*steps, 0))]
        case Keys():
            return _plain(tree, node, steps)


def _mapping(tree: Tree, node: Node, model: type[Written], steps: Steps) -> Plain:
    tree.places[path_of(steps)] = node.place
    match node:
        case Keys():
            return _entries(tree, node, model, steps)
        case Scalar() if _is_glued(node):
            tree.glued.append(node)
            return node.text
        case Scalar() if model.short_form is not None:
            return {model.short_form: _field(tree, node, (*steps, model.short_form))}
        case _:
            return _plain(tree, node, steps)


def _entries(tree: Tree, node: Keys, model: type[Written], steps: Steps) -> Plain:
    names = names_of(model)
    entries: dict[str, Plain] = {}
    first: dict[str, Scalar] = {}
    for key, value in node.entries:
        word = _printable(tree, key)
        name = names.get(word, word)
        if name in first:
            tree.findings.append(_duplicate(first[name], key))
            continue
        first[name] = key
        tree.keys[path_of((*steps, name))] = key.place
        if isinstance(value, Scalar) and value.is_empty:
            if _is_glued(key):
                tree.glued.append(key)
            elif name in model.model_fields:
                continue
        entries[name] = _field(tree, value, (*steps, name))
    return entries


def _field(tree: Tree, node: Node, steps: Steps) -> Plain:
    known = field_at(steps)
    if known is None:
        return _plain(tree, node, steps)
    if (item := item_of(known)) is not None:
        return _list(tree, node, item, steps)
    return _value(tree, node, known.annotation, steps)


def _plain(tree: Tree, node: Node, steps: Steps) -> Plain:
    tree.places[path_of(steps)] = node.place
    match node:
        case Scalar():
            if node.plain and node.last_row > node.row:
                tree.glued.append(node)
            return "" if node.is_empty else _printable(tree, node)
        case Items():
            return [_plain(tree, item, (*steps, at)) for at, item in enumerate(node.items)]
        case Keys():
            return _free_entries(tree, node, steps)


def _free_entries(tree: Tree, node: Keys, steps: Steps) -> Plain:
    first: dict[str, Scalar] = {}
    entries: dict[str, Plain] = {}
    for key, value in node.entries:
        word = _printable(tree, key)
        if word in first:
            tree.findings.append(_duplicate(first[word], key))
            continue
        first[word] = key
        entries[word] = _plain(tree, value, (*steps, word))
    return entries


def _printable(tree: Tree, node: Scalar) -> str:
    """The text; escapes can smuggle in what no message could print."""
    if match := _UNPRINTABLE.search(node.text):
        code = f"U+{ord(match[0]):04X}"
        message = Message(zh=f"有控制字符 {code}。", en=f"holds the control character {code}.")
        hint = Message(zh="请删去它。", en="Delete it.")
        tree.findings.append(rule("control-character").at(node.place, message, hint=hint))
    return _UNPRINTABLE.sub("\ufffd", node.text)


def _is_glued(node: Scalar) -> bool:
    return node.plain and re.match(rf"\s*({known_words()})\s*[\uff1a:]", node.text) is not None


def _duplicate(first: Scalar, again: Scalar) -> Finding:
    same = "" if first.text == again.text else f"（与“{first.text}”同义）"
    also = "" if first.text == again.text else f" (it means “{first.text}”)"
    return rule("duplicate-key").at(
        again.place,
        Message(
            zh=f"键“{again.text}”{same}写了两次，前一次在 {first.place}。",
            en=f"the key “{again.text}”{also} stands twice, first at {first.place}.",
        ),
        hint=Message(zh="请合并，只留一个。", en="Merge them and keep one."),
    )
