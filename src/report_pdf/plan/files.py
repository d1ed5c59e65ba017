"""The kinds of value that name a file; the jail they are looked up in is the validation's context."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, PydanticKnownError, core_schema

from report_pdf.plan.kinds import refused
from report_pdf.plan.paths import Jail, PathRefusedError, pictures_in

__all__ = ["KNOWN_PROFILES", "FileName", "FileOrFolder", "Found", "InJail", "ProfileName"]

KNOWN_PROFILES: Final = frozenset({"fogra39"})
"""Names of the output conditions that come with the program; any other is a path to an ICC file."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file or folder: its name as written and where it is."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class InJail:
    """A value that may name a file of the issue: how it is looked up."""

    look_up: Callable[[Jail, str], object]

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Pydantic asks how to validate."""
        return core_schema.with_info_plain_validator_function(self._read)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Pydantic asks for the JSON Schema."""
        return {"type": "string", "minLength": 1}

    def _read(self, value: object, info: ValidationInfo[Jail]) -> object:
        if not isinstance(value, str):
            raise PydanticKnownError("string_type")
        if not value.strip():
            raise refused("文件名是空的。", "the file's name is empty.", "请填写文件名。", "Name a file.")
        try:
            return self.look_up(info.context, value.strip())
        except PathRefusedError as error:
            raise _worded(error) from error
        except OSError as error:
            raise refused(
                f"读不了“{value}”。",
                f"“{value}” cannot be read: {error.strerror}.",
                "请检查读取权限。",
                "Check the permissions.",
                rule="missing-file",
            ) from error


def _worded(error: PathRefusedError) -> PydanticCustomError:
    return refused(error.message.zh, error.message.en, error.hint.zh, error.hint.en, rule=error.rule)


def _file(jail: Jail, name: str) -> Found:
    return Found(name, jail.file(name))


def _file_or_folder(jail: Jail, name: str) -> Found:
    found = Found(name, jail.file_or_folder(name))
    if not found.path.is_dir():
        return _file(jail, name)
    if not pictures_in(found.path):
        raise refused(
            f"文件夹“{name}”里没有图片。",
            f"there is no picture in the folder “{name}”.",
            "请放入 .jpg、.png 或 .tif 等图片。",
            "Put .jpg, .png or .tif files into it.",
            rule="no-pictures",
        )
    return found


def _profile(jail: Jail, name: str) -> str:
    """A shipped output condition by name, or an ICC file of the issue's by path."""
    if name.lower() in KNOWN_PROFILES:
        return name.lower()
    if "/" in name or re.search(r"\.ic[cm]$", name, re.IGNORECASE):
        return str(jail.file(name))
    known = "、".join(sorted(KNOWN_PROFILES))
    raise refused(
        f"没有叫“{name}”的印刷条件。",
        f"there is no output condition “{name}”.",
        f"可以写 {known}，或写印厂给的 ICC 文件的路径。",
        f"Write {known}, or the path of the print shop's ICC file.",
    )


FileName = Annotated[Found, InJail(_file)]
FileOrFolder = Annotated[Found, InJail(_file_or_folder)]
ProfileName = Annotated[str, InJail(_profile)]
