"""docs/reference/issue-yaml.md says what the reader does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from report_pdf.plan import RULES, read_plan, vocabulary
from report_pdf.plan.keys import key_of, mapping_of
from report_pdf.plan.schema import Written

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "issue-yaml.md"


@pytest.fixture(scope="module")
def reference() -> str:
    return REFERENCE.read_text(encoding="utf-8")


def test_every_key_has_its_row_with_its_chinese_names(reference: str) -> None:
    models = [model for model in Written.__subclasses__() if mapping_of(model)]
    rows = {
        f"| `{name}` | {'、'.join(key_of(field).names)} |"
        for model in models
        for name, field in model.model_fields.items()
    }

    assert len(rows) > 40
    assert sorted(row for row in rows if row not in reference) == []
    assert set(re.findall(r"^\| `\w+` \| [^|]+ \|(?= [^|]+ \| [^|]+ \| `)", reference, re.MULTILINE)) == rows


def test_every_word_and_every_code_is_there(reference: str) -> None:
    tables = [getattr(vocabulary, name) for name in vars(vocabulary) if name.isupper()]

    assert [word for table in tables for word in table if f"`{word}`" not in reference] == []
    assert [rule.code for rule in RULES if f"| `{rule.code}` |" not in reference] == []


def test_the_examples_can_be_read(reference: str, folder: Path) -> None:
    for name in (
        "manuscript.txt",
        "photos/01.jpg",
        "photos/02.jpg",
        "supplements/report.pdf",
        "supplements/letter.jpg",
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"x")
    examples = re.findall(r"```yaml\n((?:issue|期刊).*?)```", reference, re.DOTALL)

    assert len(examples) == 3
    for example in examples:
        (folder / "issue.yaml").write_text(example, encoding="utf-8")
        assert read_plan(folder / "issue.yaml").issue.name == "茶乡通讯"


def test_the_example_of_every_key_can_be_read(folder: Path) -> None:
    lines = [
        f"    {name}: {key_of(field).example}"
        for model in Written.__subclasses__()
        if model.__name__ == "IdentityYaml"
        for name, field in model.model_fields.items()
    ]
    text = "issue:\n" + "\n".join(lines) + "\narticles: [story.txt]\n"
    (folder / "issue.yaml").write_text(text, encoding="utf-8")

    assert read_plan(folder / "issue.yaml").issue.issn == "1000-0003"
