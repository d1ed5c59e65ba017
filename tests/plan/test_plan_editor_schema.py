"""The JSON Schema agrees with the reader: what one takes the other takes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from report_pdf.plan import json_schema, read_plan

SHARED = Path(__file__).resolve().parents[3] / "shared"
ENGLISH = Path(__file__).with_name("english.yaml").read_text(encoding="utf-8")
CHINESE = Path(__file__).with_name("chinese.yaml").read_text(encoding="utf-8")


def as_an_editor_reads(text: str) -> Any:
    """YAML 1.2 core, nearly: no dates, no yes and no."""
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - the base loader makes strings only


def is_valid(text: str) -> bool:
    validator = jsonschema.Draft202012Validator(json_schema())
    return validator.is_valid(as_an_editor_reads(text))


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["english", "chinese"])
def test_good_files_are_valid(text: str) -> None:
    assert is_valid(text)


def test_the_real_issue_is_valid() -> None:
    file = SHARED / "manuscripts" / "xinhui" / "issue.yaml"
    if not file.exists():
        pytest.skip("the shared manuscripts are not here")

    assert is_valid(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("manuscript: story", "manuscirpt: story"),
        ("  name: 山茶\n", ""),
        ("start: recto", "start: rekto"),
        ("bleed: 0.3cm", "bleed: 3"),
        ("date: 2023-01-10", "date: January"),
        ("cover: {", "cover: {colour: red, "),
    ],
)
def test_typing_errors_are_not(right: str, wrong: str) -> None:
    assert right in ENGLISH
    assert not is_valid(ENGLISH.replace(right, wrong, 1))


def test_short_forms_are_valid(folder: Path) -> None:
    text = "issue: {name: 山茶}\narticles: story.txt\ncover: photos/cover.jpg\nsupplements: [report.pdf]\nlint:\n"
    (folder / "issue.yaml").write_text(text, encoding="utf-8")

    assert read_plan(folder / "issue.yaml").cover.photo
    assert is_valid(text.replace("lint:\n", ""))


def test_every_key_is_explained_in_chinese() -> None:
    definitions: Any = json_schema()["$defs"]
    photo = definitions["PhotoYaml"]["anyOf"][1]["properties"]

    assert photo["图说"] == photo["caption"]
    assert "图说" in photo["caption"]["description"]
