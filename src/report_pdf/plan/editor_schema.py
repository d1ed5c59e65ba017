"""The JSON Schema (draft 2020-12) of issue.yaml, for editors: generated from the models, Chinese keys included."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from report_pdf.plan.keys import key_of, mapping_of, names_of
from report_pdf.plan.schema import IssueYaml, Written

__all__ = ["json_schema"]

Schema = dict[str, Any]


def json_schema() -> dict[str, object]:
    """The schema of issue.yaml as an editor reads it (YAML 1.2 core: numbers are numbers, dates are text)."""
    schema: Schema = IssueYaml.model_json_schema()
    definitions: Schema = schema["$defs"]
    for model in _models(IssueYaml):
        if model is not IssueYaml:
            definitions[model.__name__] = _of_mapping(model, definitions[model.__name__])
    written = _of_mapping(IssueYaml, {name: value for name, value in schema.items() if name != "$defs"})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "issue.yaml",
        **{name: value for name, value in written.items() if name != "title"},
        "$defs": definitions,
    }


def _models(model: type[Written]) -> Iterator[type[Written]]:
    yield model
    for field in model.model_fields.values():
        for part in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if inner := mapping_of(part):
                yield from _models(inner)


def _of_mapping(model: type[Written], schema: Schema) -> Schema:
    """Every key in each of its names; what is required may have any of them."""
    if schema.get("anyOf"):  # met before, by another way through the models
        return schema
    own = {name: _of_key(model, name, schema["properties"][name]) for name in model.model_fields}
    properties = {word: own[name] for word, name in names_of(model).items()}
    mapping: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    if required := [_any_name(model, name) for name in schema.get("required", [])]:
        mapping["allOf"] = required
    described = {"description": model.about}
    if model.short_form is None:
        return {**described, **mapping}
    return {**described, "anyOf": [{"type": "string", "minLength": 1}, mapping]}


def _any_name(model: type[Written], name: str) -> Schema:
    words = [word for word, meaning in names_of(model).items() if meaning == name]
    return {"anyOf": [{"required": [word]} for word in words]}


def _of_key(model: type[Written], name: str, schema: Schema) -> Schema:
    """The value's schema with its description; a list of one may be written without the list."""
    field = model.model_fields[name]
    key = key_of(field)
    bare = {word: value for word, value in schema.items() if word not in {"title", "default", "description"}}
    options = [_one_or_list(option) for option in bare.pop("anyOf", [bare])]
    if not field.is_required() and {"type": "null"} not in options:
        options.append({"type": "null"})
    value = options[0] if len(options) == 1 else {"anyOf": options}
    return {"description": f"{key.zh}。\n{key.en}. 例 e.g. {name}: {key.example}", **value}


def _one_or_list(schema: Schema) -> Schema:
    items = schema.get("items")
    if schema.get("type") != "array" or items is None:
        return schema
    return {"anyOf": [schema, {"type": "string"} if "$ref" in items else items]}
