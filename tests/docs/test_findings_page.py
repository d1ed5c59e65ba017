"""docs/reference/findings.md is what the rooms' rules say today."""

from __future__ import annotations

import runpy
from pathlib import Path

MAKER = Path(__file__).resolve().parents[2] / "docs" / "reference" / "make_findings.py"


def test_the_page_of_findings_is_not_stale() -> None:
    made = runpy.run_path(str(MAKER))

    assert made["PAGE"].read_text(encoding="utf-8") == made["text"](), f"run python {MAKER.name} again"


def test_a_code_belongs_to_one_rule() -> None:
    rules = [rule for _, rules in runpy.run_path(str(MAKER))["_rules"]() for rule in rules]
    codes = [rule.code for rule in rules]

    assert len(codes) > 50
    assert sorted({code for code in codes if codes.count(code) > 1}) == []
