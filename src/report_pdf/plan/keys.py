"""What the schema knows of keys: their names in both languages, and what kind of node each wants."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from types import UnionType
from typing import Final, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from report_pdf.plan.schema import IssueYaml, Key, Written

__all__ = [
    "field_at",
    "homes_of",
    "item_of",
    "key_of",
    "known_words",
    "mapping_of",
    "names_of",
    "path_of",
    "wanted_at",
]

Step = str | int

_LISTS: Final = (tuple, frozenset)


def key_of(field: FieldInfo) -> Key:
    """The names, words and example of a key."""
    return next(note for note in field.metadata if isinstance(note, Key))


@functools.cache
def names_of(model: type[Written]) -> dict[str, str]:
    """Every way to write the model's keys → the key."""
    names = {name: name for name in model.model_fields}
    for name, field in model.model_fields.items():
        names |= dict.fromkeys(key_of(field).names, name)
    return names


def mapping_of(wanted: object) -> type[Written] | None:
    """The mapping that is wanted, if one is."""
    if get_origin(wanted) in {Union, UnionType}:
        return next((model for part in get_args(wanted) if (model := mapping_of(part))), None)
    return wanted if isinstance(wanted, type) and issubclass(wanted, Written) else None


def item_of(field: FieldInfo) -> object | None:
    """What the items of the wanted list are, if a list of known items is wanted."""
    arguments = get_args(field.annotation)
    is_list = get_origin(field.annotation) in _LISTS and len(arguments) == 2 and arguments[1] is Ellipsis
    return arguments[0] if is_list and get_origin(arguments[0]) is not tuple else None


def field_at(steps: tuple[Step, ...]) -> FieldInfo | None:
    """The field a path of keys and indices leads to."""
    model: type[Written] | None = IssueYaml
    field: FieldInfo | None = None
    for step in steps:
        if isinstance(step, int):
            continue
        if model is None or step not in model.model_fields:
            return None
        field = model.model_fields[step]
        model = mapping_of(item_of(field) or field.annotation)
    return field


def path_of(steps: tuple[Step, ...]) -> str:
    """``("articles", 0, "file")`` → ``articles[0].file``."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return text.removeprefix(".")


def _models(model: type[Written], path: str) -> Iterator[tuple[str, type[Written]]]:
    yield path, model
    for name, field in model.model_fields.items():
        item = item_of(field)
        if inner := mapping_of(item or field.annotation):
            yield from _models(inner, f"{path}.{name}{'[]' if item else ''}".removeprefix("."))


@functools.cache
def homes_of(word: str) -> tuple[str, ...]:
    """The mappings that have this key: ``issue``, ``articles[]``."""
    return tuple(path or "issue.yaml" for path, model in _models(IssueYaml, "") if word in names_of(model))


@functools.cache
def known_words() -> str:
    """A regular expression for any key in any language."""
    words = {word for _, model in _models(IssueYaml, "") for word in names_of(model)}
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def wanted_at(steps: tuple[Step, ...]) -> type[Written] | None:
    """The mapping a path of keys and indices leads to."""
    if not steps:
        return IssueYaml
    field = field_at(steps)
    return mapping_of(item_of(field) or field.annotation) if field else None
