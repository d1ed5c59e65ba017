"""Each finding's example gives the finding before and is clean after."""

from __future__ import annotations

import pytest

from report_pdf.copyedit import EXAMPLES, RULES, copyedit
from report_pdf.manuscript import parse_markdown, parse_text

_NOT_OF_A_TEXT = {"copyedit/unknown-code"}


def _codes(text, example):
    if example.markdown:
        manuscript = parse_markdown(text, file="m.md")
    else:
        manuscript = parse_text(f"题目\n\n文/某人\n\n{text}\n", file="m.txt")
    return [finding.code for finding in copyedit(manuscript, example.lint).findings]


@pytest.mark.parametrize("code", EXAMPLES)
def test_before_gives_the_finding_and_after_none(code):
    example = EXAMPLES[code]
    assert code in _codes(example.before, example)
    assert [found for found in _codes(example.after, example) if found.startswith("copyedit/")] == []


def test_every_rule_has_an_example():
    assert {rule.code for rule in RULES} == set(EXAMPLES) | _NOT_OF_A_TEXT
