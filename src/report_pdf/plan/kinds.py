"""``Kind``: how one value is written, for the schema: what reads it and what an editor should know of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, PydanticKnownError, core_schema

__all__ = ["Kind", "of_text", "refused"]


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """Goes into ``Annotated[type, Kind(read, schema)]``."""

    read: Callable[[object], object]
    schema: Mapping[str, object]

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Pydantic asks how to validate."""
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Pydantic asks for the JSON Schema."""
        return dict(self.schema)


def of_text(read: Callable[[str], object], **schema: object) -> Kind:
    """A kind written as text: lists and mappings are of the wrong type."""

    def read_text(value: object) -> object:
        if not isinstance(value, str):
            raise PydanticKnownError("string_type")
        return read(value.strip())

    return Kind(read_text, {"type": "string", **schema})


def refused(
    zh: str, en: str, hint_zh: str, hint_en: str, *, rule: str = "wrong-value"
) -> PydanticCustomError:
    """A value that is not written as it should be; ``rule`` is the code without the room."""
    words = {"rule": rule, "zh": zh, "en": en, "hint_zh": hint_zh, "hint_en": hint_en}
    return PydanticCustomError("refused", "{en}", words)
